//! From rows to documents.

use super::names::{names_of, ways_of_writing};
use crate::form::Called;
use desk::conversation::MessageKind;
use desk::form::{Ask, Audience, Book, Cell, Holder, Shape, Value};
use desk::people::{OrganizationId, Person, PersonId, Tier};
use desk::query::Thing;
use desk::ticket::{Ticket, TicketId};
use desk::{Done, Fault};
use search::{Entry, Key, TicketEntry};
use std::collections::{BTreeSet, HashMap};
use store::form::{fields, values};
use store::object::links;
use store::people::{organizations as table, tiers};
use store::search::{self as rows, Said};
use store::{Read, ticket};

/// What is there of these keys; what is not there any more is missing from the answer.
pub(super) fn entries(read: &mut Read, keys: &[Key]) -> Done<Vec<Entry>> {
    let (mut ticket_ids, mut person_ids, mut organization_ids) = (Vec::new(), Vec::new(), Vec::new());
    for key in keys {
        match key {
            Key::Ticket(id) => ticket_ids.push(*id),
            Key::Person(id) => person_ids.push(*id),
            Key::Organization(id) => organization_ids.push(*id),
        }
    }
    let mut entries = organizations(read, &organization_ids)?;
    entries.extend(people(read, &person_ids)?);
    entries.extend(tickets(read, &ticket_ids)?);
    Ok(entries)
}

pub(super) fn people(read: &mut Read, ids: &[PersonId]) -> Result<Vec<Entry>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let mut own = own_texts(read, Holder::Person, &numbers)?;
    let entry = |(person, mut texts): (Person, Vec<String>)| {
        texts.extend(own.remove(&person.id.0).unwrap_or_default().into_iter().map(|(_, text)| text));
        texts.extend(ways_of_writing(&person.name).into_iter().skip(1));
        Entry::Person(person, texts)
    };
    Ok(rows::people(read, ids)?.into_iter().map(entry).collect())
}

pub(super) fn organizations(read: &mut Read, ids: &[OrganizationId]) -> Result<Vec<Entry>, Fault> {
    let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let mut own = own_texts(read, Holder::Organization, &numbers)?;
    let mut entries = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some(organization) = table::load(read, *id)? {
            let texts = own.remove(&id.0).unwrap_or_default().into_iter().map(|(_, text)| text).collect();
            entries.push(Entry::Organization(organization, texts));
        }
    }
    Ok(entries)
}

/// What stands in their own fields, where agents may see it.
fn own_texts(read: &mut Read, holder: Holder, ids: &[i64]) -> Result<HashMap<i64, Vec<(i64, String)>>, Fault> {
    let mut book = fields::book(read, holder)?;
    book.fields.retain(|field| field.ask(Audience::Agent) != Ask::Hidden);
    if book.fields.is_empty() || ids.is_empty() {
        return Ok(HashMap::new());
    }
    let cells = values::of_many(read, holder, ids)?;
    Ok(cells.into_iter().map(|(id, cells)| (id, texts(&book, &cells))).collect())
}

/// What stands in the fields of the requester, their organisation, and what is linked to each ticket.
fn about(read: &mut Read, tickets: &[Ticket]) -> Result<HashMap<TicketId, Vec<(i64, String)>>, Fault> {
    let mut found: HashMap<TicketId, Vec<(i64, String)>> = HashMap::new();
    let requesters: BTreeSet<i64> = tickets.iter().map(|ticket| ticket.requester.0).collect();
    let own: Vec<i64> = requesters.into_iter().collect();
    let people = own_texts(read, Holder::Person, &own)?;
    let theirs: BTreeSet<i64> = tickets.iter().filter_map(|ticket| ticket.organization).map(|id| id.0).collect();
    let theirs: Vec<i64> = theirs.into_iter().collect();
    let companies = own_texts(read, Holder::Organization, &theirs)?;
    for ticket in tickets {
        let all = people.get(&ticket.requester.0).into_iter();
        let all = all.chain(ticket.organization.and_then(|id| companies.get(&id.0)));
        found.entry(ticket.id).or_default().extend(all.flatten().cloned());
    }
    let objects = fields::of_objects(read)?;
    if objects.fields.is_empty() {
        return Ok(found);
    }
    let ids: Vec<TicketId> = tickets.iter().map(|ticket| ticket.id).collect();
    for (ticket, cell) in links::cells_of_many(read, &ids)? {
        found.entry(ticket).or_default().extend(texts(&objects, &[cell]));
    }
    Ok(found)
}

pub(super) fn tickets(read: &mut Read, ids: &[TicketId]) -> Result<Vec<Entry>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let tickets = rows::tickets(read, ids)?;
    let mut said: HashMap<TicketId, Vec<Said>> = HashMap::new();
    for one in rows::said(read, ids)? {
        said.entry(one.ticket).or_default().push(one);
    }
    let mut files: HashMap<TicketId, Vec<String>> = HashMap::new();
    for (ticket, name, text) in rows::files(read, ids)? {
        files.entry(ticket).or_default().extend([name, text]);
    }
    let people = known(read, &tickets, &said)?;
    let requesters: BTreeSet<PersonId> = tickets.iter().map(|ticket| ticket.requester).collect();
    let requesters: Vec<PersonId> = requesters.into_iter().collect();
    let tiers: HashMap<PersonId, Tier> = tiers::of_many(read, &requesters)?.into_iter().collect();
    let (mut details, mut about) = (details(read, ids)?, about(read, &tickets)?);
    let entry = |ticket: Ticket| {
        let (said, files) = (said.remove(&ticket.id).unwrap_or_default(), files.remove(&ticket.id).unwrap_or_default());
        let details = details.remove(&ticket.id).unwrap_or_default();
        let about = about.remove(&ticket.id).unwrap_or_default();
        let tier = tiers.get(&ticket.requester).copied().unwrap_or_default();
        Entry::Ticket(Box::new(TicketEntry { details, about, tier, ..entry(ticket, said, files, &people) }))
    };
    Ok(tickets.into_iter().map(entry).collect())
}

/// What stands in the fields that people define, in both languages.
fn details(read: &mut Read, ids: &[TicketId]) -> Result<HashMap<TicketId, Vec<(i64, String)>>, Fault> {
    let book = fields::book(read, Holder::Ticket)?;
    if book.fields.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let cells = values::of_many(read, Holder::Ticket, &ids)?;
    Ok(cells.into_iter().map(|(id, cells)| (TicketId(id), texts(&book, &cells))).collect())
}

fn texts(book: &Book, cells: &[Cell]) -> Vec<(i64, String)> {
    let called = Called::default();
    let mut texts = Vec::new();
    for (id, value) in book.answers(cells) {
        let Some(field) = book.field(id) else { continue };
        // People and organisations are found by their own fields.
        if matches!(value, Value::Person(_) | Value::Organization(_) | Value::Object(_) | Value::Yes) {
            continue;
        }
        for language in base::Language::ALL {
            let shown = field.shown(&value, called.eyes(language, "UTC"));
            let told = (id.0, shown);
            if !texts.contains(&told) {
                texts.push(told);
            }
        }
        if let Value::Items(items) = &value {
            let own = items.iter().filter_map(|item| field.nature.items().iter().find(|one| one.id == *item));
            texts.extend(own.flat_map(|item| [item.label.en.clone(), item.label.ja.clone()]).map(|text| (id.0, text)));
        }
        if let (Value::Number(number), Shape::Amount(digits)) = (&value, field.nature.shape()) {
            texts.push((id.0, desk::form::plain(*number, digits)));
        }
    }
    texts.retain(|(_, text)| !text.is_empty());
    texts
}

/// Requesters and whoever of us wrote.
fn known(
    read: &mut Read,
    tickets: &[Ticket],
    said: &HashMap<TicketId, Vec<Said>>,
) -> Result<HashMap<PersonId, Person>, Fault> {
    let authors = said.values().flatten().filter_map(|one| one.author);
    let ids: BTreeSet<PersonId> = tickets.iter().map(|ticket| ticket.requester).chain(authors).collect();
    let ids: Vec<PersonId> = ids.into_iter().collect();
    Ok(ticket::people::known(read, &ids)?.into_iter().map(|person| (person.id, person)).collect())
}

fn entry(ticket: Ticket, said: Vec<Said>, files: Vec<String>, people: &HashMap<PersonId, Person>) -> TicketEntry {
    let mut things = BTreeSet::new();
    if !files.is_empty() {
        things.insert(Thing::Attachment.name());
    }
    if ticket.deadline.is_some() {
        things.insert(Thing::Due.name());
    }
    let (mut from, mut to) = (BTreeSet::new(), BTreeSet::new());
    for person in [ticket.requester].iter().chain(said.iter().filter_map(|one| one.author.as_ref())) {
        from.extend(people.get(person).into_iter().flat_map(names_of));
    }
    for one in &said {
        match one.kind {
            MessageKind::Note => drop(things.insert(Thing::Note.name())),
            MessageKind::Reply => drop(things.insert(Thing::Reply.name())),
            MessageKind::Incoming | MessageKind::Forward => (),
        }
        from.extend(one.from.iter().flat_map(shown));
        to.extend(one.to.iter().flat_map(shown));
    }
    TicketEntry {
        texts: said.into_iter().map(|one| one.text).chain(files.into_iter().filter(|text| !text.is_empty())).collect(),
        from: from.into_iter().collect(),
        to: to.into_iter().collect(),
        details: Vec::new(),
        about: Vec::new(),
        tier: Tier::Standard,
        things: things.into_iter().filter_map(Thing::named).collect(),
        ticket,
    }
}

/// With the name in the ways in which it is also written.
fn shown(address: &base::Address) -> Vec<String> {
    let name = address.name.as_deref().unwrap_or_default();
    let ways = ways_of_writing(name).into_iter().skip(1);
    [format!("{name} {}", address.email)].into_iter().chain(ways).collect()
}
