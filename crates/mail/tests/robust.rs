//! Whatever the bytes are, reading ends, soon, and says something.

use mail::{Limits, parse};
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn corpus() -> Vec<Vec<u8>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the corpus is there").flatten().map(|entry| entry.path()).collect();
    files.sort();
    files.iter().map(|path| std::fs::read(path).expect("the corpus can be read")).collect()
}

/// What holds of every message, however broken.
fn assert_sound(raw: &[u8]) {
    let read = parse(raw, &Limits::default()).expect("far below the limit");
    let one_line = |text: &str| !text.contains(['\r', '\n', '\0']);
    assert!(one_line(&read.subject));
    assert!(read.from.iter().all(|from| one_line(from.shown())));
    assert!(read.attachments.iter().all(|part| !part.filename.contains(['/', '\\', '\0', '\n'])
        && part.filename.len() <= 255
        && !part.filename.is_empty()));
    assert!(!read.html.as_str().contains("<script"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn random_bytes_are_read(raw in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        assert_sound(&raw);
    }

    #[test]
    fn damaged_messages_are_read(which in any::<prop::sample::Index>(), cuts in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..4), 1..20)) {
        let mut raw = corpus()[which.index(corpus().len())].clone();
        for (at, byte, how) in cuts {
            let at = at.index(raw.len().max(1)).min(raw.len().saturating_sub(1));
            match how {
                0 => raw[at] = byte,
                1 => raw.insert(at, byte),
                2 if raw.len() > 1 => drop(raw.remove(at)),
                _ => raw.extend_from_within(at..),
            }
        }
        raw.truncate(1 << 16);
        assert_sound(&raw);
    }

    #[test]
    fn pages_are_read(html in "(<[a-z]{1,6}( [a-z]{1,4}=[\"']?[a-z:/&#;]{0,8}[\"']?)?/?>|</[a-z]{1,6}>|[a-z &;<>\"']|<!--|-->|表){0,200}") {
        assert_sound(format!("Content-Type: text/html\n\n{html}").as_bytes());
    }
}

/// A message, and what it is full of.
fn bombs() -> Vec<(&'static str, String)> {
    let html = |body: String| format!("Content-Type: text/html\r\n\r\n{body}");
    vec![
        ("nested elements", html("<div>".repeat(50_000))),
        ("open formatting", html(format!("{}{}", "<font size=1><b>".repeat(500), "<p>".repeat(50_000)))),
        ("unclosed tables", html("<table><tr><td>".repeat(30_000))),
        ("ampersands", html("&".repeat(200_000))),
        ("references", format!("References: {}\r\n\r\nx", "<a@b> <c@d>\r\n ".repeat(50_000))),
        ("recipients", format!("To: {}x@y\r\n\r\nx", "Aya <aya@example>, ".repeat(50_000))),
        ("brackets", format!("To: {}\r\n\r\nx", "<".repeat(200_000))),
        ("comments", format!("To: {}a@b\r\n\r\nx", "(".repeat(200_000))),
        ("encoded words", format!("Subject: {}\r\n\r\nx", "=?utf-8?Q?a".repeat(20_000))),
        ("a header", format!("X-Big: {}\r\n\r\nx", "x\r\n ".repeat(500_000))),
        ("parts", format!("Content-Type: multipart/mixed; boundary=b\r\n\r\n{}", "--b\r\n\r\nx\r\n".repeat(50_000))),
        (
            "nested parts",
            (0..3_000).map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n")).collect(),
        ),
        ("quoted lines", format!("Subject: x\r\n\r\n{}", "> x\r\ny\r\n".repeat(50_000))),
        ("attributions", format!("Subject: x\r\n\r\n{}", "On Mon, Jan 5, 2026 at 10:23 Aya\r\n".repeat(30_000))),
        ("signatures", format!("Subject: x\r\n\r\n{}", "--\r\nSent from my iPhone\r\n".repeat(50_000))),
        ("escapes", format!("Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n{}", "\x1b$B\x1b(B".repeat(100_000))),
        (
            "reports",
            format!(
                "Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n{}",
                "Final-Recipient: rfc822; a@b\r\nAction: failed\r\n\r\n".repeat(30_000)
            ),
        ),
    ]
}

/// Unoptimised code on a busy machine is given twenty times what a release build needs.
#[test]
fn bombs_do_not_go_off() {
    for (name, raw) in bombs() {
        let start = Instant::now();
        assert!(parse(raw.as_bytes(), &Limits::default()).is_ok(), "{name}");
        assert!(start.elapsed() < Duration::from_secs(20), "{name}: {:?}", start.elapsed());
    }
}

#[test]
fn a_message_beyond_the_limit_is_refused_in_words() {
    let limits = Limits { bytes: 10, ..Limits::default() };
    let refusal = parse(b"Subject: more than ten octets\r\n\r\n", &limits).expect_err("it is too large");
    assert!(refusal.to_string().contains("10"));
}
