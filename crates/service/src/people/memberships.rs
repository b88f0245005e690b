//! Organisations beside the main one, and the members whom one turns to first.

use super::persons::editable;
use super::reach::found;
use desk::people::{MOST_CONTACTS, MOST_ORGANIZATIONS, OrganizationId, Person, PersonId};
use desk::{Done, Error, Event, Refusal};
use store::people::{memberships, organizations, persons};
use store::{Read, Tx};

/// Further members that a page names.
const MOST_NAMED: usize = 200;

/// Belongs to it as well from now on.
pub fn join_organization(tx: &mut Tx, person: PersonId, to: OrganizationId) -> Done<()> {
    editable(tx, person)?;
    organizations::load(tx, to)?.ok_or(Error::Missing)?;
    if memberships::belongs(tx, person, to)? {
        return Ok(());
    }
    if memberships::beside(tx, person)?.len() >= MOST_ORGANIZATIONS {
        return Err(Refusal::TooManyOrganizations.into());
    }
    memberships::add(tx, person, to)?;
    tx.record(Event::OrganizationJoined { organization: to, person })?;
    Ok(())
}

/// Out of one that is not the main one; whoever was turned to first there is no longer.
pub fn leave_organization(tx: &mut Tx, person: PersonId, from: OrganizationId) -> Done<()> {
    editable(tx, person)?;
    if !memberships::remove(tx, person, from)? {
        return Err(Error::Missing);
    }
    tx.record(Event::OrganizationLeft { organization: from, person })?;
    Ok(())
}

/// A member whom one turns to first.
pub fn name_contact(tx: &mut Tx, organization: OrganizationId, person: PersonId) -> Done<()> {
    editable(tx, person)?;
    organizations::load(tx, organization)?.ok_or(Error::Missing)?;
    if !memberships::belongs(tx, person, organization)? {
        return Err(Refusal::NotAMember.into());
    }
    if memberships::contacts(tx, organization)?.len() >= MOST_CONTACTS {
        return Err(Refusal::TooManyContacts.into());
    }
    if memberships::add_contact(tx, organization, person)? {
        tx.record(Event::ContactNamed { organization, person })?;
    }
    Ok(())
}

pub fn drop_contact(tx: &mut Tx, organization: OrganizationId, person: PersonId) -> Done<()> {
    editable(tx, person)?;
    if !memberships::remove_contact(tx, organization, person)? {
        return Err(Error::Missing);
    }
    tx.record(Event::ContactDropped { organization, person })?;
    Ok(())
}

/// Who stands out among an organisation's members.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// Whom one turns to first.
    pub contacts: Vec<Person>,
    /// Whose main organisation is another one, or none.
    pub further: Vec<Person>,
    /// The agent who looks after it.
    pub agent: Option<Person>,
}

/// As far as the acting agent finds them.
pub fn standing(read: &mut Read, id: OrganizationId) -> Done<Standing> {
    read.actor().must_be_agent()?;
    let organization = organizations::load(read, id)?.ok_or(Error::Missing)?;
    let (contacts, further) = (memberships::contacts(read, id)?, memberships::members(read, id, MOST_NAMED)?);
    Ok(Standing {
        contacts: found(read, contacts)?,
        further: found(read, further)?,
        agent: organization.about.agent.map(|agent| persons::load(read, agent)).transpose()?.flatten(),
    })
}

/// All that the acting person belongs to, the main one first.
pub fn own_organizations(read: &mut Read) -> Done<Vec<(OrganizationId, String)>> {
    let person = read.actor().person().ok_or(Error::Missing)?;
    Ok(memberships::of_person(read, person)?)
}
