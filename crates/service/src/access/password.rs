//! Passwords: changed, forgotten, chosen anew. Hashes are made and compared at the door.

use super::links;
use super::post::post;
use super::sessions::revoke;
use super::sign_in::{forget_tries, may_post};
use base::{Digest, Email, Token};
use desk::access::Purpose;
use desk::people::PersonId;
use desk::{Actor, Done, Error, Event, Refusal};
use store::access::links as kept;
use store::people::{agents, persons};
use store::{Read, Tx};

/// The acting agent's own hash, to compare what they type as their old password with.
pub fn own_hash(read: &mut Read) -> Done<String> {
    let person = agent(read.actor())?;
    agents::password_hash(read, person)?.ok_or(Error::Missing)
}

/// The acting agent's new password. `old_hash` is what the door compared with; when it has changed since, nothing does.
/// Everywhere else they are signed out.
pub fn change_password(tx: &mut Tx, session: &Digest, old_hash: &str, new_hash: &str) -> Done<()> {
    let person = agent(tx.actor())?;
    if agents::password_hash(tx, person)?.as_deref() != Some(old_hash) {
        return Err(Error::Conflict);
    }
    choose(tx, person, new_hash, Some(session))
}

/// Mails a link for a new password. The answer is the same for an address nobody has, for somebody who is no agent, and
/// for one who asks too often.
pub fn forgot_password(tx: &mut Tx, email: &Email) -> Done<()> {
    let may = may_post(tx, email)?;
    let Some(person) = persons::with_address(tx, email)?.filter(|_| may) else { return Ok(()) };
    let joined = agents::load(tx, person.id)?.is_some_and(|agent| agent.active && agent.joined_at.is_some());
    if joined {
        let link = links::offer(tx, Purpose::Reset, person.id, email)?;
        post(tx, Purpose::Reset, &person, email, &link)?;
        tx.record(Event::PasswordForgotten { person: person.id })?;
    }
    Ok(())
}

/// The new password of whoever opens the mailed link. They are signed out everywhere, and need not wait for wrong tries.
pub fn reset_password(tx: &mut Tx, link: &Token, new_hash: &str) -> Done<PersonId> {
    let person = links::open(tx, link, Purpose::Reset)?;
    let agent = agents::load(tx, person)?.ok_or(Refusal::LinkUsedOrOld)?;
    tx.act_as(agent.actor(), |tx| choose(tx, person, new_hash, None))?;
    forget_tries(tx, person)?;
    Ok(person)
}

/// The way in when there is no other: only for whoever holds the machine (`kippu user`).
pub fn set_password(tx: &mut Tx, person: PersonId, new_hash: &str) -> Done<()> {
    if *tx.actor() != Actor::System {
        return Err(Error::Missing);
    }
    let mut agent = agents::load(tx, person)?.ok_or(Error::Missing)?;
    if agent.joined_at.is_none() {
        agent.joined_at = Some(tx.now());
        agents::save(tx, &mut agent)?;
        tx.record(Event::AgentJoined { person })?;
    }
    choose(tx, person, new_hash, None)?;
    forget_tries(tx, person)
}

/// A password is chosen: links to choose one open no more, other sessions end.
fn choose(tx: &mut Tx, person: PersonId, hash: &str, keep: Option<&Digest>) -> Done<()> {
    agents::set_password_hash(tx, person, hash)?;
    kept::forget(tx, Purpose::Reset, Some(person))?;
    kept::forget(tx, Purpose::Invitation, Some(person))?;
    tx.record(Event::PasswordChanged { person })?;
    revoke(tx, person, keep)?;
    Ok(())
}

fn agent(actor: &Actor) -> Done<PersonId> {
    match actor {
        Actor::Agent { person, .. } => Ok(*person),
        Actor::Anonymous | Actor::Requester(_) | Actor::System | Actor::Rule(_) | Actor::Flow(_) => Err(Error::Missing),
    }
}
