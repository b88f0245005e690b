//! Files that stand in the text itself, uuencoded, as before MIME.

use super::Part;
use crate::header::safe_name;
use crate::mime::transfer::uuencoded_line;

/// Takes uuencoded files out of a text: what remains, and the files. A block that does not read stays in the text.
pub(super) fn extract(text: &str) -> (String, Vec<Part>) {
    if !text.contains("begin ") {
        return (text.to_owned(), Vec::new());
    }
    let lines: Vec<&str> = text.lines().collect();
    let mut kept = Vec::with_capacity(lines.len());
    let mut parts = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        match name(lines[at]).and_then(|name| file(&lines[at + 1..]).map(|(bytes, used)| (name, bytes, used))) {
            Some((name, bytes, used)) => {
                parts.push(Part {
                    filename: name,
                    content_type: "application/octet-stream".to_owned(),
                    bytes,
                    ..Part::default()
                });
                at += 1 + used;
            }
            None => {
                kept.push(lines[at]);
                at += 1;
            }
        }
    }
    (if parts.is_empty() { text.to_owned() } else { kept.join("\n") }, parts)
}

/// `begin 644 name`.
fn name(line: &str) -> Option<String> {
    let (mode, name) = line.strip_prefix("begin ")?.split_once(' ')?;
    let octal = (3..=4).contains(&mode.len()) && mode.bytes().all(|b| (b'0'..=b'7').contains(&b));
    Some(safe_name(name)).filter(|name| octal && !name.is_empty())
}

/// The file's bytes and how many lines it takes, `end` included; `None` when a line does not read.
fn file(lines: &[&str]) -> Option<(Vec<u8>, usize)> {
    let mut bytes = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if *line == "end" {
            return (!bytes.is_empty()).then_some((bytes, at + 1));
        }
        if !line.trim().is_empty() && !uuencoded_line(line.as_bytes(), &mut bytes) {
            return None;
        }
    }
    None
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
    fn a_sentence_that_begins_with_begin_stays() {
        let text = "begin 644 words\nthis is no file at all, really not\nend";
        assert_eq!(extract(text), (text.to_owned(), Vec::new()));
    }
}
