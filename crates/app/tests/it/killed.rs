//! Kill -9 while mail comes in and answers go out, again and again: nothing that was acknowledged is lost, nothing is
//! there twice, no letter leaves twice.

use crate::flood::{Flood, sender};
use crate::office::Office;
use crate::program::Place;
use crate::sink::Sink;
use desk::channel::{IntakeId, IntakeState, LetterId, LetterKind, LetterState};
use desk::conversation::MessageKind;
use service::{Actor, Desk, Done, Read};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};
use store::channel::{intakes, outbox};
use store::conversation::messages;
use testing::Database;

const ROUNDS: usize = 5;
/// Of agents, each round.
const ANSWERS: usize = 3;
/// Leases of the dead end within this time, and what they held is done.
const SETTLED: Duration = Duration::from_secs(40);

async fn killed_again_and_again(database: Database) {
    let place = Place::new(database);
    let sink = Sink::open().await;
    let mut running = place.start().await;
    let mut office = Office::open(&place, sink.port).await;
    let (flood, mut pouring) = Flood::begin(place.lmtp, 4, 1_000_000);
    let mut answered = BTreeSet::new();
    for _ in 0..ROUNDS {
        answer_some(&mut office, &mut answered).await;
        let moment = SystemTime::UNIX_EPOCH.elapsed().unwrap().subsec_micros() % 700;
        tokio::time::sleep(Duration::from_millis(moment.into())).await;
        running.kill();
        running = place.start().await;
    }
    flood.stop();
    while pouring.join_next().await.is_some() {}
    let desk = place.desk();
    settle(&desk).await;
    assert!(running.end().success(), "{}", place.log());
    let found = desk.ask(Actor::System, look).await.unwrap();
    count(&found, flood.begun(), answered.len(), &sink);
    drop(desk);
    let doctor = place.doctor();
    assert!(doctor.as_ref().is_ok_and(|said| !said.contains("ILL")), "{doctor:?}");
}

/// An agent answers what is on top of the list and was not answered yet.
pub async fn answer_some(office: &mut Office, answered: &mut BTreeSet<String>) {
    let page =
        office.until("/tickets?view=open", |page| page.text.matches("class=\"row-number\"").count() > ANSWERS).await;
    let rows = page.text.split("class=\"row-number\">").skip(1);
    let fresh: Vec<(String, String)> = rows
        .map(|row| (row.split('<').next().unwrap().to_owned(), row.split("Question ").nth(1).unwrap()))
        .map(|(number, rest)| (number, rest.chars().take_while(char::is_ascii_digit).collect()))
        .filter(|(number, _)| !answered.contains(number))
        .take(ANSWERS)
        .collect();
    for (number, question) in fresh {
        office.reply(&number, &sender(question.parse().unwrap()), "It will arrive tomorrow.").await;
        answered.insert(number);
    }
}

/// Waits until nothing is under way.
pub async fn settle(desk: &Arc<Desk>) {
    let begun = Instant::now();
    loop {
        let under_way = desk.ask(Actor::System, under_way).await.unwrap();
        if under_way.is_empty() {
            return;
        }
        assert!(begun.elapsed() < SETTLED, "left over: {under_way:?}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

fn under_way(read: &mut Read) -> Done<Vec<String>> {
    let mut left: Vec<String> =
        store::jobs::counts(read)?.into_iter().map(|(state, n)| format!("{n} jobs {state}")).collect();
    if service::readers::lags(read, "acknowledge")? {
        left.push("events".into());
    }
    let moving = [LetterState::Held, LetterState::Queued, LetterState::Sending];
    let letters = outbox::counts(read)?.into_iter().filter(|(state, _)| moving.contains(state));
    left.extend(letters.map(|(state, n)| format!("{n} letters {}", state.name())));
    Ok(left)
}

/// What is in the database at the end.
pub struct Found {
    unread: usize,
    /// Sender → the tickets their message is in, and how many messages of theirs each has.
    pub said: BTreeMap<String, BTreeMap<i64, usize>>,
    letters: Vec<(LetterKind, LetterState, String)>,
}

pub fn look(read: &mut Read) -> Done<Found> {
    let mut said: BTreeMap<String, BTreeMap<i64, usize>> = BTreeMap::new();
    for intake in intakes::in_state(read, IntakeState::Read, IntakeId(i64::MAX), 1_000_000)? {
        let ticket = intake.ticket.unwrap();
        let incoming =
            messages::of_ticket(read, ticket)?.into_iter().filter(|message| message.kind == MessageKind::Incoming);
        said.entry(intake.sender).or_default().insert(ticket.0, incoming.count());
    }
    let mut letters = Vec::new();
    for state in LetterState::ALL {
        let some = outbox::in_state(read, *state, LetterId(i64::MAX), 1_000_000)?;
        letters.extend(some.into_iter().map(|letter| (letter.kind, letter.state, letter.message_id)));
    }
    let unread = [IntakeState::Received, IntakeState::Failed];
    let unread = unread.map(|state| intakes::in_state(read, state, IntakeId(i64::MAX), 1000).map(|some| some.len()));
    let unread = unread.into_iter().sum::<Result<usize, _>>()?;
    Ok(Found { unread, said, letters })
}

pub fn count(found: &Found, acknowledged: usize, answered: usize, sink: &Sink) {
    assert!(acknowledged > 100, "only {acknowledged} messages came in");
    assert_eq!(found.unread, 0);
    let lost: Vec<String> = (0..acknowledged).map(sender).filter(|sender| !found.said.contains_key(sender)).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
    let odd: Vec<_> =
        found.said.iter().filter(|(_, tickets)| tickets.len() != 1 || tickets.values().any(|n| *n != 1)).collect();
    assert!(odd.is_empty(), "not there exactly once: {odd:?}");

    let of = |kind| found.letters.iter().filter(|(other, ..)| *other == kind).count();
    assert_eq!((of(LetterKind::Acknowledgement), of(LetterKind::Reply)), (found.said.len(), answered));
    let taken = sink.taken();
    let twice: Vec<_> = taken.iter().filter(|(_, times)| **times > 1).collect();
    assert!(twice.is_empty(), "sent twice: {twice:?}");
    let mut uncertain = 0;
    for (_, state, id) in &found.letters {
        match state {
            LetterState::Sent => assert!(taken.contains_key(id), "{id} never left"),
            LetterState::Uncertain => uncertain += 1,
            LetterState::Awaiting
            | LetterState::Held
            | LetterState::Queued
            | LetterState::Sending
            | LetterState::Failed
            | LetterState::Cancelled => {
                panic!("a letter is {state:?}")
            }
        }
    }
    assert!(uncertain <= 3 * ROUNDS, "each death leaves at most one letter of each postman in doubt: {uncertain}");
    eprintln!(
        "{acknowledged} messages, {} letters, {uncertain} of them uncertain after {ROUNDS} deaths",
        found.letters.len()
    );
}

#[test]
fn whoever_is_killed_loses_nothing_and_repeats_nothing_on_sqlite() {
    testing::run(|| killed_again_and_again(Database::sqlite()));
}

#[test]
fn whoever_is_killed_loses_nothing_and_repeats_nothing_on_postgres() {
    if let Some(database) = Database::postgres() {
        testing::run(|| killed_again_and_again(database));
    }
}
