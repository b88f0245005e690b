//! Macros: dozens, never thousands.

use crate::value::Row;
use crate::{Read, Tx, values};
use desk::condition::Condition;
use desk::conversation::{Macro, MacroId};
use desk::{Done, Error, Fault};

const COLUMNS: &str = "id, name, shortcut, text_en, text_ja, acts, teams, condition, version";

/// All of them, by name.
pub fn all(read: &mut Read) -> Result<Vec<Macro>, Fault> {
    read.conn.all(&format!("SELECT {COLUMNS} FROM macros ORDER BY name, id"), &[], prepared)
}

pub fn load(read: &mut Read, id: MacroId) -> Result<Option<Macro>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM macros WHERE id = $1"), values![id], prepared)
}

/// None: the shortcut is taken.
pub fn add(tx: &mut Tx, prepared: &Macro) -> Result<Option<MacroId>, Fault> {
    let (acts, teams) = json(prepared)?;
    tx.conn.first(
        "INSERT INTO macros (name, shortcut, text_en, text_ja, acts, teams, condition) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (shortcut) DO NOTHING RETURNING id",
        values![
            &prepared.name, &prepared.shortcut, &prepared.text_en, &prepared.text_ja, acts, teams, prepared.condition.written()
        ],
        |row| row.get(0),
    )
}

/// Saves exactly the version that was loaded, or answers *conflict*. The caller has made sure that the shortcut is free.
pub fn save(tx: &mut Tx, prepared: &Macro) -> Done<()> {
    let (acts, teams) = json(prepared)?;
    let changed = tx.conn.execute(
        "UPDATE macros SET name = $3, shortcut = $4, text_en = $5, text_ja = $6, acts = $7, teams = $8, condition = $9,
             version = version + 1
         WHERE id = $1 AND version = $2",
        values![
            prepared.id,
            prepared.version,
            &prepared.name,
            &prepared.shortcut,
            &prepared.text_en,
            &prepared.text_ja,
            acts,
            teams,
            prepared.condition.written()
        ],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

pub fn remove(tx: &mut Tx, id: MacroId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM macros WHERE id = $1", values![id]).map(drop)
}

fn json(prepared: &Macro) -> Result<(String, String), Fault> {
    let acts = serde_json::to_string(&prepared.acts).map_err(Fault::new)?;
    Ok((acts, serde_json::to_string(&prepared.teams).map_err(Fault::new)?))
}

fn prepared(row: &Row) -> Result<Macro, Fault> {
    Ok(Macro {
        id: row.get(0)?,
        name: row.get(1)?,
        shortcut: row.get(2)?,
        text_en: row.get(3)?,
        text_ja: row.get(4)?,
        acts: serde_json::from_str(&row.get::<String>(5)?).map_err(Fault::new)?,
        teams: serde_json::from_str(&row.get::<String>(6)?).map_err(Fault::new)?,
        condition: match row.get::<String>(7)?.as_str() {
            "" => Condition::everything(),
            written => Condition::read(written).map_err(|why| Fault::new(why.key()))?,
        },
        version: row.get(8)?,
    })
}
