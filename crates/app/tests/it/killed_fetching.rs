//! Kill -9 while a mailbox is emptied by POP3, again and again: what is deleted on the server is kept here, once.

use crate::office::{Office, SUPPORT};
use crate::program::Place;
use crate::sink::Sink;
use desk::channel::{IntakeId, IntakeState};
use service::{Actor, Desk};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::channel::intakes;
use testing::Database;
use testing::peers::Dovecot;

const MESSAGES: usize = 120;
const DEATHS: usize = 2;
/// A lease of the dead ends within this time, and the rest is fetched.
const SETTLED: Duration = Duration::from_secs(90);

async fn killed_while_fetching(database: Database) {
    let Some(dovecot) = Dovecot::start().await else { return };
    for n in 0..MESSAGES {
        let message = format!(
            "From: Kei <kei{n}@customer.example>\r\nTo: {SUPPORT}\r\nSubject: Question {n}\r\n\
             Message-ID: <q{n}@customer.example>\r\n\r\n{}\r\n",
            "Where is it? ".repeat(2000)
        );
        dovecot.deliver(SUPPORT, &message).await;
    }
    let place = Place::new(database);
    let sink = Sink::open().await;
    let mut running = place.start().await;
    let mut office = Office::open(&place, sink.port).await;
    office.fetch_by_pop3(dovecot.pop3, Dovecot::PASSWORD).await;
    let desk = place.desk();
    for death in 1..=DEATHS {
        until(async || kept(&desk).await, |kept| kept.len() >= death * MESSAGES / (DEATHS + 2)).await;
        running.kill();
        running = place.start().await;
    }
    until(async || kept(&desk).await, |kept| kept.len() >= MESSAGES).await;
    until(async || left(&dovecot), |left| *left == 0).await;
    assert!(running.end().success(), "{}", place.log());
    let kept = kept(&desk).await;
    let twice: Vec<_> = kept.iter().filter(|(_, times)| **times != 1).collect();
    assert!(kept.len() == MESSAGES && twice.is_empty(), "{} kept, not once: {twice:?}", kept.len());
}

/// The bytes that were kept, with how often.
async fn kept(desk: &Arc<Desk>) -> BTreeMap<String, usize> {
    let all = desk.ask(Actor::System, |read| {
        let states = [IntakeState::Received, IntakeState::Read, IntakeState::Failed];
        let found = states.map(|state| intakes::in_state(read, state, IntakeId(i64::MAX), 10_000));
        Ok(found.into_iter().collect::<Result<Vec<_>, _>>()?.concat())
    });
    let mut kept = BTreeMap::new();
    for intake in all.await.unwrap() {
        *kept.entry(intake.raw.as_str().to_owned()).or_default() += 1;
    }
    kept
}

/// What is still on the server.
fn left(dovecot: &Dovecot) -> usize {
    let maildir = dovecot.mail().join(SUPPORT).join("Maildir");
    ["new", "cur"].iter().map(|part| std::fs::read_dir(maildir.join(part)).map_or(0, Iterator::count)).sum()
}

async fn until<T>(look: impl AsyncFn() -> T, holds: impl Fn(&T) -> bool) {
    let begun = Instant::now();
    while !holds(&look().await) {
        assert!(begun.elapsed() < SETTLED, "waited in vain");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[test]
fn whoever_is_killed_while_fetching_loses_nothing_and_takes_nothing_twice_on_sqlite() {
    testing::run(|| killed_while_fetching(Database::sqlite()));
}

#[test]
fn whoever_is_killed_while_fetching_loses_nothing_and_takes_nothing_twice_on_postgres() {
    if let Some(database) = Database::postgres() {
        testing::run(|| killed_while_fetching(database));
    }
}
