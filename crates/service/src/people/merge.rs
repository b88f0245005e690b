//! Two people who are one: addresses, tickets and copies go along, and what fields say that are empty with the other; all
//! of it can be taken back.

use super::manager::{led_no_more, led_too, manager};
use super::oversight::{oversee_no_more, oversee_too};
use super::panel::{Panel, panel};
use super::persons::editable;
use super::reach::must_find;
use crate::approval;
use crate::form::{Profile, carry_back, carry_over, profile};
use base::Email;
use desk::form::Owner;
use desk::people::{
    Handle, Likeness, MOST_ADDRESSES, MOST_MERGED, Moved, OrganizationId, Person, PersonId, PersonMerge, PersonMergeId,
    Tier, filled_in, likeness, may_become_one, with_filled, without_filled,
};
use desk::ticket::TicketId;
use desk::{Actor, Done, Error, Event, Permission, Refusal};
use std::collections::BTreeSet;
use store::access::sessions;
use store::approval::approvals;
use store::people::{addresses, agents, managers, memberships, merges, namesakes, persons, tiers, ways};
use store::ticket::{people, tickets};
use store::{Read, Tx, turns};

/// People who are proposed at most for each reason.
const MOST_ALIKE: usize = 8;

/// Two of these see each other: nobody becomes somebody who becomes another one meanwhile.
fn one_by_one(tx: &mut Tx) -> Done<()> {
    Ok(turns::take(tx, ["people become one".to_owned()].into())?)
}

/// `from` is `into` from now on. The page of `from` leads there.
pub fn merge_people(tx: &mut Tx, from: PersonId, into: PersonId) -> Done<PersonMergeId> {
    tx.actor().may(Permission::EditPeople)?;
    one_by_one(tx)?;
    let Going { source, target, addresses: going, asked, copies } = going(tx, from, into)?;
    let led_by_them = managers::of(tx, into)?.filter(|manager| *manager == from);
    merges::carry_addresses(tx, from, into, &going)?;
    merges::mark(tx, from, Some(into))?;
    sessions::remove_all(tx, from, None)?;
    let position = tx.record(Event::PeopleMerged { person: into, from, name: source.shown().to_owned() })?;
    let moved = tx.because_of(position, |tx| {
        let tickets = hand_over(tx, &asked, from, &target)?;
        let copies = copy_over(tx, &copies, from, into)?;
        let fields = carry_over(tx, Owner::Person(from), Owner::Person(into))?;
        let profile = filled_in(&source.profile(), &target.profile());
        if let Some(filled) = &profile {
            let now = persons::load(tx, into)?.ok_or(Error::Missing)?;
            let whole = with_filled(&now.profile(), filled);
            super::persons::save(tx, now, whole)?;
        }
        let (organizations, contact_of) = belong_too(tx, from, into)?;
        let tier = matter_as_much(tx, from, into)?;
        let (phones, handles) = super::ways::reached_too(tx, from, into)?;
        let notes = ways::carry_notes(tx, from, into)?;
        let moved =
            Moved { addresses: going, tickets, copies, fields, profile, organizations, contact_of, ..Moved::default() };
        let oversight = oversee_too(tx, from, into)?;
        let manager = led_too(tx, from, into)?.map(|manager| (manager, led_by_them));
        let seats = approval::carry(tx, from, into)?;
        Ok::<_, Error>(Moved { phones, handles, notes, tier, oversight, manager, seats, ..moved })
    })?;
    let merge = PersonMerge { id: PersonMergeId(0), person: into, from, by: tx.actor().person(), at: tx.now(), moved };
    Ok(merges::add(tx, &merge)?)
}

/// Who would go, and what with them.
struct Going {
    source: Person,
    target: Person,
    addresses: Vec<Email>,
    asked: Vec<TicketId>,
    copies: Vec<TicketId>,
}

fn going(read: &mut Read, from: PersonId, into: PersonId) -> Done<Going> {
    let (source, target) = (standing(read, from)?, standing(read, into)?);
    let is_agent = |read: &mut Read, id| agents::load(read, id).map(|agent| agent.is_some());
    may_become_one((&source, is_agent(read, from)?), (&target, is_agent(read, into)?))?;
    let going: Vec<_> = addresses::of_person(read, from)?.into_iter().map(|own| own.email).collect();
    if addresses::of_person(read, into)?.len() + going.len() > MOST_ADDRESSES {
        return Err(Refusal::TooManyAddresses.into());
    }
    let (asked, copies) = merges::tickets_of(read, from, MOST_MERGED + 1)?;
    if asked.len() + copies.len() > MOST_MERGED || approvals::waiting_counted(read, from)? > MOST_MERGED as i64 {
        return Err(Refusal::TooManyToMerge.into());
    }
    Ok(Going { source, target, addresses: going, asked, copies })
}

/// What a merge would do, for whoever looks before.
#[derive(Clone, Debug, PartialEq)]
pub struct PeopleProspect {
    pub from: Panel,
    pub into: Panel,
    /// What stands in the fields that people have defined.
    pub fields: (Profile, Profile),
    /// Tickets that would go, and those in copy of which the other would be.
    pub tickets: i64,
    pub copies: i64,
    /// Questions that wait for the one who would go.
    pub approvals: i64,
    /// Who leads them.
    pub managers: (Option<Person>, Option<Person>),
    /// Of whom this was told; another state is another page.
    pub seen: String,
}

pub fn people_prospect(read: &mut Read, from: PersonId, into: PersonId) -> Done<PeopleProspect> {
    let going = going(read, from, into)?;
    let fields = (profile(read, Owner::Person(from))?, profile(read, Owner::Person(into))?);
    let seen = format!("{}.{}", going.source.version, going.target.version);
    Ok(PeopleProspect {
        from: panel(read, from)?,
        into: panel(read, into)?,
        fields,
        tickets: going.asked.len() as i64,
        copies: going.copies.len() as i64,
        approvals: approvals::waiting_counted(read, from)?,
        managers: (manager(read, from)?, manager(read, into)?),
        seen,
    })
}

/// The inverse, as far as what went along is still there. Whoever has gone on into somebody else comes back first.
pub fn unmerge_people(tx: &mut Tx, id: PersonMergeId) -> Done<PersonMerge> {
    tx.actor().may(Permission::EditPeople)?;
    one_by_one(tx)?;
    let merge = merges::hold(tx, id)?.ok_or(Error::Missing)?;
    must_find(tx, merge.person)?;
    if merges::home(tx, merge.person)? != Some(merge.person) {
        return Err(Error::Missing);
    }
    let source = persons::load(tx, merge.from)?.ok_or(Error::Missing)?;
    merges::carry_addresses(tx, merge.person, merge.from, &merge.moved.addresses)?;
    merges::mark(tx, merge.from, None)?;
    merges::mark(tx, merge.person, None)?;
    merges::undone(tx, id)?;
    let parted = Event::PeopleUnmerged { person: merge.person, from: merge.from, name: source.name.clone() };
    let position = tx.record(parted)?;
    tx.because_of(position, |tx| {
        belong_no_more(tx, &merge)?;
        hand_over(tx, &merge.moved.tickets, merge.person, &source)?;
        copy_over(tx, &merge.moved.copies, merge.person, merge.from)?;
        if let Some(filled) = &merge.moved.profile {
            let now = persons::load(tx, merge.person)?.ok_or(Error::Missing)?;
            let parted = without_filled(&now.profile(), filled);
            super::persons::save(tx, now, parted)?;
        }
        carry_back(tx, Owner::Person(merge.from), Owner::Person(merge.person), &merge.moved.fields)
    })?;
    Ok(merge)
}

/// Who may be the same person, each with the strongest reason, the likeliest first.
pub fn alike(read: &mut Read, id: PersonId) -> Done<Vec<(Person, Likeness)>> {
    must_find(read, id)?;
    let person = persons::load(read, id)?.ok_or(Error::Missing)?;
    let mut reasons = reasons(read, &person)?;
    reasons.sort_by_key(|(_, why)| *why);
    let apart = namesakes::apart(read, &[id])?;
    let mut seen = BTreeSet::from([id]);
    reasons.retain(|(other, _)| seen.insert(other.id) && !apart.contains(&(id.min(other.id), id.max(other.id))));
    let others = reasons.iter().map(|(other, _)| other.clone()).collect();
    let reached: BTreeSet<PersonId> = super::found(read, others)?.into_iter().map(|other| other.id).collect();
    let mut found = Vec::new();
    for (other, why) in reasons {
        if reached.contains(&other.id) && agents::load(read, other.id)?.is_none() {
            found.push((other, why));
        }
    }
    Ok(found)
}

/// Whom their names, mailboxes, numbers and names in chats lead to; also themselves, and some more than once.
fn reasons(read: &mut Read, person: &Person) -> Done<Vec<(Person, Likeness)>> {
    let named = merges::called_alike(read, person, MOST_ALIKE)?.into_iter();
    let mut found: Vec<_> = named.filter_map(|other| likeness(person, &other).map(|why| (other, why))).collect();
    for own in addresses::of_person(read, person.id)?.iter().filter(|own| !own.is_shared()) {
        let others = merges::with_mailbox(read, person.id, &own.email, MOST_ALIKE)?;
        found.extend(others.into_iter().map(|other| (other, Likeness::SameMailbox)));
    }
    for phone in ways::phones(read, person.id)? {
        let others = ways::with_phone(read, &phone.number, MOST_ALIKE)?;
        found.extend(others.into_iter().map(|other| (other, Likeness::SamePhone)));
    }
    for handle in ways::handles(read, person.id)? {
        for other in ways::with_handle(read, &handle)? {
            found.extend(persons::load(read, other)?.map(|other| (other, Likeness::SameHandle)));
        }
    }
    Ok(found)
}

/// Who was merged into somebody, by the name they had, the newest first.
pub fn merged(read: &mut Read, id: PersonId) -> Done<Vec<(PersonMerge, String)>> {
    must_find(read, id)?;
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
    let now = merges::home(read, id)?.ok_or(Error::Missing)?;
    must_find(read, now)?;
    Ok(now)
}

/// Somebody who is nobody else yet.
fn standing(read: &mut Read, id: PersonId) -> Done<Person> {
    let person = editable(read, id)?;
    if merges::home(read, id)? == Some(id) { Ok(person) } else { Err(Error::Missing) }
}

/// Whatever one belongs to, the other belongs to as well, and is turned to first there; what was new to them.
fn belong_too(tx: &mut Tx, from: PersonId, into: PersonId) -> Done<(Vec<OrganizationId>, Vec<OrganizationId>)> {
    let (mut organizations, mut contact_of) = (Vec::new(), Vec::new());
    for (id, _) in memberships::of_person(tx, from)? {
        if !memberships::belongs(tx, into, id)? && memberships::add(tx, into, id)? {
            tx.record(Event::OrganizationJoined { organization: id, person: into })?;
            organizations.push(id);
        }
    }
    for id in memberships::contact_of(tx, from)? {
        if memberships::add_contact(tx, id, into)? {
            tx.record(Event::ContactNamed { organization: id, person: into })?;
            contact_of.push(id);
        }
    }
    Ok((organizations, contact_of))
}

/// Whoever matters more keeps it.
fn matter_as_much(tx: &mut Tx, from: PersonId, into: PersonId) -> Done<Option<(Tier, Tier)>> {
    let ((theirs, _), (own, _)) = (tiers::of(tx, from)?, tiers::of(tx, into)?);
    if theirs > own {
        super::tiers::put(tx, into, theirs)?;
        return Ok(Some((own, theirs)));
    }
    Ok(None)
}

/// What the merge had added, where it still stands.
fn belong_no_more(tx: &mut Tx, merge: &PersonMerge) -> Done<()> {
    for id in &merge.moved.contact_of {
        if memberships::remove_contact(tx, *id, merge.person)? {
            tx.record(Event::ContactDropped { organization: *id, person: merge.person })?;
        }
    }
    for id in &merge.moved.organizations {
        if memberships::remove(tx, merge.person, *id)? {
            tx.record(Event::OrganizationLeft { organization: *id, person: merge.person })?;
        }
    }
    for number in &merge.moved.phones {
        super::ways::drop_phone(tx, merge.person, number)?;
    }
    for (service, handle) in &merge.moved.handles {
        let of = Handle { service: *service, handle: handle.clone() };
        super::ways::drop_handle(tx, merge.person, &of)?;
    }
    oversee_no_more(tx, &merge.moved.oversight)?;
    if let Some((manager, before)) = merge.moved.manager {
        led_no_more(tx, merge.person, manager, before)?;
    }
    approval::carry_back(tx, &merge.moved.seats, merge.from, merge.person)?;
    ways::carry_notes_back(tx, &merge.moved.notes, merge.person, merge.from)?;
    match merge.moved.tier {
        Some((own, raised)) if tiers::of(tx, merge.person)?.0 == raised => {
            super::tiers::put(tx, merge.person, own).map(drop)
        }
        Some(_) | None => Ok(()),
    }
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
        let changed = Event::RequesterChanged { ticket: *id, from, to: to.id, organization: ticket.organization };
        tx.act_as(Actor::System, |tx| tx.record(changed))?;
        went.push(*id);
    }
    Ok(went)
}

/// Who was in copy is it still, under the other name.
fn copy_over(tx: &mut Tx, all: &[TicketId], from: PersonId, to: PersonId) -> Done<Vec<TicketId>> {
    let mut went = Vec::new();
    for id in all {
        let paused = people::paused(tx, *id)?.contains(&from);
        if people::remove_participant(tx, *id, from)? {
            let own = tickets::by_id(tx, *id)?.is_some_and(|ticket| ticket.requester == to);
            tx.act_as(Actor::System, |tx| {
                tx.record(Event::ParticipantRemoved { ticket: *id, person: from, one_with: Some(to) })?;
                if !own && people::add_participant(tx, *id, to)? {
                    tx.record(Event::ParticipantAdded { ticket: *id, person: to, one_with: Some(from) })?;
                    if paused && people::pause(tx, *id, to, true)? {
                        tx.record(Event::ParticipantPaused { ticket: *id, person: to, paused })?;
                    }
                }
                Ok::<_, Error>(())
            })?;
            went.push(*id);
        }
    }
    Ok(went)
}
