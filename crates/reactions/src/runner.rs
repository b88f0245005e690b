//! Runs the jobs of one kind: claimed with a lease, kept while they run, told apart from those of a holder that died.

use crate::jobs::{Line, Trouble};
use crate::{LOOK, next_look};
use desk::{Actor, Done};
use platform::shutdown::Shutdown;
use service::Desk;
use service::jobs::{self, Job};
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::{Id, JoinSet};

/// How long a claim holds without a sign of life.
const LEASE: Duration = Duration::from_secs(10);
/// A job that takes longer hangs.
const LONGEST: Duration = Duration::from_secs(600);
/// At shutdown, what runs may finish within this time; the rest is handed back.
const GRACE: Duration = Duration::from_secs(20);

/// How many jobs are claimed ahead, for each that may run: a claim costs a commit.
const AHEAD: usize = 2;

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
    hands.begin();
    while hands.busy() {
        hands.one_done().await;
        hands.begin();
    }
    Ok(taken)
}

/// The jobs this process has in hand.
struct Hands {
    line: Line,
    holder: String,
    desk: Arc<Desk>,
    /// Claimed, to be run as soon as another is done.
    next: VecDeque<Job>,
    tasks: JoinSet<()>,
    running: HashMap<Id, Job>,
    kept: tokio::time::Instant,
}

impl Hands {
    fn new(line: Line, holder: &str, desk: Arc<Desk>) -> Self {
        let (holder, kept) = (format!("{holder} {}", line.kind), tokio::time::Instant::now());
        Self { line, holder, desk, next: VecDeque::new(), tasks: JoinSet::new(), running: HashMap::new(), kept }
    }

    fn busy(&self) -> bool {
        !self.running.is_empty()
    }

    async fn take_more(&mut self) {
        self.begin();
        if let Err(error) = self.claim().await {
            tracing::error!(kind = self.line.kind, %error, "no job could be claimed");
        }
        self.begin();
        if self.busy() && self.kept.elapsed() > LEASE / 3 {
            self.keep().await;
        }
    }

    /// Nothing, as long as enough wait in hand.
    async fn claim(&mut self) -> Done<usize> {
        let (kind, wanted) = (self.line.kind, self.line.at_once * AHEAD);
        let enough = self.next.len() >= self.line.at_once;
        if enough || !self.desk.ask(Actor::System, move |read| jobs::is_due(read, kind)).await? {
            return Ok(0);
        }
        let (holder, free) = (self.holder.clone(), wanted - self.next.len());
        let claimed = self.desk.change(Actor::System, move |tx| jobs::claim(tx, kind, &holder, LEASE, free)).await?;
        let taken = claimed.len();
        self.next.extend(claimed);
        Ok(taken)
    }

    fn begin(&mut self) {
        while self.running.len() < self.line.at_once
            && let Some(job) = self.next.pop_front()
        {
            let (work, desk, holder, done) =
                ((self.line.work)(job.clone()), self.desk.clone(), self.holder.clone(), job.clone());
            let task = self.tasks.spawn(async move {
                let outcome = tokio::time::timeout(LONGEST, work).await.unwrap_or_else(|_| Err(hangs()));
                tell(&desk, holder, done, outcome).await;
            });
            self.running.insert(task.id(), job);
        }
    }

    /// Waits for ever while nothing runs.
    async fn one_done(&mut self) {
        match self.tasks.join_next_with_id().await {
            Some(Ok((id, ()))) => drop(self.running.remove(&id)),
            Some(Err(error)) => {
                let trouble = Trouble::Again(format!("the job panicked or was stopped: {error}"));
                if let Some(job) = self.running.remove(&error.id()) {
                    tell(&self.desk, self.holder.clone(), job, Err(trouble)).await;
                }
            }
            None => std::future::pending().await,
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
        self.next.clear();
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

/// Notes what became of a job.
async fn tell(desk: &Desk, holder: String, job: Job, outcome: Result<(), Trouble>) {
    let (number, kind) = (job.id, job.kind.clone());
    if let Err(trouble) = &outcome {
        tracing::warn!(kind, job = number, try_number = job.attempts, %trouble, "a job failed");
    }
    let told = desk.change(Actor::System, move |tx| match &outcome {
        Ok(()) => jobs::finish(tx, &job, &holder),
        Err(Trouble::Again(why)) => jobs::fail(tx, &job, &holder, why),
        Err(Trouble::Hopeless(why)) => jobs::bury(tx, &job, &holder, why),
    });
    // Untold, its lease ends and it runs once more.
    if let Err(error) = told.await {
        tracing::error!(kind, job = number, %error, "it could not be noted what became of a job");
    }
}

fn hangs() -> Trouble {
    Trouble::Again(format!("not done within {} s", LONGEST.as_secs()))
}
