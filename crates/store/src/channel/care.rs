//! What is wrong with mailboxes, how much they usually get, and letters that go round.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;
use desk::channel::{MailboxId, Probe, Worry};

/// All worries, with since when.
pub fn worries(read: &mut Read) -> Result<Vec<(MailboxId, Worry, Moment)>, Fault> {
    let found =
        read.conn.all("SELECT mailbox_id, worry, since FROM worries ORDER BY mailbox_id, worry", &[], |row| {
            Ok((row.get(0)?, row.get::<String>(1)?, row.get(2)?))
        })?;
    Ok(found.into_iter().filter_map(|(id, worry, since)| Some((id, Worry::named(&worry)?, since))).collect())
}

pub fn any_worry(read: &mut Read) -> Result<bool, Fault> {
    Ok(read.conn.first("SELECT 1 FROM worries LIMIT 1", &[], |_| Ok(()))?.is_some())
}

pub fn begin(tx: &mut Tx, mailbox: MailboxId, worry: Worry) -> Result<(), Fault> {
    let now = tx.now();
    let sql =
        "INSERT INTO worries (mailbox_id, worry, since) VALUES ($1, $2, $3) ON CONFLICT (mailbox_id, worry) DO NOTHING";
    tx.conn.execute(sql, values![mailbox, worry.name(), now]).map(drop)
}

pub fn end(tx: &mut Tx, mailbox: MailboxId, worry: Worry) -> Result<(), Fault> {
    let sql = "DELETE FROM worries WHERE mailbox_id = $1 AND worry = $2";
    tx.conn.execute(sql, values![mailbox, worry.name()]).map(drop)
}

/// Messages that reached a mailbox since a moment, by hour since 1970.
pub fn arrivals(read: &mut Read, mailbox: MailboxId, since: Moment) -> Result<Vec<(i64, i64)>, Fault> {
    read.conn.all(
        "SELECT received_at / 3600000, COUNT(*) FROM intakes
         WHERE mailbox_id = $1 AND received_at >= $2 AND source <> 'import'
         GROUP BY received_at / 3600000 ORDER BY 1",
        values![mailbox, since],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

pub fn last_arrival(read: &mut Read, mailbox: MailboxId) -> Result<Option<Moment>, Fault> {
    let sql = "SELECT received_at FROM intakes WHERE mailbox_id = $1 ORDER BY received_at DESC LIMIT 1";
    read.conn.first(sql, values![mailbox], |row| row.get(0))
}

/// Whether letters are sent round to it by themselves.
pub fn probing(read: &mut Read, mailbox: MailboxId) -> Result<bool, Fault> {
    let sql = "SELECT probes FROM mailboxes WHERE id = $1";
    Ok(read.conn.first(sql, values![mailbox], |row| row.get(0))?.unwrap_or(false))
}

pub fn set_probing(tx: &mut Tx, mailbox: MailboxId, on: bool) -> Result<(), Fault> {
    tx.conn.execute("UPDATE mailboxes SET probes = $2 WHERE id = $1", values![mailbox, on]).map(drop)
}

pub fn add_probe(tx: &mut Tx, mailbox: MailboxId) -> Result<i64, Fault> {
    let now = tx.now();
    let sql = "INSERT INTO probes (mailbox_id, sent_at) VALUES ($1, $2) RETURNING id";
    let id = tx.conn.first(sql, values![mailbox, now], |row| row.get(0))?;
    id.ok_or_else(|| Fault::new("an inserted probe gave no id"))
}

pub fn probe(read: &mut Read, id: i64) -> Result<Option<Probe>, Fault> {
    let sql = "SELECT id, mailbox_id, sent_at, arrived_at, error FROM probes WHERE id = $1";
    read.conn.first(sql, values![id], read_probe)
}

/// The last one sent to a mailbox.
pub fn last_probe(read: &mut Read, mailbox: MailboxId) -> Result<Option<Probe>, Fault> {
    let sql =
        "SELECT id, mailbox_id, sent_at, arrived_at, error FROM probes WHERE mailbox_id = $1 ORDER BY id DESC LIMIT 1";
    read.conn.first(sql, values![mailbox], read_probe)
}

pub fn probe_arrived(tx: &mut Tx, id: i64) -> Result<(), Fault> {
    let now = tx.now();
    let sql = "UPDATE probes SET arrived_at = $2 WHERE id = $1 AND arrived_at IS NULL";
    tx.conn.execute(sql, values![id, now]).map(drop)
}

pub fn probe_failed(tx: &mut Tx, id: i64, error: &str) -> Result<(), Fault> {
    tx.conn.execute("UPDATE probes SET error = $2 WHERE id = $1", values![id, error]).map(drop)
}

/// Those before the last few are of no use.
pub fn forget_probes(tx: &mut Tx, mailbox: MailboxId, before: Moment) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM probes WHERE mailbox_id = $1 AND sent_at < $2", values![mailbox, before]).map(drop)
}

/// With its mailbox all of it goes.
pub fn remove(tx: &mut Tx, mailbox: MailboxId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM worries WHERE mailbox_id = $1", values![mailbox])?;
    tx.conn.execute("DELETE FROM probes WHERE mailbox_id = $1", values![mailbox]).map(drop)
}

fn read_probe(row: &Row) -> Result<Probe, Fault> {
    Ok(Probe {
        id: row.get(0)?,
        mailbox: row.get(1)?,
        sent_at: row.get(2)?,
        arrived_at: row.get(3)?,
        error: row.get(4)?,
    })
}
