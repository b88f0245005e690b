//! Brands a requester meets.

use crate::kept::kept;
use crate::value::Row;
use crate::{Read, Tx, values};
use desk::channel::Writing;
use desk::ticket::{Brand, BrandId, Logo};
use desk::{Done, Error, Fault};

const COLUMNS: &str = "id, name, domain, language, color, logo, logo_type, version";

/// In the order in which they were made: the first stands where none is named.
pub fn all(read: &mut Read) -> Result<Vec<Brand>, Fault> {
    Ok(kept(read, "brands", |read| read.conn.all(&format!("SELECT {COLUMNS} FROM brands ORDER BY id"), &[], brand))?
        .to_vec())
}

pub fn load(read: &mut Read, id: BrandId) -> Result<Option<Brand>, Fault> {
    Ok(all(read)?.into_iter().find(|brand| brand.id == id))
}

/// `domain` in lower case.
pub fn at(read: &mut Read, domain: &str) -> Result<Option<Brand>, Fault> {
    Ok(all(read)?.into_iter().find(|brand| brand.domain.as_deref() == Some(domain)))
}

/// The brand that stands when none is named: the first.
pub fn first(read: &mut Read) -> Result<Option<Brand>, Fault> {
    Ok(all(read)?.into_iter().next())
}

/// The brand that bears a name, if there is one.
pub fn named(read: &mut Read, name: &str) -> Result<Option<BrandId>, Fault> {
    read.conn.first("SELECT id FROM brands WHERE name = $1", values![name], |row| row.get(0))
}

/// `brand.id` and `brand.version` are ignored.
pub fn add(tx: &mut Tx, brand: &Brand) -> Result<BrandId, Fault> {
    tx.sets_up();
    let id = tx.conn.first(
        "INSERT INTO brands (name, domain, language, color) VALUES ($1, $2, $3, $4) RETURNING id",
        values![&brand.name, brand.domain.as_deref(), brand.language, brand.color],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted brand gave no id"))
}

/// How its mailboxes write that were not told otherwise; none: there is no such brand.
pub fn writing(read: &mut Read, id: BrandId) -> Result<Option<Writing>, Fault> {
    let kept = read.conn.first("SELECT writing FROM brands WHERE id = $1", values![id], |row| row.get::<String>(0))?;
    kept.map(|kept| crate::channel::mailboxes::written(&kept)).transpose()
}

/// For exactly this version of the brand, or *conflict*.
pub fn save_writing(tx: &mut Tx, id: BrandId, version: i64, writing: &Writing) -> Done<()> {
    tx.sets_up();
    let writing = serde_json::to_string(writing).map_err(Fault::new)?;
    let changed = tx.conn.execute(
        "UPDATE brands SET writing = $3, version = version + 1 WHERE id = $1 AND version = $2",
        values![id, version, writing],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

pub fn save(tx: &mut Tx, brand: &mut Brand) -> Done<()> {
    tx.sets_up();
    let logo = brand.logo.as_ref();
    let changed = tx.conn.execute(
        "UPDATE brands SET name = $3, domain = $4, language = $5, color = $6, logo = $7, logo_type = $8, version = version + 1
         WHERE id = $1 AND version = $2",
        values![
            brand.id,
            brand.version,
            &brand.name,
            brand.domain.as_deref(),
            brand.language,
            brand.color,
            logo.map(|logo| &logo.digest),
            logo.map_or("", |logo| logo.kind.name())
        ],
    )?;
    if changed == 1 {
        brand.version += 1;
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}

pub fn remove(tx: &mut Tx, id: BrandId) -> Result<(), Fault> {
    tx.sets_up();
    tx.conn.execute("DELETE FROM brands WHERE id = $1", values![id]).map(drop)
}

/// A mailbox writes in its name or a ticket belongs to it.
pub fn in_use(read: &mut Read, id: BrandId) -> Result<bool, Fault> {
    let found = read.conn.first(
        "SELECT 1 FROM mailboxes WHERE brand_id = $1 UNION ALL SELECT 1 FROM tickets WHERE brand_id = $1 LIMIT 1",
        values![id],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

fn brand(row: &Row) -> Result<Brand, Fault> {
    let digest: Option<base::Digest> = row.get(5)?;
    let logo = digest.map(|digest| row.get(6).map(|kind| Logo { digest, kind })).transpose()?;
    Ok(Brand {
        id: row.get(0)?,
        name: row.get(1)?,
        domain: row.get(2)?,
        language: row.get(3)?,
        color: row.get(4)?,
        logo,
        version: row.get(7)?,
    })
}
