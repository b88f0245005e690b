//! How somebody becomes an agent: invited by a link, joined with a password.

use super::links;
use super::post::post;
use crate::people::find_or_create;
use base::{Address, Email, Language, Token};
use desk::access::{Permission, Purpose};
use desk::people::{Agent, Person, PersonId, Profile, TeamId, person_name};
use desk::{Actor, Done, Error, Event, Level, Refusal, Role};
use std::collections::BTreeMap;
use store::Tx;
use store::access::links as kept;
use store::channel::mailboxes;
use store::people::{agents, persons, teams};

/// Whom to invite, and as what.
#[derive(Clone)]
pub struct Invite {
    pub name: String,
    pub email: Email,
    pub role: Role,
    pub levels: BTreeMap<TeamId, Level>,
    /// Of the letter, and of the screens until they choose.
    pub language: Language,
}

/// Makes somebody an agent who has yet to join. The link also goes to them by mail; it opens for seven days.
pub fn invite(tx: &mut Tx, wish: Invite) -> Done<(PersonId, Token)> {
    tx.actor().may(Permission::ManageAgents)?;
    let role = wish.role;
    let person = make_agent(tx, wish)?;
    let link = send(tx, &person, role)?;
    Ok((person.id, link))
}

/// Makes somebody an agent who may sign in at once, without a letter: only for whoever holds the machine (`kippu user`,
/// the demo).
pub fn hire(tx: &mut Tx, wish: Invite, password_hash: &str) -> Done<PersonId> {
    if *tx.actor() != Actor::System {
        return Err(Error::Missing);
    }
    let person = make_agent(tx, wish)?.id;
    join(tx, person, password_hash)?;
    Ok(person)
}

/// A fresh link for somebody who has not joined; the earlier one opens no more.
pub fn invite_again(tx: &mut Tx, person: PersonId) -> Done<Token> {
    tx.actor().may(Permission::ManageAgents)?;
    let agent = agents::load(tx, person)?.filter(|agent| agent.active).ok_or(Error::Missing)?;
    let person = persons::load(tx, person)?.ok_or(Error::Missing)?;
    match agent.joined_at {
        None => send(tx, &person, agent.role),
        Some(_) => Err(Refusal::AlreadyJoined.into()),
    }
}

/// The invited person chooses a password and has joined. They sign in with it afterwards.
pub fn accept_invitation(tx: &mut Tx, link: &Token, password_hash: &str) -> Done<PersonId> {
    let person = links::open(tx, link, Purpose::Invitation)?;
    join(tx, person, password_hash)?;
    Ok(person)
}

/// Makes an agent of a person, known or new.
fn make_agent(tx: &mut Tx, wish: Invite) -> Done<Person> {
    let name = person_name(&wish.name)?;
    for team in wish.levels.keys() {
        teams::load(tx, *team)?.ok_or(Error::Missing)?;
    }
    if mailboxes::of_address(tx, &wish.email)?.is_some() {
        return Err(Refusal::AddressIsOurs.into());
    }
    let address = Address::new(name.clone(), wish.email);
    let mut person = find_or_create(tx, &address, Some(wish.language))?;
    let agent = Agent {
        person: person.id,
        role: wish.role,
        active: true,
        joined_at: None,
        levels: wish.levels,
        signature: String::new(),
        version: 1,
    };
    if agents::load(tx, person.id)?.is_some() || !agents::add(tx, &agent)? {
        return Err(Refusal::AlreadyAgent.into());
    }
    if person.name != name {
        let changed = person.describe(Profile { name, ..person.profile() })?;
        persons::save(tx, &mut person)?;
        tx.record(changed)?;
    }
    Ok(person)
}

pub(super) fn join(tx: &mut Tx, person: PersonId, password_hash: &str) -> Done<()> {
    let mut agent = agents::load(tx, person)?.ok_or(Error::Missing)?;
    agent.joined_at = Some(tx.now());
    agents::save(tx, &mut agent)?;
    agents::set_password_hash(tx, person, password_hash)?;
    tx.act_as(agent.actor(), |tx| tx.record(Event::AgentJoined { person }))?;
    Ok(())
}

fn send(tx: &mut Tx, person: &Person, role: Role) -> Done<Token> {
    let email = person.email.as_ref().ok_or(Refusal::NoRecipient)?;
    kept::forget(tx, Purpose::Invitation, Some(person.id))?;
    let link = links::offer(tx, Purpose::Invitation, person.id, email)?;
    post(tx, Purpose::Invitation, person, email, &link)?;
    tx.record(Event::AgentInvited { person: person.id, role })?;
    Ok(link)
}
