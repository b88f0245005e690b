//! Signing in, and guessing.

use base::Email;
use desk::{Event, Refusal};
use service::{Actor, Done, access, people};
use std::time::Duration;
use testing::cast::HASH;
use testing::{World, email, refusal};

const HERE: &str = "192.0.2.10";

async fn tries(world: &World, address: &'static str, from: &'static str) -> Done<()> {
    world.desk.change(Actor::Anonymous, move |tx| access::may_try(tx, Some(&email(address)), from)).await
}

/// How often somebody may try in a row before they have to wait.
async fn free_tries(world: &World, address: &'static str, from: &'static str) -> usize {
    for tried in 0..100 {
        match tries(world, address, from).await {
            Ok(()) => {}
            refused => {
                assert_eq!(refusal(refused), Refusal::TooManyTries);
                return tried;
            }
        }
    }
    panic!("one may try for ever")
}

testing::on_both! {
    async fn an_agent_signs_in_and_is_known(world: World) {
        let cast = world.cast().await;
        let known = world.desk.ask(Actor::Anonymous, |read| access::credentials(read, &email("chika@hinode.example"))).await;
        assert_eq!(known.unwrap(), Some((cast.chika, HASH.to_owned())));
        let (token, session) =
            world.desk.change(Actor::Anonymous, move |tx| access::sign_in(tx, cast.chika, "Firefox", HERE)).await.unwrap();
        assert_eq!((session.browser.as_str(), session.address.as_str(), session.agent), ("Firefox", HERE, true));
        let signed = world.desk.ask(Actor::Anonymous, move |read| access::actor_of(read, &token)).await.unwrap().unwrap();
        assert_eq!(signed.actor, world.actor(cast.chika).await);
        assert_eq!(signed.person.name, "Chika Ueda");
        assert_eq!(signed.session, session);
    }

    async fn nobody_but_agents_has_credentials(world: World) {
        world.cast().await;
        for address in ["kei@customer.example", "nobody@nowhere.example"] {
            let known = world.desk.ask(Actor::Anonymous, |read| access::credentials(read, &email(address))).await.unwrap();
            assert_eq!(known, None, "{address}");
        }
    }

    async fn a_deactivated_agent_has_no_way_in(world: World) {
        let cast = world.cast().await;
        world.desk.change(world.actor(cast.aya).await, move |tx| people::deactivate(tx, cast.chika, 2)).await.unwrap();
        let known = world.desk.ask(Actor::Anonymous, |read| access::credentials(read, &email("chika@hinode.example"))).await;
        assert_eq!(known.unwrap(), None);
        let entered = world.desk.change(Actor::Anonymous, move |tx| access::sign_in(tx, cast.chika, "", HERE)).await;
        assert_eq!(refusal(entered), Refusal::SignInWrong);
    }

    async fn who_guesses_waits_longer_each_time(world: World) {
        world.cast().await;
        assert_eq!(free_tries(&world, "aya@hinode.example", HERE).await, 5);
        for seconds in [30, 60, 120] {
            world.clock.advance(Duration::from_secs(seconds - 10));
            assert!(tries(&world, "aya@hinode.example", HERE).await.is_err(), "{seconds} s are not over");
            world.clock.advance(Duration::from_secs(10));
            tries(&world, "aya@hinode.example", HERE).await.unwrap();
        }
    }

    async fn an_account_that_does_not_exist_is_guarded_like_one_that_does(world: World) {
        world.cast().await;
        assert_eq!(free_tries(&world, "nobody@nowhere.example", HERE).await, 5);
        world.desk.change(Actor::Anonymous, |tx| access::sign_in_failed(tx, Some(&email("nobody@nowhere.example")), HERE)).await.unwrap();
        world.desk.change(Actor::Anonymous, |tx| access::sign_in_failed(tx, None, HERE)).await.unwrap();
    }

    async fn a_host_that_tries_many_accounts_waits_too(world: World) {
        world.cast().await;
        for n in 0..50 {
            let address = Email::parse(&format!("guess{n}@hinode.example")).unwrap();
            world.desk.change(Actor::Anonymous, move |tx| access::may_try(tx, Some(&address), "2001:db8::1")).await.unwrap();
        }
        let next_door = tries(&world, "aya@hinode.example", "2001:db8::2").await;
        assert_eq!(refusal(next_door), Refusal::TooManyTries);
        tries(&world, "aya@hinode.example", "2001:db8:0:1::1").await.unwrap();
    }

    async fn a_thousand_tries_at_once_get_no_further_than_one_after_the_other(world: World) {
        world.cast().await;
        let all = (0..40).map(|_| {
            let desk = world.desk.clone();
            tokio::spawn(async move {
                desk.change(Actor::Anonymous, |tx| access::may_try(tx, Some(&email("aya@hinode.example")), HERE)).await.is_ok()
            })
        });
        let mut passed = 0;
        for task in all.collect::<Vec<_>>() {
            passed += usize::from(task.await.unwrap());
        }
        assert_eq!(passed, 5);
    }

    async fn who_signs_in_need_not_wait_for_what_others_tried(world: World) {
        let cast = world.cast().await;
        assert_eq!(free_tries(&world, "aya@hinode.example", HERE).await, 5);
        world.desk.change(Actor::Anonymous, move |tx| access::sign_in(tx, cast.aya, "", HERE)).await.unwrap();
        tries(&world, "aya@hinode.example", HERE).await.unwrap();
    }

    async fn signing_in_does_not_wear_a_shared_host_out(world: World) {
        let cast = world.cast().await;
        for _ in 0..60 {
            tries(&world, "aya@hinode.example", HERE).await.unwrap();
            world.desk.change(Actor::Anonymous, move |tx| access::sign_in(tx, cast.aya, "", HERE)).await.unwrap();
        }
    }

    async fn old_tries_are_forgotten(world: World) {
        world.cast().await;
        assert_eq!(free_tries(&world, "aya@hinode.example", HERE).await, 5);
        world.clock.advance(Duration::from_secs(3601));
        assert_eq!(free_tries(&world, "aya@hinode.example", HERE).await, 5);
        world.clock.advance(Duration::from_secs(3 * 3600));
        let swept = world.desk.change(Actor::System, access::sweep).await.unwrap();
        assert!(swept >= 2, "{swept}");
        assert_eq!(world.desk.change(Actor::System, access::sweep).await.unwrap(), 0);
    }

    async fn coming_and_failing_stand_in_the_log(world: World) {
        let cast = world.cast().await;
        world.desk.change(Actor::Anonymous, |tx| access::sign_in_failed(tx, Some(&email("ben@hinode.example")), HERE)).await.unwrap();
        world.desk.change(Actor::Anonymous, move |tx| access::sign_in(tx, cast.ben, "", HERE)).await.unwrap();
        let newest = world.desk.ask(Actor::System, |read| Ok(store::events::newest(read, i64::MAX, 2)?)).await.unwrap();
        let said: Vec<_> = newest.iter().map(|recorded| (recorded.who, recorded.event.clone())).collect();
        assert_eq!(said, [
            (desk::Who::Person(cast.ben), Event::SignedIn { person: cast.ben }),
            (desk::Who::Anonymous, Event::SignInFailed { person: Some(cast.ben) }),
        ]);
    }
}
