//! Drafts.

use crate::desk_work::*;
use desk::Refusal;
use desk::channel::Signs;
use desk::conversation::{Chosen, Lines, MOST_ATTACHED_BYTES, MostAttached, NewAttachment};
use service::conversation::{self, Begun, Compose};
use service::{house, ticket};
use std::time::Duration;

testing::on_both! {
    async fn the_newest_draft_stays(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        assert!(by(&world, cast.chika, move |tx| conversation::save_draft(tx, number, begun("Dear Kei", 2))).await.unwrap());
        assert!(!by(&world, cast.chika, move |tx| conversation::save_draft(tx, number, begun("Dear", 1))).await.unwrap());
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        assert_eq!(page.draft.unwrap().text, "Dear Kei");
    }

    async fn what_another_window_stands_in_the_way_of_is_kept_beside_it(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let saves = |name: &str, text: &str, revision| {
            let draft = Begun { name: name.into(), ..begun(text, revision) };
            by(&world, cast.chika, move |tx| conversation::save_draft(tx, number, draft))
        };
        let versions = || async {
            let found = seen_by(&world, cast.chika, move |read| conversation::drafts(read, number)).await.unwrap();
            found.versions.into_iter().map(|version| version.text).collect::<Vec<_>>()
        };
        assert!(saves("a", "Dear Kei", 1).await.unwrap());
        for text in ["A long", "A long and careful", "A careful answer"] {
            assert!(!saves("b", text, 1).await.unwrap());
        }
        assert_eq!(versions().await, ["A careful answer"], "as it was last");
        assert!(!saves("b", "A", 1).await.unwrap());
        assert_eq!(versions().await, ["A", "A careful answer"], "what was cut is not lost");
        assert!(!saves("b", "", 1).await.unwrap() && versions().await.len() == 2);
        assert!(saves("a", "Dear Kei, yes", 2).await.unwrap());
        assert!(saves("c", "A careful answer", 3).await.unwrap(), "loaded again, it goes on");
        assert_eq!(versions().await[0], "Dear Kei, yes", "and the other one is kept at once");
        assert_missing(by(&world, cast.eve, move |tx| conversation::save_draft(tx, number, begun("x", 1))).await);
    }

    async fn a_draft_goes_when_it_is_emptied_dropped_or_sent(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        for ending in 0..4 {
            by(&world, cast.chika, move |tx| conversation::save_draft(tx, number, begun("Dear Kei", 1))).await.unwrap();
            by(&world, cast.chika, move |tx| match ending {
                0 => conversation::save_draft(tx, number, begun("  ", 2)).map(drop),
                1 => conversation::drop_draft(tx, number),
                2 => conversation::note(tx, number, conversation::Compose { text: "x".into(), ..Default::default() }).map(drop),
                _ => conversation::reply(tx, number, to_kei("Dear Kei")).map(drop),
            }).await.unwrap();
            let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
            assert_eq!(page.draft, None, "{ending}");
        }
    }

    async fn a_saving_that_comes_behind_the_sending_brings_no_draft_back(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let saves = |name: &'static str, text: &'static str, revision| by(&world, cast.chika, move |tx| {
            conversation::unless_sent(tx, number, name, |tx| conversation::save_draft(tx, number, begun(text, revision)))
        });
        let kept = || seen_by(&world, cast.chika, move |read| Ok(conversation::draft(read, number)?.map(|draft| draft.text)));
        assert!(saves("one", "Dear", 1).await.unwrap());
        by(&world, cast.chika, move |tx| {
            conversation::reply(tx, number, to_kei("Dear Kei"))?;
            conversation::draft_is_sent(tx, "one")
        }).await.unwrap();
        for revision in [1, 2, 9] {
            assert!(saves("one", "Dear Kei", revision).await.unwrap(), "nobody is troubled with it");
        }
        assert_eq!(kept().await.unwrap(), None, "it is said");
        // Another window, or what is written next.
        assert!(saves("two", "And by the way", 1).await.unwrap());
        assert_eq!(kept().await.unwrap().as_deref(), Some("And by the way"));
        assert!(!saves("three", "Older", 1).await.unwrap(), "one window still does not overwrite another");
        assert!(saves("one", "Dear Kei", 7).await.unwrap());
        assert_eq!(kept().await.unwrap().as_deref(), Some("And by the way"), "nor does what is said");
        let bens = by(&world, cast.ben, move |tx| conversation::unless_sent(tx, number, "one", |tx| conversation::save_draft(tx, number, begun("Mine", 1)))).await.unwrap();
        assert!(bens);
        let page = seen_by(&world, cast.ben, move |read| ticket::page(read, number)).await.unwrap();
        assert_eq!(page.draft.unwrap().text, "Mine", "everybody has names of their own");
        assert_missing(by(&world, cast.eve, move |tx| conversation::unless_sent(tx, number, "one", |tx| conversation::save_draft(tx, number, begun("x", 1)))).await);
    }

    async fn what_goes_by_no_name_is_kept_as_ever(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        for name in [String::new(), "x".repeat(41)] {
            let sent = name.clone();
            by(&world, cast.chika, move |tx| conversation::draft_is_sent(tx, &sent)).await.unwrap();
            by(&world, cast.chika, move |tx| conversation::unless_sent(tx, number, &name, |tx| conversation::save_draft(tx, number, begun("Dear Kei", 1)))).await.unwrap();
            let draft = seen_by(&world, cast.chika, move |read| conversation::draft(read, number)).await.unwrap();
            assert_eq!(draft.unwrap().text, "Dear Kei");
            by(&world, cast.chika, move |tx| conversation::drop_draft(tx, number)).await.unwrap();
        }
    }

    async fn a_draft_leaves_no_trace_in_the_log_and_touches_no_version(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let (number, before) = (ticket.number, log(&world, &ticket).await.len());
        by(&world, cast.chika, move |tx| conversation::save_draft(tx, number, begun("Dear Kei", 1))).await.unwrap();
        assert_eq!((now(&world, number).await.version, log(&world, &ticket).await.len()), (ticket.version, before));
    }

    async fn colleagues_comment_on_what_is_shared_until_it_is_sent(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let (number, chika, ben) = (ticket.number, cast.chika, cast.ben);
        let comments = |who, text: &'static str| by(&world, who, move |tx| conversation::comment_draft(tx, number, chika, text));
        by(&world, chika, move |tx| conversation::save_draft(tx, number, begun("Dear Kei", 1))).await.unwrap();
        assert_missing(comments(ben, "Too short").await);
        let shared = Begun { shared: true, ..begun("Dear Kei,", 2) };
        by(&world, chika, move |tx| conversation::save_draft(tx, number, shared)).await.unwrap();
        assert_refused(comments(ben, " ").await, Refusal::MessageEmpty);
        assert_missing(comments(cast.eve, "Hello").await);
        comments(ben, "Say when it comes.").await.unwrap();
        let commenters = |who| seen_by(&world, who, move |read| conversation::commenters(read, number));
        assert_eq!(commenters(chika).await.unwrap(), ["Ben Okada"]);
        assert!(commenters(ben).await.unwrap().is_empty(), "it is not his");
        comments(chika, "On Monday?").await.unwrap();
        assert!(commenters(chika).await.unwrap().is_empty(), "she has answered");
        assert_eq!(last_event(&world, &ticket).await.kind(), "draft_commented");
        let said = |all: Vec<conversation::Commented>| all.into_iter().map(|(by, one)| format!("{by}: {}", one.text)).collect::<Vec<_>>();
        let told = ["Ben Okada: Say when it comes.", "Chika Ueda: On Monday?"];
        let of_chika = seen_by(&world, chika, move |read| conversation::drafts(read, number)).await.unwrap();
        assert_eq!(said(of_chika.own), told);
        let of_ben = seen_by(&world, ben, move |read| conversation::drafts(read, number)).await.unwrap();
        assert_eq!(said(of_ben.shared.into_iter().next().unwrap().2), told);
        by(&world, ben, move |tx| conversation::take_over_draft(tx, number, chika)).await.unwrap();
        let taken = seen_by(&world, ben, move |read| conversation::drafts(read, number)).await.unwrap();
        assert_eq!(said(taken.own), told, "they go along");
        by(&world, ben, move |tx| conversation::reply(tx, number, to_kei("Dear Kei"))).await.unwrap();
        let sent = seen_by(&world, ben, move |read| conversation::drafts(read, number)).await.unwrap();
        assert!(sent.own.is_empty(), "and are gone with it");
    }

    async fn nobody_drafts_where_they_do_not_read_nor_without_end(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        assert_missing(by(&world, cast.eve, move |tx| conversation::save_draft(tx, number, begun("x", 1))).await);
        let long = "x".repeat(200_001);
        assert_refused(by(&world, cast.chika, move |tx| conversation::save_draft(tx, number, begun(&long, 1))).await, Refusal::MessageTooLong);
        let line = Begun { cc: "x".repeat(30_001), ..begun("x", 1) };
        assert_refused(by(&world, cast.chika, move |tx| conversation::save_draft(tx, number, line)).await, Refusal::TooManyRecipients);
    }

    async fn a_version_keeps_whom_it_was_for_and_what_went_along(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        by(&world, cast.chika, move |tx| conversation::attach(tx, number, file("plan.pdf", 1))).await.unwrap();
        let long = Begun { cc: "mio@kyaku.example".into(), attachments: vec![file("plan.pdf", 1)], ..begun("A long and careful answer", 1) };
        by(&world, cast.chika, move |tx| conversation::save_draft(tx, number, long)).await.unwrap();
        let short = Begun { to: "x@other.example".into(), attachments: vec![file("other.pdf", 2)], ..begun("Short", 2) };
        by(&world, cast.chika, move |tx| conversation::save_draft(tx, number, short)).await.unwrap();
        let before = seen_by(&world, cast.chika, move |read| conversation::drafts(read, number)).await.unwrap().versions;
        let version = before[0].clone();
        assert_eq!((version.to.as_str(), version.cc.as_str(), &version.attachments[..]), ("kei@customer.example", "mio@kyaku.example", &[file("plan.pdf", 1)][..]));
        by(&world, cast.chika, move |tx| conversation::restore_draft(tx, number, version.id)).await.unwrap();
        let draft = seen_by(&world, cast.chika, move |read| conversation::draft(read, number)).await.unwrap().unwrap();
        assert_eq!((draft.text.as_str(), draft.to.as_str()), ("A long and careful answer", "kei@customer.example"));
        assert_eq!(draft.attachments, [file("plan.pdf", 1), file("other.pdf", 2)], "what was added since stays");
        assert_missing(by(&world, cast.ben, move |tx| conversation::restore_draft(tx, number, version.id)).await);
    }

    async fn files_belong_to_the_draft_and_go_with_whoever_takes_it_over(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let (chika, ben) = (cast.chika, cast.ben);
        for _ in 0..2 {
            by(&world, chika, move |tx| conversation::attach(tx, number, file("plan.pdf", 1))).await.unwrap();
        }
        let shared = move |tx: &mut service::Tx| {
            let attachments = conversation::draft(tx, number)?.map(|draft| draft.attachments).unwrap_or_default();
            conversation::save_draft(tx, number, Begun { attachments, shared: true, ..begun("Dear Kei", 1) })
        };
        by(&world, chika, shared).await.unwrap();
        assert_missing(by(&world, cast.eve, move |tx| conversation::attach(tx, number, file("x", 9))).await);
        by(&world, ben, move |tx| conversation::attach(tx, number, file("mine.pdf", 3))).await.unwrap();
        by(&world, ben, move |tx| conversation::take_over_draft(tx, number, chika)).await.unwrap();
        let taken = seen_by(&world, ben, move |read| conversation::draft(read, number)).await.unwrap().unwrap();
        assert_eq!(taken.attachments, [file("plan.pdf", 1)], "the same file twice is one");
        let before = seen_by(&world, ben, move |read| conversation::drafts(read, number)).await.unwrap().versions;
        assert!(before.iter().any(|one| one.attachments == [file("mine.pdf", 3)]), "one's own is not lost by it");
    }

    async fn what_is_chosen_goes_with_the_draft_and_with_what_it_was_before(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let (chika, ben) = (cast.chika, cast.ben);
        let chosen = Chosen { signs: Some(Signs::Nothing), mentions: vec![cast.aya], lines: Lines { to: Some(String::new()), more_cc: "mio@kyaku.example".into(), ..Lines::default() }, ..Chosen::default() };
        let first = Begun { shared: true, chosen: chosen.clone(), ..begun("A long and careful answer", 1) };
        by(&world, chika, move |tx| conversation::save_draft(tx, number, first)).await.unwrap();
        by(&world, ben, move |tx| conversation::take_over_draft(tx, number, chika)).await.unwrap();
        let taken = seen_by(&world, ben, move |read| conversation::draft(read, number)).await.unwrap().unwrap();
        assert_eq!((&taken.chosen, taken.lines()), (&chosen, chosen.lines.clone()));
        by(&world, ben, move |tx| conversation::save_draft(tx, number, begun("No", 2))).await.unwrap();
        let before = seen_by(&world, ben, move |read| conversation::drafts(read, number)).await.unwrap().versions[0].id;
        by(&world, ben, move |tx| conversation::restore_draft(tx, number, before)).await.unwrap();
        let again = seen_by(&world, ben, move |read| conversation::draft(read, number)).await.unwrap().unwrap();
        assert_eq!(again.chosen, chosen);
        let lines = Lines { forward_to: "x".repeat(30_001), ..Lines::default() };
        let long = Begun { chosen: Chosen { lines, ..Chosen::default() }, ..begun("x", 9) };
        assert_refused(by(&world, ben, move |tx| conversation::save_draft(tx, number, long)).await, Refusal::TooManyRecipients);
    }

    async fn a_draft_carries_a_bounded_load(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let attach = |file| by(&world, cast.chika, move |tx| conversation::attach(tx, number, file));
        let large = |size| NewAttachment { size, ..file("large", 200) };
        let usual = MostAttached::default().bytes();
        assert_refused(attach(large(usual + 1)).await, Refusal::AttachmentTooLarge);
        assert_refused(attach(NewAttachment { inline: true, content_id: Some("x".into()), ..large(MOST_ATTACHED_BYTES + 1) }).await, Refusal::AttachmentTooLarge);
        by(&world, cast.chika, move |tx| (0..50).try_for_each(|n| conversation::attach(tx, number, file("x", n)))).await.unwrap();
        assert_refused(attach(file("one more", 99)).await, Refusal::TooManyAttachments);
    }

    async fn an_administrator_says_what_agents_attach_and_requesters_attach_as_before(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let allow = |who, megabytes: i64| by(&world, who, move |tx| {
            let seen = house::load(tx)?.wish();
            let wish = house::Wish { attached: MostAttached::of(megabytes)?, ..seen.clone() };
            house::change(tx, &seen, &wish)
        });
        let attach = |size| by(&world, cast.chika, move |tx| {
            conversation::drop_draft(tx, number)?;
            conversation::attach(tx, number, NewAttachment { size, ..file("film.mp4", 1) })
        });
        attach(100_000_000).await.unwrap();
        assert_refused(attach(200_000_000).await, Refusal::AttachmentTooLarge);
        assert_refused(allow(cast.chika, 200).await, Refusal::NotAllowed);
        assert_refused(allow(cast.aya, 24).await, Refusal::MostAttachedInvalid);
        allow(cast.aya, 200).await.unwrap();
        attach(200_000_000).await.unwrap();
        let film = NewAttachment { size: 200_000_000, ..file("film.mp4", 1) };
        let sent = Compose { attachments: vec![film], ..to_kei("See the film") };
        by(&world, cast.chika, move |tx| conversation::reply(tx, number, sent)).await.unwrap();
        let theirs = NewAttachment { size: MOST_ATTACHED_BYTES + 1, ..file("mine.mp4", 2) };
        assert_refused(by(&world, cast.kei, move |tx| ticket::answer(tx, number, "See mine", vec![theirs])).await, Refusal::AttachmentTooLarge);
        allow(cast.aya, 25).await.unwrap();
        assert_refused(attach(MOST_ATTACHED_BYTES + 1).await, Refusal::AttachmentTooLarge);
        attach(MOST_ATTACHED_BYTES).await.unwrap();
    }

    async fn bytes_that_nothing_holds_any_more_are_forgotten(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let may_forget = |n: i64| system(&world, move |tx| conversation::may_forget(tx, &file("x", n).digest));
        for n in [1, 2, 3] {
            by(&world, cast.chika, move |tx| conversation::attach(tx, number, file("x", n))).await.unwrap();
        }
        assert!(!may_forget(1).await, "a draft holds it");
        by(&world, cast.chika, move |tx| conversation::detach(tx, number, &file("x", 1).digest)).await.unwrap();
        assert_missing(by(&world, cast.chika, move |tx| conversation::detach(tx, number, &file("x", 1).digest)).await);
        let waits = |n: i64| system(&world, move |tx| {
            let jobs = store::jobs::claim(tx, conversation::FORGET, "test", Duration::from_secs(60), 10)?;
            Ok(jobs.iter().any(|job| job.body == file("x", n).digest.as_str()))
        });
        assert!(!waits(1).await, "whoever attaches it again has an hour");
        world.clock.advance(Duration::from_secs(3601));
        assert!(waits(1).await && may_forget(1).await);
        let sent = Compose { attachments: vec![file("x", 2)], ..to_kei("Dear Kei") };
        by(&world, cast.chika, move |tx| conversation::reply(tx, number, sent)).await.unwrap();
        assert!(!may_forget(2).await, "the message holds it");
        assert!(!may_forget(3).await, "it did not go along, and is among what was written before");
        world.clock.advance(Duration::from_secs(31 * 24 * 3600));
        system(&world, |tx| service::schedule::tick(tx, "test")).await;
        world.clock.advance(Duration::from_secs(3601));
        assert!(waits(3).await && may_forget(3).await && !may_forget(2).await);
    }
}

fn file(name: &str, n: i64) -> NewAttachment {
    NewAttachment {
        digest: base::Digest::of(&n.to_be_bytes()),
        name: name.into(),
        content_type: "application/pdf".into(),
        size: 10,
        inline: false,
        content_id: None,
    }
}
