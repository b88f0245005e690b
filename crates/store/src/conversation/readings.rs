//! The readings of a message whose original was read anew.

use crate::value::Row;
use crate::{Read, Tx, values};
use desk::Fault;
use desk::conversation::{MessageId, Reading, ReadingId};

/// Keeps a reading as the one that its message shows.
pub fn add(tx: &mut Tx, message: MessageId, reading: &Reading) -> Result<ReadingId, Fault> {
    let now = tx.now();
    tx.conn.execute("UPDATE readings SET current = FALSE WHERE message_id = $1", values![message])?;
    let id = tx.conn.first(
        "INSERT INTO readings (message_id, reading, read_at, current) VALUES ($1, $2, $3, TRUE) RETURNING id",
        values![message, serde_json::to_string(reading).map_err(Fault::new)?, now],
        |row| row.get(0),
    )?;
    let id: ReadingId = id.ok_or_else(|| Fault::new("an inserted reading gave no id"))?;
    for file in &reading.files {
        tx.conn.execute("INSERT INTO reading_files (reading_id, digest) VALUES ($1, $2)", values![id, &file.digest])?;
    }
    Ok(id)
}

/// The reading that a message shows; none: it was read once, when it came.
pub fn current(read: &mut Read, message: MessageId) -> Result<Option<(ReadingId, Reading)>, Fault> {
    read.conn.first(
        "SELECT id, reading FROM readings WHERE message_id = $1 AND current ORDER BY id DESC LIMIT 1",
        values![message],
        |row| Ok((row.get(0)?, reading(row, 1)?)),
    )
}

/// One reading of a message.
pub fn load(read: &mut Read, message: MessageId, id: ReadingId) -> Result<Option<Reading>, Fault> {
    read.conn.first("SELECT reading FROM readings WHERE message_id = $1 AND id = $2", values![message, id], |row| {
        reading(row, 0)
    })
}

/// Makes an earlier reading the one that its message shows.
pub fn choose(tx: &mut Tx, message: MessageId, id: ReadingId) -> Result<(), Fault> {
    tx.conn.execute("UPDATE readings SET current = (id = $2) WHERE message_id = $1", values![message, id]).map(drop)
}

fn reading(row: &Row, column: usize) -> Result<Reading, Fault> {
    serde_json::from_str(&row.get::<String>(column)?).map_err(Fault::new)
}
