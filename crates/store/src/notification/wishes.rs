//! What agents wish to be told of.

use crate::people::agents;
use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;
use desk::Level;
use desk::notification::Wishes;
use desk::people::{Agent, PersonId, TeamId};

/// An agent with what they wish. Levels included.
pub type Hearing = (Agent, Wishes);

/// None: no active agent who has joined.
pub fn of(read: &mut Read, agent: PersonId) -> Result<Option<Hearing>, Fault> {
    let sql = format!("SELECT {}, g.notices FROM agents g WHERE g.person_id = $1 AND {HEARS}", agents::COLUMNS);
    let Some((mut agent, wishes)) = read.conn.first(&sql, values![agent], hearing)? else { return Ok(None) };
    agent.levels = agents::levels(read, agent.person)?;
    Ok(Some((agent, wishes)))
}

/// Everybody who may be told of anything: a company's colleagues.
pub fn all(read: &mut Read) -> Result<Vec<Hearing>, Fault> {
    let sql = format!("SELECT {}, g.notices FROM agents g WHERE {HEARS} ORDER BY g.person_id", agents::COLUMNS);
    let mut found = read.conn.all(&sql, &[], hearing)?;
    let levels = read.conn.all("SELECT person_id, team_id, level FROM levels", &[], |row| {
        Ok((row.get::<PersonId>(0)?, row.get::<TeamId>(1)?, row.get::<Level>(2)?))
    })?;
    for (person, team, level) in levels {
        if let Ok(place) = found.binary_search_by_key(&person, |(agent, _)| agent.person) {
            found[place].0.levels.insert(team, level);
        }
    }
    Ok(found)
}

pub fn save(tx: &mut Tx, agent: PersonId, wishes: &Wishes, digest: Option<Moment>) -> Result<(), Fault> {
    let sql = "UPDATE agents SET notices = $2, digest_at = $3 WHERE person_id = $1";
    tx.conn.execute(sql, values![agent, wishes.written(), digest]).map(drop)
}

/// Whose daily letter is to go.
pub fn digests_due(read: &mut Read) -> Result<Vec<PersonId>, Fault> {
    let now = read.now();
    let sql = "SELECT person_id FROM agents WHERE digest_at <= $1 ORDER BY person_id";
    read.conn.all(sql, values![now], |row| row.get(0))
}

pub fn next_digest(tx: &mut Tx, agent: PersonId, at: Option<Moment>) -> Result<(), Fault> {
    tx.conn.execute("UPDATE agents SET digest_at = $2 WHERE person_id = $1", values![agent, at]).map(drop)
}

const HEARS: &str = "g.active AND g.joined_at IS NOT NULL";

fn hearing(row: &Row) -> Result<Hearing, Fault> {
    Ok((agents::agent(row, 0)?, Wishes::read(&row.get::<String>(6)?)))
}
