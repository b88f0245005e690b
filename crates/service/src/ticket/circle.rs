//! Who is on a ticket: its requester, people in copy, and agents who follow.

use super::load::{any, as_seen, keep, locked_discardable, ours};
use desk::people::{OrganizationId, PersonId};
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Error, Event, Refusal};
use store::people::{agents, memberships, organizations, persons};
use store::ticket::people;
use store::{Read, Tx};

/// The ticket goes with the new requester's organisation.
pub fn set_requester(tx: &mut Tx, number: TicketNumber, to: PersonId, version: Option<i64>) -> Done<Ticket> {
    let mut ticket = locked_discardable(tx, number, version)?;
    let person = persons::load(tx, to)?.ok_or(Error::Missing)?;
    let changed = ticket.set_requester(to, person.organization)?;
    keep(tx, ticket, changed)
}

/// For which organisation it is asked: one of the requester's or none by whoever may change it, any other by those who may
/// give it to another requester, because its members may see the ticket then.
pub fn set_organization(
    tx: &mut Tx,
    number: TicketNumber,
    to: Option<OrganizationId>,
    version: Option<i64>,
) -> Done<Ticket> {
    let mut ticket = ours(tx, number, version)?;
    if let Some(id) = to {
        organizations::load(tx, id)?.ok_or(Error::Missing)?;
        if !memberships::belongs(tx, ticket.requester, id)? {
            tx.actor().may_discard(&ticket)?;
        }
    }
    let changed = ticket.set_organization(to)?;
    keep(tx, ticket, changed)
}

/// Puts a person in copy: they see the public part and are proposed for answers to all.
pub fn add_participant(tx: &mut Tx, number: TicketNumber, person: PersonId, version: Option<i64>) -> Done<Ticket> {
    let ticket = ours(tx, number, version)?;
    persons::load(tx, person)?.ok_or(Error::Missing)?;
    if ticket.requester != person && people::add_participant(tx, ticket.id, person)? {
        tx.record(Event::ParticipantAdded { ticket: ticket.id, person, one_with: None })?;
    }
    Ok(ticket)
}

pub fn remove_participant(tx: &mut Tx, number: TicketNumber, person: PersonId, version: Option<i64>) -> Done<Ticket> {
    let ticket = ours(tx, number, version)?;
    if people::remove_participant(tx, ticket.id, person)? {
        tx.record(Event::ParticipantRemoved { ticket: ticket.id, person, one_with: None })?;
    }
    Ok(ticket)
}

/// Whoever is paused stays in copy and is heard, and no answer goes to them by itself.
pub fn pause_participant(
    tx: &mut Tx,
    number: TicketNumber,
    person: PersonId,
    paused: bool,
    version: Option<i64>,
) -> Done<Ticket> {
    let ticket = ours(tx, number, version)?;
    if people::pause(tx, ticket.id, person, paused)? {
        tx.record(Event::ParticipantPaused { ticket: ticket.id, person, paused })?;
    }
    Ok(ticket)
}

/// Whoever may read a ticket may follow it; to make somebody else follow takes the right to change it.
pub fn follow(tx: &mut Tx, number: TicketNumber, person: PersonId, version: Option<i64>) -> Done<Ticket> {
    let ticket = followable(tx, number, person, version)?;
    let agent = agents::load(tx, person)?.filter(|agent| agent.active).ok_or(Refusal::CannotFollow)?;
    agent.actor().may_read(&ticket).map_err(|_| Refusal::CannotFollow)?;
    if people::add_follower(tx, ticket.id, person)? {
        tx.record(Event::FollowerAdded { ticket: ticket.id, person })?;
    }
    Ok(ticket)
}

pub fn unfollow(tx: &mut Tx, number: TicketNumber, person: PersonId, version: Option<i64>) -> Done<Ticket> {
    let ticket = followable(tx, number, person, version)?;
    if people::remove_follower(tx, ticket.id, person)? {
        tx.record(Event::FollowerRemoved { ticket: ticket.id, person })?;
    }
    Ok(ticket)
}

fn followable(read: &mut Read, number: TicketNumber, person: PersonId, seen: Option<i64>) -> Done<Ticket> {
    let ticket = any(read, number)?;
    if read.actor().person() == Some(person) {
        read.actor().may_read(&ticket)?;
    } else {
        read.actor().may_change(&ticket)?;
    }
    as_seen(ticket, seen)
}
