//! Two people who are one: addresses, tickets and copies go along, and what fields say that are empty with the other; all
//! of it can be taken back.

use super::persons::editable;
use crate::form::{carry_back, carry_over};
use desk::people::{
    Likeness, MOST_ADDRESSES, MOST_MERGED, Moved, Person, PersonId, PersonMerge, PersonMergeId, likeness,
    may_become_one,
};
use desk::ticket::TicketId;
use desk::{Actor, Done, Error, Event, Permission, Refusal};
use store::access::sessions;
use store::people::{addresses, agents, merges, namesakes, persons};
use store::ticket::{people, tickets};
use store::{Read, Tx};

/// People who are proposed at most.
const MOST_ALIKE: usize = 8;

/// `from` is `into` from now on. The page of `from` leads there.
pub fn merge_people(tx: &mut Tx, from: PersonId, into: PersonId) -> Done<PersonMergeId> {
    let (source, target) = (standing(tx, from)?, standing(tx, into)?);
    let is_agent = |tx: &mut Tx, id| agents::load(tx, id).map(|agent| agent.is_some());
    may_become_one((&source, is_agent(tx, from)?), (&target, is_agent(tx, into)?))?;
    let going: Vec<_> = addresses::of_person(tx, from)?.into_iter().map(|own| own.email).collect();
    if addresses::of_person(tx, into)?.len() + going.len() > MOST_ADDRESSES {
        return Err(Refusal::TooManyAddresses.into());
    }
    let (asked, copies) = merges::tickets_of(tx, from, MOST_MERGED + 1)?;
    if asked.len() + copies.len() > MOST_MERGED {
        return Err(Refusal::TooManyToMerge.into());
    }
    merges::carry_addresses(tx, from, into, &going)?;
    merges::mark(tx, from, Some(into))?;
    sessions::remove_all(tx, from, None)?;
    let position = tx.record(Event::PeopleMerged { person: into, from, name: source.shown().to_owned() })?;
    let moved = tx.because_of(position, |tx| {
        let tickets = hand_over(tx, &asked, from, &target)?;
        let copies = copy_over(tx, &copies, from, into)?;
        let fields = carry_over(tx, from, into)?;
        Ok::<_, Error>(Moved { addresses: going, tickets, copies, fields })
    })?;
    let merge = PersonMerge { id: PersonMergeId(0), person: into, from, by: tx.actor().person(), at: tx.now(), moved };
    Ok(merges::add(tx, &merge)?)
}

/// The inverse, as far as what went along is still there.
pub fn unmerge_people(tx: &mut Tx, id: PersonMergeId) -> Done<PersonMerge> {
    tx.actor().may(Permission::EditPeople)?;
    let merge = merges::hold(tx, id)?.ok_or(Error::Missing)?;
    let source = persons::load(tx, merge.from)?.ok_or(Error::Missing)?;
    merges::carry_addresses(tx, merge.person, merge.from, &merge.moved.addresses)?;
    merges::mark(tx, merge.from, None)?;
    merges::mark(tx, merge.person, None)?;
    merges::undone(tx, id)?;
    let parted = Event::PeopleUnmerged { person: merge.person, from: merge.from, name: source.name.clone() };
    let position = tx.record(parted)?;
    tx.because_of(position, |tx| {
        hand_over(tx, &merge.moved.tickets, merge.person, &source)?;
        copy_over(tx, &merge.moved.copies, merge.person, merge.from)?;
        carry_back(tx, merge.from, merge.person, &merge.moved.fields)
    })?;
    Ok(merge)
}

/// Who may be the same person, each with the reason, the likeliest first.
pub fn alike(read: &mut Read, id: PersonId) -> Done<Vec<(Person, Likeness)>> {
    read.actor().must_be_agent()?;
    let person = persons::load(read, id)?.ok_or(Error::Missing)?;
    let mut found: Vec<(Person, Likeness)> = Vec::new();
    let apart = namesakes::apart(read, &[id])?;
    for other in merges::alike(read, &person, MOST_ALIKE)? {
        let known = found.iter().any(|(known, _)| known.id == other.id)
            || apart.contains(&(id.min(other.id), id.max(other.id)));
        if let Some(why) = likeness(&person, &other).filter(|_| !known)
            && agents::load(read, other.id)?.is_none()
        {
            found.push((other, why));
        }
    }
    found.sort_by_key(|(_, why)| match why {
        Likeness::SameNameThere => 0,
        Likeness::SameMailbox => 1,
        Likeness::SameName => 2,
    });
    Ok(found)
}

/// Who was merged into somebody, by the name they had, the newest first.
pub fn merged(read: &mut Read, id: PersonId) -> Done<Vec<(PersonMerge, String)>> {
    read.actor().must_be_agent()?;
    let mut found = Vec::new();
    for merge in merges::of_person(read, id)? {
        let source = persons::load(read, merge.from)?.ok_or(Error::Missing)?;
        let first = merge.moved.addresses.first().map(ToString::to_string).unwrap_or_default();
        let name = if source.name.is_empty() { first } else { source.name };
        found.push((merge, name));
    }
    Ok(found)
}

/// Who somebody is now: themselves, or whom they were merged into.
pub fn who_is_now(read: &mut Read, id: PersonId) -> Done<PersonId> {
    read.actor().must_be_agent()?;
    merges::home(read, id)?.ok_or(Error::Missing)
}

/// Somebody who is nobody else yet.
fn standing(tx: &mut Tx, id: PersonId) -> Done<Person> {
    let person = editable(tx, id)?;
    if merges::home(tx, id)? == Some(id) { Ok(person) } else { Err(Error::Missing) }
}

/// Tickets of one requester become another's, whatever state they are in; those that went.
fn hand_over(tx: &mut Tx, all: &[TicketId], from: PersonId, to: &Person) -> Done<Vec<TicketId>> {
    let mut went = Vec::new();
    for id in all {
        let Some(mut ticket) = tickets::hold_by_id(tx, *id)?.filter(|ticket| ticket.requester == from) else {
            continue;
        };
        ticket.requester = to.id;
        tickets::save(tx, &mut ticket)?;
        let changed = Event::RequesterChanged { ticket: *id, from, to: to.id };
        tx.act_as(Actor::System, |tx| tx.record(changed))?;
        went.push(*id);
    }
    Ok(went)
}

/// Who was in copy is it still, under the other name.
fn copy_over(tx: &mut Tx, all: &[TicketId], from: PersonId, to: PersonId) -> Done<Vec<TicketId>> {
    let mut went = Vec::new();
    for id in all {
        if people::remove_participant(tx, *id, from)? {
            let own = tickets::by_id(tx, *id)?.is_some_and(|ticket| ticket.requester == to);
            tx.act_as(Actor::System, |tx| {
                tx.record(Event::ParticipantRemoved { ticket: *id, person: from })?;
                if !own && people::add_participant(tx, *id, to)? {
                    tx.record(Event::ParticipantAdded { ticket: *id, person: to })?;
                }
                Ok::<_, Error>(())
            })?;
            went.push(*id);
        }
    }
    Ok(went)
}
