//! The graph of Message-IDs: which ticket an id belongs to, whether we received it, sent it or only saw it referred to.

use crate::{Read, Tx, values};
use desk::Fault;
use desk::conversation::MessageId;
use desk::ticket::TicketId;

/// Octets of an id at most: entries of indexes are bounded. Whoever meets a longer one takes its digest.
pub const LONGEST: usize = 400;

/// Notes that an id belongs to a ticket; `message` is none where it was only seen in References.
pub fn learn(tx: &mut Tx, id: &str, ticket: TicketId, message: Option<MessageId>) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO message_ids (message_id, ticket_id, message) VALUES ($1, $2, $3)
             ON CONFLICT (message_id, ticket_id) DO UPDATE SET message = COALESCE(message_ids.message, excluded.message)",
            values![id, ticket, message],
        )
        .map(drop)
}

/// An id does not belong to a ticket any more.
pub fn forget(tx: &mut Tx, id: &str, ticket: TicketId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM message_ids WHERE message_id = $1 AND ticket_id = $2", values![id, ticket]).map(drop)
}

/// The tickets an id belongs to, newest first.
pub fn tickets(read: &mut Read, id: &str) -> Result<Vec<TicketId>, Fault> {
    read.conn.all(
        "SELECT ticket_id FROM message_ids WHERE message_id = $1 ORDER BY ticket_id DESC LIMIT 10",
        values![id],
        |row| row.get(0),
    )
}

/// The message we received or sent under this id, with its ticket.
pub fn message(read: &mut Read, id: &str) -> Result<Option<(TicketId, MessageId)>, Fault> {
    read.conn.first(
        "SELECT ticket_id, message FROM message_ids WHERE message_id = $1 AND message IS NOT NULL ORDER BY ticket_id DESC LIMIT 1",
        values![id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// The tickets an id belongs to, newest first, each with the message that has the id; none where it was only seen.
pub fn holders(read: &mut Read, id: &str) -> Result<Vec<(TicketId, Option<MessageId>)>, Fault> {
    read.conn.all(
        "SELECT ticket_id, message FROM message_ids WHERE message_id = $1 ORDER BY ticket_id DESC LIMIT 10",
        values![id],
        |row| Ok((row.get(0)?, row.get::<Option<i64>>(1)?.map(MessageId))),
    )
}
