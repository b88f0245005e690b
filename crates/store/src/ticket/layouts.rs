//! How one person wants each list shown.

use crate::{Read, Tx, values};
use desk::Fault;
use desk::people::PersonId;
use desk::ticket::Layout;

/// None: as the view has it. One that an older or newer Kippu wrote counts as none.
pub fn load(read: &mut Read, person: PersonId, view: &str) -> Result<Option<Layout>, Fault> {
    let sql = "SELECT layout FROM layouts WHERE person_id = $1 AND view = $2";
    let kept: Option<String> = read.conn.first(sql, values![person, view], |row| row.get(0))?;
    Ok(kept.and_then(|layout| serde_json::from_str(&layout).ok()))
}

pub fn save(tx: &mut Tx, person: PersonId, view: &str, layout: &Layout) -> Result<(), Fault> {
    let layout = serde_json::to_string(layout).map_err(Fault::new)?;
    tx.conn
        .execute(
            "INSERT INTO layouts (person_id, view, layout) VALUES ($1, $2, $3)
             ON CONFLICT (person_id, view) DO UPDATE SET layout = excluded.layout",
            values![person, view, layout],
        )
        .map(drop)
}

pub fn remove(tx: &mut Tx, person: PersonId, view: &str) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM layouts WHERE person_id = $1 AND view = $2", values![person, view]).map(drop)
}
