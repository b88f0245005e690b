//! Doors of mailboxes for mail by HTTP.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;
use desk::channel::{Hook, MailboxId};

const COLUMNS: &str = "mailbox_id, kind, digest, before_digest, before_until, sealed_secret, made_at";

pub fn of_mailbox(read: &mut Read, mailbox: MailboxId) -> Result<Option<Hook>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM mail_hooks WHERE mailbox_id = $1"), values![mailbox], hook)
}

/// That of a token, also of the one before it.
pub fn of_digest(read: &mut Read, digest: &str) -> Result<Option<Hook>, Fault> {
    let by = |column| format!("SELECT {COLUMNS} FROM mail_hooks WHERE {column} = $1");
    match read.conn.first(&by("digest"), values![digest], hook)? {
        Some(found) => Ok(Some(found)),
        None => read.conn.first(&by("before_digest"), values![digest], hook),
    }
}

pub fn save(tx: &mut Tx, hook: &Hook) -> Result<(), Fault> {
    let (before, until) = hook.before.as_ref().map_or((None, None), |(digest, until)| (Some(digest), Some(*until)));
    tx.conn
        .execute(
            "INSERT INTO mail_hooks (mailbox_id, kind, digest, before_digest, before_until, sealed_secret, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (mailbox_id) DO UPDATE SET kind = excluded.kind, digest = excluded.digest,
                 before_digest = excluded.before_digest, before_until = excluded.before_until,
                 sealed_secret = excluded.sealed_secret, made_at = excluded.made_at",
            values![
                hook.mailbox,
                hook.kind,
                &hook.digest,
                before.map(String::as_str),
                until,
                &hook.sealed_secret,
                hook.made_at
            ],
        )
        .map(drop)
}

pub fn remove(tx: &mut Tx, mailbox: MailboxId) -> Result<bool, Fault> {
    Ok(tx.conn.execute("DELETE FROM mail_hooks WHERE mailbox_id = $1", values![mailbox])? == 1)
}

fn hook(row: &Row) -> Result<Hook, Fault> {
    let (before, until) = (row.get::<Option<String>>(3)?, row.get::<Option<Moment>>(4)?);
    Ok(Hook {
        mailbox: row.get(0)?,
        kind: row.get(1)?,
        digest: row.get(2)?,
        before: before.zip(until),
        sealed_secret: row.get(5)?,
        made_at: row.get(6)?,
    })
}
