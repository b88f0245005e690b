//! Our applications with providers, what mailboxes were granted, and sign-ins under way.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::{Digest, Moment};
use desk::Fault;
use desk::channel::{Application, Grant, MailboxId, Provider};
use desk::people::PersonId;

const APPLICATION: &str = "provider, client, sealed_secret, tenant, authority, service, secret_until, version";
const GRANT: &str = "mailbox_id, provider, sealed_refresh, granted_at, renewed_at, expires_at, error";

pub fn application(read: &mut Read, provider: Provider) -> Result<Option<Application>, Fault> {
    let sql = format!("SELECT {APPLICATION} FROM applications WHERE provider = $1");
    read.conn.first(&sql, values![provider.name()], |row| {
        Ok(Application {
            provider,
            client: row.get(1)?,
            sealed_secret: row.get(2)?,
            tenant: row.get(3)?,
            authority: row.get(4)?,
            service: row.get(5)?,
            secret_until: row.get(6)?,
            version: row.get(7)?,
        })
    })
}

/// False: somebody else has saved it since it was loaded.
pub fn save_application(tx: &mut Tx, one: &Application) -> Result<bool, Fault> {
    let changed = tx.conn.execute(
        "INSERT INTO applications (provider, client, sealed_secret, tenant, authority, service, secret_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (provider) DO UPDATE SET client = excluded.client, sealed_secret = excluded.sealed_secret,
             tenant = excluded.tenant, authority = excluded.authority, service = excluded.service,
             secret_until = excluded.secret_until, version = applications.version + 1
         WHERE applications.version = $8",
        values![
            one.provider.name(),
            &one.client,
            &one.sealed_secret,
            &one.tenant,
            &one.authority,
            &one.service,
            one.secret_until,
            one.version
        ],
    )?;
    Ok(changed == 1)
}

pub fn of(read: &mut Read, mailbox: MailboxId) -> Result<Option<Grant>, Fault> {
    read.conn.first(&format!("SELECT {GRANT} FROM grants WHERE mailbox_id = $1"), values![mailbox], grant)
}

pub fn all(read: &mut Read) -> Result<Vec<Grant>, Fault> {
    read.conn.all(&format!("SELECT {GRANT} FROM grants ORDER BY mailbox_id"), &[], grant)
}

pub fn save(tx: &mut Tx, grant: &Grant) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO grants (mailbox_id, provider, sealed_refresh, granted_at, renewed_at, expires_at, error)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (mailbox_id) DO UPDATE SET provider = excluded.provider, sealed_refresh = excluded.sealed_refresh,
                 granted_at = excluded.granted_at, renewed_at = excluded.renewed_at, expires_at = excluded.expires_at,
                 error = excluded.error",
            values![
                grant.mailbox, grant.provider.name(), &grant.sealed_refresh, grant.granted_at, grant.renewed_at,
                grant.expires_at, &grant.error
            ],
        )
        .map(drop)
}

/// A sign-in that is under way.
pub struct Consent {
    pub mailbox: MailboxId,
    pub person: PersonId,
    pub sealed_verifier: String,
}

/// Kept until a moment; those whose moment is over go.
pub fn begin(tx: &mut Tx, digest: &Digest, consent: &Consent, until: Moment) -> Result<(), Fault> {
    let now = tx.now();
    tx.conn.execute("DELETE FROM consents WHERE expires_at < $1", values![now])?;
    tx.conn
        .execute(
            "INSERT INTO consents (digest, mailbox_id, person_id, sealed_verifier, expires_at) VALUES ($1, $2, $3, $4, $5)",
            values![digest, consent.mailbox, consent.person, &consent.sealed_verifier, until],
        )
        .map(drop)
}

/// Once: it is gone then.
pub fn take(tx: &mut Tx, digest: &Digest) -> Result<Option<Consent>, Fault> {
    let now = tx.now();
    tx.conn.first(
        "DELETE FROM consents WHERE digest = $1 AND expires_at >= $2 RETURNING mailbox_id, person_id, sealed_verifier",
        values![digest, now],
        |row| Ok(Consent { mailbox: row.get(0)?, person: row.get(1)?, sealed_verifier: row.get(2)? }),
    )
}

/// With its mailbox all of it goes.
pub fn remove(tx: &mut Tx, mailbox: MailboxId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM consents WHERE mailbox_id = $1", values![mailbox])?;
    tx.conn.execute("DELETE FROM grants WHERE mailbox_id = $1", values![mailbox]).map(drop)
}

fn grant(row: &Row) -> Result<Grant, Fault> {
    let provider: String = row.get(1)?;
    Ok(Grant {
        mailbox: row.get(0)?,
        provider: Provider::named(&provider).ok_or_else(|| Fault::new(format!("no provider {provider}")))?,
        sealed_refresh: row.get(2)?,
        granted_at: row.get(3)?,
        renewed_at: row.get(4)?,
        expires_at: row.get(5)?,
        error: row.get(6)?,
    })
}
