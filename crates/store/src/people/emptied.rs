//! What somebody emptied on purpose.

use crate::{Read, Tx, values};
use desk::Fault;
use desk::form::Owner;

/// Of somebody or of an organisation; whatever else has fields is filled by hand alone.
pub fn put(tx: &mut Tx, owner: Owner, what: &str) -> Result<(), Fault> {
    let Some(holder) = holder(owner) else { return Ok(()) };
    let sql = "INSERT INTO emptied (holder, holder_id, what) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    tx.conn.execute(sql, values![holder, owner.id(), what]).map(drop)
}

pub fn of(read: &mut Read, owner: Owner) -> Result<Vec<String>, Fault> {
    let Some(holder) = holder(owner) else { return Ok(Vec::new()) };
    let sql = "SELECT what FROM emptied WHERE holder = $1 AND holder_id = $2";
    read.conn.all(sql, values![holder, owner.id()], |row| row.get(0))
}

const fn holder(owner: Owner) -> Option<&'static str> {
    match owner {
        Owner::Person(_) => Some("person"),
        Owner::Organization(_) => Some("organization"),
        Owner::Team(_) | Owner::Object(_) => None,
    }
}
