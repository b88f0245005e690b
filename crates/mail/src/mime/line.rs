//! The lines of a header: which begin a field, which go on with one, and which show that it is over.

use memchr::memchr;

/// What a line says about where it stands.
pub(super) enum Line<'a> {
    Empty,
    Blank,
    Folded,
    Field(&'a str, &'a [u8]),
    Other,
}

impl<'a> Line<'a> {
    pub fn of(line: &'a [u8]) -> Self {
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
    let start = if raw.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let mut at = start;
    while at < raw.len() {
        let (line, next) = line_at(raw, at);
        if line.trim_ascii().is_empty() || is_mbox_from(line) {
            at = next;
        } else {
            break;
        }
    }
    let (line, _) = line_at(raw, start);
    if header_goes_on(raw, at) || is_mbox_from(line) { at } else { start }
}

pub(super) fn is_mbox_from(line: &[u8]) -> bool {
    let sender = line.strip_prefix(b">").unwrap_or(line).strip_prefix(b"From ");
    // `From : Aya <…>` is the field, with a space that obsolete syntax allows (RFC 5322 §4.5).
    sender.is_some_and(|rest| !rest.trim_ascii_start().starts_with(b":"))
}

/// Whether the lines from `at` look like the rest of a header although the line before did not: a field before the
/// first empty line, and the field's name is one that headers have.
pub(super) fn header_goes_on(raw: &[u8], mut at: usize) -> bool {
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
        "from",
        "to",
        "cc",
        "bcc",
        "subject",
        "date",
        "sender",
        "received",
        "reply-to",
        "message-id",
        "in-reply-to",
        "references",
        "mime-version",
        "return-path",
        "delivered-to",
        "organization",
        "user-agent",
        "precedence",
        "status",
        "lines",
        "priority",
        "importance",
        "thread-index",
        "thread-topic",
    ];
    let name = name.to_ascii_lowercase();
    KNOWN.contains(&name.as_str())
        || ["content-", "x-", "resent-", "list-", "dkim-", "arc-", "auto", "authentication-"]
            .iter()
            .any(|p| name.starts_with(p))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_of_an_mbox_is_no_field() {
        let raw = b"\nFrom aya@example Mon Jan  5 10:00:00 2026\nSubject: a\n\nb";
        assert!(raw[skip_leading(raw)..].starts_with(b"Subject"));
    }
}
