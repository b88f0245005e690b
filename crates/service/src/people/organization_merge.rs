//! Two organisations that are one: people, tickets and domains go along, and what is empty with the other is filled in; all
//! of it can be taken back.

use super::organizations::{describe_organization, loaded, manager_for, must_be_free};
use crate::form::{Profile, carry_back, carry_over, profile};
use desk::form::Owner;
use desk::people::{
    About, Carried, MOST_CARRIED, MOST_DOMAINS, Organization, OrganizationId, OrganizationMerge, OrganizationMergeId,
    PersonId, apart, together,
};
use desk::ticket::TicketId;
use desk::{Actor, Done, Error, Event, Permission, Refusal};
use store::people::{memberships, organization_merges, organizations, persons};
use store::ticket::tickets;
use store::{Read, Tx, turns};

/// Two of these see each other: none goes into one that goes itself.
pub(super) fn one_by_one(tx: &mut Tx) -> Done<()> {
    Ok(turns::take(tx, ["organizations become one".to_owned()].into())?)
}

/// `from` is `into` from now on. The page of `from` leads there, and whoever writes its name means `into`.
pub fn merge_organizations(tx: &mut Tx, from: OrganizationId, into: OrganizationId) -> Done<OrganizationMergeId> {
    tx.actor().may(Permission::EditPeople)?;
    one_by_one(tx)?;
    let Going { source, target, tickets, members, further } = going(tx, from, into)?;
    let both = of_both(tx, &source, &target)?;
    let position = tx.record(Event::OrganizationsMerged {
        organization: into,
        from,
        name: source.name.clone(),
        members: (members.len() + further.len()) as i64,
        tickets: tickets.len() as i64,
    })?;
    organization_merges::carry_domains(tx, from, into, &source.domains)?;
    let carried = tx.because_of(position, |tx| {
        let people = belong_there(tx, (from, into), members, further)?;
        let tickets = hand_over(tx, &tickets, from, into)?;
        let fields = carry_over(tx, Owner::Organization(from), Owner::Organization(into))?;
        let about = describe(tx, into, both)?;
        Ok::<_, Error>(Carried { domains: source.domains, tickets, fields, about, ..people })
    })?;
    organization_merges::mark(tx, from, Some(into))?;
    let (by, at) = (tx.actor().person(), tx.now());
    let merge = OrganizationMerge { id: OrganizationMergeId(0), organization: into, from, by, at, carried };
    Ok(organization_merges::add(tx, &merge)?)
}

/// Which one would go, and what with it.
struct Going {
    source: Organization,
    target: Organization,
    tickets: Vec<TicketId>,
    members: Vec<PersonId>,
    further: Vec<PersonId>,
}

fn going(read: &mut Read, from: OrganizationId, into: OrganizationId) -> Done<Going> {
    read.actor().may(Permission::EditPeople)?;
    let (source, target) = (loaded(read, from)?, loaded(read, into)?);
    if from == into {
        return Err(Refusal::SameOrganization.into());
    }
    if source.domains.len() + target.domains.len() > MOST_DOMAINS {
        return Err(Refusal::TooManyDomains.into());
    }
    let tickets = organization_merges::tickets_of(read, from, MOST_CARRIED + 1)?;
    let members = organization_merges::members_of(read, from, MOST_CARRIED + 1)?;
    let further = organization_merges::further_of(read, from, MOST_CARRIED + 1)?;
    if [tickets.len(), members.len(), further.len()].into_iter().any(|many| many > MOST_CARRIED) {
        return Err(Refusal::OrganizationTooLarge.into());
    }
    Ok(Going { source, target, tickets, members, further })
}

/// What is said of both as one. Whoever looked after it and works here no more does so of neither.
fn of_both(read: &mut Read, source: &Organization, target: &Organization) -> Done<About> {
    let agent = manager_for(read, Some(source.id))?;
    Ok(together(&About { agent, ..source.about.clone() }, &target.about))
}

/// What a merge would do, for whoever looks before.
#[derive(Clone, Debug, PartialEq)]
pub struct OrganizationsProspect {
    pub from: Organization,
    pub into: Organization,
    /// What would be said of both.
    pub about: About,
    /// What stands in the fields that people have defined.
    pub fields: (Profile, Profile),
    /// Who looks after each.
    pub agents: (Option<String>, Option<String>),
    /// Tickets and people that would go: those whose main organisation it is, and others.
    pub tickets: i64,
    pub members: i64,
    pub further: i64,
    pub contacts: i64,
    /// Of which this was told; another state is another page.
    pub seen: String,
}

pub fn organizations_prospect(
    read: &mut Read,
    from: OrganizationId,
    into: OrganizationId,
) -> Done<OrganizationsProspect> {
    let Going { source, target, tickets, members, further } = going(read, from, into)?;
    Ok(OrganizationsProspect {
        about: of_both(read, &source, &target)?,
        fields: (profile(read, Owner::Organization(from))?, profile(read, Owner::Organization(into))?),
        agents: (called(read, source.about.agent)?, called(read, target.about.agent)?),
        tickets: tickets.len() as i64,
        members: members.len() as i64,
        further: further.len() as i64,
        contacts: organization_merges::contacts_of(read, from)?.len() as i64,
        seen: format!("{}.{}", source.version, target.version),
        from: source,
        into: target,
    })
}

fn called(read: &mut Read, agent: Option<PersonId>) -> Done<Option<String>> {
    let agent = agent.map(|agent| persons::load(read, agent)).transpose()?.flatten();
    Ok(agent.map(|agent| agent.shown().to_owned()))
}

/// The inverse, as far as what went along is still there.
pub fn unmerge_organizations(tx: &mut Tx, id: OrganizationMergeId) -> Done<OrganizationMerge> {
    tx.actor().may(Permission::EditPeople)?;
    one_by_one(tx)?;
    let merge = organization_merges::hold(tx, id)?.ok_or(Error::Missing)?;
    let (from, into, carried) = (merge.from, merge.organization, &merge.carried);
    let target = loaded(tx, into)?;
    let name = organizations::names(tx, &[from])?.into_iter().map(|(_, name)| name).next().ok_or(Error::Missing)?;
    must_be_free(tx, &name, Some(into))?;
    organization_merges::mark(tx, from, None)?;
    organization_merges::undone(tx, id)?;
    let position = tx.record(Event::OrganizationsUnmerged { organization: into, from, name })?;
    organization_merges::carry_domains(tx, into, from, &carried.domains)?;
    tx.because_of(position, |tx| {
        belong_here(tx, (from, into), carried)?;
        hand_over(tx, &carried.tickets, into, from)?;
        if let Some((before, since)) = &carried.about {
            describe(tx, into, apart(&target.about, before, since))?;
        }
        carry_back(tx, Owner::Organization(from), Owner::Organization(into), &carried.fields)
    })?;
    Ok(merge)
}

/// What was merged into one, by the name it had, the newest first.
pub fn merged_organizations(read: &mut Read, id: OrganizationId) -> Done<Vec<(OrganizationMerge, String)>> {
    read.actor().must_be_agent()?;
    let merges = organization_merges::of_organization(read, id)?;
    let ids: Vec<OrganizationId> = merges.iter().map(|merge| merge.from).collect();
    let names = organizations::names(read, &ids)?;
    let named = |merge: OrganizationMerge| {
        let name = names.iter().find(|(id, _)| *id == merge.from).map(|(_, name)| name.clone()).unwrap_or_default();
        (merge, name)
    };
    Ok(merges.into_iter().map(named).collect())
}

/// Which one it is now: itself, or the one it was merged into.
pub fn organization_is_now(read: &mut Read, id: OrganizationId) -> Done<OrganizationId> {
    read.actor().must_be_agent()?;
    organization_merges::home(read, id)?.ok_or(Error::Missing)
}

/// What is said of it from now on; what that was before and is since, where it is another.
fn describe(tx: &mut Tx, id: OrganizationId, to: About) -> Done<Option<(About, About)>> {
    let now = loaded(tx, id)?;
    if now.about == to {
        return Ok(None);
    }
    let said = describe_organization(tx, id, to, now.version)?;
    Ok(Some((now.about, said.about)))
}

/// Whoever belonged to one belongs to the other, and is turned to first there.
fn belong_there(
    tx: &mut Tx,
    (from, into): (OrganizationId, OrganizationId),
    members: Vec<PersonId>,
    further: Vec<PersonId>,
) -> Done<Carried> {
    let of_both = organization_merges::of_both(tx, from, into)?;
    let contacts = organization_merges::contacts_of(tx, from)?;
    organization_merges::carry_members(tx, from, into, &members)?;
    let (mut joined, mut named) = (Vec::new(), Vec::new());
    for person in &further {
        if !memberships::belongs(tx, *person, into)? && memberships::add(tx, *person, into)? {
            joined.push(*person);
        }
    }
    for person in &contacts {
        if memberships::add_contact(tx, into, *person)? {
            named.push(*person);
        }
    }
    organization_merges::clear(tx, from)?;
    Ok(Carried { members, of_both, further, joined, contacts, named, ..Carried::default() })
}

/// The inverse. Whoever has gone somewhere else since stays there.
fn belong_here(tx: &mut Tx, (from, into): (OrganizationId, OrganizationId), carried: &Carried) -> Done<()> {
    organization_merges::carry_members(tx, into, from, &carried.members)?;
    for person in &carried.of_both {
        let is_back = persons::load(tx, *person)?.is_some_and(|person| person.organization == Some(from));
        if is_back {
            memberships::add(tx, *person, into)?;
        }
    }
    for person in &carried.further {
        if memberships::belongs(tx, *person, into)? && !memberships::belongs(tx, *person, from)? {
            memberships::add(tx, *person, from)?;
        }
    }
    for person in &carried.contacts {
        if memberships::belongs(tx, *person, from)? {
            memberships::add_contact(tx, from, *person)?;
        }
    }
    for person in &carried.named {
        memberships::remove_contact(tx, into, *person)?;
    }
    for person in &carried.joined {
        memberships::remove(tx, *person, into)?;
    }
    Ok(())
}

/// Tickets of one become the other's, whatever state they are in; those that went.
fn hand_over(tx: &mut Tx, all: &[TicketId], from: OrganizationId, to: OrganizationId) -> Done<Vec<TicketId>> {
    let mut went = Vec::new();
    for id in all {
        let Some(mut ticket) = tickets::hold_by_id(tx, *id)?.filter(|ticket| ticket.organization == Some(from)) else {
            continue;
        };
        ticket.organization = Some(to);
        tickets::save(tx, &mut ticket)?;
        let changed = Event::OrganizationChanged { ticket: *id, from: Some(from), to: Some(to) };
        tx.act_as(Actor::System, |tx| tx.record(changed))?;
        went.push(*id);
    }
    Ok(went)
}
