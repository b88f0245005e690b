//! What was said and must not be kept: wiped from every table that holds it; and what notes said before.

use crate::{Read, Tx, values};
use base::{CleanHtml, Digest, Moment};
use desk::Fault;
use desk::conversation::{AttachmentId, Message, MessageId};
use desk::people::PersonId;
use desk::ticket::TicketId;

/// Says of a message that it was wiped, or edited: keys of sentences.
pub const REDACTED: &str = "warning-redacted";
pub const EDITED: &str = "warning-edited";
pub const BLACKENED: &str = "warning-blackened";

/// Everything a message said is gone, with its files and its original. The answer names the bytes that it held.
pub fn wipe(tx: &mut Tx, message: MessageId) -> Result<Vec<Digest>, Fault> {
    let mut held = files_of(tx, message)?;
    held.extend(wipe_original(tx, message)?);
    super::attachments::unlink(tx, message)?;
    tx.conn.execute("DELETE FROM attachments WHERE message_id = $1", values![message])?;
    tx.conn.execute("DELETE FROM note_versions WHERE message_id = $1", values![message])?;
    tx.conn.execute("DELETE FROM markers WHERE message_id = $1", values![message])?;
    tx.conn.execute("UPDATE letters SET subject = '' WHERE message = $1", values![message])?;
    let warnings = format!("[\"{REDACTED}\"]");
    tx.conn.execute(
        "UPDATE messages SET subject = '', text = '', html = '', new_text = '', warnings = $2 WHERE id = $1",
        values![message, warnings],
    )?;
    Ok(held)
}

/// One file is gone, and the original it came in.
pub fn wipe_file(tx: &mut Tx, message: MessageId, file: AttachmentId) -> Result<Vec<Digest>, Fault> {
    let digest = tx.conn.all("SELECT digest FROM attachments WHERE id = $1", values![file], |row| row.get(0))?;
    tx.conn.execute("DELETE FROM file_links WHERE attachment_id = $1", values![file])?;
    tx.conn.execute("DELETE FROM attachments WHERE id = $1", values![file])?;
    let original = wipe_original(tx, message)?;
    Ok(digest.into_iter().chain(original).collect())
}

/// The message as it is now, without a passage; what still says it goes: its original, what a note said before, and what
/// was highlighted.
pub fn blacken(tx: &mut Tx, message: &Message) -> Result<Vec<Digest>, Fault> {
    super::messages::rewrite(tx, message)?;
    tx.conn.execute("DELETE FROM note_versions WHERE message_id = $1", values![message.id])?;
    tx.conn.execute("DELETE FROM markers WHERE message_id = $1", values![message.id])?;
    wipe_original(tx, message.id)
}

fn files_of(read: &mut Read, message: MessageId) -> Result<Vec<Digest>, Fault> {
    read.conn.all("SELECT digest FROM attachments WHERE message_id = $1", values![message], |row| row.get(0))
}

/// The message as it arrived, and whatever was read from it.
fn wipe_original(tx: &mut Tx, message: MessageId) -> Result<Vec<Digest>, Fault> {
    let mut held: Vec<Digest> = tx.conn.all(
        "SELECT raw FROM messages WHERE id = $1 AND raw IS NOT NULL
         UNION SELECT raw FROM intakes WHERE message_id = $1
         UNION SELECT f.digest FROM readings r JOIN reading_files f ON f.reading_id = r.id WHERE r.message_id = $1",
        values![message],
        |row| row.get(0),
    )?;
    held.retain(|digest| !digest.as_str().is_empty());
    tx.conn.execute(
        "DELETE FROM reading_files WHERE reading_id IN (SELECT id FROM readings WHERE message_id = $1)",
        values![message],
    )?;
    tx.conn.execute("DELETE FROM readings WHERE message_id = $1", values![message])?;
    tx.conn.execute("UPDATE messages SET raw = NULL WHERE id = $1", values![message])?;
    tx.conn.execute(
        "UPDATE passages SET subject = '' WHERE intake_id IN (SELECT id FROM intakes WHERE message_id = $1)",
        values![message],
    )?;
    tx.conn.execute("UPDATE intakes SET raw = '' WHERE message_id = $1", values![message])?;
    Ok(held)
}

/// Whether anything still holds these bytes.
pub fn is_held(read: &mut Read, digest: &Digest) -> Result<bool, Fault> {
    let found = read.conn.first(
        "SELECT 1 FROM attachments WHERE digest = $1
         UNION ALL SELECT 1 FROM messages WHERE raw = $1
         UNION ALL SELECT 1 FROM intakes WHERE raw = $1
         UNION ALL SELECT 1 FROM reading_files WHERE digest = $1
         UNION ALL SELECT 1 FROM loose_files WHERE digest = $1
         UNION ALL SELECT 1 FROM drafts WHERE attachments LIKE '%' || $1 || '%'
         UNION ALL SELECT 1 FROM side_drafts WHERE attachments LIKE '%' || $1 || '%'
         UNION ALL SELECT 1 FROM draft_versions WHERE attachments <> '[]' AND attachments LIKE '%' || $1 || '%' LIMIT 1",
        values![digest],
        |_| Ok(()),
    )?;
    let held = found.is_some() || crate::form::values::holds_file(read, digest)?;
    Ok(held
        || crate::ticket::mailings::holds_file(read, digest)?
        || crate::ticket::templates::holds_file(read, digest)?
        || super::macros::holds_file(read, digest)?
        || super::signatures::holds_file(read, digest)?)
}

/// What was read in a file whose bytes nobody holds.
pub fn forget_text(tx: &mut Tx, digest: &Digest) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM file_texts WHERE digest = $1", values![digest]).map(drop)
}

/// A note as it was before somebody edited it.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteVersion {
    pub message: MessageId,
    pub person: Option<PersonId>,
    pub text: String,
    /// Empty: it had no form.
    pub html: CleanHtml,
    /// When it ceased to be so.
    pub at: Moment,
}

pub fn keep_version(tx: &mut Tx, version: &NoteVersion) -> Result<(), Fault> {
    let sql = "INSERT INTO note_versions (message_id, person_id, text, html, at) VALUES ($1, $2, $3, $4, $5)";
    tx.conn
        .execute(sql, values![version.message, version.person, &version.text, version.html.as_str(), version.at])
        .map(drop)
}

/// Of all notes of a ticket, oldest first.
pub fn versions_of(read: &mut Read, ticket: TicketId) -> Result<Vec<NoteVersion>, Fault> {
    read.conn.all(
        "SELECT v.message_id, v.person_id, v.text, v.html, v.at FROM messages m JOIN note_versions v ON v.message_id = m.id
         WHERE m.ticket_id = $1 AND m.kind = 'note' ORDER BY v.id",
        values![ticket],
        |row| {
            let html = CleanHtml::trusted(row.get(3)?);
            Ok(NoteVersion { message: row.get(0)?, person: row.get(1)?, text: row.get(2)?, html, at: row.get(4)? })
        },
    )
}
