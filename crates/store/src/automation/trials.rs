//! Rules that are tried on what has happened.

use crate::value::Row;
use crate::{Read, Tx, values};
use desk::Fault;
use desk::automation::{Hit, RuleId, Trial, TrialId};
use desk::ticket::TicketId;

const COLUMNS: &str =
    "id, rule_id, version, person_id, days, state, since, reached, until, looked, matched, letters, at";

/// `trial.id` is ignored; the answer carries the new one.
pub fn add(tx: &mut Tx, trial: &Trial) -> Result<Trial, Fault> {
    let id = tx.conn.first(
        "INSERT INTO rule_trials (rule_id, version, person_id, days, state, since, reached, until, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
        values![
            trial.rule,
            trial.version,
            trial.person,
            trial.days,
            trial.state,
            trial.since,
            trial.reached,
            trial.until,
            trial.at
        ],
        |row| row.get(0),
    )?;
    let id = id.ok_or_else(|| Fault::new("an inserted trial gave no id"))?;
    Ok(Trial { id, ..trial.clone() })
}

pub fn load(read: &mut Read, id: TrialId) -> Result<Option<Trial>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM rule_trials WHERE id = $1"), values![id], trial)
}

pub fn hold(tx: &mut Tx, id: TrialId) -> Result<Option<Trial>, Fault> {
    tx.conn.first(&format!("SELECT {COLUMNS} FROM rule_trials WHERE id = $1 {{for_update}}"), values![id], trial)
}

pub fn save(tx: &mut Tx, trial: &Trial) -> Result<(), Fault> {
    tx.conn
        .execute(
            "UPDATE rule_trials SET state = $2, reached = $3, looked = $4, matched = $5, letters = $6 WHERE id = $1",
            values![trial.id, trial.state, trial.reached, trial.looked, trial.matched, trial.letters],
        )
        .map(drop)
}

/// Newest first.
pub fn of_rule(read: &mut Read, rule: RuleId, limit: usize) -> Result<Vec<Trial>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM rule_trials WHERE rule_id = $1 ORDER BY id DESC LIMIT $2");
    read.conn.all(&sql, values![rule, limit], trial)
}

pub fn hit(tx: &mut Tx, trial: TrialId, hit: &Hit) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO rule_trial_hits (trial_id, event, ticket_id, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            values![trial, hit.event, hit.ticket, hit.at],
        )
        .map(drop)
}

/// By ticket.
pub fn hits(read: &mut Read, trial: TrialId, limit: usize) -> Result<Vec<Hit>, Fault> {
    read.conn.all(
        "SELECT event, ticket_id, at FROM rule_trial_hits WHERE trial_id = $1 ORDER BY ticket_id, event LIMIT $2",
        values![trial, limit],
        |row| Ok(Hit { event: row.get(0)?, ticket: row.get::<TicketId>(1)?, at: row.get(2)? }),
    )
}

fn trial(row: &Row) -> Result<Trial, Fault> {
    Ok(Trial {
        id: row.get(0)?,
        rule: row.get(1)?,
        version: row.get(2)?,
        person: row.get(3)?,
        days: row.get(4)?,
        state: row.get(5)?,
        since: row.get(6)?,
        reached: row.get(7)?,
        until: row.get(8)?,
        looked: row.get(9)?,
        matched: row.get(10)?,
        letters: row.get(11)?,
        at: row.get(12)?,
    })
}
