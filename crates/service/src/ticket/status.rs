//! Changing the status.

use super::load::{keep, ours};
use super::workflow::may_turn;
use desk::ticket::{Status, StatusId, Ticket, TicketNumber};
use desk::{Done, Error, Event, Refusal};
use store::Tx;
use store::ticket::statuses;

/// What is solved or closed does not sleep: that ends a snooze, as an event of its own.
pub fn set_status(tx: &mut Tx, number: TicketNumber, to: StatusId, version: Option<i64>) -> Done<Ticket> {
    let mut ticket = ours(tx, number, version)?;
    let status = statuses::load(tx, to)?.ok_or(Error::Missing)?;
    may_turn(tx, &ticket, &status)?;
    let changed = turn(&mut ticket, &status, tx.now())?;
    keep(tx, ticket, changed)
}

/// The change itself with what follows from it, for verbs that change the status on the way.
pub(crate) fn turn(ticket: &mut Ticket, status: &Status, now: base::Moment) -> Result<Vec<Event>, Refusal> {
    let mut events: Vec<Event> = ticket.set_status(status, now)?.into_iter().collect();
    if !events.is_empty() && ticket.category.is_done() {
        events.extend(ticket.wake().ok());
    }
    Ok(events)
}
