//! How processes that share a PostgreSQL hear of each other: LISTEN and NOTIFY, as a bell and for short words.
//!
//! Nothing depends on it: what is not heard is found by looking. A ring comes after the commit and on a connection of its
//! own, because a transaction that notifies keeps all others that do so from committing at the same time.

use crate::conn::{self, Conn};
use crate::connect::{Location, connect};
use crate::db::{Ears, spawn};
use crate::values;
use base::Token;
use crossbeam_channel::{Receiver, Sender};
use desk::Fault;
use postgres::fallible_iterator::FallibleIterator;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Calls that wait at most; those beyond are not made.
const WAITING: usize = 512;
/// Rings within this time are one.
const PAUSE: Duration = Duration::from_millis(10);
/// PostgreSQL takes 7,999 octets; the name of the process goes before.
const LONGEST: usize = 7_900;
/// How often the listener looks whether it is still wanted.
const LOOK: Duration = Duration::from_millis(500);
/// A line on which nothing was heard for so long is tried.
const SILENCE: Duration = Duration::from_secs(10);

enum Call {
    Ring,
    Say(String),
}

/// Calls out to the other processes, and listens to them.
pub(crate) struct Crier {
    voice: Option<Voice>,
    thread: Option<JoinHandle<()>>,
    ended: Arc<AtomicBool>,
}

/// What whoever wants to be heard holds.
#[derive(Clone)]
pub(crate) struct Voice(Sender<Call>);

impl Voice {
    /// There is something to read or to do. A full queue holds a ring already.
    pub fn ring(&self) {
        let _ = self.0.try_send(Call::Ring);
    }

    pub fn say(&self, word: &str) {
        if word.len() <= LONGEST {
            let _ = self.0.try_send(Call::Say(word.to_owned()));
        }
    }
}

impl Crier {
    /// Both lines are opened in the background, and again whenever they break.
    pub fn start(location: &Location, ears: Ears) -> Result<Self, Fault> {
        let (calls, waiting) = crossbeam_channel::bounded(WAITING);
        let ended = Arc::new(AtomicBool::new(false));
        let name = Token::random().digest().as_str()[..16].to_owned();
        let (here, there, own, until) = (location.clone(), location.clone(), name.clone(), ended.clone());
        let thread = spawn("store-crier", move || cry(&here, &own, &waiting))?;
        // Nobody waits for its end: it holds nothing but its line.
        drop(spawn("store-listener", move || listen(&there, &name, &ears, &until))?);
        Ok(Self { voice: Some(Voice(calls)), thread: Some(thread), ended })
    }

    pub fn voice(&self) -> Option<&Voice> {
        self.voice.as_ref()
    }
}

impl Drop for Crier {
    /// What waits is still said, as long as the line holds.
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        self.voice = None;
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the crier ended with a panic");
        }
    }
}

fn cry(location: &Location, name: &str, calls: &Receiver<Call>) {
    let mut line: Option<(Conn, String)> = None;
    while let Ok(first) = calls.recv() {
        let waiting: Vec<Call> = std::iter::once(first).chain(calls.try_iter()).collect();
        if let Err(fault) = tell(&mut line, location, name, waiting) {
            tracing::debug!(%fault, "other processes could not be called; they look by themselves");
            line = None;
        }
        std::thread::sleep(PAUSE);
    }
}

/// However many rings wait, one is enough.
fn tell(line: &mut Option<(Conn, String)>, location: &Location, name: &str, calls: Vec<Call>) -> Result<(), Fault> {
    let (conn, channel) = match line {
        Some(line) => line,
        None => line.insert(opened(location)?),
    };
    let mut words: Vec<String> = Vec::new();
    let mut rings = false;
    for call in calls {
        match call {
            Call::Ring => rings = true,
            Call::Say(word) => words.push(format!("{name} {word}")),
        }
    }
    words.extend(rings.then(|| name.to_owned()));
    for word in words {
        conn.all("SELECT 1 FROM pg_notify($1, $2)", values![channel.as_str(), word], |_| Ok(()))?;
    }
    Ok(())
}

/// A line and the channel of this installation: several may share a database in schemas of their own.
fn opened(location: &Location) -> Result<(Conn, String), Fault> {
    let mut conn = connect(location)?;
    let schema = conn.first("SELECT current_schema()::text", &[], |row| row.get::<Option<String>>(0))?.flatten();
    Ok((conn, format!("kippu_{}", schema.unwrap_or_default())))
}

fn listen(location: &Location, name: &str, ears: &Ears, ended: &AtomicBool) {
    while !ended.load(Ordering::Relaxed) {
        if let Err(fault) = attend(location, name, ears, ended) {
            tracing::warn!(%fault, "other processes are not heard; what they do is found by looking");
            std::thread::sleep(2 * LOOK);
        }
    }
}

fn attend(location: &Location, name: &str, ears: &Ears, ended: &AtomicBool) -> Result<(), Fault> {
    let (mut conn, channel) = opened(location)?;
    conn.batch(&format!("LISTEN \"{}\"", channel.replace('"', "\"\"")))?;
    let Conn::Postgres(client, _) = &mut conn else { return Ok(()) };
    // What was called while nobody listened.
    (ears.bell)();
    let mut heard = Instant::now();
    while !ended.load(Ordering::Relaxed) {
        if hear(client, name, ears)? {
            heard = Instant::now();
        }
        if client.is_closed() || heard.elapsed() > SILENCE {
            client.is_valid(LOOK).map_err(conn::postgres)?;
            heard = Instant::now();
        }
    }
    Ok(())
}

/// What comes until it is silent for a moment; whether anything did.
fn hear(client: &mut postgres::Client, name: &str, ears: &Ears) -> Result<bool, Fault> {
    let mut notes = client.notifications();
    let mut notes = notes.timeout_iter(LOOK);
    let mut any = false;
    while let Some(note) = notes.next().map_err(conn::postgres)? {
        any = true;
        match note.payload().split_once(' ') {
            None if note.payload() == name => {}
            None => (ears.bell)(),
            Some((who, _)) if who == name => {}
            Some((who, word)) => (ears.word)(who, word),
        }
    }
    Ok(any)
}
