//! Work that is done later: claimed with a lease, retried with growing pauses, buried after a limit and shown.

use crate::leases::LONGEST;
use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;
use std::time::Duration;

/// A job is buried after this many tries.
pub const MOST_ATTEMPTS: i64 = 10;

#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    pub id: i64,
    pub kind: String,
    /// JSON.
    pub body: String,
    /// `waiting`, `running` or `buried`; a finished job is gone.
    pub state: String,
    pub run_at: Moment,
    pub attempts: i64,
    pub error: String,
    pub created_at: Moment,
}

const COLUMNS: &str = "id, kind, body, state, run_at, attempts, error, created_at";

/// Adds a job. One that waits under the same key stands for both; then nothing is added.
pub fn add(tx: &mut Tx, kind: &str, body: &str, key: Option<&str>, run_at: Moment) -> Result<(), Fault> {
    let now = tx.now();
    tx.conn.execute(
        "INSERT INTO jobs (kind, body, key, state, run_at, created_at) VALUES ($1, $2, $3, 'waiting', $4, $5)
         ON CONFLICT (key) WHERE state = 'waiting' DO NOTHING",
        values![kind, body, key, run_at, now],
    )?;
    tx.ring();
    Ok(())
}

/// The same, but one that waits is not taken until this transaction has ended: whoever takes it sees what happened here.
pub fn add_behind(tx: &mut Tx, kind: &str, body: &str, key: &str, run_at: Moment) -> Result<(), Fault> {
    let now = tx.now();
    tx.conn.execute(
        "INSERT INTO jobs (kind, body, key, state, run_at, created_at) VALUES ($1, $2, $3, 'waiting', $4, $5)
         ON CONFLICT (key) WHERE state = 'waiting' DO UPDATE SET key = excluded.key",
        values![kind, body, key, run_at, now],
    )?;
    tx.ring();
    Ok(())
}

/// Takes up to `limit` jobs whose turn has come, for as long as the lease. `attempts` of the answer is the number of the
/// try, by which a holder whose lease went to somebody else is told apart.
pub fn claim(tx: &mut Tx, kind: &str, holder: &str, lease: Duration, limit: usize) -> Result<Vec<Job>, Fault> {
    let now = tx.now();
    let mut jobs = tx.conn.all(
        &format!(
            "UPDATE jobs SET state = 'running', holder = $1, leased_until = $2, attempts = attempts + 1
             WHERE id IN (SELECT id FROM jobs WHERE state = 'waiting' AND kind = $3 AND run_at <= $4
                          ORDER BY run_at, id LIMIT $5 {{skip_locked}})
             RETURNING {COLUMNS}"
        ),
        values![holder, now.plus(lease), kind, now, limit],
        job,
    )?;
    jobs.sort_by_key(|job| (job.run_at, job.id));
    Ok(jobs)
}

/// Jobs of holders that are gone, or whose lease a wrong clock made, are up again at once; those whose tries are used up are buried, and are the answer.
pub fn expire(tx: &mut Tx) -> Result<Vec<i64>, Fault> {
    let now = tx.now();
    let ended = tx.conn.all(
        "UPDATE jobs SET state = CASE WHEN attempts >= $2 THEN 'buried' ELSE 'waiting' END, holder = NULL, leased_until = NULL,
             key = NULL, error = 'the process that ran it ended'
         WHERE id IN (SELECT id FROM jobs WHERE state = 'running' AND (leased_until < $1 OR leased_until > $3) {skip_locked})
         RETURNING id, state",
        values![now, MOST_ATTEMPTS, now.plus(LONGEST)],
        |row| Ok((row.get::<i64>(0)?, row.get::<String>(1)?)),
    )?;
    if !ended.is_empty() {
        tx.ring();
    }
    Ok(ended.into_iter().filter(|(_, state)| state == "buried").map(|(id, _)| id).collect())
}

/// Prolongs the leases of what a holder still runs.
pub fn keep(tx: &mut Tx, holder: &str, lease: Duration) -> Result<u64, Fault> {
    let now = tx.now();
    tx.conn.execute(
        "UPDATE jobs SET leased_until = $2 WHERE state = 'running' AND holder = $1 AND leased_until >= $3",
        values![holder, now.plus(lease), now],
    )
}

/// Done: the job is gone. False when somebody else runs it meanwhile.
pub fn finish(tx: &mut Tx, id: i64, holder: &str, attempt: i64) -> Result<bool, Fault> {
    let gone = tx.conn.execute(
        "DELETE FROM jobs WHERE id = $1 AND holder = $2 AND attempts = $3 AND state = 'running'",
        values![id, holder, attempt],
    )?;
    Ok(gone == 1)
}

/// Failed: up again after a pause (2, 4, 8 … seconds, at most an hour), or buried when the tries are used up or there is
/// no hope. The answer says whether it was buried. A job that somebody else runs meanwhile is left alone.
pub fn fail(tx: &mut Tx, job: &Job, holder: &str, error: &str, hopeless: bool) -> Result<bool, Fault> {
    let now = tx.now();
    let buried = hopeless || job.attempts >= MOST_ATTEMPTS;
    let state = if buried { "buried" } else { "waiting" };
    let changed = tx.conn.execute(
        "UPDATE jobs SET state = $4, run_at = $5, error = $6, holder = NULL, leased_until = NULL, key = NULL
         WHERE id = $1 AND holder = $2 AND attempts = $3 AND state = 'running'",
        values![job.id, holder, job.attempts, state, now.plus(pause(job.attempts)), error],
    )?;
    Ok(buried && changed == 1)
}

/// Handed back untouched at shutdown: it does not count as a try.
pub fn hand_back(tx: &mut Tx, holder: &str) -> Result<u64, Fault> {
    tx.conn.execute(
        "UPDATE jobs SET state = 'waiting', attempts = attempts - 1, holder = NULL, leased_until = NULL, key = NULL
         WHERE state = 'running' AND holder = $1",
        values![holder],
    )
}

/// A buried job gets another ten tries. False when it is not buried.
pub fn retry(tx: &mut Tx, id: i64) -> Result<bool, Fault> {
    let now = tx.now();
    let changed = tx.conn.execute(
        "UPDATE jobs SET state = 'waiting', attempts = 0, run_at = $2 WHERE id = $1 AND state = 'buried'",
        values![id, now],
    )?;
    tx.ring();
    Ok(changed == 1)
}

/// A job of this kind can be claimed now.
pub fn is_due(read: &mut Read, kind: &str) -> Result<bool, Fault> {
    let now = read.now();
    let due = read.conn.first(
        "SELECT 1 FROM jobs WHERE state = 'waiting' AND kind = $1 AND run_at <= $2 LIMIT 1",
        values![kind, now],
        |_| Ok(()),
    )?;
    Ok(due.is_some())
}

/// A job waits under a key.
pub fn waits(read: &mut Read, key: &str) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM jobs WHERE key = $1 AND state = 'waiting'";
    Ok(read.conn.first(sql, values![key], |_| Ok(()))?.is_some())
}

/// Some holder's lease has ended.
pub fn any_expired(read: &mut Read) -> Result<bool, Fault> {
    let now = read.now();
    let expired = read.conn.first(
        "SELECT 1 FROM jobs WHERE state = 'running' AND (leased_until < $1 OR leased_until > $2) LIMIT 1",
        values![now, now.plus(LONGEST)],
        |_| Ok(()),
    )?;
    Ok(expired.is_some())
}

pub fn load(read: &mut Read, id: i64) -> Result<Option<Job>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM jobs WHERE id = $1"), values![id], job)
}

/// The newest jobs in a state.
pub fn in_state(read: &mut Read, state: &str, limit: usize) -> Result<Vec<Job>, Fault> {
    read.conn.all(
        &format!("SELECT {COLUMNS} FROM jobs WHERE state = $1 ORDER BY id DESC LIMIT $2"),
        values![state, limit],
        job,
    )
}

/// How many jobs are in each state.
pub fn counts(read: &mut Read) -> Result<Vec<(String, i64)>, Fault> {
    read.conn.all("SELECT state, COUNT(*) FROM jobs GROUP BY state ORDER BY state", &[], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

fn pause(attempts: i64) -> Duration {
    Duration::from_secs(1 << attempts.clamp(1, 12)).min(Duration::from_secs(3600))
}

fn job(row: &Row) -> Result<Job, Fault> {
    Ok(Job {
        id: row.get(0)?,
        kind: row.get(1)?,
        body: row.get(2)?,
        state: row.get(3)?,
        run_at: row.get(4)?,
        attempts: row.get(5)?,
        error: row.get(6)?,
        created_at: row.get(7)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end_at_an_hour() {
        assert_eq!(pause(1), Duration::from_secs(2));
        assert_eq!(pause(5), Duration::from_secs(32));
        assert_eq!(pause(99), Duration::from_secs(3600));
    }
}
