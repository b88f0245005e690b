//! One message of a ticket, passed on.

use crate::desk_work::*;
use base::{Address, CleanHtml, Digest, Language};
use desk::Refusal;
use desk::conversation::{Along, Chosen, MessageId, Mode, NewAttachment, Quoted};
use desk::ticket::{Origin, TicketNumber};
use service::conversation::{self, Begun, Compose, Incoming};
use service::ticket;
use std::time::Duration;
use testing::{Cast, World, email};

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

const MAKER: &str = "maker@factory.example";

fn to_maker(text: &str) -> Compose {
    Compose { text: text.into(), to: vec![Address::bare(email(MAKER))], ..Compose::default() }
}

/// What Kei and the desk said for all to read, and all that stands beside it: a note, a forward, what somebody else answered, and a
/// letter that has not left. The answer is what the somebody else said.
async fn talk(world: &World, cast: &Cast, number: TicketNumber) -> (MessageId, MessageId) {
    let (ben, mio) = (cast.ben, cast.mio);
    let note = by(world, ben, move |tx| {
        conversation::reply(tx, number, to_kei("We look into it"))?;
        conversation::forward(tx, number, to_maker("Do you know it?"))?;
        let later = tx.now().plus(Duration::from_secs(7200));
        conversation::reply(
            tx,
            number,
            Compose { send_at: Some(later), unless_answered: Some(false), ..to_kei("Perhaps tomorrow") },
        )?;
        conversation::note(tx, number, Compose { text: "Angry".into(), ..Compose::default() })
    });
    let note = note.await.unwrap();
    let from = Some(Address::new("Mio", email("mio@kyaku.example")));
    let price = Incoming { from, ..Incoming::said(mio, Origin::Mail, "It costs us 300") };
    let price = system(world, move |tx| conversation::incoming(tx, number, price)).await;
    (note, price)
}

testing::on_both! {
    async fn a_forward_takes_along_the_talk_with_the_requester_and_nothing_beside_it(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let number = asked(&world, &cast).await.number;
        let first = first_of(&world, number).await;
        world.clock.advance(Duration::from_secs(60));
        let (note, price) = talk(&world, &cast, number).await;
        let passed = |who, quoted| seen_by(&world, who, move |read| conversation::passed(read, number, quoted, Language::English, "Asia/Tokyo"));
        let talk = passed(cast.chika, Quoted::Talk).await.unwrap();
        for part in ["Kei Tanaka <kei@customer.example>", "My kettle leaks", "help@hinode.example", "We look into it", "Date: "] {
            assert!(talk.text.contains(part), "{part}: {}", talk.text);
        }
        for part in ["Angry", "300", "Do you know", "Perhaps tomorrow"] {
            assert!(!talk.text.contains(part), "{part}: {}", talk.text);
        }
        assert!(talk.text.find("We look into it") < talk.text.find("My kettle leaks"), "the newest first");
        let one = passed(cast.chika, Quoted::Message(first)).await.unwrap();
        assert!(one.text.contains("My kettle leaks") && !one.text.contains("We look"), "{}", one.text);
        assert_eq!(passed(cast.chika, Quoted::Nothing).await.unwrap(), conversation::Passed::default());
        assert_missing(passed(cast.chika, Quoted::Message(price)).await);
        assert_refused(passed(cast.chika, Quoted::Message(note)).await, Refusal::NotesStayHere);
        assert_refused(passed(cast.dai, Quoted::Talk).await, Refusal::NotAllowed);
        assert_missing(passed(cast.eve, Quoted::Talk).await);
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        let (last, who, _) = page.last_said.unwrap();
        assert_eq!((last, who.as_str()), (first, "Kei Tanaka"), "not what somebody else has said since");
        let sent = by(&world, cast.chika, move |tx| {
            let along = Along::whole(Quoted::Message(last));
            let compose = conversation::take_along(tx, number, to_maker("Please look"), &along, Language::English, "UTC")?;
            conversation::forward(tx, number, compose)
        });
        let sent = sent.await.unwrap();
        let (message, _) = seen_by(&world, cast.chika, move |read| conversation::message(read, number, sent)).await.unwrap();
        assert!(message.text.starts_with("Please look\n\n----------") && message.text.contains("My kettle leaks"), "{}", message.text);
        let back = by(&world, cast.chika, move |tx| conversation::take_back(tx, sent)).await.unwrap().unwrap();
        assert_eq!(back.chosen.along, Some(Along::default()), "it stands in the text, and does not go along twice");
    }

    async fn what_goes_along_is_put_into_the_text_with_the_files_that_nobody_took_out(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let number = asked(&world, &cast).await.number;
        let from = Some(Address::new("Kei Tanaka", email("kei@customer.example")));
        let attachments = vec![file("photo.png", None), file("bill.png", None), file("lamp.png", Some("lamp"))];
        let html = CleanHtml::clean("<p>It is <b>7</b> <img src=\"cid:lamp\"></p>");
        let said = Incoming { from, attachments, html, ..Incoming::said(cast.kei, Origin::Mail, "It is 7") };
        let said = system(&world, move |tx| conversation::incoming(tx, number, said)).await;
        let quoted = Quoted::Message(said);
        let passed = seen_by(&world, cast.chika, move |read| conversation::passed(read, number, quoted, Language::English, "UTC")).await.unwrap();
        let photo = passed.files.iter().find(|file| file.name == "photo.png").unwrap().id;
        let along = Along { quoted, files: Some(vec![photo]) };
        let names = |files: &[NewAttachment]| files.iter().map(|file| file.name.clone()).collect::<Vec<_>>();
        let begun = Begun { mode: Mode::Forward, to: MAKER.into(), chosen: Chosen { along: Some(along.clone()), ..Chosen::default() }, ..begun("Please look", 1) };
        let draft = by(&world, cast.chika, move |tx| {
            let compose = conversation::take_along(tx, number, to_maker("Please look"), &along, Language::English, "UTC")?;
            assert_eq!(names(&compose.attachments), ["photo.png", "lamp.png"]);
            assert!(compose.html.is_some_and(|html| html.as_str().contains("<b>7</b>") && html.as_str().starts_with("Please look")));
            conversation::save_draft(tx, number, begun)?;
            conversation::begin_forward(tx, number, quoted, Language::English, "UTC")?;
            conversation::draft(tx, number)
        });
        let draft = draft.await.unwrap().unwrap();
        assert_eq!((draft.mode, draft.to.as_str(), draft.chosen.along), (Mode::Forward, MAKER, Some(Along::default())));
        assert!(draft.text.starts_with("Please look\n\n----------") && draft.html.as_str().contains("<b>7</b>"), "{}", draft.text);
        assert_eq!(names(&draft.attachments), ["photo.png", "lamp.png"]);
    }

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
        by(&world, cast.chika, move |tx| conversation::begin_forward(tx, number, Quoted::Message(second), Language::English, "Asia/Tokyo")).await.unwrap();
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
            conversation::begin_forward(tx, number, Quoted::Message(first), Language::Japanese, "Asia/Tokyo")
        }).await.unwrap();
        let kept = by(&world, cast.chika, move |tx| conversation::drafts(tx, number)).await.unwrap();
        assert!(kept.versions.iter().any(|version| version.text.contains("a long answer")));
        by(&world, cast.aya, move |tx| ticket::set_lock_minutes(tx, cast.support, 30)).await.unwrap();
        by(&world, cast.chika, move |tx| conversation::begin_forward(tx, number, Quoted::Message(first), Language::English, "UTC")).await.unwrap();
        let held = by(&world, cast.ben, move |tx| conversation::begin_forward(tx, number, Quoted::Message(first), Language::English, "UTC")).await;
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
        let begin = |who, number, id| by(&world, who, move |tx| conversation::begin_forward(tx, number, Quoted::Message(id), Language::English, "UTC"));
        assert_refused(begin(cast.chika, one, note).await, Refusal::NotesStayHere);
        let first = first_of(&world, other).await;
        assert_missing(begin(cast.chika, one, first).await);
        assert_missing(begin(cast.eve, other, first).await);
        assert_missing(begin(cast.kei, other, first).await);
        assert_refused(begin(cast.dai, other, first).await, Refusal::NotAllowed);
    }
}
