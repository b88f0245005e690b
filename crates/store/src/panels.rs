//! Panels beside tickets: dozens, never thousands.

use crate::kept::kept;
use crate::value::Row;
use crate::{Read, Tx, values};
use desk::panel::{Panel, PanelId, PanelWish};
use desk::{Done, Error, Fault};

const COLUMNS: &str =
    "id, name, url, header, sealed_secret, lines, teams, minutes, active, by_itself, version, with_person";

/// By name.
pub fn all(read: &mut Read) -> Result<Vec<Panel>, Fault> {
    Ok(kept(read, "panels", |read| {
        read.conn.all(&format!("SELECT {COLUMNS} FROM panels ORDER BY name, id"), &[], panel)
    })?
    .to_vec())
}

pub fn load(read: &mut Read, id: PanelId) -> Result<Option<Panel>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM panels WHERE id = $1"), values![id], panel)
}

pub fn add(tx: &mut Tx, wish: &PanelWish, sealed_secret: &str) -> Result<PanelId, Fault> {
    tx.sets_up();
    let (lines, teams) = written(wish)?;
    let id = tx.conn.first(
        "INSERT INTO panels (name, url, header, sealed_secret, lines, teams, minutes, active, by_itself,
             with_person)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id",
        values![
            &wish.name,
            &wish.url,
            &wish.header,
            sealed_secret,
            lines,
            teams,
            wish.minutes,
            wish.active,
            wish.by_itself,
            wish.with_person
        ],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted panel gave no id"))
}

/// Saves exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, panel: &Panel) -> Done<()> {
    tx.sets_up();
    let wish = &panel.wish;
    let (lines, teams) = written(wish)?;
    let changed = tx.conn.execute(
        "UPDATE panels SET name = $3, url = $4, header = $5, sealed_secret = $6, lines = $7, teams = $8, minutes = $9,
             active = $10, by_itself = $11, with_person = $12, version = version + 1
         WHERE id = $1 AND version = $2",
        values![
            panel.id,
            panel.version,
            &wish.name,
            &wish.url,
            &wish.header,
            &panel.sealed_secret,
            lines,
            teams,
            wish.minutes,
            wish.active,
            wish.by_itself,
            wish.with_person
        ],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

pub fn remove(tx: &mut Tx, id: PanelId) -> Result<(), Fault> {
    tx.sets_up();
    tx.conn.execute("DELETE FROM panels WHERE id = $1", values![id]).map(drop)
}

fn written(wish: &PanelWish) -> Result<(String, String), Fault> {
    Ok((
        serde_json::to_string(&wish.lines).map_err(Fault::new)?,
        serde_json::to_string(&wish.teams).map_err(Fault::new)?,
    ))
}

fn panel(row: &Row) -> Result<Panel, Fault> {
    Ok(Panel {
        id: row.get(0)?,
        wish: PanelWish {
            name: row.get(1)?,
            url: row.get(2)?,
            header: row.get(3)?,
            lines: serde_json::from_str(&row.get::<String>(5)?).map_err(Fault::new)?,
            teams: serde_json::from_str(&row.get::<String>(6)?).map_err(Fault::new)?,
            minutes: row.get(7)?,
            active: row.get(8)?,
            by_itself: row.get(9)?,
            with_person: row.get(11)?,
        },
        sealed_secret: row.get(4)?,
        version: row.get(10)?,
    })
}
