//! The laboratory: a rule is put before what has happened in the last days, and nothing is changed.

use super::book::needs;
use super::follow::concerns;
use super::heard::has_left;
use crate::house;
use desk::automation::{DAYS, Hit, MOST_HITS, Past, RuleId, RuleKind, RuleWish, Trial, TrialId, TrialState};
use desk::condition::{Facts, Viewer};
use desk::people::PersonId;
use desk::ticket::{Status, Ticket, TicketId};
use desk::{Actor, Done, Error, Permission, Recorded, Refusal};
use std::time::Duration;
use store::automation::{rules, trials};
use store::ticket::facts::{self, Known};
use store::ticket::{statuses, tickets};
use store::{Read, Tx, events, jobs};

/// The kind of the job that goes on with a trial; its body is the trial's id.
pub const TRY: &str = "try_rule";
/// Events, or tickets, that one step goes through.
const STEP: usize = 100;
/// Events of one ticket that are taken back at most.
const MOST_BACK: usize = 1_000;
const SHOWN: usize = 20;

/// Begins to try a rule as it is saved now. One that looks at events is tried on those of the last days; one that waits
/// for a time, or for a person, on all tickets as they are.
pub fn try_rule(tx: &mut Tx, id: RuleId, days: i64) -> Done<Trial> {
    tx.actor().may(Permission::Automate)?;
    let rule = super::rule(tx, id)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    if !DAYS.contains(&days) {
        return Err(Refusal::FormIncomplete.into());
    }
    let now = tx.now();
    let (since, until) = match rule.wish.kind {
        RuleKind::Event => {
            let from = now.minus(Duration::from_secs(u64::try_from(days).unwrap_or(1) * 86_400));
            events::span_since(tx, from)?
        }
        RuleKind::Time | RuleKind::Button => (0, tickets::newest(tx)?.0),
    };
    let trial = Trial {
        id: TrialId(0),
        rule: id,
        version: rule.version,
        person,
        days,
        state: TrialState::Running,
        since,
        reached: since,
        until,
        looked: 0,
        matched: 0,
        letters: 0,
        at: now,
    };
    let trial = trials::add(tx, &trial)?;
    jobs::add(tx, TRY, &trial.id.to_string(), Some(&format!("{TRY}-{}", trial.id)), now)?;
    Ok(trial)
}

/// Newest first.
pub fn trials_of(read: &mut Read, id: RuleId) -> Done<Vec<Trial>> {
    super::rule(read, id)?;
    Ok(trials::of_rule(read, id, SHOWN)?)
}

pub fn cancel_trial(tx: &mut Tx, id: TrialId) -> Done<Trial> {
    tx.actor().may(Permission::Automate)?;
    let mut trial = trials::hold(tx, id)?.ok_or(Error::Missing)?;
    if trial.state != TrialState::Running {
        return Err(Refusal::RunNotAtWork.into());
    }
    trial.state = TrialState::Cancelled;
    trials::save(tx, &trial)?;
    Ok(trial)
}

/// A trial with where it would have acted, as far as the one who looks may see the tickets, and how many they may not.
pub struct TrialPage {
    pub trial: Trial,
    pub hits: Vec<(Hit, Ticket, Option<Recorded>)>,
    pub hidden: i64,
    pub others: Vec<Trial>,
}

pub fn trial(read: &mut Read, id: TrialId, most: usize) -> Done<TrialPage> {
    read.actor().may(Permission::Automate)?;
    let trial = trials::load(read, id)?.ok_or(Error::Missing)?;
    let mut hits = Vec::new();
    let mut hidden = 0;
    for hit in trials::hits(read, id, MOST_HITS as usize)? {
        let ticket = tickets::by_id(read, hit.ticket)?.filter(|ticket| read.actor().may_read(ticket).is_ok());
        match ticket {
            Some(ticket) if hits.len() < most => {
                let event = Some(hit.event).filter(|event| *event > 0);
                let event = event.map(|position| events::load(read, position)).transpose()?.flatten();
                hits.push((hit, ticket, event));
            }
            Some(_) => {}
            None => hidden += 1,
        }
    }
    let others = trials::of_rule(read, trial.rule, SHOWN)?.into_iter().filter(|other| other.id != id).collect();
    Ok(TrialPage { trial, hits, hidden, others })
}

/// Which hits of two trials are in the first alone, and in the second alone.
pub fn trials_apart(read: &mut Read, one: TrialId, other: TrialId) -> Done<(Vec<TicketId>, Vec<TicketId>)> {
    let (one, other) = (trial(read, one, 0)?.trial, trial(read, other, 0)?.trial);
    let ids = |hits: Vec<Hit>| hits.into_iter().map(|hit| hit.ticket).collect::<std::collections::BTreeSet<_>>();
    let first = ids(trials::hits(read, one.id, MOST_HITS as usize)?);
    let second = ids(trials::hits(read, other.id, MOST_HITS as usize)?);
    Ok((first.difference(&second).copied().collect(), second.difference(&first).copied().collect()))
}

/// Takes the next step of a trial; false when it is at its end.
pub fn try_on(tx: &mut Tx, id: TrialId) -> Done<bool> {
    if *tx.actor() != Actor::System {
        return Err(Error::Missing);
    }
    let Some(mut trial) = trials::hold(tx, id)?.filter(|trial| trial.state == TrialState::Running) else {
        return Ok(false);
    };
    let wish = rules::at_version(tx, trial.rule, trial.version)?.ok_or(Error::Missing)?.wish;
    let more = match wish.kind {
        RuleKind::Event => through_events(tx, &mut trial, &wish)?,
        RuleKind::Time | RuleKind::Button => through_tickets(tx, &mut trial, &wish)?,
    };
    if !more {
        trial.state = TrialState::Done;
    }
    trials::save(tx, &trial)?;
    Ok(more)
}

fn through_events(tx: &mut Tx, trial: &mut Trial, wish: &RuleWish) -> Done<bool> {
    let some = events::between(tx, trial.reached, trial.until, STEP)?;
    let (zone, statuses) = (house::load(tx)?.time_zone, statuses::all(tx)?);
    for recorded in some.iter().filter(|recorded| wish.hears(recorded.event.kind())) {
        let Some(ticket) = recorded.event.ticket() else { continue };
        trial.looked += 1;
        if would_fire(tx, wish, ticket, recorded, &zone, &statuses)? {
            found(tx, trial, wish, Hit { event: recorded.place.position, ticket, at: recorded.at })?;
        }
    }
    trial.reached = some.last().map_or(trial.until, |last| last.place.position);
    Ok(some.len() == STEP)
}

/// As the ticket was right after the event, as far as the log tells.
pub(crate) fn would_fire(
    read: &mut Read,
    wish: &RuleWish,
    ticket: TicketId,
    recorded: &Recorded,
    zone: &str,
    statuses: &[Status],
) -> Done<bool> {
    if !has_left(read, &recorded.event)? {
        return Ok(false);
    }
    let Some(known) = facts::known(read, ticket, needs([&wish.condition].into_iter()))? else { return Ok(false) };
    let now = known.facts();
    let mut past = Past {
        ticket: known.ticket.clone(),
        participants: now.participants.to_vec(),
        followers: now.followers.to_vec(),
    };
    past.ticket.merged_into = None;
    let since = events::of_ticket(read, ticket, recorded.place.position, MOST_BACK)?;
    since.iter().rev().for_each(|later| past.before(&later.event, statuses));
    let doors = store::sla::calendars::doors(read, recorded.at)?;
    let facts = Facts {
        ticket: &past.ticket,
        participants: &past.participants,
        followers: &past.followers,
        event: Some(&recorded.event),
        doors: &doors,
        ..now
    };
    let viewer = Viewer { person: PersonId(0), now: recorded.at, zone: zone.to_owned() };
    Ok(concerns(&wish.condition, &past.ticket, Some(&recorded.event)) && wish.condition.holds(&facts, &viewer))
}

fn through_tickets(tx: &mut Tx, trial: &mut Trial, wish: &RuleWish) -> Done<bool> {
    let some: Vec<Known> = facts::known_after(tx, TicketId(trial.reached), STEP, needs([&wish.condition].into_iter()))?;
    let zone = house::load(tx)?.time_zone;
    let viewer = Viewer { person: PersonId(0), now: trial.at, zone };
    let until = trial.until;
    for known in some.iter().filter(|known| known.ticket.id.0 <= until && known.ticket.merged_into.is_none()) {
        trial.looked += 1;
        if concerns(&wish.condition, &known.ticket, None) && wish.condition.holds(&known.facts(), &viewer) {
            found(tx, trial, wish, Hit { event: 0, ticket: known.ticket.id, at: trial.at })?;
        }
    }
    trial.reached = some.last().map_or(trial.until, |last| last.ticket.id.0);
    Ok(some.len() == STEP && trial.reached < trial.until)
}

fn found(tx: &mut Tx, trial: &mut Trial, wish: &RuleWish, hit: Hit) -> Done<()> {
    trial.matched += 1;
    trial.letters += wish.letters();
    if trial.matched <= MOST_HITS {
        trials::hit(tx, trial.id, &hit)?;
    }
    Ok(())
}
