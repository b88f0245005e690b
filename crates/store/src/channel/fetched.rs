//! What a mailbox gave us, by the names its server gives its messages.

use crate::value::Value;
use crate::{Read, Tx, values};
use base::{Digest, Moment};
use desk::Fault;
use desk::channel::{IntakeId, MailboxId};
use std::borrow::Cow;
use std::collections::HashSet;

/// Names that are asked for at once.
const AT_ONCE: usize = 400;
/// Entries of an index are bounded: a longer name is known by its digest.
const LONGEST: usize = 400;

/// Notes that a message was kept under this name.
pub fn keep(tx: &mut Tx, mailbox: MailboxId, name: &str, intake: IntakeId) -> Result<(), Fault> {
    let now = tx.now();
    tx.conn
        .execute(
            "INSERT INTO fetched (mailbox_id, name, intake_id, at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (mailbox_id, name) DO UPDATE SET intake_id = excluded.intake_id",
            values![mailbox, &*short(name), intake, now],
        )
        .map(drop)
}

/// The intake that was kept under this name.
pub fn kept(read: &mut Read, mailbox: MailboxId, name: &str) -> Result<Option<IntakeId>, Fault> {
    let sql = "SELECT intake_id FROM fetched WHERE mailbox_id = $1 AND name = $2";
    Ok(read.conn.first(sql, values![mailbox, &*short(name)], |row| row.get::<Option<IntakeId>>(0))?.flatten())
}

/// They were there before us: they stay where they are.
pub fn pass_over(tx: &mut Tx, mailbox: MailboxId, names: &[String]) -> Result<(), Fault> {
    let now = tx.now();
    names.iter().try_for_each(|name| {
        tx.conn
            .execute(
                "INSERT INTO fetched (mailbox_id, name, at) VALUES ($1, $2, $3) ON CONFLICT (mailbox_id, name) DO NOTHING",
                values![mailbox, &*short(name), now],
            )
            .map(drop)
    })
}

/// Those of the names that are not known yet, in the order given.
pub fn unknown(read: &mut Read, mailbox: MailboxId, names: Vec<String>) -> Result<Vec<String>, Fault> {
    let known = among(read, mailbox, &names, "")?;
    Ok(names.into_iter().filter(|name| !known.contains(short(name).as_ref())).collect())
}

/// Those of the names whose messages were kept before a moment.
pub fn kept_before(
    read: &mut Read,
    mailbox: MailboxId,
    names: Vec<String>,
    moment: Moment,
) -> Result<Vec<String>, Fault> {
    let known = among(read, mailbox, &names, &format!("AND intake_id IS NOT NULL AND at < {}", moment.0))?;
    Ok(names.into_iter().filter(|name| known.contains(short(name).as_ref())).collect())
}

/// Forgets names that the server no longer has. `names` is its whole list.
pub fn forget_others(tx: &mut Tx, mailbox: MailboxId, names: &HashSet<String>, before: Moment) -> Result<u64, Fault> {
    let ours: Vec<String> =
        tx.conn.all("SELECT name FROM fetched WHERE mailbox_id = $1 AND at < $2", values![mailbox, before], |row| {
            row.get(0)
        })?;
    let theirs: HashSet<Cow<str>> = names.iter().map(|name| short(name)).collect();
    let mut forgotten = 0;
    for name in ours.iter().filter(|name| !theirs.contains(name.as_str())) {
        let sql = "DELETE FROM fetched WHERE mailbox_id = $1 AND name = $2";
        forgotten += tx.conn.execute(sql, values![mailbox, name])?;
    }
    Ok(forgotten)
}

fn among(read: &mut Read, mailbox: MailboxId, names: &[String], more: &str) -> Result<HashSet<String>, Fault> {
    let mut found = HashSet::new();
    for some in names.chunks(AT_ONCE) {
        // The last name again and again, so that the database knows the sentence.
        let mut asked: Vec<Cow<str>> = some.iter().map(|name| short(name)).collect();
        if let Some(last) = asked.last().cloned() {
            asked.resize(AT_ONCE, last);
        }
        let marks: Vec<String> = (2..AT_ONCE + 2).map(|n| format!("${n}")).collect();
        let sql = format!("SELECT name FROM fetched WHERE mailbox_id = $1 AND name IN ({}) {more}", marks.join(", "));
        let mut values = vec![Value::from(mailbox)];
        values.extend(asked.into_iter().map(Value::Text));
        found.extend(read.conn.all(&sql, &values, |row| row.get::<String>(0))?);
    }
    Ok(found)
}

fn short(name: &str) -> Cow<'_, str> {
    if name.len() <= LONGEST { name.into() } else { Digest::of(name.as_bytes()).0.into() }
}
