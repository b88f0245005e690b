//! Runs the jobs of one kind: claimed with a lease, kept while they run, told apart from those of a holder that died.

use crate::jobs::{Line, Trouble};
use crate::{LOOK, next_look};
use desk::{Actor, Done};
use platform::shutdown::Shutdown;
use service::jobs::{self, Job};
use service::Desk;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::{Id, JoinError, JoinSet};

/// How long a claim holds without a sign of life.
const LEASE: Duration = Duration::from_secs(30);
/// A job that takes longer hangs.
const LONGEST: Duration = Duration::from_secs(600);
/// At shutdown, what runs may finish within this time; the rest is handed back.
const GRACE: Duration = Duration::from_secs(20);

pub(crate) async fn run(line: Line, holder: String, desk: Arc<Desk>, shutdown: Shutdown) {
    let mut bell = desk.bell();
    let mut hands = Hands::new(line, &holder, desk);
    loop {
        hands.take_more().await;
        let on = tokio::select! {
            on = next_look(&mut bell, LOOK, &shutdown) => on,
            // Free again: perhaps more waits.
            () = hands.one_done() => true,
        };
        if !on {
            return hands.put_down().await;
        }
    }
}

/// Runs one claim's worth of jobs to the end; how many there were.
pub(crate) async fn step(line: &Line, holder: &str, desk: &Arc<Desk>) -> Done<usize> {
    let mut hands = Hands::new(line.clone(), holder, desk.clone());
    let taken = hands.claim().await?;
    while hands.busy() {
        hands.one_done().await;
    }
    Ok(taken)
}

/// The jobs this process has in hand.
struct Hands {
    line: Line,
    holder: String,
    desk: Arc<Desk>,
    tasks: JoinSet<Result<(), Trouble>>,
    jobs: HashMap<Id, Job>,
    kept: tokio::time::Instant,
}

impl Hands {
    fn new(line: Line, holder: &str, desk: Arc<Desk>) -> Self {
        let holder = format!("{holder} {}", line.kind);
        Self { line, holder, desk, tasks: JoinSet::new(), jobs: HashMap::new(), kept: tokio::time::Instant::now() }
    }

    fn busy(&self) -> bool {
        !self.jobs.is_empty()
    }

    async fn take_more(&mut self) {
        if let Err(error) = self.claim().await {
            tracing::error!(kind = self.line.kind, %error, "no job could be claimed");
        }
        if self.busy() && self.kept.elapsed() > LEASE / 3 {
            self.keep().await;
        }
    }

    async fn claim(&mut self) -> Done<usize> {
        let (kind, free) = (self.line.kind, self.line.at_once.saturating_sub(self.jobs.len()));
        if free == 0 || !self.desk.ask(Actor::System, move |read| jobs::is_due(read, kind)).await? {
            return Ok(0);
        }
        let holder = self.holder.clone();
        let claimed = self.desk.change(Actor::System, move |tx| jobs::claim(tx, kind, &holder, LEASE, free)).await?;
        let taken = claimed.len();
        for job in claimed {
            let work = (self.line.work)(job.clone());
            let limited = async { tokio::time::timeout(LONGEST, work).await.unwrap_or_else(|_| Err(hangs())) };
            let task = self.tasks.spawn(limited);
            self.jobs.insert(task.id(), job);
        }
        Ok(taken)
    }

    /// Waits for ever while there is nothing in hand.
    async fn one_done(&mut self) {
        match self.tasks.join_next_with_id().await {
            Some(done) => self.tell(done).await,
            None => std::future::pending().await,
        }
    }

    async fn tell(&mut self, done: Result<(Id, Result<(), Trouble>), JoinError>) {
        let (id, outcome) = match done {
            Ok(done) => done,
            Err(error) => (error.id(), Err(Trouble::Again(format!("the job panicked or was stopped: {error}")))),
        };
        let Some(job) = self.jobs.remove(&id) else { return };
        let (number, holder) = (job.id, self.holder.clone());
        if let Err(trouble) = &outcome {
            tracing::warn!(kind = self.line.kind, job = number, try_number = job.attempts, %trouble, "a job failed");
        }
        let told = self.desk.change(Actor::System, move |tx| match &outcome {
            Ok(()) => jobs::finish(tx, &job, &holder),
            Err(Trouble::Again(why)) => jobs::fail(tx, &job, &holder, why),
            Err(Trouble::Hopeless(why)) => jobs::bury(tx, &job, &holder, why),
        });
        // Untold, its lease ends and it runs once more.
        if let Err(error) = told.await {
            tracing::error!(kind = self.line.kind, job = number, %error, "it could not be noted what became of a job");
        }
    }

    async fn keep(&mut self) {
        let holder = self.holder.clone();
        match self.desk.change(Actor::System, move |tx| jobs::keep(tx, &holder, LEASE)).await {
            Ok(_) => self.kept = tokio::time::Instant::now(),
            Err(error) => tracing::error!(kind = self.line.kind, %error, "leases could not be prolonged"),
        }
    }

    /// The end: what runs may finish, the rest is up again for somebody else.
    async fn put_down(mut self) {
        let finished = async {
            while self.busy() {
                self.one_done().await;
            }
        };
        if tokio::time::timeout(GRACE, finished).await.is_err() {
            self.tasks.shutdown().await;
        }
        let holder = self.holder.clone();
        if let Err(error) = self.desk.change(Actor::System, move |tx| jobs::hand_back(tx, &holder)).await {
            tracing::error!(kind = self.line.kind, %error, "jobs could not be handed back");
        }
    }
}

fn hangs() -> Trouble {
    Trouble::Again(format!("not done within {} s", LONGEST.as_secs()))
}
