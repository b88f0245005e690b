//! What somebody from outside has to do with a ticket, beside having asked.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    None,
    /// In copy.
    TakesPart,
    /// A member of the organisation it was made for, which shares its tickets with them.
    Colleague,
}
