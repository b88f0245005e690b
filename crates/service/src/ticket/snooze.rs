//! Sending tickets to sleep and waking them.

use super::ours;
use desk::Done;
use desk::ticket::{Snooze, Ticket, TicketNumber};
use store::Tx;
use store::ticket::tickets;

pub fn snooze(tx: &mut Tx, number: TicketNumber, until: Snooze) -> Done<Ticket> {
    let mut ticket = ours(tx, number)?;
    let slept = ticket.snooze(until, tx.now())?;
    tickets::save(tx, &mut ticket)?;
    tx.record(slept)?;
    Ok(ticket)
}

pub fn wake(tx: &mut Tx, number: TicketNumber) -> Done<Ticket> {
    let mut ticket = ours(tx, number)?;
    let woken = ticket.wake()?;
    ticket.updated_at = tx.now();
    tickets::save(tx, &mut ticket)?;
    tx.record(woken)?;
    Ok(ticket)
}

/// Wakes every ticket whose moment has come; how many there were.
pub fn wake_due(tx: &mut Tx) -> Done<usize> {
    let now = tx.now();
    let due = tickets::to_wake(tx, now, 500)?;
    for number in &due {
        wake(tx, *number)?;
    }
    Ok(due.len())
}
