//! Topics.

use crate::kept::kept;
use crate::value::Row;
use crate::{Read, Tx, values};
use desk::form::{Label, Topic, TopicId, TopicWish};
use desk::{Done, Error, Fault};

const COLUMNS: &str = "id, name_en, name_ja, help_en, help_ja, kind, form_id, team_id, priority, text_en, text_ja, public, active, \
     position, version, numbering";

/// In their order.
pub fn all(read: &mut Read) -> Result<Vec<Topic>, Fault> {
    Ok(kept(read, "topics", |read| {
        read.conn.all(&format!("SELECT {COLUMNS} FROM topics ORDER BY position, id"), &[], topic)
    })?
    .to_vec())
}

pub fn load(read: &mut Read, id: TopicId) -> Result<Option<Topic>, Fault> {
    Ok(all(read)?.into_iter().find(|topic| topic.id == id))
}

pub fn add(tx: &mut Tx, wish: &TopicWish, position: i64) -> Result<TopicId, Fault> {
    tx.sets_up();
    let id = tx.conn.first(
        "INSERT INTO topics (name_en, name_ja, help_en, help_ja, kind, form_id, team_id, priority, text_en, text_ja, public,
             active, position, numbering)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING id",
        values![
            &wish.name.en,
            &wish.name.ja,
            &wish.help.en,
            &wish.help.ja,
            wish.kind,
            wish.form,
            wish.team,
            wish.priority,
            &wish.text.en,
            &wish.text.ja,
            wish.public,
            wish.active,
            position,
            numbering(wish)?
        ],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted topic gave no id"))
}

pub fn save(tx: &mut Tx, topic: &Topic) -> Done<()> {
    tx.sets_up();
    let wish = &topic.wish;
    let changed = tx.conn.execute(
        "UPDATE topics SET name_en = $3, name_ja = $4, help_en = $5, help_ja = $6, kind = $7, form_id = $8, team_id = $9,
             priority = $10, text_en = $11, text_ja = $12, public = $13, active = $14, position = $15, numbering = $16,
             version = version + 1
         WHERE id = $1 AND version = $2",
        values![
            topic.id,
            topic.version,
            &wish.name.en,
            &wish.name.ja,
            &wish.help.en,
            &wish.help.ja,
            wish.kind,
            wish.form,
            wish.team,
            wish.priority,
            &wish.text.en,
            &wish.text.ja,
            wish.public,
            wish.active,
            topic.position,
            numbering(wish)?
        ],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

pub fn remove(tx: &mut Tx, id: TopicId) -> Result<(), Fault> {
    tx.sets_up();
    tx.conn.execute("DELETE FROM topics WHERE id = $1", values![id]).map(drop)
}

pub fn in_use(read: &mut Read, id: TopicId) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM tickets WHERE topic_id = $1 LIMIT 1";
    Ok(read.conn.first(sql, values![id], |_| Ok(()))?.is_some())
}

fn numbering(wish: &TopicWish) -> Result<Option<String>, Fault> {
    wish.numbering.as_ref().map(|numbering| serde_json::to_string(numbering).map_err(Fault::new)).transpose()
}

fn topic(row: &Row) -> Result<Topic, Fault> {
    let text =
        |at: usize| -> Result<Label, Fault> { Ok(Label::new(row.get::<String>(at)?, row.get::<String>(at + 1)?)) };
    Ok(Topic {
        id: row.get(0)?,
        wish: TopicWish {
            name: text(1)?,
            help: text(3)?,
            kind: row.get(5)?,
            form: row.get(6)?,
            team: row.get(7)?,
            priority: row.get::<Option<String>>(8)?.as_deref().and_then(desk::ticket::Priority::named),
            text: text(9)?,
            public: row.get(11)?,
            active: row.get(12)?,
            numbering: row.get::<Option<String>>(15)?.and_then(|kept| serde_json::from_str(&kept).ok()),
        },
        position: row.get(13)?,
        version: row.get(14)?,
    })
}
