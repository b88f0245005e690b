//! Answers and forwards.

use crate::desk_work::*;
use base::{Address, CleanHtml, Digest};
use desk::channel::{DeliveryState, LetterKind, LetterState};
use desk::conversation::{MessageId, Thread};
use desk::ticket::{Category, Snooze};
use desk::{Refusal, Who};
use service::conversation::{self, Compose, Incoming, NewAttachment, UNDO_WINDOW};
use service::ticket;
use testing::{START, World, email};

async fn letter_of(world: &World, message: MessageId) -> desk::channel::Letter {
    let found = world
        .desk
        .ask(service::Actor::System, move |read| Ok(store::channel::letters::of_message(read, message)?))
        .await;
    found.unwrap().expect("it went into the outbox")
}

async fn load(world: &World, message: MessageId) -> desk::conversation::Message {
    let found = world
        .desk
        .ask(service::Actor::System, move |read| Ok(store::conversation::messages::load(read, message)?))
        .await;
    found.unwrap().expect("it is kept")
}

testing::on_both! {
    async fn a_reply_is_a_message_a_letter_and_a_ticket_that_waits(world: World) {
        let cast = world.cast().await;
        let mailbox = mailbox(&world, &cast).await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        let compose = Compose {
            cc: vec![Address::bare(email("Kei@Customer.example")), Address::bare(email("boss@customer.example"))],
            ..to_kei("Please send it back to us.")
        };
        let id = by(&world, cast.chika, move |tx| conversation::reply(tx, number, compose)).await.unwrap();

        let replied = now(&world, number).await;
        assert_eq!((replied.category, replied.assignee), (Category::Pending, Some(cast.chika)));
        assert_eq!((replied.first_replied_at, replied.replied_at), (Some(START), Some(START)));
        assert_eq!(replied.preview, "Please send it back to us.");

        let message = load(&world, id).await;
        assert_eq!(message.from.as_ref().unwrap().email, mailbox.address);
        assert_eq!(message.subject, "Re: The kettle leaks");
        assert!(message.public);

        let letter = letter_of(&world, id).await;
        assert_eq!((letter.kind, letter.state, letter.due_at), (LetterKind::Reply, LetterState::Held, START.plus(UNDO_WINDOW)));
        assert_eq!(Some(&letter.message_id), message.message_id.as_ref());
        assert!(letter.message_id.ends_with(&format!(".{number}@hinode.example")), "{}", letter.message_id);
        let to: Vec<&str> = letter.deliveries.iter().map(|delivery| delivery.address.as_str()).collect();
        assert_eq!(to, ["boss@customer.example", "kei@customer.example"], "nobody twice");
        assert!(letter.deliveries.iter().all(|delivery| delivery.state == DeliveryState::Waiting));
        let thread: Thread = serde_json::from_str(&letter.details).unwrap();
        assert_eq!(thread.in_reply_to.as_deref(), Some("first@customer.example"));

        let known = letter.message_id.clone();
        let graph = world.desk.ask(service::Actor::System, move |read| Ok(store::conversation::graph::message(read, &known)?)).await;
        assert_eq!(graph.unwrap(), Some((ticket.id, id)));

        let log = log(&world, &ticket).await;
        let sent = log.iter().find(|event| event.event.kind() == "message_sent").unwrap();
        assert_eq!(sent.who, Who::Person(cast.chika));
        let followed: Vec<&str> = log.iter().filter(|event| event.cause == Some(sent.place.position)).map(|event| event.event.kind()).collect();
        assert_eq!(followed, ["assignee_changed", "status_changed", "participant_added"]);
        assert_counters_follow(&world).await;
    }

    async fn whoever_receives_a_reply_openly_takes_part_from_now_on(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let number = asked(&world, &cast).await.number;
        let copy = |address: &str| vec![Address::bare(email(address))];
        let compose = Compose { cc: [copy("mio@kyaku.example"), copy("ben@hinode.example")].concat(), bcc: copy("stranger@elsewhere.example"), ..to_kei("Hello all") };
        let id = by(&world, cast.chika, move |tx| conversation::reply(tx, number, compose)).await.unwrap();
        let people = |page: ticket::TicketPage| page.participants.iter().map(|person| person.id).collect::<Vec<_>>();
        assert_eq!(people(seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap()), [cast.mio]);
        by(&world, cast.chika, move |tx| conversation::take_back(tx, id)).await.unwrap();
        assert_eq!(people(seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap()), []);
    }

    async fn a_reply_sets_the_status_its_writer_chose(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let solved = status(&world, Category::Solved).await;
        let compose = Compose { status_after: Some(solved), ..to_kei("Done.") };
        by(&world, cast.chika, move |tx| conversation::reply(tx, number, compose)).await.unwrap();
        assert_eq!(now(&world, number).await.category, Category::Solved);
        by(&world, cast.chika, move |tx| conversation::reply(tx, number, to_kei("You are welcome."))).await.unwrap();
        assert_eq!(now(&world, number).await.category, Category::Solved, "a courtesy opens nothing");
    }

    async fn a_reply_wakes_the_ticket_and_leaves_it_to_its_assignee(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let ben = cast.ben;
        by(&world, ben, move |tx| {
            ticket::assign(tx, number, Some(ben), None)?;
            ticket::snooze(tx, number, Snooze::UntilReply, None)
        }).await.unwrap();
        by(&world, cast.chika, move |tx| conversation::reply(tx, number, to_kei("Hello"))).await.unwrap();
        let replied = now(&world, number).await;
        assert_eq!((replied.assignee, replied.snooze), (Some(ben), Snooze::Awake));
    }

    async fn nobody_answers_what_has_been_answered_meanwhile(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        let seen = page.timeline.iter().find_map(|entry| match entry {
            ticket::Entry::Message(said) => Some(said.message.id),
            ticket::Entry::Event(_) | ticket::Entry::Side(_) => None,
        });
        let mine = move || Compose { seen, ..to_kei("I answer") };
        by(&world, cast.ben, move |tx| conversation::reply(tx, number, to_kei("Already done"))).await.unwrap();
        assert_refused(by(&world, cast.chika, move |tx| conversation::reply(tx, number, mine())).await, Refusal::SpokenMeanwhile);
        assert_refused(by(&world, cast.ben, move |tx| conversation::reply(tx, number, mine())).await, Refusal::SpokenMeanwhile);
        let own = by(&world, cast.chika, move |tx| conversation::reply(tx, number, to_kei("Nevertheless"))).await.unwrap();
        // A note is no answer, and what the page has shown since is known.
        by(&world, cast.chika, move |tx| conversation::note(tx, number, Compose { text: "Between us".into(), ..Compose::default() })).await.unwrap();
        by(&world, cast.chika, move |tx| conversation::reply(tx, number, Compose { seen: Some(own), ..to_kei("And this") })).await.unwrap();
    }

    async fn what_cannot_be_sent_is_refused_and_changes_nothing(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        let file = |size| NewAttachment { digest: Digest::of(b"x"), name: "x".into(), content_type: "text/plain".into(), size, inline: false, content_id: None };
        let refused = [
            (Compose { to: vec![], ..to_kei("x") }, Refusal::NoRecipient),
            (Compose { to: vec![Address::bare(email("help@hinode.example"))], ..to_kei("x") }, Refusal::AddressIsOurs),
            (to_kei(" \n "), Refusal::MessageEmpty),
            (Compose { attachments: vec![file(100_000_001)], ..to_kei("x") }, Refusal::AttachmentTooLarge),
        ];
        for (compose, why) in refused {
            assert_refused(by(&world, cast.chika, move |tx| conversation::reply(tx, number, compose)).await, why);
        }
        assert_eq!(now(&world, number).await, ticket);
        assert_refused(by(&world, cast.dai, move |tx| conversation::reply(tx, number, to_kei("x"))).await, Refusal::NotAllowed);
        assert_missing(by(&world, cast.eve, move |tx| conversation::reply(tx, number, to_kei("x"))).await);
        assert_missing(by(&world, cast.kei, move |tx| conversation::reply(tx, number, to_kei("x"))).await);
    }

    async fn a_picture_says_something_without_a_word(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let lid = NewAttachment { digest: Digest::of(b"x"), name: "lid.png".into(), content_type: "image/png".into(), size: 1, inline: true, content_id: Some("lid@kippu".into()) };
        let html = Some(CleanHtml::clean("<p><img src=\"cid:lid@kippu\"></p>"));
        let bare = Compose { html, ..to_kei("") };
        let shown = Compose { attachments: vec![lid], ..bare.clone() };
        assert_refused(by(&world, cast.chika, move |tx| conversation::reply(tx, number, bare)).await, Refusal::MessageEmpty);
        let message = by(&world, cast.chika, move |tx| conversation::reply(tx, number, shown)).await.unwrap();
        let said = load(&world, message).await;
        assert!(said.text.is_empty() && said.html.as_str().contains("cid:lid@kippu"), "{}", said.html.as_str());
    }

    async fn files_go_with_the_reply_under_harmless_names(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let file = NewAttachment { digest: Digest::of(b"x"), name: "../請求書.pdf".into(), content_type: "application/pdf".into(), size: 1, inline: false, content_id: None };
        let compose = Compose { attachments: vec![file], ..to_kei("Attached") };
        by(&world, cast.chika, move |tx| conversation::reply(tx, number, compose)).await.unwrap();
        world.clock.advance(UNDO_WINDOW);
        let page = seen_by(&world, cast.kei, move |read| ticket::public_page(read, number)).await.unwrap();
        assert_eq!(page.messages[1].attachments[0].name, "請求書.pdf");
    }

    async fn a_forward_asks_somebody_else_and_leaves_the_ticket_as_it_is(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        let compose = Compose { to: vec![Address::bare(email("maker@factory.example"))], hold: Some(std::time::Duration::ZERO), ..to_kei("Is this known?") };
        let id = by(&world, cast.chika, move |tx| conversation::forward(tx, number, compose)).await.unwrap();
        let after = now(&world, number).await;
        assert_eq!((after.category, after.assignee, after.replied_at), (Category::New, None, None));
        let letter = letter_of(&world, id).await;
        assert_eq!((letter.kind, letter.state), (LetterKind::Forward, LetterState::Queued));
        assert_eq!(serde_json::from_str::<Thread>(&letter.details).unwrap(), Thread::default());
        assert!(!load(&world, id).await.public);
        assert_eq!(last_kinds(&world, &ticket, 1).await, ["message_forwarded"]);
    }

    async fn the_answer_to_a_second_reply_refers_to_the_whole_thread(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let number = asked(&world, &cast).await.number;
        let one = by(&world, cast.chika, move |tx| conversation::reply(tx, number, to_kei("One"))).await.unwrap();
        let two = by(&world, cast.chika, move |tx| conversation::reply(tx, number, to_kei("Two"))).await.unwrap();
        let thread: Thread = serde_json::from_str(&letter_of(&world, two).await.details).unwrap();
        assert_eq!(thread.references, ["first@customer.example".to_owned(), letter_of(&world, one).await.message_id]);
        let answer = Incoming { references: vec!["seen@customer.example".into()], ..Incoming::said(cast.kei, desk::ticket::Origin::Mail, "Thanks") };
        system(&world, move |tx| conversation::incoming(tx, number, answer)).await;
        let found = world.desk.ask(service::Actor::System, |read| Ok(store::conversation::graph::tickets(read, "seen@customer.example")?)).await;
        assert_eq!(found.unwrap().len(), 1);
    }
}
