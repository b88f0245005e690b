//! Passwords: forgotten, chosen anew, changed.

use super::{letters, mailed};
use base::{Digest, Token};
use desk::{Error, Refusal};
use service::{Actor, access, people};
use std::time::Duration;
use testing::cast::HASH;
use testing::{Cast, World, email, refusal};

const NEW: &str = "$argon2id$new";

async fn forget(world: &World, address: &'static str) {
    world.desk.change(Actor::Anonymous, move |tx| access::forgot_password(tx, &email(address))).await.unwrap();
}

async fn hash_of(world: &World, cast: &Cast) -> String {
    world.desk.ask(world.actor(cast.chika).await, access::own_hash).await.unwrap()
}

testing::on_both! {
    async fn a_mailed_link_gives_a_new_password_once_within_an_hour(world: World) {
        let cast = world.cast().await;
        forget(&world, "Chika@Hinode.example").await;
        let link = mailed(&world).await;
        world.clock.advance(Duration::from_secs(3599));
        let (first, again) = (link.clone(), link);
        let person = world.desk.change(Actor::Anonymous, move |tx| access::reset_password(tx, &first, NEW)).await.unwrap();
        assert_eq!(person, cast.chika);
        assert_eq!(hash_of(&world, &cast).await, NEW);
        let again = world.desk.change(Actor::Anonymous, move |tx| access::reset_password(tx, &again, HASH)).await;
        assert_eq!(refusal(again), Refusal::LinkUsedOrOld);
        assert_eq!(hash_of(&world, &cast).await, NEW);
    }

    async fn after_an_hour_the_link_is_too_old(world: World) {
        world.cast().await;
        forget(&world, "chika@hinode.example").await;
        let link = mailed(&world).await;
        world.clock.advance(Duration::from_secs(3600));
        let late = world.desk.change(Actor::Anonymous, move |tx| access::reset_password(tx, &link, NEW)).await;
        assert_eq!(refusal(late), Refusal::LinkUsedOrOld);
    }

    async fn the_answer_is_the_same_for_whoever_has_no_account(world: World) {
        world.cast().await;
        for address in ["nobody@nowhere.example", "kei@customer.example"] {
            forget(&world, address).await;
        }
        assert_eq!(letters(&world).await.len(), 0);
    }

    async fn nobody_is_flooded_with_letters_and_the_last_links_still_open(world: World) {
        world.cast().await;
        for _ in 0..10 {
            forget(&world, "chika@hinode.example").await;
        }
        let letters = letters(&world).await;
        assert_eq!(letters.len(), 3);
        let oldest = Token::presented(letters[2].1.token.clone());
        world.desk.change(Actor::Anonymous, move |tx| access::reset_password(tx, &oldest, NEW)).await.unwrap();
        let newest = Token::presented(letters[0].1.token.clone());
        let other = world.desk.change(Actor::Anonymous, move |tx| access::reset_password(tx, &newest, NEW)).await;
        assert_eq!(refusal(other), Refusal::LinkUsedOrOld, "one use closes them all");
    }

    async fn a_new_password_signs_out_everywhere(world: World) {
        let cast = world.cast().await;
        let (token, _) =
            world.desk.change(Actor::Anonymous, move |tx| access::sign_in(tx, cast.chika, "", "192.0.2.1")).await.unwrap();
        forget(&world, "chika@hinode.example").await;
        let link = mailed(&world).await;
        world.desk.change(Actor::Anonymous, move |tx| access::reset_password(tx, &link, NEW)).await.unwrap();
        let signed = world.desk.ask(Actor::Anonymous, move |read| access::actor_of(read, &token)).await.unwrap();
        assert_eq!(signed, None);
    }

    async fn who_changes_their_password_stays_signed_in_here_alone(world: World) {
        let cast = world.cast().await;
        let here = world.desk.change(Actor::Anonymous, move |tx| access::sign_in(tx, cast.chika, "", "192.0.2.1")).await.unwrap().1;
        world.desk.change(Actor::Anonymous, move |tx| access::sign_in(tx, cast.chika, "", "192.0.2.2")).await.unwrap();
        let (chika, keep) = (world.actor(cast.chika).await, here.digest.clone());
        world.desk.change(chika.clone(), move |tx| access::change_password(tx, &keep, HASH, NEW)).await.unwrap();
        assert_eq!(world.desk.ask(chika, access::sessions).await.unwrap(), [here]);
        assert_eq!(hash_of(&world, &cast).await, NEW);
    }

    async fn a_password_that_changed_meanwhile_is_not_overwritten(world: World) {
        let cast = world.cast().await;
        let none = Digest::of(b"none");
        let done = world.desk.change(world.actor(cast.chika).await, move |tx| access::change_password(tx, &none, "stale", NEW)).await;
        assert!(matches!(done, Err(Error::Conflict)));
        assert_eq!(hash_of(&world, &cast).await, HASH);
    }

    async fn an_address_that_moved_on_opens_nothing(world: World) {
        let cast = world.cast().await;
        world.desk.change(world.actor(cast.aya).await, move |tx| people::add_address(tx, cast.chika, &email("ueda@hinode.example"))).await.unwrap();
        forget(&world, "ueda@hinode.example").await;
        let link = mailed(&world).await;
        assert_eq!(letters(&world).await[0].0, "ueda@hinode.example");
        world.desk.change(world.actor(cast.aya).await, move |tx| people::remove_address(tx, cast.chika, &email("ueda@hinode.example"))).await.unwrap();
        let done = world.desk.change(Actor::Anonymous, move |tx| access::reset_password(tx, &link, NEW)).await;
        assert_eq!(refusal(done), Refusal::LinkUsedOrOld);
    }

    async fn whoever_holds_the_machine_can_set_a_password_and_nobody_else(world: World) {
        let cast = world.cast().await;
        for person in [cast.aya, cast.chika] {
            let done = world.desk.change(world.actor(person).await, move |tx| access::set_password(tx, cast.chika, NEW)).await;
            assert!(matches!(done, Err(Error::Missing)));
        }
        world.desk.change(Actor::System, move |tx| access::set_password(tx, cast.chika, NEW)).await.unwrap();
        assert_eq!(hash_of(&world, &cast).await, NEW);
    }

    async fn a_link_for_one_purpose_opens_no_other(world: World) {
        world.cast().await;
        world.desk.change(Actor::Anonymous, |tx| access::ask_sign_in_link(tx, &email("chika@hinode.example"))).await.unwrap();
        let link = mailed(&world).await;
        let done = world.desk.change(Actor::Anonymous, move |tx| access::reset_password(tx, &link, NEW)).await;
        assert_eq!(refusal(done), Refusal::LinkUsedOrOld);
    }
}
