//! The installation's own settings: one value per key.

use crate::conn::Conn;
use crate::kept::kept;
use crate::{Read, Tx, values};
use desk::Fault;

pub fn load(read: &mut Read, key: &'static str) -> Result<Option<String>, Fault> {
    Ok(Option::clone(&*kept(read, key, |read| marked(read, key))?))
}

pub fn save(tx: &mut Tx, key: &str, value: &str) -> Result<(), Fault> {
    tx.sets_up();
    mark(tx, key, value)
}

/// How far something has come: what the program itself notes down, and nobody keeps.
pub fn marked(read: &mut Read, key: &str) -> Result<Option<String>, Fault> {
    read.conn.first("SELECT value FROM settings WHERE key = $1", values![key], |row| row.get(0))
}

pub fn mark(tx: &mut Tx, key: &str, value: &str) -> Result<(), Fault> {
    put(tx.conn, key, value)
}

pub(crate) fn put(conn: &mut Conn, key: &str, value: &str) -> Result<(), Fault> {
    conn.execute(
        "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        values![key, value],
    )
    .map(drop)
}
