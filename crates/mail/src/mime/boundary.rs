//! Where the parts of a multipart begin and end (RFC 2046 §5.1), also where senders got it wrong.

use super::line::line_at;

/// The parts between the delimiter lines of `boundary`; none when the delimiter never occurs.
/// At most `most` parts; the last one then runs to the end.
pub(crate) fn split<'a>(body: &'a [u8], boundary: &[u8], most: usize) -> Vec<&'a [u8]> {
    let parts = split_at(body, boundary, most, false);
    if parts.is_empty() { split_at(body, boundary, most, true) } else { parts }
}

/// `indented`: delimiters may stand behind white space, as where somebody pasted a message.
fn split_at<'a>(body: &'a [u8], boundary: &[u8], most: usize, indented: bool) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let mut start: Option<usize> = None;
    let mut at = 0;
    while at < body.len() {
        let (line, next) = line_at(body, at);
        let line = if indented { line.trim_ascii_start() } else { line };
        if let Some(closing) = delimiter(line, boundary) {
            if let Some(start) = start {
                parts.push(without_line_end(&body[start.min(at)..at]));
            }
            start = (!closing && parts.len() < most).then_some(next);
        } else if let Some(begin) = start
            && next >= body.len()
            && let Some(text) = closed_on_the_same_line(line, boundary)
        {
            parts.push(&body[begin..at + text]);
            return parts;
        }
        at = next;
    }
    match start {
        Some(start) if start < body.len() => parts.push(&body[start..]),
        Some(_) | None => {}
    }
    parts
}

/// Whether the line is the delimiter, and then whether it closes.
fn delimiter(line: &[u8], boundary: &[u8]) -> Option<bool> {
    let rest = line.strip_prefix(b"--")?.strip_prefix(boundary)?;
    match rest.trim_ascii() {
        b"" => Some(false),
        b"--" => Some(true),
        other => (other.starts_with(b"--") && !boundary.is_empty()).then_some(true),
    }
}

/// A last part whose closing delimiter stands on its last line: `text--boundary--`.
fn closed_on_the_same_line(line: &[u8], boundary: &[u8]) -> Option<usize> {
    let end = [b"--", boundary, b"--"].concat();
    line.trim_ascii_end().strip_suffix(end.as_slice()).map(<[u8]>::len)
}

/// The line end before a delimiter belongs to the delimiter.
fn without_line_end(part: &[u8]) -> &[u8] {
    let part = part.strip_suffix(b"\n").unwrap_or(part);
    part.strip_suffix(b"\r").unwrap_or(part)
}

/// A boundary nobody declared: the first line that looks like a delimiter and occurs with a header after it.
pub(super) fn guess(body: &[u8]) -> Option<&[u8]> {
    let mut at = 0;
    while at < body.len() {
        let (line, next) = line_at(body, at);
        if let Some(boundary) = line.trim_ascii_end().strip_prefix(b"--")
            && !boundary.is_empty()
            && body[next..].get(..8).is_some_and(|head| head.eq_ignore_ascii_case(b"content-"))
        {
            return Some(boundary);
        }
        at = next;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(body: &str, boundary: &str) -> Vec<String> {
        split(body.as_bytes(), boundary.as_bytes(), 100)
            .into_iter()
            .map(|p| String::from_utf8_lossy(p).into_owned())
            .collect()
    }

    #[test]
    fn preamble_and_epilogue_are_no_parts() {
        assert_eq!(parts("pre\r\n--b\r\none\r\n--b\r\ntwo\r\n--b--\r\nafter", "b"), ["one", "two"]);
    }

    #[test]
    fn a_boundary_that_begins_another_is_not_mistaken_for_it() {
        assert_eq!(parts("--ab\none\n--abc\nstill one\n--ab--\n", "ab"), ["one\n--abc\nstill one"]);
    }

    #[test]
    fn delimiters_that_are_all_indented_delimit() {
        assert_eq!(parts("  --b\none\n  --b--\n", "b"), ["one"]);
        assert_eq!(parts("--b\none\n  --b\ntwo\n--b--\n", "b"), ["one\n  --b\ntwo"]);
    }

    #[test]
    fn an_unclosed_multipart_keeps_its_last_part() {
        assert_eq!(parts("--b\none\n", "b"), ["one\n"]);
    }

    #[test]
    fn a_closing_delimiter_glued_to_the_text_closes() {
        assert_eq!(parts("--1\n\ntext--1--", "1"), ["\ntext"]);
    }

    #[test]
    fn an_undeclared_boundary_is_found() {
        assert_eq!(guess(b"hello\n--xyz\nContent-Type: text/plain\n\nhi"), Some(&b"xyz"[..]));
        assert_eq!(guess(b"-- \nsignature\n"), None);
    }
}
