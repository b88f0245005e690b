//! Sending tickets to sleep and waking them.

use super::load::{keep, ours};
use desk::Done;
use desk::ticket::{Snooze, Ticket, TicketNumber};
use store::Tx;
use store::ticket::tickets;

pub fn snooze(tx: &mut Tx, number: TicketNumber, until: Snooze, version: Option<i64>) -> Done<Ticket> {
    let mut ticket = ours(tx, number, version)?;
    let slept = ticket.snooze(until, tx.now())?;
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
        wake(tx, *number, None)?;
    }
    Ok(due.len())
}
