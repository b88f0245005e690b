//! A draft's start put before what has happened lately, without starting anything.

use super::edit::flow;
use super::look::readable;
use crate::automation::would_fire;
use crate::house;
use desk::automation::{DAYS, RuleKind, RuleWish};
use desk::flow::{FlowId, FlowWish, Start};
use desk::ticket::{Ticket, TicketId};
use desk::{Done, Permission, Recorded, Refusal};
use std::collections::BTreeSet;
use std::time::Duration;
use store::ticket::statuses;
use store::{Read, events};

/// Events that it would have heard, and all events, that one trial looks through at most.
const MOST_HEARD: usize = 500;
const MOST_READ: usize = 20_000;
const STEP: usize = 500;
const MOST_SHOWN: usize = 50;

pub struct FlowTried {
    pub days: i64,
    /// Events that it would have looked at.
    pub looked: usize,
    /// There were more, which were not looked at: the newest go first.
    pub more: bool,
    pub tickets: usize,
    /// Tickets that the one who looks may not see are counted and not shown.
    pub hits: Vec<(Ticket, Recorded)>,
}

pub fn try_flow(read: &mut Read, id: FlowId, days: i64) -> Done<FlowTried> {
    read.actor().may(Permission::Automate)?;
    let flow = flow(read, id)?;
    if !DAYS.contains(&days) || flow.draft.start != Start::Event {
        return Err(Refusal::FormIncomplete.into());
    }
    let wish = as_rule(&flow.draft);
    let since = read.now().minus(Duration::from_secs(u64::try_from(days).unwrap_or(1) * 86_400));
    let (zone, statuses) = (house::load(read)?.time_zone, statuses::all(read)?);
    let mut tried = FlowTried { days, looked: 0, more: false, tickets: 0, hits: Vec::new() };
    let mut found: BTreeSet<TicketId> = BTreeSet::new();
    let (mut before, mut through) = (i64::MAX, 0);
    'all: loop {
        let some = events::newest(read, before, STEP)?;
        let Some(last) = some.last() else { break };
        before = last.place.position;
        for recorded in &some {
            through += 1;
            if recorded.at < since {
                break 'all;
            }
            let Some(ticket) = recorded.event.ticket().filter(|_| wish.hears(recorded.event.kind())) else { continue };
            if tried.looked >= MOST_HEARD {
                tried.more = true;
                break 'all;
            }
            tried.looked += 1;
            if !found.contains(&ticket) && would_fire(read, &wish, ticket, recorded, &zone, &statuses)? {
                found.insert(ticket);
                if tried.hits.len() < MOST_SHOWN
                    && let Some(ticket) = readable(read, ticket)?
                {
                    tried.hits.push((ticket, recorded.clone()));
                }
            }
        }
        if through >= MOST_READ {
            tried.more = true;
            break;
        }
    }
    tried.tickets = found.len();
    Ok(tried)
}

fn as_rule(wish: &FlowWish) -> RuleWish {
    RuleWish { kind: RuleKind::Event, on: wish.on.clone(), condition: wish.condition.clone(), ..RuleWish::default() }
}
