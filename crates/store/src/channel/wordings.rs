//! Letters of the desk as somebody has worded them: a handful.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::Language;
use desk::channel::{LetterKind, MailboxId, Wording};
use desk::{Done, Error, Fault};

const COLUMNS: &str = "kind, language, mailbox_id, subject, body, version";

/// The mailbox's own, else the one for all; none: it was never worded.
pub fn of(
    read: &mut Read,
    letter: LetterKind,
    language: Language,
    mailbox: Option<MailboxId>,
) -> Result<Option<Wording>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM wordings WHERE kind = $1 AND language = $2 AND mailbox_id IN ($3, 0)
         ORDER BY mailbox_id DESC LIMIT 1"
    );
    read.conn.first(&sql, values![letter, language, key(mailbox)], wording)
}

/// Exactly this one.
pub fn load(
    read: &mut Read,
    letter: LetterKind,
    language: Language,
    mailbox: Option<MailboxId>,
) -> Result<Option<Wording>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM wordings WHERE kind = $1 AND language = $2 AND mailbox_id = $3");
    read.conn.first(&sql, values![letter, language, key(mailbox)], wording)
}

pub fn all(read: &mut Read) -> Result<Vec<Wording>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM wordings ORDER BY kind, language, mailbox_id");
    read.conn.all(&sql, &[], wording)
}

/// Version 0 is a new one. Saves exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, wording: &Wording) -> Done<()> {
    let changed = tx.conn.execute(
        "INSERT INTO wordings (kind, language, mailbox_id, subject, body, version) VALUES ($1, $2, $3, $4, $5, CAST($6 AS BIGINT) + 1)
         ON CONFLICT (kind, language, mailbox_id) DO UPDATE SET subject = excluded.subject, body = excluded.body,
             version = excluded.version
         WHERE wordings.version = $6",
        values![
            wording.letter,
            wording.language,
            key(wording.mailbox),
            &wording.subject,
            &wording.body,
            wording.version
        ],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

pub fn remove(tx: &mut Tx, letter: LetterKind, language: Language, mailbox: Option<MailboxId>) -> Result<bool, Fault> {
    let sql = "DELETE FROM wordings WHERE kind = $1 AND language = $2 AND mailbox_id = $3";
    Ok(tx.conn.execute(sql, values![letter, language, key(mailbox)])? == 1)
}

fn key(mailbox: Option<MailboxId>) -> MailboxId {
    mailbox.unwrap_or(MailboxId(0))
}

fn wording(row: &Row) -> Result<Wording, Fault> {
    Ok(Wording {
        letter: row.get(0)?,
        language: row.get(1)?,
        mailbox: Some(row.get(2)?).filter(|mailbox| *mailbox != MailboxId(0)),
        subject: row.get(3)?,
        body: row.get(4)?,
        version: row.get(5)?,
    })
}
