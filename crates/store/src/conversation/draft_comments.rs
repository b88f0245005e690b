//! What colleagues say about a shared draft.

use crate::{Read, Tx, values};
use desk::Fault;
use desk::conversation::DraftComment;
use desk::people::PersonId;
use desk::ticket::TicketId;

pub fn add(tx: &mut Tx, ticket: TicketId, person: PersonId, new: &DraftComment) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO draft_comments (ticket_id, person_id, by_id, text, at) VALUES ($1, $2, $3, $4, $5)",
            values![ticket, person, new.by, &new.text, new.at],
        )
        .map(drop)
}

/// Of one draft, the oldest first.
pub fn of(read: &mut Read, ticket: TicketId, person: PersonId) -> Result<Vec<DraftComment>, Fault> {
    read.conn.all(
        "SELECT by_id, text, at FROM draft_comments WHERE ticket_id = $1 AND person_id = $2 ORDER BY id",
        values![ticket, person],
        |row| Ok(DraftComment { by: row.get(0)?, text: row.get(1)?, at: row.get(2)? }),
    )
}

/// The draft is somebody else's now.
pub fn hand_over(tx: &mut Tx, ticket: TicketId, from: PersonId, to: PersonId) -> Result<(), Fault> {
    let sql = "UPDATE draft_comments SET person_id = $3 WHERE ticket_id = $1 AND person_id = $2";
    tx.conn.execute(sql, values![ticket, from, to]).map(drop)
}
