//! The threads that hold the connections.
//!
//! SQLite: one writer, which runs all waiting changes as savepoints of one transaction and acknowledges them after one
//! fsync (group commit), and a few readers. PostgreSQL: a few equal threads with a connection each, and where there is a
//! copy of the database to read from, a few more.

mod postgres;
mod sqlite;

use crate::bell::Crier;
use crate::conn::Conn;
use crate::connect::Location;
use crate::migrate;
use crate::tx::{Context, Read, Tx};
use crossbeam_channel::{Sender, TrySendError};
use desk::{Done, Error, Fault};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::thread::JoinHandle;

pub(crate) use postgres::POSITION;

/// Rung after a commit that brought events.
pub type Bell = Arc<dyn Fn() + Send + Sync>;

/// Hears what another process, by its name, said.
pub type Ear = Arc<dyn Fn(&str, &str) + Send + Sync>;

/// What a process hears as long as the database is open.
#[derive(Clone)]
pub struct Ears {
    /// Something was committed, here or in another process: there is something to read or to do.
    pub bell: Bell,
    pub word: Ear,
}

/// Changes and questions that wait at most; beyond, the door says "busy" instead of growing without bound.
const WAITING: usize = 8192;

type Ack = Box<dyn FnOnce(Result<(), Fault>) + Send>;
/// A change runs on the connection and hands back whether to keep it, whether it recorded events, and its acknowledgement.
type Change = Box<dyn FnOnce(&mut Conn) -> Ran + Send>;
type Question = Box<dyn FnOnce(&mut Conn) + Send>;

struct Ran {
    keep: bool,
    events: bool,
    ack: Ack,
}

enum Work {
    Change(Change),
    Ask(Question),
}

/// What the copy is asked, once it has everything up to a position of the write-ahead log.
enum Later {
    Ask(i64, Question),
    /// Only whether it has.
    Has(i64, Box<dyn FnOnce(bool) + Send>),
}

pub struct Db {
    changes: Option<Sender<Work>>,
    questions: Option<Sender<Work>>,
    copy: Option<Sender<Later>>,
    /// How far the write-ahead log was after this process's last commit; kept only where there is a copy.
    written: Arc<AtomicI64>,
    crier: Option<Crier>,
    threads: Vec<JoinHandle<()>>,
    location: Location,
}

impl Db {
    /// Opens the database and brings its schema up to date. `copy` is a streaming replica to read from.
    pub fn open(location: Location, copy: Option<Location>, ears: Ears) -> Result<Self, Fault> {
        migrate::migrate(&location)?;
        match &location {
            Location::File(_) => sqlite::open(location, ears.bell),
            Location::Postgres(_) => postgres::open(location, copy, ears),
        }
    }

    pub fn location(&self) -> &Location {
        &self.location
    }

    /// Runs a change in a transaction of its own; `done` is called after the commit, or with what went wrong.
    pub fn change<T: Send + 'static>(
        &self,
        context: Context,
        verb: impl FnOnce(&mut Tx) -> Done<T> + Send + 'static,
        done: impl FnOnce(Done<T>) + Send + 'static,
    ) {
        let change: Change = Box::new(move |conn| {
            let mut tx = Tx::new(conn, context);
            let outcome = unharmed(|| verb(&mut tx)).and_then(|value| Ok((value, tx.finish()?)));
            let events = matches!(outcome, Ok((_, true)));
            let outcome = outcome.map(|(value, _)| value);
            Ran {
                keep: outcome.is_ok(),
                events,
                ack: Box::new(move |committed| {
                    done(outcome.and_then(|value| committed.map(|()| value).map_err(Error::from)))
                }),
            }
        });
        if let Err(Work::Change(refused)) = send(self.changes.as_ref(), Work::Change(change)) {
            drop(refused);
        }
    }

    /// Answers a question from one consistent picture.
    pub fn ask<T: Send + 'static>(
        &self,
        context: Context,
        question: impl FnOnce(&mut Read) -> Done<T> + Send + 'static,
        done: impl FnOnce(Done<T>) + Send + 'static,
    ) {
        drop(send(self.questions.as_ref(), Work::Ask(asking(context, question, done))));
    }

    /// The same from the copy, if there is one and it has everything up to `since`.
    pub fn ask_copy<T: Send + 'static>(
        &self,
        since: i64,
        context: Context,
        question: impl FnOnce(&mut Read) -> Done<T> + Send + 'static,
        done: impl FnOnce(Done<T>) + Send + 'static,
    ) {
        let ask = asking(context, question, done);
        match &self.copy {
            Some(copy) => {
                // A copy that is too busy leaves its questions to the database itself.
                if let Err(refused) = copy.try_send(Later::Ask(since, ask))
                    && let Later::Ask(_, ask) = refused.into_inner()
                {
                    drop(send(self.questions.as_ref(), Work::Ask(ask)));
                }
            }
            None => drop(send(self.questions.as_ref(), Work::Ask(ask))),
        }
    }

    /// Tells whether the copy has everything up to a position. Where there is none, nobody is told.
    pub fn copied(&self, position: i64, told: impl FnOnce(bool) + Send + 'static) {
        if let Some(copy) = &self.copy {
            let _ = copy.try_send(Later::Has(position, Box::new(told)));
        }
    }

    pub fn has_copy(&self) -> bool {
        self.copy.is_some()
    }

    /// Whoever reads from a copy that has this much reads everything that this process wrote so far.
    pub fn written(&self) -> i64 {
        self.written.load(Ordering::Acquire)
    }

    /// Says a word to all other processes that have the same database open. It may get lost, and must be short.
    pub fn say(&self, word: &str) {
        if let Some(voice) = self.crier.as_ref().and_then(Crier::voice) {
            voice.say(word);
        }
    }
}

impl Drop for Db {
    /// What waits is still done and told; then the threads end.
    fn drop(&mut self) {
        self.changes = None;
        self.questions = None;
        self.copy = None;
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                tracing::error!("a store thread ended with a panic");
            }
        }
    }
}

fn asking<T: Send + 'static>(
    context: Context,
    question: impl FnOnce(&mut Read) -> Done<T> + Send + 'static,
    done: impl FnOnce(Done<T>) + Send + 'static,
) -> Question {
    Box::new(move |conn| {
        let answer = unharmed(|| question(&mut Read::new(conn, context)));
        done(answer);
    })
}

/// A full queue gives the work back, which drops its callback: the waiting side then answers "busy".
fn send(queue: Option<&Sender<Work>>, work: Work) -> Result<(), Work> {
    match queue {
        Some(queue) => queue.try_send(work).map_err(TrySendError::into_inner),
        None => Err(work),
    }
}

pub(crate) fn spawn(name: &str, run: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, Fault> {
    std::thread::Builder::new().name(name.into()).spawn(run).map_err(Fault::new)
}

/// The PostgreSQL client brings its own runtime and may not be used where another one runs.
pub(crate) fn on_a_thread_of_its_own<T: Send>(run: impl FnOnce() -> Result<T, Fault> + Send) -> Result<T, Fault> {
    std::thread::scope(|scope| scope.spawn(run).join()).unwrap_or_else(|_| Err(Fault::new("a store thread panicked")))
}

/// A panic in a verb is a fault of that verb alone.
fn unharmed<T>(run: impl FnOnce() -> Done<T>) -> Done<T> {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| Err(Fault::new("a verb or question panicked").into()))
}
