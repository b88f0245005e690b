//! Tickets that were given to somebody by themselves and lay untouched: they go on to the next, or back to the team.

use super::property::assign;
use super::routing::{choose, hand_over};
use desk::ticket::{Category, Place, Routing, Ticket, Way};
use desk::{Done, Event, Who};
use store::ticket::routings::{self, Wait};
use store::ticket::tickets;
use store::{Read, Tx, events};

/// Tickets handed on in one transaction.
const MOST_AT_ONCE: usize = 20;
/// The newest events of a ticket, among which whoever did something is found.
const GLANCE: usize = 100;

pub(crate) fn any_waited(read: &mut Read) -> Done<bool> {
    Ok(!routings::waited(read, 1)?.is_empty())
}

/// How many had waited long enough.
pub(crate) fn hand_on_waited(tx: &mut Tx) -> Done<usize> {
    let mut waited = routings::waited(tx, MOST_AT_ONCE)?;
    // In the order in which everybody takes tickets.
    waited.sort_unstable_by_key(|wait| wait.ticket);
    for wait in &waited {
        routings::stop_waiting(tx, wait.ticket)?;
        if let Some(ticket) = tickets::hold_by_id(tx, wait.ticket)?
            && lies(tx, &ticket, wait)?
        {
            // What its team wishes now, not then.
            let routing = routings::load(tx, ticket.team)?;
            if routing.way != Way::Off && routing.patience > 0 {
                hand_on(tx, &ticket, wait, &routing)?;
            }
        }
    }
    Ok(waited.len())
}

/// It is theirs still, somebody has to act, and they have done nothing.
fn lies(read: &mut Read, ticket: &Ticket, wait: &Wait) -> Done<bool> {
    let waits = ticket.place() == Place::Open && matches!(ticket.category, Category::New | Category::Open);
    if !waits || ticket.assignee != Some(wait.person) {
        return Ok(false);
    }
    let log = events::newest_of_ticket(read, ticket.id, GLANCE)?;
    Ok(!log.iter().any(|one| one.at >= wait.since && one.who == Who::Person(wait.person)))
}

fn hand_on(tx: &mut Tx, ticket: &Ticket, wait: &Wait, routing: &Routing) -> Done<()> {
    let minutes = (wait.until.since(wait.since).as_secs() / 60) as i64;
    let position = tx.record(Event::AssignmentTimedOut { ticket: ticket.id, person: wait.person, minutes })?;
    let passed: Vec<_> = wait.passed.iter().copied().chain([wait.person]).collect();
    tx.because_of(position, |tx| match choose(tx, routing, ticket, &passed)? {
        Some(routed) => hand_over(tx, ticket, routed, routing.patience, passed),
        None => assign(tx, ticket.number, None, None).map(drop),
    })
}
