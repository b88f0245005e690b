//! Putting a star on a ticket, for oneself.

use super::load::visible;
use desk::people::PersonId;
use desk::ticket::{Ticket, TicketId, TicketNumber};
use desk::{Done, Error, Event, Refusal};
use store::people::agents;
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

/// A rule or a flow puts it there for an agent who may see the ticket.
pub(crate) fn star_for(tx: &mut Tx, number: TicketNumber, person: PersonId) -> Done<Ticket> {
    let ticket = visible(tx, number)?;
    tx.actor().may_change(&ticket)?;
    let agent = agents::load(tx, person)?.filter(|agent| agent.active).ok_or(Refusal::AssigneeNotInTeam)?;
    agent.actor().may_read(&ticket).map_err(|_| Refusal::AssigneeNotInTeam)?;
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

/// How many tickets the acting agent finds among their starred ones.
pub fn starred_count(read: &mut Read) -> Done<i64> {
    match read.actor().person() {
        Some(person) => {
            let scope = read.actor().scope();
            Ok(stars::count(read, &scope, person)?)
        }
        None => Ok(0),
    }
}
