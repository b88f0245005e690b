//! The installation's own settings: one value per key.

use crate::{Read, Tx, values};
use desk::Fault;

pub fn load(read: &mut Read, key: &str) -> Result<Option<String>, Fault> {
    read.conn.first("SELECT value FROM settings WHERE key = $1", values![key], |row| row.get(0))
}

pub fn save(tx: &mut Tx, key: &str, value: &str) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            values![key, value],
        )
        .map(drop)
}
