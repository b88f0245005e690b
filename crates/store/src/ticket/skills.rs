//! Skills and working hours: dozens, never thousands.

use crate::kept::kept;
use crate::value::Row;
use crate::{Read, Tx, values};
use desk::condition::Condition;
use desk::people::PersonId;
use desk::sla::CalendarId;
use desk::ticket::{Skill, SkillId, SkillWish};
use desk::{Done, Error, Fault};
use std::collections::BTreeMap;
use std::sync::Arc;

const COLUMNS: &str = "id, name, condition, need, least, levels, version";

/// By name.
pub fn all(read: &mut Read) -> Result<Arc<Vec<Skill>>, Fault> {
    kept(read, "skills", |read| read.conn.all(&format!("SELECT {COLUMNS} FROM skills ORDER BY name, id"), &[], skill))
}

pub fn load(read: &mut Read, id: SkillId) -> Result<Option<Skill>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM skills WHERE id = $1"), values![id], skill)
}

pub fn add(tx: &mut Tx, wish: &SkillWish) -> Result<SkillId, Fault> {
    tx.sets_up();
    let levels = serde_json::to_string(&wish.levels).map_err(Fault::new)?;
    let id = tx.conn.first(
        "INSERT INTO skills (name, condition, need, least, levels) VALUES ($1, $2, $3, $4, $5) RETURNING id",
        values![&wish.name, wish.condition.written(), wish.need, wish.least, levels],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted skill gave no id"))
}

/// Saves over exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, id: SkillId, version: i64, wish: &SkillWish) -> Done<()> {
    tx.sets_up();
    let levels = serde_json::to_string(&wish.levels).map_err(Fault::new)?;
    let changed = tx.conn.execute(
        "UPDATE skills SET name = $3, condition = $4, need = $5, least = $6, levels = $7, version = version + 1
         WHERE id = $1 AND version = $2",
        values![id, version, &wish.name, wish.condition.written(), wish.need, wish.least, levels],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

pub fn remove(tx: &mut Tx, id: SkillId) -> Result<(), Fault> {
    tx.sets_up();
    tx.conn.execute("DELETE FROM skills WHERE id = $1", values![id]).map(drop)
}

/// The calendar of each who has hours of their own.
pub fn hours(read: &mut Read) -> Result<BTreeMap<PersonId, CalendarId>, Fault> {
    let all =
        read.conn.all("SELECT person_id, calendar_id FROM agent_hours", &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(all.into_iter().collect())
}

pub fn set_hours(tx: &mut Tx, person: PersonId, calendar: Option<CalendarId>) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM agent_hours WHERE person_id = $1", values![person])?;
    if let Some(calendar) = calendar {
        let sql = "INSERT INTO agent_hours (person_id, calendar_id) VALUES ($1, $2)";
        tx.conn.execute(sql, values![person, calendar])?;
    }
    Ok(())
}

fn skill(row: &Row) -> Result<Skill, Fault> {
    Ok(Skill {
        id: row.get(0)?,
        wish: SkillWish {
            name: row.get(1)?,
            condition: Condition::read(&row.get::<String>(2)?).map_err(|why| Fault::new(why.key()))?,
            need: row.get(3)?,
            least: row.get(4)?,
            levels: serde_json::from_str(&row.get::<String>(5)?).map_err(Fault::new)?,
        },
        version: row.get(6)?,
    })
}
