//! What follows from events and from the clock: readers of the log, the schedule, and whoever runs the jobs.
//!
//! Every process runs all of it ([`run`]); leases and claims in the database see to it that nothing is done twice.

mod clock;
mod index;
mod jobs;
mod readers;
mod runner;

pub use index::feed;
pub use jobs::{Jobs, Trouble};
pub use service::jobs::Job;

use base::Token;
use desk::Error;
use platform::shutdown::Shutdown;
use service::{Actor, Desk, Done, Tx};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Others' events and jobs ring no bell here: they are found by looking this often.
const LOOK: Duration = Duration::from_secs(1);

/// How long [`step`] waits for transactions of others that keep events from being read.
const SETTLING: Duration = Duration::from_millis(2);

/// Reads, waits and works until the end is asked for; then finishes what was begun or hands it back.
pub async fn run(desk: Arc<Desk>, jobs: Jobs, shutdown: Shutdown) {
    let _busy = shutdown.busy();
    let holder = holder();
    let mut tasks = tokio::task::JoinSet::new();
    for reader in readers::ALL {
        tasks.spawn(readers::run(reader, desk.clone(), shutdown.clone()));
    }
    tasks.spawn(clock::run(desk.clone(), holder.clone(), shutdown.clone()));
    for line in with_ours(&jobs, &desk).lines() {
        tasks.spawn(runner::run(line, holder.clone(), desk.clone(), shutdown.clone()));
    }
    while tasks.join_next().await.is_some() {}
}

/// Reads, does and runs all that is due now, and what follows from it; how much it was. For tests and for commands that
/// end by themselves.
pub async fn step(desk: &Arc<Desk>, jobs: &Jobs) -> Done<usize> {
    let (holder, jobs) = (holder(), with_ours(jobs, desk));
    let mut all = 0;
    loop {
        let mut done = clock::step(desk, &holder).await?;
        let mut waits = false;
        for reader in readers::ALL {
            done += readers::step(reader, desk).await?;
            waits |= readers::waits(reader, desk).await?;
        }
        for line in jobs.lines() {
            done += runner::step(&line, &holder, desk).await?;
        }
        all += done;
        if waits {
            tokio::time::sleep(SETTLING).await;
        } else if done == 0 {
            return Ok(all);
        }
    }
}

/// All readers take what has happened until now as read: nothing follows from what was grown or brought in.
pub async fn catch_up(desk: &Desk) -> Done<()> {
    desk.change(Actor::System, |tx| {
        readers::ALL.iter().try_for_each(|reader| service::readers::catch_up(tx, reader.name))
    })
    .await
}

/// The jobs of the house and our own.
fn with_ours(jobs: &Jobs, desk: &Arc<Desk>) -> Jobs {
    let (followed, counted, changed, reckoned) = (desk.clone(), desk.clone(), desk.clone(), desk.clone());
    let (walked, tried, flown, mailed) = (desk.clone(), desk.clone(), desk.clone(), desk.clone());
    let imported = desk.clone();
    jobs.clone()
        .on(service::readers::FOLLOW, 1, move |job| readers::follow_again(followed.clone(), job))
        .on(service::ticket::counted::COUNT, 1, move |_| count(counted.clone()))
        .on(service::automation::WALK, 1, move |_| walk(walked.clone()))
        .on(service::automation::TRY, 1, move |job| try_rule(tried.clone(), job))
        .on(service::flow::ADVANCE, 2, move |job| advance(flown.clone(), job))
        .on(service::sla::RECKON, 1, move |_| reckon(reckoned.clone()))
        .on(service::ticket::MAILING, 1, move |job| mail_on(mailed.clone(), job))
        .on(service::people::IMPORT, 1, move |job| import_on(imported.clone(), job))
        .on(service::ticket::RUN, 1, move |job| change_many(changed.clone(), job))
}

/// Views are counted step by step, so that nobody waits long for the writer.
async fn count(desk: Arc<Desk>) -> Result<(), Trouble> {
    while desk.change(Actor::System, service::ticket::counted::count_on).await? {}
    Ok(())
}

/// A schedule looks at the tickets that there were before it, step by step.
async fn walk(desk: Arc<Desk>) -> Result<(), Trouble> {
    while desk.change(Actor::System, service::automation::walk_on).await? {}
    Ok(())
}

/// A rule is put before what has happened, step by step.
async fn try_rule(desk: Arc<Desk>, job: Job) -> Result<(), Trouble> {
    in_steps(desk, job, "trial", service::automation::try_on).await
}

/// A flow goes on as far as it can, each step in a transaction of its own. A step that the machine fails at, and not only
/// in passing, waits for a person.
async fn advance(desk: Arc<Desk>, job: Job) -> Result<(), Trouble> {
    let run = job.body.parse().map_err(|_| Trouble::Hopeless(format!("{} is no run", job.body)))?;
    loop {
        match desk.change(Actor::System, move |tx| service::flow::advance(tx, run)).await {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(Error::Fault(fault)) if !fault.passing => {
                tracing::error!(%run, %fault, "a step of a flow failed");
                if !desk.change(Actor::System, move |tx| service::flow::give_up(tx, run)).await? {
                    return Err(Error::Fault(fault).into());
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
}

/// All open tickets are reckoned anew, step by step.
async fn reckon(desk: Arc<Desk>) -> Result<(), Trouble> {
    let mut after = Some(service::sla::BEGINNING);
    while let Some(reached) = after {
        after = desk.change(Actor::System, move |tx| service::sla::reckon_on(tx, reached)).await?;
    }
    Ok(())
}

/// Many tickets are changed step by step, until there are no more or somebody says stop.
async fn change_many(desk: Arc<Desk>, job: Job) -> Result<(), Trouble> {
    in_steps(desk, job, "run", service::ticket::step).await
}

/// One message to many people, some of them at a time.
async fn mail_on(desk: Arc<Desk>, job: Job) -> Result<(), Trouble> {
    in_steps(desk, job, "mailing", service::ticket::mail_on).await
}

/// A long table of people is tried or taken piece by piece.
async fn import_on(desk: Arc<Desk>, job: Job) -> Result<(), Trouble> {
    in_steps(desk, job, "import", service::people::people_import_on).await
}

/// Each step in a transaction of its own, until one says that there are no more.
async fn in_steps<T>(desk: Arc<Desk>, job: Job, what: &str, step: fn(&mut Tx, T) -> Done<bool>) -> Result<(), Trouble>
where
    T: FromStr + Copy + Send + 'static,
{
    let id: T = job.body.parse().map_err(|_| Trouble::Hopeless(format!("{} is no {what}", job.body)))?;
    while desk.change(Actor::System, move |tx| step(tx, id)).await? {}
    Ok(())
}

/// A name for this process that no other has.
fn holder() -> String {
    format!("{}-{}", std::process::id(), &Token::random().reveal()[..12])
}

/// Waits for the bell or the next look; false when the end was asked for.
async fn next_look(bell: &mut watch::Receiver<u64>, look: Duration, shutdown: &Shutdown) -> bool {
    tokio::select! {
        () = shutdown.triggered() => false,
        rung = bell.changed() => rung.is_ok(),
        () = tokio::time::sleep(look) => true,
    }
}
