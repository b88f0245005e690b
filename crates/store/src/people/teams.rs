//! Teams, in their order.

use crate::kept::kept;
use crate::value::Row;
use crate::{Read, Tx, values};
use desk::people::{Team, TeamId};
use desk::{Done, Error, Fault};

const COLUMNS: &str = "id, name, position, version";

pub fn all(read: &mut Read) -> Result<Vec<Team>, Fault> {
    Ok(kept(read, "teams", |read| {
        read.conn.all(&format!("SELECT {COLUMNS} FROM teams ORDER BY position, id"), &[], team)
    })?
    .to_vec())
}

/// All of them, in their order. On PostgreSQL their rows stay locked, so that the last two cannot be removed at once.
pub fn hold_all(tx: &mut Tx) -> Result<Vec<Team>, Fault> {
    tx.conn.all(&format!("SELECT {COLUMNS} FROM teams ORDER BY position, id {{for_update}}"), &[], team)
}

/// Whether a team has tickets, wherever they lie.
pub fn has_tickets(read: &mut Read, id: TeamId) -> Result<bool, Fault> {
    let found =
        read.conn.first("SELECT 1 FROM cells WHERE team_id = $1 AND tickets > 0 LIMIT 1", values![id], |_| Ok(()))?;
    Ok(found.is_some())
}

pub fn has_mailboxes(read: &mut Read, id: TeamId) -> Result<bool, Fault> {
    let found = read.conn.first("SELECT 1 FROM mailboxes WHERE team_id = $1 LIMIT 1", values![id], |_| Ok(()))?;
    Ok(found.is_some())
}

pub fn load(read: &mut Read, id: TeamId) -> Result<Option<Team>, Fault> {
    Ok(all(read)?.into_iter().find(|team| team.id == id))
}

/// Adds a team after the others. None when the name is taken.
pub fn add(tx: &mut Tx, name: &str) -> Result<Option<TeamId>, Fault> {
    tx.sets_up();
    tx.conn.first(
        "INSERT INTO teams (name, position) VALUES ($1, (SELECT COALESCE(MAX(position), 0) + 1 FROM teams))
         ON CONFLICT (name) DO NOTHING RETURNING id",
        values![name],
        |row| row.get(0),
    )
}

pub fn named(read: &mut Read, name: &str) -> Result<Option<TeamId>, Fault> {
    read.conn.first("SELECT id FROM teams WHERE name = $1", values![name], |row| row.get(0))
}

/// Saves exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, team: &mut Team) -> Done<()> {
    tx.sets_up();
    let changed = tx.conn.execute(
        "UPDATE teams SET name = $3, position = $4, version = version + 1 WHERE id = $1 AND version = $2",
        values![team.id, team.version, &team.name, team.position],
    )?;
    if changed != 1 {
        return Err(Error::Conflict);
    }
    team.version += 1;
    Ok(())
}

/// Puts teams into this order.
pub fn put_in_order(tx: &mut Tx, order: &[TeamId]) -> Result<(), Fault> {
    tx.sets_up();
    for (position, id) in (1_i64..).zip(order) {
        tx.conn.execute("UPDATE teams SET position = $2 WHERE id = $1", values![*id, position])?;
    }
    Ok(())
}

/// The team and every agent's level in it.
pub fn remove(tx: &mut Tx, id: TeamId) -> Result<(), Fault> {
    tx.sets_up();
    // What is the team's alone goes with it; a topic stays, and leads to the team its mailbox or the desk has;
    // a task stays, and is nobody's.
    for its in ["levels", "routings", "routing_turns", "claims_spared", "highlights"] {
        tx.conn.execute(&format!("DELETE FROM {its} WHERE team_id = $1"), values![id])?;
    }
    for its in ["topics", "tasks"] {
        tx.conn.execute(&format!("UPDATE {its} SET team_id = NULL WHERE team_id = $1"), values![id])?;
    }
    tx.conn.execute("DELETE FROM teams WHERE id = $1", values![id]).map(drop)
}

fn team(row: &Row) -> Result<Team, Fault> {
    Ok(Team { id: row.get(0)?, name: row.get(1)?, position: row.get(2)?, version: row.get(3)? })
}
