//! Leases: one holder at a time, and a number by which a holder that was replaced is told apart.

use desk::Actor;
use service::Tx;
use std::time::Duration;
use store::leases;
use testing::World;

const SPAN: Duration = Duration::from_secs(15);

async fn take(world: &World, holder: &'static str) -> Option<i64> {
    world.desk.change(Actor::System, move |tx: &mut Tx| Ok(leases::take(tx, "clock", holder, SPAN)?)).await.unwrap()
}

testing::on_both! {
    async fn only_one_holds_a_lease_and_may_prolong_it(world: World) {
        assert_eq!(take(&world, "one").await, Some(1));
        for _ in 0..5 {
            world.clock.advance(SPAN / 2);
            assert_eq!(take(&world, "one").await, Some(1));
            assert_eq!(take(&world, "two").await, None);
        }
    }

    async fn each_change_of_hands_raises_the_fence(world: World) {
        take(&world, "one").await;
        world.clock.advance(SPAN + Duration::from_millis(1));
        assert_eq!(take(&world, "two").await, Some(2));
        assert_eq!(take(&world, "one").await, None);
        world.clock.advance(SPAN + Duration::from_millis(1));
        assert_eq!(take(&world, "one").await, Some(3), "whoever comes back is a new holder");
    }

    async fn a_lease_given_back_is_free_at_once(world: World) {
        take(&world, "one").await;
        world.desk.change(Actor::System, |tx: &mut Tx| Ok(leases::release(tx, "clock", "two")?)).await.unwrap();
        assert_eq!(take(&world, "two").await, None, "nobody gives back what others hold");
        world.desk.change(Actor::System, |tx: &mut Tx| Ok(leases::release(tx, "clock", "one")?)).await.unwrap();
        world.clock.advance(Duration::from_millis(1));
        assert_eq!(take(&world, "two").await, Some(2));
    }

    async fn of_twenty_who_reach_for_it_one_gets_it(world: World) {
        let mut reaching = tokio::task::JoinSet::new();
        for n in 0..20 {
            let desk = world.desk.clone();
            reaching.spawn(async move {
                desk.change(Actor::System, move |tx: &mut Tx| Ok(leases::take(tx, "clock", &n.to_string(), SPAN)?)).await.unwrap()
            });
        }
        let mut holders = 0;
        while let Some(fence) = reaching.join_next().await {
            holders += usize::from(fence.unwrap().is_some());
        }
        assert_eq!(holders, 1);
    }
}
