//! How fast mail comes in: 8 connections, 4,000 messages. Run by hand; a debug build says little about a release.

use crate::flood::Flood;
use crate::office::Office;
use crate::program::Place;
use crate::sink::Sink;
use service::Actor;
use std::time::{Duration, Instant};
use testing::Database;

const MESSAGES: usize = 4000;

async fn measured(database: Database) {
    let place = Place::new(database);
    let sink = Sink::open().await;
    let running = place.start().await;
    drop(Office::open(&place, sink.port).await);
    let desk = place.desk();
    let (begun, used) = (Instant::now(), running.used());
    let (_, mut pouring) = Flood::begin(place.lmtp, 8, MESSAGES);
    while pouring.join_next().await.is_some() {}
    let stored = begun.elapsed();
    while !desk.ask(Actor::System, |read| Ok(store::jobs::counts(read)?)).await.unwrap().is_empty() {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let processed = begun.elapsed();
    while sink.taken().len() < MESSAGES {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let rate = |time: Duration| (MESSAGES as f64 / time.as_secs_f64()).round();
    let each = (running.used() - used) / u32::try_from(MESSAGES).unwrap();
    eprintln!(
        "stored {}/s, processed {}/s, acknowledged {}/s, processor {each:?} each",
        rate(stored),
        rate(processed),
        rate(begun.elapsed())
    );
    assert!(running.end().success());
}

#[test]
#[ignore = "takes a while, and measures the machine"]
fn mail_comes_in_fast_on_sqlite() {
    testing::run(|| measured(Database::sqlite()));
}

#[test]
#[ignore = "takes a while, and measures the machine"]
fn mail_comes_in_fast_on_postgres() {
    if let Some(database) = Database::postgres() {
        testing::run(|| measured(database));
    }
}
