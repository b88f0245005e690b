//! Organisations: companies and departments, with the domains whose mail makes members.

use super::lists::{After, Page, most};
use desk::access::Permission;
use desk::form::{Nature, Owner};
use desk::people::{
    About, MOST_DOMAINS, Organization, OrganizationId, PersonId, domain, notes, organization_folded, person_name,
};
use desk::{Done, Error, Event, Refusal};
use std::collections::BTreeMap;
use store::form::{fields, values};
use store::people::{agents, lists, organization_merges, organizations};
use store::{Read, Tx, turns};

pub use store::people::organizations::OrganizationLine;

/// Others of the same name that are proposed at most.
const MOST_ALIKE: usize = 8;

pub fn create_organization(tx: &mut Tx, name: &str) -> Done<Organization> {
    tx.actor().may(Permission::EditPeople)?;
    let name = person_name(name)?;
    must_be_free(tx, &name, None)?;
    let id = organizations::add(tx, &name)?;
    tx.record(Event::OrganizationCreated { organization: id })?;
    loaded(tx, id)
}

/// No other one is called so; of two who make the same name at once the second is told.
pub(super) fn must_be_free(tx: &mut Tx, name: &str, own: Option<OrganizationId>) -> Done<()> {
    turns::take(tx, [format!("organization {}", organization_folded(name))].into())?;
    let others = organizations::called(tx, name, 2)?;
    if others.iter().any(|other| Some(other.id) != own) { Err(Refusal::OrganizationExists.into()) } else { Ok(()) }
}

/// `version` is the one the page was drawn from.
pub fn rename_organization(tx: &mut Tx, id: OrganizationId, name: &str, version: i64) -> Done<Organization> {
    tx.actor().may(Permission::EditPeople)?;
    let mut organization = loaded(tx, id)?;
    let name = person_name(name)?;
    if organization_folded(&name) != organization_folded(&organization.name) {
        must_be_free(tx, &name, Some(id))?;
    }
    let from = std::mem::replace(&mut organization.name, name);
    organization.version = version;
    organizations::save(tx, &mut organization)?;
    if from != organization.name {
        tx.record(Event::OrganizationRenamed { organization: id, from, to: organization.name.clone() })?;
    }
    Ok(organization)
}

/// What agents say of it: notes, who looks after it, how much it matters, who sees its tickets. `version` is the one the
/// page was drawn from.
pub fn describe_organization(tx: &mut Tx, id: OrganizationId, wish: About, version: i64) -> Done<Organization> {
    tx.actor().may(Permission::EditPeople)?;
    let mut organization = loaded(tx, id)?;
    let to = About { notes: notes(&wish.notes)?, ..wish };
    if let Some(agent) = to.agent.filter(|agent| organization.about.agent != Some(*agent)) {
        agents::load(tx, agent)?.filter(|agent| agent.active).ok_or(Refusal::AgentUnknown)?;
    }
    let from = std::mem::replace(&mut organization.about, to.clone());
    organization.version = version;
    organizations::save(tx, &mut organization)?;
    if from != to {
        tx.record(Event::OrganizationDescribed { organization: id, from, to })?;
    }
    Ok(organization)
}

/// The agent who looks after it, if there is one who still works here.
pub(crate) fn manager_for(read: &mut Read, id: Option<OrganizationId>) -> Done<Option<PersonId>> {
    let organization = id.map(|id| organizations::load(read, id)).transpose()?.flatten();
    let Some(agent) = organization.and_then(|organization| organization.about.agent) else { return Ok(None) };
    Ok(agents::load(read, agent)?.filter(|agent| agent.active).map(|agent| agent.person))
}

/// Whose mail comes from the domain is a member from now on, and so is everybody known who belongs to nobody.
pub fn add_domain(tx: &mut Tx, id: OrganizationId, name: &str) -> Done<Organization> {
    tx.actor().may(Permission::EditPeople)?;
    let organization = loaded(tx, id)?;
    let name = domain(name)?;
    if organization.domains.contains(&name) {
        return Ok(organization);
    }
    if organization.domains.len() >= MOST_DOMAINS {
        return Err(Refusal::TooManyDomains.into());
    }
    if !organizations::add_domain(tx, id, &name)? {
        return Err(Refusal::DomainTaken.into());
    }
    let members = organizations::gather(tx, id, &name)? as i64;
    tx.record(Event::DomainAdded { organization: id, domain: name, members })?;
    loaded(tx, id)
}

/// Who is a member already remains one.
pub fn remove_domain(tx: &mut Tx, id: OrganizationId, name: &str) -> Done<Organization> {
    tx.actor().may(Permission::EditPeople)?;
    if !organizations::remove_domain(tx, id, name)? {
        return Err(Error::Missing);
    }
    tx.record(Event::DomainRemoved { organization: id, domain: name.to_owned() })?;
    loaded(tx, id)
}

pub fn organization(read: &mut Read, id: OrganizationId) -> Done<Organization> {
    read.actor().must_be_agent()?;
    loaded(read, id)
}

/// A page of the organisations whose name begins like this, by name; of all of them after an empty beginning. The next
/// page comes after the last one's name and id.
pub fn list_organizations(
    read: &mut Read,
    beginning: &str,
    after: Option<(String, OrganizationId)>,
    limit: usize,
) -> Done<Vec<OrganizationLine>> {
    read.actor().must_be_agent()?;
    Ok(organizations::list(read, beginning, after, most(limit))?)
}

pub fn members(read: &mut Read, id: OrganizationId, after: &After, limit: usize) -> Done<Page> {
    let scope = super::reach::scope(read)?;
    loaded(read, id)?;
    Ok(lists::members(read, &scope, id, after, most(limit))?)
}

pub(super) fn loaded(read: &mut Read, id: OrganizationId) -> Done<Organization> {
    organizations::load(read, id)?.ok_or(Error::Missing)
}

/// Only one that nobody and no ticket belongs to, and that stands in no field.
pub fn remove_organization(tx: &mut Tx, id: OrganizationId) -> Done<()> {
    tx.actor().may(Permission::EditPeople)?;
    super::organization_merge::one_by_one(tx)?;
    let organization = loaded(tx, id)?;
    if organizations::in_use(tx, id)? || stands_in_a_field(tx, id)? {
        return Err(Refusal::OrganizationInUse.into());
    }
    crate::form::forget(tx, Owner::Organization(id))?;
    organizations::remove(tx, id)?;
    tx.record(Event::OrganizationRemoved { organization: id, name: organization.name })?;
    Ok(())
}

/// Under its own id, or under that of one that was merged into it.
fn stands_in_a_field(read: &mut Read, id: OrganizationId) -> Done<bool> {
    let selves = organization_merges::selves(read, id)?;
    for field in fields::all(read)?.iter().filter(|field| field.nature == Nature::Organization) {
        for id in &selves {
            if !values::holding(read, field.id, id.0, 0, 1)?.is_empty() {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// What these are called, for any agent.
pub fn organization_names(read: &mut Read, ids: &[OrganizationId]) -> Done<BTreeMap<OrganizationId, String>> {
    read.actor().must_be_agent()?;
    Ok(organizations::names(read, ids)?.into_iter().collect())
}

/// The one of this whole name, whatever the case and the width of its letters; the one with this domain; the one with this
/// id (`#12`). What only begins so is not meant.
pub fn organization_called(read: &mut Read, typed: &str) -> Done<Option<OrganizationId>> {
    read.actor().must_be_agent()?;
    organization_meant(read, typed)
}

/// The same, for whoever may know of it.
pub(crate) fn organization_meant(read: &mut Read, typed: &str) -> Done<Option<OrganizationId>> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    if let Some(id) = organizations::named(read, typed)? {
        return Ok(Some(id));
    }
    if let Ok(domain) = domain(typed)
        && let Some(id) = organizations::with_domain(read, &domain)?
    {
        return Ok(Some(id));
    }
    match typed.strip_prefix('#').and_then(|id| id.parse().ok()) {
        Some(id) => Ok(organization_merges::home(read, id)?),
        None => Ok(None),
    }
}

/// Others that are called the same: from before names were kept apart.
pub fn organizations_alike(read: &mut Read, id: OrganizationId) -> Done<Vec<Organization>> {
    read.actor().must_be_agent()?;
    let own = loaded(read, id)?;
    let all = organizations::called(read, &own.name, MOST_ALIKE + 1)?;
    Ok(all.into_iter().filter(|other| other.id != id).collect())
}
