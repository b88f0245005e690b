//! Schedules: for which tickets they hold, and when to look again.

use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;
use desk::automation::RuleId;
use desk::ticket::TicketId;

/// The schedules that hold for a ticket, as far as is known.
pub fn of_ticket(read: &mut Read, ticket: TicketId) -> Result<Vec<RuleId>, Fault> {
    read.conn.all("SELECT rule_id FROM rule_episodes WHERE ticket_id = $1", values![ticket], |row| row.get(0))
}

/// False: the episode has begun before.
pub fn begin(tx: &mut Tx, rule: RuleId, ticket: TicketId) -> Result<bool, Fault> {
    let sql = "INSERT INTO rule_episodes (rule_id, ticket_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    Ok(tx.conn.execute(sql, values![rule, ticket])? == 1)
}

pub fn end(tx: &mut Tx, rule: RuleId, ticket: TicketId) -> Result<(), Fault> {
    let sql = "DELETE FROM rule_episodes WHERE rule_id = $1 AND ticket_id = $2";
    tx.conn.execute(sql, values![rule, ticket]).map(drop)
}

/// When each schedule looks at a ticket again; what was planned is forgotten.
pub fn plan(tx: &mut Tx, ticket: TicketId, turns: &[(RuleId, Moment)]) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM rule_rechecks WHERE ticket_id = $1", values![ticket])?;
    turns.iter().try_for_each(|(rule, at)| plan_one(tx, ticket, *rule, *at))
}

/// The same for one schedule.
pub fn plan_one(tx: &mut Tx, ticket: TicketId, rule: RuleId, at: Moment) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO rule_rechecks (rule_id, ticket_id, at) VALUES ($1, $2, $3)
             ON CONFLICT (rule_id, ticket_id) DO UPDATE SET at = excluded.at",
            values![rule, ticket, at],
        )
        .map(drop)
}

/// Tickets to look at by now.
pub fn due(read: &mut Read, limit: usize) -> Result<Vec<TicketId>, Fault> {
    let now = read.now();
    let mut tickets: Vec<TicketId> = read.conn.all(
        "SELECT ticket_id FROM rule_rechecks WHERE at <= $1 ORDER BY at LIMIT $2",
        values![now, limit],
        |row| row.get(0),
    )?;
    let mut seen = std::collections::HashSet::new();
    tickets.retain(|ticket| seen.insert(*ticket));
    Ok(tickets)
}

/// A schedule begins anew with the first ticket.
pub fn begin_walk(tx: &mut Tx, rule: RuleId) -> Result<(), Fault> {
    forget(tx, rule)?;
    tx.conn.execute("INSERT INTO rule_walks (rule_id, reached) VALUES ($1, 0)", values![rule]).map(drop)
}

/// Everything that is known of a schedule.
pub fn forget(tx: &mut Tx, rule: RuleId) -> Result<(), Fault> {
    for table in ["rule_episodes", "rule_rechecks", "rule_walks"] {
        tx.conn.execute(&format!("DELETE FROM {table} WHERE rule_id = $1"), values![rule])?;
    }
    Ok(())
}

/// Schedules on their way, with the last ticket that each has looked at.
pub fn walks(read: &mut Read) -> Result<Vec<(RuleId, TicketId)>, Fault> {
    read.conn.all("SELECT rule_id, reached FROM rule_walks ORDER BY reached, rule_id", &[], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// None: it has come to the end.
pub fn walk_on(tx: &mut Tx, rule: RuleId, reached: Option<TicketId>) -> Result<(), Fault> {
    match reached {
        Some(reached) => {
            let sql = "UPDATE rule_walks SET reached = $2 WHERE rule_id = $1";
            tx.conn.execute(sql, values![rule, reached]).map(drop)
        }
        None => tx.conn.execute("DELETE FROM rule_walks WHERE rule_id = $1", values![rule]).map(drop),
    }
}
