//! Taking turns: transactions that name the same key follow one another, so that each sees what the others wrote.

use crate::{Dialect, Tx, values};
use desk::Fault;
use std::collections::BTreeSet;

/// Waits until no other transaction holds any of these keys, and holds them until the end. SQLite has one writer anyway.
///
/// A row that is made and removed within the transaction is all there is to it: whoever makes the same row waits.
pub fn take(tx: &mut Tx, keys: BTreeSet<String>) -> Result<(), Fault> {
    // What others changed while this one waited is asked for again.
    tx.asks_again();
    match tx.conn.dialect() {
        Dialect::Sqlite => Ok(()),
        // In the order of the keys, so that two never wait for each other.
        Dialect::Postgres => keys.iter().try_for_each(|key| one(tx, key)),
    }
}

fn one(tx: &mut Tx, key: &str) -> Result<(), Fault> {
    tx.conn.execute("INSERT INTO turns (key) VALUES ($1)", values![key])?;
    tx.conn.execute("DELETE FROM turns WHERE key = $1", values![key]).map(drop)
}
