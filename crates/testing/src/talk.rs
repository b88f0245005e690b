//! A client of a mail server that says exactly what it is told.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};

pub struct Talk<S> {
    stream: BufReader<S>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Talk<S> {
    pub fn new(stream: S) -> Self {
        Self { stream: BufReader::new(stream) }
    }

    pub async fn send(&mut self, octets: impl AsRef<[u8]>) {
        self.stream.write_all(octets.as_ref()).await.unwrap();
    }

    /// One reply, its lines joined by newlines; empty when the door was closed.
    pub async fn hear(&mut self) -> String {
        let mut reply = String::new();
        loop {
            let mut line = String::new();
            let read = self.stream.read_line(&mut line);
            let count =
                tokio::time::timeout(Duration::from_secs(10), read).await.expect("a reply in time").unwrap_or(0);
            reply.push_str(line.trim_end());
            if count == 0 || line.as_bytes().get(3) != Some(&b'-') {
                return reply;
            }
            reply.push('\n');
        }
    }

    pub async fn expect(&mut self, start: &str) -> String {
        let reply = self.hear().await;
        assert!(reply.lines().last().unwrap_or_default().starts_with(start), "expected {start}, heard {reply:?}");
        reply
    }

    pub async fn ask(&mut self, line: &str, start: &str) -> String {
        self.send(format!("{line}\r\n")).await;
        self.expect(start).await
    }

    /// MAIL and RCPT to a mailbox we have, and DATA up to the 354.
    pub async fn open_data(&mut self) {
        self.ask("MAIL FROM:<aya@customer.example>", "250").await;
        self.ask("RCPT TO:<support@desk.example>", "250").await;
        self.ask("DATA", "354").await;
    }

    /// Hands over one message to somebody, on a connection that is greeted; the answer to its content. Lines end in CRLF.
    pub async fn hand_over(&mut self, from: &str, to: &str, message: impl AsRef<[u8]>) -> String {
        self.ask(&format!("MAIL FROM:<{from}>"), "250").await;
        self.ask(&format!("RCPT TO:<{to}>"), "250").await;
        self.ask("DATA", "354").await;
        self.send(stuffed(message.as_ref())).await;
        self.send("\r\n.\r\n").await;
        self.hear().await
    }

    pub async fn expect_end(&mut self) {
        let mut rest = Vec::new();
        let read = self.stream.read_to_end(&mut rest);
        // A reset is an end as well.
        let _ = tokio::time::timeout(Duration::from_secs(10), read).await.expect("an end in time");
        assert_eq!(String::from_utf8_lossy(&rest), "");
    }
}

/// RFC 5321 §4.5.2: a dot that begins a line is said twice. The last line's end is left to the one who says the end.
fn stuffed(message: &[u8]) -> Vec<u8> {
    let message = message.strip_suffix(b"\r\n").unwrap_or(message);
    let mut stuffed = Vec::with_capacity(message.len() + 16);
    for (n, line) in message.split(|octet| *octet == b'\n').enumerate() {
        if n > 0 {
            stuffed.push(b'\n');
        }
        if line.first() == Some(&b'.') {
            stuffed.push(b'.');
        }
        stuffed.extend_from_slice(line);
    }
    stuffed
}
