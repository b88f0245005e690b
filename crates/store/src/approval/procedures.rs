//! How approvals are had: dozens, never thousands.

use crate::kept::kept;
use crate::value::Row;
use crate::{Read, Tx, values};
use desk::approval::{Procedure, ProcedureId, ProcedureWish};
use desk::{Done, Error, Fault};

const COLUMNS: &str = "id, wish, version";

/// All that were not removed, the oldest first.
pub fn all(read: &mut Read) -> Result<Vec<Procedure>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM approval_procedures WHERE removed_at IS NULL ORDER BY id");
    Ok(kept(read, "procedures", |read| read.conn.all(&sql, &[], procedure))?.to_vec())
}

/// One that was not removed.
pub fn load(read: &mut Read, id: ProcedureId) -> Result<Option<Procedure>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM approval_procedures WHERE id = $1 AND removed_at IS NULL");
    read.conn.first(&sql, values![id], procedure)
}

pub fn add(tx: &mut Tx, wish: &ProcedureWish) -> Result<ProcedureId, Fault> {
    tx.sets_up();
    let sql = "INSERT INTO approval_procedures (wish) VALUES ($1) RETURNING id";
    let id = tx.conn.first(sql, values![written(wish)?], |row| row.get(0))?;
    id.ok_or_else(|| Fault::new("an inserted procedure gave no id"))
}

/// Saves exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, procedure: &mut Procedure) -> Done<()> {
    tx.sets_up();
    let sql = "UPDATE approval_procedures SET wish = $3, version = version + 1 WHERE id = $1 AND version = $2";
    let wish = written(&procedure.wish)?;
    if tx.conn.execute(sql, values![procedure.id, procedure.version, wish])? != 1 {
        return Err(Error::Conflict);
    }
    procedure.version += 1;
    Ok(())
}

pub fn remove(tx: &mut Tx, id: ProcedureId) -> Result<(), Fault> {
    tx.sets_up();
    let now = tx.now();
    tx.conn.execute("UPDATE approval_procedures SET removed_at = $2 WHERE id = $1", values![id, now]).map(drop)
}

fn written(wish: &ProcedureWish) -> Result<String, Fault> {
    serde_json::to_string(wish).map_err(Fault::new)
}

fn procedure(row: &Row) -> Result<Procedure, Fault> {
    let wish = serde_json::from_str(&row.get::<String>(1)?).map_err(Fault::new)?;
    Ok(Procedure { id: row.get(0)?, wish, version: row.get(2)? })
}
