//! Organizations and people that are one since they were merged, as conditions mean them.

use crate::Read;
use crate::kept::kept;
use crate::value::Column;
use desk::Fault;
use desk::condition::Selves;
use std::collections::BTreeMap;
use std::sync::Arc;

pub fn all(read: &mut Read) -> Result<Arc<Selves>, Fault> {
    kept(read, "selves", |read| {
        Ok(Selves { organizations: merged(read, "organizations")?, people: merged(read, "people")? })
    })
}

/// Each with what was merged into it, straight or by way of another, behind itself.
fn merged<T: Column + Copy + Ord>(read: &mut Read, table: &str) -> Result<Vec<Vec<T>>, Fault> {
    let sql = format!("SELECT id, merged_into FROM {table} WHERE merged_into > 0");
    let pairs: Vec<(T, T)> = read.conn.all(&sql, &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let merged: BTreeMap<T, T> = pairs.into_iter().collect();
    let mut all: BTreeMap<T, Vec<T>> = BTreeMap::new();
    for (from, into) in &merged {
        let mut now = into;
        while let Some(further) = merged.get(now) {
            now = further;
        }
        all.entry(*now).or_insert_with(|| vec![*now]).push(*from);
    }
    Ok(all.into_values().collect())
}
