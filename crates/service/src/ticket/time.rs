//! How long somebody worked on a ticket: said afterwards, or taken by a clock. What was said wrong is corrected, and the
//! log keeps what it was.

use super::load::{home, stands_on, visible};
use base::Moment;
use desk::people::PersonId;
use desk::ticket::{Activity, Ticket, TicketId, TicketNumber, Time, TimeFacts, TimeId, WorkedBy, run_for};
use desk::{Done, Error, Event, Permission, Refusal, Scope};
use std::collections::BTreeMap;
use store::people::agents;
use store::ticket::{lists, people, tickets, times as table};
use store::{Read, Tx};

/// Entries one ticket has at most.
const MOST: usize = 1000;
/// Entries one page of a report reads.
pub const REPORTED: usize = 500;
/// Lines a report shows.
const LINES: usize = 200;

/// Whoever may note something on a ticket may say how long they worked on it.
pub fn log_time(tx: &mut Tx, number: TicketNumber, what: TimeFacts) -> Done<Ticket> {
    let ticket = visible(tx, number)?;
    tx.actor().may_note(&ticket)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    enter(tx, ticket, person, what)
}

/// A rule or a flow says it for an agent who may see the ticket.
pub(crate) fn log_time_for(tx: &mut Tx, number: TicketNumber, person: PersonId, what: TimeFacts) -> Done<Ticket> {
    let ticket = visible(tx, number)?;
    tx.actor().may_change(&ticket)?;
    let agent = agents::load(tx, person)?.filter(|agent| agent.active).ok_or(Refusal::AssigneeNotInTeam)?;
    agent.actor().may_note(&ticket).map_err(|_| Refusal::AssigneeNotInTeam)?;
    enter(tx, ticket, person, what)
}

/// One's own; somebody else's with the permission to take back what others did.
pub fn change_time(
    tx: &mut Tx,
    number: TicketNumber,
    id: TimeId,
    what: TimeFacts,
    version: Option<i64>,
) -> Done<Ticket> {
    let (ticket, mut time) = time_of(tx, number, id)?;
    if version.is_some_and(|seen| seen != time.version) {
        return Err(Error::Conflict);
    }
    if what.activity != time.what.activity {
        may_choose(tx, &what)?;
    }
    let changed = time.change(what.sound(tx.now())?);
    keep_time(tx, ticket, &time, changed)
}

pub fn remove_time(tx: &mut Tx, number: TicketNumber, id: TimeId) -> Done<Ticket> {
    let (ticket, mut time) = time_of(tx, number, id)?;
    let gone = time.remove();
    keep_time(tx, ticket, &time, gone)
}

pub(super) fn restore_time(tx: &mut Tx, number: TicketNumber, id: TimeId) -> Done<Ticket> {
    let (ticket, mut time) = time_of(tx, number, id)?;
    let back = time.restore();
    keep_time(tx, ticket, &time, back)
}

pub(super) fn time_as_it_is(read: &mut Read, id: TimeId) -> Done<Time> {
    table::load(read, id)?.ok_or(Error::Missing)
}

/// Starts one's clock on a ticket; one that runs elsewhere is stopped, and what it took is entered there.
pub fn start_timer(tx: &mut Tx, number: TicketNumber) -> Done<Ticket> {
    let ticket = visible(tx, number)?;
    tx.actor().may_note(&ticket)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    match table::timer(tx, person)? {
        Some((on, _)) if on == ticket.id => return Ok(ticket),
        Some(_) => stop_timer(tx).map(drop)?,
        None => {}
    }
    let now = tx.now();
    table::start_timer(tx, person, ticket.id, now)?;
    tx.record(Event::TimerStarted { person, timed: ticket.id })?;
    Ok(ticket)
}

/// Stops one's clock and enters what it took. None: it ran on nothing one may still see, and nothing is entered.
pub fn stop_timer(tx: &mut Tx) -> Done<Option<Ticket>> {
    let person = tx.actor().person().ok_or(Error::Missing)?;
    let Some((on, since)) = table::timer(tx, person)? else { return Ok(None) };
    table::end_timer(tx, person)?;
    tx.record(Event::TimerStopped { person, timed: on })?;
    let ticket = tickets::by_id(tx, on)?.ok_or(Error::Missing)?;
    let ticket = home(tx, ticket)?;
    if tx.actor().may_note(&ticket).is_err() {
        return Ok(None);
    }
    let what = TimeFacts { minutes: run_for(since, tx.now()), activity: None, at: since, note: String::new() };
    enter(tx, ticket, person, what).map(Some)
}

/// Since when one's clock has been running on this ticket.
pub(super) fn running(read: &mut Read, ticket: TicketId) -> Done<Option<Moment>> {
    let Some(person) = read.actor().person() else { return Ok(None) };
    Ok(table::timer(read, person)?.filter(|(on, _)| *on == ticket).map(|(_, since)| since))
}

fn enter(tx: &mut Tx, ticket: Ticket, person: PersonId, what: TimeFacts) -> Done<Ticket> {
    let what = what.sound(tx.now())?;
    may_choose(tx, &what)?;
    if table::of(tx, &[ticket.id])?.len() >= MOST {
        return Err(Refusal::TooManyTimes.into());
    }
    let minutes = what.minutes;
    let time = Time { id: TimeId(0), ticket: ticket.id, person, what, removed: false, version: 1 };
    let id = table::add(tx, &time)?;
    tx.record(Event::TimeLogged { ticket: ticket.id, time: id, person, minutes })?;
    Ok(ticket)
}

fn may_choose(read: &mut Read, what: &TimeFacts) -> Done<()> {
    let Some(id) = what.activity else { return Ok(()) };
    let known = table::activities(read)?.into_iter().any(|activity| activity.id == id && activity.active);
    if known { Ok(()) } else { Err(Error::Missing) }
}

fn time_of(tx: &mut Tx, number: TicketNumber, id: TimeId) -> Done<(Ticket, Time)> {
    let ticket = visible(tx, number)?;
    let time = table::load(tx, id)?.ok_or(Error::Missing)?;
    stands_on(tx, time.ticket, &ticket)?;
    tx.actor().may_note(&ticket)?;
    if tx.actor().person() != Some(time.person) {
        tx.actor().may(Permission::UndoOthers)?;
    }
    Ok((ticket, time))
}

fn keep_time(tx: &mut Tx, ticket: Ticket, time: &Time, event: Option<Event>) -> Done<Ticket> {
    if let Some(event) = event {
        table::save(tx, time)?;
        tx.record(event)?;
    }
    Ok(ticket)
}

/// Everybody's entries for those who steer, else one's own; on tickets one may see. After an entry, oldest first.
pub fn worked(read: &mut Read, span: (Moment, Moment), after: Option<(Moment, TimeId)>) -> Done<Vec<table::Worked>> {
    let (scope, whose) = reported(read)?;
    Ok(table::worked(read, &scope, span, whose, after, REPORTED)?)
}

/// A line of the report, by what it is called.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkedOn {
    pub what: Worker,
    pub minutes: i64,
    pub entries: i64,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Worker {
    Person(String),
    /// None: no kind of work was said.
    Activity(Option<Activity>),
    Ticket(TicketNumber, String),
}

/// The same entries summed up, the longest first, and what all of them come to.
pub fn worked_by(read: &mut Read, span: (Moment, Moment), by: WorkedBy) -> Done<(Vec<WorkedOn>, table::Sums)> {
    let (scope, whose) = reported(read)?;
    let sums = table::sums(read, &scope, span, whose, by, LINES)?;
    let ids: Vec<i64> = sums.longest.iter().map(|sum| sum.of).collect();
    let names: BTreeMap<i64, Worker> = match by {
        WorkedBy::Person => {
            let ids: Vec<PersonId> = ids.into_iter().map(PersonId).collect();
            let people = people::known(read, &ids)?.into_iter();
            people.map(|person| (person.id.0, Worker::Person(person.name))).collect()
        }
        WorkedBy::Activity => {
            let known = table::activities(read)?;
            known.into_iter().map(|activity| (activity.id.0, Worker::Activity(Some(activity)))).collect()
        }
        WorkedBy::Ticket => {
            let ids: Vec<TicketId> = ids.into_iter().map(TicketId).collect();
            let lines = lists::some(read, &scope, &ids)?.into_iter();
            lines.map(|line| (line.ticket.id.0, Worker::Ticket(line.ticket.number, line.ticket.subject))).collect()
        }
    };
    let line = |sum: &table::Sum| {
        let what = names.get(&sum.of).cloned().unwrap_or(Worker::Activity(None));
        WorkedOn { what, minutes: sum.minutes, entries: sum.entries }
    };
    Ok((sums.longest.iter().map(line).collect(), sums))
}

fn reported(read: &Read) -> Done<(Scope, Option<PersonId>)> {
    let actor = read.actor();
    actor.must_be_agent()?;
    let whose = if actor.may(Permission::Operate).is_ok() { None } else { actor.person() };
    Ok((actor.scope(), whose))
}

/// Kinds of work, by name.
pub fn activities(read: &mut Read) -> Done<Vec<Activity>> {
    read.actor().must_be_agent()?;
    Ok(table::activities(read)?)
}

pub fn create_activity(tx: &mut Tx, wish: Activity) -> Done<Activity> {
    tx.actor().may(Permission::Configure)?;
    let mut activity = wish.sound()?;
    activity.id = table::add_activity(tx, &activity)?;
    tx.record(Event::ActivityCreated { activity: activity.id, name: activity.name_en.clone() })?;
    Ok(activity)
}

/// One that is not active any more stays on what was entered.
pub fn change_activity(tx: &mut Tx, wish: Activity) -> Done<Activity> {
    tx.actor().may(Permission::Configure)?;
    let activity = wish.sound()?;
    if !table::activities(tx)?.iter().any(|other| other.id == activity.id) {
        return Err(Error::Missing);
    }
    table::save_activity(tx, &activity)?;
    tx.record(Event::ActivityChanged { activity: activity.id, name: activity.name_en.clone() })?;
    Ok(activity)
}
