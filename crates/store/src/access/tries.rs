//! Tries per key (an address, a host), counted in short windows of time.

use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;

/// How often a key was tried in each window after a moment, oldest first.
pub fn since(read: &mut Read, key: &str, after: Moment) -> Result<Vec<(Moment, i64)>, Fault> {
    read.conn.all(
        "SELECT window_start, tries FROM tries WHERE key = $1 AND window_start > $2 AND tries > 0 ORDER BY window_start",
        values![key, after],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// On PostgreSQL, whoever counts the same key in the same window waits until this transaction ends.
pub fn count(tx: &mut Tx, key: &str, window: Moment) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO tries (key, window_start, tries) VALUES ($1, $2, 1)
             ON CONFLICT (key, window_start) DO UPDATE SET tries = tries.tries + 1",
            values![key, window],
        )
        .map(drop)
}

/// The last try was none after all.
pub fn take_back(tx: &mut Tx, key: &str) -> Result<(), Fault> {
    tx.conn
        .execute(
            "UPDATE tries SET tries = tries - 1
             WHERE key = $1 AND tries > 0 AND window_start = (SELECT MAX(window_start) FROM tries WHERE key = $1)",
            values![key],
        )
        .map(drop)
}

pub fn forget(tx: &mut Tx, key: &str) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM tries WHERE key = $1", values![key]).map(drop)
}

pub fn sweep(tx: &mut Tx, before: Moment) -> Result<u64, Fault> {
    tx.conn.execute("DELETE FROM tries WHERE window_start < $1", values![before])
}
