//! Sending tickets to sleep and waking them.

use super::load::{keep, ours};
use super::set_status;
use desk::ticket::{Snooze, StatusId, Ticket, TicketNumber};
use desk::{Done, Error, Event};
use store::Tx;
use store::ticket::{statuses, tickets, wakings};

pub fn snooze(tx: &mut Tx, number: TicketNumber, until: Snooze, version: Option<i64>) -> Done<Ticket> {
    snooze_then(tx, number, until, None, version)
}

/// With the status it gets when its moment has come and nobody has written; who writes finds it open, as ever.
pub fn snooze_then(
    tx: &mut Tx,
    number: TicketNumber,
    until: Snooze,
    then: Option<StatusId>,
    version: Option<i64>,
) -> Done<Ticket> {
    let mut ticket = ours(tx, number, version)?;
    let mut slept = ticket.snooze(until, tx.now())?;
    let planned = then.filter(|_| matches!(until, Snooze::Until(_)));
    if let Some(status) = planned {
        statuses::load(tx, status)?.ok_or(Error::Missing)?;
    }
    if let Event::TicketSnoozed { then, .. } = &mut slept {
        *then = planned;
    }
    wakings::set(tx, ticket.id, planned)?;
    keep(tx, ticket, [slept])
}

pub fn wake(tx: &mut Tx, number: TicketNumber, version: Option<i64>) -> Done<Ticket> {
    let mut ticket = ours(tx, number, version)?;
    let woken = ticket.wake()?;
    keep(tx, ticket, [woken])
}

/// Wakes every ticket whose moment has come; how many there were.
pub fn wake_due(tx: &mut Tx) -> Done<usize> {
    let now = tx.now();
    let due = tickets::to_wake(tx, now, 500)?;
    for number in &due {
        let ticket = wake(tx, *number, None)?;
        if let Some(status) = wakings::of(tx, ticket.id)? {
            wakings::set(tx, ticket.id, None)?;
            // What may not become so by now is awake, and somebody's affair.
            match set_status(tx, *number, status, None) {
                Ok(_) | Err(Error::Refused(_) | Error::Missing | Error::Conflict) => {}
                Err(Error::Fault(fault)) => return Err(fault.into()),
            }
        }
    }
    Ok(due.len())
}
