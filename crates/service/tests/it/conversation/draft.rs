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
