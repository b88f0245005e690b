//! Kill -9, again and again, while mail comes in, is read and answered: nothing acknowledged is lost, nothing is done
//! twice, no letter is sent twice.
//!
//! The test runs itself as a child process, which takes mail in, reads it and sends letters into a file, until it is
//! killed. The parent then finishes what was left and counts.

use crate::desk_of_mail::{open, reading, receive};
use base::{Clock, Moment, SystemClock};
use desk::channel::{Attempt, Fate, IntakeId, IntakeState, LetterId, LetterState, Outcome};
use platform::shutdown::Shutdown;
use service::{Actor, Desk, Location, Settings, channel};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use testing::{TestSigner, World};

const ROUNDS: u64 = 6;
/// Fewer messages than these say nothing of what is lost.
const ENOUGH: usize = 20;
const LEASE: Duration = Duration::from_secs(60);

/// Real time and something: each child lives after the leases of the one before have ended.
struct Later(Duration);

impl Clock for Later {
    fn now(&self) -> Moment {
        SystemClock.now().plus(self.0)
    }
}

/// What a child was told, and where it writes.
#[derive(Clone)]
struct Post {
    location: String,
    folder: PathBuf,
    round: u64,
}

impl Post {
    fn desk(&self) -> Arc<Desk> {
        let location = match self.location.strip_prefix("file:") {
            Some(path) => Location::File(path.into()),
            None => Location::Postgres(self.location.clone()),
        };
        let clock = Arc::new(Later(LEASE * 10 * u32::try_from(self.round).unwrap()));
        Desk::open(Settings { location, clock, signer: Arc::new(TestSigner) }).unwrap()
    }

    /// Written by one line, whole or not at all.
    fn append(&self, name: &str) -> File {
        OpenOptions::new().create(true).append(true).open(self.folder.join(name)).unwrap()
    }

    fn lines(&self, name: &str) -> Vec<String> {
        let text = std::fs::read_to_string(self.folder.join(name)).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    fn child(&self) -> Child {
        Command::new(std::env::current_exe().unwrap())
            .args(["killed::child", "--exact", "--ignored"])
            .env("KIPPU_KILLED_LOCATION", &self.location)
            .env("KIPPU_KILLED_FOLDER", &self.folder)
            .env("KIPPU_KILLED_ROUND", self.round.to_string())
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    }
}

#[test]
#[ignore = "lives only as the child of the tests below"]
fn child() {
    let Ok(location) = std::env::var("KIPPU_KILLED_LOCATION") else { return };
    let folder = PathBuf::from(std::env::var("KIPPU_KILLED_FOLDER").unwrap());
    let round = std::env::var("KIPPU_KILLED_ROUND").unwrap().parse().unwrap();
    let post = Post { location, folder, round };
    testing::run(|| async move {
        let desk = post.desk();
        let sending = tokio::spawn(send_for_ever(post.clone(), desk.clone()));
        let reacting = tokio::spawn(reactions::run(desk.clone(), reading(&desk), Shutdown::new()));
        take_in(&post, &desk).await;
        sending.await.unwrap();
        reacting.await.unwrap();
    });
}

/// Goes on after the last number that was acknowledged: what was kept but not acknowledged comes a second time.
async fn take_in(post: &Post, desk: &Desk) {
    let mut acknowledged = post.append("acknowledged");
    let next = post.lines("acknowledged").last().map_or(0, |last| last.parse::<i64>().unwrap() + 1);
    for n in next.. {
        receive(desk, n).await;
        writeln!(acknowledged, "{n}").unwrap();
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

async fn send_for_ever(post: Post, desk: Arc<Desk>) {
    loop {
        send(&post, &desk).await;
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Hands what is due to a server that takes everything; how much it was.
async fn send(post: &Post, desk: &Arc<Desk>) -> usize {
    let holder = format!("postman {}", post.round);
    let mut sink = post.append("sink");
    let (name, mut sent) = (holder.clone(), 0);
    for letter in desk.change(Actor::System, move |tx| channel::claim_letters(tx, &name, LEASE, 5)).await.unwrap() {
        let attempt = Attempt { letter: letter.id, holder: holder.clone(), number: letter.attempts };
        let begins = attempt.clone();
        if desk.change(Actor::System, move |tx| channel::letter_begins(tx, &begins)).await.unwrap() {
            writeln!(sink, "{}", letter.message_id).unwrap();
            let outcome = |d: &desk::channel::Delivery| Outcome {
                address: d.address.clone(),
                fate: Fate::Accepted,
                detail: "250".into(),
            };
            let outcomes: Vec<Outcome> = letter.waiting().map(outcome).collect();
            desk.change(Actor::System, move |tx| channel::letter_answered(tx, &attempt, &outcomes)).await.unwrap();
            sent += 1;
        }
    }
    sent
}

fn kill_again_and_again(post: &mut Post) {
    for round in 1..=ROUNDS {
        post.round = round;
        let mut child = post.child();
        // Each round dies at another point: before it has begun, in the middle, late.
        std::thread::sleep(Duration::from_millis(150 * round));
        // On a busy machine the last one lives until there is something to lose.
        for _ in 0..200 {
            if round < ROUNDS || post.lines("acknowledged").len() > ENOUGH {
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        child.kill().unwrap();
        child.wait().unwrap();
    }
    post.round = ROUNDS + 1;
}

async fn finish(post: &Post, desk: &Arc<Desk>) {
    reactions::step(desk, &reading(desk)).await.unwrap();
    while send(post, desk).await > 0 {}
    reactions::step(desk, &reading(desk)).await.unwrap();
}

async fn count(post: &Post, desk: &Arc<Desk>) {
    let all = desk.ask(Actor::System, |read| {
        let intakes = store::channel::intakes::in_state(read, IntakeState::Read, IntakeId(i64::MAX), 1_000_000)?;
        let unread = store::channel::intakes::in_state(read, IntakeState::Received, IntakeId(i64::MAX), 10)?;
        let mut letters = Vec::new();
        for state in LetterState::ALL {
            letters.extend(store::channel::outbox::in_state(read, *state, LetterId(i64::MAX), 1_000_000)?);
        }
        let mut messages = BTreeMap::new();
        for intake in &intakes {
            let ticket = intake.ticket.unwrap();
            messages.insert(ticket, store::conversation::messages::of_ticket(read, ticket)?.len());
        }
        Ok((intakes, unread, letters, messages, store::jobs::counts(read)?))
    });
    let (intakes, unread, letters, messages, jobs) = all.await.unwrap();
    let acknowledged: BTreeSet<String> =
        post.lines("acknowledged").iter().map(|n| format!("p{n}@customer.example")).collect();
    let kept: BTreeSet<String> = intakes.iter().map(|intake| intake.sender.clone()).collect();
    assert!(acknowledged.len() > ENOUGH, "only {} messages came in", acknowledged.len());
    assert!(acknowledged.is_subset(&kept), "lost: {:?}", acknowledged.difference(&kept).collect::<Vec<_>>());
    assert!(unread.is_empty() && jobs.is_empty(), "left over: {} messages, {jobs:?}", unread.len());
    assert_eq!(messages.len(), kept.len(), "a ticket for each message, however often it came");
    assert!(messages.values().all(|messages| *messages == 1), "{messages:?}");
    assert_eq!(letters.len(), messages.len(), "one acknowledgement for each ticket");
    let sink = post.lines("sink");
    let handed_over: BTreeSet<&str> = sink.iter().map(String::as_str).collect();
    assert_eq!(sink.len(), handed_over.len(), "a letter was sent twice");
    for letter in &letters {
        match letter.state {
            LetterState::Sent => {
                assert!(handed_over.contains(letter.message_id.as_str()), "{} never left", letter.message_id)
            }
            LetterState::Uncertain => {}
            state => panic!("a letter is {state:?}"),
        }
    }
    let uncertain = letters.iter().filter(|letter| letter.state == LetterState::Uncertain).count();
    assert!(
        uncertain <= usize::try_from(ROUNDS).unwrap(),
        "each death leaves at most one letter in doubt: {uncertain}"
    );
}

fn location(world: &World) -> String {
    match world.database().location() {
        Location::File(path) => format!("file:{}", path.display()),
        Location::Postgres(url) => url,
    }
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn post(world: &World, folder: &Path) -> Post {
    Post { location: location(world), folder: folder.to_owned(), round: 0 }
}

testing::on_both! {
    async fn whoever_is_killed_loses_nothing_and_repeats_nothing(world: World) {
        open(&world).await;
        let folder = folder();
        let mut post = post(&world, folder.path());
        let post = tokio::task::spawn_blocking(move || {
            kill_again_and_again(&mut post);
            post
        });
        let post = post.await.unwrap();
        let opened = post.clone();
        let desk = tokio::task::spawn_blocking(move || opened.desk()).await.unwrap();
        finish(&post, &desk).await;
        count(&post, &desk).await;
    }
}
