//! What becomes of tickets when they wake at their moment.

use crate::{Read, Tx, values};
use desk::Fault;
use desk::ticket::{StatusId, TicketId};

pub fn of(read: &mut Read, ticket: TicketId) -> Result<Option<StatusId>, Fault> {
    read.conn.first("SELECT status_id FROM wakings WHERE ticket_id = $1", values![ticket], |row| row.get(0))
}

/// None: it comes back as it is.
pub fn set(tx: &mut Tx, ticket: TicketId, status: Option<StatusId>) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM wakings WHERE ticket_id = $1", values![ticket])?;
    if let Some(status) = status {
        tx.conn.execute("INSERT INTO wakings (ticket_id, status_id) VALUES ($1, $2)", values![ticket, status])?;
    }
    Ok(())
}
