//! Links between tickets: shown on both, taken back from either, never in a circle.

use super::load::{any, home, ours};
use super::run::{after, reason};
use super::{Line, set_kind};
use desk::ticket::{MOST_LINKED_AT_ONCE, MOST_LINKS, Relation, Ticket, TicketId, TicketNumber};
use desk::{Done, Error, Event, Refusal};
use std::collections::BTreeMap;
use store::ticket::{links as table, lists, tickets};
use store::{Read, Tx};

/// The other ticket becomes that to this one. What gets an incident is a problem from now on.
pub fn link(
    tx: &mut Tx,
    number: TicketNumber,
    other: TicketNumber,
    relation: Relation,
    version: Option<i64>,
) -> Done<Ticket> {
    let (ticket, other) = (ours(tx, number, version)?, linkable(tx, other)?);
    ticket.link_to(&other)?;
    if table::between(tx, ticket.id, other.id)?.is_some() {
        return Err(Refusal::AlreadyLinked.into());
    }
    if relation.is_directed() && table::leads(tx, other.id, ticket.id, relation)? {
        return Err(Refusal::LinkLoop.into());
    }
    for one in [ticket.id, other.id] {
        if table::of(tx, &[one])?.len() >= MOST_LINKS {
            return Err(Refusal::TooManyLinks.into());
        }
    }
    table::add(tx, ticket.id, other.id, relation)?;
    let linked = Event::TicketLinked { ticket: ticket.id, other: other.number, relation };
    let position = tx.record(linked)?;
    let back = Event::TicketLinked { ticket: other.id, other: ticket.number, relation: relation.inverse() };
    tx.because_of(position, |tx| tx.record(back).map(drop))?;
    tx.because_of(position, |tx| match ticket.kind_as(relation) {
        Some(kind) => set_kind(tx, ticket.number, kind, None),
        None => Ok(ticket),
    })
}

/// [`link`] to the ticket that somebody typed.
pub fn link_meant(
    tx: &mut Tx,
    number: TicketNumber,
    other: TicketNumber,
    relation: Relation,
    version: Option<i64>,
) -> Done<Ticket> {
    let ticket = ours(tx, number, version)?;
    link(tx, ticket.number, other, relation, None).map_err(|error| match error {
        Error::Missing => Refusal::NoSuchTicket.into(),
        error => error,
    })
}

/// What became of numbers that somebody typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gathered {
    /// All are linked: one change, which the event there takes back.
    Linked(Option<i64>),
    /// None is: these will not do, each with the key of the reason.
    Left(Vec<(String, &'static str)>),
}

/// One or several tickets by their numbers, with spaces or commas between them: all are linked, or none is.
pub fn link_typed(
    tx: &mut Tx,
    number: TicketNumber,
    typed: &str,
    relation: Relation,
    version: Option<i64>,
) -> Done<Gathered> {
    ours(tx, number, version)?;
    let typed = one_by_one(typed);
    let numbers: Vec<Option<TicketNumber>> = typed.iter().map(|one| TicketNumber::typed(one)).collect();
    if typed.len() > MOST_LINKED_AT_ONCE {
        return Err(Refusal::TooManyNumbers.into());
    }
    if numbers.iter().all(Option::is_none) {
        return Err(Refusal::NoSuchTicket.into());
    }
    if let [Some(other)] = numbers[..] {
        return after(tx, number, None, |tx| link_meant(tx, number, other, relation, None).map(drop))
            .map(Gathered::Linked);
    }
    let (mut first, mut left) = (None, Vec::new());
    let all = tx.attempt(|tx| {
        for (one, other) in typed.iter().zip(&numbers) {
            let other = other.ok_or(Error::from(Refusal::NoSuchTicket));
            let linked = other.and_then(|other| {
                tx.attempt(|tx| after(tx, number, first, |tx| link_meant(tx, number, other, relation, None).map(drop)))
            });
            match linked {
                Ok(position) => first = position,
                Err(Error::Fault(fault)) => return Err(fault.into()),
                Err(error) => left.push(((*one).to_owned(), reason(&error))),
            }
        }
        // Whatever was linked of them stands by itself again.
        if left.is_empty() { Ok(()) } else { Err(Error::Conflict) }
    });
    match all {
        Ok(()) => Ok(Gathered::Linked(first)),
        Err(Error::Fault(fault)) => Err(fault.into()),
        Err(Error::Refused(_) | Error::Missing | Error::Conflict) => Ok(Gathered::Left(left)),
    }
}

/// Each once, as it was typed.
fn one_by_one(typed: &str) -> Vec<&str> {
    let between = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '、' | '，');
    let mut all: Vec<&str> = Vec::new();
    for one in typed.split(between).filter(|one| !one.is_empty()) {
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all
}

/// They stand by themselves again.
pub fn unlink(tx: &mut Tx, number: TicketNumber, other: TicketNumber, version: Option<i64>) -> Done<Ticket> {
    let ticket = ours(tx, number, version)?;
    // The link may be that of a ticket which went into one of the two.
    let other = tickets::load(tx, other)?.ok_or(Error::Missing)?;
    let reached = home(tx, other.clone())?;
    tx.actor().may_read(&reached)?;
    let relation = table::between(tx, ticket.id, other.id)?.ok_or(Error::Missing)?;
    table::remove(tx, ticket.id, other.id)?;
    let gone = Event::TicketUnlinked { ticket: ticket.id, other: other.number, relation };
    let position = tx.record(gone)?;
    let back = Event::TicketUnlinked { ticket: other.id, other: ticket.number, relation: relation.inverse() };
    tx.because_of(position, |tx| tx.record(back).map(drop))?;
    Ok(ticket)
}

/// Whoever links must see both.
fn linkable(read: &mut Read, number: TicketNumber) -> Done<Ticket> {
    let other = any(read, number)?;
    read.actor().may_read(&other)?;
    Ok(other)
}

/// A ticket that another one is linked to.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    /// What it is to the ticket.
    pub relation: Relation,
    /// By which number it was linked; it may have gone into another one since.
    pub number: TicketNumber,
    pub line: Line,
}

/// What stands to a ticket, and to those that went into it, as far as the one who looks may see it.
pub fn linked(read: &mut Read, ticket: &Ticket, merged: &[TicketId]) -> Done<Vec<Linked>> {
    let all: Vec<TicketId> = [ticket.id].into_iter().chain(merged.iter().copied()).collect();
    let rows = table::of(read, &all)?;
    let mut homes: BTreeMap<TicketId, (TicketNumber, TicketId)> = BTreeMap::new();
    for (_, other, _) in &rows {
        if let Some(found) = tickets::by_id(read, *other)? {
            let number = found.number;
            homes.insert(*other, (number, home(read, found)?.id));
        }
    }
    let ids: Vec<TicketId> = homes.values().map(|(_, home)| *home).filter(|home| *home != ticket.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let scope = read.actor().scope();
    let lines = lists::some(read, &scope, &ids)?;
    let mut found: Vec<Linked> = Vec::new();
    for (_, other, relation) in rows {
        let Some((number, home)) = homes.get(&other) else { continue };
        let seen = found.iter().any(|one| one.line.ticket.id == *home && one.relation == relation);
        if let Some(line) = lines.iter().find(|line| line.ticket.id == *home).filter(|_| !seen) {
            found.push(Linked { relation, number: *number, line: line.clone() });
        }
    }
    found.sort_by_key(|one| (one.relation, one.number));
    Ok(found)
}
