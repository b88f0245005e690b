//! Letters of several mailboxes.

use super::{House, plain, until};
use crate::scripted::{Scripted, script};
use channels::desk::{Carrier, carry};
use desk::channel::{Letter, LetterKind, LetterState, MailboxId, NewLetter};
use platform::shutdown::Shutdown;
use service::{Actor, channel};
use testing::email;

const TAKES: [&str; 11] = [
    "220 hello",
    "<EHLO",
    "250 hello",
    "<MAIL",
    "250 ok",
    "<RCPT",
    "250 ok",
    "<DATA",
    "354 go on",
    "content",
    "250 2.0.0 taken",
];

async fn post(house: &House, mailbox: MailboxId, to: &str) {
    let to = vec![email(to)];
    let posted = house.world.desk.change(Actor::System, move |tx| {
        let (subject, details, due_at) = ("Test".into(), String::new(), tx.now());
        let (ticket, message, message_id) = (None, None, None);
        channel::post(
            tx,
            NewLetter {
                kind: LetterKind::Test,
                ticket,
                message,
                mailbox: Some(mailbox),
                message_id,
                to,
                subject,
                details,
                due_at,
            },
        )
    });
    posted.await.unwrap();
}

async fn letters(house: &House, state: LetterState) -> Vec<Letter> {
    house.world.desk.ask(Actor::System, move |read| channel::letters(read, state, None, 100)).await.unwrap()
}

testing::on_both! {
    async fn a_server_that_falls_silent_keeps_only_its_own_letters_waiting(world: World) {
        let house = House::open(world).await;
        let silent = Scripted::serve(vec![script(&["220 hello", "<EHLO", "stall"])]).await;
        let quick = Scripted::serve(vec![script(&TAKES)]).await;
        let slow = house.mailbox("slow@desk.example", None, Some(plain(silent.address.port()))).await;
        let swift = house.mailbox("swift@desk.example", None, Some(plain(quick.address.port()))).await;
        for n in 0..40 {
            post(&house, slow, &format!("p{n}@customer.example")).await;
        }
        post(&house, swift, "kei@customer.example").await;
        let shutdown = Shutdown::new();
        let carrying = tokio::spawn(carry(house.premises.clone(), Carrier::Smtp, shutdown.clone()));
        until("the swift server has its letter", async || letters(&house, LetterState::Sent).await.len() == 1).await;
        assert_eq!(letters(&house, LetterState::Sent).await[0].mailbox, Some(swift));
        carrying.abort();
    }

    async fn at_the_end_what_was_not_begun_is_up_again(world: World) {
        let house = House::open(world).await;
        let refusing = Scripted::serve(vec![script(&["220 hello", "<EHLO", "250 hello", "<MAIL", "451 not now"])]).await;
        let mailbox = house.mailbox("support@desk.example", None, Some(plain(refusing.address.port()))).await;
        let shutdown = Shutdown::new();
        let carrying = tokio::spawn(carry(house.premises.clone(), Carrier::Smtp, shutdown.clone()));
        post(&house, mailbox, "kei@customer.example").await;
        until("the server has refused it", async || letters(&house, LetterState::Queued).await.iter().any(|letter| letter.attempts == 1)).await;
        shutdown.trigger();
        carrying.await.unwrap();
        assert_eq!(letters(&house, LetterState::Sending).await, []);
    }

    async fn a_letter_without_a_server_says_so_and_waits(world: World) {
        let house = House::open(world).await;
        let mailbox = house.mailbox("support@desk.example", None, None).await;
        post(&house, mailbox, "kei@customer.example").await;
        let shutdown = Shutdown::new();
        let carrying = tokio::spawn(carry(house.premises.clone(), Carrier::Smtp, shutdown.clone()));
        until("it says so", async || letters(&house, LetterState::Queued).await.iter().any(|letter| !letter.error.is_empty())).await;
        shutdown.trigger();
        carrying.await.unwrap();
    }
}
