//! Objects: found, made, saved.

use crate::ticket::people::padded;
use crate::value::Row;
use crate::{Read, Tx, values};
use desk::object::{Object, ObjectId, ObjectTypeId};
use desk::people::folded;
use desk::{Done, Error, Fault};

pub(crate) const COLUMNS: &str = "o.id, o.type_id, o.name, o.created_at, o.updated_at, o.removed_at, o.version";

pub fn load(read: &mut Read, id: ObjectId) -> Result<Option<Object>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM objects o WHERE o.id = $1"), values![id], object)
}

/// Those that are there, in no order.
pub fn some(read: &mut Read, ids: &[ObjectId]) -> Result<Vec<Object>, Fault> {
    let mut found = Vec::new();
    for some in ids.chunks(256) {
        let (places, values) = padded(some.iter().map(|id| id.0).collect());
        let sql = format!("SELECT {COLUMNS} FROM objects o WHERE o.id IN ({places})");
        found.extend(read.conn.all(&sql, &values, object)?);
    }
    Ok(found)
}

/// The first of a type that is called exactly so, whatever the case.
pub fn named(read: &mut Read, of: ObjectTypeId, name: &str) -> Result<Option<Object>, Fault> {
    Ok(called(read, of, name, 1)?.pop())
}

/// All that are called exactly so, whatever the case: a few at most.
pub fn called(read: &mut Read, of: ObjectTypeId, name: &str, limit: usize) -> Result<Vec<Object>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM objects o WHERE o.type_id = $1 AND o.folded = $2 AND o.removed_at IS NULL ORDER BY o.id LIMIT $3"
    );
    read.conn.all(&sql, values![of, folded(name), limit], object)
}

pub fn add(tx: &mut Tx, of: ObjectTypeId, name: &str) -> Result<ObjectId, Fault> {
    let now = tx.now();
    let id = tx.conn.first(
        "INSERT INTO objects (type_id, name, folded, created_at, updated_at) VALUES ($1, $2, $3, $4, $4) RETURNING id",
        values![of, name, folded(name), now],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted object gave no id"))
}

/// Saves exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, object: &mut Object) -> Done<()> {
    object.updated_at = tx.now();
    let changed = tx.conn.execute(
        "UPDATE objects SET name = $3, folded = $4, updated_at = $5, removed_at = $6, version = version + 1
         WHERE id = $1 AND version = $2",
        values![object.id, object.version, &object.name, folded(&object.name), object.updated_at, object.removed_at],
    )?;
    if changed != 1 {
        return Err(Error::Conflict);
    }
    object.version += 1;
    Ok(())
}

pub(crate) fn object(row: &Row) -> Result<Object, Fault> {
    Ok(Object {
        id: row.get(0)?,
        of: row.get(1)?,
        name: row.get(2)?,
        created_at: row.get(3)?,
        updated_at: row.get(4)?,
        removed_at: row.get(5)?,
        version: row.get(6)?,
    })
}
