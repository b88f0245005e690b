//! Work that is done later, as those see it who operate the desk.

use desk::{Done, Error, Event, Permission, Refusal};
use store::jobs;
pub use store::jobs::Job;
use store::{Read, Tx};

/// How many jobs wait, run and are buried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub waiting: i64,
    pub running: i64,
    pub buried: i64,
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
