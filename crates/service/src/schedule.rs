//! What the clock does: one process at a time, as often as it likes.

use crate::{access, approval, automation, channel, flow, jobs, notification, panel, people, sla, ticket};
use base::Moment;
use desk::ticket::Category;
use desk::{Actor, Done, Error};
use std::time::Duration;
use store::ticket::{statuses, tickets};
use store::{Read, Tx, leases, settings};

const SWEPT_AT: &str = "swept_at";
const BETWEEN_SWEEPS: Duration = Duration::from_secs(3600);
/// Whoever holds the clock and is gone keeps it from the others for no longer.
const LEASE: Duration = Duration::from_secs(5);
const MOST_AT_ONCE: usize = 500;

/// Whether there is anything to do; asked often, because it costs nothing.
pub fn is_due(read: &mut Read) -> Done<bool> {
    let now = read.now();
    let closing = closing_before(read)?;
    Ok(!tickets::to_wake(read, now, 1)?.is_empty()
        || closing.map(|before| tickets::to_close(read, before, 1)).transpose()?.is_some_and(|due| !due.is_empty())
        || store::jobs::any_expired(read)?
        || channel::look_is_due(read)?
        || ticket::any_waited(read)?
        || ticket::any_task_due(read)?
        || ticket::any_deadline_come(read)?
        || ticket::counted::is_due(read)?
        || automation::is_due(read)?
        || flow::is_due(read)?
        || approval::is_due(read)?
        || sla::is_due(read)?
        || notification::is_due(read)?
        || panel::is_due(read)?
        || sweep_due(read)?)
}

/// Does what is due, unless another process does; how much it was.
pub fn tick(tx: &mut Tx, holder: &str) -> Done<usize> {
    if *tx.actor() != Actor::System {
        return Err(Error::Missing);
    }
    if leases::take(tx, "clock", holder, LEASE)?.is_none() {
        return Ok(0);
    }
    // Flows before tickets, in the order in which a flow takes both.
    Ok(flow::hand_on(tx)?
        + ticket::wake_due(tx)?
        + ticket::hand_on_waited(tx)?
        + ticket::look_at_tasks(tx)?
        + ticket::look_at_deadlines(tx)?
        + ticket::counted::look_again(tx)?
        + automation::look_again(tx)?
        + approval::look_at_due(tx)?
        + sla::look_at_due(tx)?
        + notification::deliver_due(tx)?.len()
        + panel::enrich_due(tx)?
        + close_solved(tx)?
        + jobs::expire(tx)?
        + channel::look_after(tx)?
        + sweep(tx)?)
}

/// What was solved and stayed so is closed: what its requester writes afterwards begins a follow-up.
fn close_solved(tx: &mut Tx) -> Done<usize> {
    let Some(before) = closing_before(tx)? else { return Ok(0) };
    let due = tickets::to_close(tx, before, MOST_AT_ONCE)?;
    if !due.is_empty() {
        let closed = statuses::standard(tx, Category::Closed)?;
        for number in &due {
            ticket::set_status(tx, *number, closed.id, None)?;
        }
    }
    Ok(due.len())
}

fn closing_before(read: &mut Read) -> Done<Option<Moment>> {
    let after = ticket::closing_in_force(read)?.after();
    Ok(after.map(|span| read.now().minus(span)))
}

/// Ended sessions, old links and forgotten tries, once an hour.
fn sweep(tx: &mut Tx) -> Done<usize> {
    if !sweep_due(tx)? {
        return Ok(0);
    }
    let now = tx.now();
    settings::mark(tx, SWEPT_AT, &now.0.to_string())?;
    let swept = access::sweep(tx)?
        + crate::conversation::sweep(tx)?
        + automation::sweep(tx)?
        + flow::sweep(tx)?
        + ticket::sweep(tx)?
        + notification::sweep(tx)?
        + people::sweep(tx)?;
    Ok(usize::try_from(swept).unwrap_or(usize::MAX))
}

fn sweep_due(read: &mut Read) -> Done<bool> {
    let last = settings::marked(read, SWEPT_AT)?.and_then(|at| at.parse().ok()).map_or(Moment(0), Moment);
    Ok(read.now().since(last) >= BETWEEN_SWEEPS)
}
