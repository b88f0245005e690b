//! What agents note of a person, for each other.

use super::PersonId;
use crate::Refusal;
use base::Moment;

base::id!(PersonNoteId);

/// A line of its own between two notes in one cell of a table.
pub const BETWEEN_NOTES: &str = "---";

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

/// The notes in one cell of a table, without what is empty.
pub fn notes_in(cell: &str) -> Vec<String> {
    let lines: Vec<&str> = cell.lines().collect();
    let notes = lines.split(|line| line.trim() == BETWEEN_NOTES).map(|note| note.join("\n").trim().to_owned());
    notes.filter(|note| !note.is_empty()).collect()
}

pub fn person_note(text: &str) -> Result<String, Refusal> {
    let text = text.trim().replace("\r\n", "\n");
    match text.chars().count() {
        0 => Err(Refusal::MessageEmpty),
        n if n > LONGEST_PERSON_NOTE => Err(Refusal::TextTooLong),
        _ => Ok(text),
    }
}
