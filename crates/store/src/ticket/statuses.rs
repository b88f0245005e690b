//! Statuses: free names on fixed categories.

use crate::kept::kept;
use crate::value::Row;
use crate::{Read, Tx, values};
use desk::ticket::{Category, Status, StatusId};
use desk::{Done, Error, Fault};

const COLUMNS: &str = "id, category, name_en, name_ja, position, standard, version";

pub fn all(read: &mut Read) -> Result<Vec<Status>, Fault> {
    Ok(kept(read, "statuses", |read| {
        read.conn.all(&format!("SELECT {COLUMNS} FROM statuses ORDER BY position, id"), &[], status)
    })?
    .to_vec())
}

pub fn load(read: &mut Read, id: StatusId) -> Result<Option<Status>, Fault> {
    Ok(all(read)?.into_iter().find(|status| status.id == id))
}

/// The status that verbs choose for a category.
pub fn standard(read: &mut Read, category: Category) -> Result<Status, Fault> {
    let of_it = all(read)?.into_iter().filter(|status| status.category == category);
    // The first of those that are alike: they come in their order.
    let found = of_it.min_by_key(|status| !status.standard);
    found.ok_or_else(|| Fault::new(format!("no status of category {}", category.name())))
}

pub fn add(tx: &mut Tx, status: &Status) -> Result<StatusId, Fault> {
    tx.sets_up();
    let id = tx.conn.first(
        "INSERT INTO statuses (category, name_en, name_ja, position, standard) VALUES ($1, $2, $3, $4, $5) RETURNING id",
        values![status.category, &status.name_en, &status.name_ja, status.position, status.standard],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted status gave no id"))
}

pub fn save(tx: &mut Tx, status: &Status) -> Done<()> {
    tx.sets_up();
    let changed = tx.conn.execute(
        "UPDATE statuses SET name_en = $3, name_ja = $4, position = $5, standard = $6, version = version + 1
         WHERE id = $1 AND version = $2",
        values![status.id, status.version, &status.name_en, &status.name_ja, status.position, status.standard],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

pub fn remove(tx: &mut Tx, id: StatusId) -> Result<(), Fault> {
    tx.sets_up();
    tx.conn.execute("DELETE FROM statuses WHERE id = $1", values![id]).map(drop)
}

pub fn in_use(read: &mut Read, id: StatusId) -> Result<bool, Fault> {
    let found = read.conn.first("SELECT 1 FROM tickets WHERE status_id = $1 LIMIT 1", values![id], |_| Ok(()))?;
    Ok(found.is_some())
}

fn status(row: &Row) -> Result<Status, Fault> {
    Ok(Status {
        id: row.get(0)?,
        category: row.get(1)?,
        name_en: row.get(2)?,
        name_ja: row.get(3)?,
        position: row.get(4)?,
        standard: row.get(5)?,
        version: row.get(6)?,
    })
}
