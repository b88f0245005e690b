//! Files that went as links in letters, a row for each.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;
use desk::channel::FileLink;
use desk::conversation::{AttachmentId, MessageId};
use desk::ticket::TicketId;

const COLUMNS: &str = "f.attachment_id, f.until, f.revoked_at, f.fetched_at";

/// A letter that leaves once more makes its links good for longer; one that was taken away stays so.
pub fn keep(tx: &mut Tx, file: AttachmentId, until: Moment) -> Result<(), Fault> {
    let sql = "INSERT INTO file_links (attachment_id, until) VALUES ($1, $2)
         ON CONFLICT (attachment_id) DO UPDATE SET until = excluded.until";
    tx.conn.execute(sql, values![file, until]).map(drop)
}

pub fn load(read: &mut Read, file: AttachmentId) -> Result<Option<FileLink>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM file_links f WHERE f.attachment_id = $1"), values![file], link)
}

pub fn of_message(read: &mut Read, message: MessageId) -> Result<Vec<FileLink>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM attachments a JOIN file_links f ON f.attachment_id = a.id
         WHERE a.message_id = $1"
    );
    read.conn.all(&sql, values![message], link)
}

pub fn of_ticket(read: &mut Read, ticket: TicketId) -> Result<Vec<FileLink>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM messages m JOIN attachments a ON a.message_id = m.id
         JOIN file_links f ON f.attachment_id = a.id WHERE m.ticket_id = $1"
    );
    read.conn.all(&sql, values![ticket], link)
}

pub fn revoke(tx: &mut Tx, link: &FileLink) -> Result<(), Fault> {
    let sql = "UPDATE file_links SET revoked_at = $2 WHERE attachment_id = $1";
    tx.conn.execute(sql, values![link.file, link.revoked_at]).map(drop)
}

/// True: it was for the first time.
pub fn fetched(tx: &mut Tx, file: AttachmentId, at: Moment) -> Result<bool, Fault> {
    let sql = "UPDATE file_links SET fetched_at = $2 WHERE attachment_id = $1 AND fetched_at IS NULL";
    Ok(tx.conn.execute(sql, values![file, at])? == 1)
}

fn link(row: &Row) -> Result<FileLink, Fault> {
    Ok(FileLink { file: row.get(0)?, until: row.get(1)?, revoked_at: row.get(2)?, fetched_at: row.get(3)? })
}
