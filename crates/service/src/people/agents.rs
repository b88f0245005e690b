//! Agents: their roles, their levels, their coming and going.

use crate::access::revoke;
use crate::conversation::forget_later;
use desk::access::Permission;
use desk::conversation::Signature;
use desk::people::{Agent, LONGEST_SIGNATURE, Person, PersonId, Shortcuts, TeamId};
use desk::{Actor, Done, Error, Event, Level, Refusal, Role};
use store::access::links;
use store::people::{agents, teams};
use store::{Read, Tx};

/// Every agent, by name, for any agent: whom a ticket may be given to, who did what.
pub fn agents(read: &mut Read) -> Done<Vec<(Person, Agent)>> {
    read.actor().must_be_agent()?;
    Ok(agents::all(read)?)
}

/// Who may be given tickets, by name: the menu of every list, and therefore no more than a name each.
pub fn answering(read: &mut Read) -> Done<Vec<(PersonId, String)>> {
    read.actor().must_be_agent()?;
    Ok(agents::answering(read)?)
}

pub fn set_role(tx: &mut Tx, person: PersonId, role: Role, version: i64) -> Done<Agent> {
    let mut agent = managed(tx, person, version)?;
    let from = std::mem::replace(&mut agent.role, role);
    if from == role {
        return Ok(agent);
    }
    if from == Role::Administrator {
        another_administrator(tx, person)?;
    }
    agents::save(tx, &mut agent)?;
    tx.record(Event::RoleChanged { person, from, to: role })?;
    Ok(agent)
}

pub fn set_level(tx: &mut Tx, person: PersonId, team: TeamId, level: Level, version: i64) -> Done<Agent> {
    let mut agent = managed(tx, person, version)?;
    teams::load(tx, team)?.ok_or(Error::Missing)?;
    let from = agent.levels.insert(team, level).unwrap_or_default();
    if from == level {
        return Ok(agent);
    }
    agents::set_level(tx, person, team, level)?;
    agents::save(tx, &mut agent)?;
    tx.record(Event::LevelChanged { person, team, from, to: level })?;
    Ok(agent)
}

/// Signs in no more, from this moment on; keeps their name on what they did.
pub fn deactivate(tx: &mut Tx, person: PersonId, version: i64) -> Done<Agent> {
    let mut agent = managed(tx, person, version)?;
    if !agent.active {
        return Ok(agent);
    }
    if agent.role == Role::Administrator {
        another_administrator(tx, person)?;
    }
    agent.active = false;
    agents::save(tx, &mut agent)?;
    links::forget_all(tx, person)?;
    tx.record(Event::AgentDeactivated { person })?;
    revoke(tx, person, None)?;
    Ok(agent)
}

/// Signs in again, with the password they had.
pub fn reactivate(tx: &mut Tx, person: PersonId, version: i64) -> Done<Agent> {
    let mut agent = managed(tx, person, version)?;
    if !agent.active {
        agent.active = true;
        agents::save(tx, &mut agent)?;
        tx.record(Event::AgentReactivated { person })?;
    }
    Ok(agent)
}

/// What the acting agent's replies end with; perhaps empty.
pub fn own_signature(read: &mut Read) -> Done<Signature> {
    let Actor::Agent { person, .. } = *read.actor() else { return Err(Error::Missing) };
    Ok(agents::signature(read, person)?.unwrap_or_default())
}

/// With its pictures, which must be at hand.
pub fn set_signature(tx: &mut Tx, wish: Signature, version: i64) -> Done<Agent> {
    let before = own_signature(tx)?;
    let Actor::Agent { person, .. } = *tx.actor() else { return Err(Error::Missing) };
    let mut agent = agents::load(tx, person)?.ok_or(Error::Missing)?;
    let signature = wish.sound(LONGEST_SIGNATURE)?;
    let from = std::mem::replace(&mut agent.signature, signature.text.clone());
    agent.version = version;
    agents::save(tx, &mut agent)?;
    agents::save_form(tx, person, &signature)?;
    forget_later(tx, &before.pictures)?;
    tx.record(Event::SignatureChanged { person, from, to: agent.signature.clone() })?;
    Ok(agent)
}

/// Which keys the acting agent moved.
pub fn choose_shortcuts(tx: &mut Tx, wish: &Shortcuts) -> Done<()> {
    let Actor::Agent { person, .. } = *tx.actor() else { return Err(Error::Missing) };
    let before = agents::shortcuts(tx, person)?;
    if before != *wish {
        agents::set_shortcuts(tx, person, wish)?;
        tx.record(Event::ShortcutsChosen { person, from: before.written(), to: wish.written() })?;
    }
    Ok(())
}

/// Whether numbers stand beside the queues of the acting agent.
pub fn sees_numbers(read: &mut Read) -> Done<bool> {
    read.actor().must_be_agent()?;
    Ok(match read.actor().person() {
        Some(person) => agents::sees_numbers(read, person)?,
        None => true,
    })
}

/// With or without numbers beside one's own queues; without, none are counted for the acting agent alone.
pub fn show_numbers(tx: &mut Tx, shown: bool) -> Done<()> {
    let Actor::Agent { person, .. } = *tx.actor() else { return Err(Error::Missing) };
    if agents::sees_numbers(tx, person)? != shown {
        agents::set_numbers(tx, person, shown)?;
        tx.record(Event::NumbersShown { person, shown })?;
    }
    Ok(())
}

/// An agent as the acting administrator saw them.
fn managed(tx: &mut Tx, person: PersonId, version: i64) -> Done<Agent> {
    tx.actor().may(Permission::ManageAgents)?;
    let agent = agents::load(tx, person)?.ok_or(Error::Missing)?;
    if agent.version == version { Ok(agent) } else { Err(Error::Conflict) }
}

/// A desk without anybody who can administer it would stay as it is for ever.
fn another_administrator(tx: &mut Tx, person: PersonId) -> Done<()> {
    let others = agents::administrators(tx)?.into_iter().any(|other| other != person);
    if others { Ok(()) } else { Err(Refusal::LastAdministrator.into()) }
}
