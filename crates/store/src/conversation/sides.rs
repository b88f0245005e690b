//! Side conversations of tickets.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::Email;
use desk::Fault;
use desk::conversation::{Side, SideId};
use desk::ticket::TicketId;

const COLUMNS: &str = "id, ticket_id, subject, state, owner_id, began_at, spoken_at";

/// `side.id` is ignored; the answer is the new one.
pub fn add(tx: &mut Tx, side: &Side) -> Result<SideId, Fault> {
    let id = tx.conn.first(
        "INSERT INTO sides (ticket_id, subject, state, owner_id, began_at, spoken_at)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        values![side.ticket, &side.subject, side.state, side.owner, side.began_at, side.spoken_at],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted side conversation gave no id"))
}

pub fn load(read: &mut Read, id: SideId) -> Result<Option<Side>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM sides WHERE id = $1"), values![id], side)
}

/// Held until the end.
pub fn hold(tx: &mut Tx, id: SideId) -> Result<Option<Side>, Fault> {
    tx.conn.first(&format!("SELECT {COLUMNS} FROM sides WHERE id = $1 {{for_update}}"), values![id], side)
}

pub fn save(tx: &mut Tx, side: &Side) -> Result<(), Fault> {
    tx.conn
        .execute(
            "UPDATE sides SET state = $2, spoken_at = $3 WHERE id = $1",
            values![side.id, side.state, side.spoken_at],
        )
        .map(drop)
}

/// Of one in which nothing stands.
pub fn remove(tx: &mut Tx, id: SideId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM sides WHERE id = $1", values![id]).map(drop)
}

/// In the order in which they were begun.
pub fn of_ticket(read: &mut Read, ticket: TicketId) -> Result<Vec<Side>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM sides WHERE ticket_id = $1 ORDER BY id");
    read.conn.all(&sql, values![ticket], side)
}

/// The side conversation of a ticket in which an address was last written to.
pub fn with(read: &mut Read, ticket: TicketId, address: &Email) -> Result<Option<SideId>, Fault> {
    read.conn.first(
        "SELECT m.side_id FROM letters l JOIN deliveries d ON d.letter_id = l.id JOIN messages m ON m.id = l.message
         WHERE l.ticket_id = $1 AND d.canonical = $2 AND m.side_id IS NOT NULL AND l.state <> 'cancelled'
         ORDER BY l.id DESC LIMIT 1",
        values![ticket, address.canonical()],
        |row| row.get(0),
    )
}

fn side(row: &Row) -> Result<Side, Fault> {
    Ok(Side {
        id: row.get(0)?,
        ticket: row.get(1)?,
        subject: row.get(2)?,
        state: row.get(3)?,
        owner: row.get(4)?,
        began_at: row.get(5)?,
        spoken_at: row.get(6)?,
    })
}
