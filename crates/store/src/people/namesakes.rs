//! People who have something in common, one after the other, and those of whom somebody has said that they are two.

use crate::ticket::people::padded;
use crate::{Read, Tx, values};
use desk::Fault;
use desk::people::PersonId;

/// Names with who is called so, in the order of the names, after one; a few thousand people at most.
pub fn names_after(read: &mut Read, after: &str, limit: usize) -> Result<Vec<(String, PersonId)>, Fault> {
    read.conn.all(
        "SELECT p.folded, p.id FROM people p WHERE p.folded > $1 AND p.merged_into IS NULL ORDER BY p.folded, p.id LIMIT $2",
        values![after, limit],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// The same of telephone numbers.
pub fn phones_after(read: &mut Read, after: &str, limit: usize) -> Result<Vec<(String, PersonId)>, Fault> {
    read.conn.all(
        "SELECT w.number, w.person_id FROM phones w JOIN people p ON p.id = w.person_id AND p.merged_into IS NULL
         WHERE w.number > $1 ORDER BY w.number, w.person_id LIMIT $2",
        values![after, limit],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// The same of names in chats: `line:kei`.
pub fn handles_after(read: &mut Read, after: &str, limit: usize) -> Result<Vec<(String, PersonId)>, Fault> {
    let (service, folded) = after.split_once(':').unwrap_or_default();
    read.conn.all(
        "SELECT w.service, w.folded, w.person_id FROM handles w JOIN people p ON p.id = w.person_id AND p.merged_into IS NULL
         WHERE (w.service, w.folded) > ($1, $2) ORDER BY w.service, w.folded, w.person_id LIMIT $3",
        values![service, folded, limit],
        |row| Ok((format!("{}:{}", row.get::<String>(0)?, row.get::<String>(1)?), row.get(2)?)),
    )
}

pub fn keep_apart(tx: &mut Tx, one: PersonId, other: PersonId) -> Result<bool, Fault> {
    let (one, other) = (one.min(other), one.max(other));
    let sql = "INSERT INTO people_apart (one_id, other_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    Ok(tx.conn.execute(sql, values![one, other])? == 1)
}

/// Of whom it was said that they are not one of these people; a pair may come twice.
pub fn apart(read: &mut Read, ids: &[PersonId]) -> Result<Vec<(PersonId, PersonId)>, Fault> {
    let mut found = Vec::new();
    for some in ids.chunks(128) {
        let (places, values) = padded(some.iter().map(|id| id.0).collect());
        let sql = format!(
            "SELECT one_id, other_id FROM people_apart WHERE one_id IN ({places})
             UNION ALL SELECT one_id, other_id FROM people_apart WHERE other_id IN ({places})"
        );
        found.extend(read.conn.all(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?)))?);
    }
    Ok(found)
}
