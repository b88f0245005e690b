//! How long the queues of teams were when rules last looked: so that a bound is crossed once.

use crate::{Tx, values};
use desk::Fault;
use desk::people::TeamId;

/// As they are now: what was before is no crossing.
pub fn renew(tx: &mut Tx) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM queue_lengths", &[])?;
    let sql = "INSERT INTO queue_lengths (team_id, length)
         SELECT team_id, SUM(tickets) FROM cells WHERE whose IN (-1, 0) AND place = 'open' GROUP BY team_id";
    tx.conn.execute(sql, &[]).map(drop)
}

/// Remembers how many there are; how many there were.
pub fn swap(tx: &mut Tx, team: TeamId, length: i64) -> Result<i64, Fault> {
    let sql = "SELECT length FROM queue_lengths WHERE team_id = $1";
    let before = tx.conn.first(sql, values![team], |row| row.get(0))?.unwrap_or(0);
    if before != length {
        tx.conn.execute(
            "INSERT INTO queue_lengths (team_id, length) VALUES ($1, $2)
             ON CONFLICT (team_id) DO UPDATE SET length = excluded.length",
            values![team, length],
        )?;
    }
    Ok(before)
}
