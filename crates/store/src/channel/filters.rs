//! Mail filters.

use crate::kept::kept;
use crate::value::Row;
use crate::{Read, Tx, values};
use desk::channel::{Filter, FilterId, FilterWish};
use desk::{Done, Error, Fault};
use std::sync::Arc;

/// In their order; their expressions are made once after each change.
pub fn all(read: &mut Read) -> Result<Arc<Vec<Filter>>, Fault> {
    let sql = "SELECT id, wish, position, version FROM mail_filters ORDER BY position, id";
    kept(read, "mail_filters", |read| read.conn.all(sql, &[], filter))
}

pub fn load(read: &mut Read, id: FilterId) -> Result<Option<Filter>, Fault> {
    read.conn.first("SELECT id, wish, position, version FROM mail_filters WHERE id = $1", values![id], filter)
}

/// The last of all.
pub fn add(tx: &mut Tx, wish: &FilterWish) -> Result<FilterId, Fault> {
    tx.sets_up();
    let sql = "INSERT INTO mail_filters (wish, position)
         VALUES ($1, (SELECT COALESCE(MAX(position), 0) + 1 FROM mail_filters)) RETURNING id";
    let id = tx.conn.first(sql, values![wish.written()], |row| row.get(0))?;
    id.ok_or_else(|| Fault::new("an inserted filter gave no id"))
}

/// Saves exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, id: FilterId, version: i64, wish: &FilterWish) -> Done<()> {
    tx.sets_up();
    let changed = tx.conn.execute(
        "UPDATE mail_filters SET wish = $3, version = version + 1 WHERE id = $1 AND version = $2",
        values![id, version, wish.written()],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

pub fn place(tx: &mut Tx, id: FilterId, position: usize) -> Result<(), Fault> {
    tx.sets_up();
    tx.conn.execute("UPDATE mail_filters SET position = $2 WHERE id = $1", values![id, position]).map(drop)
}

pub fn remove(tx: &mut Tx, id: FilterId) -> Result<(), Fault> {
    tx.sets_up();
    tx.conn.execute("DELETE FROM mail_filters WHERE id = $1", values![id]).map(drop)
}

fn filter(row: &Row) -> Result<Filter, Fault> {
    let wish = FilterWish::read(&row.get::<String>(1)?)
        .map_err(|refusal| Fault::new(format!("a filter cannot be read: {}", refusal.key())))?;
    Ok(Filter { id: row.get(0)?, wish, position: row.get(2)?, version: row.get(3)? })
}
