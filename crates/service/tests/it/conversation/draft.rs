//! Drafts.

use crate::desk_work::*;
use desk::Refusal;
use desk::conversation::Mode;
use service::conversation::{self, Begun};
use service::ticket;

fn begun(text: &str, revision: i64) -> Begun {
    Begun {
        mode: Mode::Reply,
        text: text.into(),
        html: Default::default(),
        to: "kei@customer.example".into(),
        cc: String::new(),
        bcc: String::new(),
        attachments: vec![],
        shared: false,
        revision,
    }
}

testing::on_both! {
    async fn the_newest_draft_stays(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        assert!(by(&world, cast.chika, move |tx| conversation::save_draft(tx, number, begun("Dear Kei", 2))).await.unwrap());
        assert!(!by(&world, cast.chika, move |tx| conversation::save_draft(tx, number, begun("Dear", 1))).await.unwrap());
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        assert_eq!(page.draft.unwrap().text, "Dear Kei");
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
        comments(chika, "On Monday?").await.unwrap();
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
}
