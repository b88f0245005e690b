//! The first start.

use desk::{Error, Refusal, Role};
use service::{Actor, access};
use testing::cast::first_start;

testing::on_both! {
    async fn the_first_start_makes_a_desk_that_can_work(world: World) {
        let (aya, support) = world.set_up().await;
        let (set_up, statuses, organization) = world.desk.ask(Actor::System, |read| {
            let statuses = store::ticket::statuses::all(read)?.len();
            Ok((access::is_set_up(read)?, statuses, store::settings::load(read, "organization")?))
        }).await.unwrap();
        assert!(set_up);
        assert_eq!(statuses, 6);
        assert_eq!(organization.as_deref(), Some("Hinode Coffee"));
        let Actor::Agent { role, levels, .. } = world.actor(aya).await else { panic!("an agent") };
        assert_eq!(role, Role::Administrator);
        assert_eq!(levels[&support], desk::Level::Full);
    }

    async fn nobody_sets_up_a_desk_twice(world: World) {
        world.set_up().await;
        let again = world.desk.change(Actor::System, access::offer_set_up).await;
        assert!(matches!(again, Err(Error::Refused(Refusal::AlreadySetUp))));
        let forged = base::Token::random();
        let again = world.desk.change(Actor::Anonymous, |tx| access::set_up(tx, first_start(forged))).await;
        assert!(matches!(again, Err(Error::Refused(Refusal::AlreadySetUp))));
    }

    async fn only_the_newest_printed_link_opens(world: World) {
        let old = world.desk.change(Actor::System, access::offer_set_up).await.unwrap();
        let new = world.desk.change(Actor::System, access::offer_set_up).await.unwrap();
        let refused = world.desk.change(Actor::Anonymous, |tx| access::set_up(tx, first_start(old))).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::LinkUsedOrOld))));
        world.desk.change(Actor::Anonymous, |tx| access::set_up(tx, first_start(new))).await.unwrap();
    }

    async fn the_cast_is_hired(world: World) {
        let cast = world.cast().await;
        assert_eq!(world.actor(cast.chika).await.level(cast.billing), desk::Level::Read);
        assert_eq!(world.actor(cast.kei).await, Actor::Requester(cast.kei));
    }
}
