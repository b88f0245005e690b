//! A problem and its incidents: one answer to all of them, each by its own letter, and one solution.

use super::bulk::bulk;
use super::link::linked;
use super::{hands_free, set_status, visible};
use crate::channel::{guard_warnings, leaving};
use crate::conversation::{Compose, act_with, reply};
use desk::channel::Departure;
use desk::people::{Person, PersonId};
use desk::sla::begins_work;
use desk::ticket::{Relation, Ticket, TicketId, TicketNumber};
use desk::{Done, Error, Refusal};
use store::people::persons;
use store::ticket::{lists::Line, merges, people};
use store::{Read, Tx};

/// The problem, and those of its incidents that the one who looks may see; also those of what went into it.
pub fn incidents(read: &mut Read, number: TicketNumber) -> Done<(Ticket, Vec<Line>)> {
    let problem = visible(read, number)?;
    let merged: Vec<TicketId> = merges::sources(read, problem.id)?.into_iter().map(|(id, _)| id).collect();
    let all = linked(read, &problem, &merged)?;
    let incidents = all.into_iter().filter(|one| one.relation == Relation::Incident).map(|one| one.line);
    Ok((problem, incidents.collect()))
}

/// What all the incidents are told, and what becomes of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ToAll {
    /// Without text and files nothing is said. Each has recipients of its own; what macros do is done on each.
    pub compose: Compose,
    /// It leaves when whoever gets it begins to work, by their own clock.
    pub theirs: bool,
}

impl ToAll {
    fn says_nothing(&self) -> bool {
        self.compose.text.trim().is_empty() && self.compose.attachments.is_empty()
    }
}

/// What the guards would warn of in any of the answers, by name.
pub fn incident_warnings(
    read: &mut Read,
    number: TicketNumber,
    chosen: &[TicketNumber],
    said: &ToAll,
) -> Done<Vec<String>> {
    let (_, incidents) = incidents(read, number)?;
    let mut warned = Vec::new();
    if said.says_nothing() {
        return Ok(warned);
    }
    for line in incidents.into_iter().filter(|line| chosen.contains(&line.ticket.number)) {
        let compose = compose(read, &line.ticket, said)?;
        for name in guard_warnings(read, line.ticket.number, &compose)? {
            if !warned.contains(&name) {
                warned.push(name);
            }
        }
    }
    Ok(warned)
}

/// Answers each of the incidents that were chosen, by the verb that answers one; says of each what became of it, and how its
/// letter leaves, if there is one. Where a guard warns of one of them, nobody is answered before the writer has looked.
pub fn answer_incidents(
    tx: &mut Tx,
    number: TicketNumber,
    chosen: &[TicketNumber],
    said: &ToAll,
) -> Done<Vec<(TicketNumber, Done<Option<Departure>>)>> {
    let (_, incidents) = incidents(tx, number)?;
    if said.says_nothing() && said.compose.status_after.is_none() {
        return Err(Refusal::MessageEmpty.into());
    }
    let chosen: Vec<TicketNumber> =
        incidents.iter().map(|line| line.ticket.number).filter(|number| chosen.contains(number)).collect();
    if chosen.is_empty() {
        return Err(Refusal::NothingChosen.into());
    }
    if !said.compose.confirmed && !incident_warnings(tx, number, &chosen, said)?.is_empty() {
        return Err(Refusal::GuardWarns.into());
    }
    bulk(tx, &chosen, |tx, number| tell(tx, number, said))
}

fn tell(tx: &mut Tx, number: TicketNumber, said: &ToAll) -> Done<Option<Departure>> {
    if said.says_nothing() {
        said.compose.status_after.map(|status| set_status(tx, number, status, None)).transpose()?;
        return Ok(None);
    }
    let ticket = visible(tx, number)?;
    hands_free(tx, number)?;
    let compose = compose(tx, &ticket, said)?;
    let message = reply(tx, number, compose)?;
    act_with(tx, number, message, &said.compose.macros, None)?;
    leaving(tx, message).map(Some)
}

fn compose(read: &mut Read, ticket: &Ticket, said: &ToAll) -> Done<Compose> {
    let requester = person(read, ticket.requester)?;
    let at_work = requester.time_zone.as_deref().and_then(|zone| begins_work(zone, read.now()));
    let send_at = if said.theirs { at_work } else { said.compose.send_at };
    let to = address(requester).into_iter().collect();
    let mut compose = Compose { to, cc: Vec::new(), send_at, elsewhere: true, ..said.compose.clone() };
    for id in people::in_copy(read, ticket.id)? {
        compose.cc.extend(address(person(read, id)?));
    }
    Ok(compose)
}

fn person(read: &mut Read, id: PersonId) -> Done<Person> {
    Ok(persons::load(read, id)?.ok_or(Error::Missing)?)
}

fn address(person: Person) -> Option<base::Address> {
    person.email.map(|email| base::Address::new(person.name, email))
}
