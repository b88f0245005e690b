//! One-time links: only the digest of the token is kept, and each opens once.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::{Digest, Email, Moment};
use desk::Fault;
use desk::access::Purpose;
use desk::people::PersonId;

/// Whom a link is for, and the address it was mailed to. Neither for the printed one of the first start.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct For {
    pub person: Option<PersonId>,
    pub email: Option<Email>,
}

pub fn add(tx: &mut Tx, digest: &Digest, purpose: Purpose, whom: &For, expires_at: Moment) -> Result<(), Fault> {
    let now = tx.now();
    let canonical = whom.email.as_ref().map(Email::canonical);
    tx.conn
        .execute(
            "INSERT INTO links (digest, purpose, person_id, canonical, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
            values![digest, purpose, whom.person, canonical, now, expires_at],
        )
        .map(drop)
}

/// Whom the link is for, as long as it opens; it still does afterwards.
pub fn look(read: &mut Read, digest: &Digest, purpose: Purpose) -> Result<Option<For>, Fault> {
    let now = read.now();
    read.conn.first(
        "SELECT person_id, canonical FROM links WHERE digest = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3",
        values![digest, purpose, now],
        whom,
    )
}

/// Opens a link once. None: used, too old, for something else, or never made.
pub fn spend(tx: &mut Tx, digest: &Digest, purpose: Purpose) -> Result<Option<For>, Fault> {
    let now = tx.now();
    tx.conn.first(
        "UPDATE links SET used_at = $3 WHERE digest = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3
         RETURNING person_id, canonical",
        values![digest, purpose, now],
        whom,
    )
}

/// Earlier links of a person for the same purpose open no more.
pub fn forget(tx: &mut Tx, purpose: Purpose, person: Option<PersonId>) -> Result<(), Fault> {
    match person {
        Some(person) => tx
            .conn
            .execute("DELETE FROM links WHERE purpose = $1 AND person_id = $2", values![purpose, person])
            .map(drop),
        None => {
            tx.conn.execute("DELETE FROM links WHERE purpose = $1 AND person_id IS NULL", values![purpose]).map(drop)
        }
    }
}

/// Earlier links to an address that was nobody's open no more.
pub fn forget_newcomer(tx: &mut Tx, purpose: Purpose, email: &Email) -> Result<(), Fault> {
    let sql = "DELETE FROM links WHERE purpose = $1 AND person_id IS NULL AND canonical = $2";
    tx.conn.execute(sql, values![purpose, email.canonical()]).map(drop)
}

/// No link of a person opens any more.
pub fn forget_all(tx: &mut Tx, person: PersonId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM links WHERE person_id = $1", values![person]).map(drop)
}

/// Links that ended before a moment are of no use to anybody.
pub fn sweep(tx: &mut Tx, before: Moment) -> Result<u64, Fault> {
    tx.conn.execute("DELETE FROM links WHERE expires_at < $1", values![before])
}

fn whom(row: &Row) -> Result<For, Fault> {
    Ok(For { person: row.get(0)?, email: row.get(1)? })
}
