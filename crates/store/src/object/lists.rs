//! Lists of the objects of one type; pages continue after a key, not a number.

use super::objects::{COLUMNS, object};
use crate::people::keys::beyond;
use crate::value::Row;
use crate::{Read, values};
use desk::Fault;
use desk::object::{Object, ObjectId, ObjectTypeId};
use desk::people::folded;
use std::collections::BTreeSet;

/// Where a page ended: the text or the moment that its order goes by, and the object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct After {
    pub key: String,
    pub id: i64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub objects: Vec<Object>,
    /// None: this is the last one.
    pub next: Option<After>,
}

/// By name.
pub fn by_name(read: &mut Read, of: ObjectTypeId, after: &After, limit: usize) -> Result<Page, Fault> {
    let sql = format!(
        "SELECT {COLUMNS}, o.folded FROM objects o
         WHERE o.type_id = $1 AND (o.folded, o.id) > ($2, $3) AND o.removed_at IS NULL ORDER BY o.folded, o.id LIMIT $4"
    );
    let rows = read.conn.all(&sql, values![of, &after.key, after.id, limit], keyed)?;
    Ok(page(rows, limit))
}

/// Those that were changed last come first.
pub fn by_change(read: &mut Read, of: ObjectTypeId, after: Option<&After>, limit: usize) -> Result<Page, Fault> {
    falling(read, of, "updated_at", after, limit)
}

/// Those that were made last come first.
pub fn by_age(read: &mut Read, of: ObjectTypeId, after: Option<&After>, limit: usize) -> Result<Page, Fault> {
    falling(read, of, "created_at", after, limit)
}

fn falling(
    read: &mut Read,
    of: ObjectTypeId,
    column: &str,
    after: Option<&After>,
    limit: usize,
) -> Result<Page, Fault> {
    let (at, id) = after.and_then(|after| Some((after.key.parse().ok()?, after.id))).unwrap_or((i64::MAX, i64::MAX));
    let sql = format!(
        "SELECT {COLUMNS}, o.{column} FROM objects o
         WHERE o.type_id = $1 AND (o.{column}, o.id) < ($2, $3) AND o.removed_at IS NULL
         ORDER BY o.{column} DESC, o.id DESC LIMIT $4"
    );
    let rows =
        read.conn.all(&sql, values![of, at, id, limit], |row| Ok((object(row)?, row.get::<i64>(7)?.to_string())))?;
    Ok(page(rows, limit))
}

/// Whose name, from one of its words on, or whose text begins like this; by what was found. One that is found by two things
/// stands once on a page, but may stand on two pages.
pub fn beginning(read: &mut Read, of: ObjectTypeId, text: &str, after: &After, limit: usize) -> Result<Page, Fault> {
    let from = folded(text);
    let sql = format!(
        "SELECT {COLUMNS}, k.key FROM object_keys k JOIN objects o ON o.id = k.object_id
         WHERE k.type_id = $1 AND k.key >= $2 AND k.key < $3 AND (k.key, k.object_id) > ($4, $5)
         ORDER BY k.key, k.object_id LIMIT $6"
    );
    let rows = read.conn.all(&sql, values![of, &from, beyond(&from), &after.key, after.id, limit], keyed)?;
    Ok(page(rows, limit))
}

/// How many there are, at most so many.
pub fn counted(read: &mut Read, of: ObjectTypeId, most: usize) -> Result<i64, Fault> {
    let sql =
        "SELECT COUNT(*) FROM (SELECT o.id FROM objects o WHERE o.type_id = $1 AND o.removed_at IS NULL LIMIT $2) x";
    Ok(read.conn.first(sql, values![of, most], |row| row.get(0))?.unwrap_or(0))
}

fn page(rows: Vec<(Object, String)>, limit: usize) -> Page {
    let full = rows.len() == limit;
    let next = rows.last().filter(|_| full).map(|(object, key)| After { key: key.clone(), id: object.id.0 });
    let mut seen: BTreeSet<ObjectId> = BTreeSet::new();
    let objects = rows.into_iter().map(|(object, _)| object).filter(|object| seen.insert(object.id)).collect();
    Page { objects, next }
}

fn keyed(row: &Row) -> Result<(Object, String), Fault> {
    Ok((object(row)?, row.get(7)?))
}
