//! Which headings of a grouped list one person keeps folded.

use crate::{Read, Tx, values};
use desk::Fault;
use desk::people::PersonId;
use desk::ticket::{Bucket, Grouping, MOST_FOLDED};

pub fn of(read: &mut Read, person: PersonId, view: &str, grouping: Grouping) -> Result<Vec<Bucket>, Fault> {
    let sql = "SELECT bucket FROM folds WHERE person_id = $1 AND view = $2 AND grouping = $3 ORDER BY bucket LIMIT $4";
    read.conn.all(sql, values![person, view, grouping.name(), MOST_FOLDED], |row| Ok(Bucket(row.get(0)?)))
}

pub fn add(tx: &mut Tx, person: PersonId, view: &str, grouping: Grouping, bucket: &Bucket) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO folds (person_id, view, grouping, bucket) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            values![person, view, grouping.name(), bucket.0.as_str()],
        )
        .map(drop)
}

pub fn remove(tx: &mut Tx, person: PersonId, view: &str, grouping: Grouping, bucket: &Bucket) -> Result<(), Fault> {
    tx.conn
        .execute(
            "DELETE FROM folds WHERE person_id = $1 AND view = $2 AND grouping = $3 AND bucket = $4",
            values![person, view, grouping.name(), bucket.0.as_str()],
        )
        .map(drop)
}
