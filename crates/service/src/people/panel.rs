//! What is shown of a person beside their tickets, and to themselves.

use super::reach::must_find;
use desk::people::{Agent, Handle, Organization, OrganizationId, Person, PersonAddress, PersonId, Phone, Tier};
use desk::ticket::Place;
use desk::{Done, Error};
use store::Read;
use store::people::{addresses, agents, memberships, organizations, persons, tiers, ways};

#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    pub person: Person,
    /// The first is the one we write to.
    pub addresses: Vec<PersonAddress>,
    pub phones: Vec<Phone>,
    pub handles: Vec<Handle>,
    pub organization: Option<Organization>,
    /// Those they belong to as well, by name.
    pub beside: Vec<(OrganizationId, String)>,
    /// Where they are turned to first.
    pub contact_of: Vec<OrganizationId>,
    /// What is said of them, and what counts.
    pub tiers: (Tier, Tier),
    /// None for somebody who is no agent.
    pub agent: Option<Agent>,
    /// How many of their tickets lie in each place, as far as the one who looks may see.
    pub tickets: Vec<(Place, i64)>,
    /// How many of those they have rated, and their stars together.
    pub rated: (i64, i64),
}

/// For agents who find them.
pub fn panel(read: &mut Read, id: PersonId) -> Done<Panel> {
    must_find(read, id)?;
    let scope = read.actor().scope();
    let (tickets, rated) = summed(&persons::tickets(read, &scope, id)?);
    Ok(Panel { tickets, rated, ..draw(read, id)? })
}

/// How many tickets of an organisation lie in each place, as far as the one who looks may see; how many of those were
/// rated, and their stars together.
pub fn tickets_from(read: &mut Read, id: OrganizationId) -> Done<(Vec<(Place, i64)>, (i64, i64))> {
    read.actor().must_be_agent()?;
    let scope = read.actor().scope();
    Ok(summed(&persons::tickets_from(read, &scope, id)?))
}

fn summed(asked: &[persons::Asked]) -> (Vec<(Place, i64)>, (i64, i64)) {
    let rated = asked.iter().fold((0, 0), |(rated, stars), place| (rated + place.rated, stars + place.stars));
    (asked.iter().map(|place| (place.place, place.tickets)).collect(), rated)
}

/// The acting person's own, without tickets.
pub fn own_panel(read: &mut Read) -> Done<Panel> {
    let id = read.actor().person().ok_or(Error::Missing)?;
    draw(read, id)
}

fn draw(read: &mut Read, id: PersonId) -> Done<Panel> {
    let person = persons::load(read, id)?.ok_or(Error::Missing)?;
    let organization = match person.organization {
        Some(organization) => organizations::load(read, organization)?,
        None => None,
    };
    Ok(Panel {
        addresses: addresses::of_person(read, id)?,
        phones: ways::phones(read, id)?,
        handles: ways::handles(read, id)?,
        organization,
        beside: memberships::beside(read, id)?,
        contact_of: memberships::contact_of(read, id)?,
        tiers: tiers::of(read, id)?,
        agent: agents::load(read, id)?,
        person,
        tickets: Vec::new(),
        rated: (0, 0),
    })
}
