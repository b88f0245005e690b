//! How tickets find somebody: the wish of each team, whose turn it was, who is away, and what to take next.

use super::people::padded;
use crate::conversation::messages::last_author;
use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::people::{PersonId, TeamId};
use desk::ticket::{Absence, Routing, TicketId};
use desk::{Done, Error, Fault};
use std::collections::BTreeMap;

const COLUMNS: &str = "team_id, way, most, keeps, online, hours, patience, claims, version, spared, assigns";

pub fn all(read: &mut Read) -> Result<Vec<Routing>, Fault> {
    read.conn.all(&format!("SELECT {COLUMNS} FROM routings"), &[], routing)
}

pub fn load(read: &mut Read, team: TeamId) -> Result<Routing, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM routings WHERE team_id = $1");
    Ok(read.conn.first(&sql, values![team], routing)?.unwrap_or(Routing::none(team)))
}

/// Saves over exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, wish: &Routing) -> Done<()> {
    let spared = serde_json::to_string(&wish.spared).map_err(Fault::new)?;
    let changed = if wish.version == 0 {
        let sql = "INSERT INTO routings (team_id, way, most, keeps, online, hours, patience, claims, spared, assigns)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (team_id) DO NOTHING";
        let Routing { team, way, most, keeps, online, hours, patience, claims, assigns, .. } = *wish;
        tx.conn.execute(sql, values![team, way, most, keeps, online, hours, patience, claims, spared, assigns])?
    } else {
        let sql = "UPDATE routings SET way = $3, most = $4, keeps = $5, online = $6, hours = $7, patience = $8,
             claims = $9, spared = $10, assigns = $11, version = version + 1 WHERE team_id = $1 AND version = $2";
        let Routing { team, way, most, keeps, online, hours, patience, claims, assigns, version, .. } = *wish;
        tx.conn
            .execute(sql, values![team, version, way, most, keeps, online, hours, patience, claims, spared, assigns])?
    };
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Those who get nothing of a team by opening it, whatever their role.
pub fn spared(read: &mut Read, team: TeamId) -> Result<Vec<PersonId>, Fault> {
    let sql = "SELECT person_id FROM claims_spared WHERE team_id = $1 ORDER BY person_id";
    read.conn.all(sql, values![team], |row| row.get(0))
}

/// In place of those there were.
pub fn spare(tx: &mut Tx, team: TeamId, people: &[PersonId]) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM claims_spared WHERE team_id = $1", values![team])?;
    for person in people {
        let sql = "INSERT INTO claims_spared (team_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        tx.conn.execute(sql, values![team, *person])?;
    }
    Ok(())
}

/// When each agent of a team was last given one.
pub fn turns(read: &mut Read, team: TeamId) -> Result<BTreeMap<PersonId, Moment>, Fault> {
    let sql = "SELECT person_id, at FROM routing_turns WHERE team_id = $1";
    Ok(read.conn.all(sql, values![team], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
}

pub fn turn(tx: &mut Tx, team: TeamId, person: PersonId) -> Result<(), Fault> {
    let now = tx.now();
    let sql = "INSERT INTO routing_turns (team_id, person_id, at) VALUES ($1, $2, $3)
               ON CONFLICT (team_id, person_id) DO UPDATE SET at = excluded.at";
    tx.conn.execute(sql, values![team, person, now]).map(drop)
}

/// Open tickets that each of these agents has, in all teams.
pub fn in_hand(read: &mut Read, people: &[PersonId]) -> Result<BTreeMap<PersonId, i64>, Fault> {
    let (places, values) = padded(people.iter().map(|id| id.0).collect());
    let sql = format!(
        "SELECT whose, CAST(SUM(tickets) AS BIGINT) FROM cells WHERE whose IN ({places}) AND place = 'open' GROUP BY whose"
    );
    Ok(read.conn.all(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
}

/// Who is away now, and who stands in.
pub fn absent(read: &mut Read) -> Result<BTreeMap<PersonId, Option<PersonId>>, Fault> {
    let now = read.now();
    let sql = "SELECT person_id, substitute_id FROM absences WHERE since <= $1 AND until > $1";
    Ok(read.conn.all(sql, values![now], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
}

/// The same, with the moment at which each is back.
pub fn away(read: &mut Read) -> Result<BTreeMap<PersonId, Moment>, Fault> {
    let now = read.now();
    let sql = "SELECT person_id, until FROM absences WHERE since <= $1 AND until > $1";
    Ok(read.conn.all(sql, values![now], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
}

pub fn absence(read: &mut Read, person: PersonId) -> Result<Option<Absence>, Fault> {
    let sql = "SELECT since, until, substitute_id FROM absences WHERE person_id = $1";
    read.conn.first(sql, values![person], |row| {
        Ok(Absence { from: row.get(0)?, until: row.get(1)?, substitute: row.get(2)? })
    })
}

pub fn set_absence(tx: &mut Tx, person: PersonId, absence: Option<Absence>) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM absences WHERE person_id = $1", values![person])?;
    if let Some(Absence { from, until, substitute }) = absence {
        let sql = "INSERT INTO absences (person_id, since, until, substitute_id) VALUES ($1, $2, $3, $4)";
        tx.conn.execute(sql, values![person, from, until, substitute])?;
    }
    Ok(())
}

/// The most important open tickets of nobody in some teams, the first of each: what is due first, then what is most
/// urgent, then what is oldest.
pub fn to_take(read: &mut Read, teams: &[TeamId], limit: usize) -> Result<Vec<TicketId>, Fault> {
    const DUE: &str = "COALESCE(t.due_at, 9223372036854775807)";
    const URGENCY: &str = "CAST(CASE t.priority WHEN 'emergency' THEN 1 WHEN 'critical' THEN 2 WHEN 'urgent' THEN 3 WHEN 'high' THEN 4 \
         WHEN 'raised' THEN 5 WHEN 'normal' THEN 6 WHEN 'low' THEN 7 ELSE 8 END AS BIGINT)";
    if teams.is_empty() {
        return Ok(Vec::new());
    }
    // One walk per team, each along its index, merged.
    let walk = |team: &TeamId| {
        format!(
            "SELECT * FROM (SELECT t.id, {DUE} AS due, {URGENCY} AS urgency FROM tickets t
             WHERE t.place = 'open' AND t.assignee_id IS NULL AND t.team_id = {team} ORDER BY {DUE}, {URGENCY}, t.id LIMIT $1) w{team}"
        )
    };
    let walks: Vec<String> = teams.iter().map(walk).collect();
    let sql = format!("SELECT u.id FROM ({}) u ORDER BY u.due, u.urgency, u.id LIMIT $1", walks.join(" UNION ALL "));
    read.conn.all(&sql, values![limit], |row| row.get(0))
}

/// The requesters of a team's newest tickets, the oldest of them first: to try a wish on them.
pub fn newest_requesters(read: &mut Read, team: TeamId, limit: usize) -> Result<Vec<(TicketId, PersonId)>, Fault> {
    let walk = |place: &str| {
        format!(
            "SELECT * FROM (SELECT t.id, t.requester_id FROM tickets t WHERE t.place = '{place}' AND t.team_id = $1
             ORDER BY t.updated_at DESC, t.id DESC LIMIT $2) {place}_ones"
        )
    };
    let sql = format!("{} UNION ALL {}", walk("open"), walk("closed"));
    let mut found: Vec<(TicketId, PersonId)> =
        read.conn.all(&sql, values![team, limit], |row| Ok((row.get(0)?, row.get(1)?)))?;
    found.sort_unstable();
    Ok(found.split_off(found.len().saturating_sub(limit)))
}

/// Who answered this person last, on any of their tickets.
pub fn last_to_answer(read: &mut Read, requester: PersonId) -> Result<Option<PersonId>, Fault> {
    let theirs = "m.ticket_id IN (SELECT id FROM (SELECT id FROM tickets WHERE requester_id = $1
                                    ORDER BY updated_at DESC, id DESC LIMIT 5) t)";
    last_author(read, theirs, requester.0)
}

/// A ticket that waits for whoever was given it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    pub ticket: TicketId,
    pub person: PersonId,
    pub since: Moment,
    pub until: Moment,
    /// Those who let it lie before.
    pub passed: Vec<PersonId>,
}

/// In place of the one there was.
pub fn wait(tx: &mut Tx, wait: &Wait) -> Result<(), Fault> {
    stop_waiting(tx, wait.ticket)?;
    let passed = serde_json::to_string(&wait.passed).map_err(Fault::new)?;
    let sql = "INSERT INTO routing_waits (ticket_id, person_id, since, until, passed) VALUES ($1, $2, $3, $4, $5)";
    tx.conn.execute(sql, values![wait.ticket, wait.person, wait.since, wait.until, passed]).map(drop)
}

pub fn stop_waiting(tx: &mut Tx, ticket: TicketId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM routing_waits WHERE ticket_id = $1", values![ticket]).map(drop)
}

/// Those whose time is over, the longest first.
pub fn waited(read: &mut Read, limit: usize) -> Result<Vec<Wait>, Fault> {
    let now = read.now();
    let sql = "SELECT ticket_id, person_id, since, until, passed FROM routing_waits WHERE until <= $1 ORDER BY until LIMIT $2";
    read.conn.all(sql, values![now, limit], |row| {
        Ok(Wait {
            ticket: row.get(0)?,
            person: row.get(1)?,
            since: row.get(2)?,
            until: row.get(3)?,
            passed: serde_json::from_str(&row.get::<String>(4)?).map_err(Fault::new)?,
        })
    })
}

fn routing(row: &Row) -> Result<Routing, Fault> {
    Ok(Routing {
        team: row.get(0)?,
        way: row.get(1)?,
        most: row.get(2)?,
        keeps: row.get(3)?,
        online: row.get(4)?,
        hours: row.get(5)?,
        patience: row.get(6)?,
        claims: row.get(7)?,
        version: row.get(8)?,
        spared: serde_json::from_str(&row.get::<String>(9)?).map_err(Fault::new)?,
        assigns: row.get(10)?,
    })
}
