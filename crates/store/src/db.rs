//! The threads that hold the connections.
//!
//! SQLite: one writer, which runs all waiting changes as savepoints of one transaction and acknowledges them after one
//! fsync (group commit), and a few readers. PostgreSQL: a few equal threads with a connection each.

use crate::conn::{self, Conn};
use crate::migrate;
use crate::tx::{Context, Read, Tx};
use crossbeam_channel::{Receiver, Sender, TrySendError};
use desk::{Done, Error, Fault};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

/// Where the database is.
#[derive(Clone, Debug)]
pub enum Location {
    /// A file of SQLite.
    File(PathBuf),
    /// `postgres://user:password@host/name`
    Postgres(String),
}

/// Rung after a commit that brought events.
pub type Bell = Arc<dyn Fn() + Send + Sync>;

/// Changes and questions that wait at most; beyond, the door says "busy" instead of growing without bound.
const WAITING: usize = 8192;
/// Changes of one group commit at most.
const GROUP: usize = 512;
const SQLITE_READERS: usize = 3;
const POSTGRES_CONNECTIONS: usize = 8;

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

pub struct Db {
    changes: Option<Sender<Work>>,
    questions: Option<Sender<Work>>,
    threads: Vec<JoinHandle<()>>,
    location: Location,
}

impl Db {
    /// Opens the database and brings its schema up to date.
    pub fn open(location: Location, bell: Bell) -> Result<Self, Fault> {
        on_a_thread_of_its_own(|| migrate::run(&mut connect(&location)?))?;
        match &location {
            Location::File(_) => Self::sqlite(location, bell),
            Location::Postgres(_) => Self::postgres(location, bell),
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
        let ask: Question = Box::new(move |conn| {
            let answer = unharmed(|| question(&mut Read::new(conn, context)));
            done(answer);
        });
        drop(send(self.questions.as_ref(), Work::Ask(ask)));
    }

    fn sqlite(location: Location, bell: Bell) -> Result<Self, Fault> {
        let (changes, changes_in) = crossbeam_channel::bounded(WAITING);
        let (questions, questions_in) = crossbeam_channel::bounded(WAITING);
        let mut threads = Vec::new();
        let mut writer = connect(&location)?;
        threads.push(spawn("store-writer", move || write_in_groups(&mut writer, &changes_in, &bell))?);
        for _ in 0..SQLITE_READERS {
            let mut reader = connect(&location)?;
            let questions = questions_in.clone();
            threads.push(spawn("store-reader", move || questions.iter().for_each(|work| answer(&mut reader, work)))?);
        }
        Ok(Self { changes: Some(changes), questions: Some(questions), threads, location })
    }

    fn postgres(location: Location, bell: Bell) -> Result<Self, Fault> {
        let (work, work_in) = crossbeam_channel::bounded::<Work>(WAITING);
        let mut threads = Vec::new();
        for _ in 0..POSTGRES_CONNECTIONS {
            let (location, work, bell) = (location.clone(), work_in.clone(), bell.clone());
            threads.push(spawn("store-postgres", move || serve_postgres(&location, &work, &bell))?);
        }
        Ok(Self { changes: Some(work.clone()), questions: Some(work), threads, location })
    }
}

impl Drop for Db {
    /// What waits is still done; then the threads end.
    fn drop(&mut self) {
        self.changes = None;
        self.questions = None;
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                tracing::error!("a store thread ended with a panic");
            }
        }
    }
}

/// A full queue gives the work back, which drops its callback: the waiting side then answers "busy".
fn send(queue: Option<&Sender<Work>>, work: Work) -> Result<(), Work> {
    match queue {
        Some(queue) => queue.try_send(work).map_err(TrySendError::into_inner),
        None => Err(work),
    }
}

fn spawn(name: &str, run: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, Fault> {
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

pub(crate) fn connect(location: &Location) -> Result<Conn, Fault> {
    match location {
        Location::File(path) => {
            let conn = rusqlite::Connection::open(path).map_err(conn::sqlite)?;
            conn.set_prepared_statement_cache_capacity(512);
            conn.busy_timeout(Duration::from_secs(10)).map_err(conn::sqlite)?;
            conn.execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;
                 PRAGMA cache_size = -16000; PRAGMA journal_size_limit = 67108864;",
            )
            .map_err(conn::sqlite)?;
            Ok(Conn::Sqlite(conn))
        }
        Location::Postgres(url) => {
            let client = postgres::Client::connect(url, postgres::NoTls).map_err(conn::postgres)?;
            Ok(Conn::Postgres(Box::new(client), HashMap::new()))
        }
    }
}

fn write_in_groups(conn: &mut Conn, changes: &Receiver<Work>, bell: &Bell) {
    while let Ok(first) = changes.recv() {
        let waiting = std::iter::once(first).chain(changes.try_iter()).take(GROUP);
        let begun = conn.say("BEGIN IMMEDIATE");
        let (mut acks, mut events) = (Vec::new(), false);
        for work in waiting {
            match (work, &begun) {
                (Work::Change(change), Ok(())) => {
                    let ran = in_savepoint(conn, change);
                    events |= ran.events;
                    acks.push(ran.ack);
                }
                // Dropping the change drops its callback: "busy".
                (Work::Change(_), Err(fault)) => tracing::error!(%fault, "no transaction could begin"),
                (Work::Ask(ask), _) => ask(conn),
            }
        }
        if begun.is_err() {
            continue;
        }
        let committed = conn.say("COMMIT");
        if let Err(fault) = &committed {
            tracing::error!(%fault, "a commit failed");
            let _ = conn.say("ROLLBACK");
        } else if events {
            bell();
        }
        for ack in acks {
            ack(match &committed {
                Ok(()) => Ok(()),
                Err(fault) => Err(Fault::passing(&fault.what)),
            });
        }
    }
}

fn in_savepoint(conn: &mut Conn, change: Change) -> Ran {
    if let Err(fault) = conn.say("SAVEPOINT change") {
        tracing::error!(%fault, "no savepoint");
    }
    let ran = change(conn);
    let undone = if ran.keep { Ok(()) } else { conn.say("ROLLBACK TO change") };
    match undone.and_then(|()| conn.say("RELEASE change")) {
        Ok(()) => ran,
        Err(fault) => Ran { keep: false, events: false, ack: Box::new(move |_| (ran.ack)(Err(fault))) },
    }
}

/// A question sees one picture of the database, even if it reads several tables.
fn answer(conn: &mut Conn, work: Work) {
    if let Work::Ask(ask) = work {
        let _ = conn.say("BEGIN");
        ask(conn);
        let _ = conn.say("COMMIT");
    }
}

fn serve_postgres(location: &Location, work: &Receiver<Work>, bell: &Bell) {
    let mut conn: Option<Conn> = None;
    while let Ok(next) = work.recv() {
        if conn.as_ref().is_none_or(is_closed) {
            conn = match connect(location) {
                Ok(fresh) => Some(fresh),
                Err(fault) => {
                    tracing::error!(%fault, "PostgreSQL cannot be reached");
                    // Whoever waits hears "busy"; we do not spin.
                    std::thread::sleep(Duration::from_millis(200));
                    continue;
                }
            };
        }
        if let Some(conn) = &mut conn {
            match next {
                Work::Ask(ask) => ask(conn),
                Work::Change(change) => change_postgres(conn, change, bell),
            }
        }
    }
}

fn change_postgres(conn: &mut Conn, change: Change, bell: &Bell) {
    if let Err(fault) = conn.say("BEGIN") {
        tracing::error!(%fault, "no transaction could begin");
        return;
    }
    let ran = change(conn);
    let ended = conn.say(if ran.keep { "COMMIT" } else { "ROLLBACK" });
    if ran.keep && ran.events && ended.is_ok() {
        bell();
    }
    (ran.ack)(ended);
}

fn is_closed(conn: &Conn) -> bool {
    match conn {
        Conn::Sqlite(_) => false,
        Conn::Postgres(client, _) => client.is_closed(),
    }
}
