//! Schedules: rules that act when a time has come, once in each episode in which their condition holds.
//!
//! Nothing is polled. After each event a ticket is put before all schedules; each says when the clock alone may turn its
//! answer, and then it is looked at again. All of it happens in the turn of the reader, so that no two judge a ticket at
//! the same time.

use super::book::{Book, needs};
use super::fire::fire;
use super::follow::{READER, concerns, viewer};
use desk::automation::{Chain, Judged, Look, Rule, RuleKind, Verdict};
use desk::condition::{Sight, Viewer};
use desk::ticket::TicketId;
use desk::{Actor, Done, Error, Who};
use store::automation::{due, looks};
use store::ticket::facts::{self, Known};
use store::{Read, Tx, events, jobs};

/// The kind of the job in which a schedule looks at every ticket that there was before it.
pub const WALK: &str = "walk_rules";
const STEP: usize = 200;
const MOST_AT_ONCE: usize = 200;

/// A ticket before every schedule, after something has happened to it.
pub(super) fn look(tx: &mut Tx, book: &Book, ticket: TicketId, chain: &Chain) -> Done<()> {
    let timed = book.of_kind(RuleKind::Time);
    if timed.is_empty() {
        return Ok(());
    }
    let needs = needs(timed.iter().map(|rule| &rule.wish.condition));
    let Some(known) = facts::known(tx, ticket, needs)? else { return Ok(()) };
    let viewer = viewer(tx, &book.time_zone);
    let held = due::of_ticket(tx, ticket)?;
    // A schedule that has not come to this ticket yet takes it as one that was there before it.
    let walks = due::walks(tx)?;
    let was_there = |rule: &Rule| walks.iter().any(|(id, reached)| *id == rule.id && ticket > *reached);
    let mut turns = Vec::new();
    for rule in &timed {
        turns.extend(turn(rule, &known, &viewer).map(|at| (rule.id, at)));
        match (holds(rule, &known, &viewer), held.contains(&rule.id)) {
            (true, false) if chain.holds_back(Who::Rule(rule.id)).is_none() => {
                due::begin(tx, rule.id, ticket)?;
                if rule.wish.old || !was_there(rule) {
                    fires(tx, rule, &known, &viewer)?;
                }
            }
            (false, true) => due::end(tx, rule.id, ticket)?,
            (true, _) | (false, false) => {}
        }
    }
    Ok(due::plan(tx, ticket, &turns)?)
}

fn holds(rule: &Rule, known: &Known, viewer: &Viewer) -> bool {
    known.ticket.merged_into.is_none()
        && concerns(&rule.wish.condition, &known.ticket, None)
        && rule.wish.condition.holds(&known.facts(), viewer)
}

fn turn(rule: &Rule, known: &Known, viewer: &Viewer) -> Option<base::Moment> {
    rule.wish.condition.turns_at(&known.facts(), viewer)
}

fn fires(tx: &mut Tx, rule: &Rule, known: &Known, viewer: &Viewer) -> Done<()> {
    let look = Look {
        ticket: known.ticket.id,
        event: None,
        at: tx.now(),
        sight: Sight::of([&rule.wish.condition].into_iter(), &known.facts(), viewer),
        judged: vec![Judged { rule: rule.id, version: rule.version, verdict: Verdict::Fired }],
    };
    looks::add(tx, &look)?;
    fire(tx, rule, &known.ticket, None).map(drop)
}

/// Whether some schedule is to look at some ticket; asked often, because it costs nothing.
pub(crate) fn is_due(read: &mut Read) -> Done<bool> {
    Ok(!due::due(read, 1)?.is_empty())
}

/// Looks at the tickets whose moment has come; how many there were.
pub(crate) fn look_again(tx: &mut Tx) -> Done<usize> {
    if due::due(tx, 1)?.is_empty() {
        return Ok(0);
    }
    events::place_of(tx, READER)?;
    let book = Book::open(tx)?;
    let tickets = due::due(tx, MOST_AT_ONCE)?;
    for ticket in &tickets {
        due::plan(tx, *ticket, &[])?;
        look(tx, &book, *ticket, &Chain::default())?;
    }
    Ok(tickets.len())
}

/// A rule was made, changed or switched: a schedule that is on begins anew, another is forgotten.
pub(super) fn rearrange(tx: &mut Tx, rule: &Rule) -> Done<()> {
    if rule.wish.kind == RuleKind::Time && rule.active && rule.removed_at.is_none() {
        due::begin_walk(tx, rule.id)?;
        let now = tx.now();
        Ok(jobs::add(tx, WALK, "{}", Some(WALK), now)?)
    } else {
        Ok(due::forget(tx, rule.id)?)
    }
}

/// Takes the next step through the tickets that there were before a schedule; false when none is on its way.
pub fn walk_on(tx: &mut Tx) -> Done<bool> {
    if *tx.actor() != Actor::System {
        return Err(Error::Missing);
    }
    events::place_of(tx, READER)?;
    let book = Book::open(tx)?;
    let Some((id, reached)) = due::walks(tx)?.into_iter().next() else { return Ok(false) };
    let Some(rule) = book.rules.iter().find(|rule| rule.id == id) else {
        due::forget(tx, id)?;
        return Ok(true);
    };
    let known = facts::known_after(tx, reached, STEP, needs([&rule.wish.condition].into_iter()))?;
    let viewer = viewer(tx, &book.time_zone);
    for one in &known {
        if holds(rule, one, &viewer) && due::begin(tx, id, one.ticket.id)? && rule.wish.old {
            fires(tx, rule, one, &viewer)?;
        }
        if let Some(at) = turn(rule, one, &viewer) {
            due::plan_one(tx, one.ticket.id, id, at)?;
        }
    }
    let last = known.last().map(|one| one.ticket.id).filter(|_| known.len() == STEP);
    due::walk_on(tx, id, last)?;
    Ok(true)
}
