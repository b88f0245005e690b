//! What the desk promises: made by those who set it up, in the order in which it is asked whose condition holds.

use super::follow::{chosen, known, rules};
use super::history;
use base::Moment;
use desk::sla::{
    Calendar, CalendarId, Clock, Entry, Hours, Policy, PolicyId, PolicyWish, Version, What, in_order, reckon,
};
use desk::ticket::TicketNumber;
use desk::{Done, Error, Event, Permission};
use store::sla::{calendars, clocks, policies as table};
use store::ticket::tickets;
use store::{Read, Tx};

/// Tickets that a preview looks at.
pub const LOOKED_AT: usize = 300;
/// Of those that would change, as many are named.
const NAMED: usize = 10;

pub fn policies(read: &mut Read) -> Done<Vec<Policy>> {
    read.actor().may(Permission::Configure)?;
    Ok(table::all(read)?)
}

pub fn policy(read: &mut Read, id: PolicyId) -> Done<Policy> {
    read.actor().may(Permission::Configure)?;
    table::load(read, id)?.ok_or(Error::Missing)
}

pub fn create_policy(tx: &mut Tx, wish: PolicyWish) -> Done<PolicyId> {
    tx.actor().may(Permission::Configure)?;
    let wish = sound(tx, wish)?;
    let id = table::add(tx, &wish)?;
    tx.record(Event::SlaPolicyCreated { policy: id, name: wish.name })?;
    Ok(id)
}

pub fn change_policy(tx: &mut Tx, id: PolicyId, version: i64, wish: PolicyWish) -> Done<()> {
    policy(tx, id)?;
    let wish = sound(tx, wish)?;
    table::save(tx, id, version, &wish)?;
    tx.record(Event::SlaPolicyChanged { policy: id, name: wish.name })?;
    Ok(())
}

/// What was met or broken under it stays counted.
pub fn remove_policy(tx: &mut Tx, id: PolicyId, version: i64) -> Done<()> {
    let known = policy(tx, id)?;
    table::remove(tx, id, version)?;
    tx.record(Event::SlaPolicyRemoved { policy: id, name: known.wish.name })?;
    Ok(())
}

/// All of them in their new order.
pub fn order_policies(tx: &mut Tx, to: &[PolicyId]) -> Done<()> {
    let from: Vec<PolicyId> = policies(tx)?.iter().map(|policy| policy.id).collect();
    let (mut sorted, mut known) = (to.to_vec(), from.clone());
    sorted.sort_unstable();
    known.sort_unstable();
    if sorted != known {
        // Somebody has added or removed one meanwhile.
        return Err(Error::Conflict);
    }
    for (position, id) in (1..).zip(to) {
        table::place(tx, *id, position)?;
    }
    if from != to {
        tx.record(Event::SlaPoliciesOrdered { from, to: to.to_vec() })?;
    }
    Ok(())
}

fn sound(read: &mut Read, wish: PolicyWish) -> Done<PolicyWish> {
    let wish = wish.sound()?;
    if let Some(id) = wish.terms.calendar {
        calendars::load(read, id)?.filter(|calendar| !calendar.removed).ok_or(Error::Missing)?;
    }
    Ok(wish)
}

/// A change that nobody has saved yet.
pub enum Change<'c> {
    /// None: one to be made.
    Policy(Option<PolicyId>, &'c PolicyWish),
    Calendar(CalendarId, &'c Hours),
}

/// What a change would do to open tickets, as far as it was looked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    pub looked: usize,
    /// There are more open tickets than were looked at.
    pub more: bool,
    /// So many would get another due time.
    pub changed: usize,
    pub first: Vec<Moved>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    pub number: TicketNumber,
    pub subject: String,
    pub from: Option<Moment>,
    pub to: Option<Moment>,
}

/// Looks at the newest open tickets with the change in mind.
pub fn preview(read: &mut Read, change: &Change) -> Done<Preview> {
    read.actor().may(Permission::Configure)?;
    let mut all = table::all(read)?;
    if let Change::Policy(id, wish) = change {
        match all.iter_mut().find(|policy| Some(policy.id) == *id) {
            Some(policy) => (policy.wish, policy.version) = ((*wish).clone(), policy.version + 1),
            None => all.push(Policy {
                id: PolicyId(0),
                position: i64::MAX,
                wish: (*wish).clone(),
                version: 1,
                since: read.now(),
            }),
        }
    }
    let some = clocks::newest_open(read, LOOKED_AT + 1)?;
    let mut preview = Preview { looked: some.len().min(LOOKED_AT), more: some.len() > LOOKED_AT, ..Preview::default() };
    for id in some.into_iter().take(LOOKED_AT) {
        let Some(known) = known(read, id, &all)? else { continue };
        let mut history = history::read(read, &known.ticket)?;
        let wanted = chosen(read, &known, &all)?;
        if wanted != history.chosen {
            history.log.push(Entry { at: read.now(), what: What::Chosen(wanted) });
            in_order(&mut history.log);
        }
        let to = due(read, &history.log, change)?;
        if to != known.ticket.due_at {
            preview.changed += 1;
            if preview.first.len() < NAMED {
                let (number, subject) = (known.ticket.number, known.ticket.subject.clone());
                preview.first.push(Moved { number, subject, from: known.ticket.due_at, to });
            }
        }
    }
    Ok(preview)
}

fn due(read: &mut Read, log: &[Entry], change: &Change) -> Done<Option<Moment>> {
    let (mut policies, mut known) = rules(read, log)?;
    let now = read.now();
    match change {
        Change::Policy(id, wish) => {
            let key = log.iter().rev().find_map(|entry| match entry.what {
                What::Chosen(Some(key)) if key.0 == id.unwrap_or(PolicyId(0)) => Some(key),
                _ => None,
            });
            if let Some(key) = key {
                policies.entry(key).or_insert_with(|| wish.terms.clone());
            }
            if let Some(id) = wish.terms.calendar
                && let Some(calendar) = calendars::load(read, id)?
            {
                known.insert(id, calendar);
            }
        }
        Change::Calendar(id, hours) => {
            if let Some(calendar) = known.get_mut(id) {
                calendar.versions.push(Version { since: now, hours: (*hours).clone() });
            }
        }
    }
    let clocks = reckon(log, &policies, &known, now);
    Ok(clocks.iter().filter(|clock| clock.is_open()).filter_map(|clock| clock.due(&known, now)).min())
}

/// One promised time of a ticket, with why it is as it is.
#[derive(Clone, Debug)]
pub struct Promised {
    pub clock: Clock,
    pub policy: String,
    pub due: Option<Moment>,
    pub story: Vec<desk::sla::Chapter>,
    /// The calendar's, where there is one.
    pub zone: Option<String>,
    pub calendar: Option<String>,
}

/// Of a ticket that one may see: the open ones first, the next one due before the others.
pub fn promised(read: &mut Read, ticket: &desk::ticket::Ticket) -> Done<Vec<Promised>> {
    if clocks::of_ticket(read, ticket.id)?.is_empty() {
        return Ok(Vec::new());
    }
    let (log, now) = (history::read(read, ticket)?.log, read.now());
    let (policies, calendars) = rules(read, &log)?;
    let names = table::names(read)?;
    let told = |clock: Clock| {
        let calendar: Option<&Calendar> = clock.calendar.and_then(|id| calendars.get(&id));
        Promised {
            policy: names
                .iter()
                .find(|(id, _)| *id == clock.policy.0)
                .map(|(_, name)| name.clone())
                .unwrap_or_default(),
            due: clock.due(&calendars, now),
            story: clock.story(&calendars, now),
            zone: calendar.and_then(Calendar::now).map(|version| version.hours.zone.clone()),
            calendar: calendar.map(|calendar| calendar.name.clone()),
            clock,
        }
    };
    let mut all: Vec<Promised> = reckon(&log, &policies, &calendars, now).into_iter().map(told).collect();
    all.sort_by_key(|one| (!one.clock.is_open(), one.due.unwrap_or(Moment(i64::MAX)), one.clock.started_at));
    Ok(all)
}

/// The same for a ticket by its number, for who exports the proof.
pub(super) fn promised_of(
    read: &mut Read,
    id: desk::ticket::TicketId,
) -> Done<Option<(desk::ticket::Ticket, Vec<Promised>)>> {
    let Some(ticket) = tickets::by_id(read, id)? else { return Ok(None) };
    let promised = promised(read, &ticket)?;
    Ok(Some((ticket, promised)))
}
