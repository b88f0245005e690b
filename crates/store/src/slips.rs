//! Slips that were spent.

use crate::{Read, Tx, values};
use base::{Digest, Moment};
use desk::Fault;

/// False: it was spent before. Who spends the same one meanwhile waits for this transaction.
pub fn spend(tx: &mut Tx, slip: &Digest) -> Result<bool, Fault> {
    let now = tx.now();
    let sql = "INSERT INTO slips (digest, at, result) VALUES ($1, $2, '') ON CONFLICT (digest) DO NOTHING";
    Ok(tx.conn.execute(sql, values![slip, now])? == 1)
}

pub fn result(read: &mut Read, slip: &Digest) -> Result<String, Fault> {
    let sql = "SELECT result FROM slips WHERE digest = $1";
    Ok(read.conn.first(sql, values![slip], |row| row.get(0))?.unwrap_or_default())
}

pub fn save_result(tx: &mut Tx, slip: &Digest, result: &str) -> Result<(), Fault> {
    tx.conn.execute("UPDATE slips SET result = $2 WHERE digest = $1", values![slip, result]).map(drop)
}

/// Takes away what is older, some at a time; how much it was.
pub fn sweep(tx: &mut Tx, before: Moment, limit: usize) -> Result<u64, Fault> {
    let sql = "DELETE FROM slips WHERE digest IN (SELECT digest FROM slips WHERE at < $1 ORDER BY at LIMIT $2)";
    tx.conn.execute(sql, values![before, limit])
}
