//! Requesters sign in by a mailed link.

use super::{letters, mailed};
use desk::Refusal;
use service::{Actor, access, people};
use testing::{World, email, refusal};

async fn ask(world: &World, address: &'static str) {
    world.desk.change(Actor::Anonymous, move |tx| access::ask_sign_in_link(tx, &email(address))).await.unwrap();
}

testing::on_both! {
    async fn a_mailed_link_signs_a_requester_in_once(world: World) {
        let cast = world.cast().await;
        ask(&world, "mio@kyaku.example").await;
        assert_eq!(letters(&world).await[0].1.language, base::Language::Japanese);
        let link = mailed(&world).await;
        let (first, again) = (link.clone(), link);
        let (token, session) =
            world.desk.change(Actor::Anonymous, move |tx| access::sign_in_by_link(tx, &first, "Safari", "192.0.2.1")).await.unwrap();
        assert!(!session.agent);
        let signed = world.desk.ask(Actor::Anonymous, move |read| access::actor_of(read, &token)).await.unwrap().unwrap();
        assert_eq!(signed.actor, Actor::Requester(cast.mio));
        let again = world.desk.change(Actor::Anonymous, move |tx| access::sign_in_by_link(tx, &again, "", "")).await;
        assert_eq!(refusal(again), Refusal::LinkUsedOrOld);
    }

    async fn whoever_opened_the_link_has_shown_that_the_address_is_theirs(world: World) {
        let cast = world.cast().await;
        ask(&world, "kei@customer.example").await;
        let link = mailed(&world).await;
        world.desk.change(Actor::Anonymous, move |tx| access::sign_in_by_link(tx, &link, "", "")).await.unwrap();
        let own = world.desk.ask(Actor::Requester(cast.kei), people::own_panel).await.unwrap();
        assert!(own.addresses[0].verified);
        let other = world.desk.ask(Actor::Requester(cast.mio), people::own_panel).await.unwrap();
        assert!(!other.addresses[0].verified);
    }

    async fn a_stranger_gets_no_letter_and_the_same_answer(world: World) {
        world.cast().await;
        ask(&world, "nobody@nowhere.example").await;
        assert_eq!(letters(&world).await, []);
    }

    async fn a_newcomer_shows_that_an_address_is_theirs_where_that_is_wished(world: World) {
        let cast = world.cast().await;
        let by = world.actor(cast.aya).await;
        world.desk.change(by, |tx| {
            let seen = service::house::load(tx)?.wish();
            let wish = service::house::Wish { asking: desk::access::Asking::Verified, ..seen.clone() };
            service::house::change(tx, &seen, &wish)
        }).await.unwrap();
        ask(&world, "rin@parts.example").await;
        let first = mailed(&world).await;
        ask(&world, "rin@parts.example").await;
        let rin = || async { world.desk.ask(Actor::System, |read| people::with_address(read, &email("rin@parts.example"))).await.unwrap() };
        assert_eq!(rin().await, None, "to ask makes nobody of somebody");
        let link = mailed(&world).await;
        let looked = link.clone();
        let whose = world.desk.ask(Actor::Anonymous, move |read| access::whose_link(read, &looked, desk::access::Purpose::SignIn)).await.unwrap();
        assert_eq!(whose.shown(), "rin@parts.example");
        let (token, _) = world.desk.change(Actor::Anonymous, move |tx| access::sign_in_by_link(tx, &link, "", "")).await.unwrap();
        let signed = world.desk.ask(Actor::Anonymous, move |read| access::actor_of(read, &token)).await.unwrap().unwrap();
        let made = rin().await.unwrap();
        assert_eq!(signed.actor, Actor::Requester(made));
        let own = world.desk.ask(Actor::Requester(made), people::own_panel).await.unwrap();
        assert!(own.addresses[0].verified);
        let again = world.desk.change(Actor::Anonymous, move |tx| access::sign_in_by_link(tx, &first, "", "")).await;
        assert_eq!(refusal(again), Refusal::LinkUsedOrOld, "the others open no more");
    }

    async fn a_mailed_link_makes_no_agent_of_an_agent(world: World) {
        let cast = world.cast().await;
        ask(&world, "aya@hinode.example").await;
        let link = mailed(&world).await;
        let (token, _) = world.desk.change(Actor::Anonymous, move |tx| access::sign_in_by_link(tx, &link, "", "")).await.unwrap();
        let signed = world.desk.ask(Actor::Anonymous, move |read| access::actor_of(read, &token)).await.unwrap().unwrap();
        assert_eq!(signed.actor, Actor::Requester(cast.aya));
    }
}
