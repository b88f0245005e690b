//! Forms.

use crate::value::Row;
use crate::{Read, Tx, values};
use desk::form::{FieldId, Form, FormId, FormWish, Label};
use desk::{Done, Error, Fault};

const COLUMNS: &str = "id, name_en, name_ja, parts, version";

pub fn all(read: &mut Read) -> Result<Vec<Form>, Fault> {
    read.conn.all(&format!("SELECT {COLUMNS} FROM forms ORDER BY id"), &[], form)
}

pub fn load(read: &mut Read, id: FormId) -> Result<Option<Form>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM forms WHERE id = $1"), values![id], form)
}

pub fn add(tx: &mut Tx, wish: &FormWish) -> Result<FormId, Fault> {
    let parts = serde_json::to_string(&wish.parts).map_err(Fault::new)?;
    let sql = "INSERT INTO forms (name_en, name_ja, parts) VALUES ($1, $2, $3) RETURNING id";
    let id = tx.conn.first(sql, values![&wish.name.en, &wish.name.ja, parts], |row| row.get(0))?;
    id.ok_or_else(|| Fault::new("an inserted form gave no id"))
}

pub fn save(tx: &mut Tx, id: FormId, version: i64, wish: &FormWish) -> Done<()> {
    let parts = serde_json::to_string(&wish.parts).map_err(Fault::new)?;
    let changed = tx.conn.execute(
        "UPDATE forms SET name_en = $3, name_ja = $4, parts = $5, version = version + 1 WHERE id = $1 AND version = $2",
        values![id, version, &wish.name.en, &wish.name.ja, parts],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

pub fn remove(tx: &mut Tx, id: FormId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM forms WHERE id = $1", values![id]).map(drop)
}

pub fn in_use(read: &mut Read, id: FormId) -> Result<bool, Fault> {
    Ok(read.conn.first("SELECT 1 FROM topics WHERE form_id = $1 LIMIT 1", values![id], |_| Ok(()))?.is_some())
}

/// Some form has the field, or looks at it.
pub fn speaks_of(read: &mut Read, field: FieldId) -> Result<bool, Fault> {
    let looks = |form: &Form| {
        form.parts.iter().any(|part| part.field == field || part.rules.iter().any(|rule| rule.when.field == field))
    };
    Ok(all(read)?.iter().any(looks))
}

fn form(row: &Row) -> Result<Form, Fault> {
    Ok(Form {
        id: row.get(0)?,
        name: Label::new(row.get::<String>(1)?, row.get::<String>(2)?),
        parts: serde_json::from_str(&row.get::<String>(3)?).map_err(Fault::new)?,
        version: row.get(4)?,
    })
}
