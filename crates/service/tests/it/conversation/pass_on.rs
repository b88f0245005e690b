//! One message of a ticket, passed on.

use crate::desk_work::*;
use base::{Address, CleanHtml, Digest, Language};
use desk::Refusal;
use desk::conversation::{MessageId, Mode, NewAttachment};
use desk::ticket::{Origin, TicketNumber};
use service::conversation::{self, Compose, Incoming};
use service::ticket;
use testing::{World, email};

fn file(name: &str, content_id: Option<&str>) -> NewAttachment {
    NewAttachment {
        digest: Digest::of(name.as_bytes()),
        name: name.into(),
        content_type: "image/png".into(),
        size: 4,
        inline: content_id.is_some(),
        content_id: content_id.map(str::to_owned),
    }
}

/// What was said first.
async fn first_of(world: &World, number: TicketNumber) -> MessageId {
    let ticket = now(world, number).await.id;
    system(world, move |tx| Ok(store::conversation::messages::newest(tx, ticket, 1)?)).await[0].id
}

testing::on_both! {
    async fn a_message_is_passed_on_with_its_headers_and_files(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let number = asked(&world, &cast).await.number;
        let said = Incoming {
            subject: "Lot number".into(),
            from: Some(Address::new("Kei Tanaka", email("kei@customer.example"))),
            to: vec![Address::bare(email("help@hinode.example"))],
            html: CleanHtml::clean("<p>It is <b>7</b> &lt;here&gt; <img src=\"cid:lamp\"></p>"),
            attachments: vec![file("photo.png", None), file("lamp.png", Some("lamp")), file("pixel.png", Some("unused"))],
            ..Incoming::said(cast.kei, Origin::Mail, "It is 7")
        };
        let second = system(&world, move |tx| conversation::incoming(tx, number, said)).await;
        by(&world, cast.chika, move |tx| conversation::begin_forward(tx, number, second, Language::English, "Asia/Tokyo")).await.unwrap();
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        let draft = page.draft.unwrap();
        assert_eq!((draft.mode, draft.to.as_str()), (Mode::Forward, ""));
        for part in ["Kei Tanaka <kei@customer.example>", "help@hinode.example", "Lot number", "It is 7"] {
            assert!(draft.text.contains(part), "{part}: {}", draft.text);
        }
        assert!(!draft.text.contains("kettle"), "the chosen message alone");
        assert!(draft.html.as_str().contains("<b>7</b>") && draft.html.as_str().contains("&lt;kei@customer.example&gt;"), "{}", draft.html.as_str());
        assert_eq!(draft.attachments.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["photo.png", "lamp.png"]);
        // What is sent then is a forward as any other; the requester sees nothing of it.
        let compose = Compose { to: vec![Address::bare(email("maker@factory.example"))], text: draft.text, attachments: draft.attachments, ..Compose::default() };
        by(&world, cast.chika, move |tx| conversation::forward(tx, number, compose)).await.unwrap();
        let public = seen_by(&world, cast.kei, move |read| ticket::public_page(read, number)).await.unwrap();
        assert_eq!(public.messages.len(), 2);
    }

    async fn a_letter_is_corrected_and_sent_again_to_the_same_people(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let number = asked(&world, &cast).await.number;
        let sent = Compose { cc: vec![Address::bare(email("mio@customer.example"))], attachments: vec![file("plan.png", None)], ..to_kei("We come on Munday") };
        let reply = by(&world, cast.chika, move |tx| conversation::reply(tx, number, sent)).await.unwrap();
        by(&world, cast.ben, move |tx| conversation::begin_again(tx, number, reply)).await.unwrap();
        let draft = seen_by(&world, cast.ben, move |read| ticket::page(read, number)).await.unwrap().draft.unwrap();
        assert_eq!((draft.mode, draft.text.as_str(), draft.to.as_str(), draft.cc.as_str(), draft.attachments.len()),
            (Mode::ReplyAll, "We come on Munday", "kei@customer.example", "mio@customer.example", 1));
        let first = seen_by(&world, cast.ben, move |read| conversation::splittable(read, number)).await.unwrap().1[0].0.id;
        assert_missing(by(&world, cast.ben, move |tx| conversation::begin_again(tx, number, first)).await);
        assert_refused(by(&world, cast.dai, move |tx| conversation::begin_again(tx, number, reply)).await, Refusal::NotAllowed);
        assert_missing(by(&world, cast.eve, move |tx| conversation::begin_again(tx, number, reply)).await);
    }

    async fn what_was_begun_before_is_in_the_history_and_who_holds_the_ticket_keeps_it(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let first = first_of(&world, number).await;
        by(&world, cast.chika, move |tx| {
            let begun = conversation::Begun { mode: Mode::Reply, text: "Dear Kei, a long answer".into(), html: CleanHtml::default(), to: String::new(), cc: String::new(), bcc: String::new(), attachments: vec![], shared: false, name: String::new(), chosen: Default::default(), revision: 3 };
            conversation::save_draft(tx, number, begun)?;
            conversation::begin_forward(tx, number, first, Language::Japanese, "Asia/Tokyo")
        }).await.unwrap();
        let kept = by(&world, cast.chika, move |tx| conversation::drafts(tx, number)).await.unwrap();
        assert!(kept.versions.iter().any(|version| version.text.contains("a long answer")));
        by(&world, cast.aya, move |tx| ticket::set_lock_minutes(tx, cast.support, 30)).await.unwrap();
        by(&world, cast.chika, move |tx| conversation::begin_forward(tx, number, first, Language::English, "UTC")).await.unwrap();
        let held = by(&world, cast.ben, move |tx| conversation::begin_forward(tx, number, first, Language::English, "UTC")).await;
        assert!(matches!(held, Err(desk::Error::Refused(_))), "{held:?}");
    }

    async fn what_was_said_about_a_draft_that_has_gone_is_a_note_that_is_begun(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        by(&world, cast.chika, move |tx| {
            conversation::save_draft(tx, number, begun("Dear Kei", 3))?;
            conversation::begin_note(tx, number, "Ask the factory first")
        }).await.unwrap();
        let draft = by(&world, cast.chika, move |tx| conversation::draft(tx, number)).await.unwrap().unwrap();
        assert_eq!((draft.mode, draft.text.as_str(), draft.shared), (Mode::Note, "Ask the factory first", false));
        let kept = by(&world, cast.chika, move |tx| conversation::drafts(tx, number)).await.unwrap();
        assert!(kept.versions.iter().any(|version| version.text == "Dear Kei"));
        let begin = |who, text: &'static str| by(&world, who, move |tx| conversation::begin_note(tx, number, text));
        assert_refused(begin(cast.chika, " \n").await, Refusal::MessageEmpty);
        assert_missing(begin(cast.eve, "Mine").await);
        begin(cast.dai, "Whoever may note may").await.unwrap();
    }

    async fn notes_stay_and_only_who_may_answer_passes_on(world: World) {
        let cast = world.cast().await;
        let (one, other) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number);
        let note = by(&world, cast.chika, move |tx| conversation::note(tx, one, Compose { text: "Angry".into(), ..Compose::default() })).await.unwrap();
        let begin = |who, number, id| by(&world, who, move |tx| conversation::begin_forward(tx, number, id, Language::English, "UTC"));
        assert_refused(begin(cast.chika, one, note).await, Refusal::NotesStayHere);
        let first = first_of(&world, other).await;
        assert_missing(begin(cast.chika, one, first).await);
        assert_missing(begin(cast.eve, other, first).await);
        assert_missing(begin(cast.kei, other, first).await);
        assert_refused(begin(cast.dai, other, first).await, Refusal::NotAllowed);
    }
}
