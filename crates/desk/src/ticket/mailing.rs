//! One message to many people, of whom each gets a ticket of their own: nobody sees who else was written to.

use crate::Refusal;
use crate::people::PersonId;
use base::{Address, Moment};
use std::collections::HashSet;

base::id!(MailingId);

/// People of one mailing at most.
pub const MOST_ADDRESSED: usize = 100;

crate::ticket_words! {
    MailingState { Running = "running", Done = "done", Cancelled = "cancelled", }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Mailing {
    pub id: MailingId,
    /// Who began it, and in whose name the tickets are opened.
    pub person: PersonId,
    pub subject: String,
    pub state: MailingState,
    pub at: Moment,
}

/// Everybody once, in their order.
///
/// # Errors
/// There is nobody, or there are too many.
pub fn each_once(to: Vec<Address>) -> Result<Vec<Address>, Refusal> {
    let mut seen = HashSet::new();
    let to: Vec<Address> = to.into_iter().filter(|address| seen.insert(address.email.canonical())).collect();
    match to.len() {
        0 => Err(Refusal::NoRecipient),
        1..=MOST_ADDRESSED => Ok(to),
        _ => Err(Refusal::TooManyRecipients),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Email;

    fn people(all: impl Iterator<Item = String>) -> Vec<Address> {
        all.map(|email| Address::bare(Email::parse(&email).unwrap())).collect()
    }

    #[test]
    fn nobody_is_written_to_twice_and_not_everybody_at_once() {
        let twice = people(["kei@x.example", "mio@x.example", "KEI@x.example"].into_iter().map(str::to_owned));
        assert_eq!(each_once(twice).unwrap().len(), 2);
        assert_eq!(each_once(Vec::new()), Err(Refusal::NoRecipient));
        let many = |count| people((0..count).map(|n| format!("p{n}@x.example")));
        assert_eq!(each_once(many(MOST_ADDRESSED)).unwrap().len(), MOST_ADDRESSED);
        assert_eq!(each_once(many(MOST_ADDRESSED + 1)), Err(Refusal::TooManyRecipients));
    }
}
