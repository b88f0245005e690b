//! Tickets that lie in another one, and what moves between the two.

use crate::{Read, Tx, values};
use desk::Fault;
use desk::conversation::MessageId;
use desk::ticket::{TicketId, TicketNumber};

/// Every ticket that went into this one, straight or by way of another.
pub fn sources(read: &mut Read, ticket: TicketId) -> Result<Vec<(TicketId, TicketNumber)>, Fault> {
    read.conn.all(
        "WITH RECURSIVE merged (id, number) AS (
             SELECT id, number FROM tickets WHERE merged_into = $1
             UNION SELECT t.id, t.number FROM tickets t JOIN merged m ON t.merged_into = m.id)
         SELECT id, number FROM merged ORDER BY id",
        values![ticket],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Everything said on one ticket stands on another, with its letters. The answer names what went.
pub fn carry_all(tx: &mut Tx, from: TicketId, to: TicketId) -> Result<Vec<MessageId>, Fault> {
    let said =
        tx.conn.all("SELECT id FROM messages WHERE ticket_id = $1 ORDER BY id", values![from], |row| row.get(0))?;
    tx.conn.execute("UPDATE messages SET ticket_id = $2 WHERE ticket_id = $1", values![from, to])?;
    tx.conn
        .execute("UPDATE letters SET ticket_id = $2 WHERE ticket_id = $1 AND message IS NOT NULL", values![from, to])?;
    tx.conn.execute("UPDATE sides SET ticket_id = $2 WHERE ticket_id = $1", values![from, to])?;
    // Whoever has begun something on both keeps both: the one here, and the other where it was.
    tx.conn.execute(
        "UPDATE draft_comments SET ticket_id = $2 WHERE ticket_id = $1
         AND person_id NOT IN (SELECT person_id FROM drafts WHERE ticket_id = $2)",
        values![from, to],
    )?;
    tx.conn.execute(
        "UPDATE drafts SET ticket_id = $2 WHERE ticket_id = $1
         AND person_id NOT IN (SELECT person_id FROM drafts WHERE ticket_id = $2)",
        values![from, to],
    )?;
    tx.conn.execute(
        "UPDATE side_drafts SET ticket_id = $2 WHERE ticket_id = $1 AND side_id = 0
         AND person_id NOT IN (SELECT person_id FROM side_drafts WHERE ticket_id = $2 AND side_id = 0)",
        values![from, to],
    )?;
    Ok(said)
}

/// These messages back, as far as they are still there.
pub fn carry_back(tx: &mut Tx, messages: &[MessageId], from: TicketId, to: TicketId) -> Result<(), Fault> {
    for message in messages {
        let back = values![*message, from, to];
        let moved = tx.conn.execute("UPDATE messages SET ticket_id = $3 WHERE id = $1 AND ticket_id = $2", back)?;
        if moved == 1 {
            tx.conn.execute("UPDATE letters SET ticket_id = $3 WHERE message = $1 AND ticket_id = $2", back)?;
            tx.conn.execute(
                "UPDATE sides SET ticket_id = $3
                 WHERE id = (SELECT side_id FROM messages WHERE id = $1) AND ticket_id = $2",
                back,
            )?;
        }
    }
    Ok(())
}
