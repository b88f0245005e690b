//! SQLite's threads: one writer, a few readers, and one that writes the log back.

use super::{Ack, Bell, Change, Db, Ran, WAITING, Work, spawn};
use crate::conn::Conn;
use crate::connect::{Location, connect};
use crossbeam_channel::{Receiver, Sender};
use desk::Fault;
use std::sync::Arc;

/// Changes of one group commit at most.
const GROUP: usize = 512;
const READERS: usize = 3;
/// Group commits after which the log is written back beside the writer, who need not wait for it.
const COMMITS: u32 = 64;

pub(super) fn open(location: Location, bell: Bell) -> Result<Db, Fault> {
    let (changes, changes_in) = crossbeam_channel::bounded(WAITING);
    let (questions, questions_in) = crossbeam_channel::bounded(WAITING);
    let mut threads = Vec::new();
    let (due, due_in) = crossbeam_channel::bounded(1);
    let (mut writer, mut keeper) = (connect(&location)?, connect(&location)?);
    threads.push(spawn("store-writer", move || write_in_groups(&mut writer, &changes_in, &due, &bell))?);
    threads.push(spawn("store-log", move || due_in.iter().for_each(|()| write_back(&mut keeper)))?);
    for _ in 0..READERS {
        let mut reader = connect(&location)?;
        let questions = questions_in.clone();
        threads.push(spawn("store-reader", move || questions.iter().for_each(|work| answer(&mut reader, work)))?);
    }
    Ok(Db {
        changes: Some(changes),
        questions: Some(questions),
        copy: None,
        written: Arc::default(),
        crier: None,
        threads,
        location,
    })
}

fn write_in_groups(conn: &mut Conn, changes: &Receiver<Work>, due: &Sender<()>, bell: &Bell) {
    let mut commits = 0;
    while let Ok(first) = changes.recv() {
        let waiting = std::iter::once(first).chain(changes.try_iter()).take(GROUP);
        let begun = conn.say("BEGIN IMMEDIATE");
        let (mut acks, mut events): (Vec<Ack>, bool) = (Vec::new(), false);
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
        } else {
            if events {
                bell();
            }
            commits += 1;
        }
        if commits >= COMMITS {
            commits = 0;
            // Full: it is about to be done.
            let _ = due.try_send(());
        }
        for ack in acks {
            ack(match &committed {
                Ok(()) => Ok(()),
                Err(fault) => Err(Fault::passing(&fault.what)),
            });
        }
    }
}

/// As far as nobody is in the way. What is left is written back by the writer once the log is large.
fn write_back(conn: &mut Conn) {
    if let Err(fault) = conn.batch("PRAGMA wal_checkpoint(PASSIVE)") {
        tracing::warn!(%fault, "the log could not be written back");
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
