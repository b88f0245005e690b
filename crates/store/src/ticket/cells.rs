//! The counters: how many tickets lie in each cell. Kept in the transaction that moves a ticket, never counted afterwards.

use crate::{Read, Tx, values};
use desk::Fault;
use desk::people::PersonId;
use desk::ticket::Cell;

pub(crate) fn add(tx: &mut Tx, cell: &Cell, by: i64) -> Result<(), Fault> {
    let assignee = cell.assignee.map_or(0, |person| person.0);
    tx.conn
        .execute(
            "INSERT INTO cells (team_id, assignee_id, place, category, tickets) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (team_id, assignee_id, place, category) DO UPDATE SET tickets = cells.tickets + excluded.tickets",
            values![cell.team, assignee, cell.place, cell.category, by],
        )
        .map(drop)
}

/// Every cell with its number of tickets. A few hundred rows whatever the number of tickets.
pub fn all(read: &mut Read) -> Result<Vec<(Cell, i64)>, Fault> {
    read.conn.all("SELECT team_id, assignee_id, place, category, tickets FROM cells WHERE tickets <> 0", &[], |row| {
        let assignee: i64 = row.get(1)?;
        let cell = Cell {
            team: row.get(0)?,
            assignee: (assignee != 0).then_some(PersonId(assignee)),
            place: row.get(2)?,
            category: row.get(3)?,
        };
        Ok((cell, row.get(4)?))
    })
}

/// Counts again from the tickets themselves: after bulk loading, and for `doctor` to compare.
pub fn recount(tx: &mut Tx) -> Result<(), Fault> {
    tx.conn.batch(RECOUNT)
}

pub(crate) const RECOUNT: &str = "DELETE FROM cells;
    INSERT INTO cells (team_id, assignee_id, place, category, tickets)
    SELECT team_id, COALESCE(assignee_id, 0), place, category, COUNT(*) FROM tickets
    GROUP BY team_id, COALESCE(assignee_id, 0), place, category";
