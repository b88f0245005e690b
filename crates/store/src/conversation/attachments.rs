//! Files of messages; their bytes are in the blob store under the digest.

use crate::ticket::people::{padded, padded_after};
use crate::value::{Row, Value};
use crate::{Read, Tx, values};
use desk::Fault;
use desk::conversation::{Attachment, AttachmentId, MessageId, NewAttachment};
use desk::people::PersonId;
use desk::ticket::TicketId;
use std::collections::HashSet;

const COLUMNS: &str = "a.id, a.message_id, a.digest, a.name, a.content_type, a.size, a.inline, a.content_id";

pub fn add(tx: &mut Tx, message: MessageId, file: &NewAttachment) -> Result<AttachmentId, Fault> {
    let id = tx.conn.first(
        "INSERT INTO attachments (message_id, digest, name, content_type, size, inline, content_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        values![
            message,
            &file.digest,
            &file.name,
            &file.content_type,
            file.size,
            file.inline,
            file.content_id.as_ref()
        ],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted attachment gave no id"))
}

/// The files of a message that was read anew.
pub fn replace(tx: &mut Tx, message: MessageId, files: &[NewAttachment]) -> Result<(), Fault> {
    unlink(tx, message)?;
    tx.conn.execute("DELETE FROM attachments WHERE message_id = $1", values![message])?;
    files.iter().try_for_each(|file| add(tx, message, file).map(drop))
}

/// Links to them lead nowhere any more.
pub(super) fn unlink(tx: &mut Tx, message: MessageId) -> Result<(), Fault> {
    let sql = "DELETE FROM file_links WHERE attachment_id IN (SELECT id FROM attachments WHERE message_id = $1)";
    tx.conn.execute(sql, values![message]).map(drop)
}

pub fn load(read: &mut Read, id: AttachmentId) -> Result<Option<Attachment>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM attachments a WHERE a.id = $1"), values![id], attachment)
}

pub fn of_message(read: &mut Read, message: MessageId) -> Result<Vec<Attachment>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM attachments a WHERE a.message_id = $1 ORDER BY a.id");
    read.conn.all(&sql, values![message], attachment)
}

/// The same, for another message to have or to be compared with.
pub fn anew(read: &mut Read, message: MessageId) -> Result<Vec<NewAttachment>, Fault> {
    Ok(of_message(read, message)?.into_iter().map(NewAttachment::from).collect())
}

pub fn of_ticket(read: &mut Read, ticket: TicketId) -> Result<Vec<Attachment>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM messages m JOIN attachments a ON a.message_id = m.id WHERE m.ticket_id = $1 ORDER BY a.id"
    );
    read.conn.all(&sql, &[Value::from(ticket)], attachment)
}

/// Bytes of a picture that adorns a letter at most.
const LARGEST_ADORNMENT: i64 = 100_000;

/// Small pictures of a ticket that stand in messages of other tickets again and again: logos and icons, which say nothing.
/// What an agent attaches is meant.
pub fn adornments(read: &mut Read, ticket: TicketId) -> Result<HashSet<AttachmentId>, Fault> {
    let found = read.conn.all(
        "SELECT a.id FROM messages m JOIN attachments a ON a.message_id = m.id
         WHERE m.ticket_id = $1 AND a.size <= $2 AND a.content_type LIKE 'image/%' AND (a.inline OR m.kind = 'incoming')
             AND EXISTS (SELECT 1 FROM attachments b JOIN messages n ON n.id = b.message_id
                 WHERE b.digest = a.digest AND n.ticket_id <> $1 LIMIT 1 OFFSET 3)",
        values![ticket, LARGEST_ADORNMENT],
        |row| row.get(0),
    )?;
    Ok(found.into_iter().collect())
}

/// What somebody, under any of their names, sent on these tickets, the newest first.
pub fn sent_by(
    read: &mut Read,
    selves: &[PersonId],
    tickets: &[TicketId],
) -> Result<Vec<(TicketId, Attachment)>, Fault> {
    let (places, mut values) = padded(tickets.iter().map(|id| id.0).collect());
    let (authors, selves) = padded_after(values.len(), selves.iter().map(|id| id.0).collect());
    values.extend(selves);
    let sql = format!(
        "WITH said AS MATERIALIZED (SELECT id, ticket_id FROM messages
             WHERE ticket_id IN ({places}) AND author_id IN ({authors}) AND kind = 'incoming' AND side_id IS NULL)
         SELECT {COLUMNS}, s.ticket_id FROM said s JOIN attachments a ON a.message_id = s.id
         WHERE NOT a.inline ORDER BY a.id DESC"
    );
    read.conn.all(&sql, &values, |row| Ok((row.get(8)?, attachment(row)?)))
}

fn attachment(row: &Row) -> Result<Attachment, Fault> {
    Ok(Attachment {
        id: row.get(0)?,
        message: row.get(1)?,
        digest: row.get(2)?,
        name: row.get(3)?,
        content_type: row.get(4)?,
        size: row.get(5)?,
        inline: row.get(6)?,
        content_id: row.get(7)?,
    })
}
