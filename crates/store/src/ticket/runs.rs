//! Changes of many tickets at once, and what became of each.

use crate::value::Row;
use crate::{Read, Tx, values};
use desk::Fault;
use desk::people::PersonId;
use desk::ticket::{Run, RunId, TicketId, TicketNumber};

const COLUMNS: &str = "id, person_id, act, view, state, total, changed, kept, at";

/// What became of one ticket.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub ticket: TicketId,
    pub number: TicketNumber,
    pub subject: String,
    /// Empty: changed. Otherwise the key of the reason.
    pub reason: String,
    pub undone: bool,
    /// The guards whose warning nobody has looked at yet.
    pub warned: Vec<String>,
}

/// Where a run stands that goes through all that match.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    pub condition: String,
    /// No others than these.
    pub these: Option<Vec<TicketId>>,
    pub reached: TicketId,
    pub until: TicketId,
}

/// `run.id` is ignored; the answer carries the new one.
pub fn add(tx: &mut Tx, run: &Run, condition: Option<&str>, these: Option<&[TicketId]>) -> Result<Run, Fault> {
    let act = serde_json::to_string(&run.act).map_err(Fault::new)?;
    let these = these.map(serde_json::to_string).transpose().map_err(Fault::new)?;
    let id = tx.conn.first(
        "INSERT INTO runs (person_id, act, view, state, condition, these, until, total, at)
         VALUES ($1, $2, $3, $4, $5, $6, (SELECT COALESCE(MAX(id), 0) FROM tickets), $7, $8) RETURNING id",
        values![run.person, act, &run.view, run.state, condition, these, run.total, run.at],
        |row| row.get(0),
    )?;
    let id = id.ok_or_else(|| Fault::new("an inserted run gave no id"))?;
    Ok(Run { id, ..run.clone() })
}

pub fn load(read: &mut Read, id: RunId) -> Result<Option<Run>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM runs WHERE id = $1"), values![id], run)
}

/// The same, and nobody else changes it until the transaction ends.
pub fn hold(tx: &mut Tx, id: RunId) -> Result<Option<Run>, Fault> {
    tx.conn.first(&format!("SELECT {COLUMNS} FROM runs WHERE id = $1 {{for_update}}"), values![id], run)
}

/// Those of one person, the newest first; `before` is the last one of the page before.
pub fn of_person(read: &mut Read, person: PersonId, before: Option<RunId>, limit: usize) -> Result<Vec<Run>, Fault> {
    read.conn.all(
        &format!("SELECT {COLUMNS} FROM runs WHERE person_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3"),
        values![person, before.unwrap_or(RunId(i64::MAX)), limit],
        run,
    )
}

pub fn save(tx: &mut Tx, run: &Run) -> Result<(), Fault> {
    let sql = "UPDATE runs SET state = $2, changed = $3, kept = $4 WHERE id = $1";
    tx.conn.execute(sql, values![run.id, run.state, run.changed, run.kept]).map(drop)
}

pub fn way(read: &mut Read, id: RunId) -> Result<Option<Way>, Fault> {
    let sql = "SELECT condition, reached, until, these FROM runs WHERE id = $1 AND condition IS NOT NULL";
    read.conn.first(sql, values![id], |row| {
        let these: Option<String> = row.get(3)?;
        let these = these.map(|these| serde_json::from_str(&these)).transpose().map_err(Fault::new)?;
        Ok(Way { condition: row.get(0)?, these, reached: row.get(1)?, until: row.get(2)? })
    })
}

pub fn reach(tx: &mut Tx, id: RunId, reached: TicketId) -> Result<(), Fault> {
    tx.conn.execute("UPDATE runs SET reached = $2 WHERE id = $1", values![id, reached]).map(drop)
}

pub fn tell(tx: &mut Tx, id: RunId, ticket: TicketId, reason: &str, position: Option<i64>) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO run_outcomes (run_id, ticket_id, reason, position) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            values![id, ticket, reason, position],
        )
        .map(drop)
}

/// These guards warned of what was to be sent.
pub fn warn(tx: &mut Tx, id: RunId, ticket: TicketId, guards: &[String]) -> Result<(), Fault> {
    let guards = serde_json::to_string(guards).map_err(Fault::new)?;
    let sql = "UPDATE run_outcomes SET warned = $3 WHERE run_id = $1 AND ticket_id = $2";
    tx.conn.execute(sql, values![id, ticket, guards]).map(drop)
}

/// The first of those that were not sent because of a warning, each with its guards.
pub fn warned(read: &mut Read, id: RunId, limit: usize) -> Result<Vec<(TicketId, Vec<String>)>, Fault> {
    read.conn.all(
        "SELECT ticket_id, warned FROM run_outcomes WHERE run_id = $1 AND warned IS NOT NULL ORDER BY ticket_id LIMIT $2",
        values![id, limit],
        |row| Ok((row.get(0)?, guards(row.get(1)?)?)),
    )
}

/// Somebody has looked at the warnings, as far as to this ticket.
pub fn settle(tx: &mut Tx, id: RunId, last: TicketId, reason: &str) -> Result<(), Fault> {
    let sql = "UPDATE run_outcomes SET warned = NULL, reason = $3
               WHERE run_id = $1 AND ticket_id <= $2 AND warned IS NOT NULL";
    tx.conn.execute(sql, values![id, last, reason]).map(drop)
}

fn guards(written: Option<String>) -> Result<Vec<String>, Fault> {
    written.map_or(Ok(Vec::new()), |written| serde_json::from_str(&written).map_err(Fault::new))
}

/// What became of each: those that were left first. `after` is the last one of the page before.
pub fn outcomes(read: &mut Read, id: RunId, after: Option<TicketId>, limit: usize) -> Result<Vec<Outcome>, Fault> {
    read.conn.all(
        "SELECT o.ticket_id, t.number, t.subject, o.reason, o.undone, o.warned
         FROM run_outcomes o JOIN tickets t ON t.id = o.ticket_id
         WHERE o.run_id = $1 AND o.ticket_id > $2 ORDER BY o.ticket_id LIMIT $3",
        values![id, after.unwrap_or(TicketId(0)), limit],
        |row| {
            Ok(Outcome {
                ticket: row.get(0)?,
                number: row.get(1)?,
                subject: row.get(2)?,
                reason: row.get(3)?,
                undone: row.get(4)?,
                warned: guards(row.get(5)?)?,
            })
        },
    )
}

/// What is yet to be taken back: tickets and the events on them.
pub fn to_undo(read: &mut Read, id: RunId, limit: usize) -> Result<Vec<(TicketId, i64)>, Fault> {
    read.conn.all(
        "SELECT ticket_id, position FROM run_outcomes WHERE run_id = $1 AND position IS NOT NULL AND NOT undone
         ORDER BY ticket_id LIMIT $2",
        values![id, limit],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// The last of them.
pub fn last_to_undo(read: &mut Read, id: RunId, limit: usize) -> Result<Vec<(TicketId, i64)>, Fault> {
    read.conn.all(
        "SELECT ticket_id, position FROM run_outcomes WHERE run_id = $1 AND position IS NOT NULL AND NOT undone
         ORDER BY ticket_id DESC LIMIT $2",
        values![id, limit],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Taken back, or left with a reason; either way it is not tried again.
pub fn undone(tx: &mut Tx, id: RunId, ticket: TicketId, reason: &str) -> Result<(), Fault> {
    tx.conn
        .execute(
            "UPDATE run_outcomes SET undone = $3, reason = $4, position = NULL WHERE run_id = $1 AND ticket_id = $2",
            values![id, ticket, reason.is_empty(), reason],
        )
        .map(drop)
}

fn run(row: &Row) -> Result<Run, Fault> {
    let act: String = row.get(2)?;
    Ok(Run {
        id: row.get(0)?,
        person: row.get(1)?,
        act: serde_json::from_str(&act).map_err(Fault::new)?,
        view: row.get(3)?,
        state: row.get(4)?,
        total: row.get(5)?,
        changed: row.get(6)?,
        kept: row.get(7)?,
        at: row.get(8)?,
    })
}
