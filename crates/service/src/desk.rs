//! The desk: a database, a clock and a key. Every door holds one.

use base::{Clock, Moment};
use desk::{Actor, Done, Error, Fault};
use std::sync::Arc;
use std::time::Duration;
use store::{Context, Db, Ears, Location, Read, Signer, Tx};
use tokio::sync::{broadcast, oneshot, watch};

/// Words of other processes that wait for a slow ear; older ones are lost.
const WORDS: usize = 1024;
/// How long the copy may take to catch up before pages are told of news.
const CATCHING_UP: Duration = Duration::from_secs(2);
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

tokio::task_local! {
    /// What is asked here may be answered by the copy, as soon as that has everything up to this position.
    static SINCE: i64;
}

/// What a desk is opened with.
pub struct Settings {
    pub location: Location,
    pub clock: Arc<dyn Clock>,
    pub signer: Arc<dyn Signer>,
}

pub struct Desk {
    db: Db,
    clock: Arc<dyn Clock>,
    signer: Arc<dyn Signer>,
    bell: Arc<watch::Sender<u64>>,
    words: broadcast::Sender<Word>,
}

/// What another process on the same database said.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// The process.
    pub who: Arc<str>,
    pub what: Arc<str>,
}

impl Desk {
    /// Opens the database and brings its schema up to date. Blocks while it does.
    pub fn open(settings: Settings) -> Result<Arc<Self>, Fault> {
        Self::open_with_copy(settings, None)
    }

    /// The same with a streaming replica, which answers what people look at.
    pub fn open_with_copy(settings: Settings, copy: Option<Location>) -> Result<Arc<Self>, Fault> {
        let (bell, words) = (Arc::new(watch::Sender::new(0)), broadcast::Sender::new(WORDS));
        let (ring, heard) = (bell.clone(), words.clone());
        let ears = Ears {
            bell: Arc::new(move || ring.send_modify(|rung| *rung += 1)),
            word: Arc::new(move |who, what| drop(heard.send(Word { who: who.into(), what: what.into() }))),
        };
        let db = Db::open(settings.location, copy, ears)?;
        Ok(Arc::new(Self { db, clock: settings.clock, signer: settings.signer, bell, words }))
    }

    /// Runs a verb in a transaction of its own. What it answers is durable.
    pub async fn change<T: Send + 'static>(
        &self,
        by: Actor,
        verb: impl FnOnce(&mut Tx) -> Done<T> + Send + 'static,
    ) -> Done<T> {
        self.change_because(None, by, verb).await
    }

    /// The same, caused by an event.
    pub async fn change_because<T: Send + 'static>(
        &self,
        cause: Option<i64>,
        by: Actor,
        verb: impl FnOnce(&mut Tx) -> Done<T> + Send + 'static,
    ) -> Done<T> {
        let (answer, answered) = oneshot::channel();
        self.db.change(Context { cause, ..self.context(by) }, verb, move |done| drop(answer.send(done)));
        answered.await.unwrap_or_else(|_| Err(busy()))
    }

    /// Answers a question from one consistent picture.
    pub async fn ask<T: Send + 'static>(
        &self,
        by: Actor,
        question: impl FnOnce(&mut Read) -> Done<T> + Send + 'static,
    ) -> Done<T> {
        let (answer, answered) = oneshot::channel();
        let done = move |done| drop(answer.send(done));
        match since(&by) {
            Some(since) => self.db.ask_copy(since, self.context(by), question, done),
            None => self.db.ask(self.context(by), question, done),
        }
        answered.await.unwrap_or_else(|_| Err(busy()))
    }

    /// What people ask within `work` may be answered by the copy, as soon as that has everything up to `since`.
    pub async fn look<T>(&self, since: i64, work: impl Future<Output = T>) -> T {
        if self.has_copy() { SINCE.scope(since, work).await } else { work.await }
    }

    pub fn has_copy(&self) -> bool {
        self.db.has_copy()
    }

    /// Whoever looks with this sees everything that this process has written so far.
    pub fn written(&self) -> i64 {
        self.db.written()
    }

    /// Waits, but not for long, until the copy shows what can be read now.
    pub async fn copy_catches_up(&self) -> Done<()> {
        if self.has_copy() {
            let position = self.ask(Actor::System, |read| Ok(read.position()?)).await?;
            let caught_up = async {
                while !self.copied(position).await {
                    tokio::time::sleep(BETWEEN_LOOKS).await;
                }
            };
            // A copy that is slower is asked nothing that needs this much.
            let _ = tokio::time::timeout(CATCHING_UP, caught_up).await;
        }
        Ok(())
    }

    async fn copied(&self, position: i64) -> bool {
        let (answer, answered) = oneshot::channel();
        self.db.copied(position, move |has| {
            let _ = answer.send(has);
        });
        answered.await.unwrap_or(false)
    }

    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    pub fn signer(&self) -> &Arc<dyn Signer> {
        &self.signer
    }

    pub fn location(&self) -> &Location {
        self.db.location()
    }

    /// Says a word to the other processes on this database. It may get lost, and must be short.
    pub fn say(&self, word: &str) {
        self.db.say(word);
    }

    /// What the others say.
    pub fn words(&self) -> broadcast::Receiver<Word> {
        self.words.subscribe()
    }

    /// Changes its value whenever this process or, on PostgreSQL, another one has brought events. A ring may get lost:
    /// whoever waits for it looks once a second as well.
    pub fn bell(&self) -> watch::Receiver<u64> {
        self.bell.subscribe()
    }

    fn context(&self, actor: Actor) -> Context {
        Context { actor, now: self.clock.now(), signer: self.signer.clone(), cause: None }
    }
}

/// Only what people look at: the desk's own work and the question who somebody is want the present.
fn since(by: &Actor) -> Option<i64> {
    match by {
        Actor::Agent { .. } | Actor::Requester(_) => SINCE.try_with(|since| *since).ok(),
        Actor::System | Actor::Rule(_) | Actor::Flow(_) | Actor::Anonymous => None,
    }
}

/// The queue was full, or the database is away: the same call may succeed a moment later.
fn busy() -> Error {
    Fault::passing("too many changes or questions wait, or the database is away").into()
}
