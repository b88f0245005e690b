//! The whole way round: a customer writes, Postfix brings it to us, our answer goes through Postfix into the customer's
//! Dovecot mailbox, from where it is fetched.

use super::fetching::mailbox;
use crate::fetch::Watch;
use crate::listen::talk::House;
use crate::send::{email, word};
use crate::world::{Keeper, Notebook, until};
use bytes::Bytes;
use channels::fetch::{First, Then};
use channels::listen::{Dialect, Limits};
use channels::ports::{IntakeFault, Source};
use channels::send::{Letter, Postman, Relay};
use channels::server::{Patience, Security, Server, Trust};
use testing::peers::{Dovecot, Postfix};

fn through(postfix: &Postfix) -> Postman {
    let server = Server {
        host: "localhost".into(),
        port: postfix.smtp,
        security: Security::StartTlsIfOffered,
        trust: Trust::Public,
        login: None,
        patience: Patience::default(),
    };
    Postman::new(Relay { server, hello: "desk.example".into() })
}

fn letter(from: &str, to: &str, raw: &[u8]) -> Letter {
    Letter { from: Some(email(from)), to: vec![email(to)], raw: Bytes::copy_from_slice(raw) }
}

const QUESTION: &[u8] = b"From: aya@customer.example\r\nTo: support@desk.example\r\nSubject: \x1b$B@A5a\x1b(B\r\n\
    Message-ID: <1@customer.example>\r\nDate: Sun, 1 Mar 2026 18:30:00 +0900\r\n\r\n.dots\r\n..\r\nbroken \xff\xfe UTF-8\r\n";

#[tokio::test]
async fn a_message_goes_all_the_way_round_through_real_servers() {
    let house = House::open(Dialect::Lmtp).await;
    let Some(dovecot) = Dovecot::start().await else { return };
    let Some(postfix) = Postfix::start(house.address.port(), &dovecot) else { return };
    let mut postman = through(&postfix);

    let fates = postman.send(&letter("aya@customer.example", "support@desk.example", QUESTION)).await.unwrap();
    assert_eq!(word(&fates[0].1), "accepted 250");
    until("Postfix has brought it", || house.keeper.messages().len() == 1).await;
    let (question, envelope) = (house.keeper.messages()[0].clone(), house.keeper.envelopes()[0].clone());
    assert!(question.ends_with(QUESTION), "{}", String::from_utf8_lossy(&question));
    assert_eq!(envelope.mail_from, Some(email("aya@customer.example")));
    assert_eq!((envelope.source, envelope.rcpt), (Source::Lmtp, vec![email("support@desk.example")]));

    let answer = "From: support@desk.example\r\nSubject: Re\r\nIn-Reply-To: <1@customer.example>\r\n\
        Message-ID: <2@desk.example>\r\nDate: Sun, 1 Mar 2026 18:40:00 +0900\r\n\r\n回答です。\r\n";
    postman.send(&letter("support@desk.example", "aya@customer.example", answer.as_bytes())).await.unwrap();
    postman.rest().await;
    let watch = Watch::start(mailbox(&dovecot, First::All, Then::Leave), Keeper::new(), Notebook::at(None));
    let kept = watch.kept(1).await;
    assert!(kept[0].ends_with(answer), "{}\n{}", kept[0], postfix.log());
    watch.end().await;
}

#[tokio::test]
async fn postfix_keeps_what_we_cannot_take_now_and_brings_it_again() {
    let keeper = Keeper::refusing(IntakeFault::Temporary("The disk is full".into()));
    let house = House::with(Dialect::Lmtp, Limits::default(), keeper).await;
    let Some(dovecot) = Dovecot::start().await else { return };
    let Some(postfix) = Postfix::start(house.address.port(), &dovecot) else { return };
    let letter = letter("aya@customer.example", "support@desk.example", QUESTION);
    through(&postfix).send(&letter).await.unwrap();
    until("Postfix has heard our answer", || postfix.log().contains("451 4.3.0 The disk is full")).await;
    assert_eq!(house.keeper.messages().len(), 0);
    *house.keeper.fault.lock().unwrap() = None;
    until("Postfix has brought it again", || house.keeper.messages().len() == 1).await;
}

#[tokio::test]
async fn postfix_tells_the_sender_when_we_know_no_such_mailbox() {
    let house = House::open(Dialect::Lmtp).await;
    let Some(dovecot) = Dovecot::start().await else { return };
    let Some(postfix) = Postfix::start(house.address.port(), &dovecot) else { return };
    through(&postfix).send(&letter("aya@customer.example", "nobody@desk.example", QUESTION)).await.unwrap();
    let watch = Watch::start(mailbox(&dovecot, First::All, Then::Leave), Keeper::new(), Notebook::at(None));
    let kept = watch.kept(1).await;
    assert!(kept[0].contains("multipart/report") && kept[0].contains("550 5.1.1 No such mailbox here"), "{}", kept[0]);
    watch.end().await;
}
