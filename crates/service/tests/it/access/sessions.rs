//! Sessions: how long they last, and how they end.

use base::Token;
use desk::access::Session;
use desk::people::PersonId;
use desk::{Error, Level, Role};
use service::{Actor, access, people};
use std::time::Duration;
use testing::World;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

async fn sign_in(world: &World, person: PersonId) -> (Token, Session) {
    world.desk.change(Actor::Anonymous, move |tx| access::sign_in(tx, person, "Firefox", "192.0.2.1")).await.unwrap()
}

async fn who(world: &World, token: &Token) -> Option<Actor> {
    let token = token.clone();
    let signed = world.desk.ask(Actor::Anonymous, move |read| access::actor_of(read, &token)).await.unwrap();
    signed.map(|signed| signed.actor)
}

testing::on_both! {
    async fn a_session_ends_after_a_week_without_use(world: World) {
        let cast = world.cast().await;
        let (token, _) = sign_in(&world, cast.chika).await;
        world.clock.advance(DAY * 7 - Duration::from_secs(1));
        assert!(who(&world, &token).await.is_some());
        world.clock.advance(Duration::from_secs(1));
        assert_eq!(who(&world, &token).await, None);
        assert_eq!(world.desk.change(Actor::System, access::sweep).await.unwrap(), 0, "it ends this very moment");
        world.clock.advance(DAY);
        assert_eq!(world.desk.change(Actor::System, access::sweep).await.unwrap(), 2, "the session, and the link of the first start");
    }

    async fn a_session_in_use_lives_on_for_thirty_days_and_no_longer(world: World) {
        let cast = world.cast().await;
        let (token, _) = sign_in(&world, cast.chika).await;
        for day in 1..=5 {
            world.clock.set(testing::START.plus(DAY * 6 * day).minus(Duration::from_secs(1)));
            assert!(who(&world, &token).await.is_some(), "day {}", 6 * day);
            let token = token.clone();
            world.desk.change(Actor::Anonymous, move |tx| access::seen(tx, &token)).await.unwrap();
        }
        world.clock.set(testing::START.plus(DAY * 30));
        assert_eq!(who(&world, &token).await, None);
    }

    async fn use_is_written_down_once_a_minute(world: World) {
        let cast = world.cast().await;
        let (token, session) = sign_in(&world, cast.chika).await;
        for (seconds, seen_at) in [(59, session.seen_at), (1, session.seen_at.plus(Duration::from_secs(60)))] {
            world.clock.advance(Duration::from_secs(seconds));
            let (seen, asked) = (token.clone(), token.clone());
            world.desk.change(Actor::Anonymous, move |tx| access::seen(tx, &seen)).await.unwrap();
            let signed = world.desk.ask(Actor::Anonymous, move |read| access::actor_of(read, &asked)).await.unwrap().unwrap();
            assert_eq!(signed.session.seen_at, seen_at);
        }
    }

    async fn a_made_up_token_is_nobodys(world: World) {
        world.cast().await;
        for token in [Token::random(), Token::presented(""), Token::presented("x".repeat(100_000))] {
            assert_eq!(who(&world, &token).await, None);
        }
    }

    async fn rights_change_at_once_for_whoever_is_signed_in(world: World) {
        let cast = world.cast().await;
        let (token, _) = sign_in(&world, cast.chika).await;
        world.desk.change(world.actor(cast.aya).await, move |tx| {
            let agent = people::set_level(tx, cast.chika, cast.billing, Level::None, 2)?;
            people::set_role(tx, cast.chika, Role::Light, agent.version)
        }).await.unwrap();
        let actor = who(&world, &token).await.unwrap();
        assert_eq!(actor.role(), Some(Role::Light));
        assert_eq!(actor.level(cast.billing), Level::None);
    }

    async fn whoever_is_deactivated_is_out_at_once(world: World) {
        let cast = world.cast().await;
        let (token, _) = sign_in(&world, cast.chika).await;
        world.desk.change(world.actor(cast.aya).await, move |tx| people::deactivate(tx, cast.chika, 2)).await.unwrap();
        assert_eq!(who(&world, &token).await, None);
        world.desk.change(world.actor(cast.aya).await, move |tx| people::reactivate(tx, cast.chika, 3)).await.unwrap();
        assert_eq!(who(&world, &token).await, None, "an old cookie comes back to life");
        sign_in(&world, cast.chika).await;
    }

    async fn signing_out_ends_this_browsers_session_alone(world: World) {
        let cast = world.cast().await;
        let (here, _) = sign_in(&world, cast.chika).await;
        let (there, _) = sign_in(&world, cast.chika).await;
        let out = here.clone();
        world.desk.change(world.actor(cast.chika).await, move |tx| access::sign_out(tx, &out)).await.unwrap();
        assert_eq!(who(&world, &here).await, None);
        assert!(who(&world, &there).await.is_some());
        world.desk.change(world.actor(cast.chika).await, move |tx| access::sign_out(tx, &here)).await.unwrap();
    }

    async fn one_sees_and_ends_ones_own_sessions(world: World) {
        let cast = world.cast().await;
        let (old, first) = sign_in(&world, cast.chika).await;
        world.clock.advance(Duration::from_secs(5));
        let (_, second) = sign_in(&world, cast.chika).await;
        sign_in(&world, cast.ben).await;
        let chika = world.actor(cast.chika).await;
        let listed = world.desk.ask(chika.clone(), access::sessions).await.unwrap();
        assert_eq!(listed, [second, first.clone()]);
        world.desk.change(chika, move |tx| access::revoke_session(tx, &first.digest)).await.unwrap();
        assert_eq!(who(&world, &old).await, None);
    }

    async fn all_other_sessions_end_and_the_present_one_stays(world: World) {
        let cast = world.cast().await;
        let mut tokens = Vec::new();
        for _ in 0..3 {
            tokens.push(sign_in(&world, cast.chika).await.0);
        }
        let keep = tokens[1].digest();
        let ended = world.desk.change(world.actor(cast.chika).await, move |tx| access::revoke_other_sessions(tx, &keep)).await;
        assert_eq!(ended.unwrap(), 2);
        assert_eq!(who(&world, &tokens[0]).await, None);
        assert!(who(&world, &tokens[1]).await.is_some());
    }

    async fn nobody_ends_a_colleagues_session_but_an_administrator(world: World) {
        let cast = world.cast().await;
        let (token, session) = sign_in(&world, cast.chika).await;
        let digest = session.digest.clone();
        let done = world.desk.change(world.actor(cast.ben).await, move |tx| access::revoke_session(tx, &digest)).await;
        assert!(matches!(done, Err(Error::Missing)));
        assert!(who(&world, &token).await.is_some());
        let ended = world.desk.change(world.actor(cast.aya).await, move |tx| access::revoke_sessions_of(tx, cast.chika)).await;
        assert_eq!(ended.unwrap(), 1);
        assert_eq!(who(&world, &token).await, None);
    }
}
