//! Which statuses may follow which: dozens, never thousands.

use crate::kept::kept;
use crate::value::Row;
use crate::{Read, Tx, values};
use desk::ticket::{Workflow, WorkflowId, WorkflowWish};
use desk::{Done, Error, Fault};

/// The oldest first.
pub fn all(read: &mut Read) -> Result<Vec<Workflow>, Fault> {
    Ok(kept(read, "workflows", |read| {
        read.conn.all("SELECT id, wish, version FROM workflows ORDER BY id", &[], workflow)
    })?
    .to_vec())
}

pub fn add(tx: &mut Tx, wish: &WorkflowWish) -> Result<WorkflowId, Fault> {
    tx.sets_up();
    let wish = written(wish)?;
    let id = tx.conn.first("INSERT INTO workflows (wish) VALUES ($1) RETURNING id", values![wish], |row| row.get(0))?;
    id.ok_or_else(|| Fault::new("an inserted workflow gave no id"))
}

/// Saves exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, workflow: &mut Workflow) -> Done<()> {
    tx.sets_up();
    let sql = "UPDATE workflows SET wish = $3, version = version + 1 WHERE id = $1 AND version = $2";
    let wish = written(&workflow.wish)?;
    if tx.conn.execute(sql, values![workflow.id, workflow.version, wish])? != 1 {
        return Err(Error::Conflict);
    }
    workflow.version += 1;
    Ok(())
}

pub fn remove(tx: &mut Tx, id: WorkflowId) -> Result<(), Fault> {
    tx.sets_up();
    tx.conn.execute("DELETE FROM workflows WHERE id = $1", values![id]).map(drop)
}

fn written(wish: &WorkflowWish) -> Result<String, Fault> {
    serde_json::to_string(wish).map_err(Fault::new)
}

fn workflow(row: &Row) -> Result<Workflow, Fault> {
    let wish = serde_json::from_str(&row.get::<String>(1)?).map_err(Fault::new)?;
    Ok(Workflow { id: row.get(0)?, wish, version: row.get(2)? })
}
