//! Secret addresses at which calendars are read.

use crate::{Read, Tx, values};
use base::{Digest, Moment};
use desk::Fault;
use desk::people::PersonId;

/// In place of the one there was.
pub fn save(tx: &mut Tx, person: PersonId, digest: &Digest) -> Result<(), Fault> {
    let now = tx.now();
    let sql = "INSERT INTO calendar_feeds (person_id, digest, created_at) VALUES ($1, $2, $3)
               ON CONFLICT (person_id) DO UPDATE SET digest = excluded.digest, created_at = excluded.created_at";
    tx.conn.execute(sql, values![person, digest, now]).map(drop)
}

pub fn remove(tx: &mut Tx, person: PersonId) -> Result<bool, Fault> {
    Ok(tx.conn.execute("DELETE FROM calendar_feeds WHERE person_id = $1", values![person])? == 1)
}

/// Since when there is one.
pub fn since(read: &mut Read, person: PersonId) -> Result<Option<Moment>, Fault> {
    read.conn.first("SELECT created_at FROM calendar_feeds WHERE person_id = $1", values![person], |row| row.get(0))
}

pub fn holder(read: &mut Read, digest: &Digest) -> Result<Option<PersonId>, Fault> {
    read.conn.first("SELECT person_id FROM calendar_feeds WHERE digest = $1", values![digest], |row| row.get(0))
}
