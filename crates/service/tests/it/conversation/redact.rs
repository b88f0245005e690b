//! What must not be kept, and notes that are edited.

use crate::desk_work::*;
use base::{CleanHtml, Digest};
use desk::conversation::{MessageId, NewAttachment, REMOVABLE};
use desk::people::PersonId;
use desk::ticket::{Origin, Ticket, TicketNumber};
use desk::{Actor, Refusal};
use service::conversation::{self, Compose, Incoming};
use service::ticket::{self, Entry, NewTicket, Said};
use testing::{Cast, World};

async fn with_secret(world: &World, cast: &Cast) -> Ticket {
    let (kei, support) = (cast.kei, cast.support);
    let file = NewAttachment {
        digest: Digest::of(b"file"),
        name: "card.png".into(),
        content_type: "image/png".into(),
        size: 4,
        inline: false,
        content_id: None,
    };
    let first = Incoming {
        raw: Some(Digest::of(b"original")),
        subject: "My card".into(),
        attachments: vec![file],
        ..Incoming::said(kei, Origin::Mail, "My card is 4111 1111.")
    };
    system(world, move |tx| ticket::create(tx, NewTicket::asked("My card", kei, support, first))).await
}

async fn said(world: &World, number: TicketNumber) -> Vec<Said> {
    let page = world.desk.ask(Actor::System, move |read| ticket::page(read, number)).await.unwrap();
    let said = |entry| match entry {
        Entry::Message(said) => Some(*said),
        Entry::Event(_) | Entry::Side(_) => None,
    };
    page.timeline.into_iter().filter_map(said).collect()
}

async fn note(world: &World, cast: &Cast, number: TicketNumber, text: &'static str) -> MessageId {
    note_by(world, cast.chika, number, text).await
}

async fn note_by(world: &World, person: PersonId, number: TicketNumber, text: &'static str) -> MessageId {
    by(world, person, move |tx| conversation::note(tx, number, Compose { text: text.into(), ..Compose::default() }))
        .await
        .unwrap()
}

testing::on_both! {
    async fn a_redacted_message_says_nothing_anywhere_and_its_bytes_may_be_forgotten(world: World) {
        let cast = world.cast().await;
        let ticket = with_secret(&world, &cast).await;
        let number = ticket.number;
        let id = said(&world, number).await[0].message.id;
        assert_refused(by(&world, cast.dai, move |tx| conversation::redact(tx, number, id)).await, Refusal::NotAllowed);
        by(&world, cast.ben, move |tx| conversation::redact(tx, number, id)).await.unwrap();
        let after = said(&world, number).await.remove(0);
        assert_eq!((after.message.text.as_str(), after.message.subject.as_str(), after.message.raw), ("", "", None));
        assert_eq!(after.attachments, []);
        assert_eq!(now(&world, number).await.preview, "");
        let page = seen_by(&world, cast.kei, move |read| ticket::public_page(read, number)).await.unwrap();
        assert!(!format!("{page:?}").contains("4111"));
        for bytes in [b"file".as_slice(), b"original"] {
            let digest = Digest::of(bytes);
            assert!(system(&world, move |tx| conversation::may_forget(tx, &digest)).await);
        }
        assert_eq!(last_kinds(&world, &ticket, 1).await, ["message_redacted"]);
    }

    async fn whoever_wrote_a_note_may_remove_it_for_a_while(world: World) {
        let cast = world.cast().await;
        let (number, dai) = (with_secret(&world, &cast).await.number, cast.dai);
        let (first, second) = (note_by(&world, dai, number, "Wrong ticket").await, note_by(&world, dai, number, "Mine").await);
        let others = note(&world, &cast, number, "Not yours").await;
        assert_refused(by(&world, dai, move |tx| conversation::redact(tx, number, others)).await, Refusal::NotAllowed);
        by(&world, dai, move |tx| conversation::redact(tx, number, first)).await.unwrap();
        assert!(said(&world, number).await.iter().all(|said| said.message.text != "Wrong ticket"));
        assert_missing(by(&world, cast.eve, move |tx| conversation::redact(tx, number, second)).await);
        world.clock.advance(REMOVABLE);
        assert_refused(by(&world, dai, move |tx| conversation::redact(tx, number, second)).await, Refusal::NotAllowed);
    }

    async fn a_redacted_file_takes_the_original_along_but_not_the_words(world: World) {
        let cast = world.cast().await;
        let (one, two) = (with_secret(&world, &cast).await.number, with_secret(&world, &cast).await.number);
        let file = said(&world, one).await[0].attachments[0].id;
        by(&world, cast.ben, move |tx| conversation::redact_file(tx, one, file)).await.unwrap();
        let after = said(&world, one).await.remove(0);
        assert_eq!((after.message.text.as_str(), after.message.raw, after.attachments.len()), ("My card is 4111 1111.", None, 0));
        let digest = Digest::of(b"file");
        assert!(!system(&world, { let digest = digest.clone(); move |tx| conversation::may_forget(tx, &digest) }).await, "the other ticket holds it");
        let file = said(&world, two).await[0].attachments[0].id;
        assert_missing(by(&world, cast.ben, move |tx| conversation::redact_file(tx, one, file)).await);
    }

    async fn a_blackened_passage_is_nowhere_and_the_rest_stays(world: World) {
        let cast = world.cast().await;
        let ticket = with_secret(&world, &cast).await;
        let number = ticket.number;
        let id = said(&world, number).await[0].message.id;
        let blacken = |who, words: &'static str| by(&world, who, move |tx| conversation::redact_passage(tx, number, id, words));
        assert_refused(blacken(cast.dai, "4111 1111").await, Refusal::NotAllowed);
        assert_missing(blacken(cast.eve, "4111 1111").await);
        assert_refused(blacken(cast.ben, "5555").await, Refusal::PassageMissing);
        assert_refused(blacken(cast.ben, " ").await, Refusal::NothingChosen);
        blacken(cast.ben, "4111\n1111").await.unwrap();
        let after = said(&world, number).await.remove(0);
        assert_eq!((after.message.text.as_str(), after.message.raw, after.attachments.len()), ("My card is ████ ████.", None, 1));
        assert_eq!(now(&world, number).await.preview, "My card is ████ ████.");
        let digest = Digest::of(b"original");
        assert!(system(&world, move |tx| conversation::may_forget(tx, &digest)).await, "the original said it too");
        assert_eq!(last_kinds(&world, &ticket, 1).await, ["passage_redacted"]);
    }

    async fn a_letter_on_its_way_is_not_emptied(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let number = asked(&world, &cast).await.number;
        let reply = by(&world, cast.ben, move |tx| conversation::reply(tx, number, to_kei("Secret"))).await.unwrap();
        assert_refused(by(&world, cast.ben, move |tx| conversation::redact(tx, number, reply)).await, Refusal::LetterOnItsWay);
    }

    async fn an_edited_note_keeps_what_it_said(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let id = note(&world, &cast, number, "Kei is rude").await;
        by(&world, cast.chika, move |tx| conversation::edit_note(tx, number, id, "Kei is upset", CleanHtml::default())).await.unwrap();
        let told = seen_by(&world, cast.chika, move |read| ticket::about_message(read, number, id)).await.unwrap();
        assert_eq!(told.versions.iter().map(|version| version.text.as_str()).collect::<Vec<_>>(), ["Kei is rude"]);
        assert_eq!(said(&world, number).await[1].message.text, "Kei is upset");
        assert_refused(by(&world, cast.dai, move |tx| conversation::edit_note(tx, number, id, "x", CleanHtml::default())).await, Refusal::NotAllowed);
        let first = said(&world, number).await[0].message.id;
        assert_refused(by(&world, cast.chika, move |tx| conversation::edit_note(tx, number, first, "x", CleanHtml::default())).await, Refusal::NotANote);
        by(&world, cast.ben, move |tx| conversation::redact(tx, number, id)).await.unwrap();
        let told = seen_by(&world, cast.chika, move |read| ticket::about_message(read, number, id)).await.unwrap();
        assert_eq!(told.versions, [], "nor what it said before");
    }

    async fn an_edited_note_keeps_its_form_and_calls_whom_it_names_now(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let (one, two) = (CleanHtml::clean("<p><b>Look</b></p>"), CleanHtml::clean("<p><b>Look</b>, @Ben Okada</p>"));
        let (first, second) = (one.clone(), two.clone());
        let noting = Compose { text: "Look".into(), html: Some(one.clone()), ..Compose::default() };
        let id = by(&world, cast.chika, move |tx| conversation::note(tx, number, noting)).await.unwrap();
        by(&world, cast.chika, move |tx| conversation::edit_note(tx, number, id, "Look", first)).await.unwrap();
        let told = seen_by(&world, cast.chika, move |read| ticket::about_message(read, number, id)).await.unwrap();
        assert_eq!(told.versions, [], "nothing has changed");
        by(&world, cast.chika, move |tx| conversation::edit_note(tx, number, id, "Look, @Ben Okada", second)).await.unwrap();
        let told = seen_by(&world, cast.chika, move |read| ticket::about_message(read, number, id)).await.unwrap();
        assert_eq!((&told.said.message.html, &told.versions[0].html), (&two, &one));
        let called = seen_by(&world, cast.ben, |read| conversation::mentions(read, None, 9)).await.unwrap();
        assert_eq!(called.iter().map(|one| one.number).collect::<Vec<_>>(), [number]);
    }

    async fn a_call_is_the_requesters_word_and_opens_again(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let solved = status(&world, desk::ticket::Category::Solved).await;
        by(&world, cast.chika, move |tx| ticket::set_status(tx, number, solved, None)).await.unwrap();
        by(&world, cast.chika, move |tx| conversation::log_call(tx, number, "It still leaks.")).await.unwrap();
        let after = now(&world, number).await;
        assert_eq!((after.category, after.preview.as_str()), (desk::ticket::Category::Open, "It still leaks."));
        assert_refused(by(&world, cast.dai, move |tx| conversation::log_call(tx, number, "x")).await, Refusal::NotAllowed);
    }

    async fn a_call_of_ours_answers_and_opens_nothing(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        let solved = status(&world, desk::ticket::Category::Solved).await;
        let called = |text: &str| Compose { text: text.into(), ..Compose::default() };
        let ours = Compose { status_after: Some(solved), ..called("Tighten the screw.") };
        by(&world, cast.chika, move |tx| conversation::log_our_call(tx, number, ours)).await.unwrap();
        let after = now(&world, number).await;
        assert_eq!((after.category, after.preview.as_str()), (desk::ticket::Category::Solved, "Tighten the screw."));
        assert!(after.first_replied_at.is_some() && after.received_at == ticket.received_at, "an answer, and nobody asked");
        assert!(last_kinds(&world, &ticket, 3).await.contains(&"message_sent"));
        let again = called("Does it hold?");
        by(&world, cast.chika, move |tx| conversation::log_our_call(tx, number, again)).await.unwrap();
        assert_eq!(now(&world, number).await.category, desk::ticket::Category::Solved, "it stays solved");
        let page = seen_by(&world, cast.kei, move |read| ticket::public_page(read, number)).await.unwrap();
        assert_eq!(page.messages.last().map(|message| message.text.as_str()), Some("Does it hold?"));
        let others = called("x");
        assert_refused(by(&world, cast.dai, move |tx| conversation::log_our_call(tx, number, others)).await, Refusal::NotAllowed);
        assert_counters_follow(&world).await;
    }
}
