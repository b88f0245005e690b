//! Files of a text that is being written where no draft holds them, by person.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;
use desk::conversation::NewAttachment;
use desk::people::PersonId;

const COLUMNS: &str = "digest, name, content_type, size, inline, content_id";

pub fn add(tx: &mut Tx, person: PersonId, file: &NewAttachment) -> Result<(), Fault> {
    let at = tx.now();
    tx.conn
        .execute(
            "INSERT INTO loose_files (person_id, content_id, digest, name, content_type, size, inline, kept_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            values![
                person,
                file.content_id.as_deref().unwrap_or_default(),
                &file.digest,
                &file.name,
                &file.content_type,
                file.size,
                file.inline,
                at
            ],
        )
        .map(drop)
}

/// The same where it may be there already.
pub fn put(tx: &mut Tx, person: PersonId, file: &NewAttachment) -> Result<(), Fault> {
    remove(tx, person, file.content_id.as_deref().unwrap_or_default())?;
    add(tx, person, file)
}

pub fn remove(tx: &mut Tx, person: PersonId, id: &str) -> Result<(), Fault> {
    let sql = "DELETE FROM loose_files WHERE person_id = $1 AND content_id = $2";
    tx.conn.execute(sql, values![person, id]).map(drop)
}

pub fn load(read: &mut Read, person: PersonId, id: &str) -> Result<Option<NewAttachment>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM loose_files WHERE person_id = $1 AND content_id = $2");
    read.conn.first(&sql, values![person, id], file)
}

pub fn count(read: &mut Read, person: PersonId) -> Result<i64, Fault> {
    let sql = "SELECT COUNT(*) FROM loose_files WHERE person_id = $1";
    Ok(read.conn.first(sql, values![person], |row| row.get(0))?.unwrap_or_default())
}

/// The bytes of those that no message has: what was sent is not kept for the one who sent it alone.
pub fn unsent_bytes(read: &mut Read, person: PersonId) -> Result<i64, Fault> {
    let sql = "SELECT CAST(COALESCE(SUM(l.size), 0) AS BIGINT) FROM loose_files l
         WHERE l.person_id = $1 AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.digest = l.digest)";
    Ok(read.conn.first(sql, values![person], |row| row.get(0))?.unwrap_or_default())
}

/// Forgets what was kept before a moment and is in no draft of a side conversation, at most so many; what it was.
pub fn sweep(tx: &mut Tx, before: Moment, most: usize) -> Result<Vec<NewAttachment>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS}, person_id FROM loose_files WHERE kept_at < $1 AND NOT EXISTS (
             SELECT 1 FROM side_drafts d WHERE d.person_id = loose_files.person_id
             AND d.attachments LIKE '%' || loose_files.content_id || '%')
         ORDER BY kept_at LIMIT $2"
    );
    let old: Vec<(PersonId, NewAttachment)> =
        tx.conn.all(&sql, values![before, most], |row| Ok((row.get(6)?, file(row)?)))?;
    for (person, one) in &old {
        remove(tx, *person, one.content_id.as_deref().unwrap_or_default())?;
    }
    Ok(old.into_iter().map(|(_, one)| one).collect())
}

fn file(row: &Row) -> Result<NewAttachment, Fault> {
    Ok(NewAttachment {
        digest: row.get(0)?,
        name: row.get(1)?,
        content_type: row.get(2)?,
        size: row.get(3)?,
        inline: row.get(4)?,
        content_id: Some(row.get(5)?),
    })
}
