//! How tickets stand to each other: a row on each side.

use crate::{Read, Tx, values};
use desk::Fault;
use desk::ticket::{Relation, TicketId};

/// What others are to these tickets, in the order in which they were linked.
pub fn of(read: &mut Read, tickets: &[TicketId]) -> Result<Vec<(TicketId, TicketId, Relation)>, Fault> {
    let (places, values) = super::people::padded(tickets.iter().map(|id| id.0).collect());
    let sql = format!(
        "SELECT ticket_id, other_id, relation FROM ticket_links WHERE ticket_id IN ({places}) ORDER BY other_id"
    );
    read.conn.all(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

pub fn between(read: &mut Read, ticket: TicketId, other: TicketId) -> Result<Option<Relation>, Fault> {
    let sql = "SELECT relation FROM ticket_links WHERE ticket_id = $1 AND other_id = $2";
    read.conn.first(sql, values![ticket, other], |row| row.get(0))
}

/// Both sides at once.
pub fn add(tx: &mut Tx, ticket: TicketId, other: TicketId, relation: Relation) -> Result<(), Fault> {
    let sql = "INSERT INTO ticket_links (ticket_id, other_id, relation) VALUES ($1, $2, $3)";
    tx.conn.execute(sql, values![ticket, other, relation])?;
    tx.conn.execute(sql, values![other, ticket, relation.inverse()]).map(drop)
}

pub fn remove(tx: &mut Tx, ticket: TicketId, other: TicketId) -> Result<(), Fault> {
    let sql = "DELETE FROM ticket_links WHERE ticket_id = $1 AND other_id = $2";
    tx.conn.execute(sql, values![ticket, other])?;
    tx.conn.execute(sql, values![other, ticket]).map(drop)
}

/// Those that must wait for a ticket, or for what went into it: each once.
pub fn behind(read: &mut Read, ticket: TicketId) -> Result<Vec<TicketId>, Fault> {
    read.conn.all(
        "WITH RECURSIVE merged (id) AS (
             SELECT CAST($1 AS BIGINT)
             UNION SELECT t.id FROM tickets t JOIN merged m ON t.merged_into = m.id)
         SELECT DISTINCT l.other_id FROM merged m JOIN ticket_links l ON l.ticket_id = m.id
         WHERE l.relation = 'blocked' ORDER BY l.other_id",
        values![ticket],
        |row| row.get(0),
    )
}

/// Another ticket must be done before it, and is not.
pub fn is_blocked(read: &mut Read, ticket: TicketId) -> Result<bool, Fault> {
    let sql = format!("SELECT {} FROM tickets t WHERE t.id = $1", super::filter::BLOCKED);
    Ok(read.conn.first(&sql, values![ticket], |row| row.get(0))?.unwrap_or(false))
}

/// Whether one comes from a ticket to another by always asking who is that to it.
pub fn leads(read: &mut Read, from: TicketId, to: TicketId, relation: Relation) -> Result<bool, Fault> {
    let found = read.conn.first(
        "WITH RECURSIVE reached (id) AS (
             SELECT other_id FROM ticket_links WHERE ticket_id = $1 AND relation = $3
             UNION SELECT l.other_id FROM reached r JOIN ticket_links l ON l.ticket_id = r.id WHERE l.relation = $3)
         SELECT 1 FROM reached WHERE id = $2 LIMIT 1",
        values![from, to, relation],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}
