//! How long somebody worked on a ticket: said afterwards, or taken by a clock. What was said wrong is corrected, and the
//! log keeps what it was.

use super::found::zone_of;
use super::load::{home, stands_on, visible};
use crate::people::{organization_names, teams};
use base::Moment;
use desk::people::{OrganizationId, PersonId};
use desk::sla::Day;
use desk::ticket::{Activity, Ran, Ticket, TicketId, TicketNumber, Time, TimeFacts, TimeId, WorkedBy};
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
/// Months one has at most.
const MONTHS: usize = 36;

/// Whoever may note something on a ticket may say how long they worked on it.
pub fn log_time(tx: &mut Tx, number: TicketNumber, what: TimeFacts) -> Done<Ticket> {
    let ticket = visible(tx, number)?;
    tx.actor().may_note(&ticket)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    enter(tx, &ticket, person, what)?;
    Ok(ticket)
}

/// A rule or a flow says it for an agent who may see the ticket.
pub(crate) fn log_time_for(tx: &mut Tx, number: TicketNumber, person: PersonId, what: TimeFacts) -> Done<Ticket> {
    let ticket = visible(tx, number)?;
    tx.actor().may_change(&ticket)?;
    let agent = agents::load(tx, person)?.filter(|agent| agent.active).ok_or(Refusal::AssigneeNotInTeam)?;
    agent.actor().may_note(&ticket).map_err(|_| Refusal::AssigneeNotInTeam)?;
    enter(tx, &ticket, person, what)?;
    Ok(ticket)
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
    // Whoever leaves it on its day leaves it at its moment.
    let at = if what.day.is_some() && what.day == time.what.day { time.what.at } else { what.at };
    let what = dated(tx, time.person, TimeFacts { at, ..what })?;
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

/// A clock that was stopped, with the entry of what it took.
#[derive(Clone, Debug, PartialEq)]
pub struct Stopped {
    pub ticket: Ticket,
    pub time: TimeId,
    pub ran: Ran,
}

/// Starts one's clock on a ticket; one that runs elsewhere is stopped, and what it took is entered there.
pub fn start_timer(tx: &mut Tx, number: TicketNumber) -> Done<Option<Stopped>> {
    let ticket = visible(tx, number)?;
    tx.actor().may_note(&ticket)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    let stopped = match clock(tx)? {
        Some((on, _)) if on.id == ticket.id => return Ok(None),
        Some(_) => stop_timer(tx)?,
        None => None,
    };
    let now = tx.now();
    table::start_timer(tx, person, ticket.id, now)?;
    tx.record(Event::TimerStarted { person, timed: ticket.id })?;
    Ok(stopped)
}

/// Stops one's clock and enters what it took, also on a ticket one sees no more: it was worked while one did. None: no clock
/// ran.
pub fn stop_timer(tx: &mut Tx) -> Done<Option<Stopped>> {
    let person = tx.actor().person().ok_or(Error::Missing)?;
    let Some((on, since)) = table::timer(tx, person)? else { return Ok(None) };
    table::end_timer(tx, person)?;
    tx.record(Event::TimerStopped { person, timed: on })?;
    let ticket = tickets::by_id(tx, on)?.ok_or(Error::Missing)?;
    let ticket = home(tx, ticket)?;
    let ran = Ran::between(since, tx.now());
    let what = TimeFacts { minutes: ran.entered(), activity: None, at: since, day: None, note: String::new() };
    let time = enter(tx, &ticket, person, what)?;
    Ok(Some(Stopped { ticket, time, ran }))
}

/// On which ticket one's clock runs, by where its conversation goes on, and since when.
pub fn clock(read: &mut Read) -> Done<Option<(Ticket, Moment)>> {
    let Some(person) = read.actor().person() else { return Ok(None) };
    let Some((on, since)) = table::timer(read, person)? else { return Ok(None) };
    let Some(ticket) = tickets::by_id(read, on)? else { return Ok(None) };
    Ok(Some((home(read, ticket)?, since)))
}

/// Since when one's clock has been running on this ticket.
pub(super) fn running(read: &mut Read, ticket: TicketId) -> Done<Option<Moment>> {
    Ok(clock(read)?.filter(|(on, _)| on.id == ticket).map(|(_, since)| since))
}

/// Whether one's clock begins when one begins to write.
pub fn clock_begins(read: &mut Read) -> Done<bool> {
    read.actor().must_be_agent()?;
    let person = read.actor().person().ok_or(Error::Missing)?;
    Ok(agents::clock_begins(read, person)?)
}

pub fn choose_clock(tx: &mut Tx, begins: bool) -> Done<()> {
    tx.actor().must_be_agent()?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    if agents::clock_begins(tx, person)? != begins {
        agents::set_clock_begins(tx, person, begins)?;
        tx.record(Event::ClockChosen { person, begins })?;
    }
    Ok(())
}

/// The acting person begins to write: the clock of whoever has chosen so runs there from now on. What keeps it from that
/// keeps nobody from writing. One that was forgotten elsewhere is left to be stopped by hand, so that they hear of it.
pub(crate) fn begin_clock(tx: &mut Tx, number: TicketNumber) -> Done<()> {
    let Some(person) = tx.actor().person() else { return Ok(()) };
    if !agents::clock_begins(tx, person)? {
        return Ok(());
    }
    let now = tx.now();
    if table::timer(tx, person)?.is_some_and(|(_, since)| Ran::between(since, now).is_long()) {
        return Ok(());
    }
    match start_timer(tx, number) {
        Ok(_) | Err(Error::Refused(_) | Error::Missing | Error::Conflict) => Ok(()),
        Err(Error::Fault(fault)) => Err(fault.into()),
    }
}

fn enter(tx: &mut Tx, ticket: &Ticket, person: PersonId, what: TimeFacts) -> Done<TimeId> {
    let what = what.sound(tx.now())?;
    let what = dated(tx, person, what)?;
    may_choose(tx, &what)?;
    if table::of(tx, &[ticket.id])?.len() >= MOST {
        return Err(Refusal::TooManyTimes.into());
    }
    let minutes = what.minutes;
    let time = Time { id: TimeId(0), ticket: ticket.id, person, what, removed: false, version: 1 };
    let id = table::add(tx, &time)?;
    tx.record(Event::TimeLogged { ticket: ticket.id, time: id, person, minutes })?;
    Ok(id)
}

/// With the day that it was.
fn dated(read: &mut Read, person: PersonId, what: TimeFacts) -> Done<TimeFacts> {
    let day = match what.day {
        Some(day) => day,
        None => Day(what.at.in_zone(&zone_of(read, person)?).date()),
    };
    Ok(TimeFacts { day: Some(day), ..what })
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

/// Everybody's entries of some days, both included, for those who steer, else one's own; on tickets one may see. After an
/// entry, oldest first.
pub fn worked(read: &mut Read, span: (Day, Day), after: Option<(Day, TimeId)>) -> Done<Vec<table::Worked>> {
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
    Organization(OrganizationId, String),
    Requester(PersonId, String),
    Team(String),
    Ticket(TicketNumber, String),
    /// `2026-03`
    Month(String),
}

/// The same entries summed up, the longest first, and what all of them come to; months one after the other.
pub fn worked_by(read: &mut Read, span: (Day, Day), by: WorkedBy) -> Done<(Vec<WorkedOn>, table::Sums)> {
    let (scope, whose) = reported(read)?;
    if by == WorkedBy::Month {
        return by_month(read, &scope, whose, months(span));
    }
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
        WorkedBy::Organization => {
            let ids: Vec<OrganizationId> = ids.into_iter().map(OrganizationId).collect();
            let known = organization_names(read, &ids)?.into_iter();
            known.map(|(id, name)| (id.0, Worker::Organization(id, name))).collect()
        }
        WorkedBy::Requester => {
            let ids: Vec<PersonId> = ids.into_iter().map(PersonId).collect();
            let people = people::known(read, &ids)?.into_iter();
            people.map(|person| (person.id.0, Worker::Requester(person.id, person.shown().to_owned()))).collect()
        }
        WorkedBy::Team => teams(read)?.into_iter().map(|team| (team.id.0, Worker::Team(team.name))).collect(),
        WorkedBy::Month => BTreeMap::new(),
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

/// The whole of each month, where there is something.
fn by_month(
    read: &mut Read,
    scope: &Scope,
    whose: Option<PersonId>,
    months: Vec<(String, (Day, Day))>,
) -> Done<(Vec<WorkedOn>, table::Sums)> {
    let (mut lines, mut all) = (Vec::new(), table::Sums::default());
    for (name, span) in months {
        let of_month = table::sums(read, scope, span, whose, WorkedBy::Month, 1)?;
        let (minutes, entries) = (of_month.minutes, of_month.entries);
        if entries > 0 {
            lines.push(WorkedOn { what: Worker::Month(name), minutes, entries });
            (all.all, all.minutes, all.entries) = (all.all + 1, all.minutes + minutes, all.entries + entries);
        }
    }
    Ok((lines, all))
}

/// The months of some days, as far as these reach into each.
fn months((from, to): (Day, Day)) -> Vec<(String, (Day, Day))> {
    let (mut all, mut begins) = (Vec::new(), from);
    while begins <= to && all.len() < MONTHS {
        let ends = Day(begins.0.last_of_month()).min(to);
        all.push((begins.0.strftime("%Y-%m").to_string(), (begins, ends)));
        begins = ends.plus(1);
    }
    all
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
