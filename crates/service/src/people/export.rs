//! Taking people out of the house, page by page, with what stands in their fields.

use super::lists::{After, Page};
use crate::form::Called;
use base::Email;
use desk::form::{Answers, Ask, Audience, Book, Holder};
use desk::people::{Handle, OrganizationId, PersonId, Phone};
use desk::{Done, Event, Permission};
use std::collections::{BTreeSet, HashMap};
use store::form::{fields, values};
use store::people::{addresses, lists, memberships, organizations, reach, ways};
use store::{Read, Tx};

/// People of one page, and notes of one of them: a page must fit into memory.
const PAGE: usize = 100;
const NOTES: usize = 20;

/// Whoever edits people may take them along; that they did stands in the audit.
pub fn begin_people_export(tx: &mut Tx) -> Done<Book> {
    tx.actor().may(Permission::EditPeople)?;
    let scope = super::reach::scope(tx)?;
    let people = reach::counted(tx, &scope)?;
    tx.record(Event::PeopleExported { people })?;
    shown(tx)
}

/// What people may have several of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Several {
    /// The one we write to first.
    pub addresses: Vec<(PersonId, Email)>,
    pub phones: Vec<(PersonId, Phone)>,
    pub handles: Vec<(PersonId, Handle)>,
    /// The names of what they belong to beside the main organisation.
    pub organizations: Vec<(PersonId, String)>,
    /// The newest, in the order in which they were written.
    pub notes: Vec<(PersonId, String)>,
    /// What is noted of their main organisations.
    pub organization_notes: Vec<(OrganizationId, String)>,
}

/// The next ones, by name, with what stands in fields that agents may see.
pub fn people_export_page(read: &mut Read, after: &After) -> Done<(Page, HashMap<PersonId, Answers>, Called, Several)> {
    read.actor().may(Permission::EditPeople)?;
    let scope = super::reach::scope(read)?;
    let page = lists::all(read, &scope, after, PAGE)?;
    let book = shown(read)?;
    let ids: Vec<i64> = page.lines.iter().map(|line| line.person.id.0).collect();
    let cells = if ids.is_empty() { HashMap::new() } else { values::of_many(read, Holder::Person, &ids)? };
    let answers: HashMap<PersonId, Answers> =
        cells.iter().map(|(id, cells)| (PersonId(*id), book.answers(cells))).collect();
    let called = Called::of(read, answers.values())?;
    let people: Vec<PersonId> = page.lines.iter().map(|line| line.person.id).collect();
    let main: BTreeSet<OrganizationId> = page.lines.iter().filter_map(|line| line.person.organization).collect();
    let several = match people.as_slice() {
        [] => Several::default(),
        people => Several {
            addresses: addresses::of_people(read, people)?,
            phones: ways::phones_of(read, people)?,
            handles: ways::handles_of(read, people)?,
            organizations: memberships::beside_of(read, people)?,
            notes: ways::notes_of(read, people, NOTES)?,
            organization_notes: organizations::notes_of(read, &main.into_iter().collect::<Vec<_>>())?,
        },
    };
    Ok((page, answers, called, several))
}

/// Fields that agents may see of people.
pub fn person_fields(read: &mut Read) -> Done<Book> {
    read.actor().must_be_agent()?;
    shown(read)
}

fn shown(read: &mut Read) -> Done<Book> {
    let mut book = fields::book(read, Holder::Person)?;
    book.fields.retain(|field| field.ask(Audience::Agent) != Ask::Hidden);
    Ok(book)
}
