//! What a file holds, judged by its beginning and its name.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Message,
    Mbox,
    Unknown,
}

/// Headers with which the world's messages begin.
const FIRST_HEADERS: [&str; 20] = [
    "arc-seal",
    "authentication-results",
    "bcc",
    "cc",
    "content-type",
    "date",
    "delivered-to",
    "dkim-signature",
    "envelope-to",
    "from",
    "in-reply-to",
    "message-id",
    "mime-version",
    "received",
    "references",
    "reply-to",
    "return-path",
    "sender",
    "subject",
    "to",
];

impl Kind {
    /// Of a file somebody named: unless it is an archive, it is taken for a message.
    pub(super) fn of_named(path: &Path) -> io::Result<Self> {
        let head = head(path)?;
        Ok(if head.starts_with(b"From ") { Self::Mbox } else { Self::Message })
    }

    /// Of a file that was found in a folder and may be anything.
    pub(super) fn of_found(path: &Path) -> io::Result<Self> {
        let head = head(path)?;
        let is_eml = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("eml"));
        Ok(if head.starts_with(b"From ") {
            Self::Mbox
        } else if is_eml || begins_as_message(&head) {
            Self::Message
        } else {
            Self::Unknown
        })
    }
}

fn head(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    File::open(path)?.take(100).read_to_end(&mut head)?;
    Ok(head)
}

fn begins_as_message(head: &[u8]) -> bool {
    let name = head.split(|octet| *octet == b':').next().unwrap_or_default().to_ascii_lowercase();
    let name = std::str::from_utf8(&name).unwrap_or_default();
    name.len() < head.len() && (FIRST_HEADERS.contains(&name) || name.starts_with("x-") && !name.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_begins_with_a_header_of_messages() {
        for head in ["Return-Path: <a@b>", "received: from x", "X-Spam-Score: 1", "Subject:"] {
            assert!(begins_as_message(head.as_bytes()), "{head}");
        }
        for head in ["", "Subject", "Note: this is no message", "<html>", "{\"from\": 1}", "\u{feff}From: a", "X- y: z"]
        {
            assert!(!begins_as_message(head.as_bytes()), "{head}");
        }
    }
}
