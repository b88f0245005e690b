//! Addresses that mail did not reach.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::Email;
use desk::Fault;
use desk::channel::{Hardness, Unreachable};

/// Once more it did not get through. What was known for sure stays so.
pub fn missed(tx: &mut Tx, address: &Email, hardness: Hardness, reason: &str) -> Result<(), Fault> {
    let now = tx.now();
    tx.conn
        .execute(
            "INSERT INTO unreachable (canonical, hardness, reason, at, times) VALUES ($1, $2, $3, $4, 1)
             ON CONFLICT (canonical) DO UPDATE SET reason = excluded.reason, at = excluded.at, times = unreachable.times + 1,
                 hardness = CASE WHEN unreachable.hardness = 'hard' THEN 'hard' ELSE excluded.hardness END",
            values![address.canonical(), hardness, reason, now],
        )
        .map(drop)
}

/// There is somebody after all.
pub fn reached(tx: &mut Tx, address: &Email) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM unreachable WHERE canonical = $1", values![address.canonical()]).map(drop)
}

/// Those of the addresses that are known not to be reached.
pub fn of(read: &mut Read, addresses: &[Email]) -> Result<Vec<Unreachable>, Fault> {
    let sql = "SELECT canonical, hardness, reason, at, times FROM unreachable WHERE canonical = $1";
    let mut found = Vec::new();
    for address in addresses {
        found.extend(read.conn.first(sql, values![address.canonical()], unreachable)?);
    }
    Ok(found)
}

fn unreachable(row: &Row) -> Result<Unreachable, Fault> {
    Ok(Unreachable {
        address: row.get(0)?,
        hardness: row.get(1)?,
        reason: row.get(2)?,
        at: row.get(3)?,
        times: row.get(4)?,
    })
}
