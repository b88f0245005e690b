//! A message's content as it arrives: dots unstuffed, its end found exactly, its size bounded, its bytes untouched.

use super::crowd::Held;

/// Enough to see a CR before a LF, and a lone dot after a CR, that are torn apart.
const LEFT_OF_PART: usize = 2;

/// A message being received. What cannot be kept is still read to its end, but no longer held.
pub(super) struct Body {
    kept: Vec<u8>,
    limit: usize,
    held: Held,
    /// Whether the octets so far end with CRLF, so that a lone dot now would end the message.
    at_line_start: bool,
    /// Whether the beginning of the current line was taken already.
    mid_line: bool,
    flaw: Option<Flaw>,
}

/// Why a message that was read to its end is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    TooBig,
    /// All connections together hold as much as they may.
    NoMemory,
    /// A lone dot stands between line ends that are not CRLF on both sides: some servers would end the message there
    /// and read what follows as commands (SMTP smuggling).
    Smuggled,
}

impl Body {
    pub(super) fn new(limit: usize, held: Held) -> Self {
        Self { kept: Vec::new(), limit, held, at_line_start: true, mid_line: false, flaw: None }
    }

    /// Takes one line, or the rest of one, with its LF; `true` when it was the end of the message (RFC 5321 §4.1.1.4).
    pub(super) fn line(&mut self, line: &[u8]) -> bool {
        if self.at_line_start && line == b".\r\n" {
            return true;
        }
        self.take(line, line.len());
        self.at_line_start = line.ends_with(b"\r\n");
        self.mid_line = false;
        false
    }

    /// Takes most of a line too long to wait for, and says how much; what it leaves must come again with the rest.
    pub(super) fn part(&mut self, part: &[u8]) -> usize {
        let taken = part.len() - LEFT_OF_PART;
        self.take(part, taken);
        self.at_line_start = false;
        self.mid_line = true;
        taken
    }

    fn take(&mut self, octets: &[u8], count: usize) {
        if hides_an_end(octets, self.mid_line) {
            self.spoil(Flaw::Smuggled);
        }
        let stuffed = self.at_line_start && octets.first() == Some(&b'.');
        self.push(&octets[usize::from(stuffed)..count]);
    }

    /// Takes octets as they are (BDAT).
    pub(super) fn push(&mut self, octets: &[u8]) {
        let all = self.kept.len() + octets.len();
        if self.flaw.is_some() {
            return;
        }
        if all > self.limit {
            self.spoil(Flaw::TooBig);
        } else if !self.held.grow_to(all) {
            self.spoil(Flaw::NoMemory);
        } else {
            self.kept.extend_from_slice(octets);
        }
    }

    /// The message with its share of the memory, or why there is none.
    pub(super) fn finish(self) -> Result<(Vec<u8>, Held), Flaw> {
        match self.flaw {
            None => Ok((self.kept, self.held)),
            Some(flaw) => Err(flaw),
        }
    }

    fn spoil(&mut self, flaw: Flaw) {
        self.flaw.get_or_insert(flaw);
        self.kept = Vec::new();
        self.held.release();
    }
}

/// Whether text that does not end the message holds a lone dot between any two of: its start, CR, LF.
fn hides_an_end(text: &[u8], mid_line: bool) -> bool {
    let start = (!mid_line).then_some(0);
    let mut starts = start.into_iter().chain(memchr::memchr_iter(b'\r', text).map(|at| at + 1));
    starts.any(|at| matches!(text.get(at..), Some([b'.', b'\r' | b'\n', ..])))
}

#[cfg(test)]
mod tests {
    use super::super::Limits;
    use super::super::crowd::Crowd;
    use super::*;

    fn read(lines: &[&str]) -> Result<String, Flaw> {
        let place = Crowd::new(&Limits::default()).enter(None).expect("an empty room");
        let mut body = Body::new(40, place.hold());
        let ended = lines.iter().map(|line| body.line(line.as_bytes())).collect::<Vec<_>>();
        assert_eq!(ended.iter().filter(|end| **end).count(), 1, "{lines:?}");
        assert_eq!(ended.last(), Some(&true), "{lines:?}");
        body.finish().map(|(kept, _)| String::from_utf8(kept).expect("the tests write UTF-8"))
    }

    #[test]
    fn one_stuffed_dot_is_taken_from_each_line() {
        assert_eq!(
            read(&["..\r\n", "...a\r\n", ".b\r\n", "c.\r\n", ".\r\n"]).as_deref(),
            Ok(".\r\n..a\r\nb\r\nc.\r\n")
        );
    }

    #[test]
    fn stray_line_ends_in_text_are_kept_as_they_are() {
        assert_eq!(read(&["a\n", ".b\n", "c\rd\r\n", ".\r\n"]).as_deref(), Ok("a\n.b\nc\rd\r\n"));
    }

    #[test]
    fn an_empty_message_is_a_message() {
        assert_eq!(read(&[".\r\n"]).as_deref(), Ok(""));
    }

    #[test]
    fn a_lone_dot_between_stray_line_ends_spoils_the_message() {
        for lines in [
            ["a\n", ".\n", "b\r\n", ".\r\n"],
            ["a\n", ".\r\n", "b\r\n", ".\r\n"],
            ["a\r\n", ".\n", "b\r\n", ".\r\n"],
            ["a\r\n", ".\rMAIL FROM:<>\r\n", "b\r\n", ".\r\n"],
            ["a\r.\rMAIL\n", "a\r\n", "b\r\n", ".\r\n"],
            ["a\r.\r\n", "a\r\n", "b\r\n", ".\r\n"],
        ] {
            assert_eq!(read(&lines), Err(Flaw::Smuggled), "{lines:?}");
        }
    }

    #[test]
    fn a_long_line_comes_in_parts_and_a_dot_within_it_ends_nothing() {
        let place = Crowd::new(&Limits::default()).enter(None).expect("an empty room");
        let mut body = Body::new(40, place.hold());
        assert_eq!(body.part(b"..abc"), 3);
        assert!(!body.line(b"bc\r\n"));
        assert_eq!(body.part(b"def."), 2);
        assert!(!body.line(b".\r\n"));
        assert!(body.line(b".\r\n"));
        assert_eq!(body.finish().map(|(kept, _)| kept).as_deref(), Ok(&b".abc\r\nde.\r\n"[..]));
    }

    #[test]
    fn too_much_is_read_to_its_end_and_not_kept() {
        let line = "0123456789abcdef\r\n";
        assert_eq!(read(&[line, line, line, ".\r\n"]), Err(Flaw::TooBig));
        assert_eq!(read(&[line, line, ".\r\n"]).map(|text| text.len()), Ok(36));
    }
}
