//! One response of an IMAP server: a status, data, or an invitation to go on (RFC 9051 §7).

use super::value::{Part, Value, values};
use crate::server::{Trouble, Wire, quotable};
use bytes::Bytes;
use std::time::Duration;

#[derive(Debug)]
pub(super) enum Response {
    Continue,
    Status { tag: String, status: Status },
    Data(Vec<Value>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Status {
    pub(super) kind: Kind,
    /// What stands in brackets before the text: `UIDVALIDITY 12`.
    pub(super) code: String,
    pub(super) text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Ok,
    No,
    Bad,
    Bye,
    Preauth,
}

/// Octets of a line without its literals: a search may find a million numbers.
const LONGEST_LINE: usize = 16 * 1024 * 1024;
/// Literals of one response.
const MOST_LITERALS: usize = 1000;

impl Response {
    /// Reads one response. Literals beyond `room` octets in all are dropped.
    pub(super) async fn read(wire: &mut Wire, mut room: usize, patience: Duration) -> Result<Self, Trouble> {
        let mut parts = Vec::new();
        loop {
            let line = wire.line(LONGEST_LINE, patience).await?.freeze();
            match literal(&line) {
                Some((text, octets)) if parts.len() < 2 * MOST_LITERALS => {
                    parts.push(Part::Text(line.slice(..text)));
                    if octets <= room {
                        room -= octets;
                        parts.push(Part::Literal(wire.exactly(octets, patience).await?));
                    } else {
                        wire.drop_exactly(octets, patience).await?;
                        parts.push(Part::Dropped);
                    }
                }
                Some(_) => return Err(Trouble::gibberish(&line)),
                None => {
                    parts.push(Part::Text(line.clone()));
                    return parse(&parts).ok_or_else(|| Trouble::gibberish(&line));
                }
            }
        }
    }
}

impl Status {
    /// The number that follows a word in the code.
    pub(super) fn coded(&self, word: &str) -> Option<u32> {
        let (name, number) = self.code.split_once(' ')?;
        name.eq_ignore_ascii_case(word).then(|| number.trim().parse().ok())?
    }

    /// `line` is what follows the tag.
    fn parse(line: &str) -> Option<Self> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let kind = match word.to_ascii_uppercase().as_str() {
            "OK" => Kind::Ok,
            "NO" => Kind::No,
            "BAD" => Kind::Bad,
            "BYE" => Kind::Bye,
            "PREAUTH" => Kind::Preauth,
            _ => return None,
        };
        let (code, text) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')).unwrap_or(("", rest));
        Some(Self { kind, code: code.to_owned(), text: quotable(text.trim()) })
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.code.as_str() {
            "" => f.write_str(&self.text),
            code => write!(f, "[{}] {}", quotable(code), self.text),
        }
    }
}

/// If a line ends by announcing a literal: where its text ends, and the literal's octets.
fn literal(line: &[u8]) -> Option<(usize, usize)> {
    let open = memchr::memrchr(b'{', line)?;
    let count = std::str::from_utf8(line[open + 1..].strip_suffix(b"}")?).ok()?;
    let count = count.strip_suffix('+').unwrap_or(count);
    // Binary literals (RFC 3516) are announced with a tilde.
    let text = if line[..open].ends_with(b"~") { open - 1 } else { open };
    Some((text, count.parse().ok()?))
}

fn parse(parts: &[Part]) -> Option<Response> {
    let Some(Part::Text(first)) = parts.first() else { return None };
    if first.starts_with(b"+") {
        return Some(Response::Continue);
    }
    let gap = memchr::memchr(b' ', first)?;
    let (tag, rest) = (std::str::from_utf8(&first[..gap]).ok()?, first.slice(gap + 1..));
    if let Some(status) = Status::parse(&String::from_utf8_lossy(&rest)) {
        Some(Response::Status { tag: tag.to_owned(), status })
    } else if tag == "*" {
        values(&without_tag(rest, parts)).map(Response::Data)
    } else {
        None
    }
}

fn without_tag(first: Bytes, parts: &[Part]) -> Vec<Part> {
    let rest = parts.iter().skip(1).map(|part| match part {
        Part::Text(text) => Part::Text(text.clone()),
        Part::Literal(octets) => Part::Literal(octets.clone()),
        Part::Dropped => Part::Dropped,
    });
    std::iter::once(Part::Text(first)).chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(line: &str) -> Status {
        Status::parse(line).expect(line)
    }

    #[test]
    fn a_status_has_a_code_and_a_text() {
        let read = status("OK [UIDVALIDITY 3857529045] UIDs valid");
        assert_eq!((read.kind, read.coded("uidvalidity")), (Kind::Ok, Some(3_857_529_045)));
        assert_eq!(read.text, "UIDs valid");
        assert_eq!(status("NO").to_string(), "");
        assert_eq!(status("no [AUTHENTICATIONFAILED] Wrong.").to_string(), "[AUTHENTICATIONFAILED] Wrong.");
        assert_eq!(Status::parse("FLAGS (a)"), None);
    }

    #[test]
    fn a_literal_is_announced_at_the_end_of_a_line() {
        assert_eq!(literal(b"* 1 FETCH (BODY[] {12}"), Some((18, 12)));
        assert_eq!(literal(b"* 1 FETCH (BINARY[1] ~{12}"), Some((21, 12)));
        assert_eq!(literal(b"a {3+}"), Some((2, 3)));
        for line in [&b"a {3} b"[..], b"a {x}", b"a {-1}", b"{99999999999999999999999}"] {
            assert_eq!(literal(line), None);
        }
    }
}
