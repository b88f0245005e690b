//! Tokens of agents' own programs.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::{Digest, Moment};
use desk::Fault;
use desk::access::{AccessToken, AccessTokenId};
use desk::people::PersonId;

const COLUMNS: &str = "id, person_id, name, changes, created_at, expires_at, used_at";

pub fn add(tx: &mut Tx, token: &AccessToken, digest: &Digest) -> Result<AccessTokenId, Fault> {
    let sql = "INSERT INTO access_tokens (person_id, name, changes, digest, created_at, expires_at)
               VALUES ($1, $2, $3, $4, $5, $6)
               RETURNING id";
    let values = values![token.person, &token.name, token.changes, digest, token.created_at, token.expires_at];
    tx.conn.first(sql, values, |row| row.get(0))?.ok_or_else(|| Fault::new("a token without an id"))
}

/// The newest first.
pub fn of_person(read: &mut Read, person: PersonId) -> Result<Vec<AccessToken>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM access_tokens WHERE person_id = $1 ORDER BY id DESC LIMIT 100");
    read.conn.all(&sql, values![person], token)
}

/// The token with this digest, whether it is still good or not.
pub fn with_digest(read: &mut Read, digest: &Digest) -> Result<Option<AccessToken>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM access_tokens WHERE digest = $1"), values![digest], token)
}

pub fn used(tx: &mut Tx, id: AccessTokenId, at: Moment) -> Result<(), Fault> {
    tx.conn.execute("UPDATE access_tokens SET used_at = $2 WHERE id = $1", values![id, at]).map(drop)
}

/// What it was called; none: the person has no such token.
pub fn remove(tx: &mut Tx, person: PersonId, id: AccessTokenId) -> Result<Option<String>, Fault> {
    let sql = "DELETE FROM access_tokens WHERE id = $1 AND person_id = $2 RETURNING name";
    tx.conn.first(sql, values![id, person], |row| row.get(0))
}

fn token(row: &Row) -> Result<AccessToken, Fault> {
    Ok(AccessToken {
        id: row.get(0)?,
        person: row.get(1)?,
        name: row.get(2)?,
        changes: row.get(3)?,
        created_at: row.get(4)?,
        expires_at: row.get(5)?,
        used_at: row.get(6)?,
    })
}
