//! Passages of messages that agents have highlighted.

use crate::value::Row;
use crate::{Read, Tx, values};
use desk::Fault;
use desk::conversation::{Ink, Marker, MarkerId, MarkerWish, MessageId};
use desk::ticket::TicketId;

const COLUMNS: &str = "k.id, k.message_id, k.author_id, k.at, k.ink, k.quote, k.start, k.note";

pub fn add(tx: &mut Tx, message: MessageId, wish: &MarkerWish) -> Result<MarkerId, Fault> {
    let (author, now) = (tx.actor().person(), tx.now());
    let id = tx.conn.first(
        "INSERT INTO markers (message_id, author_id, at, ink, quote, start, note)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        values![message, author, now, wish.ink.name(), &wish.quote, wish.start, &wish.note],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted marker gave no id"))
}

pub fn load(read: &mut Read, id: MarkerId) -> Result<Option<Marker>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM markers k WHERE k.id = $1");
    read.conn.first(&sql, values![id], marker)
}

pub fn counted(read: &mut Read, message: MessageId) -> Result<usize, Fault> {
    let found: Option<i64> =
        read.conn.first("SELECT COUNT(*) FROM markers WHERE message_id = $1", values![message], |row| row.get(0))?;
    Ok(usize::try_from(found.unwrap_or(0)).unwrap_or(0))
}

/// In the order in which they stand in their messages.
pub fn of_ticket(read: &mut Read, ticket: TicketId) -> Result<Vec<Marker>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM messages m JOIN markers k ON k.message_id = m.id WHERE m.ticket_id = $1");
    let mut found = read.conn.all(&sql, values![ticket], marker)?;
    found.sort_by_key(|marker| (marker.message, marker.wish.start, marker.id));
    Ok(found)
}

pub fn remove(tx: &mut Tx, id: MarkerId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM markers WHERE id = $1", values![id]).map(drop)
}

fn marker(row: &Row) -> Result<Marker, Fault> {
    let ink: String = row.get(4)?;
    Ok(Marker {
        id: row.get(0)?,
        message: row.get(1)?,
        author: row.get(2)?,
        at: row.get(3)?,
        wish: MarkerWish {
            ink: Ink::named(&ink).unwrap_or(Ink::Yellow),
            quote: row.get(5)?,
            start: row.get(6)?,
            note: row.get(7)?,
        },
    })
}
