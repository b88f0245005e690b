//! Calendars with all that they have been: a dozen, each with a few versions.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::sla::{Calendar, CalendarId, CalendarWish, Door, Hours, Version};
use desk::{Done, Error, Fault};

const COLUMNS: &str = "id, name, removed_at, version";

/// Those that may be chosen, by name.
pub fn all(read: &mut Read) -> Result<Vec<Calendar>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM calendars WHERE removed_at IS NULL ORDER BY name, id");
    let found = read.conn.all(&sql, &[], calendar)?;
    found.into_iter().map(|calendar| with_versions(read, calendar)).collect()
}

/// Also one that was removed: what was promised within it goes on.
/// Whether each of those that may be chosen is open at a moment.
pub fn doors(read: &mut Read, now: Moment) -> Result<Vec<Door>, Fault> {
    Ok(all(read)?.iter().map(|calendar| calendar.door(now)).collect())
}

pub fn load(read: &mut Read, id: CalendarId) -> Result<Option<Calendar>, Fault> {
    let found = read.conn.first(&format!("SELECT {COLUMNS} FROM calendars WHERE id = $1"), values![id], calendar)?;
    found.map(|calendar| with_versions(read, calendar)).transpose()
}

pub fn add(tx: &mut Tx, wish: &CalendarWish) -> Result<CalendarId, Fault> {
    let id = tx
        .conn
        .first("INSERT INTO calendars (name) VALUES ($1) RETURNING id", values![&wish.name], |row| row.get(0))?;
    let id = id.ok_or_else(|| Fault::new("an inserted calendar gave no id"))?;
    add_version(tx, id, &wish.hours)?;
    Ok(id)
}

/// Saves exactly the version that was loaded, or answers *conflict*. Other hours count from now on.
pub fn save(tx: &mut Tx, calendar: &Calendar, wish: &CalendarWish) -> Done<()> {
    let sql =
        "UPDATE calendars SET name = $3, version = version + 1 WHERE id = $1 AND version = $2 AND removed_at IS NULL";
    if tx.conn.execute(sql, values![calendar.id, calendar.version, &wish.name])? != 1 {
        return Err(Error::Conflict);
    }
    if calendar.now().is_none_or(|now| now.hours != wish.hours) {
        add_version(tx, calendar.id, &wish.hours)?;
    }
    Ok(())
}

pub fn remove(tx: &mut Tx, calendar: &Calendar) -> Done<()> {
    let now = tx.now();
    let sql = "UPDATE calendars SET removed_at = $3, version = version + 1 WHERE id = $1 AND version = $2";
    if tx.conn.execute(sql, values![calendar.id, calendar.version, now])? == 1 { Ok(()) } else { Err(Error::Conflict) }
}

fn add_version(tx: &mut Tx, calendar: CalendarId, hours: &Hours) -> Result<(), Fault> {
    let (now, hours) = (tx.now(), serde_json::to_string(hours).map_err(Fault::new)?);
    tx.conn
        .execute(
            "INSERT INTO calendar_versions (calendar_id, since, hours) VALUES ($1, $2, $3)
             ON CONFLICT (calendar_id, since) DO UPDATE SET hours = excluded.hours",
            values![calendar, now, hours],
        )
        .map(drop)
}

fn with_versions(read: &mut Read, calendar: Calendar) -> Result<Calendar, Fault> {
    let sql = "SELECT since, hours FROM calendar_versions WHERE calendar_id = $1 ORDER BY since";
    let versions = read.conn.all(sql, values![calendar.id], |row| {
        let hours: Hours = serde_json::from_str(&row.get::<String>(1)?).map_err(Fault::new)?;
        Ok(Version { since: row.get(0)?, hours })
    })?;
    Ok(Calendar { versions, ..calendar })
}

fn calendar(row: &Row) -> Result<Calendar, Fault> {
    let removed: Option<Moment> = row.get(2)?;
    Ok(Calendar {
        id: row.get(0)?,
        name: row.get(1)?,
        removed: removed.is_some(),
        version: row.get(3)?,
        versions: Vec::new(),
    })
}
