//! The clocks of tickets as they are kept: for lists, for the figures, and to know when to look again.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;
use desk::sla::{PolicyId, SlaState, Target};
use desk::ticket::TicketId;

/// One clock as it was when it was last looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub target: Target,
    pub episode: i64,
    pub policy: PolicyId,
    pub state: SlaState,
    /// `2026-03`
    pub month: String,
    pub started_at: Moment,
    /// Milliseconds that count.
    pub promised: i64,
    pub worked: i64,
    pub due_at: Option<Moment>,
    pub breached_at: Option<Moment>,
    pub ended_at: Option<Moment>,
    pub next_at: Option<Moment>,
    /// The steps that were taken.
    pub done: Vec<String>,
}

const COLUMNS: &str = "target, episode, policy_id, state, month, started_at, promised, worked, due_at, breached_at, ended_at, \
     next_at, done";

pub fn of_ticket(read: &mut Read, ticket: TicketId) -> Result<Vec<Kept>, Fault> {
    let mut found =
        read.conn.all(&format!("SELECT {COLUMNS} FROM sla_clocks WHERE ticket_id = $1"), values![ticket], kept)?;
    found.sort_by_key(|kept| (kept.started_at, kept.target, kept.episode));
    Ok(found)
}

/// Writes what has changed, and the figures with it.
pub fn keep(tx: &mut Tx, ticket: TicketId, before: &[Kept], now: &[Kept]) -> Result<(), Fault> {
    let same = |one: &Kept, other: &Kept| (one.target, one.episode) == (other.target, other.episode);
    for gone in before.iter().filter(|old| !now.iter().any(|new| same(old, new))) {
        let sql = "DELETE FROM sla_clocks WHERE ticket_id = $1 AND target = $2 AND episode = $3";
        tx.conn.execute(sql, values![ticket, gone.target, gone.episode])?;
        count(tx, gone, -1)?;
    }
    for new in now {
        let old = before.iter().find(|old| same(old, new));
        if old != Some(new) {
            write(tx, ticket, new)?;
            let cell = |kept: &Kept| (kept.policy, kept.month.clone(), kept.state);
            if old.map(cell) != Some(cell(new)) {
                old.map(|old| count(tx, old, -1)).transpose()?;
                count(tx, new, 1)?;
            }
        }
    }
    Ok(())
}

fn write(tx: &mut Tx, ticket: TicketId, kept: &Kept) -> Result<(), Fault> {
    let done = serde_json::to_string(&kept.done).map_err(Fault::new)?;
    tx.conn
        .execute(
            &format!(
                "INSERT INTO sla_clocks (ticket_id, {COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
                 ON CONFLICT (ticket_id, target, episode) DO UPDATE SET policy_id = excluded.policy_id, state = excluded.state,
                     month = excluded.month, started_at = excluded.started_at, promised = excluded.promised,
                     worked = excluded.worked, due_at = excluded.due_at, breached_at = excluded.breached_at,
                     ended_at = excluded.ended_at, next_at = excluded.next_at, done = excluded.done"
            ),
            values![
                ticket, kept.target, kept.episode, kept.policy, kept.state, &kept.month, kept.started_at, kept.promised,
                kept.worked, kept.due_at, kept.breached_at, kept.ended_at, kept.next_at, done
            ],
        )
        .map(drop)
}

fn count(tx: &mut Tx, kept: &Kept, by: i64) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO sla_cells (policy_id, target, month, state, clocks) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (policy_id, target, month, state) DO UPDATE SET clocks = sla_cells.clocks + excluded.clocks",
            values![kept.policy, kept.target, &kept.month, kept.state, by],
        )
        .map(drop)
}

/// Tickets that somebody must look at by now.
pub fn due(read: &mut Read, limit: usize) -> Result<Vec<TicketId>, Fault> {
    let now = read.now();
    let sql = "SELECT ticket_id, MIN(next_at) FROM (
                   SELECT ticket_id, next_at FROM sla_clocks WHERE next_at <= $1 ORDER BY next_at LIMIT $2) d
               GROUP BY ticket_id ORDER BY 2";
    read.conn.all(sql, values![now, limit], |row| row.get(0))
}

/// What lists show of a ticket. It is no change of the ticket: nobody's version is disturbed.
pub fn show(tx: &mut Tx, ticket: TicketId, due: Option<Moment>, state: Option<SlaState>) -> Result<(), Fault> {
    let sql = "UPDATE tickets SET due_at = $2, sla = $3 WHERE id = $1";
    tx.conn.execute(sql, values![ticket, due, state.map(SlaState::name)]).map(drop)
}

/// Where a walk through the open tickets stands: when the last one was made, and which it was.
pub type Reached = (Moment, TicketId);

/// The next open tickets after one, the oldest first, for who looks at all of them.
pub fn open_after(read: &mut Read, after: Reached, limit: usize) -> Result<Vec<Reached>, Fault> {
    let beyond = "(t.created_at, t.id) > ($1, $2)";
    let sql = open(beyond, "t.created_at, t.id LIMIT $3", "created_at, id LIMIT $3");
    read.conn.all(&sql, values![after.0, after.1, limit], |row| Ok((row.get(1)?, row.get(0)?)))
}

/// The newest open tickets.
pub fn newest_open(read: &mut Read, limit: usize) -> Result<Vec<TicketId>, Fault> {
    let sql = open("TRUE", "t.created_at DESC, t.id DESC LIMIT $1", "created_at DESC, id DESC LIMIT $1");
    read.conn.all(&sql, values![limit], |row| row.get(0))
}

/// One walk per place, each along its index, merged.
fn open(beyond: &str, order: &str, merged: &str) -> String {
    let walk = |place: &str| {
        format!(
            "SELECT * FROM (SELECT t.id, t.created_at FROM tickets t WHERE t.place = '{place}' AND {beyond} ORDER BY {order}) {place}_ones"
        )
    };
    format!("SELECT u.id, u.created_at FROM ({} UNION ALL {}) u ORDER BY {merged}", walk("open"), walk("snoozed"))
}

/// Of a policy, a target, a month and an outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub policy: PolicyId,
    pub target: Target,
    pub month: String,
    pub state: SlaState,
    pub clocks: i64,
}

/// The figures of some months, both included.
pub fn cells(read: &mut Read, first: &str, last: &str) -> Result<Vec<Cell>, Fault> {
    let sql = "SELECT policy_id, target, month, state, clocks FROM sla_cells WHERE month >= $1 AND month <= $2 AND clocks <> 0
               ORDER BY month, policy_id, target, state";
    read.conn.all(sql, values![first, last], |row| {
        Ok(Cell {
            policy: row.get(0)?,
            target: row.get(1)?,
            month: row.get(2)?,
            state: row.get(3)?,
            clocks: row.get(4)?,
        })
    })
}

/// A page of what a figure counts, in the order in which the clocks began.
pub fn in_cell(
    read: &mut Read,
    cell: &Cell,
    after: Option<(Moment, TicketId)>,
    limit: usize,
) -> Result<Vec<(TicketId, Kept)>, Fault> {
    let (at, id) = after.unwrap_or((Moment(i64::MIN), TicketId(0)));
    let sql = format!(
        "SELECT {COLUMNS}, ticket_id FROM sla_clocks
         WHERE policy_id = $1 AND target = $2 AND month = $3 AND state = $4 AND (started_at, ticket_id) > ($5, $6)
         ORDER BY started_at, ticket_id LIMIT $7"
    );
    let values = values![cell.policy, cell.target, &cell.month, cell.state, at, id, limit];
    read.conn.all(&sql, values, |row| Ok((row.get(13)?, kept(row)?)))
}

fn kept(row: &Row) -> Result<Kept, Fault> {
    Ok(Kept {
        target: row.get(0)?,
        episode: row.get(1)?,
        policy: row.get(2)?,
        state: row.get(3)?,
        month: row.get(4)?,
        started_at: row.get(5)?,
        promised: row.get(6)?,
        worked: row.get(7)?,
        due_at: row.get(8)?,
        breached_at: row.get(9)?,
        ended_at: row.get(10)?,
        next_at: row.get(11)?,
        done: serde_json::from_str(&row.get::<String>(12)?).map_err(Fault::new)?,
    })
}
