//! Correspondents whose machine and ours answered each other.

use crate::{Read, Tx, values};
use base::{Email, Moment};
use desk::Fault;

/// Whether it was noticed after a moment.
pub fn tripped_since(read: &mut Read, address: &Email, after: Moment) -> Result<bool, Fault> {
    let found = read.conn.first(
        "SELECT 1 FROM breakers WHERE canonical = $1 AND tripped_at > $2",
        values![address.canonical(), after],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

pub fn trip(tx: &mut Tx, address: &Email) -> Result<(), Fault> {
    let now = tx.now();
    tx.conn
        .execute(
            "INSERT INTO breakers (canonical, tripped_at) VALUES ($1, $2)
             ON CONFLICT (canonical) DO UPDATE SET tripped_at = excluded.tripped_at",
            values![address.canonical(), now],
        )
        .map(drop)
}
