//! Work that is done later: claimed and told of by the desk itself, looked at and started again by those who operate it.

use desk::{Done, Error, Event, Permission, Refusal};
use std::time::Duration;
use store::jobs;
pub use store::jobs::{Job, MOST_ATTEMPTS};
use store::{Read, Tx};

/// How many jobs wait, run and are buried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub waiting: i64,
    pub running: i64,
    pub buried: i64,
}

/// Whether a job of a kind waits whose turn has come; asked often, because it costs nothing.
pub fn is_due(read: &mut Read, kind: &str) -> Done<bool> {
    Ok(jobs::is_due(read, kind)?)
}

/// Takes up to `most` jobs whose turn has come, for as long as the lease.
pub fn claim(tx: &mut Tx, kind: &str, holder: &str, lease: Duration, most: usize) -> Done<Vec<Job>> {
    tx.actor().must_be_system()?;
    Ok(jobs::claim(tx, kind, holder, lease, most)?)
}

/// Whoever runs jobs says every now and then that they still do; how many those are.
pub fn keep(tx: &mut Tx, holder: &str, lease: Duration) -> Done<u64> {
    tx.actor().must_be_system()?;
    Ok(jobs::keep(tx, holder, lease)?)
}

/// Done: the job is gone. False: it is somebody else's by now.
pub fn finish(tx: &mut Tx, job: &Job, holder: &str) -> Done<bool> {
    tx.actor().must_be_system()?;
    Ok(jobs::finish(tx, job.id, holder, job.attempts)?)
}

/// To be tried again after a pause. True: that was the last try, it is buried.
pub fn fail(tx: &mut Tx, job: &Job, holder: &str, why: &str) -> Done<bool> {
    ended(tx, job, holder, why, false)
}

/// No further try would help.
pub fn bury(tx: &mut Tx, job: &Job, holder: &str, why: &str) -> Done<bool> {
    ended(tx, job, holder, why, true)
}

/// At shutdown: what was not done is up again at once.
pub fn hand_back(tx: &mut Tx, holder: &str) -> Done<u64> {
    tx.actor().must_be_system()?;
    Ok(jobs::hand_back(tx, holder)?)
}

/// Jobs of processes that ended are up again, or buried after their last try; how many were buried.
pub fn expire(tx: &mut Tx) -> Done<usize> {
    tx.actor().must_be_system()?;
    let buried = jobs::expire(tx)?;
    for job in &buried {
        tx.record(Event::JobBuried { job: *job })?;
    }
    Ok(buried.len())
}

pub fn counts(read: &mut Read) -> Done<Counts> {
    read.actor().may(Permission::Operate)?;
    let counts = jobs::counts(read)?;
    let of = |state| counts.iter().find(|(other, _)| other == state).map_or(0, |(_, jobs)| *jobs);
    Ok(Counts { waiting: of("waiting"), running: of("running"), buried: of("buried") })
}

/// Those that failed too often, the newest first.
pub fn buried(read: &mut Read, most: usize) -> Done<Vec<Job>> {
    read.actor().may(Permission::Operate)?;
    Ok(jobs::in_state(read, "buried", most)?)
}

/// Another ten tries for a job that was buried.
pub fn retry(tx: &mut Tx, job: i64) -> Done<()> {
    tx.actor().may(Permission::Operate)?;
    jobs::load(tx, job)?.ok_or(Error::Missing)?;
    if !jobs::retry(tx, job)? {
        return Err(Refusal::JobNotBuried.into());
    }
    tx.record(Event::JobRetried { job })?;
    Ok(())
}

fn ended(tx: &mut Tx, job: &Job, holder: &str, why: &str, hopeless: bool) -> Done<bool> {
    tx.actor().must_be_system()?;
    let buried = jobs::fail(tx, job, holder, why, hopeless)?;
    if buried {
        tx.record(Event::JobBuried { job: job.id })?;
    }
    Ok(buried)
}
