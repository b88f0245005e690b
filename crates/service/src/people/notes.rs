//! What agents note of a person. Nobody from outside ever sees it.

use super::reach::must_find;
use desk::people::{MOST_PERSON_NOTES, PersonId, PersonNote, PersonNoteId, person_note};
use desk::{Done, Error, Event, Permission, Refusal};
use std::collections::BTreeSet;
use store::people::{merges, ways};
use store::ticket::people;
use store::{Read, Tx};

/// Notes of one page.
const PAGE: usize = 20;

pub fn add_person_note(tx: &mut Tx, person: PersonId, text: &str) -> Done<PersonNoteId> {
    tx.actor().may(Permission::EditPeople)?;
    must_find(tx, person)?;
    if merges::home(tx, person)? != Some(person) {
        return Err(Error::Missing);
    }
    put(tx, person, &person_note(text)?)
}

/// One more, of somebody who may be noted about.
pub(super) fn put(tx: &mut Tx, person: PersonId, text: &str) -> Done<PersonNoteId> {
    if ways::notes_counted(tx, person)? >= MOST_PERSON_NOTES {
        return Err(Refusal::TooManyPersonNotes.into());
    }
    let author = tx.actor().person();
    let id = ways::add_note(tx, person, author, text)?;
    tx.record(Event::PersonNoteAdded { person, note: id })?;
    Ok(id)
}

/// Whoever wrote it takes it away, or whoever manages agents.
pub fn remove_person_note(tx: &mut Tx, id: PersonNoteId) -> Done<PersonId> {
    tx.actor().may(Permission::EditPeople)?;
    let note = ways::note_of(tx, id)?.ok_or(Error::Missing)?;
    must_find(tx, note.person)?;
    if note.author != tx.actor().person() {
        tx.actor().may(Permission::ManageAgents)?;
    }
    ways::remove_note(tx, id)?;
    tx.record(Event::PersonNoteRemoved { person: note.person, note: id })?;
    Ok(note.person)
}

/// A page of notes, the newest first, with who wrote each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Noted {
    pub notes: Vec<(PersonNote, String)>,
    /// Before which the next page begins.
    pub next: Option<PersonNoteId>,
}

pub fn person_notes(read: &mut Read, person: PersonId, before: Option<PersonNoteId>) -> Done<Noted> {
    must_find(read, person)?;
    let mut notes = ways::notes(read, person, before, PAGE + 1)?;
    let more = notes.len() > PAGE;
    notes.truncate(PAGE);
    let next = notes.last().map(|note| note.id).filter(|_| more);
    let authors: BTreeSet<PersonId> = notes.iter().filter_map(|note| note.author).collect();
    let authors: Vec<PersonId> = authors.into_iter().collect();
    let known = if authors.is_empty() { Vec::new() } else { people::known(read, &authors)? };
    let name = |note: &PersonNote| {
        let author = known.iter().find(|person| Some(person.id) == note.author);
        author.map(|person| person.shown().to_owned()).unwrap_or_default()
    };
    Ok(Noted {
        notes: notes
            .into_iter()
            .map(|note| {
                let name = name(&note);
                (note, name)
            })
            .collect(),
        next,
    })
}
