//! Acknowledgements: once, to people, and never in a loop.

use super::office::{Office, answering, forged, mail, wish};
use base::Address;
use desk::channel::{Acknowledgement, Arrival, LetterKind, Nature, NewIntake, NewLetter, Protect, Source, Withheld};
use desk::conversation::Dispatch;
use desk::ticket::TicketId;
use service::{Actor, Event, channel};
use std::time::Duration;
use testing::{Database, World, email};

async fn acknowledged(office: &Office, ticket: TicketId) -> Option<desk::channel::Letter> {
    office.world.desk.change(Actor::System, move |tx| channel::acknowledge(tx, ticket)).await.unwrap()
}

async fn withheld(office: &Office, ticket: TicketId) -> Vec<Withheld> {
    let events = office.events(ticket).await;
    events
        .into_iter()
        .filter_map(|event| match event {
            Event::LetterWithheld { reason, .. } => Some(reason),
            _ => None,
        })
        .collect()
}

/// A letter of ours as another desk's parser reads it: `Auto-Submitted` says what it is.
fn as_it_arrives(letter: &desk::channel::Letter) -> Arrival {
    let details: Acknowledgement = serde_json::from_str(&letter.details).unwrap();
    Arrival {
        nature: Nature::AutoReply,
        proved: true,
        in_reply_to: details.thread.in_reply_to.into_iter().collect(),
        ..mail(&letter.message_id, "help@other.example", &letter.subject)
    }
}

testing::on_both! {
    async fn whoever_asks_is_told_once_in_their_language(world: World) {
        let office = Office::open(world).await;
        let ticket = office.takes(mail("a1@kyaku.example", "mio@kyaku.example", "返金")).await.ticket.unwrap();
        let letter = acknowledged(&office, ticket).await.unwrap();
        let details: Acknowledgement = serde_json::from_str(&letter.details).unwrap();
        assert_eq!((letter.kind, details.language, details.name.as_str()), (LetterKind::Acknowledgement, base::Language::Japanese, "佐藤 美緒"));
        assert_eq!(details.thread.in_reply_to.as_deref(), Some("a1@kyaku.example"));
        assert_eq!(acknowledged(&office, ticket).await, None);
    }

    async fn machines_lists_and_nobodies_are_not_told(world: World) {
        let office = Office::open(world).await;
        let table = [
            (Arrival { nature: Nature::List, ..mail("1@x", "kei@customer.example", "a") }, Withheld::Unanswerable),
            (Arrival { unanswerable: true, ..mail("2@x", "kei@customer.example", "b") }, Withheld::Unanswerable),
            (Arrival { verdicts: forged(), ..mail("3@x", "kei@customer.example", "c") }, Withheld::Unanswerable),
            (Arrival { nature: Nature::AutoReply, ..mail("4@x", "kei@customer.example", "d") }, Withheld::Automatic),
            (mail("5@x", "no-reply@shop.example", "e"), Withheld::NoReply),
            (mail("6@x", "MAILER-DAEMON@shop.example", "f"), Withheld::NoReply),
            (mail("7@x", "support@hinode.example", "g"), Withheld::Ours),
        ];
        for (arrival, reason) in table {
            let subject = arrival.subject.clone();
            let ticket = office.takes(arrival).await.ticket.unwrap();
            assert_eq!(acknowledged(&office, ticket).await, None, "{subject}");
            assert_eq!(withheld(&office, ticket).await, [reason], "{subject}");
        }
    }

    async fn the_null_sender_and_imported_mail_are_not_answered(world: World) {
        let office = Office::open(world).await;
        let new = NewIntake { sender: String::new(), ..office.new_intake(Source::Smtp, Some(office.support)) };
        let intake = office.receive(new).await[0];
        let ticket = office.decide(intake, mail("1@x", "kei@customer.example", "a")).await.ticket.unwrap();
        assert_eq!((acknowledged(&office, ticket).await, withheld(&office, ticket).await), (None, vec![Withheld::Unanswerable]));
        let intake = office.receive(office.new_intake(Source::Import, Some(office.support))).await[0];
        let ticket = office.decide(intake, mail("2@x", "kei@customer.example", "b")).await.ticket.unwrap();
        assert_eq!((acknowledged(&office, ticket).await, withheld(&office, ticket).await), (None, vec![]));
    }

    async fn a_mailbox_that_only_looks_on_answers_nobody_and_says_so(world: World) {
        let office = Office::open(world).await;
        let (by, id, team) = (office.world.actor(office.cast.aya).await, office.support, office.cast.support);
        let quiet = desk::channel::MailboxWish { observes: true, ..wish("support@hinode.example", team) };
        office.world.desk.change(by, move |tx| channel::change_mailbox(tx, id, 1, quiet)).await.unwrap();
        let ticket = office.takes(mail("1@x", "kei@customer.example", "a")).await.ticket.unwrap();
        assert_eq!(acknowledged(&office, ticket).await, None);
        assert_eq!(withheld(&office, ticket).await, [Withheld::Observing]);
    }

    async fn what_the_desk_writes_by_itself_is_closed_as_its_mailbox_says_or_not_written(world: World) {
        let office = Office::open(world).await;
        let closed_for = |letter: &desk::channel::Letter| {
            serde_json::from_str::<Acknowledgement>(&letter.details).expect("its template finds what it needs");
            let dispatch: Dispatch = serde_json::from_str(&letter.details).unwrap();
            dispatch.closing.map(|closing| (closing.by.is_some(), closing.to.len()))
        };
        let plain = office.takes(mail("1@x", "kei@customer.example", "a")).await.ticket.unwrap();
        assert_eq!(closed_for(&acknowledged(&office, plain).await.unwrap()), None);
        let support = office.support;
        office.world.closes(support, Protect::Possible).await;
        let signed = office.takes(mail("2@x", "kei@customer.example", "b")).await.ticket.unwrap();
        assert_eq!(closed_for(&acknowledged(&office, signed).await.unwrap()), Some((true, 0)));
        let encrypt = move |tx: &mut service::Tx| channel::protect_mailbox(tx, support, Protect::Encrypt);
        office.world.desk.change(Actor::System, encrypt).await.unwrap();
        let ticket = office.takes(mail("3@x", "kei@customer.example", "c")).await.ticket.unwrap();
        assert_eq!((acknowledged(&office, ticket).await, withheld(&office, ticket).await), (None, vec![Withheld::Keyless]));
        office.world.trusts(office.cast.kei, "kei@customer.example").await;
        assert_eq!(closed_for(&acknowledged(&office, ticket).await.unwrap()), Some((true, 1)));
    }

    async fn a_correspondent_gets_five_automatic_letters_an_hour_and_twenty_a_day(world: World) {
        let office = Office::open(world).await;
        let mut told = 0;
        for n in 0..60 {
            if n % 10 == 0 && n > 0 {
                office.world.clock.advance(Duration::from_secs(3_601));
            }
            let ticket = office.takes(mail(&format!("{n}@x"), "kei@customer.example", &format!("matter {n}"))).await.ticket.unwrap();
            match acknowledged(&office, ticket).await {
                Some(_) => told += 1,
                None => assert!(matches!(withheld(&office, ticket).await[..], [Withheld::TooMany | Withheld::Breaker]), "{n}"),
            }
        }
        assert_eq!(told, 20);
    }

    async fn who_wrote_a_lot_can_still_sign_in(world: World) {
        let office = Office::open(world).await;
        for n in 0..6 {
            let ticket = office.takes(mail(&format!("{n}@x"), "kei@customer.example", &format!("matter {n}"))).await.ticket.unwrap();
            acknowledged(&office, ticket).await;
        }
        let link = NewLetter {
            kind: LetterKind::SignIn,
            ticket: None,
            message: None,
            mailbox: None,
            message_id: None,
            to: vec![email("kei@customer.example")],
            subject: "Sign in".into(),
            details: "{}".into(),
            due_at: office.world.desk.now(),
        };
        assert!(office.world.desk.change(Actor::System, move |tx| channel::post_automatic(tx, link)).await.unwrap().is_some());
    }

    async fn what_a_stranger_writes_to_a_closed_ticket_is_not_acknowledged_to_its_requester(world: World) {
        let office = Office::open(world).await;
        let ticket = office.takes(mail("a1@customer.example", "kei@customer.example", "a")).await.ticket.unwrap();
        office.set_category(ticket, desk::ticket::Category::Closed).await;
        let joined = office.takes(answering("a1@customer.example", mail("m1@evil.example", "mallory@evil.example", "Re: a"))).await;
        let follow_up = joined.ticket.unwrap();
        assert_ne!(follow_up, ticket);
        assert_eq!(office.ticket(follow_up).await.requester, office.cast.kei);
        assert_eq!(acknowledged(&office, follow_up).await, None);
    }

    async fn a_mailbox_that_does_not_acknowledge_stays_silent(world: World) {
        let office = Office::open(world).await;
        let (by, team, support) = (office.world.actor(office.cast.aya).await, office.cast.support, office.support);
        let silent = desk::channel::MailboxWish { acknowledge: false, ..wish("support@hinode.example", team) };
        office.world.desk.change(by, move |tx| channel::change_mailbox(tx, support, 1, silent)).await.unwrap();
        let ticket = office.takes(mail("1@x", "kei@customer.example", "a")).await.ticket.unwrap();
        assert_eq!((acknowledged(&office, ticket).await, withheld(&office, ticket).await), (None, vec![]));
    }

    async fn two_desks_that_write_to_each_other_stop_by_themselves(world: World) {
        let here = Office::open(world).await;
        let there = Office::open(World::on(Database::sqlite())).await;
        let mut letters = 0;
        // A person at the one desk writes to the other desk; from then on both are left to themselves.
        let mut travelling = vec![mail("1@x", "help@other.example", "Your order")];
        for hop in 0..100 {
            let office = if hop % 2 == 0 { &here } else { &there };
            let mut answers = Vec::new();
            for arrival in travelling {
                let ticket = office.takes(arrival).await.ticket;
                if let Some(letter) = match ticket { Some(ticket) => acknowledged(office, ticket).await, None => None } {
                    answers.push(as_it_arrives(&letter));
                }
            }
            letters += answers.len();
            travelling = answers;
        }
        assert_eq!(letters, 1);
    }

    async fn a_machine_that_hides_that_it_is_one_is_answered_a_few_times_and_no_more(world: World) {
        let office = Office::open(world).await;
        let mut answers = 0;
        for n in 0..50 {
            let ticket = office.takes(mail(&format!("{n}@x"), "robot@other.example", &format!("Case {n} received"))).await.ticket.unwrap();
            answers += usize::from(acknowledged(&office, ticket).await.is_some());
        }
        assert_eq!(answers, 5);
    }

    async fn letters_to_our_own_addresses_are_refused(world: World) {
        let office = Office::open(world).await;
        let ticket = office.takes(mail("1@x", "kei@customer.example", "a")).await.ticket.unwrap();
        let number = office.ticket(ticket).await.number;
        let compose = desk::conversation::Compose {
            text: "Loop.".into(),
            to: vec![Address::bare(email("support+t.1.abc@hinode.example"))],
            ..Default::default()
        };
        let chika = office.world.actor(office.cast.chika).await;
        let done = office.world.desk.change(chika, move |tx| service::conversation::reply(tx, number, compose)).await;
        assert_eq!(testing::refusal(done), service::Refusal::AddressIsOurs);
    }
}
