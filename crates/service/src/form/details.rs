//! What stands in the fields of one ticket, as its page shows them.

use super::Called;
use super::look::own_objects;
use crate::ticket;
use base::Digest;
use desk::form::{
    Answers, Ask, Audience, Book, Field, FieldFile, FieldId, Form, Holder, ItemId, Nature, Stage, Topic, Value,
};
use desk::object::ObjectId;
use desk::people::{OrganizationId, PersonId};
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Error};
use std::collections::BTreeMap;
use store::Read;
use store::form::{fields, forms, topics, values};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Details {
    pub book: Book,
    pub answers: Answers,
    /// What the page shows, in this order.
    pub places: Vec<Place>,
    /// Those that are offered, and the ticket's own.
    pub topics: Vec<Topic>,
    /// What those are called now that stand in them.
    pub people: BTreeMap<PersonId, String>,
    pub organizations: BTreeMap<OrganizationId, String>,
    pub objects: BTreeMap<ObjectId, String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    pub field: FieldId,
    pub ask: Ask,
    pub limited: Option<Vec<ItemId>>,
    /// Must be filled in before the ticket is solved.
    pub to_close: bool,
}

/// The caller has made sure that the one who looks may see the ticket.
pub fn details(read: &mut Read, ticket: &Ticket) -> Done<Details> {
    let (book, topics) = (fields::book(read, Holder::Ticket)?, topics::all(read)?);
    if book.fields.is_empty() {
        return Ok(Details { topics, ..Details::default() });
    }
    let answers = values::answers(read, &book, Holder::Ticket, ticket.id.0)?;
    let own = topics.iter().find(|topic| Some(topic.id) == ticket.topic);
    let form = own.and_then(|topic| topic.wish.form).map(|form| forms::load(read, form)).transpose()?.flatten();
    let called = Called::of(read, std::iter::once(&answers))?;
    Ok(Details {
        places: places(form.as_ref(), &book, &answers),
        people: called.people,
        organizations: called.organizations,
        objects: called.objects,
        book,
        answers,
        topics,
    })
}

/// Those of the form first; of the others only those in which something stands. Without a form, all.
fn places(form: Option<&Form>, book: &Book, answers: &Answers) -> Vec<Place> {
    let free = |ask: Ask, id: FieldId| Place { field: id, ask, limited: None, to_close: false };
    let Some(form) = form else {
        let active = book.fields.iter().filter(|field| field.active || answers.contains_key(&field.id));
        let ask = |computed: bool| if computed { Ask::Shown } else { Ask::Optional };
        return active.map(|field| free(ask(field.nature.is_computed()), field.id)).collect();
    };
    let drawn = form.drawn(book, answers, Audience::Agent, Stage::Open);
    let mut places: Vec<Place> = Vec::new();
    for drawn in drawn.into_iter().filter(|drawn| drawn.ask != Ask::Hidden) {
        let to_close = form.part(drawn.field).is_some_and(|part| part.to_close);
        places.push(Place { field: drawn.field, ask: drawn.ask, limited: drawn.limited, to_close });
    }
    let others = book.fields.iter().filter(|field| form.part(field.id).is_none() && answers.contains_key(&field.id));
    places.extend(
        others.map(|field| free(if field.nature.is_computed() { Ask::Shown } else { Ask::Optional }, field.id)),
    );
    places
}

/// A file that stands in a field of a ticket one may see.
pub fn field_file(read: &mut Read, number: TicketNumber, field: FieldId, digest: &Digest) -> Done<FieldFile> {
    let ticket = ticket::visible(read, number)?;
    let book = fields::book(read, Holder::Ticket)?;
    let answers = values::answers(read, &book, Holder::Ticket, ticket.id.0)?;
    let Some(Value::Files(files)) = answers.get(&field) else { return Err(Error::Missing) };
    saved(read, files, digest)
}

/// One of a field's files, under the name one saves it by.
pub(crate) fn saved(read: &mut Read, files: &[FieldFile], digest: &Digest) -> Done<FieldFile> {
    let mut file = files.iter().find(|file| file.digest == *digest).cloned().ok_or(Error::Missing)?;
    file.name = crate::channel::handling(read)?.saved_name(&file.name);
    Ok(file)
}

/// What stands in the fields that requesters see, with what is called how in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PublicDetails {
    /// As the form of the topic has them.
    pub fields: Vec<(Field, Value)>,
    pub called: Called,
}

/// Of a ticket that the one who looks follows: the form says what requesters meet. Objects they may not see are left out.
pub(crate) fn public_details(read: &mut Read, ticket: &Ticket) -> Done<PublicDetails> {
    let Some(topic) = ticket.topic else { return Ok(PublicDetails::default()) };
    let topic = topics::load(read, topic)?.and_then(|topic| topic.wish.form);
    let Some(form) = topic.map(|form| forms::load(read, form)).transpose()?.flatten() else {
        return Ok(PublicDetails::default());
    };
    let book = fields::book(read, Holder::Ticket)?;
    let answers = values::answers(read, &book, Holder::Ticket, ticket.id.0)?;
    let mut called = Called::of(read, std::iter::once(&answers))?;
    called.objects.extend(own_objects_among(read, &book, &answers)?);
    let drawn = form.drawn(&book, &answers, Audience::Requester, Stage::Open);
    let shown = drawn.into_iter().filter(|drawn| drawn.ask != Ask::Hidden).filter_map(|drawn| {
        let (field, value) = (book.field(drawn.field)?, answers.get(&drawn.field)?);
        let hidden = matches!(value, Value::Object(id) if !called.objects.contains_key(id));
        (!hidden).then(|| (field.clone(), value.clone()))
    });
    Ok(PublicDetails { fields: shown.collect(), called })
}

/// Those that requesters may choose, they find again where they have chosen them.
fn own_objects_among(read: &mut Read, book: &Book, answers: &Answers) -> Done<Vec<(ObjectId, String)>> {
    let mut found = Vec::new();
    for field in &book.fields {
        if let (Nature::Object { of }, Some(Value::Object(id))) = (&field.nature, answers.get(&field.id)) {
            found.extend(own_objects(read, *of)?.into_iter().filter(|(own, _)| own == id));
        }
    }
    Ok(found)
}
