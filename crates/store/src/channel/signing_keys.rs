//! Keys by which our domains sign. A domain has a handful.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;
use desk::channel::{NewSigningKey, SigningKey, SigningKeyId, SigningState};

const COLUMNS: &str = "id, domain, selector, algorithm, public, sealed, state, created_at, published_at";

pub fn load(read: &mut Read, id: SigningKeyId) -> Result<Option<SigningKey>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM signing_keys WHERE id = $1"), values![id], key)
}

/// Those of a domain, the newest first.
pub fn of_domain(read: &mut Read, domain: &str) -> Result<Vec<SigningKey>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM signing_keys WHERE domain = $1 ORDER BY id DESC LIMIT 100");
    read.conn.all(&sql, values![domain], key)
}

/// None: the selector is taken.
pub fn add(tx: &mut Tx, domain: &str, new: &NewSigningKey) -> Result<Option<SigningKeyId>, Fault> {
    let now = tx.now();
    tx.conn.first(
        "INSERT INTO signing_keys (domain, selector, algorithm, public, sealed, state, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (domain, selector) DO NOTHING RETURNING id",
        values![domain, &new.selector, new.algorithm, &new.public, &new.sealed, SigningState::Waiting, now],
        |row| row.get(0),
    )
}

pub fn save(tx: &mut Tx, key: &SigningKey) -> Result<(), Fault> {
    tx.conn
        .execute(
            "UPDATE signing_keys SET state = $2, published_at = $3 WHERE id = $1",
            values![key.id, key.state, key.published_at],
        )
        .map(drop)
}

pub fn remove(tx: &mut Tx, id: SigningKeyId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM signing_keys WHERE id = $1", values![id]).map(drop)
}

pub fn published(tx: &mut Tx, id: SigningKeyId, at: Option<Moment>) -> Result<(), Fault> {
    tx.conn.execute("UPDATE signing_keys SET published_at = $2 WHERE id = $1", values![id, at]).map(drop)
}

fn key(row: &Row) -> Result<SigningKey, Fault> {
    Ok(SigningKey {
        id: row.get(0)?,
        domain: row.get(1)?,
        selector: row.get(2)?,
        algorithm: row.get(3)?,
        public: row.get(4)?,
        sealed: row.get(5)?,
        state: row.get(6)?,
        created_at: row.get(7)?,
        published_at: row.get(8)?,
    })
}
