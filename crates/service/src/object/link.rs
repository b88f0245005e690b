//! Objects that tickets have to do with: linked from the ticket's side, shown on both.

use crate::ticket::ours;
use desk::form::{Answers, Holder};
use desk::object::{MOST_LINKED, Object, ObjectId, ObjectType, Right};
use desk::ticket::{Ticket, TicketId, TicketNumber};
use desk::{Done, Error, Event, Recorded, Refusal};
use std::collections::BTreeMap;
use store::form::{fields, values};
use store::object::{links as table, lists, objects, types};
use store::ticket::tickets;
use store::{Read, Tx};

/// An object of a ticket, with a word or two of what stands in it.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkedObject {
    pub object: Object,
    pub of: ObjectType,
    /// It may be taken away here: the link is the ticket's own, not that of one that went into it.
    pub own: bool,
    pub answers: Answers,
    pub book: desk::form::Book,
}

/// Whoever links must be able to change the ticket and to see the object.
pub fn link_object(tx: &mut Tx, number: TicketNumber, id: ObjectId, version: Option<i64>) -> Done<Ticket> {
    let ticket = ours(tx, number, version)?;
    let object = seen(tx, id)?.ok_or(Refusal::ObjectUnknown)?;
    if object.removed_at.is_some() {
        return Err(Refusal::ObjectRemoved.into());
    }
    if table::is_linked(tx, ticket.id, id)? {
        return Err(Refusal::ObjectAlreadyLinked.into());
    }
    if table::of_tickets(tx, &[ticket.id])?.len() >= MOST_LINKED {
        return Err(Refusal::TooManyObjects.into());
    }
    table::add(tx, ticket.id, id)?;
    tx.record(Event::ObjectLinked { ticket: ticket.id, object: id, of: object.of, name: object.name })?;
    Ok(ticket)
}

pub fn unlink_object(tx: &mut Tx, number: TicketNumber, id: ObjectId, version: Option<i64>) -> Done<Ticket> {
    let ticket = ours(tx, number, version)?;
    let object = seen(tx, id)?.ok_or(Error::Missing)?;
    if !table::is_linked(tx, ticket.id, id)? {
        return Err(Error::Missing);
    }
    table::remove(tx, ticket.id, id)?;
    tx.record(Event::ObjectUnlinked { ticket: ticket.id, object: id, of: object.of, name: object.name })?;
    Ok(ticket)
}

fn seen(read: &mut Read, id: ObjectId) -> Done<Option<Object>> {
    let Some(object) = objects::load(read, id)? else { return Ok(None) };
    let of = types::load(read, object.of)?.ok_or(Error::Missing)?;
    Ok(read.actor().may_objects(&of, Right::See).is_ok().then_some(object))
}

/// Those of a ticket, and of those that went into it, as far as the one who looks may see them.
pub(crate) fn of_tickets(read: &mut Read, all: &[TicketId]) -> Done<Vec<LinkedObject>> {
    let rows = table::of_tickets(read, all)?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let (actor, kinds) = (read.actor().clone(), types::all(read)?);
    let mut found: Vec<LinkedObject> = Vec::new();
    for (ticket, object) in rows {
        let Some(of) = kinds.iter().find(|of| of.id == object.of) else { continue };
        if actor.may_objects(of, Right::See).is_err() || found.iter().any(|one| one.object.id == object.id) {
            continue;
        }
        let mut book = fields::book(read, Holder::Object(of.id))?;
        book.fields.retain(|field| of.wish.columns.contains(&field.id));
        let answers = values::answers(read, &book, Holder::Object(of.id), object.id.0)?;
        found.push(LinkedObject { object, of: of.clone(), own: Some(&ticket) == all.first(), answers, book });
    }
    Ok(found)
}

/// An object that may be meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposed {
    pub object: Object,
    pub of: ObjectType,
}

/// Of every type that the one who looks may see, what begins like this; those of the ticket are left out.
pub fn propose_objects(read: &mut Read, text: &str, ticket: Option<TicketNumber>, limit: usize) -> Done<Vec<Proposed>> {
    read.actor().must_be_agent()?;
    let taken: Vec<ObjectId> = match ticket.map(|number| tickets::load(read, number)).transpose()?.flatten() {
        Some(ticket) => table::of_tickets(read, &[ticket.id])?.into_iter().map(|(_, object)| object.id).collect(),
        None => Vec::new(),
    };
    let (actor, mut found) = (read.actor().clone(), Vec::new());
    for of in types::all(read)?.into_iter().filter(|of| actor.may_objects(of, Right::See).is_ok()) {
        let page = match text.trim() {
            "" => lists::by_change(read, of.id, None, limit)?,
            text => lists::beginning(read, of.id, text, &lists::After::default(), limit)?,
        };
        let fresh = page.objects.into_iter().filter(|object| !taken.contains(&object.id));
        found.extend(fresh.map(|object| Proposed { object, of: of.clone() }));
    }
    found.truncate(limit);
    Ok(found)
}

/// A history without what speaks of objects that the one who looks may not see.
pub(crate) fn tellable(read: &mut Read, mut log: Vec<Recorded>) -> Done<Vec<Recorded>> {
    if log.iter().all(|one| one.event.object().is_none()) {
        return Ok(log);
    }
    let actor = read.actor().clone();
    let rights: BTreeMap<_, _> = types::all(read)?.into_iter().map(|of| (of.id, actor.right_to(&of))).collect();
    log.retain(|one| match &one.event {
        Event::ObjectLinked { of, .. } | Event::ObjectUnlinked { of, .. } => {
            rights.get(of).is_some_and(|right| *right >= Right::See)
        }
        _ => true,
    });
    Ok(log)
}
