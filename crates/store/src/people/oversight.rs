//! Whose tickets somebody sees in the portal beside their own, one by one.

use super::persons::{COLUMNS, person};
use crate::{Read, Tx, values};
use desk::Fault;
use desk::people::{Person, PersonId};

/// Those whose tickets they see, by name. Somebody who was merged into another one is nobody.
pub fn overseen(read: &mut Read, overseer: PersonId) -> Result<Vec<Person>, Fault> {
    across(read, "person_id", "overseer_id", overseer)
}

/// Those who see the tickets of a person, by name.
pub fn overseers(read: &mut Read, of: PersonId) -> Result<Vec<Person>, Fault> {
    across(read, "overseer_id", "person_id", of)
}

fn across(read: &mut Read, wanted: &str, given: &str, id: PersonId) -> Result<Vec<Person>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM oversight x JOIN people p ON p.id = x.{wanted}
         WHERE x.{given} = $1 AND p.merged_into IS NULL ORDER BY p.folded, p.id"
    );
    read.conn.all(&sql, values![id], person)
}

/// The one place that decides it.
pub fn oversees(read: &mut Read, overseer: PersonId, of: PersonId) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM oversight x JOIN people p ON p.id = x.overseer_id
               WHERE x.overseer_id = $1 AND x.person_id = $2 AND p.merged_into IS NULL";
    Ok(read.conn.first(sql, values![overseer, of], |_| Ok(()))?.is_some())
}

pub fn oversees_any(read: &mut Read, overseer: PersonId) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM oversight x JOIN people p ON p.id = x.overseer_id
               WHERE x.overseer_id = $1 AND p.merged_into IS NULL LIMIT 1";
    Ok(read.conn.first(sql, values![overseer], |_| Ok(()))?.is_some())
}

/// True when they did not before.
pub fn add(tx: &mut Tx, overseer: PersonId, of: PersonId) -> Result<bool, Fault> {
    let now = tx.now();
    let added = tx.conn.execute(
        "INSERT INTO oversight (overseer_id, person_id, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        values![overseer, of, now],
    )?;
    Ok(added == 1)
}

pub fn remove(tx: &mut Tx, overseer: PersonId, of: PersonId) -> Result<bool, Fault> {
    let sql = "DELETE FROM oversight WHERE overseer_id = $1 AND person_id = $2";
    Ok(tx.conn.execute(sql, values![overseer, of])? == 1)
}
