//! Lists of the objects of one type; pages continue after a key, not a number.

use super::keys::ordered;
use super::objects::{COLUMNS, object};
use crate::people::keys::beyond;
use crate::value::Row;
use crate::{Read, values};
use desk::Fault;
use desk::form::{By, FieldId, ItemId};
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

/// Before the key of one in whose field something stands, and of one in whose does not.
const FILLED: char = 'f';
const EMPTY: char = 'e';

/// By what stands in a field; those in which nothing stands come last, by name.
pub fn by_field(
    read: &mut Read,
    of: ObjectTypeId,
    (field, by, falling): (FieldId, &By, bool),
    after: Option<&After>,
    limit: usize,
) -> Result<Page, Fault> {
    let part = |mark: char| {
        let key = after.and_then(|after| Some((after.key.strip_prefix(mark)?.to_owned(), after.id)));
        key.map(|(key, id)| After { key, id })
    };
    let mut rows = Vec::new();
    if part(EMPTY).is_none() {
        let filled = match by {
            By::Number => by_number(read, field, falling, part(FILLED), limit)?,
            By::Text => by_text(read, field, falling, part(FILLED), limit)?,
            By::Items(items) => by_items(read, field, (items, falling), part(FILLED), limit)?,
        };
        rows.extend(filled.into_iter().map(|(object, key)| (object, format!("{FILLED}{key}"))));
    }
    if rows.len() < limit {
        let rest = empty(read, of, field, &part(EMPTY).unwrap_or_default(), limit - rows.len())?;
        rows.extend(rest.into_iter().map(|(object, key)| (object, format!("{EMPTY}{key}"))));
    }
    Ok(page(rows, limit))
}

fn by_number(
    read: &mut Read,
    field: FieldId,
    falling: bool,
    after: Option<After>,
    limit: usize,
) -> Result<Vec<(Object, String)>, Fault> {
    let start = if falling { (i64::MAX, i64::MAX) } else { (i64::MIN, i64::MIN) };
    let (at, id) = after.and_then(|after| Some((after.key.parse().ok()?, after.id))).unwrap_or(start);
    let (beyond, way) = if falling { ("<", "DESC") } else { (">", "ASC") };
    let sql = format!(
        "SELECT {COLUMNS}, x.number FROM field_values x JOIN objects o ON o.id = x.holder_id
         WHERE x.field_id = $1 AND (x.number, x.holder_id) {beyond} ($2, $3) AND x.position = 0 AND o.removed_at IS NULL
         ORDER BY x.number {way}, x.holder_id {way} LIMIT $4"
    );
    read.conn.all(&sql, values![field, at, id, limit], |row| Ok((object(row)?, row.get::<i64>(7)?.to_string())))
}

fn by_text(
    read: &mut Read,
    field: FieldId,
    falling: bool,
    after: Option<After>,
    limit: usize,
) -> Result<Vec<(Object, String)>, Fault> {
    // No text is beyond the last character there is.
    let start = if falling { (char::MAX.to_string(), i64::MAX) } else { (String::new(), i64::MIN) };
    let (key, id) = after.map_or(start, |after| (after.key, after.id));
    let (beyond, way) = if falling { ("<", "DESC") } else { (">", "ASC") };
    let sql = format!(
        "SELECT {COLUMNS}, x.key FROM object_orders x JOIN objects o ON o.id = x.object_id
         WHERE x.field_id = $1 AND (x.key, x.object_id) {beyond} ($2, $3) AND o.removed_at IS NULL
         ORDER BY x.key {way}, x.object_id {way} LIMIT $4"
    );
    read.conn.all(&sql, values![field, key, id, limit], keyed)
}

/// Item by item: a list may be put into another order at any time.
fn by_items(
    read: &mut Read,
    field: FieldId,
    (items, falling): (&[ItemId], bool),
    after: Option<After>,
    limit: usize,
) -> Result<Vec<(Object, String)>, Fault> {
    let mut order = items.to_vec();
    if falling {
        order.reverse();
    }
    let reached = after.and_then(|after| Some((ItemId(after.key.parse().ok()?), after.id)));
    let begin = reached.and_then(|(item, _)| order.iter().position(|one| *one == item)).unwrap_or(0);
    let sql = format!(
        "SELECT {COLUMNS} FROM field_values x JOIN objects o ON o.id = x.holder_id
         WHERE x.field_id = $1 AND x.number = $2 AND x.holder_id > $3 AND x.position = 0 AND o.removed_at IS NULL
         ORDER BY x.holder_id LIMIT $4"
    );
    let mut rows = Vec::new();
    for item in &order[begin..] {
        let past = reached.filter(|(one, _)| one == item).map_or(0, |(_, id)| id);
        let some = read.conn.all(&sql, values![field, item.0, past, limit - rows.len()], object)?;
        rows.extend(some.into_iter().map(|object| (object, item.to_string())));
        if rows.len() >= limit {
            break;
        }
    }
    Ok(rows)
}

fn empty(
    read: &mut Read,
    of: ObjectTypeId,
    field: FieldId,
    after: &After,
    limit: usize,
) -> Result<Vec<(Object, String)>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS}, o.folded FROM objects o
         WHERE o.type_id = $1 AND (o.folded, o.id) > ($2, $3) AND o.removed_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM field_values x WHERE x.holder_id = o.id AND x.field_id = $4 AND x.position = 0)
         ORDER BY o.folded, o.id LIMIT $5"
    );
    read.conn.all(&sql, values![of, &after.key, after.id, field, limit], keyed)
}

/// Of a type, those in whose field one of these stands; in no order.
pub fn held_by(
    read: &mut Read,
    of: ObjectTypeId,
    field: FieldId,
    holder: i64,
    limit: usize,
) -> Result<Vec<Object>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM field_values x JOIN objects o ON o.id = x.holder_id
         WHERE x.field_id = $1 AND x.number = $2 AND o.type_id = $3 AND o.removed_at IS NULL ORDER BY x.holder_id LIMIT $4"
    );
    read.conn.all(&sql, values![field, holder, of, limit], object)
}

/// Those in whose field this text stands, whatever the case: a few at most. Of a long text its beginning counts.
pub fn with_text(read: &mut Read, field: FieldId, text: &str, limit: usize) -> Result<Vec<Object>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM object_orders x JOIN objects o ON o.id = x.object_id
         WHERE x.field_id = $1 AND x.key = $2 AND o.removed_at IS NULL ORDER BY x.object_id LIMIT $3"
    );
    read.conn.all(&sql, values![field, ordered(text), limit], object)
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
