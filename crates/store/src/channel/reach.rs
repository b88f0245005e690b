//! Addresses that mail did not reach.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::Email;
use desk::Fault;
use desk::channel::{Hardness, Unreachable};
use desk::people::PersonId;

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

/// Whether anything ever came from them, or arrived at their address.
pub fn has_passed(read: &mut Read, person: Option<PersonId>, address: &Email) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM deliveries WHERE canonical = $1 AND state = 'accepted' LIMIT 1";
    if read.conn.first(sql, values![address.canonical()], |_| Ok(()))?.is_some() {
        return Ok(true);
    }
    let Some(person) = person else { return Ok(false) };
    let sql = "SELECT 1 FROM tickets t JOIN messages m ON m.ticket_id = t.id
               WHERE t.requester_id = $1 AND m.author_id = $1 LIMIT 1";
    Ok(read.conn.first(sql, values![person], |_| Ok(()))?.is_some())
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
