//! Which objects a ticket has to do with, and which tickets an object.

use super::objects::{COLUMNS, object};
use crate::form::values::cell;
use crate::ticket::people::padded;
use crate::{Read, Tx, values};
use desk::Fault;
use desk::form::Cell;
use desk::object::{Object, ObjectId, ObjectTypeId};
use desk::ticket::TicketId;

pub fn add(tx: &mut Tx, ticket: TicketId, object: ObjectId) -> Result<(), Fault> {
    tx.conn
        .execute("INSERT INTO ticket_objects (ticket_id, object_id) VALUES ($1, $2)", values![ticket, object])
        .map(drop)
}

pub fn remove(tx: &mut Tx, ticket: TicketId, object: ObjectId) -> Result<(), Fault> {
    tx.conn
        .execute("DELETE FROM ticket_objects WHERE ticket_id = $1 AND object_id = $2", values![ticket, object])
        .map(drop)
}

pub fn is_linked(read: &mut Read, ticket: TicketId, object: ObjectId) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM ticket_objects WHERE ticket_id = $1 AND object_id = $2";
    Ok(read.conn.first(sql, values![ticket, object], |_| Ok(()))?.is_some())
}

/// Those of a ticket, and of those that went into it.
pub fn of_tickets(read: &mut Read, tickets: &[TicketId]) -> Result<Vec<(TicketId, Object)>, Fault> {
    let (places, values) = padded(tickets.iter().map(|id| id.0).collect());
    let sql = format!(
        "SELECT {COLUMNS}, l.ticket_id FROM ticket_objects l JOIN objects o ON o.id = l.object_id WHERE l.ticket_id IN ({places})"
    );
    let mut found = read.conn.all(&sql, &values, |row| Ok((row.get::<TicketId>(7)?, object(row)?)))?;
    found.sort_by(|(_, a), (_, b)| (a.of, &a.name, a.id).cmp(&(b.of, &b.name, b.id)));
    Ok(found)
}

/// The newest tickets of an object, before one.
pub fn tickets_of(read: &mut Read, object: ObjectId, before: TicketId, limit: usize) -> Result<Vec<TicketId>, Fault> {
    let sql =
        "SELECT ticket_id FROM ticket_objects WHERE object_id = $1 AND ticket_id < $2 ORDER BY ticket_id DESC LIMIT $3";
    read.conn.all(sql, values![object, before, limit], |row| row.get(0))
}

/// For conditions: of which types objects are linked to a ticket, each once.
pub(crate) fn types_of(read: &mut Read, ticket: TicketId) -> Result<Vec<ObjectTypeId>, Fault> {
    let sql = "SELECT o.type_id FROM ticket_objects l JOIN objects o ON o.id = l.object_id WHERE l.ticket_id = $1";
    let mut found: Vec<ObjectTypeId> = read.conn.all(sql, values![ticket], |row| row.get(0))?;
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// For conditions: what stands in the fields of all of them.
pub(crate) fn cells_of(read: &mut Read, ticket: TicketId) -> Result<Vec<Cell>, Fault> {
    let sql =
        "SELECT v.field_id, v.position, v.number, v.text FROM ticket_objects l JOIN field_values v ON v.holder_id = l.object_id
         WHERE l.ticket_id = $1 AND EXISTS (SELECT 1 FROM fields f WHERE f.id = v.field_id AND f.holder = 'object')";
    read.conn.all(sql, values![ticket], cell)
}

/// For the search: the same of many tickets.
pub fn cells_of_many(read: &mut Read, tickets: &[TicketId]) -> Result<Vec<(TicketId, Cell)>, Fault> {
    let mut found = Vec::new();
    for some in tickets.chunks(256) {
        let (places, values) = padded(some.iter().map(|id| id.0).collect());
        let sql = format!(
            "SELECT v.field_id, v.position, v.number, v.text, l.ticket_id FROM ticket_objects l
             JOIN field_values v ON v.holder_id = l.object_id WHERE l.ticket_id IN ({places})
             AND EXISTS (SELECT 1 FROM fields f WHERE f.id = v.field_id AND f.holder = 'object')"
        );
        found.extend(read.conn.all(&sql, &values, |row| Ok((row.get(4)?, cell(row)?)))?);
    }
    Ok(found)
}
