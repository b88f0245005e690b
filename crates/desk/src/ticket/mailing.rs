//! One message to many people, of whom each gets a ticket of their own: nobody sees who else was written to.

use crate::Refusal;
use crate::people::{PersonId, Whom, dialled, folded};
use base::Moment;
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
pub fn each_once(to: Vec<Whom>) -> Result<Vec<Whom>, Refusal> {
    let mut seen = HashSet::new();
    let to: Vec<Whom> = to.into_iter().filter(|whom| seen.insert(named(whom))).collect();
    match to.len() {
        0 => Err(Refusal::NoRecipient),
        1..=MOST_ADDRESSED => Ok(to),
        _ => Err(Refusal::TooManyRecipients),
    }
}

/// The same for the same spelling of somebody.
fn named(whom: &Whom) -> String {
    match whom {
        Whom::Address(address) => address.email.canonical(),
        Whom::Known(id) => format!("#{id}"),
        // A family has one number.
        Whom::Phone { number, name } => format!("{} {}", dialled(number).unwrap_or_default(), folded(name)),
        Whom::Called(name) | Whom::New { name, .. } => name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(all: impl Iterator<Item = String>) -> Vec<Whom> {
        all.map(|text| Whom::read(&text).unwrap()).collect()
    }

    #[test]
    fn nobody_is_written_to_twice_and_not_everybody_at_once() {
        let twice = people(["kei@x.example", "mio@x.example", "KEI@x.example"].into_iter().map(str::to_owned));
        assert_eq!(each_once(twice).unwrap().len(), 2);
        let numbers = people(
            ["Taro <090-1234-5678>", "Taro <０９０１２３４５６７８>", "Hana <090-1234-5678>", "#57", "Kei <#57>"]
                .into_iter()
                .map(str::to_owned),
        );
        assert_eq!(each_once(numbers).unwrap().len(), 3);
        assert_eq!(each_once(Vec::new()), Err(Refusal::NoRecipient));
        let many = |count| people((0..count).map(|n| format!("p{n}@x.example")));
        assert_eq!(each_once(many(MOST_ADDRESSED)).unwrap().len(), MOST_ADDRESSED);
        assert_eq!(each_once(many(MOST_ADDRESSED + 1)), Err(Refusal::TooManyRecipients));
    }
}
