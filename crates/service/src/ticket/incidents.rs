//! A problem and its incidents: one answer to all of them, each by its own letter, and one solution.

use super::bulk::bulk;
use super::link::linked;
use super::{hands_free, set_status, visible};
use crate::channel::guard_warnings;
use crate::conversation::{Compose, reply};
use desk::ticket::{Relation, StatusId, Ticket, TicketNumber};
use desk::{Done, Error, Refusal};
use store::people::persons;
use store::ticket::{lists::Line, people};
use store::{Read, Tx};

/// The problem, and those of its incidents that the one who looks may see.
pub fn incidents(read: &mut Read, number: TicketNumber) -> Done<(Ticket, Vec<Line>)> {
    let problem = visible(read, number)?;
    let all = linked(read, &problem, &[])?;
    let incidents = all.into_iter().filter(|one| one.relation == Relation::Incident).map(|one| one.line);
    Ok((problem, incidents.collect()))
}

/// What all the incidents are told, and what becomes of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ToAll {
    /// Empty: nothing is said.
    pub text: String,
    /// None: as a reply leaves it.
    pub status: Option<StatusId>,
    /// Its writer has seen what the guards warn of.
    pub confirmed: bool,
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
    if said.text.trim().is_empty() {
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

/// Answers each of the incidents that were chosen, by the verb that answers one; says of each what became of it. Where a
/// guard warns of one of them, nobody is answered before the writer has looked.
pub fn answer_incidents(
    tx: &mut Tx,
    number: TicketNumber,
    chosen: &[TicketNumber],
    said: &ToAll,
) -> Done<Vec<(TicketNumber, Done<()>)>> {
    let (_, incidents) = incidents(tx, number)?;
    if said.text.trim().is_empty() && said.status.is_none() {
        return Err(Refusal::MessageEmpty.into());
    }
    let chosen: Vec<TicketNumber> =
        incidents.iter().map(|line| line.ticket.number).filter(|number| chosen.contains(number)).collect();
    if chosen.is_empty() {
        return Err(Refusal::NothingChosen.into());
    }
    if !said.confirmed && !incident_warnings(tx, number, &chosen, said)?.is_empty() {
        return Err(Refusal::GuardWarns.into());
    }
    bulk(tx, &chosen, |tx, number| tell(tx, number, said))
}

fn tell(tx: &mut Tx, number: TicketNumber, said: &ToAll) -> Done<()> {
    if said.text.trim().is_empty() {
        return match said.status {
            Some(status) => set_status(tx, number, status, None).map(drop),
            None => Ok(()),
        };
    }
    let ticket = visible(tx, number)?;
    hands_free(tx, number)?;
    let compose = compose(tx, &ticket, said)?;
    reply(tx, number, compose).map(drop)
}

fn compose(read: &mut Read, ticket: &Ticket, said: &ToAll) -> Done<Compose> {
    let (text, status_after, confirmed) = (said.text.clone(), said.status, said.confirmed);
    let mut compose = Compose { text, status_after, confirmed, ..Compose::default() };
    compose.to.extend(address(read, ticket.requester)?);
    for person in people::participants(read, ticket.id)? {
        compose.cc.extend(address(read, person)?);
    }
    Ok(compose)
}

fn address(read: &mut Read, person: desk::people::PersonId) -> Done<Option<base::Address>> {
    let person = persons::load(read, person)?.ok_or(Error::Missing)?;
    Ok(person.email.clone().map(|email| base::Address::new(person.name, email)))
}
