//! What tickets are begun with: dozens, never thousands.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::Digest;
use desk::Fault;
use desk::ticket::{Template, TemplateId, TemplateWish};

/// By name.
pub fn all(read: &mut Read) -> Result<Vec<Template>, Fault> {
    read.conn.all("SELECT id, name, wish FROM templates ORDER BY name, id", &[], template)
}

pub fn load(read: &mut Read, id: TemplateId) -> Result<Option<Template>, Fault> {
    read.conn.first("SELECT id, name, wish FROM templates WHERE id = $1", values![id], template)
}

pub fn named(read: &mut Read, name: &str) -> Result<Option<TemplateId>, Fault> {
    read.conn.first("SELECT id FROM templates WHERE name = $1", values![name], |row| row.get(0))
}

/// In the place of the one of the same name.
pub fn put(tx: &mut Tx, name: &str, wish: &TemplateWish) -> Result<TemplateId, Fault> {
    let wish = serde_json::to_string(wish).map_err(Fault::new)?;
    let sql = "INSERT INTO templates (name, wish) VALUES ($1, $2)
               ON CONFLICT (name) DO UPDATE SET wish = excluded.wish, version = templates.version + 1 RETURNING id";
    let id = tx.conn.first(sql, values![name, wish], |row| row.get(0))?;
    id.ok_or_else(|| Fault::new("a kept template gave no id"))
}

pub fn remove(tx: &mut Tx, id: TemplateId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM templates WHERE id = $1", values![id]).map(drop)
}

/// Pictures and files of all of them.
pub fn files(read: &mut Read) -> Result<Vec<Digest>, Fault> {
    Ok(all(read)?.into_iter().flat_map(|template| template.wish.files).map(|file| file.digest).collect())
}

/// Whether one of them has these bytes.
pub fn holds_file(read: &mut Read, digest: &Digest) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM templates WHERE wish LIKE '%' || $1 || '%' LIMIT 1";
    Ok(read.conn.first(sql, values![digest], |_| Ok(()))?.is_some())
}

fn template(row: &Row) -> Result<Template, Fault> {
    let wish: TemplateWish = serde_json::from_str(&row.get::<String>(2)?).map_err(Fault::new)?;
    Ok(Template { id: row.get(0)?, name: row.get(1)?, wish })
}
