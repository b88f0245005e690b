//! What stands in the fields of tickets, place by place, so that lists go by it (ADR 0188).

use crate::{Tx, values};
use desk::Fault;
use desk::form::{By, Cell, Field};
use desk::people::folded;
use desk::ticket::Ticket;

/// Characters of a text that a list goes by.
const ORDERED: usize = 100;

/// In the place of what was there; of several values the first one counts.
pub(crate) fn put(tx: &mut Tx, field: &Field, ticket: i64, first: Option<&Cell>) -> Result<(), Fault> {
    let Some(by) = field.nature.order() else { return Ok(()) };
    tx.conn.execute("DELETE FROM ticket_orders WHERE ticket_id = $1 AND field_id = $2", values![ticket, field.id])?;
    let Some(cell) = first else { return Ok(()) };
    let (number, key) = match by {
        By::Number | By::Items(_) => (cell.number.unwrap_or_default(), String::new()),
        By::Text => (0, folded(cell.text.as_deref().unwrap_or_default()).chars().take(ORDERED).collect()),
    };
    let sql = "INSERT INTO ticket_orders (field_id, place, number, key, ticket_id)
         SELECT CAST($1 AS BIGINT), t.place, CAST($2 AS BIGINT), CAST($3 AS TEXT), t.id FROM tickets t WHERE t.id = $4";
    tx.conn.execute(sql, values![field.id, number, key, ticket]).map(drop)
}

/// It lies in another place now.
pub(super) fn moved(tx: &mut Tx, ticket: &Ticket) -> Result<(), Fault> {
    let sql = "UPDATE ticket_orders SET place = $2 WHERE ticket_id = $1";
    tx.conn.execute(sql, values![ticket.id, ticket.place()]).map(drop)
}
