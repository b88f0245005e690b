//! PostgreSQL's threads: equal ones for changes and questions, and a few for the copy where there is one.

use super::{Change, Db, Ears, Later, WAITING, Work, spawn};
use crate::bell::{Crier, Voice};
use crate::conn::Conn;
use crate::connect::{Location, connect};
use crate::values;
use ::postgres::fallible_iterator::FallibleIterator;
use crossbeam_channel::Sender;
use desk::Fault;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, Instant};

const CONNECTIONS: usize = 8;
/// Each of these asks the copy.
const OF_THE_COPY: usize = 4;
/// A connection that rested longer is tried before it is used: the server may have been started anew.
const REST: Duration = Duration::from_secs(1);
const ANSWERS: Duration = Duration::from_secs(5);
/// A server that is away is not asked more often than this by each thread.
const PAUSE: Duration = Duration::from_millis(200);
/// A copy that is further behind than this is not read from.
const LAG: Duration = Duration::from_secs(10);

pub(super) fn open(location: Location, copy: Option<Location>, ears: Ears) -> Result<Db, Fault> {
    let crier = Crier::start(&location, ears.clone())?;
    let (work, work_in) = crossbeam_channel::bounded::<Work>(WAITING);
    let (mut threads, written, broken) = (Vec::new(), Arc::new(AtomicI64::new(0)), Arc::default());
    let ring = move |voice: &Voice| {
        (ears.bell)();
        voice.ring();
    };
    let voice = crier.voice().cloned().ok_or_else(|| Fault::new("the crier has no voice"))?;
    for _ in 0..CONNECTIONS {
        let (work, voice, ring) = (work_in.clone(), voice.clone(), ring.clone());
        let mut desk = Desk {
            line: Line::new(location.clone(), &broken),
            written: copy.is_some().then(|| written.clone()),
            ring: Box::new(move || ring(&voice)),
        };
        threads.push(spawn("store-postgres", move || work.iter().for_each(|next| desk.take(next)))?);
    }
    let later = match copy {
        Some(copy) => {
            let (later, later_in) = crossbeam_channel::bounded::<Later>(WAITING);
            let broken = Arc::default();
            for _ in 0..OF_THE_COPY {
                let (later, primary) = (later_in.clone(), work.clone());
                let mut mirror = Mirror { line: Line::new(copy.clone(), &broken), replayed: 0, looked: None };
                threads.push(spawn("store-copy", move || later.iter().for_each(|next| mirror.take(next, &primary)))?);
            }
            Some(later)
        }
        None => None,
    };
    Ok(Db {
        changes: Some(work.clone()),
        questions: Some(work),
        copy: later,
        written,
        crier: Some(crier),
        threads,
        location,
    })
}

/// A connection that is opened again when it broke.
struct Line {
    location: Location,
    conn: Option<Conn>,
    used: Instant,
    /// How often any line of this database broke, and how often when this one was last tried.
    broken: Arc<AtomicU64>,
    known: u64,
}

impl Line {
    fn new(location: Location, broken: &Arc<AtomicU64>) -> Self {
        Self { location, conn: None, used: Instant::now(), broken: broken.clone(), known: 0 }
    }

    /// One that answers.
    fn open(&mut self) -> Result<&mut Conn, Fault> {
        let broken = self.broken.load(Ordering::Relaxed);
        let doubtful = self.used.elapsed() > REST || self.known != broken;
        if self.conn.as_mut().is_some_and(|conn| is_closed(conn) || (doubtful && !answers(conn))) {
            self.conn = None;
        }
        (self.used, self.known) = (Instant::now(), broken);
        match &mut self.conn {
            Some(conn) => Ok(conn),
            fresh => Ok(fresh.insert(connect(&self.location)?)),
        }
    }

    /// After its work: whether it broke on the way.
    fn rest(&mut self) {
        self.used = Instant::now();
        if self.conn.as_mut().is_some_and(is_closed) {
            self.conn = None;
            self.broken.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// One of the threads that do everything.
struct Desk {
    line: Line,
    written: Option<Arc<AtomicI64>>,
    ring: Box<dyn Fn() + Send>,
}

impl Desk {
    fn take(&mut self, work: Work) {
        match (self.line.open(), work) {
            (Ok(conn), Work::Ask(ask)) => ask(conn),
            (Ok(conn), Work::Change(change)) => run(conn, change, self.written.as_deref(), &self.ring),
            (Err(fault), _) => {
                tracing::error!(%fault, "PostgreSQL cannot be reached");
                // Whoever waits hears "busy"; we do not spin.
                std::thread::sleep(PAUSE);
            }
        }
        self.line.rest();
    }
}

fn run(conn: &mut Conn, change: Change, written: Option<&AtomicI64>, ring: &dyn Fn()) {
    if let Err(fault) = conn.say("BEGIN") {
        tracing::error!(%fault, "no transaction could begin");
        return;
    }
    let ran = change(conn);
    let ended = conn.say(if ran.keep { "COMMIT" } else { "ROLLBACK" });
    if let (true, Ok(()), Some(written)) = (ran.keep, &ended, written) {
        note_position(conn, written);
    }
    if ran.keep && ran.events && ended.is_ok() {
        ring();
    }
    (ran.ack)(ended);
}

/// As far as the write-ahead log is on the disk, as a number.
pub(crate) const POSITION: &str = "SELECT (pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::bigint";

fn note_position(conn: &mut Conn, written: &AtomicI64) {
    match conn.first(POSITION, &[], |row| row.get::<i64>(0)) {
        Ok(position) => drop(written.fetch_max(position.unwrap_or(0), Ordering::AcqRel)),
        // Unknown is not "nothing": until it is known again, nobody reads from the copy.
        Err(_) => written.store(i64::MAX, Ordering::Release),
    }
}

/// One of the threads that ask the copy.
struct Mirror {
    line: Line,
    replayed: i64,
    looked: Option<Instant>,
}

impl Mirror {
    /// Where the copy is away, or too far behind, the database itself is asked.
    fn take(&mut self, later: Later, primary: &Sender<Work>) {
        match later {
            Later::Has(since, told) => told(self.having(since).is_some()),
            Later::Ask(since, ask) => match self.having(since) {
                Some(conn) => ask(conn),
                // A full queue drops the question: "busy".
                None => drop(primary.try_send(Work::Ask(ask))),
            },
        }
        self.line.rest();
    }

    /// The connection, if the copy has everything up to a position. What it has is looked at each second, and whenever
    /// somebody wants more than was there the last time.
    fn having(&mut self, since: i64) -> Option<&mut Conn> {
        // A question cannot be asked twice, so a copy that has just gone away must be noticed before: one round trip.
        let conn = self.line.open().ok()?;
        if !answers(conn) {
            return None;
        }
        if self.looked.is_none_or(|looked| looked.elapsed() > REST) || since > self.replayed {
            self.replayed = replayed(conn).unwrap_or(-1);
            self.looked = Some(Instant::now());
        }
        (self.replayed >= since).then_some(conn)
    }
}

/// How far the copy has come; -1: too far behind. A server that is no copy has everything.
fn replayed(conn: &mut Conn) -> Result<i64, Fault> {
    let lag = i64::try_from(LAG.as_secs()).unwrap_or(i64::MAX);
    let position = conn.first(
        "SELECT CASE WHEN NOT pg_is_in_recovery() THEN 9223372036854775807
                     WHEN pg_last_xact_replay_timestamp() < now() - make_interval(secs => $1::bigint) THEN -1
                     ELSE (pg_last_wal_replay_lsn() - '0/0'::pg_lsn)::bigint END",
        values![lag],
        |row| row.get::<Option<i64>>(0),
    )?;
    Ok(position.flatten().unwrap_or(-1))
}

/// A server that closed the line is heard only by who listens.
fn is_closed(conn: &mut Conn) -> bool {
    match conn {
        Conn::Sqlite(_) => false,
        // One look takes one message in, and a server that goes away says so before it hangs up.
        Conn::Postgres(client, _) => {
            (0..3).any(|_| client.notifications().iter().next().is_err()) || client.is_closed()
        }
    }
}

fn answers(conn: &mut Conn) -> bool {
    match conn {
        Conn::Sqlite(_) => true,
        Conn::Postgres(client, _) => client.is_valid(ANSWERS).is_ok(),
    }
}
