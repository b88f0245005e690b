//! What stands in the fields of many tickets, for lists and files.

use super::called::Called;
use base::Language;
use desk::Done;
use desk::form::{Answers, Book, Field, FieldId, Holder, Value};
use desk::ticket::TicketId;
use std::collections::HashMap;
use store::Read;
use store::form::{fields, values};

#[derive(Clone, Debug, Default)]
pub struct Contents {
    pub book: Book,
    answers: HashMap<TicketId, Answers>,
    pub called: Called,
}

/// The fields of tickets.
pub fn book(read: &mut Read) -> Done<Book> {
    read.actor().must_be_agent()?;
    Ok(fields::book(read, Holder::Ticket)?)
}

/// Of tickets that a list within the scope of the one who looks has named.
pub fn contents(read: &mut Read, tickets: &[TicketId]) -> Done<Contents> {
    read.actor().must_be_agent()?;
    if tickets.is_empty() {
        return Ok(Contents::default());
    }
    let book = fields::book(read, Holder::Ticket)?;
    let ids: Vec<i64> = tickets.iter().map(|id| id.0).collect();
    let cells = values::of_many(read, Holder::Ticket, &ids)?;
    let answers: HashMap<TicketId, Answers> =
        cells.iter().map(|(id, cells)| (TicketId(*id), book.answers(cells))).collect();
    let called = Called::of(read, answers.values())?;
    Ok(Contents { book, answers, called })
}

impl Contents {
    pub fn value(&self, ticket: TicketId, field: FieldId) -> Option<&Value> {
        self.answers.get(&ticket)?.get(&field)
    }

    /// What the items carry that are chosen in the field of a key, each once; empty where they carry nothing.
    pub fn property(&self, ticket: TicketId, key: &str, name: &str) -> String {
        let field = self.book.fields.iter().find(|field| field.key == key);
        let Some((field, Value::Items(ids))) = field.and_then(|field| Some((field, self.value(ticket, field.id)?)))
        else {
            return String::new();
        };
        let mut all: Vec<&str> = Vec::new();
        for id in ids {
            let value = desk::form::properties(field.nature.items(), *id).get(name).copied();
            all.extend(value.filter(|value| !all.contains(value)));
        }
        all.join(", ")
    }

    /// In words; empty where nothing stands.
    pub fn shown(&self, ticket: TicketId, id: FieldId, (language, zone): (Language, &str)) -> String {
        let eyes = self.called.eyes(language, zone);
        let shown = self.book.field(id).zip(self.value(ticket, id)).map(|(field, value)| field.shown(value, eyes));
        shown.unwrap_or_default()
    }

    /// Each with what it is called and what stands in it.
    pub fn columns(
        &self,
        ticket: TicketId,
        fields: &[FieldId],
        eyes: (Language, &str),
    ) -> Vec<(FieldId, String, String)> {
        let known = fields.iter().filter_map(|id| self.book.field(*id));
        known
            .map(|field| (field.id, field.label.shown(eyes.0).to_owned(), self.shown(ticket, field.id, eyes)))
            .collect()
    }

    /// What stands over those columns.
    pub fn labels(&self, fields: &[FieldId], language: Language) -> Vec<(&Field, String)> {
        let known = fields.iter().filter_map(|id| self.book.field(*id));
        known.map(|field| (field, field.label.shown(language).to_owned())).collect()
    }
}
