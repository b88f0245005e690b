//! References of correspondents' own ticket systems (`INC0012345`), learned from what they wrote.

use crate::{Read, Tx, values};
use desk::Fault;
use desk::ticket::TicketId;

pub fn learn(tx: &mut Tx, reference: &str, ticket: TicketId) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO foreign_references (reference, ticket_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            values![reference, ticket],
        )
        .map(drop)
}

/// The tickets a reference occurred in, the newest first.
pub fn tickets(read: &mut Read, reference: &str) -> Result<Vec<TicketId>, Fault> {
    read.conn.all(
        "SELECT ticket_id FROM foreign_references WHERE reference = $1 ORDER BY ticket_id DESC LIMIT 20",
        values![reference],
        |row| row.get(0),
    )
}
