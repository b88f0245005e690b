//! Types of objects.

use crate::kept::kept;
use crate::value::Row;
use crate::{Read, Tx, values};
use desk::form::Label;
use desk::object::{ObjectType, ObjectTypeId, ObjectTypeWish};
use desk::{Done, Error, Fault};

const COLUMNS: &str = "id, key, name_en, name_ja, plural_en, plural_ja, help_en, help_ja, glyph, grants, columns, active, position, \
     version";

/// In their order.
pub fn all(read: &mut Read) -> Result<Vec<ObjectType>, Fault> {
    Ok(kept(read, "object_types", |read| {
        read.conn.all(&format!("SELECT {COLUMNS} FROM object_types ORDER BY position, id"), &[], object_type)
    })?
    .to_vec())
}

pub fn load(read: &mut Read, id: ObjectTypeId) -> Result<Option<ObjectType>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM object_types WHERE id = $1"), values![id], object_type)
}

pub fn add(tx: &mut Tx, key: &str, wish: &ObjectTypeWish, position: i64) -> Result<ObjectTypeId, Fault> {
    tx.sets_up();
    let id = tx.conn.first(
        "INSERT INTO object_types (key, name_en, name_ja, plural_en, plural_ja, help_en, help_ja, glyph, grants, columns,
             active, position) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id",
        values![
            key,
            &wish.name.en,
            &wish.name.ja,
            &wish.plural.en,
            &wish.plural.ja,
            &wish.help.en,
            &wish.help.ja,
            wish.glyph,
            serde_json::to_string(&wish.grants).map_err(Fault::new)?,
            serde_json::to_string(&wish.columns).map_err(Fault::new)?,
            wish.active,
            position
        ],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted type of objects gave no id"))
}

/// Saves exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, of: &ObjectType) -> Done<()> {
    tx.sets_up();
    let wish = &of.wish;
    let changed = tx.conn.execute(
        "UPDATE object_types SET name_en = $3, name_ja = $4, plural_en = $5, plural_ja = $6, help_en = $7, help_ja = $8,
             glyph = $9, grants = $10, columns = $11, active = $12, version = version + 1 WHERE id = $1 AND version = $2",
        values![
            of.id,
            of.version,
            &wish.name.en,
            &wish.name.ja,
            &wish.plural.en,
            &wish.plural.ja,
            &wish.help.en,
            &wish.help.ja,
            wish.glyph,
            serde_json::to_string(&wish.grants).map_err(Fault::new)?,
            serde_json::to_string(&wish.columns).map_err(Fault::new)?,
            wish.active
        ],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

pub fn remove(tx: &mut Tx, id: ObjectTypeId) -> Result<(), Fault> {
    tx.sets_up();
    tx.conn.execute("DELETE FROM object_types WHERE id = $1", values![id]).map(drop)
}

/// There is one of it, be it a removed one.
pub fn in_use(read: &mut Read, id: ObjectTypeId) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM objects WHERE type_id = $1 LIMIT 1";
    Ok(read.conn.first(sql, values![id], |_| Ok(()))?.is_some())
}

fn object_type(row: &Row) -> Result<ObjectType, Fault> {
    let label =
        |at: usize| -> Result<Label, Fault> { Ok(Label::new(row.get::<String>(at)?, row.get::<String>(at + 1)?)) };
    Ok(ObjectType {
        id: row.get(0)?,
        key: row.get(1)?,
        wish: ObjectTypeWish {
            name: label(2)?,
            plural: label(4)?,
            help: label(6)?,
            glyph: row.get(8)?,
            grants: serde_json::from_str(&row.get::<String>(9)?).map_err(Fault::new)?,
            columns: serde_json::from_str(&row.get::<String>(10)?).map_err(Fault::new)?,
            active: row.get(11)?,
        },
        position: row.get(12)?,
        version: row.get(13)?,
    })
}
