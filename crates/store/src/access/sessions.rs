//! Signed-in browsers.

use crate::people::{agents, persons};
use crate::value::Row;
use crate::{Read, Tx, values};
use base::{Digest, Moment};
use desk::Fault;
use desk::access::Session;
use desk::people::{Agent, Person, PersonId, Shortcuts};

const COLUMNS: &str = "s.digest, s.person_id, s.agent, s.created_at, s.seen_at, s.expires_at, s.address, s.browser";

/// Everything a request needs to know of who sends it, in two indexed selects.
pub struct Holder {
    pub session: Session,
    pub person: Person,
    /// With levels; none for somebody who is no agent.
    pub agent: Option<Agent>,
    pub shortcuts: Shortcuts,
}

/// Who holds a session that has not ended.
pub fn holder(read: &mut Read, digest: &Digest) -> Result<Option<Holder>, Fault> {
    let now = read.now();
    let sql = format!(
        "SELECT {}, {COLUMNS}, {}, g.person_id IS NOT NULL, COALESCE(g.shortcuts, '')
         FROM sessions s JOIN people p ON p.id = s.person_id LEFT JOIN agents g ON g.person_id = s.person_id
         WHERE s.digest = $1 AND s.expires_at > $2",
        persons::COLUMNS,
        agents::COLUMNS
    );
    let found = read.conn.first(&sql, values![digest, now], |row| {
        let agent = if row.get(22)? { Some(agents::agent(row, 16)?) } else { None };
        let shortcuts = Shortcuts::read(&row.get::<String>(23)?);
        Ok(Holder { person: persons::person(row)?, session: session(row, 8)?, agent, shortcuts })
    })?;
    let Some(mut holder) = found else { return Ok(None) };
    if let Some(agent) = &mut holder.agent {
        agent.levels = agents::levels(read, agent.person)?;
    }
    Ok(Some(holder))
}

pub fn add(tx: &mut Tx, session: &Session) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO sessions (digest, person_id, agent, created_at, seen_at, expires_at, address, browser)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            values![
                &session.digest,
                session.person,
                session.agent,
                session.created_at,
                session.seen_at,
                session.expires_at,
                &session.address,
                &session.browser
            ],
        )
        .map(drop)
}

pub fn seen(tx: &mut Tx, session: &Session) -> Result<(), Fault> {
    tx.conn
        .execute(
            "UPDATE sessions SET seen_at = $2, expires_at = $3 WHERE digest = $1",
            values![&session.digest, session.seen_at, session.expires_at],
        )
        .map(drop)
}

/// A person's sessions that have not ended, the one used last first.
pub fn of_person(read: &mut Read, person: PersonId) -> Result<Vec<Session>, Fault> {
    let now = read.now();
    read.conn.all(
        &format!("SELECT {COLUMNS} FROM sessions s WHERE s.person_id = $1 AND s.expires_at > $2 ORDER BY s.seen_at DESC LIMIT 200"),
        values![person, now],
        |row| session(row, 0),
    )
}

/// When each agent's browsers were last in use, as far as they are still signed in.
pub fn agents_seen(read: &mut Read) -> Result<Vec<(PersonId, Moment)>, Fault> {
    let now = read.now();
    read.conn.all(
        "SELECT g.person_id, MAX(s.seen_at) FROM agents g JOIN sessions s ON s.person_id = g.person_id
         WHERE s.agent AND s.expires_at > $1 GROUP BY g.person_id",
        values![now],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// False when the person has no such session.
pub fn remove(tx: &mut Tx, person: PersonId, digest: &Digest) -> Result<bool, Fault> {
    let removed =
        tx.conn.execute("DELETE FROM sessions WHERE digest = $1 AND person_id = $2", values![digest, person])?;
    Ok(removed == 1)
}

/// Ends all sessions of a person, but perhaps one; how many there were.
pub fn remove_all(tx: &mut Tx, person: PersonId, but: Option<&Digest>) -> Result<u64, Fault> {
    let but = but.map_or("", Digest::as_str);
    tx.conn.execute("DELETE FROM sessions WHERE person_id = $1 AND digest <> $2", values![person, but])
}

pub fn sweep(tx: &mut Tx, before: Moment) -> Result<u64, Fault> {
    tx.conn.execute("DELETE FROM sessions WHERE expires_at < $1", values![before])
}

fn session(row: &Row, from: usize) -> Result<Session, Fault> {
    Ok(Session {
        digest: row.get(from)?,
        person: row.get(from + 1)?,
        agent: row.get(from + 2)?,
        created_at: row.get(from + 3)?,
        seen_at: row.get(from + 4)?,
        expires_at: row.get(from + 5)?,
        address: row.get(from + 6)?,
        browser: row.get(from + 7)?,
    })
}
