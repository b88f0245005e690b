//! Rich Text Format, as Outlook writes letters into winmail.dat: their text, or the HTML they were made of (MS-OXRTFEX).

mod pack;
mod word;

pub(super) use pack::unpacked;

use crate::decode;
use std::collections::HashMap;
use word::Word;

/// What the document says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Rich {
    Text(String),
    /// The document wraps a page.
    Html(String),
}

/// Groups inside each other that are told apart; deeper ones are read as one.
const DEPTH: usize = 500;

/// Reads the document; `None` when it is none.
pub(super) fn read(rtf: &[u8]) -> Option<Rich> {
    let start = rtf.windows(5).take(64).position(|w| w == b"{\\rtf")?;
    let mut reader = Reader::new(&rtf[start..]);
    while reader.step() {}
    reader.flush();
    let out = reader.out;
    Some(if reader.wraps_html { Rich::Html(out) } else { Rich::Text(out) })
}

/// What holds inside a group and ends with it.
#[derive(Clone, Copy)]
struct Group {
    /// Fonts, colours, pictures: nothing of it is text.
    skipped: bool,
    /// Markup of the page that the document wraps.
    markup: bool,
    /// Formatting that stands for the page's markup; not part of the page.
    stands_for_markup: bool,
    /// How many characters after `\u` stand for the same character.
    substitutes: usize,
    font: Option<i32>,
}

struct Reader<'r> {
    rest: &'r [u8],
    out: String,
    /// Bytes not yet decoded, because a character may go on in the next.
    pending: Vec<u8>,
    group: Group,
    outer: Vec<Group>,
    /// Groups deeper than [`DEPTH`].
    too_deep: usize,
    wraps_html: bool,
    /// Characters that stand for the one `\u` named.
    to_skip: usize,
    optional: bool,
    codepage: String,
    /// The code page of each font, from the font table, and the font being described there.
    fonts: HashMap<i32, &'static str>,
    described: Option<i32>,
}

impl<'r> Reader<'r> {
    fn new(rest: &'r [u8]) -> Self {
        let group = Group { skipped: false, markup: false, stands_for_markup: false, substitutes: 1, font: None };
        Self {
            rest,
            out: String::new(),
            pending: Vec::new(),
            group,
            outer: Vec::new(),
            too_deep: 0,
            wraps_html: false,
            to_skip: 0,
            optional: false,
            codepage: "windows-1252".to_owned(),
            fonts: HashMap::new(),
            described: None,
        }
    }

    /// Reads what comes next; false at the end.
    fn step(&mut self) -> bool {
        let Some((&byte, rest)) = self.rest.split_first() else { return false };
        self.rest = rest;
        match byte {
            b'{' => self.open(),
            b'}' => self.close(),
            b'\\' => self.escape(),
            b'\r' | b'\n' => {}
            other => self.byte(other),
        }
        true
    }

    fn open(&mut self) {
        self.to_skip = 0;
        if self.outer.len() < DEPTH {
            self.outer.push(self.group);
        } else {
            self.too_deep += 1;
        }
    }

    fn close(&mut self) {
        self.flush();
        self.to_skip = 0;
        if self.too_deep > 0 {
            self.too_deep -= 1;
        } else if let Some(group) = self.outer.pop() {
            self.group = group;
        }
    }

    fn escape(&mut self) {
        let Some((&sign, rest)) = self.rest.split_first() else { return };
        if sign.is_ascii_alphabetic() {
            let (word, length) = Word::read(self.rest);
            self.rest = &self.rest[length..];
            return self.word(&word);
        }
        self.rest = rest;
        match sign {
            b'\'' => {
                let hex = self.rest.get(..2).and_then(|two| std::str::from_utf8(two).ok());
                if let Some(byte) = hex.and_then(|two| u8::from_str_radix(two, 16).ok()) {
                    self.rest = &self.rest[2..];
                    self.byte(byte);
                }
            }
            b'*' => self.optional = true,
            b'~' => self.char('\u{a0}'),
            b'_' => self.char('-'),
            b'\r' | b'\n' => self.char('\n'),
            b'\\' | b'{' | b'}' => self.byte(sign),
            _ => {}
        }
    }

    fn word(&mut self, word: &Word<'_>) {
        let optional = std::mem::take(&mut self.optional);
        match (word.name, word.number) {
            ("htmltag", _) => self.group.markup = true,
            (name, _) if optional || word::is_destination(name) => {
                self.described = None;
                self.group.skipped = true;
            }
            ("fromhtml", _) => self.wraps_html = true,
            ("htmlrtf", number) => {
                self.flush();
                self.group.stands_for_markup = number != Some(0);
            }
            ("ansicpg", Some(number)) => self.codepage = format!("cp{number}"),
            ("f", Some(font)) if self.group.skipped => self.described = Some(font),
            ("f", font) => {
                self.flush();
                self.group.font = font;
            }
            ("fcharset", Some(charset)) => {
                if let (Some(font), Some(page)) = (self.described, word::code_page(charset))
                    && self.fonts.len() < 1_000
                {
                    self.fonts.insert(font, page);
                }
            }
            ("uc", Some(number)) => self.group.substitutes = usize::try_from(number).unwrap_or(1).min(16),
            ("u", Some(number)) => self.unit(number),
            ("bin", Some(number)) => {
                let length = usize::try_from(number).unwrap_or(0).min(self.rest.len());
                self.rest = &self.rest[length..];
            }
            (name, _) => {
                if let Some(c) = word::character(name) {
                    self.char(c);
                }
            }
        }
    }

    /// One unit of UTF-16, as `\u` writes it: signed, a pair in two words.
    fn unit(&mut self, number: i32) {
        let unit = number as u16;
        self.to_skip = self.group.substitutes;
        if !self.is_shown() {
            return;
        }
        // Halves of a pair are kept as bytes in a charset of their own until the other half has come.
        match char::from_u32(u32::from(unit)) {
            Some(c) => self.put(c),
            None if (0xd800..0xdc00).contains(&unit) => {
                self.flush();
                self.pending.extend(unit.to_be_bytes());
            }
            None => {
                if let [high, low] = self.pending[..] {
                    let pair = [u16::from_be_bytes([high, low]), unit];
                    self.pending.clear();
                    self.out.extend(char::decode_utf16(pair).flatten());
                }
            }
        }
    }

    fn char(&mut self, c: char) {
        if self.to_skip > 0 {
            self.to_skip -= 1;
        } else if self.is_shown() {
            self.put(c);
        }
    }

    fn put(&mut self, c: char) {
        self.flush();
        self.out.push(c);
    }

    fn byte(&mut self, byte: u8) {
        if self.to_skip > 0 {
            self.to_skip -= 1;
        } else if self.is_shown() {
            self.pending.push(byte);
        }
    }

    fn is_shown(&self) -> bool {
        let group = &self.group;
        !group.skipped && if self.wraps_html { group.markup || !group.stands_for_markup } else { !group.markup }
    }

    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let page = self.group.font.and_then(|font| self.fonts.get(&font)).copied().unwrap_or(&self.codepage);
        self.out.push_str(&decode::text(&self.pending, Some(page)).text);
        self.pending.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_document_is_read() {
        for (rtf, expected) in [
            (
                r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\colortbl;\red0;}\f0 Hello {\b bold}\par World\tab x}",
                "Hello bold\nWorld\tx",
            ),
            (r"{\rtf1\ansi\ansicpg932\'93\'fa\'96\'7b \{a\\b\}}", "日本 {a\\b}"),
            (r"{\rtf1\ansi{\fonttbl{\f1\fcharset128 X;}}\f1\'93\'fa\f0\'e9}", "日é"),
            (r"{\rtf1\uc1\u26085?\u26412?{\uc2\u-10179 ??\u-8704 ??}}", "日本😀"),
            (r"{\rtf1{\*\generator Riched;}{\pict\bin3 }}}}Hi\~there}", "Hi\u{a0}there"),
            (r"{\rtf1 never closed{\b ", "never closed"),
        ] {
            assert_eq!(read(rtf.as_bytes()), Some(Rich::Text(expected.to_owned())), "{rtf}");
        }
    }

    #[test]
    fn the_page_inside_a_document_is_found() {
        let rtf = r"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}\htmlrtf \par\htmlrtf0 Hello {\*\htmltag84 &nbsp;}\htmlrtf \'a0\htmlrtf0 you{\*\htmltag72 </p>}}";
        assert_eq!(read(rtf.as_bytes()), Some(Rich::Html("<p>Hello &nbsp;you</p>".to_owned())));
    }

    #[test]
    fn anything_else_is_no_document() {
        assert_eq!(read(b"plain"), None);
        assert!(
            read(&b"{\\rtf1".iter().copied().chain(std::iter::repeat_n(b'{', 100_000)).collect::<Vec<_>>()).is_some()
        );
    }
}
