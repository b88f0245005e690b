//! The hazard of PostgreSQL: numbers are given out in one order and become visible in another. A reader that went by
//! numbers alone would pass over what is committed late.

use desk::event::Place;
use desk::people::PersonId;
use desk::{Actor, Event};
use postgres::{Client, NoTls};
use service::{Location, readers};
use std::sync::{Arc, Mutex};
use testing::{Database, World};

/// A transaction by hand: begun, one event written, not yet committed.
struct Writing(Client);

impl Writing {
    fn begin(url: &str, person: i64) -> Self {
        let mut client = Client::connect(url, NoTls).unwrap();
        client.batch_execute("BEGIN").unwrap();
        let body = serde_json::to_string(&Event::PersonCreated { person: PersonId(person) }).unwrap();
        let sql = "INSERT INTO events (tx, at, kind, who, body) VALUES (pg_current_xact_id()::text::bigint, 0, 'person_created', 'system', $1)";
        client.execute(sql, &[&body]).unwrap();
        Self(client)
    }

    fn commit(mut self) {
        self.0.batch_execute("COMMIT").unwrap();
    }

    fn roll_back(mut self) {
        self.0.batch_execute("ROLLBACK").unwrap();
    }
}

/// The people in the events that a reader has not seen yet.
async fn news(world: &World) -> Vec<i64> {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let noted = seen.clone();
    let follow = move |tx: &mut service::Tx| {
        readers::follow(tx, "late", |_, recorded| {
            if let Event::PersonCreated { person } = recorded.event {
                noted.lock().unwrap().push(person.0);
            }
            Ok(())
        })
    };
    world.desk.change(Actor::System, follow).await.unwrap();
    std::mem::take(&mut *seen.lock().unwrap())
}

/// What there is to read once nothing else on this server runs: other tests' transactions count as well.
async fn all_news(world: &World) -> Vec<i64> {
    let mut all = Vec::new();
    for _ in 0..2_000 {
        all.extend(news(world).await);
        if !world.desk.ask(Actor::System, |read| readers::must_wait(read, "late")).await.unwrap() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    all
}

async fn off_the_runtime<T: Send + 'static>(act: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(act).await.unwrap()
}

fn url(world: &World) -> String {
    match world.database().location() {
        Location::Postgres(url) => url,
        Location::File(_) => panic!("a test for PostgreSQL"),
    }
}

fn on_postgres<F: Future<Output = ()>>(test: impl FnOnce(World) -> F) {
    if let Some(database) = Database::postgres() {
        testing::run(|| test(World::on(database)));
    }
}

#[test]
fn an_older_transaction_that_commits_last_is_not_passed_over() {
    on_postgres(|world| async move {
        let (one, two) = (url(&world), url(&world));
        let older = off_the_runtime(move || Writing::begin(&one, 1)).await;
        let younger = off_the_runtime(move || Writing::begin(&two, 2)).await;
        off_the_runtime(|| younger.commit()).await;
        assert_eq!(news(&world).await, [] as [i64; 0], "the younger one waits for the older one");
        assert!(world.desk.ask(Actor::System, |read| readers::must_wait(read, "late")).await.unwrap());
        off_the_runtime(|| older.commit()).await;
        assert_eq!(all_news(&world).await, [1, 2], "both, in the order in which they began");
    });
}

#[test]
fn an_older_transaction_that_is_given_up_holds_nobody_back_for_ever() {
    on_postgres(|world| async move {
        let (one, two) = (url(&world), url(&world));
        let older = off_the_runtime(move || Writing::begin(&one, 1)).await;
        let younger = off_the_runtime(move || Writing::begin(&two, 2)).await;
        off_the_runtime(|| younger.commit()).await;
        off_the_runtime(|| older.roll_back()).await;
        assert_eq!(all_news(&world).await, [2]);
    });
}

#[test]
fn whoever_wants_only_news_begins_before_what_is_committed_late() {
    on_postgres(|world| async move {
        let (one, two) = (url(&world), url(&world));
        let older = off_the_runtime(move || Writing::begin(&one, 1)).await;
        let younger = off_the_runtime(move || Writing::begin(&two, 2)).await;
        off_the_runtime(|| younger.commit()).await;
        let place = world.desk.ask(Actor::System, readers::end).await.unwrap();
        assert_eq!(place, Place::default());
        off_the_runtime(|| older.commit()).await;
        assert_eq!(all_news(&world).await, [1, 2]);
    });
}

testing::on_both! {
    async fn twenty_writers_at_once_are_read_completely_and_once(world: World) {
        let desk = world.desk.clone();
        let writing = tokio::spawn(async move {
            let mut writers = tokio::task::JoinSet::new();
            for n in 0..20 {
                let desk = desk.clone();
                writers.spawn(async move {
                    for m in 0..10 {
                        let event = Event::PersonCreated { person: PersonId(n * 10 + m) };
                        desk.change(Actor::System, move |tx| Ok(tx.record(event)?)).await.unwrap();
                    }
                });
            }
            while let Some(writer) = writers.join_next().await {
                writer.unwrap();
            }
        });
        let mut read = Vec::new();
        while !writing.is_finished() {
            read.extend(news(&world).await);
        }
        read.extend(all_news(&world).await);
        read.sort_unstable();
        assert_eq!(read, (0..200).collect::<Vec<_>>());
    }
}
