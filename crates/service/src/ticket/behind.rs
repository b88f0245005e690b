//! Tickets that must wait for another one: when that was the last before them, or is to be done again, their timelines say so,
//! and whatever follows those hears of it.

use desk::ticket::{Ticket, TicketId};
use desk::{Done, Event};
use store::Tx;
use store::ticket::{links, tickets};

/// Those that must wait for a ticket which is about to change so, each with whether something is to be done before it now.
/// Whoever finishes two of those before it at the same moment comes here one after the other.
pub(crate) fn behind(tx: &mut Tx, ticket: TicketId, events: &[Event]) -> Done<Vec<(TicketId, bool)>> {
    if !events.iter().any(Event::may_finish) {
        return Ok(Vec::new());
    }
    let mut behind = Vec::new();
    for id in links::behind(tx, ticket)? {
        tickets::hold_by_id(tx, id)?;
        behind.push((id, links::is_blocked(tx, id)?));
    }
    Ok(behind)
}

/// What it is to them that the ticket has changed.
pub(crate) fn tell_behind(tx: &mut Tx, ticket: &Ticket, behind: Vec<(TicketId, bool)>) -> Done<()> {
    for (id, was_blocked) in behind {
        let other = ticket.number;
        let told = match (was_blocked, links::is_blocked(tx, id)?) {
            (true, false) => Event::TicketUnblocked { ticket: id, other },
            (false, true) => Event::TicketBlocked { ticket: id, other },
            (true, true) | (false, false) => continue,
        };
        tx.record(told)?;
    }
    Ok(())
}
