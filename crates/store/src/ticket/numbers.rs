//! The counts from which tickets get their numbers, and which numbers there are.

use crate::{Read, Tx, values};
use desk::Fault;
use desk::ticket::TicketNumber;

/// Counts on, from `first` where nothing was counted yet.
pub fn count(tx: &mut Tx, name: &str, first: i64) -> Result<i64, Fault> {
    let next = tx.conn.first(
        "INSERT INTO numbers (name, next) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET next = numbers.next + 1
         RETURNING next",
        values![name, first],
        |row| row.get(0),
    )?;
    next.ok_or_else(|| Fault::new("no count"))
}

/// What was counted last; none: nothing yet.
pub fn counted(read: &mut Read, name: &str) -> Result<Option<i64>, Fault> {
    read.conn.first("SELECT next FROM numbers WHERE name = $1", values![name], |row| row.get(0))
}

/// The count goes on after this one.
pub fn go_on(tx: &mut Tx, name: &str, counted: i64) -> Result<(), Fault> {
    tx.conn.execute("UPDATE numbers SET next = $2 WHERE name = $1", values![name, counted]).map(drop)
}

/// The count begins again.
pub fn forget(tx: &mut Tx, name: &str) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM numbers WHERE name = $1", values![name]).map(drop)
}

/// A ticket has it: an open one, a merged one, or one in the trash.
pub fn is_given(read: &mut Read, number: TicketNumber) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM tickets WHERE number = $1";
    Ok(read.conn.first(sql, values![number], |_| Ok(()))?.is_some())
}

/// Numbers that tickets have, from one on, in their order.
pub fn given_from(read: &mut Read, number: TicketNumber, limit: usize) -> Result<Vec<TicketNumber>, Fault> {
    let sql = "SELECT number FROM tickets WHERE number >= $1 ORDER BY number LIMIT $2";
    read.conn.all(sql, values![number, limit], |row| row.get(0))
}
