//! Greeting, sender, recipients.

use super::talk::House;
use crate::world::{Keeper, until};
use base::Email;
use channels::listen::{Bind, Dialect, Door, Limits, Listener, serve};
use channels::ports::{Envelope, IntakeFault, Source};
use platform::shutdown::Shutdown;
use testing::Talk;

fn email(text: &str) -> Email {
    Email::parse(text).expect("an address")
}

#[tokio::test]
async fn a_plain_conversation_leaves_one_message_with_its_envelope() {
    let house = House::open(Dialect::Smtp).await;
    let mut talk = house.greeted("EHLO mx.customer.example").await;
    talk.open_data().await;
    talk.send("Subject: Hello\r\n\r\nIt is broken.\r\n.\r\n").await;
    talk.expect("250 2.0.0 Kept as m1").await;
    talk.ask("QUIT", "221").await;
    talk.expect_end().await;
    assert_eq!(house.keeper.messages(), ["Subject: Hello\r\n\r\nIt is broken.\r\n"]);
    let expected = Envelope {
        source: Source::Smtp,
        mail_from: Some(email("aya@customer.example")),
        rcpt: vec![email("support@desk.example")],
        remote: Some([127, 0, 0, 1].into()),
        helo: Some("mx.customer.example".into()),
    };
    assert_eq!(house.keeper.envelopes(), [expected]);
}

#[tokio::test]
async fn the_greeting_names_what_is_offered() {
    let house = House::open(Dialect::Smtp).await;
    let mut talk = house.connect().await;
    talk.expect("220 desk.example ESMTP").await;
    let offer = talk.ask("EHLO mx.customer.example", "250 SIZE 52428800").await;
    for extension in ["PIPELINING", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES", "CHUNKING"] {
        assert!(offer.lines().any(|line| line == format!("250-{extension}")), "{extension}");
    }
    talk.ask("HELO mx.customer.example", "250 desk.example").await;
    talk.ask("LHLO mx.customer.example", "500 5.5.1").await;
}

#[tokio::test]
async fn we_relay_nothing_and_know_our_own() {
    let house = House::open(Dialect::Smtp).await;
    let mut talk = house.greeted("EHLO mx").await;
    talk.ask("MAIL FROM:<>", "250").await;
    talk.ask("RCPT TO:<somebody@elsewhere.example>", "550 5.1.1").await;
    talk.ask("RCPT TO:<nobody@desk.example>", "550 5.1.1").await;
    talk.ask("RCPT TO:<later@desk.example>", "451 4.3.0").await;
    talk.ask("DATA", "503 5.5.1").await;
    talk.ask("RCPT TO:<Postmaster>", "250").await;
    talk.ask("DATA", "354").await;
    talk.send("\r\n.\r\n").await;
    talk.expect("250").await;
    assert_eq!(house.keeper.envelopes()[0].rcpt, [email("postmaster@desk.example")]);
    assert_eq!(house.keeper.envelopes()[0].mail_from, None);
}

#[tokio::test]
async fn lmtp_answers_for_each_recipient_it_took() {
    let house = House::open(Dialect::Lmtp).await;
    let mut talk = house.greeted("LHLO mx").await;
    talk.ask("MAIL FROM:<a@b.example>", "250").await;
    talk.ask("RCPT TO:<support@desk.example>", "250").await;
    talk.ask("RCPT TO:<nobody@desk.example>", "550").await;
    talk.ask("RCPT TO:<sales@desk.example>", "250").await;
    talk.ask("DATA", "354").await;
    talk.send("hi\r\n.\r\n").await;
    talk.expect("250 2.0.0").await;
    talk.expect("250 2.0.0").await;
    talk.ask("NOOP", "250 2.0.0 Still").await;
    assert_eq!(house.keeper.messages().len(), 1);
    assert_eq!(house.keeper.envelopes()[0].rcpt, [email("support@desk.example"), email("sales@desk.example")]);
    assert_eq!(house.keeper.envelopes()[0].source, Source::Lmtp);
}

#[tokio::test]
async fn a_message_that_cannot_be_kept_stays_with_its_sender() {
    for (fault, answer) in [
        (IntakeFault::Temporary("The disk is full".into()), "451 4.3.0 The disk is full"),
        (IntakeFault::Permanent("Not wanted".into()), "554 5.6.0 Not wanted"),
    ] {
        let house = House::with(Dialect::Lmtp, Limits::default(), Keeper::refusing(fault)).await;
        let mut talk = house.greeted("LHLO mx").await;
        talk.open_data().await;
        talk.send("hi\r\n.\r\n").await;
        talk.expect(answer).await;
        assert_eq!(house.keeper.messages().len(), 0);
    }
}

#[tokio::test]
async fn a_pipelined_group_is_answered_in_order() {
    let house = House::open(Dialect::Smtp).await;
    let mut talk = house.greeted("EHLO mx").await;
    let one = "MAIL FROM:<a@b.example>\r\nRCPT TO:<nobody@desk.example>\r\nRCPT TO:<support@desk.example>\r\nDATA\r\n";
    talk.send(format!("{one}first\r\n.\r\n{one}second\r\n.\r\nQUIT\r\n")).await;
    for answer in ["250", "550", "250", "354", "250", "250", "550", "250", "354", "250", "221"] {
        talk.expect(answer).await;
    }
    assert_eq!(house.keeper.messages(), ["first\r\n", "second\r\n"]);
}

#[tokio::test]
async fn commands_out_of_order_change_nothing() {
    let house = House::open(Dialect::Smtp).await;
    let mut talk = house.connect().await;
    talk.expect("220").await;
    talk.ask("MAIL FROM:<a@b.example>", "503").await;
    talk.ask("EHLO mx", "250").await;
    talk.ask("RCPT TO:<support@desk.example>", "503").await;
    talk.ask("DATA", "503").await;
    talk.ask("MAIL FROM:<a@b.example>", "250").await;
    talk.ask("MAIL FROM:<c@d.example>", "503").await;
    talk.ask("RCPT TO:<support@desk.example>", "250").await;
    talk.ask("RSET", "250").await;
    talk.ask("DATA", "503").await;
    talk.open_data().await;
    talk.send(".\r\n").await;
    talk.expect("250").await;
    assert_eq!(house.keeper.envelopes()[0].mail_from, Some(email("aya@customer.example")));
}

#[tokio::test]
async fn a_unix_socket_is_a_door_too_and_leaves_no_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("lmtp");
    // What a killed process left behind is in nobody's way.
    drop(std::os::unix::net::UnixListener::bind(&path).expect("a socket"));
    let place: Bind = format!("unix:{}", path.display()).parse().expect("a place");
    let listener = Listener::bind(&place).await.expect("a door");
    let (keeper, stop) = (Keeper::new(), Shutdown::new());
    let door =
        Door { dialect: Dialect::Lmtp, hostname: "desk.example".into(), limits: Limits::default(), identity: None };
    let serving = tokio::spawn(serve(listener, door, keeper.clone(), stop.clone()));
    let mut talk = Talk::new(tokio::net::UnixStream::connect(&path).await.expect("a connection"));
    talk.expect("220").await;
    talk.ask("LHLO mx", "250").await;
    talk.open_data().await;
    talk.send("hi\r\n.\r\n").await;
    talk.expect("250").await;
    stop.trigger();
    until("the door is closed", || serving.is_finished()).await;
    assert_eq!(keeper.envelopes()[0].remote, None);
    assert!(!path.exists());
}
