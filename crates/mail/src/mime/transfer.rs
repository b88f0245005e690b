//! Transfer encodings (RFC 2045 §6): base64, quoted-printable, uuencode; broken input yields what can be read.

use std::borrow::Cow;

/// Undoes the encoding named in Content-Transfer-Encoding; an unknown name leaves the bytes alone.
pub(crate) fn decode<'a>(body: &'a [u8], encoding: &str) -> Cow<'a, [u8]> {
    match encoding {
        "base64" | "b" => Cow::Owned(base64(body)),
        "quoted-printable" | "quotedprintable" | "quoted_printable" | "q" | "qp" => Cow::Owned(quoted_printable(body)),
        "x-uuencode" | "uuencode" | "x-uue" | "uue" => {
            super::transfer::uuencoded(body).map_or(Cow::Borrowed(body), Cow::Owned)
        }
        _ => Cow::Borrowed(body),
    }
}

/// Base64 with anything between its letters; a cut last group gives the whole octets in it.
/// After padding comes either more base64 or something that was appended and is none: then it ends there.
pub(crate) fn base64(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u8);
    for (at, &byte) in text.iter().enumerate() {
        let Some(value) = sextet(byte) else {
            if byte == b'=' && count > 0 {
                flush(&mut out, bits, count);
                (bits, count) = (0, 0);
                if appended_prose(&text[at..]) {
                    return out;
                }
            }
            continue;
        };
        bits = bits << 6 | u32::from(value);
        count += 1;
        if count == 4 {
            out.extend_from_slice(&bits.to_be_bytes()[1..]);
            (bits, count) = (0, 0);
        }
    }
    flush(&mut out, bits, count);
    out
}

fn flush(out: &mut Vec<u8>, bits: u32, count: u8) {
    match count {
        2 => out.push((bits >> 4) as u8),
        3 => out.extend_from_slice(&((bits >> 2) as u16).to_be_bytes()),
        _ => {}
    }
}

fn appended_prose(rest: &[u8]) -> bool {
    let rest = &rest[rest.iter().take_while(|b| **b == b'=').count()..];
    let line_end = rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len());
    let same_line = rest[..line_end].starts_with(b" ") && !rest[..line_end].trim_ascii().is_empty();
    same_line || rest.trim_ascii().iter().take(200).any(|b| sextet(*b).is_none() && !matches!(b, b'=' | b'\r' | b'\n'))
}

fn sextet(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}

/// Quoted-printable; an `=` that introduces nothing stays, trailing spaces of a line go (RFC 2045 §6.7 rule 3).
pub(crate) fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for line in text.split_inclusive(|b| *b == b'\n') {
        let content = line.trim_ascii_end();
        let ended = line.len() > content.len() && line.ends_with(b"\n");
        let soft = content.ends_with(b"=") && (ended || line.len() == content.len());
        let content = if soft {
            &content[..content.len() - 1]
        } else if ended {
            content
        } else {
            line
        };
        hex_escapes(content, b'=', &mut out);
        if !soft && ended {
            out.extend_from_slice(if line.ends_with(b"\r\n") { b"\r\n" } else { b"\n" });
        }
    }
    out
}

/// RFC 2047's "Q": quoted-printable on one line, with `_` for the space.
pub(crate) fn q_word(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let spaced: Vec<u8> = text.iter().map(|b| if *b == b'_' { b' ' } else { *b }).collect();
    hex_escapes(&spaced, b'=', &mut out);
    out
}

/// `%41` → `A`.
pub(crate) fn percent(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    hex_escapes(text, b'%', &mut out);
    out
}

fn hex_escapes(text: &[u8], mark: u8, out: &mut Vec<u8>) {
    let mut at = 0;
    while at < text.len() {
        let pair = (text[at] == mark).then(|| Some((hex(*text.get(at + 1)?)?, hex(*text.get(at + 2)?)?))).flatten();
        if let Some((high, low)) = pair {
            out.push(high << 4 | low);
            at += 3;
        } else {
            out.push(text[at]);
            at += 1;
        }
    }
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

/// The lines of a uuencoded file, with or without `begin` and `end`; `None` when no line is one.
pub(crate) fn uuencoded(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut any = false;
    for line in text.split(|b| *b == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.starts_with(b"begin ") {
            continue;
        }
        if line == b"end" || !uuencoded_line(line, &mut out) {
            if any {
                break;
            }
            continue;
        }
        any = true;
    }
    any.then_some(out)
}

/// Decodes one line: a length, then four letters for each three octets. False when it is not such a line.
pub(crate) fn uuencoded_line(line: &[u8], out: &mut Vec<u8>) -> bool {
    let Some((&first, letters)) = line.split_first() else { return false };
    if !(b' '..=b'`').contains(&first) {
        return false;
    }
    let length = usize::from((first - b' ') & 0x3f);
    if letters.len() + 3 < length.div_ceil(3) * 4 || letters.len() > length.div_ceil(3) * 4 + 2 {
        return false;
    }
    let value = |at: usize| letters.get(at).map_or(0, |b| u32::from(b.wrapping_sub(b' ') & 0x3f));
    let mut line_out = Vec::with_capacity(length + 2);
    for group in 0..length.div_ceil(3) {
        let bits = (0..4).fold(0, |bits, nth| bits << 6 | value(group * 4 + nth));
        line_out.extend_from_slice(&bits.to_be_bytes()[1..]);
    }
    line_out.truncate(length);
    out.extend(line_out);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_bears_what_the_world_does_to_it() {
        for (text, bytes) in [
            ("aGVsbG8=", "hello"),
            ("aGVs\r\nbG8=", "hello"),
            ("aGVsbG8", "hello"),
            ("aGVsbA", "hell"),
            ("aGVsbG8= ignored", "hello"),
            ("aGk=\r\naGk=", "hihi"),
            ("?", ""),
        ] {
            assert_eq!(base64(text.as_bytes()), bytes.as_bytes(), "{text}");
        }
    }

    #[test]
    fn quoted_printable_bears_what_the_world_does_to_it() {
        for (text, bytes) in [
            ("a=3Db", "a=b"),
            ("soft=\r\nbreak", "softbreak"),
            ("soft= \nbreak", "softbreak"),
            ("trailing  \r\nline", "trailing\r\nline"),
            ("odd =ZZ and =", "odd =ZZ and "),
            ("lower=3d", "lower="),
        ] {
            assert_eq!(String::from_utf8_lossy(&quoted_printable(text.as_bytes())), bytes, "{text}");
        }
    }

    #[test]
    fn a_uuencoded_file_is_read() {
        assert_eq!(uuencoded(b"begin 644 a.txt\n#8V%T\n`\nend\n").as_deref(), Some(&b"cat"[..]));
        assert_eq!(uuencoded(b"nothing of that kind\n"), None);
    }
}
