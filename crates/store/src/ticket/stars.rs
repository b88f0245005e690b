//! Stars: which tickets somebody wants to find again.

use crate::{Read, Tx, values};
use desk::Fault;
use desk::people::PersonId;
use desk::ticket::TicketId;

/// True when there was none.
pub fn add(tx: &mut Tx, person: PersonId, ticket: TicketId) -> Result<bool, Fault> {
    let sql = "INSERT INTO stars (person_id, ticket_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    Ok(tx.conn.execute(sql, values![person, ticket])? == 1)
}

/// True when there was one.
pub fn remove(tx: &mut Tx, person: PersonId, ticket: TicketId) -> Result<bool, Fault> {
    let sql = "DELETE FROM stars WHERE person_id = $1 AND ticket_id = $2";
    Ok(tx.conn.execute(sql, values![person, ticket])? == 1)
}

/// Those of these tickets that this person has put a star on.
pub fn among(read: &mut Read, person: PersonId, tickets: &[TicketId]) -> Result<Vec<TicketId>, Fault> {
    if tickets.is_empty() {
        return Ok(Vec::new());
    }
    let (places, mut values) = super::people::padded(tickets.iter().map(|id| id.0).collect());
    values.push(person.into());
    let sql = format!("SELECT ticket_id FROM stars WHERE ticket_id IN ({places}) AND person_id = ${}", values.len());
    read.conn.all(&sql, &values, |row| row.get(0))
}
