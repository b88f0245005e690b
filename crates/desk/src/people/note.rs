//! What agents note of a person, for each other.

use super::PersonId;
use crate::Refusal;
use base::Moment;

base::id!(PersonNoteId);

/// Characters of one; so many of a person.
pub const LONGEST_PERSON_NOTE: usize = 5_000;
pub const MOST_PERSON_NOTES: i64 = 500;

#[derive(Clone, Debug, PartialEq)]
pub struct PersonNote {
    pub id: PersonNoteId,
    pub person: PersonId,
    pub author: Option<PersonId>,
    pub at: Moment,
    pub text: String,
}

pub fn person_note(text: &str) -> Result<String, Refusal> {
    let text = text.trim().replace("\r\n", "\n");
    match text.chars().count() {
        0 => Err(Refusal::MessageEmpty),
        n if n > LONGEST_PERSON_NOTE => Err(Refusal::TextTooLong),
        _ => Ok(text),
    }
}
