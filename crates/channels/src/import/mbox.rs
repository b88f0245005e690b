//! An mbox archive, message by message (RFC 4155; mboxo and mboxrd): each begins after a `From ` line, and lines of text
//! that begin so bear a `>` more than they were written with.

use super::Why;
use bytes::Bytes;
use std::io::{self, BufRead};

pub(super) struct Mbox<R> {
    source: R,
    limit: u64,
    read: u64,
    count: usize,
    line: Vec<u8>,
    ended: bool,
}

/// Octets of a line that are looked at together; the rest of a longer one is its continuation.
const LINE: usize = 64 * 1024;

impl<R: BufRead> Mbox<R> {
    /// Reads messages of at most `limit` octets.
    pub(super) fn new(source: R, limit: u64) -> Self {
        Self { source, limit, read: 0, count: 0, line: Vec::new(), ended: false }
    }

    /// Octets read so far.
    pub(super) fn read(&self) -> u64 {
        self.read
    }

    /// The number of the message that was read last, from 1.
    pub(super) fn number(&self) -> usize {
        self.count
    }

    /// The next message without its `From ` line and without the blank line that belongs to the one after it.
    fn message(&mut self) -> io::Result<Option<Result<Bytes, Why>>> {
        if self.count == 0 {
            // The line that made us take this for an archive.
            self.advance()?;
        }
        if self.ended {
            return Ok(None);
        }
        self.count += 1;
        let (mut raw, mut too_big) = (Vec::new(), false);
        let (mut at_start, mut after_blank) = (true, false);
        loop {
            self.advance()?;
            if self.ended || at_start && is_separator(&self.line, after_blank) {
                break;
            }
            let escaped = at_start && is_escaped(&self.line);
            raw.extend_from_slice(&self.line[usize::from(escaped)..]);
            if raw.len() as u64 > self.limit {
                too_big = true;
                raw.clear();
            }
            after_blank = at_start && matches!(self.line.as_slice(), b"\n" | b"\r\n");
            at_start = self.line.ends_with(b"\n");
        }
        if after_blank {
            let ending = if raw.ends_with(b"\r\n") { 2 } else { 1 };
            raw.truncate(raw.len().saturating_sub(ending));
        }
        Ok(Some(if too_big { Err(Why::TooBig) } else { Ok(raw.into()) }))
    }

    /// Reads the next line, or a part of it, into `line`.
    fn advance(&mut self) -> io::Result<()> {
        self.line.clear();
        while self.line.len() < LINE && !self.line.ends_with(b"\n") {
            let here = self.source.fill_buf()?;
            let room = here.len().min(LINE - self.line.len());
            let taken = memchr::memchr(b'\n', &here[..room]).map_or(room, |at| at + 1);
            if taken == 0 {
                break;
            }
            self.line.extend_from_slice(&here[..taken]);
            self.source.consume(taken);
            self.read += taken as u64;
        }
        self.ended = self.line.is_empty();
        Ok(())
    }
}

impl<R: BufRead> Iterator for Mbox<R> {
    type Item = Result<Bytes, Why>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        self.message().unwrap_or_else(|fault| {
            self.ended = true;
            Some(Err(Why::System(fault)))
        })
    }
}

fn is_escaped(line: &[u8]) -> bool {
    let bare = line.iter().position(|octet| *octet != b'>').unwrap_or(line.len());
    bare > 0 && line[bare..].starts_with(b"From ")
}

/// Whether a message begins after this line. People begin sentences with "From" too, and not every program escapes
/// them: after a blank line we want to see a time, elsewhere a day, a month and a time.
fn is_separator(line: &[u8], after_blank: bool) -> bool {
    let Some(Ok(rest)) = line.strip_prefix(b"From ").map(std::str::from_utf8) else { return false };
    let has = |names: &[&str]| rest.split_whitespace().any(|word| names.contains(&word.trim_end_matches(',')));
    let has_time = rest.split_whitespace().any(is_time);
    has_time && (after_blank || has(&DAYS) && has(&MONTHS))
}

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `09:30` or `9:30:05`.
fn is_time(word: &str) -> bool {
    let parts: Vec<_> = word.split(':').collect();
    matches!(parts.len(), 2 | 3)
        && parts.iter().all(|part| matches!(part.len(), 1 | 2) && part.bytes().all(|octet| octet.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let mut mbox = Mbox::new(text.as_bytes(), 1000);
        let read = mbox.by_ref().map(|found| match found {
            Ok(raw) => String::from_utf8(raw.to_vec()).expect("the tests write UTF-8"),
            Err(why) => format!("{why:?}"),
        });
        let read: Vec<_> = read.collect();
        assert_eq!(mbox.read(), text.len() as u64);
        read
    }

    const FROM: &str = "From aya@example.jp Sun Mar  1 09:30:00 2026\n";

    #[test]
    fn messages_are_cut_at_their_from_lines_and_escapes_come_off_once() {
        let text = format!("{FROM}Subject: a\n\n>From me\n>>From you\n> From quoted\n\n{FROM}Subject: b\n\nx\n\n");
        assert_eq!(read(&text), ["Subject: a\n\nFrom me\n>From you\n> From quoted\n", "Subject: b\n\nx\n"]);
    }

    #[test]
    fn a_sentence_that_begins_with_from_cuts_nothing() {
        let body = "Subject: a\n\nFrom now on\n\nFrom here to there\nFrom 10:30 on Monday\n";
        assert_eq!(read(&format!("{FROM}{body}\n")), [body]);
    }

    #[test]
    fn archives_of_other_programs_are_read_too() {
        for from in [
            "From - Sun Mar 01 09:30:00 2026\r\n",
            "From 1234567890123456789@xxx Sun Mar 01 09:30:00 +0000 2026\n",
            "From MAILER-DAEMON Sun Mar  1 09:30 2026\n",
        ] {
            assert_eq!(read(&format!("{from}A: 1\n\none\n\n{from}A: 2\n\ntwo\n")), ["A: 1\n\none\n", "A: 2\n\ntwo\n"]);
            assert_eq!(read(&format!("{from}A: 1\n\none\n{from}A: 2\n\ntwo")), ["A: 1\n\none\n", "A: 2\n\ntwo"]);
        }
    }

    #[test]
    fn a_message_that_is_too_big_is_left_out_and_the_next_is_read() {
        let text = format!("{FROM}{}\n\n{FROM}Subject: b\n\n", "x".repeat(200_000));
        assert_eq!(read(&text), ["TooBig", "Subject: b\n"]);
    }

    #[test]
    fn a_long_line_comes_back_whole_and_its_middle_is_no_from_line() {
        let line = format!("{}From aya Sun Mar 1 09:30:00 2026\n", "x".repeat(LINE));
        let text = format!("{FROM}{line}");
        let found: Vec<_> = Mbox::new(text.as_bytes(), 1_000_000).collect::<Result<_, _>>().expect("it is read");
        assert_eq!(found, [line]);
    }

    #[test]
    fn an_archive_without_messages_is_empty() {
        assert_eq!(read(FROM), [""]);
        assert_eq!(read(&format!("{FROM}{FROM}")), ["", ""]);
    }
}
