//! Guards before the door, and letters that wait for somebody's word.

use crate::kept::kept;
use crate::value::Row;
use crate::{Read, Tx, values};
use desk::channel::{Approvers, Guard, GuardId, GuardWish, LetterId, Release};
use desk::people::{PersonId, TeamId};
use desk::ticket::StatusId;
use desk::{Done, Error, Fault, Role};

/// By name.
pub fn all(read: &mut Read) -> Result<Vec<Guard>, Fault> {
    Ok(kept(read, "guards", |read| {
        read.conn.all("SELECT id, body, version FROM guards ORDER BY name, id", &[], guard)
    })?
    .to_vec())
}

pub fn load(read: &mut Read, id: GuardId) -> Result<Option<Guard>, Fault> {
    read.conn.first("SELECT id, body, version FROM guards WHERE id = $1", values![id], guard)
}

pub fn add(tx: &mut Tx, wish: &GuardWish) -> Result<GuardId, Fault> {
    tx.sets_up();
    let body = serde_json::to_string(wish).map_err(Fault::new)?;
    let sql = "INSERT INTO guards (name, body) VALUES ($1, $2) RETURNING id";
    let id = tx.conn.first(sql, values![&wish.name, body], |row| row.get(0))?;
    id.ok_or_else(|| Fault::new("an inserted guard gave no id"))
}

/// Saves exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, guard: &Guard) -> Done<()> {
    tx.sets_up();
    let body = serde_json::to_string(&guard.wish).map_err(Fault::new)?;
    let changed = tx.conn.execute(
        "UPDATE guards SET name = $3, body = $4, version = version + 1 WHERE id = $1 AND version = $2",
        values![guard.id, guard.version, &guard.wish.name, body],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

pub fn remove(tx: &mut Tx, id: GuardId) -> Result<bool, Fault> {
    tx.sets_up();
    Ok(tx.conn.execute("DELETE FROM guards WHERE id = $1", values![id])? == 1)
}

/// From now on a letter waits for somebody's word; nobody sends it before.
pub fn await_release(tx: &mut Tx, release: &Release) -> Result<(), Fault> {
    let why = serde_json::to_string(&release.why).map_err(Fault::new)?;
    let approvers = serde_json::to_string(&release.approvers).map_err(Fault::new)?;
    tx.conn.execute("UPDATE letters SET state = 'awaiting' WHERE id = $1", values![release.letter])?;
    tx.conn
        .execute(
            "INSERT INTO releases (letter_id, asked_by, asked_at, why, status_from, status_to, approvers) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            values![
                release.letter,
                release.asked_by,
                release.asked_at,
                why,
                release.status.map(|(from, _)| from),
                release.status.map(|(_, to)| to),
                approvers
            ],
        )
        .map(drop)
}

/// To what the ticket's status goes, and from what, when the letter leaves.
pub fn set_with(tx: &mut Tx, letter: LetterId, (from, to): (StatusId, StatusId)) -> Result<(), Fault> {
    let sql = "UPDATE releases SET status_from = $2, status_to = $3 WHERE letter_id = $1";
    tx.conn.execute(sql, values![letter, from, to]).map(drop)
}

pub fn of_letter(read: &mut Read, letter: LetterId) -> Result<Option<Release>, Fault> {
    let sql = "SELECT letter_id, asked_by, asked_at, why, status_from, status_to, approvers FROM releases WHERE letter_id = $1";
    read.conn.first(sql, values![letter], release)
}

/// Those that wait, the longest first, after one.
pub fn waiting(read: &mut Read, after: LetterId, limit: usize) -> Result<Vec<Release>, Fault> {
    read.conn.all(
        "SELECT a.letter_id, a.asked_by, a.asked_at, a.why, a.status_from, a.status_to, a.approvers FROM letters l JOIN releases a ON a.letter_id = l.id
         WHERE l.state = 'awaiting' AND l.id > $1 ORDER BY l.id LIMIT $2",
        values![after, limit],
        release,
    )
}

/// So many are looked at when they are counted.
const MOST_COUNTED: usize = 1_000;

/// How many wait that somebody else wrote and guards leave to this person, on tickets of these teams (none: of all), counted
/// to `most`.
pub fn count_waiting(
    read: &mut Read,
    (person, role): (PersonId, Role),
    teams: Option<&[TeamId]>,
    most: usize,
) -> Result<i64, Fault> {
    let within = match teams {
        None => String::new(),
        Some([]) => return Ok(0),
        Some(teams) => {
            let teams: Vec<String> = teams.iter().map(ToString::to_string).collect();
            format!(" AND t.team_id IN ({})", teams.join(","))
        }
    };
    let sql = format!(
        "SELECT a.approvers FROM letters l JOIN releases a ON a.letter_id = l.id JOIN messages m ON m.id = l.message
             JOIN tickets t ON t.id = l.ticket_id
         WHERE l.state = 'awaiting' AND t.place NOT IN ('spam', 'trash') AND (m.author_id IS NULL OR m.author_id <> $1){within}
         LIMIT $2"
    );
    let each = read.conn.all(&sql, values![person, MOST_COUNTED], |row| approvers(row, 0))?;
    let theirs = each.iter().filter(|approvers| approvers.iter().all(|one| one.have(person, role)));
    Ok(theirs.take(most).count() as i64)
}

/// It waits no longer, whatever was said.
pub fn decide(tx: &mut Tx, letter: LetterId, approved: bool) -> Result<(), Fault> {
    let (now, person) = (tx.now(), tx.actor().person());
    tx.conn
        .execute(
            "UPDATE releases SET decided_at = $2, decided_by = $3, approved = $4 WHERE letter_id = $1",
            values![letter, now, person, approved],
        )
        .map(drop)
}

fn approvers(row: &Row, column: usize) -> Result<Vec<Approvers>, Fault> {
    serde_json::from_str(&row.get::<String>(column)?).map_err(Fault::new)
}

fn release(row: &Row) -> Result<Release, Fault> {
    Ok(Release {
        letter: row.get(0)?,
        asked_by: row.get(1)?,
        asked_at: row.get(2)?,
        why: serde_json::from_str(&row.get::<String>(3)?).map_err(Fault::new)?,
        status: row.get::<Option<StatusId>>(4)?.zip(row.get(5)?),
        approvers: approvers(row, 6)?,
    })
}

fn guard(row: &Row) -> Result<Guard, Fault> {
    let wish: GuardWish = serde_json::from_str(&row.get::<String>(1)?).map_err(Fault::new)?;
    Ok(Guard { id: row.get(0)?, wish, version: row.get(2)? })
}
