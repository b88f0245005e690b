//! The counters: how many tickets lie in each cell. Kept in the transaction that moves a ticket, never counted afterwards.

use crate::{Read, Tx, values};
use desk::Fault;
use desk::people::{PersonId, TeamId};
use desk::ticket::{Cell, Whose};

pub(crate) fn add(tx: &mut Tx, cell: &Cell, by: i64) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO cells (whose, team_id, place, category, tickets) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (whose, team_id, place, category) DO UPDATE SET tickets = cells.tickets + excluded.tickets",
            values![number(cell.whose), cell.team, cell.place, cell.category, by],
        )
        .map(drop)
}

/// What one person's lists are counted by: the cells everybody shares, and their own. A few dozen rows, whatever the
/// number of tickets and of agents.
pub fn seen_by(read: &mut Read, person: PersonId) -> Result<Vec<(Cell, i64)>, Fault> {
    read.conn.all(
        "SELECT whose, team_id, place, category, tickets FROM cells WHERE whose IN (-1, 0, $1) AND tickets <> 0",
        values![person],
        |row| {
            let whose = match row.get(0)? {
                0 => Whose::Nobody,
                -1 => Whose::Somebody,
                agent => Whose::Agent(PersonId(agent)),
            };
            Ok((Cell { whose, team: row.get(1)?, place: row.get(2)?, category: row.get(3)? }, row.get(4)?))
        },
    )
}

/// How many tickets of a team are open: a few rows.
pub fn open_of(read: &mut Read, team: TeamId) -> Result<i64, Fault> {
    let sql = "SELECT CAST(COALESCE(SUM(tickets), 0) AS BIGINT) FROM cells WHERE whose IN (-1, 0) AND team_id = $1 AND place = 'open'";
    Ok(read.conn.first(sql, values![team], |row| row.get(0))?.unwrap_or(0))
}

fn number(whose: Whose) -> i64 {
    match whose {
        Whose::Nobody => 0,
        Whose::Somebody => -1,
        Whose::Agent(person) => person.0,
    }
}

/// Counts again from the tickets themselves, after bulk loading.
pub(crate) const RECOUNT: &str = "DELETE FROM cells;
    INSERT INTO cells (whose, team_id, place, category, tickets)
    SELECT CASE WHEN assignee_id IS NULL THEN 0 ELSE -1 END, team_id, place, category, COUNT(*) FROM tickets
    GROUP BY 1, 2, 3, 4;
    INSERT INTO cells (whose, team_id, place, category, tickets)
    SELECT assignee_id, team_id, place, category, COUNT(*) FROM tickets WHERE place = 'open' AND assignee_id IS NOT NULL
    GROUP BY 1, 2, 3, 4";

/// Cells whose number differs from a fresh count.
pub(crate) const WRONG: &str = "SELECT k.whose, k.team_id, k.place, k.category FROM (
        SELECT whose, team_id, place, category, tickets AS kept, 0 AS counted FROM cells
        UNION ALL
        SELECT CASE WHEN assignee_id IS NULL THEN 0 ELSE -1 END, team_id, place, category, 0, 1 FROM tickets
        UNION ALL
        SELECT assignee_id, team_id, place, category, 0, 1 FROM tickets WHERE place = 'open' AND assignee_id IS NOT NULL
    ) k GROUP BY k.whose, k.team_id, k.place, k.category HAVING SUM(k.kept) <> SUM(k.counted)";
