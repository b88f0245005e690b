//! Brands a requester meets.

use crate::{Read, Tx, values};
use desk::Fault;
use desk::ticket::BrandId;

pub fn add(tx: &mut Tx, name: &str) -> Result<BrandId, Fault> {
    let id = tx.conn.first("INSERT INTO brands (name) VALUES ($1) RETURNING id", values![name], |row| row.get(0))?;
    id.ok_or_else(|| Fault::new("an inserted brand gave no id"))
}

/// The brand that stands when none is named: the first.
pub fn first(read: &mut Read) -> Result<Option<BrandId>, Fault> {
    read.conn.first("SELECT id FROM brands ORDER BY id LIMIT 1", &[], |row| row.get(0))
}
