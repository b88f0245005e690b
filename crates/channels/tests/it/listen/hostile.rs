//! Clients that mean no good, or are merely broken: nobody else notices them.

use super::talk::House;
use crate::world::Keeper;
use channels::listen::{Dialect, Limits};
use channels::ports::AwayReason;
use std::time::{Duration, Instant};

#[tokio::test]
async fn no_message_is_smuggled_inside_another() {
    for end in ["\n.\n", "\n.\r\n", "\r\n.\n", "\r\n.\r", "\r.\r\n", "\r.\r", "\n.\r"] {
        let house = House::open(Dialect::Smtp).await;
        let mut talk = house.greeted("EHLO mx").await;
        talk.open_data().await;
        let smuggled = "MAIL FROM:<ceo@desk.example>\r\nRCPT TO:<support@desk.example>\r\nDATA\r\nforged\r\n";
        talk.send(format!("honest{end}{smuggled}.\r\n")).await;
        talk.expect("550 5.6.0").await;
        talk.ask("NOOP", "250").await;
        assert_eq!(house.keeper.messages().len(), 0, "{end:?}");
    }
}

#[tokio::test]
async fn a_message_twice_the_limit_is_read_to_its_end_and_a_flood_is_cut() {
    let limits = Limits { message: 10_000, ..Limits::default() };
    let house = House::with(Dialect::Smtp, limits, Keeper::new()).await;
    let mut talk = house.greeted("EHLO mx").await;
    talk.open_data().await;
    talk.send(format!("{}.\r\n", "0123456789abcdef\r\n".repeat(1200))).await;
    talk.expect("552 5.3.4").await;
    talk.open_data().await;
    talk.send("0123456789abcdef\r\n".repeat(5000)).await;
    talk.expect("421 4.7.0").await;
}

#[tokio::test]
async fn what_goes_round_in_a_circle_is_refused_for_good_and_noted() {
    for (dialect, greeting) in [(Dialect::Smtp, "EHLO mx"), (Dialect::Lmtp, "LHLO mx")] {
        let house = House::open(dialect).await;
        let mut talk = house.greeted(greeting).await;
        let travelled = |hops: usize| {
            let path =
                "Received: from a.example by b.example with ESMTP; Sun, 1 Mar 2026 09:30:00 +0000\r\n".repeat(hops);
            format!("{path}Subject: Round\r\n\r\nReceived: a line of the text is no hop\r\n.\r\n")
        };
        talk.open_data().await;
        talk.send(travelled(101)).await;
        talk.expect("554 5.4.6").await;
        talk.open_data().await;
        talk.send(travelled(100)).await;
        talk.expect("250").await;
        assert_eq!(house.keeper.messages().len(), 1, "{dialect:?}");
        let away = house.keeper.away.lock().unwrap().clone();
        assert_eq!(away.iter().map(|one| one.why).collect::<Vec<_>>(), [AwayReason::Circling], "{dialect:?}");
        assert_eq!(away[0].rcpt.len(), 1);
    }
}

#[tokio::test]
async fn memory_for_all_messages_is_bounded_and_comes_back() {
    let limits = Limits { memory: 5000, ..Limits::default() };
    let house = House::with(Dialect::Smtp, limits, Keeper::new()).await;
    let mut hoarder = house.greeted("EHLO mx").await;
    hoarder.open_data().await;
    hoarder.send("x\r\n".repeat(1000)).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let mut other = house.greeted("EHLO mx").await;
    other.open_data().await;
    other.send(format!("{}.\r\n", "y\r\n".repeat(1000))).await;
    other.expect("452 4.3.1").await;
    drop(hoarder);
    tokio::time::sleep(Duration::from_millis(100)).await;
    other.open_data().await;
    other.send(format!("{}.\r\n", "y\r\n".repeat(1000))).await;
    other.expect("250").await;
}

#[tokio::test]
async fn endless_and_broken_command_lines_are_answered_once() {
    let house = House::open(Dialect::Smtp).await;
    let mut talk = house.greeted("EHLO mx").await;
    talk.send(format!("NOOP {}\r\n", "x".repeat(100_000))).await;
    talk.expect("500 5.5.2 Line too long").await;
    talk.send("NOOP\n").await;
    talk.expect("500 5.5.2 Lines end").await;
    talk.send("NOOP\rQUIT\r\n").await;
    talk.expect("500 5.5.2 Lines end").await;
    talk.send(b"MAIL FROM:<\xff@b.example>\r\n").await;
    talk.expect("500 5.5.2").await;
    talk.ask("NOOP", "250").await;
}

#[tokio::test]
async fn a_client_that_speaks_another_language_is_sent_away() {
    let house = House::open(Dialect::Smtp).await;
    let mut talk = house.connect().await;
    talk.expect("220").await;
    talk.send(format!("POST / HTTP/1.1\r\n{}", "X-Header: MAIL FROM\r\n".repeat(30))).await;
    for _ in 0..21 {
        talk.expect("500 5.5.1").await;
    }
    talk.expect("421 4.7.0").await;
    talk.expect_end().await;
}

#[tokio::test]
async fn nobody_guesses_addresses_for_long() {
    let limits = Limits { recipients: 3, ..Limits::default() };
    let house = House::with(Dialect::Smtp, limits, Keeper::new()).await;
    let mut talk = house.greeted("EHLO mx").await;
    talk.ask("MAIL FROM:<a@b.example>", "250").await;
    for _ in 0..4 {
        talk.ask("RCPT TO:<nobody@desk.example>", "550").await;
    }
    talk.expect("421 4.7.0").await;
}

#[tokio::test]
async fn more_recipients_than_the_limit_wait_for_another_message() {
    let house = House::open(Dialect::Smtp).await;
    let mut talk = house.greeted("EHLO mx").await;
    talk.ask("MAIL FROM:<a@b.example>", "250").await;
    for number in 0..100 {
        talk.ask(&format!("RCPT TO:<box{number}@desk.example>"), "250").await;
    }
    talk.ask("RCPT TO:<box100@desk.example>", "452 4.5.3").await;
    talk.ask("DATA", "354").await;
    talk.send("hi\r\n.\r\n").await;
    talk.expect("250").await;
    assert_eq!(house.keeper.envelopes()[0].rcpt.len(), 100);
}

#[tokio::test]
async fn a_client_that_dawdles_is_sent_away_even_when_it_sends_an_octet_now_and_then() {
    let limits = Limits {
        command_time: Duration::from_millis(300),
        message_time: Duration::from_millis(300),
        ..Limits::default()
    };
    let house = House::with(Dialect::Smtp, limits, Keeper::new()).await;
    let (mut silent, mut drip, mut slow) =
        (house.connect().await, house.connect().await, house.greeted("EHLO mx").await);
    slow.open_data().await;
    silent.expect("220").await;
    drip.expect("220").await;
    let begun = Instant::now();
    for _ in 0..8 {
        drip.send("N").await;
        slow.send("line\r\n").await;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    silent.expect("421 4.4.2").await;
    drip.expect("421 4.4.2").await;
    slow.expect("421 4.4.2").await;
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert_eq!(house.keeper.messages().len(), 0);
}

#[tokio::test]
async fn a_connection_lost_within_a_message_leaves_nothing() {
    let house = House::open(Dialect::Smtp).await;
    let mut talk = house.greeted("EHLO mx").await;
    talk.open_data().await;
    talk.send("half a mess").await;
    drop(talk);
    let mut next = house.greeted("EHLO mx").await;
    next.open_data().await;
    next.send("whole\r\n.\r\n").await;
    next.expect("250").await;
    assert_eq!(house.keeper.messages(), ["whole\r\n"]);
}

#[tokio::test]
async fn one_address_cannot_take_all_places() {
    let limits = Limits { connections_per_address: 2, ..Limits::default() };
    let house = House::with(Dialect::Smtp, limits, Keeper::new()).await;
    let (first, _second) = (house.greeted("EHLO mx").await, house.greeted("EHLO mx").await);
    house.connect().await.expect("421 4.7.0").await;
    drop(first);
    tokio::time::sleep(Duration::from_millis(100)).await;
    house.connect().await.expect("220").await;
}

#[tokio::test]
async fn thousands_of_idle_connections_keep_no_mail_out() {
    let limits = Limits { connections: 100, connections_per_address: 50, ..Limits::default() };
    let house = House::with(Dialect::Smtp, limits, Keeper::new()).await;
    let mut idle = Vec::new();
    for _ in 0..2000 {
        idle.push(house.connect().await);
    }
    tokio::time::sleep(Duration::from_millis(1200)).await;
    let mut talk = house.greeted("EHLO mx").await;
    talk.open_data().await;
    talk.send("hi\r\n.\r\n").await;
    talk.expect("250").await;
    idle[0].expect("220").await;
    idle[0].expect("421 4.7.0 desk.example needs the place").await;
    assert_eq!(house.keeper.messages().len(), 1);
}
