//! A message's content as SMTP wants it: lines end with CRLF, leading dots are doubled (RFC 5321 §4.5.2).

/// Cuts a message into pieces of about so many octets, ready to be written.
pub(super) struct Pieces<'a> {
    rest: &'a [u8],
}

const PIECE: usize = 64 * 1024;

pub(super) fn pieces(raw: &[u8]) -> Pieces<'_> {
    Pieces { rest: raw }
}

impl Iterator for Pieces<'_> {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let mut piece = Vec::new();
        while piece.len() < PIECE && !self.rest.is_empty() {
            let (line, rest) = cut_line(self.rest);
            if line.first() == Some(&b'.') {
                piece.push(b'.');
            }
            piece.extend_from_slice(line);
            piece.extend_from_slice(b"\r\n");
            self.rest = rest;
        }
        (!piece.is_empty()).then_some(piece)
    }
}

/// The first line and what follows it. A stray CR or LF ends a line as well: sent as it is, a server could take it for
/// the end of the message.
fn cut_line(text: &[u8]) -> (&[u8], &[u8]) {
    match memchr::memchr2(b'\r', b'\n', text) {
        None => (text, &[]),
        Some(at) => {
            let ending = if text[at..].starts_with(b"\r\n") { 2 } else { 1 };
            (&text[..at], &text[at + ending..])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(raw: &str) -> String {
        String::from_utf8(pieces(raw.as_bytes()).flatten().collect()).expect("it was UTF-8")
    }

    #[test]
    fn leading_dots_are_doubled_and_others_are_not() {
        assert_eq!(sent(".\r\n..a\r\nb.c\r\n"), "..\r\n...a\r\nb.c\r\n");
    }

    #[test]
    fn every_line_ends_with_crlf() {
        assert_eq!(sent("a\nb\rc\r\n\r\nd"), "a\r\nb\r\nc\r\n\r\nd\r\n");
    }

    #[test]
    fn nothing_in_a_message_ends_it() {
        for raw in ["a\n.\nb", "a\r.\rb", "a\r\n.\r\nb", "a\n.\r\nb", ".", "a\r\n."] {
            let sent = sent(raw);
            assert!(!sent.contains("\n.\r") && !sent.starts_with(".\r"), "{sent:?}");
        }
    }

    #[test]
    fn a_big_message_comes_in_pieces() {
        let raw = "0123456789\r\n".repeat(20_000);
        assert!(pieces(raw.as_bytes()).count() > 1);
        assert_eq!(sent(&raw), raw);
    }
}
