//! Who holds a ticket, and in which teams tickets are held.

use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;
use desk::people::{PersonId, TeamId};
use desk::ticket::{Lock, LockWish, TicketId};

/// Also one that is over.
pub fn of(read: &mut Read, ticket: TicketId) -> Result<Option<Lock>, Fault> {
    let sql =
        "SELECT person_id, since, until, before_id, passed, asked_by, asked_at, kept FROM locks WHERE ticket_id = $1";
    read.conn.first(sql, values![ticket], |row| {
        let (by, at): (Option<PersonId>, Option<Moment>) = (row.get(5)?, row.get(6)?);
        let kept = row.get(7)?;
        Ok(Lock {
            ticket,
            person: row.get(0)?,
            since: row.get(1)?,
            until: row.get(2)?,
            before: row.get(3)?,
            passed: row.get(4)?,
            wish: by.zip(at).map(|(by, at)| LockWish { by, at, kept }),
        })
    })
}

/// Who answers which of these tickets at `now`.
pub fn among(read: &mut Read, tickets: &[TicketId], now: Moment) -> Result<Vec<(TicketId, PersonId)>, Fault> {
    if tickets.is_empty() {
        return Ok(Vec::new());
    }
    let (places, mut values) = super::people::padded(tickets.iter().map(|id| id.0).collect());
    values.push(now.into());
    let sql =
        format!("SELECT ticket_id, person_id FROM locks WHERE ticket_id IN ({places}) AND until > ${}", values.len());
    read.conn.all(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Puts it in the place of one that is over at `now`, or of one's own; another's stays.
pub fn put(tx: &mut Tx, lock: &Lock, now: Moment) -> Result<(), Fault> {
    let (by, at) = (lock.wish.map(|wish| wish.by), lock.wish.map(|wish| wish.at));
    let kept = lock.wish.is_some_and(|wish| wish.kept);
    let Lock { ticket, person, since, until, before, passed, .. } = *lock;
    tx.conn
        .execute(
            "INSERT INTO locks (ticket_id, person_id, since, until, before_id, passed, asked_by, asked_at, kept)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (ticket_id) DO UPDATE SET person_id = excluded.person_id, since = excluded.since,
                 until = excluded.until, before_id = excluded.before_id, passed = excluded.passed,
                 asked_by = excluded.asked_by, asked_at = excluded.asked_at, kept = excluded.kept
             WHERE locks.until <= $10 OR locks.person_id = excluded.person_id",
            values![ticket, person, since, until, before, passed, by, at, kept, now],
        )
        .map(drop)
}

/// Puts it in the place of whoever's there was.
pub fn pass(tx: &mut Tx, lock: &Lock, now: Moment) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM locks WHERE ticket_id = $1", values![lock.ticket])?;
    put(tx, lock, now)
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
