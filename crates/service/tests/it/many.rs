//! Two processes on one PostgreSQL, as far as the desk itself goes: the bell, words, and reading from a copy.

use base::Clock;
use service::{Actor, Desk, Location, Settings};
use std::sync::Arc;
use std::time::Duration;
use testing::{Database, TestSigner, World};

const SOON: Duration = Duration::from_secs(10);

fn beside(world: &World, copy: Option<Location>) -> Arc<Desk> {
    let (location, clock) = (world.database().location(), world.clock.clone());
    Desk::open_with_copy(Settings { location, clock, signer: Arc::new(TestSigner) }, copy).unwrap()
}

testing::on_both! {
    async fn a_lease_taken_under_a_wrong_clock_holds_nobody_back(world: World) {
        let (span, right) = (Duration::from_secs(10), world.clock.now());
        let take = |holder: &'static str| {
            world.desk.change(Actor::System, move |tx| Ok(store::leases::take(tx, "clock", holder, span)?))
        };
        world.clock.set(right.plus(Duration::from_secs(365 * 86_400)));
        assert_eq!(take("one").await.unwrap(), Some(1));
        world.clock.set(right);
        assert_eq!(take("another").await.unwrap(), Some(2));
        assert_eq!(take("one").await.unwrap(), None, "an honest lease holds");
    }
}

fn on_postgres<F: Future<Output = ()>>(body: impl FnOnce(World) -> F) {
    if let Some(database) = Database::postgres() {
        testing::run(|| body(World::on(database)));
    }
}

#[test]
fn a_change_rings_the_bell_of_the_other_process() {
    on_postgres(|world| async move {
        let other = beside(&world, None);
        let mut bell = other.bell();
        tokio::time::timeout(SOON, bell.changed()).await.expect("it rings once when it begins to listen").unwrap();
        world.set_up().await;
        tokio::time::timeout(SOON, bell.changed()).await.expect("it rings").unwrap();
    });
}

#[test]
fn a_word_is_heard_by_the_others_and_not_by_who_said_it() {
    on_postgres(|world| async move {
        let other = beside(&world, None);
        let (mut own, mut heard) = (world.desk.words(), other.words());
        let word = async {
            loop {
                world.desk.say("it's me");
                if let Ok(word) = tokio::time::timeout(Duration::from_millis(200), heard.recv()).await {
                    return word.unwrap();
                }
            }
        };
        assert_eq!(&*tokio::time::timeout(SOON, word).await.unwrap().what, "it's me");
        world.desk.say(&"x".repeat(100_000));
        world.desk.say("and again");
        while &*tokio::time::timeout(SOON, heard.recv()).await.unwrap().unwrap().what != "and again" {}
        assert!(own.try_recv().is_err());
    });
}

#[test]
fn where_the_copy_is_away_the_database_answers() {
    on_postgres(|world| async move {
        let cast = world.cast().await;
        let aya = world.actor(cast.aya).await;
        let desk = beside(&world, Some(Location::Postgres("postgres://nobody@127.0.0.1:1/nowhere".into())));
        let agents = desk.look(desk.written(), desk.ask(aya, service::people::agents)).await.unwrap();
        assert!(agents.len() > 3);
        assert!(desk.ask(Actor::System, service::readers::end).await.unwrap().position > 0);
    });
}
