//! Seven-bit charsets that switch with escape sequences: ISO-2022-JP with all that Microsoft and NEC added
//! (CP50220, CP50221, half-width katakana), ISO-2022-KR, ISO-2022-CN and HZ (RFC 1468, 1554, 1557, 1922, 1843).
//!
//! Each run in one character set is handed to the eight-bit charset that has the same table.

use encoding_rs::{EUC_JP, EUC_KR, Encoding, GBK, WINDOWS_1252};
use memchr::memmem;

/// Which family of escapes the text uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Japanese,
    Korean,
    Chinese,
    Hz,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Japanese => "ISO-2022-JP",
            Self::Korean => "ISO-2022-KR",
            Self::Chinese => "ISO-2022-CN",
            Self::Hz => "HZ-GB-2312",
        }
    }
}

/// The family whose escapes occur in the bytes. HZ's `~{` occurs in ordinary text, so it must have been declared.
pub(super) fn kind(bytes: &[u8], hz_declared: bool) -> Option<Kind> {
    let has = |sequence: &[u8]| memmem::find(bytes, sequence).is_some();
    if hz_declared && has(b"~{") {
        Some(Kind::Hz)
    } else if !bytes.contains(&0x1b) {
        None
    } else if has(b"\x1b$)C") {
        Some(Kind::Korean)
    } else if has(b"\x1b$)A") || has(b"\x1b$)G") {
        Some(Kind::Chinese)
    } else if [&b"\x1b$B"[..], b"\x1b$@", b"\x1b(J", b"\x1b(I", b"\x1b$(", b"\x1b$A", b"\x1b&@"].iter().any(|s| has(s))
    {
        Some(Kind::Japanese)
    } else {
        None
    }
}

/// The set in which a run of bytes is written.
#[derive(Clone, Copy, PartialEq)]
enum Set {
    Ascii,
    Katakana,
    Jis0208,
    Jis0212,
    Gb2312,
    Ksc5601,
}

/// The text, and whether something was lost.
pub(super) fn decode(bytes: &[u8], kind: Kind) -> (String, bool) {
    let mut reader =
        Reader { text: String::with_capacity(bytes.len()), lossy: false, run: Vec::new(), set: Set::Ascii };
    let shifted = match kind {
        Kind::Japanese => Set::Katakana,
        Kind::Korean => Set::Ksc5601,
        Kind::Chinese | Kind::Hz => Set::Gb2312,
    };
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        if let Some((length, set)) = switch(rest, kind, shifted) {
            if let Some(set) = set {
                reader.enter(set);
            }
            at += length;
        } else if matches!(rest[0], b'\n' | b'\r') {
            // A line ends every shift (RFC 1468); what stays of an odd run is not worth the next line.
            reader.enter(Set::Ascii);
            reader.run.push(rest[0]);
            at += 1;
        } else {
            reader.run.push(rest[0]);
            at += 1;
        }
    }
    reader.enter(Set::Ascii);
    (reader.text, reader.lossy)
}

/// A sequence at the start of `rest` that changes the set: its length, and the new set if it changes now.
fn switch(rest: &[u8], kind: Kind, shifted: Set) -> Option<(usize, Option<Set>)> {
    const ESCAPES: [(&[u8], Set); 15] = [
        (b"\x1b(B", Set::Ascii),
        (b"\x1b(J", Set::Ascii),
        (b"\x1b(H", Set::Ascii),
        (b"\x1b(I", Set::Katakana),
        (b"\x1b$B", Set::Jis0208),
        (b"\x1b$@", Set::Jis0208),
        (b"\x1b$(B", Set::Jis0208),
        (b"\x1b$(@", Set::Jis0208),
        (b"\x1b$(Q", Set::Jis0208),
        (b"\x1b$(O", Set::Jis0208),
        (b"\x1b$(D", Set::Jis0212),
        (b"\x1b$(P", Set::Jis0212),
        (b"\x1b$A", Set::Gb2312),
        (b"\x1b$(A", Set::Gb2312),
        (b"\x1b$(C", Set::Ksc5601),
    ];
    let hz = kind == Kind::Hz;
    match rest {
        [0x1b, b'&', b'@', ..] => Some((3, None)),
        [0x1b, b'$', b')' | b'*', _, ..] => Some((4, None)),
        [0x1b, ..] => {
            let (sequence, set) = ESCAPES.iter().find(|(sequence, _)| rest.starts_with(sequence))?;
            Some((sequence.len(), Some(*set)))
        }
        [0x0e, ..] => Some((1, Some(shifted))),
        [0x0f, ..] => Some((1, Some(Set::Ascii))),
        [b'~', b'{', ..] if hz => Some((2, Some(Set::Gb2312))),
        [b'~', b'}', ..] if hz => Some((2, Some(Set::Ascii))),
        _ => None,
    }
}

struct Reader {
    text: String,
    lossy: bool,
    run: Vec<u8>,
    set: Set,
}

impl Reader {
    /// Decodes the run collected so far and begins one in another set.
    fn enter(&mut self, set: Set) {
        let run = std::mem::take(&mut self.run);
        match self.set {
            Set::Ascii => self.ascii(&run),
            Set::Katakana => self.katakana(&run),
            Set::Jis0208 => self.double(&run, EUC_JP, &[]),
            Set::Jis0212 => self.double(&run, EUC_JP, &[0x8f]),
            Set::Gb2312 => self.double(&run, GBK, &[]),
            Set::Ksc5601 => self.double(&run, EUC_KR, &[]),
        }
        self.set = set;
    }

    /// ASCII, with bytes that some mailers leave in eight bits: half-width katakana, or a stray charset.
    fn ascii(&mut self, run: &[u8]) {
        if run.is_ascii() {
            self.text.extend(run.iter().map(|b| char::from(*b)));
        } else if let Ok(text) = std::str::from_utf8(run) {
            self.text.push_str(text);
        } else if run.iter().all(|b| b.is_ascii() || (0xa1..=0xdf).contains(b)) {
            self.text.extend(run.iter().map(|b| halfwidth(*b)));
        } else {
            self.lossy = true;
            self.text.push_str(&WINDOWS_1252.decode_without_bom_handling(run).0);
        }
    }

    fn katakana(&mut self, run: &[u8]) {
        self.text
            .extend(run.iter().map(|b| if (0x21..=0x5f).contains(b) { halfwidth(b | 0x80) } else { halfwidth(*b) }));
    }

    fn double(&mut self, run: &[u8], encoding: &'static Encoding, prefix: &[u8]) {
        let mut eight_bit = Vec::with_capacity(run.len() * 2);
        let mut bytes = run.iter().copied();
        while let Some(first) = bytes.next() {
            if !(0x21..=0x7e).contains(&(first & 0x7f)) {
                eight_bit.push(first & 0x7f);
            } else if let Some(second) = bytes.next() {
                eight_bit.extend_from_slice(prefix);
                eight_bit.extend([first | 0x80, second | 0x80]);
            } else {
                eight_bit.push(0x80);
            }
        }
        let (text, lossy) = encoding.decode_without_bom_handling(&eight_bit);
        self.lossy |= lossy;
        self.text.push_str(&text);
    }
}

/// JIS X 0201's right half, 0xA1…0xDF, as half-width katakana; other bytes as themselves.
fn halfwidth(byte: u8) -> char {
    match byte {
        0xa1..=0xdf => char::from_u32(0xff61 + u32::from(byte) - 0xa1).unwrap_or('\u{fffd}'),
        other => char::from(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_set_is_read() {
        let cases: [(&[u8], Kind, &str); 9] = [
            (b"a\x1b$B4A;z\x1b(Bb", Kind::Japanese, "a漢字b"),
            (b"\x1b(I1\x1b(B", Kind::Japanese, "ｱ"),
            (b"\x0e1\x0f", Kind::Japanese, "ｱ"),
            (b"\x1b$B-!\x1b(B", Kind::Japanese, "①"),
            (b"\x1b$B|b\x1b(B", Kind::Japanese, "髙"),
            (b"\x1b$(D0!\x1b(B", Kind::Japanese, "丂"),
            (b"\x1b$B4A\nplain", Kind::Japanese, "漢\nplain"),
            (b"\x1b$)C\x0e0!\x0f", Kind::Korean, "가"),
            (b"~{VPND~}", Kind::Hz, "中文"),
        ];
        for (bytes, kind, expected) in cases {
            assert_eq!(decode(bytes, kind), (expected.to_owned(), false), "{expected}");
        }
    }

    #[test]
    fn half_a_character_is_a_loss() {
        assert!(decode(b"\x1b$B4", Kind::Japanese).1);
    }

    #[test]
    fn colours_of_a_terminal_are_no_japanese() {
        assert_eq!(kind(b"\x1b[31mred\x1b[0m", false), None);
    }
}
