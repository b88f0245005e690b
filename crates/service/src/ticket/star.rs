//! Putting a star on a ticket, for oneself.

use super::load::visible;
use desk::ticket::{Ticket, TicketId, TicketNumber};
use desk::{Done, Error, Event};
use store::ticket::stars;
use store::{Read, Tx};

/// Whoever may read a ticket may put a star on it; nobody else sees it.
pub fn star(tx: &mut Tx, number: TicketNumber) -> Done<Ticket> {
    let ticket = visible(tx, number)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    if stars::add(tx, person, ticket.id)? {
        tx.record(Event::TicketStarred { person, starred: ticket.id })?;
    }
    Ok(ticket)
}

pub fn unstar(tx: &mut Tx, number: TicketNumber) -> Done<Ticket> {
    let ticket = visible(tx, number)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    if stars::remove(tx, person, ticket.id)? {
        tx.record(Event::TicketUnstarred { person, starred: ticket.id })?;
    }
    Ok(ticket)
}

/// Those of these tickets that the acting agent has put a star on.
pub fn starred(read: &mut Read, tickets: &[TicketId]) -> Done<Vec<TicketId>> {
    match read.actor().person() {
        Some(person) => Ok(stars::among(read, person, tickets)?),
        None => Ok(Vec::new()),
    }
}
