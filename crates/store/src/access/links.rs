//! One-time links: only the digest of the token is kept, and each opens once.

use crate::{Read, Tx, values};
use base::{Digest, Moment};
use desk::Fault;
use desk::access::Purpose;
use desk::people::PersonId;

pub fn add(
    tx: &mut Tx,
    digest: &Digest,
    purpose: Purpose,
    person: Option<PersonId>,
    expires_at: Moment,
) -> Result<(), Fault> {
    let now = tx.now();
    tx.conn
        .execute(
            "INSERT INTO links (digest, purpose, person_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
            values![digest, purpose, person, now, expires_at],
        )
        .map(drop)
}

/// Whose link it is, as long as it opens; it still does afterwards.
pub fn look(read: &mut Read, digest: &Digest, purpose: Purpose) -> Result<Option<Option<PersonId>>, Fault> {
    let now = read.now();
    read.conn.first(
        "SELECT person_id FROM links WHERE digest = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3",
        values![digest, purpose, now],
        |row| row.get(0),
    )
}

/// Opens a link once. None: used, too old, for something else, or never made.
pub fn spend(tx: &mut Tx, digest: &Digest, purpose: Purpose) -> Result<Option<Option<PersonId>>, Fault> {
    let now = tx.now();
    tx.conn.first(
        "UPDATE links SET used_at = $3 WHERE digest = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3
         RETURNING person_id",
        values![digest, purpose, now],
        |row| row.get(0),
    )
}

/// Earlier links of a person for the same purpose open no more.
pub fn forget(tx: &mut Tx, purpose: Purpose, person: Option<PersonId>) -> Result<(), Fault> {
    match person {
        Some(person) => {
            tx.conn.execute("DELETE FROM links WHERE purpose = $1 AND person_id = $2", values![purpose, person]).map(drop)
        }
        None => tx.conn.execute("DELETE FROM links WHERE purpose = $1 AND person_id IS NULL", values![purpose]).map(drop),
    }
}

/// Links that ended before a moment are of no use to anybody.
pub fn sweep(tx: &mut Tx, before: Moment) -> Result<u64, Fault> {
    tx.conn.execute("DELETE FROM links WHERE expires_at < $1", values![before])
}
