//! Files that stand in the text as yEnc (the form of newsgroups: <http://www.yenc.org/yenc-draft.1.3.txt>), which only
//! bytes can carry: they are taken out before the text is decoded.

use super::Part;
use crate::header::safe_name;
use memchr::memmem;

/// What remains of the text, and the files. A block that never ends stays in the text.
pub(super) fn extract(text: &[u8]) -> Option<(Vec<u8>, Vec<Part>)> {
    memmem::find(text, b"=ybegin ")?;
    // Known once, so that a text full of beginnings is read in linear time.
    let last_end = memmem::rfind(text, b"=yend")?;
    let mut at = 0;
    let mut kept = Vec::with_capacity(text.len());
    let mut files = Vec::new();
    let mut lines = text.split_inclusive(|b| *b == b'\n');
    while let Some(line) = lines.next() {
        at += line.len();
        let named = name(line).filter(|_| at <= last_end);
        match named.and_then(|name| block(lines.clone()).map(|found| (name, found))) {
            Some((name, (bytes, used))) => {
                at += lines.by_ref().take(used).map(<[u8]>::len).sum::<usize>();
                let content_type = "application/octet-stream".to_owned();
                files.push(Part { filename: name, content_type, bytes, ..Part::default() });
            }
            None => kept.extend_from_slice(line),
        }
    }
    (!files.is_empty()).then_some((kept, files))
}

/// `=ybegin line=128 size=123 name=a.bin`.
fn name(line: &[u8]) -> Option<String> {
    let line = String::from_utf8_lossy(line.strip_prefix(b"=ybegin ")?).into_owned();
    let name = safe_name(line.split_once(" name=")?.1.trim());
    (!name.is_empty()).then_some(name)
}

/// The octets up to `=yend`, and how many lines they take.
fn block<'t>(lines: impl Iterator<Item = &'t [u8]>) -> Option<(Vec<u8>, usize)> {
    let mut bytes = Vec::new();
    for (at, line) in lines.enumerate() {
        if line.starts_with(b"=yend") {
            return Some((bytes, at + 1));
        }
        if !line.starts_with(b"=ypart ") {
            decode(line, &mut bytes);
        }
    }
    None
}

fn decode(line: &[u8], out: &mut Vec<u8>) {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let mut escaped = false;
    for byte in line.strip_suffix(b"\r").unwrap_or(line) {
        if *byte == b'=' && !escaped {
            escaped = true;
        } else {
            out.push(byte.wrapping_sub(42).wrapping_sub(if escaped { 64 } else { 0 }));
            escaped = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_a_newsgroup_becomes_an_attachment() {
        let text = b"See:\r\n=ybegin line=128 size=4 name=../cat.txt\r\n\x8d\x8b\x9e=\x7d\r\n=yend size=4\r\nBye\r\n";
        let (kept, files) = extract(text).expect("there is a block");
        assert_eq!(kept, b"See:\r\nBye\r\n");
        assert_eq!((files[0].filename.as_str(), files[0].bytes.as_slice()), ("cat.txt", &b"cat\x13"[..]));
    }

    #[test]
    fn a_block_that_never_ends_is_text() {
        assert!(extract(b"=ybegin line=128 size=3 name=a\nabc").is_none());
        assert!(extract(b"plain").is_none());
    }
}
