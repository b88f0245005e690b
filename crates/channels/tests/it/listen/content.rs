//! What is kept is what was sent, octet for octet.

use super::talk::House;
use crate::world::Keeper;
use channels::listen::{Dialect, Limits};

async fn kept(content: &[u8]) -> Vec<u8> {
    let house = House::open(Dialect::Smtp).await;
    let mut talk = house.greeted("EHLO mx").await;
    talk.open_data().await;
    talk.send(content).await;
    talk.expect("250").await;
    talk.ask("QUIT", "221").await;
    house.keeper.messages()[0].to_vec()
}

#[tokio::test]
async fn stuffed_dots_come_off_once() {
    assert_eq!(kept(b"..\r\n...two\r\na.b\r\n.\r\n").await, b".\r\n..two\r\na.b\r\n");
}

#[tokio::test]
async fn broken_utf8_nul_and_stray_line_ends_pass_untouched() {
    let content = b"Subject: \xff\xfe \x8a\xbf\r\n\r\nnul \0 stray\rreturn and\nfeed \xe3\x81\r\n";
    assert_eq!(kept(&[content, &b".\r\n"[..]].concat()).await, content);
}

#[tokio::test]
async fn a_line_of_a_megabyte_arrives_whole() {
    let line = [vec![b'x'; 1 << 20], b"\r\n".to_vec()].concat();
    assert_eq!(kept(&[&line[..], b".\r\n"].concat()).await, line);
}

#[tokio::test]
async fn content_that_trickles_in_single_octets_is_the_same() {
    let house = House::open(Dialect::Smtp).await;
    let mut talk = house.greeted("EHLO mx").await;
    talk.open_data().await;
    for octet in b"..a\r\nb\r\n.\r\n" {
        talk.send([*octet]).await;
        tokio::task::yield_now().await;
    }
    talk.expect("250").await;
    assert_eq!(house.keeper.messages(), [".a\r\nb\r\n"]);
}

#[tokio::test]
async fn chunks_need_no_dots() {
    let house = House::open(Dialect::Smtp).await;
    let mut talk = house.greeted("EHLO mx").await;
    talk.ask("MAIL FROM:<a@b.example>", "250").await;
    talk.ask("RCPT TO:<support@desk.example>", "250").await;
    talk.send("BDAT 8\r\none\r\n.\r\n").await;
    talk.expect("250").await;
    talk.ask("DATA", "503").await;
    talk.send("BDAT 5 LAST\r\nthree").await;
    talk.expect("250 2.0.0 Kept").await;
    assert_eq!(house.keeper.messages(), ["one\r\n.\r\nthree"]);
}

#[tokio::test]
async fn a_chunk_without_recipients_is_not_read_as_commands() {
    let house = House::open(Dialect::Smtp).await;
    let mut talk = house.greeted("EHLO mx").await;
    talk.send("BDAT 6 LAST\r\nQUIT\r\n").await;
    talk.expect("503").await;
    talk.ask("NOOP", "250").await;
}

#[tokio::test]
async fn a_message_at_the_limit_is_taken_and_one_above_it_is_not() {
    let limits = Limits { message: 1000, ..Limits::default() };
    let house = House::with(Dialect::Smtp, limits, Keeper::new()).await;
    let mut talk = house.greeted("EHLO mx").await;
    talk.open_data().await;
    talk.send(format!("{}\r\n.\r\n", "x".repeat(998))).await;
    talk.expect("250").await;
    talk.open_data().await;
    talk.send(format!("{}\r\n.\r\n", "x".repeat(999))).await;
    talk.expect("552 5.3.4").await;
    talk.ask("MAIL FROM:<a@b.example> SIZE=1001", "552 5.3.4").await;
    talk.ask("MAIL FROM:<a@b.example> SIZE=1000", "250").await;
    talk.ask("RCPT TO:<support@desk.example>", "250").await;
    talk.send(format!("BDAT 600\r\n{0}BDAT 600 LAST\r\n{0}", "y".repeat(600))).await;
    talk.expect("250").await;
    talk.expect("552 5.3.4").await;
    assert_eq!(house.keeper.messages().len(), 1);
}
