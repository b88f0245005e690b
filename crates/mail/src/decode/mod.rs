//! Bytes to text, whatever the label says: declared charset, byte order mark, escape sequences, statistics.

mod codepage;
mod guess;
mod iso2022;
mod label;
mod utf7;
mod word;

pub use word::words;

use encoding_rs::Encoding;
use label::Charset;

/// Decoded text, with which charset, and whether characters were lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    /// Name of the charset that was used.
    pub charset: String,
    /// True when some bytes could not be read and became U+FFFD.
    pub lossy: bool,
    /// True when the charset used is not the declared one.
    pub guessed: bool,
}

/// Reads a part's text. The ladder: a byte order mark, escape sequences of ISO 2022, the declared charset where it reads
/// without loss and is not contradicted by the bytes, UTF-8, statistics; at last the declared charset with losses.
pub fn text(bytes: &[u8], declared: Option<&str>) -> Decoded {
    let labelled = declared.and_then(Charset::named);
    if let Some(decoded) = by_mark(bytes).or_else(|| by_escapes(bytes, labelled)) {
        return decoded;
    }
    let declared = labelled.map(|charset| guess::corrected(charset, bytes));
    if let Some(charset) = declared
        && !(charset.is_single_byte() && guess::is_surely_utf8(bytes))
        && (bytes.is_ascii() || !charset.is_seven_bit())
        && let Some(text) = charset.read(bytes)
    {
        return Decoded { text, charset: charset.name().to_owned(), lossy: false, guessed: declared != labelled };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded {
            text: text.to_owned(),
            charset: "UTF-8".to_owned(),
            lossy: false,
            guessed: declared.is_some(),
        };
    }
    by_statistics(bytes, declared)
}

/// Reads text with the charset a person chose for it ("read as …"); `None` when nobody knows that charset.
pub fn read_as(bytes: &[u8], charset: &str) -> Option<Decoded> {
    let charset = Charset::named(charset)?;
    let clean = charset.read(bytes);
    let lossy = clean.is_none();
    Some(Decoded {
        text: clean.unwrap_or_else(|| charset.read_lossy(bytes)),
        charset: charset.name().to_owned(),
        lossy,
        guessed: false,
    })
}

/// Reads an unencoded header value (RFC 6532 says UTF-8; the world says anything). `hint`: the body's charset.
pub fn raw_header(bytes: &[u8], hint: Option<&str>) -> String {
    if bytes.is_ascii() && !bytes.contains(&0x1b) {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    if let Some(decoded) = by_escapes(bytes, None) {
        return decoded.text;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => text(bytes, hint).text,
    }
}

/// The charset that bytes seem to be in; `None` where they need none or are UTF-8.
pub(crate) fn guessed(bytes: &[u8]) -> Option<String> {
    std::str::from_utf8(bytes).is_err().then(|| guess::encoding(bytes).name().to_owned())
}

fn by_mark(bytes: &[u8]) -> Option<Decoded> {
    let (encoding, mark) = Encoding::for_bom(bytes)?;
    let (text, lossy) = encoding.decode_without_bom_handling(&bytes[mark..]);
    Some(Decoded { text: text.into_owned(), charset: encoding.name().to_owned(), lossy, guessed: false })
}

fn by_escapes(bytes: &[u8], declared: Option<Charset>) -> Option<Decoded> {
    let seven_bit = declared.is_some_and(Charset::is_seven_bit);
    let kind = iso2022::kind(bytes, matches!(declared, Some(Charset::Iso2022(iso2022::Kind::Hz))))?;
    let (text, lossy) = iso2022::decode(bytes, kind);
    let mostly_read = || text.chars().filter(|c| *c == '\u{fffd}').count() * 2 < text.chars().count();
    (seven_bit || !lossy || mostly_read()).then(|| Decoded {
        text,
        charset: kind.name().to_owned(),
        lossy,
        guessed: !seven_bit,
    })
}

fn by_statistics(bytes: &[u8], declared: Option<Charset>) -> Decoded {
    if let Some(text) = guess::mostly_utf8(bytes, declared) {
        return Decoded { text, charset: "UTF-8".to_owned(), lossy: true, guessed: false };
    }
    if let Some(charset) = declared.filter(|charset| !charset.is_seven_bit() && charset.is_mostly_right(bytes)) {
        return Decoded {
            text: charset.read_lossy(bytes),
            charset: charset.name().to_owned(),
            lossy: true,
            guessed: false,
        };
    }
    let encoding = guess::encoding(bytes);
    let (text, lossy) = encoding.decode_without_bom_handling(bytes);
    Decoded { text: text.into_owned(), charset: encoding.name().to_owned(), lossy, guessed: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ladder_finds_the_text_whatever_the_label_says() {
        let jis = b"\x1b$B%F%9%H\x1b(B";
        let cases: [(&[u8], Option<&str>, &str); 22] = [
            (b"\x82\xa0\x82\xa2\x82\xa4", Some("iso-8859-1"), "あいう"),
            (b"\xa4\xa2\xa4\xa4\xa4\xa6", Some("shift_jis"), "あいう"),
            (b"\x82\xa0\x82\xa2\x82\xa4", Some("iso-2022-jp"), "あいう"),
            (b"\xa4\xa2\xa4\xa4\xa4\xa6", Some("iso-2022-jp"), "あいう"),
            (b"\x1b$B%F%9%H!!=*\x1b(B \x1b$Bu!\x1b(B", None, "テスト　終 \u{fffd}"),
            (b"plain", None, "plain"),
            ("表示".as_bytes(), Some("utf-8"), "表示"),
            ("表示".as_bytes(), Some("us-ascii"), "表示"),
            ("表示の崩れ".as_bytes(), Some("iso-8859-1"), "表示の崩れ"),
            (b"caf\xe9", Some("iso-8859-1"), "café"),
            (b"\xef\xbb\xbfx", Some("iso-8859-1"), "x"),
            (jis, Some("iso-2022-jp"), "テスト"),
            (jis, None, "テスト"),
            (jis, Some("utf-8"), "テスト"),
            (b"\x95\x5c\x8e\xa6", Some("x-sjis"), "表示"),
            (b"\x87\x40\xfa\xb1", Some("cp932"), "①﨑"),
            (b"\xad\xa1", Some("euc-jp"), "①"),
            (b"\xb2\xe2\xca\xd4", Some("gb2312"), "测试"),
            (b"\xa4\xa4\xa4\xe5", Some("big5-hkscs"), "中文"),
            (b"\xb0\xa1", Some("ks_c_5601-1987"), "가"),
            (b"Hi +AOk-", Some("utf-7"), "Hi é"),
            (b"T\0e\0", Some("utf-16le"), "Te"),
        ];
        for (bytes, label, expected) in cases {
            assert_eq!(text(bytes, label).text, expected, "{label:?}");
        }
    }

    #[test]
    fn one_bad_byte_does_not_spoil_the_rest() {
        let decoded = text(b"\xe8\xa1\xa8\xe7\xa4\xba \xff \xe8\xa1\xa8\xe7\xa4\xba", Some("utf-8"));
        assert_eq!(decoded.text, "表示 \u{fffd} 表示");
        assert!(decoded.lossy);
    }

    #[test]
    fn a_person_can_choose_the_charset() {
        assert_eq!(read_as(b"\xcf\xf0\xe8", "windows-1251").map(|d| d.text).as_deref(), Some("При"));
        assert_eq!(read_as(b"x", "no-such-charset"), None);
    }
}
