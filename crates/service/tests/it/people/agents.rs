//! Agents: roles, levels, coming and going.

use base::{CleanHtml, Digest};
use desk::conversation::{NewAttachment, Signature};
use desk::people::{Agent, PersonId, Shortcuts};
use desk::{Error, Event, Level, Refusal, Role};
use service::{Actor, Done, conversation, people};
use testing::{Cast, World, refusal};

async fn agent(world: &World, person: PersonId) -> Agent {
    let all = world.desk.ask(Actor::System, people::agents).await.unwrap();
    all.into_iter().map(|(_, agent)| agent).find(|agent| agent.person == person).unwrap()
}

async fn as_aya<T: Send + 'static>(
    world: &World,
    cast: &Cast,
    verb: impl FnOnce(&mut service::Tx) -> Done<T> + Send + 'static,
) -> Done<T> {
    world.desk.change(world.actor(cast.aya).await, verb).await
}

async fn last_event(world: &World) -> Event {
    world.desk.ask(Actor::System, |read| Ok(store::events::newest(read, i64::MAX, 1)?)).await.unwrap().remove(0).event
}

testing::on_both! {
    async fn a_role_changes_and_the_log_says_from_what_to_what(world: World) {
        let cast = world.cast().await;
        let before = agent(&world, cast.chika).await;
        let after = as_aya(&world, &cast, move |tx| people::set_role(tx, cast.chika, Role::Supervisor, before.version)).await.unwrap();
        assert_eq!(after, agent(&world, cast.chika).await);
        assert_eq!(after.role, Role::Supervisor);
        let said = Event::RoleChanged { person: cast.chika, from: Role::Agent, to: Role::Supervisor };
        assert_eq!(last_event(&world).await, said);
    }

    async fn a_level_changes_and_no_level_is_none(world: World) {
        let cast = world.cast().await;
        let before = agent(&world, cast.chika).await;
        let lowered = as_aya(&world, &cast, move |tx| people::set_level(tx, cast.chika, cast.support, Level::None, before.version)).await.unwrap();
        assert_eq!(world.actor(cast.chika).await.level(cast.support), Level::None);
        let said = Event::LevelChanged { person: cast.chika, team: cast.support, from: Level::Full, to: Level::None };
        assert_eq!(last_event(&world).await, said);
        as_aya(&world, &cast, move |tx| people::set_level(tx, cast.chika, cast.support, Level::Reply, lowered.version)).await.unwrap();
        assert_eq!(agent(&world, cast.chika).await.levels[&cast.support], Level::Reply);
    }

    async fn two_administrators_do_not_overwrite_each_other(world: World) {
        let cast = world.cast().await;
        let seen = agent(&world, cast.chika).await.version;
        as_aya(&world, &cast, move |tx| people::set_role(tx, cast.chika, Role::Light, seen)).await.unwrap();
        let late = as_aya(&world, &cast, move |tx| people::set_level(tx, cast.chika, cast.billing, Level::Full, seen)).await;
        assert!(matches!(late, Err(Error::Conflict)));
        assert_eq!(agent(&world, cast.chika).await.levels[&cast.billing], Level::Read);
    }

    async fn the_last_administrator_stays_one(world: World) {
        let cast = world.cast().await;
        let aya = agent(&world, cast.aya).await.version;
        let demoted = as_aya(&world, &cast, move |tx| people::set_role(tx, cast.aya, Role::Agent, aya)).await;
        assert_eq!(refusal(demoted), Refusal::LastAdministrator);
        let gone = as_aya(&world, &cast, move |tx| people::deactivate(tx, cast.aya, aya)).await;
        assert_eq!(refusal(gone), Refusal::LastAdministrator);
        let ben = agent(&world, cast.ben).await.version;
        as_aya(&world, &cast, move |tx| people::set_role(tx, cast.ben, Role::Administrator, ben)).await.unwrap();
        as_aya(&world, &cast, move |tx| people::deactivate(tx, cast.aya, aya)).await.unwrap();
    }

    async fn an_administrator_who_never_joined_does_not_count(world: World) {
        let cast = world.cast().await;
        as_aya(&world, &cast, |tx| service::access::invite(tx, service::access::Invite {
            name: "Goro".into(),
            email: testing::email("goro@hinode.example"),
            role: Role::Administrator,
            levels: Default::default(),
            language: base::Language::English,
        })).await.unwrap();
        let aya = agent(&world, cast.aya).await.version;
        let gone = as_aya(&world, &cast, move |tx| people::deactivate(tx, cast.aya, aya)).await;
        assert_eq!(refusal(gone), Refusal::LastAdministrator);
    }

    async fn two_administrators_cannot_remove_each_other_at_once(world: World) {
        let cast = world.cast().await;
        let ben = agent(&world, cast.ben).await.version;
        as_aya(&world, &cast, move |tx| people::set_role(tx, cast.ben, Role::Administrator, ben)).await.unwrap();
        let (aya, ben) = (agent(&world, cast.aya).await, agent(&world, cast.ben).await);
        let (by_aya, by_ben) = (aya.actor(), ben.actor());
        let (first, second) = tokio::join!(
            world.desk.change(by_aya, move |tx| people::deactivate(tx, ben.person, ben.version)),
            world.desk.change(by_ben, move |tx| people::deactivate(tx, aya.person, aya.version)),
        );
        assert_eq!(usize::from(first.is_ok()) + usize::from(second.is_ok()), 1, "{first:?} {second:?}");
    }

    async fn who_is_deactivated_keeps_their_name_and_can_come_back(world: World) {
        let cast = world.cast().await;
        let seen = agent(&world, cast.chika).await.version;
        let gone = as_aya(&world, &cast, move |tx| people::deactivate(tx, cast.chika, seen)).await.unwrap();
        let all = world.desk.ask(Actor::System, people::agents).await.unwrap();
        assert!(all.iter().any(|(person, agent)| person.name == "Chika Ueda" && !agent.active));
        let back = as_aya(&world, &cast, move |tx| people::reactivate(tx, cast.chika, gone.version)).await.unwrap();
        assert!(back.active);
        assert_eq!(back.levels.get(&cast.support), Some(&Level::Full));
        let known = world.desk.ask(Actor::Anonymous, |read| service::access::credentials(read, &testing::email("chika@hinode.example"))).await;
        assert!(known.unwrap().is_some(), "they sign in with the password they had");
    }

    async fn a_requester_has_no_role_to_change(world: World) {
        let cast = world.cast().await;
        let done = as_aya(&world, &cast, move |tx| people::set_role(tx, cast.kei, Role::Administrator, 1)).await;
        assert!(matches!(done, Err(Error::Missing)));
    }

    async fn one_signs_ones_own_letters(world: World) {
        let cast = world.cast().await;
        let seen = agent(&world, cast.dai).await.version;
        world.desk.change(world.actor(cast.dai).await, move |tx| people::set_signature(tx, "Dai\r\nHinode Coffee\n".into(), seen)).await.unwrap();
        assert_eq!(agent(&world, cast.dai).await.signature, "Dai\nHinode Coffee");
        let stale = world.desk.change(world.actor(cast.dai).await, move |tx| people::set_signature(tx, "x".into(), seen)).await;
        assert!(matches!(stale, Err(Error::Conflict)));
    }

    async fn the_picture_of_ones_own_signature_is_nobody_elses_and_goes_with_it(world: World) {
        let cast = world.cast().await;
        let (dai, digest) = (world.actor(cast.dai).await, Digest::of(b"logo"));
        let logo = NewAttachment {
            digest: digest.clone(),
            name: "logo.png".into(),
            content_type: "image/png".into(),
            size: 4,
            inline: true,
            content_id: Some("logo@kippu".into()),
        };
        let html = CleanHtml::clean("<p><b>Dai</b> <img src=\"cid:logo@kippu\" alt=\"logo.png\"></p>");
        let wish = Signature { html, pictures: vec![logo], ..Signature::default() };
        let (kept, seen) = (wish.clone(), agent(&world, cast.dai).await.version);
        world.desk.change(dai.clone(), move |tx| people::set_signature(tx, wish, seen)).await.unwrap();
        let own = world.desk.ask(dai.clone(), people::own_signature).await.unwrap();
        assert_eq!((own.text.as_str(), &own.html, &own.pictures), ("Dai", &kept.html, &kept.pictures));
        let look = |read: &mut service::Read| conversation::loose(read, "logo@kippu");
        assert_eq!(world.desk.ask(dai.clone(), look).await.unwrap().digest, digest);
        for other in [world.actor(cast.chika).await, Actor::Requester(cast.kei), Actor::Anonymous] {
            assert!(world.desk.ask(other, look).await.is_err());
        }
        let forgets = |digest: Digest| world.desk.change(Actor::System, move |tx| conversation::may_forget(tx, &digest));
        assert!(!forgets(digest.clone()).await.unwrap(), "the signature holds it");
        let many = Signature { pictures: (0..6).map(|n| NewAttachment { content_id: Some(format!("{n}@kippu")), ..kept.pictures[0].clone() }).collect(),
            html: CleanHtml::clean(&(0..6).map(|n| format!("<img src=\"cid:{n}@kippu\">")).collect::<String>()), ..Signature::default() };
        let refused = world.desk.change(dai.clone(), move |tx| people::set_signature(tx, many, seen + 1)).await;
        assert_eq!(refusal(refused), Refusal::SignaturePictures);
        world.desk.change(dai, move |tx| people::set_signature(tx, "Dai".into(), seen + 1)).await.unwrap();
        assert!(forgets(digest).await.unwrap());
    }

    async fn keys_that_were_moved_are_ones_own(world: World) {
        let cast = world.cast().await;
        let chosen = |word| if word == "snooze" { ";".into() } else { Shortcuts::default().of(word).into() };
        let wish = Shortcuts::chosen(true, chosen).expect("sound");
        let moved = wish.clone();
        world.desk.change(world.actor(cast.dai).await, move |tx| people::choose_shortcuts(tx, &moved)).await.unwrap();
        for (person, expected) in [(cast.dai, wish), (cast.chika, Shortcuts::default())] {
            let asked = world.desk.change(Actor::Anonymous, move |tx| {
                let (token, _) = service::access::sign_in(tx, person, "Firefox", "192.0.2.1")?;
                service::access::actor_of(tx, &token)
            });
            assert_eq!(asked.await.unwrap().expect("signed in").shortcuts, expected);
        }
        let stranger = world.desk.change(Actor::Requester(cast.kei), |tx| people::choose_shortcuts(tx, &Shortcuts::default()));
        assert!(matches!(stranger.await, Err(Error::Missing)));
    }

    async fn agents_stand_in_the_order_of_their_names(world: World) {
        world.cast().await;
        let all = world.desk.ask(Actor::System, people::agents).await.unwrap();
        let names: Vec<_> = all.iter().map(|(person, _)| person.name.as_str()).collect();
        assert_eq!(names, ["Aya Mori", "Ben Okada", "Chika Ueda", "Dai Nishi", "Eve Hart"]);
        assert_eq!(all[1].1.levels.len(), 2);
    }
}
