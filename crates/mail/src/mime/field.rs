//! Header fields as they stand in the message (RFC 5322 §2.2), and where the body begins when the sender forgot to say.

use crate::{Limits, Warning, warning::Warnings};
use memchr::memchr;

/// One header field: its name, and its value unfolded but not decoded.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub name: String,
    pub value: Vec<u8>,
}

/// The header fields of a message or a part, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields(pub Vec<Field>);

impl Fields {
    /// The first field of that name (case does not matter).
    pub fn first(&self, name: &str) -> Option<&[u8]> {
        self.all(name).next()
    }

    /// The first field of that name that says something.
    pub fn first_filled(&self, name: &str) -> Option<&[u8]> {
        self.all(name).find(|value| !value.trim_ascii().is_empty())
    }

    pub fn all<'f, 'n>(&'f self, name: &'n str) -> impl Iterator<Item = &'f [u8]> + use<'f, 'n> {
        self.0.iter().filter(move |field| field.name.eq_ignore_ascii_case(name)).map(|field| field.value.as_slice())
    }

    pub fn has(&self, name: &str) -> bool {
        self.first(name).is_some()
    }

    /// Reads the fields at the start of `raw`; returns them and the offset of the body.
    pub fn read(raw: &[u8], limits: &Limits, warnings: &mut Warnings) -> (Self, usize) {
        let mut block = Block { fields: Vec::new(), kept: 0, left_out: false, limits, warnings };
        let mut at = 0;
        while at < raw.len() {
            let (line, next) = line_at(raw, at);
            match Line::of(line) {
                Line::Empty => return (Self(block.fields), next),
                Line::Blank if !header_goes_on(raw, next) => return (Self(block.fields), next),
                Line::Blank => {}
                Line::Folded => block.fold(line),
                Line::Field(name, value) => block.field(name, value),
                Line::Other if is_mbox_from(line) || header_goes_on(raw, next) => {}
                Line::Other => {
                    if block.fields.is_empty() {
                        block.warnings.add(Warning::NoHeader);
                    }
                    return (Self(block.fields), at);
                }
            }
            at = next;
        }
        (Self(block.fields), raw.len())
    }
}

/// A header block being read, within its limits.
struct Block<'b> {
    fields: Vec<Field>,
    kept: usize,
    /// The field being read is left out, and so are the lines folded below it.
    left_out: bool,
    limits: &'b Limits,
    warnings: &'b mut Warnings,
}

impl Block<'_> {
    fn field(&mut self, name: &str, value: &[u8]) {
        let room = self.fields.len() < self.limits.fields && self.kept < self.limits.header_bytes;
        let needed = || is_needed(name) && !self.fields.iter().any(|field| field.name.eq_ignore_ascii_case(name));
        self.left_out = !room && !needed();
        if self.left_out {
            self.warnings.cut("header");
        } else {
            self.fields.push(Field { name: name.to_owned(), value: Vec::new() });
            self.fold(value);
        }
    }

    /// Adds to the value of the last field what there is room for.
    fn fold(&mut self, more: &[u8]) {
        let Some(field) = self.fields.last_mut().filter(|_| !self.left_out) else { return };
        let room = self.limits.field_bytes.saturating_sub(field.value.len());
        if more.len() > room {
            self.warnings.cut("field");
        }
        let kept = more.len().min(room);
        field.value.extend_from_slice(&more[..kept]);
        self.kept += kept;
    }
}

enum Line<'a> {
    Empty,
    Blank,
    Folded,
    Field(&'a str, &'a [u8]),
    Other,
}

impl<'a> Line<'a> {
    fn of(line: &'a [u8]) -> Self {
        if line.is_empty() {
            return Self::Empty;
        }
        if matches!(line[0], b' ' | b'\t') {
            return if line.trim_ascii().is_empty() { Self::Blank } else { Self::Folded };
        }
        let Some(colon) = memchr(b':', &line[..line.len().min(200)]) else { return Self::Other };
        let name = line[..colon].trim_ascii_end();
        let sound = !name.is_empty() && !name.starts_with(b"--") && name.iter().all(|b| b.is_ascii_graphic());
        match std::str::from_utf8(name) {
            Ok(name) if sound => Self::Field(name, line[colon + 1..].trim_ascii()),
            Ok(_) | Err(_) => Self::Other,
        }
    }
}

/// The line at `at` without its end, and the offset of the next one.
pub(super) fn line_at(raw: &[u8], at: usize) -> (&[u8], usize) {
    let end = memchr(b'\n', &raw[at..]).map_or(raw.len(), |n| at + n);
    let line = &raw[at..end];
    (line.strip_suffix(b"\r").unwrap_or(line), (end + 1).min(raw.len()))
}

/// Blank lines before the first field and the separator line of an mbox are no header.
pub(super) fn skip_leading(raw: &[u8]) -> usize {
    let mut at = if raw.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    while at < raw.len() {
        let (line, next) = line_at(raw, at);
        let blank_before_header = line.trim_ascii().is_empty() && header_goes_on(raw, next);
        if !blank_before_header && !is_mbox_from(line) {
            break;
        }
        at = next;
    }
    at
}

fn is_mbox_from(line: &[u8]) -> bool {
    line.starts_with(b"From ") || line.starts_with(b">From ")
}

/// Whether the lines from `at` look like the rest of a header although the line before did not: a field before the
/// first empty line, and the field's name is one that headers have.
fn header_goes_on(raw: &[u8], mut at: usize) -> bool {
    for _ in 0..4 {
        if at >= raw.len() {
            return false;
        }
        let (line, next) = line_at(raw, at);
        match Line::of(line) {
            Line::Field(name, _) => return is_known(name),
            Line::Folded | Line::Other => at = next,
            Line::Empty | Line::Blank => return false,
        }
    }
    false
}

fn is_known(name: &str) -> bool {
    const KNOWN: [&str; 24] = [
        "from", "to", "cc", "bcc", "subject", "date", "sender", "received", "reply-to", "message-id", "in-reply-to",
        "references", "mime-version", "return-path", "delivered-to", "organization", "user-agent", "precedence",
        "status", "lines", "priority", "importance", "thread-index", "thread-topic",
    ];
    let name = name.to_ascii_lowercase();
    KNOWN.contains(&name.as_str())
        || ["content-", "x-", "resent-", "list-", "dkim-", "arc-", "auto", "authentication-"].iter().any(|p| name.starts_with(p))
}

/// Fields without which a message cannot be understood: the first of each is read however much stands before it.
fn is_needed(name: &str) -> bool {
    const NEEDED: [&str; 11] = [
        "from", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references", "content-type", "content-transfer-encoding", "auto-submitted",
    ];
    NEEDED.iter().any(|needed| needed.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> (Vec<(String, String)>, String) {
        let (fields, body) = Fields::read(raw.as_bytes(), &Limits::default(), &mut Warnings::default());
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (fields.0.into_iter().map(|f| (f.name, text(&f.value))).collect(), text(&raw.as_bytes()[body..]))
    }

    #[test]
    fn a_folded_field_is_one_value() {
        let (fields, body) = read("Subject: one\r\n two\r\nTo: a@b\r\n\r\nbody");
        assert_eq!(fields[0], ("Subject".into(), "one two".into()));
        assert_eq!(body, "body");
    }

    #[test]
    fn a_message_without_header_is_all_body() {
        let (fields, body) = read("Just a line.\nAnd another.\n");
        assert!(fields.is_empty());
        assert_eq!(body, "Just a line.\nAnd another.\n");
    }

    #[test]
    fn a_line_of_junk_does_not_end_the_header() {
        let (fields, body) = read("Subject: a\njunk without sense\nTo: b@c\n\nbody");
        assert_eq!(fields.len(), 2);
        assert_eq!(body, "body");
    }

    #[test]
    fn a_body_that_begins_without_an_empty_line_is_kept() {
        let (_, body) = read("Subject: a\nThis is text: really\n\nmore");
        assert_eq!(body, "This is text: really\n\nmore");
    }

    #[test]
    fn the_subject_is_found_behind_a_mountain_of_other_fields() {
        let raw = format!("{}Subject: found\r\n\r\nbody", "X-Noise: abcdefgh\r\n".repeat(100_000));
        let (fields, body) = read(&raw);
        assert_eq!(fields.last(), Some(&("Subject".into(), "found".into())));
        assert_eq!(body, "body");
    }

    #[test]
    fn the_separator_of_an_mbox_is_no_field() {
        let raw = b"\nFrom aya@example Mon Jan  5 10:00:00 2026\nSubject: a\n\nb";
        assert!(raw[skip_leading(raw)..].starts_with(b"Subject"));
    }
}
