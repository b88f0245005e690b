//! Rules that fired.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;
use desk::automation::{Firing, FiringId, Outcome, RuleId, StepDone};
use desk::ticket::TicketId;

const COLUMNS: &str = "id, rule_id, version, ticket_id, event, at, outcome, steps";

/// `firing.id` is ignored. None: this rule has fired for this event before.
pub fn add(tx: &mut Tx, firing: &Firing) -> Result<Option<FiringId>, Fault> {
    let steps = serde_json::to_string(&firing.steps).map_err(Fault::new)?;
    tx.conn.first(
        "INSERT INTO rule_firings (rule_id, version, ticket_id, event, at, outcome, steps)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (rule_id, event) DO NOTHING RETURNING id",
        values![firing.rule, firing.version, firing.ticket, firing.event, firing.at, firing.outcome, steps],
        |row| row.get(0),
    )
}

/// What it did, once it has done it.
pub fn tell(tx: &mut Tx, id: FiringId, outcome: Outcome, steps: &[StepDone]) -> Result<(), Fault> {
    let steps = serde_json::to_string(steps).map_err(Fault::new)?;
    let sql = "UPDATE rule_firings SET outcome = $2, steps = $3 WHERE id = $1";
    tx.conn.execute(sql, values![id, outcome, steps]).map(drop)
}

pub fn hold(tx: &mut Tx, id: FiringId) -> Result<Option<Firing>, Fault> {
    tx.conn.first(&format!("SELECT {COLUMNS} FROM rule_firings WHERE id = $1 {{for_update}}"), values![id], firing)
}

/// Newest first.
pub fn of_ticket(read: &mut Read, ticket: TicketId, limit: usize) -> Result<Vec<Firing>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM rule_firings WHERE ticket_id = $1 ORDER BY id DESC LIMIT $2");
    read.conn.all(&sql, values![ticket, limit], firing)
}

pub fn of_rule(read: &mut Read, rule: RuleId, limit: usize) -> Result<Vec<Firing>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM rule_firings WHERE rule_id = $1 ORDER BY id DESC LIMIT $2");
    read.conn.all(&sql, values![rule, limit], firing)
}

/// Forgets what is older, some at a time; how many there were.
pub fn sweep(tx: &mut Tx, before: Moment, limit: usize) -> Result<u64, Fault> {
    let sql = "DELETE FROM rule_firings WHERE id IN (SELECT id FROM rule_firings WHERE at < $1 ORDER BY at LIMIT $2)";
    tx.conn.execute(sql, values![before, limit])
}

fn firing(row: &Row) -> Result<Firing, Fault> {
    Ok(Firing {
        id: row.get(0)?,
        rule: row.get(1)?,
        version: row.get(2)?,
        ticket: row.get(3)?,
        event: row.get(4)?,
        at: row.get(5)?,
        outcome: row.get(6)?,
        steps: serde_json::from_str::<Vec<StepDone>>(&row.get::<String>(7)?).map_err(Fault::new)?,
    })
}
