//! Taking people out of the house, page by page, with what stands in their fields.

use super::lists::{After, Page};
use crate::form::Called;
use desk::form::{Answers, Ask, Audience, Book, Holder};
use desk::people::{Handle, PersonId, Phone};
use desk::{Done, Event, Permission};
use std::collections::HashMap;
use store::form::{fields, values};
use store::people::{lists, reach, ways};
use store::{Read, Tx};

/// People of one page.
const PAGE: usize = 500;

/// Whoever edits people may take them along; that they did stands in the audit.
pub fn begin_people_export(tx: &mut Tx) -> Done<Book> {
    tx.actor().may(Permission::EditPeople)?;
    let scope = super::reach::scope(tx)?;
    let people = reach::counted(tx, &scope)?;
    tx.record(Event::PeopleExported { people })?;
    shown(tx)
}

/// By what people are reached beside mail.
pub type Ways = (Vec<(PersonId, Phone)>, Vec<(PersonId, Handle)>);

/// The next ones, by name, with what stands in fields that agents may see.
pub fn people_export_page(read: &mut Read, after: &After) -> Done<(Page, HashMap<PersonId, Answers>, Called, Ways)> {
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
    let ways = match people.as_slice() {
        [] => Ways::default(),
        people => (ways::phones_of(read, people)?, ways::handles_of(read, people)?),
    };
    Ok((page, answers, called, ways))
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
