//! Organisations: companies and departments, with the domains whose mail makes members.

use super::lists::{After, Page, most};
use desk::access::Permission;
use desk::people::{About, MOST_DOMAINS, Organization, OrganizationId, PersonId, domain, notes, person_name};
use desk::{Done, Error, Event, Refusal};
use std::collections::BTreeMap;
use store::people::{agents, lists, organizations};
use store::{Read, Tx};

pub use store::people::organizations::OrganizationLine;

pub fn create_organization(tx: &mut Tx, name: &str) -> Done<Organization> {
    tx.actor().may(Permission::EditPeople)?;
    let id = organizations::add(tx, &person_name(name)?)?;
    tx.record(Event::OrganizationCreated { organization: id })?;
    loaded(tx, id)
}

/// `version` is the one the page was drawn from.
pub fn rename_organization(tx: &mut Tx, id: OrganizationId, name: &str, version: i64) -> Done<Organization> {
    tx.actor().may(Permission::EditPeople)?;
    let mut organization = loaded(tx, id)?;
    let from = std::mem::replace(&mut organization.name, person_name(name)?);
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

fn loaded(read: &mut Read, id: OrganizationId) -> Done<Organization> {
    organizations::load(read, id)?.ok_or(Error::Missing)
}

/// What these are called, for any agent.
pub fn organization_names(read: &mut Read, ids: &[OrganizationId]) -> Done<BTreeMap<OrganizationId, String>> {
    read.actor().must_be_agent()?;
    Ok(organizations::names(read, ids)?.into_iter().collect())
}

/// The one of this name; else the first whose name begins so.
pub fn organization_called(read: &mut Read, name: &str) -> Done<Option<OrganizationId>> {
    read.actor().must_be_agent()?;
    let name = name.trim();
    if name.is_empty() {
        return Ok(None);
    }
    Ok(match organizations::named(read, name)? {
        Some(id) => Some(id),
        None => organizations::beginning(read, name)?,
    })
}
