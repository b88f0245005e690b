//! Tags.

use super::people::padded;
use crate::kept::kept;
use crate::value::Row;
use crate::{Read, Tx, values};
use desk::ticket::{Tag, TagId};
use desk::{Done, Error, Fault};

pub fn all(read: &mut Read) -> Result<Vec<Tag>, Fault> {
    Ok(kept(read, "tags", |read| read.conn.all("SELECT id, name, version FROM tags ORDER BY name", &[], tag))?.to_vec())
}

/// These tags, by name.
pub fn some(read: &mut Read, ids: &[TagId]) -> Result<Vec<Tag>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (places, values) = padded(ids.iter().map(|id| id.0).collect());
    read.conn.all(&format!("SELECT id, name, version FROM tags WHERE id IN ({places}) ORDER BY name"), &values, tag)
}

pub fn load(read: &mut Read, id: TagId) -> Result<Option<Tag>, Fault> {
    read.conn.first("SELECT id, name, version FROM tags WHERE id = $1", values![id], tag)
}

pub fn named(read: &mut Read, name: &str) -> Result<Option<Tag>, Fault> {
    read.conn.first("SELECT id, name, version FROM tags WHERE name = $1", values![name], tag)
}

/// None when the name is taken.
pub fn add(tx: &mut Tx, name: &str) -> Result<Option<TagId>, Fault> {
    tx.sets_up();
    tx.conn.first(
        "INSERT INTO tags (name) VALUES ($1) ON CONFLICT (name) DO NOTHING RETURNING id",
        values![name],
        |row| row.get(0),
    )
}

pub fn save(tx: &mut Tx, tag: &Tag) -> Done<()> {
    tx.sets_up();
    let changed = tx.conn.execute(
        "UPDATE tags SET name = $3, version = version + 1 WHERE id = $1 AND version = $2",
        values![tag.id, tag.version, &tag.name],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

pub fn remove(tx: &mut Tx, id: TagId) -> Result<(), Fault> {
    tx.sets_up();
    tx.conn.execute("DELETE FROM tags WHERE id = $1", values![id]).map(drop)
}

pub fn in_use(read: &mut Read, id: TagId) -> Result<bool, Fault> {
    Ok(read.conn.first("SELECT 1 FROM ticket_tags WHERE tag_id = $1 LIMIT 1", values![id], |_| Ok(()))?.is_some())
}

/// How many tickets carry each tag.
pub fn uses(read: &mut Read) -> Result<Vec<(TagId, i64)>, Fault> {
    read.conn.all("SELECT tag_id, COUNT(*) FROM ticket_tags GROUP BY tag_id", &[], |row| Ok((row.get(0)?, row.get(1)?)))
}

fn tag(row: &Row) -> Result<Tag, Fault> {
    Ok(Tag { id: row.get(0)?, name: row.get(1)?, version: row.get(2)? })
}
