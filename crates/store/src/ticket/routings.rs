//! How tickets find somebody: the wish of each team, whose turn it was, who is away, and what to take next.

use super::people::padded;
use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::people::{PersonId, TeamId};
use desk::ticket::{Routing, TicketId};
use desk::{Done, Error, Fault};
use std::collections::BTreeMap;

pub fn all(read: &mut Read) -> Result<Vec<Routing>, Fault> {
    read.conn.all("SELECT team_id, way, most, keeps, version FROM routings", &[], routing)
}

pub fn load(read: &mut Read, team: TeamId) -> Result<Routing, Fault> {
    let sql = "SELECT team_id, way, most, keeps, version FROM routings WHERE team_id = $1";
    Ok(read.conn.first(sql, values![team], routing)?.unwrap_or(Routing::none(team)))
}

/// Saves over exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, wish: &Routing) -> Done<()> {
    let changed = if wish.version == 0 {
        let sql =
            "INSERT INTO routings (team_id, way, most, keeps) VALUES ($1, $2, $3, $4) ON CONFLICT (team_id) DO NOTHING";
        tx.conn.execute(sql, values![wish.team, wish.way, wish.most, wish.keeps])?
    } else {
        let sql = "UPDATE routings SET way = $3, most = $4, keeps = $5, version = version + 1 WHERE team_id = $1 AND version = $2";
        tx.conn.execute(sql, values![wish.team, wish.version, wish.way, wish.most, wish.keeps])?
    };
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
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
    let sql = "SELECT person_id, substitute_id FROM absences WHERE until > $1";
    Ok(read.conn.all(sql, values![now], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
}

pub fn absence(read: &mut Read, person: PersonId) -> Result<Option<(Moment, Option<PersonId>)>, Fault> {
    let sql = "SELECT until, substitute_id FROM absences WHERE person_id = $1";
    read.conn.first(sql, values![person], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub fn set_absence(tx: &mut Tx, person: PersonId, absence: Option<(Moment, Option<PersonId>)>) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM absences WHERE person_id = $1", values![person])?;
    if let Some((until, substitute)) = absence {
        let sql = "INSERT INTO absences (person_id, until, substitute_id) VALUES ($1, $2, $3)";
        tx.conn.execute(sql, values![person, until, substitute])?;
    }
    Ok(())
}

/// The most important open tickets of nobody in some teams, the first of each: what is due first, then what is most
/// urgent, then what is oldest.
pub fn to_take(read: &mut Read, teams: &[TeamId], limit: usize) -> Result<Vec<TicketId>, Fault> {
    const DUE: &str = "COALESCE(t.due_at, 9223372036854775807)";
    const URGENCY: &str =
        "CAST(CASE t.priority WHEN 'urgent' THEN 1 WHEN 'high' THEN 2 WHEN 'normal' THEN 3 ELSE 4 END AS BIGINT)";
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
    let sql = "SELECT m.author_id FROM (SELECT id FROM tickets WHERE requester_id = $1 ORDER BY updated_at DESC, id DESC LIMIT 5) t
               JOIN messages m ON m.ticket_id = t.id WHERE m.kind = 'reply' AND m.author_id IS NOT NULL AND NOT m.taken_back
               ORDER BY m.id DESC LIMIT 1";
    read.conn.first(sql, values![requester], |row| row.get(0))
}

fn routing(row: &Row) -> Result<Routing, Fault> {
    Ok(Routing { team: row.get(0)?, way: row.get(1)?, most: row.get(2)?, keeps: row.get(3)?, version: row.get(4)? })
}
