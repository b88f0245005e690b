//! Who holds a ticket, and in which teams tickets are held.

use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;
use desk::people::{PersonId, TeamId};
use desk::ticket::{Lock, TicketId};

/// Also one that is over.
pub fn of(read: &mut Read, ticket: TicketId) -> Result<Option<Lock>, Fault> {
    read.conn.first("SELECT person_id, until FROM locks WHERE ticket_id = $1", values![ticket], |row| {
        Ok(Lock { ticket, person: row.get(0)?, until: row.get(1)? })
    })
}

/// Puts it in the place of one that is over at `now`, or of one's own; another's stays.
pub fn put(tx: &mut Tx, lock: &Lock, now: Moment) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO locks (ticket_id, person_id, until) VALUES ($1, $2, $3)
             ON CONFLICT (ticket_id) DO UPDATE SET person_id = excluded.person_id, until = excluded.until
             WHERE locks.until <= $4 OR locks.person_id = excluded.person_id",
            values![lock.ticket, lock.person, lock.until, now],
        )
        .map(drop)
}

pub fn remove(tx: &mut Tx, ticket: TicketId, person: PersonId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM locks WHERE ticket_id = $1 AND person_id = $2", values![ticket, person]).map(drop)
}

/// Minutes a ticket of the team is held; 0: never.
pub fn minutes(read: &mut Read, team: TeamId) -> Result<i64, Fault> {
    let sql = "SELECT minutes FROM team_locks WHERE team_id = $1";
    Ok(read.conn.first(sql, values![team], |row| row.get(0))?.unwrap_or(0))
}

pub fn set_minutes(tx: &mut Tx, team: TeamId, minutes: i64) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO team_locks (team_id, minutes) VALUES ($1, $2)
             ON CONFLICT (team_id) DO UPDATE SET minutes = excluded.minutes",
            values![team, minutes],
        )
        .map(drop)
}

pub fn forget_team(tx: &mut Tx, team: TeamId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM team_locks WHERE team_id = $1", values![team]).map(drop)
}
