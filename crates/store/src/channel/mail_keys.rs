//! Keys and certificates for signed and encrypted mail.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::Email;
use desk::Fault;
use desk::channel::{KeyTrust, MailKey, MailKeyId, MailboxId, Protect, Standard};

const COLUMNS: &str = "k.id, k.standard, k.fingerprint, k.holder, k.issuer, k.addresses, k.public, k.sealed, \
     k.mailbox_id, k.active, k.source, k.trust, k.signs, k.encrypts, k.valid_from, k.valid_until, k.created_at";
/// Keys of one mailbox or one address that are looked at.
const MOST: usize = 50;

pub fn load(read: &mut Read, id: MailKeyId) -> Result<Option<MailKey>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM mail_keys k WHERE k.id = $1"), values![id], key)
}

/// Those of a mailbox, the newest first.
pub fn of_mailbox(read: &mut Read, mailbox: MailboxId) -> Result<Vec<MailKey>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM mail_keys k WHERE k.mailbox_id = $1 ORDER BY k.id DESC LIMIT $2");
    read.conn.all(&sql, values![mailbox, MOST], key)
}

/// Ours, of all mailboxes.
pub fn ours(read: &mut Read) -> Result<Vec<MailKey>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM mail_keys k WHERE k.mailbox_id IS NOT NULL ORDER BY k.id DESC LIMIT 500");
    read.conn.all(&sql, &[], key)
}

/// Those that speak for an address and are nobody's of ours, the newest first.
pub fn of_address(read: &mut Read, address: &Email) -> Result<Vec<MailKey>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM mail_key_addresses a JOIN mail_keys k ON k.id = a.key_id
         WHERE a.canonical = $1 AND k.mailbox_id IS NULL ORDER BY k.id DESC LIMIT $2"
    );
    read.conn.all(&sql, values![address.canonical(), MOST], key)
}

/// The key of somebody else with a fingerprint.
pub fn with_fingerprint(read: &mut Read, standard: Standard, fingerprint: &str) -> Result<Option<MailKey>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM mail_keys k
         WHERE k.standard = $1 AND k.fingerprint = $2 AND COALESCE(k.mailbox_id, 0) = 0"
    );
    read.conn.first(&sql, values![standard, fingerprint], key)
}

/// `new.id` is ignored. None: it is known already.
pub fn add(tx: &mut Tx, new: &MailKey) -> Result<Option<MailKeyId>, Fault> {
    let addresses = serde_json::to_string(&new.addresses).map_err(Fault::new)?;
    let id: Option<MailKeyId> = tx.conn.first(
        "INSERT INTO mail_keys (standard, fingerprint, holder, issuer, addresses, public, sealed, mailbox_id, active,
             source, trust, signs, encrypts, valid_from, valid_until, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         ON CONFLICT (standard, fingerprint, (COALESCE(mailbox_id, 0))) DO NOTHING RETURNING id",
        values![
            new.standard,
            &new.fingerprint,
            &new.holder,
            &new.issuer,
            addresses,
            &new.public,
            &new.sealed,
            new.mailbox,
            new.active,
            new.source,
            new.trust,
            new.signs,
            new.encrypts,
            new.valid_from,
            new.valid_until,
            new.created_at
        ],
        |row| row.get(0),
    )?;
    if let Some(id) = id {
        for address in &new.addresses {
            tx.conn.execute(
                "INSERT INTO mail_key_addresses (canonical, key_id) VALUES ($1, $2)
                 ON CONFLICT (canonical, key_id) DO NOTHING",
                values![address.canonical(), id],
            )?;
        }
    }
    Ok(id)
}

pub fn decide(tx: &mut Tx, id: MailKeyId, trust: KeyTrust) -> Result<(), Fault> {
    tx.conn.execute("UPDATE mail_keys SET trust = $2 WHERE id = $1", values![id, trust]).map(drop)
}

/// The one that signs for a mailbox by a standard; the others of it do so no more.
pub fn activate(tx: &mut Tx, mailbox: MailboxId, standard: Standard, id: MailKeyId) -> Result<(), Fault> {
    tx.conn
        .execute(
            "UPDATE mail_keys SET active = (id = $3) WHERE mailbox_id = $1 AND standard = $2",
            values![mailbox, standard, id],
        )
        .map(drop)
}

pub fn remove(tx: &mut Tx, id: MailKeyId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM mail_key_addresses WHERE key_id = $1", values![id])?;
    tx.conn.execute("DELETE FROM mail_keys WHERE id = $1", values![id]).map(drop)
}

/// How a mailbox's letters are closed unless somebody says otherwise.
pub fn protection(read: &mut Read, mailbox: MailboxId) -> Result<Protect, Fault> {
    let sql = "SELECT protect FROM mailbox_protections WHERE mailbox_id = $1";
    Ok(read.conn.first(sql, values![mailbox], |row| row.get(0))?.unwrap_or(Protect::None))
}

pub fn protect(tx: &mut Tx, mailbox: MailboxId, protect: Protect) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO mailbox_protections (mailbox_id, protect) VALUES ($1, $2)
             ON CONFLICT (mailbox_id) DO UPDATE SET protect = excluded.protect",
            values![mailbox, protect],
        )
        .map(drop)
}

fn key(row: &Row) -> Result<MailKey, Fault> {
    Ok(MailKey {
        id: row.get(0)?,
        standard: row.get(1)?,
        fingerprint: row.get(2)?,
        holder: row.get(3)?,
        issuer: row.get(4)?,
        addresses: serde_json::from_str(&row.get::<String>(5)?).map_err(Fault::new)?,
        public: row.get(6)?,
        sealed: row.get(7)?,
        mailbox: row.get(8)?,
        active: row.get(9)?,
        source: row.get(10)?,
        trust: row.get(11)?,
        signs: row.get(12)?,
        encrypts: row.get(13)?,
        valid_from: row.get(14)?,
        valid_until: row.get(15)?,
        created_at: row.get(16)?,
    })
}
