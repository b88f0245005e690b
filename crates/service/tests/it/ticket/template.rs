//! What tickets are begun with.

use crate::desk_work::*;
use base::{CleanHtml, Digest};
use desk::conversation::{Assignee, MostAttached, NewAttachment};
use desk::ticket::{Kind, TemplateWish};
use desk::{Actor, Refusal};
use service::conversation;
use service::ticket::{self, keep_template, remove_template, take_template, templates};
use std::time::Duration;

fn picture() -> NewAttachment {
    NewAttachment {
        digest: Digest::of(b"lid"),
        name: "lid.png".into(),
        content_type: "image/png".into(),
        size: 3,
        inline: true,
        content_id: Some("lid@kippu".into()),
    }
}

fn wish() -> TemplateWish {
    TemplateWish {
        subject: "A new colleague".into(),
        kind: Some(Kind::Task),
        assignee: Assignee::Writer,
        due: "in 3 days".into(),
        html: CleanHtml::clean("<p>Welcome <img src=\"cid:lid@kippu\"></p>"),
        files: vec![picture()],
        ..TemplateWish::default()
    }
}

/// Whether the bytes of the picture are to be forgotten, an hour later.
async fn forgotten(world: &testing::World) -> bool {
    world.clock.advance(Duration::from_secs(3601));
    let waits = system(world, |tx| {
        let jobs = store::jobs::claim(tx, conversation::FORGET, "test", Duration::from_secs(60), 10)?;
        Ok(jobs.iter().any(|job| job.body == Digest::of(b"lid").as_str()))
    });
    waits.await
}

testing::on_both! {
    async fn one_is_kept_taken_by_its_name_once_more_and_removed(world: World) {
        let cast = world.cast().await;
        let id = by(&world, cast.aya, |tx| keep_template(tx, " New  colleague ", wish(), "UTC")).await.unwrap();
        let again = by(&world, cast.aya, |tx| keep_template(tx, "New colleague", TemplateWish { subject: "Hello".into(), ..wish() }, "UTC")).await;
        assert_eq!(again.unwrap(), id, "it takes the place of the one of its name");
        let all = seen_by(&world, cast.dai, templates).await.unwrap();
        assert_eq!((all.len(), all[0].wish.subject.as_str()), (1, "Hello"));
        assert_missing(seen_by(&world, cast.kei, templates).await);
        for somebody in [cast.chika, cast.ben] {
            assert_refused(by(&world, somebody, |tx| keep_template(tx, "x", wish(), "UTC")).await, Refusal::NotAllowed);
            assert_refused(by(&world, somebody, move |tx| remove_template(tx, id)).await, Refusal::NotAllowed);
        }
        let wrong = |name: &'static str, wish: TemplateWish| by(&world, cast.aya, move |tx| keep_template(tx, name, wish, "UTC"));
        assert_refused(wrong(" ", wish()).await, Refusal::NameEmpty);
        assert_refused(wrong("x", TemplateWish { due: "some day".into(), ..wish() }).await, Refusal::WhenUnclear);
        by(&world, cast.aya, move |tx| remove_template(tx, id)).await.unwrap();
        assert_missing(by(&world, cast.aya, move |tx| remove_template(tx, id)).await);
        assert_missing(by(&world, cast.chika, move |tx| take_template(tx, id)).await);
    }

    async fn its_pictures_are_at_hand_for_whoever_begins_with_it(world: World) {
        let cast = world.cast().await;
        let id = by(&world, cast.aya, |tx| keep_template(tx, "Welcome", wish(), "UTC")).await.unwrap();
        for _ in 0..2 {
            by(&world, cast.chika, move |tx| take_template(tx, id)).await.unwrap();
        }
        let file = seen_by(&world, cast.chika, |read| conversation::loose(read, "lid@kippu")).await.unwrap();
        assert_eq!(file, picture());
        assert_missing(seen_by(&world, cast.ben, |read| conversation::loose(read, "lid@kippu")).await);
        let shown = seen_by(&world, cast.chika, |read| conversation::loose_of(read, &wish().html, ["lid@kippu"].into_iter())).await.unwrap();
        assert_eq!(shown, vec![picture()], "once, and as the picture it is");
    }

    async fn files_that_no_text_took_are_forgotten_and_their_bytes_are_held_till_then(world: World) {
        let cast = world.cast().await;
        by(&world, cast.chika, |tx| conversation::keep_loose(tx, picture())).await.unwrap();
        let held = || world.desk.ask(Actor::System, |read| Ok(store::conversation::redactions::is_held(read, &Digest::of(b"lid"))?));
        assert!(held().await.unwrap());
        let nameless = NewAttachment { content_id: None, ..picture() };
        assert!(by(&world, cast.chika, move |tx| conversation::keep_loose(tx, nameless)).await.is_err());
        assert_missing(by(&world, cast.kei, |tx| conversation::keep_loose(tx, picture())).await);
        world.clock.advance(Duration::from_secs(31 * 24 * 3600));
        system(&world, |tx| service::schedule::tick(tx, "clock")).await;
        assert!(!held().await.unwrap());
        assert_missing(seen_by(&world, cast.chika, |read| conversation::loose(read, "lid@kippu")).await);
        assert!(forgotten(&world).await, "and so do their bytes");
    }

    async fn what_one_keeps_unsent_is_bounded_in_bytes_too(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let room = MostAttached::default().loose_bytes();
        let film = |n: u8, size| NewAttachment {
            digest: Digest::of(&[n]),
            name: "film.mp4".into(),
            content_type: "video/mp4".into(),
            size,
            inline: false,
            content_id: Some(format!("{n}@kippu")),
        };
        let keep = |who, file| by(&world, who, move |tx| conversation::keep_loose(tx, file));
        keep(cast.chika, film(1, room - 1)).await.unwrap();
        keep(cast.chika, film(2, 1)).await.unwrap();
        assert_refused(keep(cast.chika, film(3, 1)).await, Refusal::LooseFilesTooLarge);
        keep(cast.ben, film(1, room)).await.unwrap();
        by(&world, cast.chika, |tx| conversation::forget_loose(tx, "2@kippu")).await.unwrap();
        keep(cast.chika, film(3, 1)).await.unwrap();
        assert_refused(keep(cast.chika, film(4, 1)).await, Refusal::LooseFilesTooLarge);
        let sent = film(1, 1);
        by(&world, cast.kei, move |tx| ticket::answer(tx, number, "See the film", vec![sent])).await.unwrap();
        keep(cast.chika, film(4, room - 1)).await.unwrap();
    }

    async fn a_file_that_was_taken_off_is_forgotten_unless_a_template_has_it(world: World) {
        let cast = world.cast().await;
        let forget = |who| by(&world, who, |tx| conversation::forget_loose(tx, "lid@kippu"));
        by(&world, cast.chika, |tx| conversation::keep_loose(tx, picture())).await.unwrap();
        for somebody in [cast.ben, cast.kei] {
            assert_missing(forget(somebody).await);
        }
        forget(cast.chika).await.unwrap();
        assert_missing(forget(cast.chika).await);
        assert!(forgotten(&world).await);
        let id = by(&world, cast.aya, |tx| keep_template(tx, "Welcome", wish(), "UTC")).await.unwrap();
        by(&world, cast.chika, move |tx| take_template(tx, id)).await.unwrap();
        forget(cast.chika).await.unwrap();
        let file = seen_by(&world, cast.chika, |read| conversation::loose(read, "lid@kippu")).await;
        assert_eq!(file.unwrap(), picture(), "another form may have begun with it");
    }
}
