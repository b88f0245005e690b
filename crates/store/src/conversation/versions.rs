//! What drafts were before.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::{CleanHtml, Moment};
use desk::Fault;
use desk::conversation::{Draft, DraftVersion, DraftVersionId};
use desk::people::PersonId;
use desk::ticket::TicketId;

const COLUMNS: &str = "id, mode, text, html, at";

pub fn add(tx: &mut Tx, draft: &Draft) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO draft_versions (ticket_id, person_id, mode, text, html, at) VALUES ($1, $2, $3, $4, $5, $6)",
            values![draft.ticket, draft.person, draft.mode, &draft.text, draft.html.as_str(), draft.updated_at],
        )
        .map(drop)
}

/// The newest first.
pub fn of(read: &mut Read, ticket: TicketId, person: PersonId, limit: usize) -> Result<Vec<DraftVersion>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM draft_versions WHERE ticket_id = $1 AND person_id = $2 ORDER BY id DESC LIMIT $3"
    );
    read.conn.all(&sql, values![ticket, person, limit], version)
}

/// One of them.
pub fn load(
    read: &mut Read,
    ticket: TicketId,
    person: PersonId,
    id: DraftVersionId,
) -> Result<Option<DraftVersion>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM draft_versions WHERE id = $3 AND ticket_id = $1 AND person_id = $2");
    read.conn.first(&sql, values![ticket, person, id], version)
}

/// Forgets what is older.
pub fn sweep(tx: &mut Tx, before: Moment) -> Result<u64, Fault> {
    tx.conn.execute("DELETE FROM draft_versions WHERE at < $1", values![before])
}

fn version(row: &Row) -> Result<DraftVersion, Fault> {
    Ok(DraftVersion {
        id: row.get(0)?,
        mode: row.get(1)?,
        text: row.get(2)?,
        html: CleanHtml::trusted(row.get(3)?),
        at: row.get(4)?,
    })
}
