//! Macros: dozens, never thousands.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::{CleanHtml, Digest};
use desk::condition::Condition;
use desk::conversation::{Macro, MacroId, NewAttachment};
use desk::people::PersonId;
use desk::{Done, Error, Fault};

const COLUMNS: &str =
    "id, name, shortcut, text_en, text_ja, acts, teams, condition, version, html_en, html_ja, files, owner_id";

/// Those that are shared, and somebody's own, by name.
pub fn of(read: &mut Read, person: Option<PersonId>) -> Result<Vec<Macro>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM macros WHERE owner_id IS NULL OR owner_id = $1 ORDER BY name, id");
    read.conn.all(&sql, values![person], prepared)
}

pub fn load(read: &mut Read, id: MacroId) -> Result<Option<Macro>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM macros WHERE id = $1"), values![id], prepared)
}

/// None: the shortcut is taken.
pub fn add(tx: &mut Tx, prepared: &Macro) -> Result<Option<MacroId>, Fault> {
    let (acts, teams, files) = json(prepared)?;
    tx.conn.first(
        "INSERT INTO macros (name, shortcut, text_en, text_ja, acts, teams, condition, html_en, html_ja, files, owner_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT DO NOTHING RETURNING id",
        values![
            &prepared.name,
            &prepared.shortcut,
            &prepared.text_en,
            &prepared.text_ja,
            acts,
            teams,
            prepared.condition.written(),
            prepared.html_en.as_str(),
            prepared.html_ja.as_str(),
            files,
            prepared.owner
        ],
        |row| row.get(0),
    )
}

/// Saves exactly the version that was loaded, or answers *conflict*. The caller has made sure that the shortcut is free.
pub fn save(tx: &mut Tx, prepared: &Macro) -> Done<()> {
    let (acts, teams, files) = json(prepared)?;
    let changed = tx.conn.execute(
        "UPDATE macros SET name = $3, shortcut = $4, text_en = $5, text_ja = $6, acts = $7, teams = $8, condition = $9,
             html_en = $10, html_ja = $11, files = $12, owner_id = $13, version = version + 1
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
            prepared.condition.written(),
            prepared.html_en.as_str(),
            prepared.html_ja.as_str(),
            files,
            prepared.owner
        ],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

pub fn remove(tx: &mut Tx, id: MacroId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM macros WHERE id = $1", values![id]).map(drop)
}

/// Everything in the blob store that they hold.
pub fn files(read: &mut Read) -> Result<Vec<Digest>, Fault> {
    let kept =
        read.conn.all("SELECT files FROM macros WHERE files <> '[]'", &[], |row| listed(&row.get::<String>(0)?))?;
    Ok(kept.into_iter().flatten().map(|file| file.digest).collect())
}

/// Whether one of them has these bytes.
pub fn holds_file(read: &mut Read, digest: &Digest) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM macros WHERE files LIKE '%' || $1 || '%' LIMIT 1";
    Ok(read.conn.first(sql, values![digest], |_| Ok(()))?.is_some())
}

/// A file by its name, of those that are shared and somebody's own.
pub fn file(read: &mut Read, person: PersonId, content_id: &str) -> Result<Option<NewAttachment>, Fault> {
    let mut files = of(read, Some(person))?.into_iter().flat_map(|one| one.files);
    Ok(files.find(|file| file.content_id.as_deref() == Some(content_id)))
}

fn json(prepared: &Macro) -> Result<(String, String, String), Fault> {
    let acts = serde_json::to_string(&prepared.acts).map_err(Fault::new)?;
    let teams = serde_json::to_string(&prepared.teams).map_err(Fault::new)?;
    Ok((acts, teams, serde_json::to_string(&prepared.files).map_err(Fault::new)?))
}

fn listed(files: &str) -> Result<Vec<NewAttachment>, Fault> {
    serde_json::from_str(files).map_err(Fault::new)
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
        html_en: CleanHtml::trusted(row.get(9)?),
        html_ja: CleanHtml::trusted(row.get(10)?),
        files: listed(&row.get::<String>(11)?)?,
        owner: row.get(12)?,
    })
}
