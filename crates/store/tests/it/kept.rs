//! What is kept in memory of how the desk is set up is never older than what the database says.

use desk::ticket::TagId;
use desk::{Actor, Error, Refusal};
use service::{Desk, Read, Settings, Tx};
use std::sync::Arc;
use store::settings;
use store::ticket::tags;
use testing::TestSigner;

async fn names(desk: &Desk) -> Vec<String> {
    let all = desk.ask(Actor::System, |read: &mut Read| Ok(tags::all(read)?)).await.unwrap();
    all.into_iter().map(|tag| tag.name).collect()
}

async fn add(desk: &Desk, name: &'static str) -> TagId {
    desk.change(Actor::System, move |tx: &mut Tx| Ok(tags::add(tx, name)?)).await.unwrap().unwrap()
}

testing::on_both! {
    async fn every_desk_on_a_database_sees_a_change_at_once(world: World) {
        let settings = Settings {
            location: world.database().location(),
            clock: world.clock.clone(),
            signer: Arc::new(TestSigner),
        };
        let other = Desk::open(settings).unwrap();
        for (at, name) in ["a", "b", "c", "d", "e", "f"].into_iter().enumerate() {
            let here = if at % 2 == 0 { &world.desk } else { &other };
            add(here, name).await;
            assert_eq!(names(&world.desk).await.len(), at + 1);
            assert_eq!(names(&other).await.len(), at + 1);
        }
    }

    async fn a_change_sees_what_it_has_done_itself_and_nobody_sees_what_was_rolled_back(world: World) {
        add(&world.desk, "first").await;
        assert_eq!(names(&world.desk).await, ["first"]);
        let undone = world.desk.change(Actor::System, |tx: &mut Tx| {
            assert_eq!(tags::all(tx)?.len(), 1);
            tags::add(tx, "second")?;
            assert_eq!(tags::all(tx)?.len(), 2);
            settings::save(tx, "organization", "Nobody")?;
            assert_eq!(settings::load(tx, "organization")?.as_deref(), Some("Nobody"));
            Err::<(), _>(Refusal::NameEmpty.into())
        });
        assert!(matches!(undone.await, Err(Error::Refused(Refusal::NameEmpty))));
        assert_eq!(names(&world.desk).await, ["first"]);
        add(&world.desk, "third").await;
        assert_eq!(names(&world.desk).await, ["first", "third"]);
        let organization = world.desk.ask(Actor::System, |read: &mut Read| Ok(settings::load(read, "organization")?)).await;
        assert_eq!(organization.unwrap(), None);
    }
}
