//! Whom panels that fill by themselves ask about, and what came of it.

use crate::{Read, Tx, events, values};
use base::Moment;
use desk::Fault;
use desk::panel::PanelId;
use desk::people::PersonId;

/// Beyond it nobody counts.
const MOST_COUNTED: i64 = 1_000;

/// Nobody is asked about twice.
pub fn add(tx: &mut Tx, panel: PanelId, person: PersonId, due_at: Option<Moment>) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO panel_askings (panel_id, person_id, due_at) VALUES ($1, $2, $3)
             ON CONFLICT (panel_id, person_id) DO NOTHING",
            values![panel, person, due_at],
        )
        .map(drop)
}

pub fn any_due(read: &mut Read, panel: PanelId) -> Result<bool, Fault> {
    let now = read.now();
    let sql = "SELECT 1 FROM panel_askings WHERE panel_id = $1 AND due_at IS NOT NULL AND due_at <= $2 LIMIT 1";
    Ok(read.conn.first(sql, values![panel, now], |_| Ok(()))?.is_some())
}

/// How many it asked about since, and how many of them came to nothing.
pub fn lately(read: &mut Read, panel: PanelId, since: Moment) -> Result<(i64, i64), Fault> {
    let sql = "SELECT COUNT(*), COALESCE(CAST(SUM(CASE WHEN reason <> '' THEN 1 ELSE 0 END) AS BIGINT), 0)
         FROM panel_askings WHERE panel_id = $1 AND asked_at > $2";
    let both = read.conn.first(sql, values![panel, since], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(both.unwrap_or_default())
}

/// The next whose turn it is, with how many tries came before. Nobody else takes them until this transaction ends.
pub fn next(tx: &mut Tx, panel: PanelId) -> Result<Option<(PersonId, i64)>, Fault> {
    let now = tx.now();
    let sql = "SELECT person_id, tries FROM panel_askings WHERE panel_id = $1 AND due_at IS NOT NULL AND due_at <= $2
         ORDER BY due_at, person_id LIMIT 1 {skip_locked}";
    tx.conn.first(sql, values![panel, now], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// A try begins. Who breaks off over it leaves it to be asked at `due_at`.
pub fn begin(tx: &mut Tx, panel: PanelId, person: PersonId, tries: i64, due_at: Moment) -> Result<(), Fault> {
    let now = tx.now();
    tx.conn
        .execute(
            "UPDATE panel_askings SET tries = $3, asked_at = $4, due_at = $5, reason = ''
             WHERE panel_id = $1 AND person_id = $2",
            values![panel, person, tries, now, due_at],
        )
        .map(drop)
}

/// The try came to nothing; `due_at`: when the next is.
pub fn failed(
    tx: &mut Tx,
    panel: PanelId,
    person: PersonId,
    reason: &str,
    due_at: Option<Moment>,
) -> Result<(), Fault> {
    tx.conn
        .execute(
            "UPDATE panel_askings SET reason = $3, due_at = $4 WHERE panel_id = $1 AND person_id = $2",
            values![panel, person, reason, due_at],
        )
        .map(drop)
}

/// So much was filled, by itself or by somebody.
pub fn told(tx: &mut Tx, panel: PanelId, person: PersonId, filled: i64) -> Result<(), Fault> {
    let now = tx.now();
    tx.conn
        .execute(
            "INSERT INTO panel_askings (panel_id, person_id, asked_at, filled) VALUES ($1, $2, $3, $4)
             ON CONFLICT (panel_id, person_id) DO UPDATE SET due_at = NULL, reason = '', asked_at = excluded.asked_at,
                 filled = panel_askings.filled + excluded.filled",
            values![panel, person, now, filled],
        )
        .map(drop)
}

/// Nobody there any more.
pub fn forget(tx: &mut Tx, panel: PanelId, person: PersonId) -> Result<(), Fault> {
    let sql = "DELETE FROM panel_askings WHERE panel_id = $1 AND person_id = $2";
    tx.conn.execute(sql, values![panel, person]).map(drop)
}

/// Whom it has yet to ask about.
pub fn forget_waiting(tx: &mut Tx, panel: PanelId) -> Result<(), Fault> {
    let sql = "DELETE FROM panel_askings WHERE panel_id = $1 AND due_at IS NOT NULL";
    tx.conn.execute(sql, values![panel]).map(drop)
}

/// Before the panel itself goes.
pub fn forget_all(tx: &mut Tx, panel: PanelId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM panel_askings WHERE panel_id = $1", values![panel]).map(drop)
}

/// Those that were given up are up again; how many.
pub fn again(tx: &mut Tx, panel: PanelId) -> Result<u64, Fault> {
    let now = tx.now();
    tx.conn.execute(
        "UPDATE panel_askings SET due_at = $2, tries = 0 WHERE panel_id = $1 AND due_at IS NULL AND reason <> ''",
        values![panel, now],
    )
}

/// How many wait, and how many were given up; a thousand stands for all beyond.
pub fn counts(read: &mut Read, panel: PanelId) -> Result<(i64, i64), Fault> {
    let mut count = |of: &str| {
        let sql = format!(
            "SELECT COUNT(*) FROM (SELECT 1 FROM panel_askings WHERE panel_id = $1 AND {of} LIMIT {MOST_COUNTED}) x"
        );
        Ok::<i64, Fault>(read.conn.first(&sql, values![panel], |row| row.get(0))?.unwrap_or(0))
    };
    Ok((count("due_at IS NOT NULL")?, count("due_at IS NULL AND reason <> ''")?))
}

/// The last that were given up: when, and the key of why.
pub fn given_up(read: &mut Read, panel: PanelId, most: usize) -> Result<Vec<(PersonId, Moment, String)>, Fault> {
    read.conn.all(
        "SELECT person_id, asked_at, reason FROM panel_askings
         WHERE panel_id = $1 AND due_at IS NULL AND reason <> '' ORDER BY asked_at DESC, person_id DESC LIMIT $2",
        values![panel, most],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )
}

/// What panels have filled of somebody, the last first: the name of each, when, and how much.
pub fn filled(read: &mut Read, person: PersonId) -> Result<Vec<(String, Moment, i64)>, Fault> {
    let mut all: Vec<(String, Moment, i64)> = read.conn.all(
        "SELECT p.name, a.asked_at, a.filled FROM panel_askings a JOIN panels p ON p.id = a.panel_id
         WHERE a.person_id = $1 AND a.filled > 0",
        values![person],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    all.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    Ok(all)
}

/// Until where in the log the panel did not ask by itself: whoever became known before is not asked about.
pub fn since(read: &mut Read, panel: PanelId) -> Result<i64, Fault> {
    Ok(read.conn.first("SELECT asks_since FROM panels WHERE id = $1", values![panel], |row| row.get(0))?.unwrap_or(0))
}

/// It asks by itself from here on.
pub fn from_here(tx: &mut Tx, panel: PanelId) -> Result<(), Fault> {
    let here = events::last(tx)?;
    tx.conn.execute("UPDATE panels SET asks_since = $2 WHERE id = $1", values![panel, here]).map(drop)
}
