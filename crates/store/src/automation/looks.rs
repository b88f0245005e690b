//! What rules saw of tickets.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;
use desk::automation::{Judged, Look};
use desk::ticket::TicketId;

pub fn add(tx: &mut Tx, look: &Look) -> Result<(), Fault> {
    let sight = serde_json::to_string(&look.sight).map_err(Fault::new)?;
    let judged = serde_json::to_string(&look.judged).map_err(Fault::new)?;
    tx.conn
        .execute(
            "INSERT INTO rule_looks (ticket_id, event, at, sight, judged) VALUES ($1, $2, $3, $4, $5)",
            values![look.ticket, look.event, look.at, sight, judged],
        )
        .map(drop)
}

/// Newest first.
pub fn of_ticket(read: &mut Read, ticket: TicketId, limit: usize) -> Result<Vec<Look>, Fault> {
    read.conn.all(
        "SELECT ticket_id, event, at, sight, judged FROM rule_looks WHERE ticket_id = $1 ORDER BY id DESC LIMIT $2",
        values![ticket, limit],
        look,
    )
}

/// What rules made of tickets last, newest first.
pub fn newest_judged(read: &mut Read, limit: usize) -> Result<Vec<Vec<Judged>>, Fault> {
    read.conn.all("SELECT judged FROM rule_looks WHERE id > 0 ORDER BY id DESC LIMIT $1", values![limit], |row| {
        serde_json::from_str(&row.get::<String>(0)?).map_err(Fault::new)
    })
}

/// Forgets what is older, some at a time; how many there were.
pub fn sweep(tx: &mut Tx, before: Moment, limit: usize) -> Result<u64, Fault> {
    let sql = "DELETE FROM rule_looks WHERE id IN (SELECT id FROM rule_looks WHERE at < $1 ORDER BY at LIMIT $2)";
    tx.conn.execute(sql, values![before, limit])
}

fn look(row: &Row) -> Result<Look, Fault> {
    Ok(Look {
        ticket: row.get(0)?,
        event: row.get(1)?,
        at: row.get(2)?,
        sight: serde_json::from_str(&row.get::<String>(3)?).map_err(Fault::new)?,
        judged: serde_json::from_str(&row.get::<String>(4)?).map_err(Fault::new)?,
    })
}
