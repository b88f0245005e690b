//! What is shown of a person beside their tickets, and to themselves.

use desk::people::{Agent, Organization, Person, PersonAddress, PersonId};
use desk::ticket::Place;
use desk::{Done, Error};
use store::Read;
use store::people::{addresses, agents, organizations, persons};

#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    pub person: Person,
    /// The first is the one we write to.
    pub addresses: Vec<PersonAddress>,
    pub organization: Option<Organization>,
    /// None for somebody who is no agent.
    pub agent: Option<Agent>,
    /// How many of their tickets lie in each place, as far as the one who looks may see.
    pub tickets: Vec<(Place, i64)>,
}

/// For agents.
pub fn panel(read: &mut Read, id: PersonId) -> Done<Panel> {
    read.actor().must_be_agent()?;
    let scope = read.actor().scope();
    let tickets = persons::tickets(read, &scope, id)?;
    draw(read, id, tickets)
}

/// The acting person's own, without tickets.
pub fn own_panel(read: &mut Read) -> Done<Panel> {
    let id = read.actor().person().ok_or(Error::Missing)?;
    draw(read, id, Vec::new())
}

fn draw(read: &mut Read, id: PersonId, tickets: Vec<(Place, i64)>) -> Done<Panel> {
    let person = persons::load(read, id)?.ok_or(Error::Missing)?;
    let organization = match person.organization {
        Some(organization) => organizations::load(read, organization)?,
        None => None,
    };
    Ok(Panel {
        addresses: addresses::of_person(read, id)?,
        organization,
        agent: agents::load(read, id)?,
        person,
        tickets,
    })
}
