//! Files that stand in the text itself, uuencoded, as before MIME.

use super::Part;
use crate::header::safe_name;
use crate::mime::transfer::{self, uuencoded_line};

/// Takes uuencoded files out of a text: what remains, and the files. A block that does not read stays in the text.
pub(super) fn extract(text: &str) -> (String, Vec<Part>) {
    if !text.contains("begin ") && !text.contains("begin-base64 ") {
        return (text.to_owned(), Vec::new());
    }
    let lines: Vec<&str> = text.lines().collect();
    let mut kept = Vec::with_capacity(lines.len());
    let mut parts = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        match block(&lines[at..]) {
            Some((name, bytes, used)) => {
                parts.push(Part {
                    filename: name,
                    content_type: "application/octet-stream".to_owned(),
                    bytes,
                    ..Part::default()
                });
                at += used;
            }
            None => {
                kept.push(lines[at]);
                at += 1;
            }
        }
    }
    (if parts.is_empty() { text.to_owned() } else { kept.join("\n") }, parts)
}

/// Name and bytes of the file that begins in the first line, and how many lines it takes.
fn block(lines: &[&str]) -> Option<(String, Vec<u8>, usize)> {
    let (name, (bytes, used)) = match name(lines[0], "begin-base64 ") {
        Some(name) => (name, base64_file(&lines[1..])?),
        None => (name(lines[0], "begin ")?, file(&lines[1..])?),
    };
    Some((name, bytes, used + 1))
}

/// `begin 644 name`.
fn name(line: &str, keyword: &str) -> Option<String> {
    let (mode, name) = line.strip_prefix(keyword)?.split_once(' ')?;
    let octal = (3..=4).contains(&mode.len()) && mode.bytes().all(|b| (b'0'..=b'7').contains(&b));
    Some(safe_name(name)).filter(|name| octal && !name.is_empty())
}

/// The file's bytes and how many lines it takes, `end` included; `None` when a line does not read. A line of no octets
/// ends the file too, where the `end` was lost.
fn file(lines: &[&str]) -> Option<(Vec<u8>, usize)> {
    let mut bytes = Vec::new();
    let mut closed = None;
    for (at, line) in lines.iter().enumerate() {
        if *line == "end" {
            return (!bytes.is_empty()).then_some((bytes, at + 1));
        }
        if *line == "`" {
            closed = Some(at + 1);
        } else if !line.trim().is_empty() && (closed.is_some() || !uuencoded_line(line.as_bytes(), &mut bytes)) {
            break;
        }
    }
    closed.filter(|_| !bytes.is_empty()).map(|used| (bytes, used))
}

/// The same in base64, as POSIX's `uuencode -m` writes it, up to `====`.
fn base64_file(lines: &[&str]) -> Option<(Vec<u8>, usize)> {
    let end = lines.iter().position(|line| *line == "====")?;
    Some((transfer::base64(lines[..end].concat().as_bytes()), end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_the_text_becomes_an_attachment() {
        let (text, parts) = extract("See:\nbegin 644 ../cat.txt\n#8V%T\n`\nend\nBye");
        assert_eq!(text, "See:\nBye");
        assert_eq!((parts[0].filename.as_str(), parts[0].bytes.as_slice()), ("cat.txt", &b"cat"[..]));
    }

    #[test]
    fn a_file_without_its_end_and_one_in_base64_are_found() {
        let found = |text: &str| {
            let (kept, parts) = extract(text);
            (kept, parts.into_iter().map(|part| part.bytes).collect::<Vec<_>>())
        };
        assert_eq!(found("Hi\nbegin 644 cat.txt\n#8V%T\n`\nBye"), ("Hi\nBye".to_owned(), vec![b"cat".to_vec()]));
        assert_eq!(found("begin-base64 644 a\nY2F0\n====\nBye"), ("Bye".to_owned(), vec![b"cat".to_vec()]));
    }

    #[test]
    fn a_sentence_that_begins_with_begin_stays() {
        let text = "begin 644 words\nthis is no file at all, really not\nend";
        assert_eq!(extract(text), (text.to_owned(), Vec::new()));
    }
}
