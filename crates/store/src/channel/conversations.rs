//! Where tickets stand in Outlook's conversations.

use crate::{Read, Tx, values};
use desk::Fault;
use desk::ticket::TicketId;

/// What a message brought last: Thread-Index and Thread-Topic as they stood.
pub fn learn(tx: &mut Tx, ticket: TicketId, value: &str, topic: &str) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO conversation_indexes (ticket_id, value, topic) VALUES ($1, $2, $3)
             ON CONFLICT (ticket_id) DO UPDATE SET value = excluded.value, topic = excluded.topic",
            values![ticket, value, topic],
        )
        .map(drop)
}

pub fn of(read: &mut Read, ticket: TicketId) -> Result<Option<(String, String)>, Fault> {
    let sql = "SELECT value, topic FROM conversation_indexes WHERE ticket_id = $1";
    read.conn.first(sql, values![ticket], |row| Ok((row.get(0)?, row.get(1)?)))
}
