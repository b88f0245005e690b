//! Promising a ticket until a moment.

use super::load::{keep, ours};
use base::Moment;
use desk::channel::courtesy::FRESH;
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Event};
use store::ticket::tickets;
use store::{Read, Tx};

/// Tickets that are told of as due in one go.
const MOST_AT_ONCE: usize = 100;

/// None: nothing is promised any more.
pub fn set_deadline(tx: &mut Tx, number: TicketNumber, to: Option<Moment>, version: Option<i64>) -> Done<Ticket> {
    let mut ticket = ours(tx, number, version)?;
    let set = ticket.set_deadline(to, tx.now())?;
    keep(tx, ticket, set)
}

pub(super) fn put_deadline_back(tx: &mut Tx, number: TicketNumber, to: Option<Moment>) -> Done<Ticket> {
    let mut ticket = ours(tx, number, None)?;
    let set = ticket.put_deadline_back(to);
    keep(tx, ticket, set)
}

pub(crate) fn any_deadline_come(read: &mut Read) -> Done<bool> {
    let now = read.now();
    Ok(!tickets::deadlines_come(read, now, 1)?.is_empty())
}

/// Says of every open ticket that its due date has come, once for each date; how many there were. What had come long
/// before anybody could be told, and what is done, is passed over.
pub(crate) fn look_at_deadlines(tx: &mut Tx) -> Done<usize> {
    let now = tx.now();
    let come = tickets::deadlines_come(tx, now, MOST_AT_ONCE)?;
    for number in &come {
        tickets::tell_deadline(tx, *number)?;
        let late = |ticket: &Ticket| ticket.is_late(now) && ticket.merged_into.is_none();
        let Some(ticket) = tickets::load(tx, *number)?.filter(late) else { continue };
        if let Some(at) = ticket.deadline.filter(|at| now.since(*at) <= FRESH) {
            tx.record(Event::DeadlineCame { ticket: ticket.id, at })?;
        }
    }
    Ok(come.len())
}
