//! What is written is read back, and nothing a value contains becomes a header.

use super::*;
use crate::{Limits, Parsed, parse};
use proptest::prelude::*;

fn address(name: &str, email: &str) -> Address {
    Address::new(name, Email::parse(email).expect("the tests' addresses are addresses"))
}

fn letter() -> Letter {
    Letter {
        from: address("Aya at Example", "support@helpdesk.example"),
        reply_to: Vec::new(),
        to: vec![address("山田太郎", "taro@customer.example")],
        cc: Vec::new(),
        bcc: vec![address("", "secret@helpdesk.example")],
        subject: "Re: 返金について".to_owned(),
        message_id: "1@helpdesk.example".to_owned(),
        in_reply_to: vec!["0@customer.example".to_owned()],
        references: vec!["0@customer.example".to_owned()],
        date: Moment(1_772_357_400_000),
        text: "山田様\n\nお待たせしました。\n".to_owned(),
        html: Some("<p>山田様</p><p>お待たせしました。<img src=\"cid:logo@x\"></p>".to_owned()),
        attachments: Vec::new(),
        auto: Automatic::No,
        thread_index: None,
        thread_topic: None,
        headers: Vec::new(),
    }
}

fn file(filename: &str, bytes: &[u8]) -> Part {
    Part {
        filename: filename.to_owned(),
        content_type: "application/pdf".to_owned(),
        bytes: bytes.to_vec(),
        ..Part::default()
    }
}

fn read_back(letter: &Letter) -> Parsed {
    parse(&compose(letter), &Limits::default()).expect("a letter is no larger than the limit")
}

#[test]
fn a_letter_is_read_back_as_it_was_written() {
    let mut letter = letter();
    letter.attachments = vec![
        file("見積書（最終）.pdf", b"%PDF"),
        Part {
            inline: true,
            content_id: Some("logo@x".to_owned()),
            content_type: "image/png".to_owned(),
            ..file("logo.png", b"PNG")
        },
    ];
    let read = read_back(&letter);
    assert_eq!(read.from, Some(letter.from));
    assert_eq!(read.to, letter.to);
    assert_eq!(read.subject, letter.subject);
    assert_eq!(read.message_id.as_deref(), Some("1@helpdesk.example"));
    assert_eq!(read.references, letter.references);
    assert_eq!(read.date, Some(letter.date));
    assert_eq!(read.text.trim_end(), letter.text.trim_end());
    assert!(read.html.as_str().contains("cid:logo@x"));
    let files: Vec<_> =
        read.attachments.iter().map(|part| (part.filename.as_str(), part.inline, part.bytes.len())).collect();
    assert_eq!(files, [("logo.png", true, 3), ("見積書（最終）.pdf", false, 4)]);
}

#[test]
fn nobody_sees_who_got_a_blind_copy() {
    let bytes = compose(&letter());
    assert!(!String::from_utf8_lossy(&bytes).contains("secret@"));
    assert_eq!(letter().recipients().len(), 2);
}

#[test]
fn automatic_mail_says_so() {
    let mut letter = letter();
    letter.auto = Automatic::AutoReplied;
    let read = read_back(&letter);
    assert_eq!(read.marks.auto_submitted.as_deref(), Some("auto-replied"));
    assert!(read.marks.forbids_automatic_answers());
}

#[test]
fn no_value_injects_a_header() {
    let mut letter = letter();
    let evil = "x\r\nBcc: eve@evil.example\r\n\r\nbody";
    letter.subject = evil.to_owned();
    letter.from.name = Some(evil.to_owned());
    letter.message_id = "1@x>\r\nBcc: eve@evil.example".to_owned();
    letter.thread_topic = Some(evil.to_owned());
    letter.headers = vec![
        ("X-A".to_owned(), evil.to_owned()),
        ("X-B\r\nBcc".to_owned(), "eve".to_owned()),
        ("Bcc".to_owned(), "eve".to_owned()),
    ];
    letter.attachments = vec![Part {
        content_type: "a/b\r\nBcc: eve".to_owned(),
        content_id: Some("a\r\nBcc: eve".to_owned()),
        ..file("a\"\r\nBcc: eve.pdf", b"x")
    }];
    let read = read_back(&letter);
    assert!(read.header("bcc").is_none());
    assert_eq!(read.text.trim(), letter.text.trim());
    assert!(!String::from_utf8_lossy(&compose(&letter)).lines().any(|line| line.starts_with("Bcc")));
}

#[test]
fn the_odd_addresses_of_carriers_survive() {
    let mut letter = letter();
    letter.to = vec![address("", "taro..yamada.@docomo.example")];
    assert!(String::from_utf8_lossy(&compose(&letter)).contains("\"taro..yamada.\"@docomo.example"));
    assert_eq!(read_back(&letter).to, letter.to);
}

#[test]
fn a_long_chain_keeps_its_root_and_its_end() {
    let mut letter = letter();
    letter.references = (0..500).map(|n| format!("{n}@x")).collect();
    let read = read_back(&letter);
    assert_eq!((read.references[0].as_str(), read.references.len()), ("0@x", 41));
    assert_eq!(read.references.last().map(String::as_str), Some("499@x"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_letter_is_read_back(
        subject in "\\PC{0,120}",
        name in "[\\PC&&[^\"\\\\'<>]]{0,60}",
        text in "(\\PC|\n){0,400}",
        filename in "[a-zA-Z0-9あ-ん漢字 _.()%'\"]{1,60}",
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        let mut letter = letter();
        letter.subject = subject;
        letter.to = vec![address(&name, "taro@customer.example")];
        letter.text = text;
        letter.html = None;
        letter.attachments = vec![file(&filename, &bytes)];
        let read = read_back(&letter);
        prop_assert_eq!(&read.subject, &crate::header::one_line(&letter.subject));
        prop_assert_eq!(&read.to[0].email, &letter.to[0].email);
        let written = letter.text.replace('\r', "\n");
        prop_assert_eq!(read.text.trim_end(), written.trim_end());
        prop_assert_eq!(&read.attachments[0].bytes, &bytes);
        let safe = crate::header::safe_name(&filename);
        if !safe.is_empty() {
            prop_assert_eq!(&read.attachments[0].filename, &safe);
        }
    }

    #[test]
    fn no_line_is_too_long_and_no_header_line_beyond_ascii(subject in "\\PC{0,2000}", text in "\\PC{0,3000}") {
        let mut letter = letter();
        letter.subject = subject;
        letter.text = text;
        letter.html = None;
        let bytes = compose(&letter);
        for line in bytes.split(|b| *b == b'\n') {
            prop_assert!(line.len() <= 999);
        }
        let header = bytes.windows(4).position(|w| w == b"\r\n\r\n").unwrap_or(0);
        prop_assert!(bytes[..header].is_ascii());
    }
}
