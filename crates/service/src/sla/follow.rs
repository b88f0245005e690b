//! The clocks of tickets follow the log: each event is one look at one ticket, and nothing is polled
//! (`docs/adr/0066-clocks-follow-the-log.md`).
//!
//! All of it happens in the turn of one reader of the log, so that no two ever look at a ticket at the same time.

use super::history::{self, History};
use super::step;
use crate::people::made_one_or_parted;
use base::Moment;
use desk::condition::Viewer;
use desk::people::PersonId;
use desk::sla::{Calendars, Clock, Entry, Policies, Policy, PolicyId, SlaState, Terms, What, in_order, reckon};
use desk::ticket::{Place, Ticket, TicketId, TicketNumber};
use desk::{Done, Error, Event, Recorded};
use std::collections::BTreeSet;
use store::sla::clocks::{self, Kept, Reached};
use store::sla::{calendars, policies};
use store::ticket::facts::{self, Known};
use store::ticket::{seats, tickets};
use store::{Read, Tx, events, jobs};

/// The reader whose turn it is.
pub const READER: &str = "sla";
/// The kind of the job that looks at all open tickets after a policy or a calendar has changed, or what a policy names.
pub const RECKON: &str = "sla_reckon";
/// Before the first ticket.
pub const BEGINNING: Reached = (Moment(i64::MIN), TicketId(0));
/// Tickets that one step of it looks at.
const STEP: usize = 200;
/// What `done` says of a clock whose breach was recorded.
const BROKEN: &str = "breached";

/// What the clocks do with an event.
pub fn follow(tx: &mut Tx, recorded: &Recorded) -> Done<()> {
    let event = &recorded.event;
    if rearranges(event) || is_other_for_policies(tx, event)? {
        let now = tx.now();
        jobs::add(tx, RECKON, "0-0", Some(RECKON), now)?;
    }
    match event.ticket() {
        Some(ticket) if !is_ours(event) => look(tx, ticket, recorded.at, Steps::Taken),
        Some(_) | None => Ok(()),
    }
}

/// What the clocks themselves have said.
const fn is_ours(event: &Event) -> bool {
    matches!(event, Event::SlaChosen { .. } | Event::SlaWarned { .. } | Event::SlaBreached { .. })
}

const fn rearranges(event: &Event) -> bool {
    matches!(
        event,
        Event::SlaPolicyCreated { .. }
            | Event::SlaPolicyChanged { .. }
            | Event::SlaPolicyRemoved { .. }
            | Event::SlaPoliciesOrdered { .. }
            | Event::CalendarChanged { .. }
    )
}

/// Two became one or came apart, and a policy names one of them.
fn is_other_for_policies(read: &mut Read, event: &Event) -> Done<bool> {
    let Some((kin, ids)) = made_one_or_parted(read, event)? else { return Ok(false) };
    Ok(policies::all(read)?.iter().any(|policy| policy.wish.condition.names(kin, &ids)))
}

/// Looks at tickets whose moment has come; how many there were.
pub(crate) fn look_at_due(tx: &mut Tx) -> Done<usize> {
    if clocks::due(tx, 1)?.is_empty() {
        return Ok(0);
    }
    events::place_of(tx, READER)?;
    let (due, now) = (clocks::due(tx, STEP)?, tx.now());
    due.iter().try_for_each(|ticket| look(tx, *ticket, now, Steps::Taken))?;
    Ok(due.len())
}

/// A time that was is lived through again, and readers will take it as read: this ticket and all whose moment has come by
/// then are looked at as they would have been. Nobody is told of what is over.
pub fn live_on(tx: &mut Tx, ticket: Option<TicketNumber>) -> Done<()> {
    let now = tx.now();
    let mut some = clocks::due(tx, STEP)?;
    if let Some(number) = ticket {
        some.push(tickets::load(tx, number)?.ok_or(Error::Missing)?.id);
    }
    some.into_iter().try_for_each(|id| look(tx, id, now, Steps::Passed))
}

pub(crate) fn is_due(read: &mut Read) -> Done<bool> {
    Ok(!clocks::due(read, 1)?.is_empty())
}

/// Looks at the next open tickets after one; the last of them, where there are more.
///
/// What a new rule finds already used up is not told as if it had just happened.
pub fn reckon_on(tx: &mut Tx, after: Reached) -> Done<Option<Reached>> {
    events::place_of(tx, READER)?;
    let (some, now) = (clocks::open_after(tx, after, STEP)?, tx.now());
    some.iter().try_for_each(|(_, ticket)| look(tx, *ticket, now, Steps::Passed))?;
    Ok(some.last().copied().filter(|_| some.len() == STEP))
}

/// Whether steps that are reached are taken, or only noted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Steps {
    Taken,
    Passed,
}

/// One ticket, as it is now. A policy that is chosen anew counts since `since`.
fn look(tx: &mut Tx, id: TicketId, since: Moment, steps: Steps) -> Done<()> {
    let (all, before) = (policies::all(tx)?, clocks::of_ticket(tx, id)?);
    if all.is_empty() && before.is_empty() {
        return Ok(());
    }
    let Some(known) = known(tx, id, &all)? else { return Ok(()) };
    let mut history = history::read(tx, &known.ticket)?;
    if is_in_hand(&known.ticket) {
        let wanted = chosen(tx, &known, &all)?;
        if wanted != history.chosen {
            let policy = wanted.and_then(|(id, _)| all.iter().find(|policy| policy.id == id));
            let since = policy.map_or(since, |policy| since.max(policy.since));
            choose(tx, id, &mut history, wanted, since)?;
        }
    }
    let (policies, calendars) = rules(tx, &history.log)?;
    let clocks = reckon(&history.log, &policies, &calendars, tx.now());
    let zone = crate::house::load(tx)?.time_zone;
    let mut now = Vec::new();
    for clock in &clocks {
        let old = before.iter().find(|old| (old.target, old.episode) == (clock.target, clock.episode));
        let terms = policies.get(&clock.policy);
        let done = done(tx, &known.ticket, clock, terms, old, steps)?;
        now.push(kept(clock, terms, &calendars, done, tx.now(), &zone));
    }
    clocks::keep(tx, id, &before, &now)?;
    show(tx, &known.ticket, &now)
}

/// Nobody promises anything for what is done or thrown away; what was promised for it stays.
fn is_in_hand(ticket: &Ticket) -> bool {
    matches!(ticket.place(), Place::Open | Place::Snoozed)
}

pub(super) fn known(read: &mut Read, id: TicketId, all: &[Policy]) -> Done<Option<Known>> {
    let needs = all.iter().map(|policy| policy.wish.condition.needs()).sum();
    Ok(facts::known(read, id, needs)?)
}

/// The first policy whose condition holds.
pub(super) fn chosen(read: &mut Read, known: &Known, all: &[Policy]) -> Done<Option<(PolicyId, i64)>> {
    let zone = crate::house::load(read)?.time_zone;
    let viewer = Viewer { person: PersonId(0), now: read.now(), zone };
    let holds = all.iter().find(|policy| policy.wish.condition.holds(&known.facts(), &viewer));
    Ok(holds.map(|policy| (policy.id, policy.version)))
}

fn choose(
    tx: &mut Tx,
    ticket: TicketId,
    history: &mut History,
    wanted: Option<(PolicyId, i64)>,
    since: Moment,
) -> Done<()> {
    let (policy, version) = (wanted.map(|(id, _)| id), wanted.map_or(0, |(_, version)| version));
    tx.record(Event::SlaChosen { ticket, policy, version, since })?;
    history.chosen = wanted;
    history.log.push(Entry { at: since, what: What::Chosen(wanted) });
    in_order(&mut history.log);
    Ok(())
}

/// The policies and calendars that a history speaks of.
pub(super) fn rules(read: &mut Read, log: &[Entry]) -> Done<(Policies, Calendars)> {
    let spoken_of: BTreeSet<(PolicyId, i64)> =
        log.iter().filter_map(|entry| if let What::Chosen(policy) = entry.what { policy } else { None }).collect();
    let policies = policies::terms(read, &spoken_of.into_iter().collect::<Vec<_>>())?;
    let mut known = Calendars::new();
    for id in policies.values().filter_map(|terms| terms.calendar) {
        if !known.contains_key(&id)
            && let Some(calendar) = calendars::load(read, id)?
        {
            known.insert(id, calendar);
        }
    }
    Ok((policies, known))
}

/// Records what was reached since the last look, once: that a time is over, and each step on the way.
fn done(
    tx: &mut Tx,
    ticket: &Ticket,
    clock: &Clock,
    terms: Option<&Terms>,
    old: Option<&Kept>,
    steps: Steps,
) -> Done<Vec<String>> {
    let mut done = old.map(|old| old.done.clone()).unwrap_or_default();
    let about = (ticket.id, clock.target);
    if let Some(due) = clock.breached_at.filter(|_| !done.iter().any(|key| key == BROKEN)) {
        tx.record(Event::SlaBreached { ticket: about.0, target: about.1, due })?;
        done.push(BROKEN.to_owned());
    }
    let wanted = terms.into_iter().flat_map(|terms| &terms.steps);
    for one in wanted.filter(|one| one.target.is_none_or(|target| target == clock.target)) {
        let key = one.at.key();
        if clock.has_reached(one.at) && !done.contains(&key) {
            if steps == Steps::Taken {
                step::take(tx, ticket, clock, one)?;
            }
            done.push(key);
        }
    }
    Ok(done)
}

fn kept(
    clock: &Clock,
    terms: Option<&Terms>,
    calendars: &Calendars,
    done: Vec<String>,
    now: Moment,
    zone: &str,
) -> Kept {
    let steps = terms.into_iter().flat_map(|terms| &terms.steps);
    let coming =
        steps.filter(|one| one.target.is_none_or(|target| target == clock.target) && !done.contains(&one.at.key()));
    let millis = |long: std::time::Duration| i64::try_from(long.as_millis()).unwrap_or(i64::MAX);
    let next_at = clock.next(coming.map(|one| one.at), calendars, now);
    Kept {
        target: clock.target,
        episode: clock.episode,
        policy: clock.policy.0,
        state: clock.outcome(),
        month: clock.started_at.in_zone(zone).strftime("%Y-%m").to_string(),
        started_at: clock.started_at,
        promised: millis(clock.promised),
        worked: millis(clock.worked),
        due_at: clock.due(calendars, now),
        breached_at: clock.breached_at,
        ended_at: clock.ended_at(),
        next_at,
        done,
    }
}

/// What lists show: the next due time, and the worst of how its clocks stand.
fn show(tx: &mut Tx, ticket: &Ticket, clocks: &[Kept]) -> Done<()> {
    let open = |kept: &&Kept| kept.ended_at.is_none();
    let due = clocks.iter().filter(open).filter_map(|kept| kept.due_at).min();
    let any =
        |state, of_open: bool| clocks.iter().any(|kept| kept.state == state && (kept.ended_at.is_none() || !of_open));
    let worst = [
        (SlaState::Breached, true),
        (SlaState::Running, true),
        (SlaState::Paused, true),
        (SlaState::Breached, false),
        (SlaState::Met, false),
    ];
    let state = worst.into_iter().find(|(state, open)| any(*state, *open)).map(|(state, _)| state);
    if (ticket.due_at, ticket.sla) != (due, state) {
        clocks::show(tx, ticket.id, due, state)?;
        seats::recheck_ticket(tx, ticket.id)?;
        tx.ring();
    }
    Ok(())
}
