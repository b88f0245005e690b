//! Flows and their versions: dozens, asked for at every event.

use crate::kept::kept;
use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::flow::{Flow, FlowId, FlowVersion, FlowWish};
use desk::people::PersonId;
use desk::{Done, Error, Fault};
use std::sync::Arc;

const COLUMNS: &str = "id, draft, wish, active, switched_at, removed_at, version, edition, stage";

/// Those that were not removed, the oldest first.
pub fn all(read: &mut Read) -> Result<Arc<Vec<Flow>>, Fault> {
    kept(read, "flows", |read| {
        read.conn.all(&format!("SELECT {COLUMNS} FROM flows WHERE removed_at IS NULL ORDER BY id"), &[], flow)
    })
}

/// Also one that was removed.
pub fn load(read: &mut Read, id: FlowId) -> Result<Option<Flow>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM flows WHERE id = $1"), values![id], flow)
}

/// What every flow there ever was is called.
pub fn names(read: &mut Read) -> Result<Vec<(FlowId, String)>, Fault> {
    let names = kept(read, "flow_names", |read| {
        let flows = read.conn.all(&format!("SELECT {COLUMNS} FROM flows ORDER BY id"), &[], flow)?;
        Ok(flows.into_iter().map(|flow| (flow.id, flow.shown().to_owned())).collect::<Vec<_>>())
    })?;
    Ok(names.to_vec())
}

pub fn add(tx: &mut Tx, draft: &FlowWish) -> Result<FlowId, Fault> {
    tx.sets_up();
    let id = tx.conn.first(
        "INSERT INTO flows (draft, active) VALUES ($1, FALSE) RETURNING id",
        values![draft.written()],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted flow gave no id"))
}

/// Saves exactly the edition that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, flow: &mut Flow) -> Done<()> {
    tx.sets_up();
    let changed = tx.conn.execute(
        "UPDATE flows SET draft = $3, active = $4, switched_at = $5, removed_at = $6, stage = $7, edition = edition + 1
         WHERE id = $1 AND edition = $2",
        values![
            flow.id,
            flow.edition,
            flow.draft.written(),
            flow.active,
            flow.switched_at,
            flow.removed_at,
            flow.stage
        ],
    )?;
    if changed != 1 {
        return Err(Error::Conflict);
    }
    flow.edition += 1;
    Ok(())
}

/// What runs from now on.
pub fn publish(tx: &mut Tx, flow: &mut Flow, wish: FlowWish) -> Done<()> {
    tx.sets_up();
    let (version, author, now) = (flow.version + 1, tx.actor().person(), tx.now());
    let changed = tx.conn.execute(
        "UPDATE flows SET wish = $3, draft = $3, version = $4, edition = edition + 1 WHERE id = $1 AND edition = $2",
        values![flow.id, flow.edition, wish.written(), version],
    )?;
    if changed != 1 {
        return Err(Error::Conflict);
    }
    tx.conn.execute(
        "INSERT INTO flow_versions (flow_id, version, author_id, at, wish) VALUES ($1, $2, $3, $4, $5)",
        values![flow.id, version, author, now, wish.written()],
    )?;
    (flow.edition, flow.version) = (flow.edition + 1, version);
    (flow.draft, flow.wish) = (wish.clone(), Some(wish));
    Ok(())
}

/// Newest first.
pub fn versions(read: &mut Read, id: FlowId) -> Result<Vec<FlowVersion>, Fault> {
    read.conn.all(
        "SELECT flow_id, version, author_id, at, wish FROM flow_versions WHERE flow_id = $1 ORDER BY version DESC LIMIT 200",
        values![id],
        version,
    )
}

pub fn at_version(read: &mut Read, id: FlowId, number: i64) -> Result<Option<FlowVersion>, Fault> {
    read.conn.first(
        "SELECT flow_id, version, author_id, at, wish FROM flow_versions WHERE flow_id = $1 AND version = $2",
        values![id, number],
        version,
    )
}

fn version(row: &Row) -> Result<FlowVersion, Fault> {
    Ok(FlowVersion {
        flow: row.get(0)?,
        version: row.get(1)?,
        author: row.get::<Option<PersonId>>(2)?,
        at: row.get::<Moment>(3)?,
        wish: wish(&row.get::<String>(4)?)?,
    })
}

fn flow(row: &Row) -> Result<Flow, Fault> {
    Ok(Flow {
        id: row.get(0)?,
        draft: wish(&row.get::<String>(1)?)?,
        wish: row.get::<Option<String>>(2)?.map(|text| wish(&text)).transpose()?,
        active: row.get(3)?,
        switched_at: row.get(4)?,
        removed_at: row.get(5)?,
        version: row.get(6)?,
        edition: row.get(7)?,
        stage: row.get(8)?,
    })
}

fn wish(text: &str) -> Result<FlowWish, Fault> {
    FlowWish::read(text).map_err(|refusal| Fault::new(format!("a flow cannot be read: {}", refusal.key())))
}
