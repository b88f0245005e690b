//! Who was called to look at a ticket.

use crate::value::Row;
use crate::{Read, Tx, values};
use desk::Fault;
use desk::conversation::{Mention, MessageId};
use desk::people::PersonId;
use desk::ticket::TicketId;

/// Once per message; false where they were called already.
pub fn add(tx: &mut Tx, person: PersonId, ticket: TicketId, message: MessageId) -> Result<bool, Fault> {
    let now = tx.now();
    let added = tx.conn.execute(
        "INSERT INTO mentions (person_id, ticket_id, message_id, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        values![person, ticket, message, now],
    )?;
    Ok(added == 1)
}

/// They have looked.
pub fn see(tx: &mut Tx, person: PersonId, ticket: TicketId) -> Result<bool, Fault> {
    let seen = tx.conn.execute(
        "UPDATE mentions SET seen = TRUE WHERE person_id = $1 AND ticket_id = $2 AND NOT seen",
        values![person, ticket],
    )?;
    Ok(seen > 0)
}

/// The newest first, before a message.
pub fn of_person(
    read: &mut Read,
    person: PersonId,
    before: Option<MessageId>,
    limit: usize,
) -> Result<Vec<Mention>, Fault> {
    read.conn.all(
        "SELECT ticket_id, message_id, at, seen FROM mentions WHERE person_id = $1 AND message_id < $2
         ORDER BY message_id DESC LIMIT $3",
        values![person, before.unwrap_or(MessageId(i64::MAX)), limit],
        mention,
    )
}

fn mention(row: &Row) -> Result<Mention, Fault> {
    Ok(Mention { ticket: row.get(0)?, message: row.get(1)?, at: row.get(2)?, seen: row.get(3)? })
}
