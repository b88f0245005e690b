//! Addresses of ours. A desk has dozens, never thousands.

use crate::kept::kept;
use crate::value::Row;
use crate::{Read, Tx, values};
use base::{Email, Moment};
use desk::channel::{Entry, Health, Mailbox, MailboxId, Writing, mark};
use desk::ticket::BrandId;
use desk::{Done, Error, Fault};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;

const COLUMNS: &str = "id, address, name, team_id, brand_id, language, acknowledge, reply_addresses, incoming, outgoing, active, version, \
     observes";

pub fn load(read: &mut Read, id: MailboxId) -> Result<Option<Mailbox>, Fault> {
    Ok(set_up(read)?.iter().find(|mailbox| mailbox.id == id).cloned())
}

/// All of them, in the order in which they were made.
pub(crate) fn set_up(read: &mut Read) -> Result<Arc<Vec<Mailbox>>, Fault> {
    kept(read, "mailboxes", |read| read.conn.all(&format!("SELECT {COLUMNS} FROM mailboxes ORDER BY id"), &[], mailbox))
}

/// The mailbox of an address, also of one with `+tag`, whether it is active or not.
pub fn of_address(read: &mut Read, address: &Email) -> Result<Option<Mailbox>, Fault> {
    let all = set_up(read)?;
    let of = |address: &Email| all.iter().find(|mailbox| mailbox.address.canonical() == address.canonical());
    Ok(of(address).or_else(|| of(&mark::without_tag(address))).cloned())
}

/// All of them with how they fare, by address.
pub fn all(read: &mut Read) -> Result<Vec<(Mailbox, Health)>, Fault> {
    let sql = format!("SELECT {COLUMNS}, succeeded_at, failed_at, error FROM mailboxes ORDER BY canonical");
    read.conn.all(&sql, &[], |row| {
        let health = Health { succeeded_at: row.get(13)?, failed_at: row.get(14)?, error: row.get(15)? };
        Ok((mailbox(row)?, health))
    })
}

/// The one that writes when none is named.
pub fn first(read: &mut Read) -> Result<Option<Mailbox>, Fault> {
    Ok(set_up(read)?.iter().min_by_key(|mailbox| !mailbox.active).cloned())
}

/// The one that writes for a brand when none is named.
pub fn first_of(read: &mut Read, brand: BrandId) -> Result<Option<Mailbox>, Fault> {
    let all = set_up(read)?;
    Ok(all.iter().filter(|mailbox| mailbox.brand == brand).min_by_key(|mailbox| !mailbox.active).cloned())
}

pub fn addresses(read: &mut Read) -> Result<Vec<Email>, Fault> {
    Ok(set_up(read)?.iter().map(|mailbox| mailbox.address.clone()).collect())
}

/// `mailbox.id` and `mailbox.version` are ignored. None: the address is taken.
pub fn add(tx: &mut Tx, mailbox: &Mailbox) -> Result<Option<MailboxId>, Fault> {
    tx.sets_up();
    let (incoming, outgoing) = (json(&mailbox.incoming)?, json(&mailbox.outgoing)?);
    tx.conn.first(
        "INSERT INTO mailboxes (address, canonical, name, team_id, brand_id, language, acknowledge, reply_addresses, incoming,
             outgoing, active, observes)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (canonical) DO NOTHING RETURNING id",
        values![
            &mailbox.address, mailbox.address.canonical(), &mailbox.name, mailbox.team, mailbox.brand, mailbox.language,
            mailbox.acknowledge, mailbox.reply_addresses, incoming, outgoing, mailbox.active, mailbox.observes
        ],
        |row| row.get(0),
    )
}

/// Saves exactly the version that was loaded, or answers *conflict*. The caller has made sure that the address is free.
pub fn save(tx: &mut Tx, mailbox: &mut Mailbox) -> Done<()> {
    tx.sets_up();
    let (incoming, outgoing) = (json(&mailbox.incoming)?, json(&mailbox.outgoing)?);
    let changed = tx.conn.execute(
        "UPDATE mailboxes SET address = $3, canonical = $4, name = $5, team_id = $6, brand_id = $7, language = $8,
             acknowledge = $9, reply_addresses = $10, incoming = $11, outgoing = $12, active = $13, observes = $14, version = version + 1
         WHERE id = $1 AND version = $2",
        values![
            mailbox.id, mailbox.version, &mailbox.address, mailbox.address.canonical(), &mailbox.name, mailbox.team,
            mailbox.brand, mailbox.language, mailbox.acknowledge, mailbox.reply_addresses, incoming, outgoing, mailbox.active,
            mailbox.observes
        ],
    )?;
    if changed != 1 {
        return Err(Error::Conflict);
    }
    mailbox.version += 1;
    Ok(())
}

pub fn remove(tx: &mut Tx, id: MailboxId) -> Result<(), Fault> {
    tx.sets_up();
    super::care::remove(tx, id)?;
    super::grants::remove(tx, id)?;
    tx.conn.execute("DELETE FROM mail_hooks WHERE mailbox_id = $1", values![id])?;
    tx.conn.execute("DELETE FROM fetched WHERE mailbox_id = $1", values![id])?;
    tx.conn.execute("DELETE FROM mailboxes WHERE id = $1", values![id]).map(drop)
}

/// A ticket, a letter or a message that arrived names it.
pub fn in_use(read: &mut Read, id: MailboxId) -> Result<bool, Fault> {
    let found = read.conn.first(
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM tickets WHERE mailbox_id = $1)
             OR EXISTS (SELECT 1 FROM letters WHERE mailbox_id = $1)
             OR EXISTS (SELECT 1 FROM intakes WHERE mailbox_id = $1)",
        values![id],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// How it writes: as it was told, else as its brand was; none: there is no such mailbox.
pub fn writing(read: &mut Read, id: MailboxId) -> Result<Option<Writing>, Fault> {
    Ok(writings(read)?.iter().find(|(mailbox, _)| *mailbox == id).map(|(_, writing)| writing.clone()))
}

/// How each of them writes.
pub(crate) fn writings(read: &mut Read) -> Result<Arc<Vec<(MailboxId, Writing)>>, Fault> {
    kept(read, "writings", |read| {
        let sql = "SELECT m.id, CASE WHEN m.writing <> '' THEN m.writing ELSE COALESCE(b.writing, '') END
                   FROM mailboxes m LEFT JOIN brands b ON b.id = m.brand_id";
        read.conn.all(sql, &[], |row| Ok((row.get::<MailboxId>(0)?, written(&row.get::<String>(1)?)?)))
    })
}

/// Empty: as one does that nobody has set up.
pub(crate) fn written(kept: &str) -> Result<Writing, Fault> {
    match kept {
        "" => Ok(Writing::default()),
        kept => serde_json::from_str(kept).map_err(Fault::new),
    }
}

/// For exactly this version of the mailbox, or *conflict*.
pub fn save_writing(tx: &mut Tx, id: MailboxId, version: i64, writing: &Writing) -> Done<()> {
    tx.sets_up();
    let writing = serde_json::to_string(writing).map_err(Fault::new)?;
    let changed = tx.conn.execute(
        "UPDATE mailboxes SET writing = $3, version = version + 1 WHERE id = $1 AND version = $2",
        values![id, version, writing],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// How it lets mail in; none: there is no such mailbox.
pub fn entry(read: &mut Read, id: MailboxId) -> Result<Option<Entry>, Fault> {
    let kept = read.conn.first("SELECT entry FROM mailboxes WHERE id = $1", values![id], |row| row.get::<String>(0))?;
    let read = |kept: String| match kept.as_str() {
        "" => Ok(Entry::default()),
        kept => serde_json::from_str(kept).map_err(Fault::new),
    };
    kept.map(read).transpose()
}

/// For exactly this version of the mailbox, or *conflict*.
pub fn save_entry(tx: &mut Tx, id: MailboxId, version: i64, entry: &Entry) -> Done<()> {
    tx.sets_up();
    let entry = serde_json::to_string(entry).map_err(Fault::new)?;
    let changed = tx.conn.execute(
        "UPDATE mailboxes SET entry = $3, version = version + 1 WHERE id = $1 AND version = $2",
        values![id, version, entry],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Where the fetcher stands, in its own words; empty before the first look.
pub fn progress(read: &mut Read, id: MailboxId) -> Result<Option<String>, Fault> {
    read.conn.first("SELECT progress FROM mailboxes WHERE id = $1", values![id], |row| row.get(0))
}

pub fn save_progress(tx: &mut Tx, id: MailboxId, progress: &str) -> Result<(), Fault> {
    tx.conn.execute("UPDATE mailboxes SET progress = $2 WHERE id = $1", values![id, progress]).map(drop)
}

/// Where its server's changes are asked from; empty before the first look.
pub fn bookmark(read: &mut Read, id: MailboxId) -> Result<Option<String>, Fault> {
    read.conn.first("SELECT bookmark FROM mailboxes WHERE id = $1", values![id], |row| row.get(0))
}

pub fn save_bookmark(tx: &mut Tx, id: MailboxId, bookmark: &str) -> Result<(), Fault> {
    tx.conn.execute("UPDATE mailboxes SET bookmark = $2 WHERE id = $1", values![id, bookmark]).map(drop)
}

/// When its server's list was compared with ours, and what was found, as it was written.
pub fn comparison(read: &mut Read, id: MailboxId) -> Result<Option<(Option<Moment>, String)>, Fault> {
    let sql = "SELECT compared_at, comparison FROM mailboxes WHERE id = $1";
    read.conn.first(sql, values![id], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub fn save_comparison(tx: &mut Tx, id: MailboxId, at: Option<Moment>, found: &str) -> Result<(), Fault> {
    let sql = "UPDATE mailboxes SET compared_at = $2, comparison = $3 WHERE id = $1";
    tx.conn.execute(sql, values![id, at, found]).map(drop)
}

pub fn succeeded(tx: &mut Tx, id: MailboxId, at: Moment, warning: &str) -> Result<(), Fault> {
    tx.conn
        .execute("UPDATE mailboxes SET succeeded_at = $2, error = $3 WHERE id = $1", values![id, at, warning])
        .map(drop)
}

pub fn failed(tx: &mut Tx, id: MailboxId, at: Moment, error: &str) -> Result<(), Fault> {
    tx.conn.execute("UPDATE mailboxes SET failed_at = $2, error = $3 WHERE id = $1", values![id, at, error]).map(drop)
}

fn json<T: Serialize>(settings: &Option<T>) -> Result<Option<String>, Fault> {
    settings.as_ref().map(|settings| serde_json::to_string(settings).map_err(Fault::new)).transpose()
}

fn settings<T: DeserializeOwned>(column: Option<String>) -> Result<Option<T>, Fault> {
    column.map(|column| serde_json::from_str(&column).map_err(Fault::new)).transpose()
}

fn mailbox(row: &Row) -> Result<Mailbox, Fault> {
    Ok(Mailbox {
        id: row.get(0)?,
        address: row.get(1)?,
        name: row.get(2)?,
        team: row.get(3)?,
        brand: row.get(4)?,
        language: row.get(5)?,
        acknowledge: row.get(6)?,
        reply_addresses: row.get(7)?,
        incoming: settings(row.get(8)?)?,
        outgoing: settings(row.get(9)?)?,
        active: row.get(10)?,
        version: row.get(11)?,
        observes: row.get(12)?,
    })
}
