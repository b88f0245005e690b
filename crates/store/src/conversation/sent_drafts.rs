//! Names of drafts that were sent, by person.

use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;
use desk::people::PersonId;

/// False: it was there already.
pub fn add(tx: &mut Tx, person: PersonId, name: &str) -> Result<bool, Fault> {
    let at = tx.now();
    let sql = "INSERT INTO sent_drafts (person_id, name, sent_at) VALUES ($1, $2, $3)
               ON CONFLICT (person_id, name) DO NOTHING";
    Ok(tx.conn.execute(sql, values![person, name, at])? == 1)
}

pub fn has(read: &mut Read, person: PersonId, name: &str) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM sent_drafts WHERE person_id = $1 AND name = $2";
    Ok(read.conn.first(sql, values![person, name], |_| Ok(()))?.is_some())
}

/// Forgets what was sent before a moment, at most so many; how many it were.
pub fn sweep(tx: &mut Tx, before: Moment, most: usize) -> Result<u64, Fault> {
    let old = "SELECT person_id, name FROM sent_drafts WHERE sent_at < $1 ORDER BY sent_at LIMIT $2";
    let old: Vec<(PersonId, String)> = tx.conn.all(old, values![before, most], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (person, name) in &old {
        let sql = "DELETE FROM sent_drafts WHERE person_id = $1 AND name = $2";
        tx.conn.execute(sql, values![*person, name])?;
    }
    Ok(old.len() as u64)
}
