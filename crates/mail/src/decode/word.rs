//! Encoded words in header values (RFC 2047), also those that were cut inside a character or a shift state.

use super::text;
use crate::mime::transfer;

/// Replaces the encoded words in a header value by their text. Neighbours in one charset are joined as bytes before
/// they are decoded, so that a character cut in two becomes whole; white space between encoded words goes.
pub fn words(value: &str) -> String {
    if !value.contains("=?") {
        return value.to_owned();
    }
    let mut out = String::with_capacity(value.len());
    let mut run: Vec<Word> = Vec::new();
    let mut rest = value;
    while let Some(start) = rest.find("=?") {
        let (before, from) = rest.split_at(start);
        match Word::at_start_of(from) {
            Some((word, length)) => {
                if run.is_empty() || !before.trim().is_empty() {
                    flush(&mut run, &mut out);
                    out.push_str(before);
                }
                run.push(word);
                rest = &from[length..];
            }
            None => {
                flush(&mut run, &mut out);
                out.push_str(before);
                out.push_str("=?");
                rest = &from[2..];
            }
        }
    }
    flush(&mut run, &mut out);
    out.push_str(rest);
    out
}

/// `=?charset?encoding?text?=`.
struct Word {
    charset: String,
    base64: bool,
    text: Vec<u8>,
}

impl Word {
    /// Reads the word that `from` begins with, and its length.
    fn at_start_of(from: &str) -> Option<(Self, usize)> {
        let inner = from.strip_prefix("=?")?;
        let mut pieces = inner.splitn(3, '?');
        let (charset, encoding, rest) = (pieces.next()?, pieces.next()?, pieces.next()?);
        let charset = charset.split('*').next().unwrap_or(charset).trim();
        if charset.is_empty() || charset.len() > 40 || charset.contains(|c: char| c.is_whitespace() || c == '=') {
            return None;
        }
        let base64 = match encoding.trim() {
            "B" | "b" => true,
            "Q" | "q" => false,
            _ => return None,
        };
        let head = from.len() - rest.len();
        // A word whose end was cut off runs to the end of the value.
        let (length, tail) = match end_of(rest, base64) {
            Some(end) => (end, 2),
            None if rest.contains("=?") => return None,
            None => (rest.trim_end_matches(['?', '=']).len(), rest.len() - rest.trim_end_matches(['?', '=']).len()),
        };
        let text = rest.as_bytes()[..length].to_vec();
        Some((Self { charset: charset.to_owned(), base64, text }, head + length + tail))
    }

    fn bytes(&self) -> Vec<u8> {
        if self.base64 { transfer::base64(&self.text) } else { transfer::q_word(&self.text) }
    }

    fn is_like(&self, other: &Self) -> bool {
        self.charset.eq_ignore_ascii_case(&other.charset)
    }
}

/// Where the text of the word ends: at `?=`. In "Q" a `?=` may be a stray question mark before `=41`; the first one
/// that is followed by the end, white space or another word is taken, else the first.
fn end_of(rest: &str, base64: bool) -> Option<usize> {
    let first = rest.find("?=")?;
    if base64 {
        return Some(first);
    }
    let mut at = first;
    loop {
        let after = &rest[at + 2..];
        let hex =
            after.len() >= 2 && after.as_bytes()[..2].iter().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_lowercase());
        if !hex {
            return Some(at);
        }
        match rest[at + 2..].find("?=") {
            Some(next) => at += 2 + next,
            None => return Some(first),
        }
    }
}

/// Decodes neighbours: those in one charset together.
fn flush(run: &mut Vec<Word>, out: &mut String) {
    let words = std::mem::take(run);
    for group in words.chunk_by(Word::is_like) {
        out.push_str(&decoded(group));
    }
}

fn decoded(group: &[Word]) -> String {
    let charset = group[0].charset.as_str();
    let together = text(&joined(group), Some(charset));
    if group.len() == 1 || !together.lossy {
        return together.text;
    }
    let apart: Vec<_> = group.iter().map(|word| text(&word.bytes(), Some(charset))).collect();
    if apart.iter().any(|piece| piece.lossy) {
        together.text
    } else {
        apart.into_iter().map(|piece| piece.text).collect()
    }
}

/// The bytes of all words; base64 that was cut between its groups of four is put together first.
fn joined(group: &[Word]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut pending: Vec<u8> = Vec::new();
    for word in group {
        if !word.base64 {
            bytes.extend(transfer::base64(&std::mem::take(&mut pending)));
            bytes.extend(word.bytes());
            continue;
        }
        pending.extend_from_slice(&word.text);
        if pending.len().is_multiple_of(4) || pending.ends_with(b"=") {
            bytes.extend(transfer::base64(&std::mem::take(&mut pending)));
        }
    }
    bytes.extend(transfer::base64(&pending));
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_wild_are_read() {
        for (value, expected) in [
            ("plain", "plain"),
            ("=?utf-8?B?6KGo56S6?=", "表示"),
            ("a =?utf-8?Q?=C3=A9_b?= c", "a é b c"),
            ("=?utf-8?B?6KGo?= =?utf-8?B?56S6?=", "表示"),
            ("=?utf-8?B?6KGo?==?utf-8?B?56S6?=", "表示"),
            ("=?utf-8?B?6KE=?= =?utf-8?B?qOekug==?=", "表示"),
            ("=?utf-8?Q?=E8=A1?=\t=?utf-8?Q?=A8?=", "表"),
            ("=?utf-8?B?6KGo5?= =?utf-8?B?6S6?=", "表示"),
            ("=?ISO-2022-JP?B?GyRCNEE=?= =?ISO-2022-JP?B?O3obKEI=?=", "漢字"),
            ("=?ISO-2022-JP?B?GyRCNEEbKEI=?= =?ISO-2022-JP?B?GyRCO3obKEI=?=", "漢字"),
            ("=?utf-8*ja?Q?a?=", "a"),
            ("=?utf-8?Q?what?=3F?=", "what??"),
            ("=?utf-8?B?6KGo56S6", "表示"),
            ("=?x?y?z?=", "=?x?y?z?="),
            ("1 =? 2", "1 =? 2"),
            ("=?utf-8?Q?a b?=", "a b"),
        ] {
            assert_eq!(words(value), expected, "{value}");
        }
    }
}
