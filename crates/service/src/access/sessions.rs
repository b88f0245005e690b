//! Sessions: whose request it is, where somebody is signed in, and how that ends.

use base::{Digest, Moment, Token};
use desk::access::{Permission, Session};
use desk::people::{Person, PersonId, Shortcuts};
use desk::{Actor, Done, Error, Event};
use std::collections::BTreeMap;
use store::access::sessions::{self, Holder};
use store::people::persons;
use store::{Read, Tx};

/// Who sends a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Signed {
    pub actor: Actor,
    pub person: Person,
    pub session: Session,
    /// Standard for whoever is no agent.
    pub shortcuts: Shortcuts,
}

/// The one question each request asks: two indexed selects. None: not signed in, or no longer.
pub fn actor_of(read: &mut Read, token: &Token) -> Done<Option<Signed>> {
    let Some(Holder { session, person, agent, shortcuts }) = sessions::holder(read, &token.digest())? else {
        return Ok(None);
    };
    let actor = match (session.agent, agent.filter(|agent| agent.active)) {
        (true, Some(agent)) => agent.actor(),
        (true, None) => return Ok(None),
        (false, _) => Actor::Requester(person.id),
    };
    Ok(Some(Signed { actor, person, session, shortcuts }))
}

/// Writes down that a session is in use, so that it lives on. Worth a transaction only when [`Session::wants_seen`].
pub fn seen(tx: &mut Tx, token: &Token) -> Done<()> {
    let now = tx.now();
    if let Some(Holder { mut session, .. }) = sessions::holder(tx, &token.digest())?
        && session.wants_seen(now)
    {
        session.seen(now);
        sessions::seen(tx, &session)?;
    }
    Ok(())
}

/// Where the acting person is signed in, the browser used last first.
pub fn sessions(read: &mut Read) -> Done<Vec<Session>> {
    let person = read.actor().person().ok_or(Error::Missing)?;
    Ok(sessions::of_person(read, person)?)
}

/// When each agent was last here, as far as they are still signed in anywhere.
pub fn agents_seen(read: &mut Read) -> Done<BTreeMap<PersonId, Moment>> {
    read.actor().may(Permission::ManageAgents)?;
    Ok(sessions::agents_seen(read)?.into_iter().collect())
}

/// Ends the session of this browser. Who is not signed in any more is out as well.
pub fn sign_out(tx: &mut Tx, token: &Token) -> Done<()> {
    let person = tx.actor().person().ok_or(Error::Missing)?;
    if sessions::remove(tx, person, &token.digest())? {
        tx.record(Event::SignedOut { person })?;
    }
    Ok(())
}

/// Ends one of the acting person's own sessions, in whatever browser.
pub fn revoke_session(tx: &mut Tx, session: &Digest) -> Done<()> {
    let person = tx.actor().person().ok_or(Error::Missing)?;
    if !sessions::remove(tx, person, session)? {
        return Err(Error::Missing);
    }
    tx.record(Event::SessionRevoked { person })?;
    Ok(())
}

/// Ends all of the acting person's own sessions but the one they sit at; how many those were.
pub fn revoke_other_sessions(tx: &mut Tx, keep: &Digest) -> Done<u64> {
    let person = tx.actor().person().ok_or(Error::Missing)?;
    revoke(tx, person, Some(keep))
}

/// Ends all sessions of somebody else: a lost telephone, a shared password.
pub fn revoke_sessions_of(tx: &mut Tx, person: PersonId) -> Done<u64> {
    tx.actor().may(Permission::ManageAgents)?;
    persons::load(tx, person)?.ok_or(Error::Missing)?;
    revoke(tx, person, None)
}

pub(crate) fn revoke(tx: &mut Tx, person: PersonId, keep: Option<&Digest>) -> Done<u64> {
    let ended = sessions::remove_all(tx, person, keep)?;
    if ended > 0 {
        tx.record(Event::SessionRevoked { person })?;
    }
    Ok(ended)
}
