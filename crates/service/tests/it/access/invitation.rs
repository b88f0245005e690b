//! How somebody becomes an agent.

use super::{letters, mailed};
use base::{Language, Token};
use desk::access::Purpose;
use desk::{Error, Level, Refusal, Role};
use service::access::{self, Invite};
use service::{Actor, people};
use std::time::Duration;
use testing::cast::HASH;
use testing::{Cast, World, email, refusal};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn fumi(cast: &Cast) -> Invite {
    Invite {
        name: "Fumi Ito".into(),
        email: email("fumi@hinode.example"),
        role: Role::Agent,
        levels: [(cast.support, Level::Reply)].into(),
        language: Language::Japanese,
    }
}

async fn invited(world: &World, cast: &Cast) -> (desk::people::PersonId, Token) {
    let (aya, wish) = (world.actor(cast.aya).await, fumi(cast));
    world.desk.change(aya, |tx| access::invite(tx, wish)).await.unwrap()
}

testing::on_both! {
    async fn an_invited_agent_joins_with_a_password_of_their_own(world: World) {
        let cast = world.cast().await;
        let (fumi, link) = invited(&world, &cast).await;
        let looked = link.clone();
        let whose = world.desk.ask(Actor::Anonymous, move |read| access::whose_link(read, &looked, Purpose::Invitation)).await;
        assert_eq!(whose.unwrap().name, "Fumi Ito");
        let joined = world.desk.change(Actor::Anonymous, move |tx| access::accept_invitation(tx, &link, HASH)).await.unwrap();
        assert_eq!(joined, fumi);
        let known = world.desk.ask(Actor::Anonymous, |read| access::credentials(read, &email("FUMI@hinode.example"))).await;
        assert_eq!(known.unwrap(), Some((fumi, HASH.to_owned())));
        assert_eq!(world.actor(fumi).await.level(cast.support), Level::Reply);
    }

    async fn the_invitation_goes_out_in_their_language_with_the_link(world: World) {
        let cast = world.cast().await;
        let (_, link) = invited(&world, &cast).await;
        let letters = letters(&world).await;
        let [(address, letter)] = letters.as_slice() else { panic!("{letters:?}") };
        assert_eq!(address, "fumi@hinode.example");
        assert_eq!(letter.token, link.reveal());
        assert_eq!(letter.language, Language::Japanese);
        assert!(!format!("{letter:?}").contains(link.reveal()), "a secret in a log");
    }

    async fn who_has_not_joined_cannot_sign_in(world: World) {
        let cast = world.cast().await;
        let (fumi, _) = invited(&world, &cast).await;
        let known = world.desk.ask(Actor::Anonymous, |read| access::credentials(read, &email("fumi@hinode.example"))).await;
        assert_eq!(known.unwrap(), None);
        let entered = world.desk.change(Actor::Anonymous, move |tx| access::sign_in(tx, fumi, "", "192.0.2.1")).await;
        assert_eq!(refusal(entered), Refusal::SignInWrong);
    }

    async fn an_invitation_opens_once_and_for_a_week(world: World) {
        let cast = world.cast().await;
        let (_, link) = invited(&world, &cast).await;
        world.clock.advance(DAY * 7);
        let late = link.clone();
        let late = world.desk.change(Actor::Anonymous, move |tx| access::accept_invitation(tx, &late, HASH)).await;
        assert_eq!(refusal(late), Refusal::LinkUsedOrOld);
        world.clock.set(testing::START.plus(DAY * 6));
        let (first, again) = (link.clone(), link);
        world.desk.change(Actor::Anonymous, move |tx| access::accept_invitation(tx, &first, HASH)).await.unwrap();
        let again = world.desk.change(Actor::Anonymous, move |tx| access::accept_invitation(tx, &again, HASH)).await;
        assert_eq!(refusal(again), Refusal::LinkUsedOrOld);
    }

    async fn a_second_invitation_closes_the_first(world: World) {
        let cast = world.cast().await;
        let (fumi, first) = invited(&world, &cast).await;
        let second = world.desk.change(world.actor(cast.aya).await, move |tx| access::invite_again(tx, fumi)).await.unwrap();
        assert_eq!(mailed(&world).await.reveal(), second.reveal());
        let old = world.desk.change(Actor::Anonymous, move |tx| access::accept_invitation(tx, &first, HASH)).await;
        assert_eq!(refusal(old), Refusal::LinkUsedOrOld);
        world.desk.change(Actor::Anonymous, move |tx| access::accept_invitation(tx, &second, HASH)).await.unwrap();
        let joined = world.desk.change(world.actor(cast.aya).await, move |tx| access::invite_again(tx, fumi)).await;
        assert_eq!(refusal(joined), Refusal::AlreadyJoined);
    }

    async fn nobody_becomes_an_agent_twice(world: World) {
        let cast = world.cast().await;
        let wish = Invite { email: email("Chika@hinode.example"), ..fumi(&cast) };
        let again = world.desk.change(world.actor(cast.aya).await, |tx| access::invite(tx, wish)).await;
        assert_eq!(refusal(again), Refusal::AlreadyAgent);
    }

    async fn a_requester_becomes_an_agent_and_stays_one_person(world: World) {
        let cast = world.cast().await;
        let wish = Invite { email: email("kei@customer.example"), name: "Kei Tanaka".into(), ..fumi(&cast) };
        let (person, _) = world.desk.change(world.actor(cast.aya).await, |tx| access::invite(tx, wish)).await.unwrap();
        assert_eq!(person, cast.kei);
    }

    async fn no_team_that_is_not_there_is_handed_out(world: World) {
        let cast = world.cast().await;
        let wish = Invite { levels: [(desk::people::TeamId(999), Level::Full)].into(), ..fumi(&cast) };
        let done = world.desk.change(world.actor(cast.aya).await, |tx| access::invite(tx, wish)).await;
        assert!(matches!(done, Err(Error::Missing)));
        let left = world.desk.ask(Actor::System, |read| Ok(store::people::persons::with_address(read, &email("fumi@hinode.example"))?)).await;
        assert_eq!(left.unwrap(), None, "a refused verb leaves nothing behind");
    }

    async fn an_invitation_ends_with_the_agent(world: World) {
        let cast = world.cast().await;
        let (fumi, link) = invited(&world, &cast).await;
        world.desk.change(world.actor(cast.aya).await, move |tx| people::deactivate(tx, fumi, 1)).await.unwrap();
        let done = world.desk.change(Actor::Anonymous, move |tx| access::accept_invitation(tx, &link, HASH)).await;
        assert_eq!(refusal(done), Refusal::LinkUsedOrOld);
    }
}
