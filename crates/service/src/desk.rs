//! The desk: a database, a clock and a key. Every door holds one.

use base::{Clock, Moment};
use desk::{Actor, Done, Error, Fault};
use std::sync::Arc;
use store::{Context, Db, Location, Read, Signer, Tx};
use tokio::sync::{oneshot, watch};

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
}

impl Desk {
    /// Opens the database and brings its schema up to date. Blocks while it does.
    pub fn open(settings: Settings) -> Result<Arc<Self>, Fault> {
        let bell = Arc::new(watch::Sender::new(0));
        let ring = bell.clone();
        let db = Db::open(settings.location, Arc::new(move || ring.send_modify(|rung| *rung += 1)))?;
        Ok(Arc::new(Self { db, clock: settings.clock, signer: settings.signer, bell }))
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
        self.db.ask(self.context(by), question, move |done| drop(answer.send(done)));
        answered.await.unwrap_or_else(|_| Err(busy()))
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

    /// Changes its value whenever this process has brought events. Others' events are found by looking once a second.
    pub fn bell(&self) -> watch::Receiver<u64> {
        self.bell.subscribe()
    }

    fn context(&self, actor: Actor) -> Context {
        Context { actor, now: self.clock.now(), signer: self.signer.clone(), cause: None }
    }
}

/// The queue was full, or the database is away: the same call may succeed a moment later.
fn busy() -> Error {
    Fault::passing("too many changes or questions wait, or the database is away").into()
}
