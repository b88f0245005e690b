//! How every verb finds its ticket and keeps it: not there and not yours are one answer.

use super::behind::{behind, tell_behind};
use desk::ticket::{Ticket, TicketId, TicketNumber};
use desk::{Done, Error, Event};
use store::ticket::tickets;
use store::{Read, Tx};

/// A ticket the acting agent may read.
pub fn visible(read: &mut Read, number: TicketNumber) -> Done<Ticket> {
    let ticket = any(read, number)?;
    read.actor().may_read(&ticket)?;
    Ok(ticket)
}

/// A ticket the acting agent may change, in the version they saw.
pub(crate) fn ours(tx: &mut Tx, number: TicketNumber, seen: Option<i64>) -> Done<Ticket> {
    let ticket = locked(tx, number)?;
    tx.actor().may_change(&ticket)?;
    as_seen(ticket, seen)
}

/// A ticket the acting agent may change by way of its team, in the version they saw.
pub(crate) fn directed(tx: &mut Tx, number: TicketNumber, seen: Option<i64>) -> Done<Ticket> {
    let ticket = locked(tx, number)?;
    tx.actor().may_direct(&ticket)?;
    as_seen(ticket, seen)
}

/// A ticket the acting agent may trash, mark as spam, move or give to another requester, in the version they saw.
pub(crate) fn discardable(read: &mut Read, number: TicketNumber, seen: Option<i64>) -> Done<Ticket> {
    let ticket = any(read, number)?;
    read.actor().may_discard(&ticket)?;
    as_seen(ticket, seen)
}

/// The same to be changed.
pub(crate) fn locked_discardable(tx: &mut Tx, number: TicketNumber, seen: Option<i64>) -> Done<Ticket> {
    let ticket = locked(tx, number)?;
    tx.actor().may_discard(&ticket)?;
    as_seen(ticket, seen)
}

/// Whoever asks: the caller looks at that.
pub(crate) fn any(read: &mut Read, number: TicketNumber) -> Done<Ticket> {
    let ticket = tickets::load(read, number)?.ok_or(Error::Missing)?;
    home(read, ticket)
}

/// Where the conversation of a ticket goes on: in itself, or in the one it was merged into. Old numbers lead there for ever.
pub(crate) fn home(read: &mut Read, mut ticket: Ticket) -> Done<Ticket> {
    while let Some(into) = ticket.merged_into {
        ticket = tickets::by_id(read, into)?.ok_or(Error::Missing)?;
    }
    Ok(ticket)
}

/// What was done on `its` stands on the ticket: it is that one, or went into it.
pub(crate) fn stands_on(read: &mut Read, its: TicketId, ticket: &Ticket) -> Done<()> {
    let its = tickets::by_id(read, its)?.ok_or(Error::Missing)?;
    if home(read, its)?.id == ticket.id { Ok(()) } else { Err(Error::Missing) }
}

/// [`any`] to be changed: nobody else changes it until the end of the transaction.
pub(crate) fn locked(tx: &mut Tx, number: TicketNumber) -> Done<Ticket> {
    let ticket = tickets::hold(tx, number)?.ok_or(Error::Missing)?;
    locked_home(tx, ticket)
}

/// [`home`] to be changed.
pub(crate) fn locked_home(tx: &mut Tx, mut ticket: Ticket) -> Done<Ticket> {
    while let Some(into) = ticket.merged_into {
        ticket = tickets::hold_by_id(tx, into)?.ok_or(Error::Missing)?;
    }
    Ok(ticket)
}

/// What somebody wishes about a ticket they saw holds only for what they saw; rules and clocks see what there is.
pub(crate) fn as_seen(ticket: Ticket, seen: Option<i64>) -> Done<Ticket> {
    match seen {
        Some(version) if version != ticket.version => Err(Error::Conflict),
        Some(_) | None => Ok(ticket),
    }
}

/// Saves a changed ticket and records what happened; what follows the first event was caused by it. Without an event
/// nothing has changed.
pub(crate) fn keep(tx: &mut Tx, mut ticket: Ticket, events: impl IntoIterator<Item = Event>) -> Done<Ticket> {
    let events: Vec<Event> = events.into_iter().collect();
    let behind = behind(tx, ticket.id, &events)?;
    let mut events = events.into_iter();
    if let Some(first) = events.next() {
        ticket.updated_at = ticket.updated_at.max(tx.now());
        tickets::save(tx, &mut ticket)?;
        let position = tx.record(first)?;
        tx.because_of(position, |tx| {
            events.try_for_each(|event| tx.record(event).map(drop))?;
            tell_behind(tx, &ticket, behind)
        })?;
    }
    Ok(ticket)
}
