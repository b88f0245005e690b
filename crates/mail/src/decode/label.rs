//! The many names of charsets, and one way to read any of them.

use super::{codepage, iso2022, utf7};
use encoding_rs::Encoding;

/// A charset we can read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Charset {
    /// What the WHATWG Encoding Standard covers.
    Standard(&'static Encoding),
    /// Seven-bit charsets that switch with escape sequences.
    Iso2022(iso2022::Kind),
    Utf7,
    Utf32 {
        big_endian: bool,
    },
    /// DOS code pages.
    Page(&'static codepage::Page),
}

impl Charset {
    /// `None` for names that say nothing ("unknown-8bit") and names nobody knows.
    pub fn named(label: &str) -> Option<Self> {
        let name: String = label.chars().filter(|c| !matches!(c, '"' | '\'' | '<' | '>' | ' ' | '\t')).collect();
        let name = name.to_ascii_lowercase().replace('_', "-");
        let name = name.strip_prefix("charset=").unwrap_or(&name);
        let name = name.strip_suffix("$esc").unwrap_or(name).trim_start_matches('-');
        if let Some(charset) = Self::ours(name) {
            return Some(charset);
        }
        let standard = alias(name);
        Encoding::for_label(standard.as_bytes())
            .or_else(|| Encoding::for_label(label.trim().as_bytes()))
            .or_else(|| Encoding::for_label(windows(standard)?.as_bytes()))
            .filter(|encoding| *encoding != encoding_rs::REPLACEMENT && *encoding != encoding_rs::X_USER_DEFINED)
            .map(Self::Standard)
    }

    fn ours(name: &str) -> Option<Self> {
        use iso2022::Kind;
        Some(match name {
            "iso-2022-jp" | "csiso2022jp" | "iso-2022-jp-ms" | "cp50220" | "cp50221" | "cp50222" | "iso-2022-jp-1"
            | "iso-2022-jp-2" | "iso-2022-jp-3" | "iso-2022-jp-2004" | "jis" | "jis-x-0208" | "iso2022jp"
            | "iso2022-jp" | "iso-2022-jp1" | "iso-2022" => Self::Iso2022(Kind::Japanese),
            "iso-2022-kr" | "csiso2022kr" | "iso2022kr" => Self::Iso2022(Kind::Korean),
            "iso-2022-cn" | "iso-2022-cn-ext" => Self::Iso2022(Kind::Chinese),
            "hz" | "hz-gb-2312" | "hzgb2312" => Self::Iso2022(Kind::Hz),
            "utf-7" | "utf7" | "unicode-1-1-utf-7" | "x-unicode-2-0-utf-7" => Self::Utf7,
            "utf-32" | "utf-32be" | "ucs-4" | "utf32" => Self::Utf32 { big_endian: true },
            "utf-32le" => Self::Utf32 { big_endian: false },
            _ => return codepage::Page::named(name).map(Self::Page),
        })
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Standard(encoding) => encoding.name(),
            Self::Iso2022(kind) => kind.name(),
            Self::Utf7 => "UTF-7",
            Self::Utf32 { .. } => "UTF-32",
            Self::Page(page) => page.name,
        }
    }

    /// One byte, one character: any bytes read without loss, so that success proves nothing.
    pub fn is_single_byte(self) -> bool {
        match self {
            Self::Standard(encoding) => encoding.is_single_byte(),
            Self::Page(_) => true,
            Self::Iso2022(_) | Self::Utf7 | Self::Utf32 { .. } => false,
        }
    }

    /// High bytes prove that the label is wrong.
    pub fn is_seven_bit(self) -> bool {
        matches!(self, Self::Iso2022(_))
    }

    /// The text, or `None` when bytes would be lost.
    pub fn read(self, bytes: &[u8]) -> Option<String> {
        match self {
            Self::Standard(encoding) => {
                let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
                Some(text.into_owned())
            }
            Self::Iso2022(kind) => Some(iso2022::decode(bytes, kind)).filter(|(_, lossy)| !lossy).map(|(text, _)| text),
            Self::Utf7 => utf7::decode(bytes),
            Self::Utf32 { .. } => Some(self.read_lossy(bytes)).filter(|text| !text.contains('\u{fffd}')),
            Self::Page(page) => Some(page.decode(bytes)),
        }
    }

    pub fn read_lossy(self, bytes: &[u8]) -> String {
        match self {
            Self::Standard(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            Self::Iso2022(kind) => iso2022::decode(bytes, kind).0,
            Self::Utf7 => utf7::decode(bytes).unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned()),
            Self::Utf32 { big_endian } => {
                bytes.chunks(4).map(|quad| utf32(quad, big_endian)).filter(|c| *c != '\u{feff}').collect()
            }
            Self::Page(page) => page.decode(bytes),
        }
    }

    /// True when fewer than one character in fifty is lost: then the label is right and the text damaged.
    pub fn is_mostly_right(self, bytes: &[u8]) -> bool {
        let text = self.read_lossy(bytes);
        let high = text.chars().filter(|c| !c.is_ascii()).count();
        let lost = text.chars().filter(|c| *c == '\u{fffd}').count();
        lost * 50 < text.chars().count() && lost * 4 < high
    }
}

fn utf32(quad: &[u8], big_endian: bool) -> char {
    let Ok(quad) = <[u8; 4]>::try_from(quad) else { return '\u{fffd}' };
    let code = if big_endian { u32::from_be_bytes(quad) } else { u32::from_le_bytes(quad) };
    char::from_u32(code).unwrap_or('\u{fffd}')
}

/// Names the Encoding Standard does not list.
fn alias(name: &str) -> &str {
    match name {
        "cp932" | "ms932" | "windows-31j" | "windows-932" | "sjis-win" | "x-ms-cp932" | "shiftjis"
        | "shift-jisx0213" | "mskanji" | "ms-kanji" | "x-sjis-jp" | "sjis-open" | "932" | "cswindows31j" | "sjis"
        | "x-sjis" | "shift-jis" => "shift_jis",
        "eucjp" | "eucjp-win" | "eucjp-ms" | "euc-jp-ms" | "eucjpms" | "cp51932" | "ujis" | "x-euc" | "euc"
        | "eucjp-open" => "euc-jp",
        "cp949" | "uhc" | "ms949" | "x-windows-949" | "ks-c-5601" | "ksc5601" | "euckr" | "cp51949" | "949" => "euc-kr",
        "cp936" | "ms936" | "gb-2312" | "gb2312-80" | "euc-cn" | "x-gb2312" | "windows-936" | "936" | "gb"
        | "gb18030-2000" | "gb-18030" => "gb18030",
        "cp950" | "ms950" | "big5-eten" | "bigfive" | "x-windows-950" | "cp-950" | "big-5" | "big5hkscs"
        | "big5-hkscs-2004" | "950" => "big5",
        "utf8mb4" | "utf-8-mac" | "utf-8n" | "utf" | "unicode" | "utf-8-strict" | "x-utf-8" => "utf-8",
        "ucs-2" | "iso-10646-ucs-2" | "utf-16-le" | "ucs-2le" => "utf-16le",
        "utf-16-be" | "ucs-2be" => "utf-16be",
        "latin-1"
        | "8859-1"
        | "iso8859"
        | "latin"
        | "iso-8859-1-windows-3.1-latin-1"
        | "ansi"
        | "iso-8859"
        | "windows-latin1" => "windows-1252",
        "latin-2" | "latin-9" | "latin-5" => match name {
            "latin-2" => "iso-8859-2",
            "latin-9" => "iso-8859-15",
            _ => "iso-8859-9",
        },
        "koi8" | "koi8r" | "koi-8-r" | "koi8-rus" => "koi8-r",
        "koi8u" => "koi8-u",
        "macroman" | "mac-roman" | "x-macroman" => "macintosh",
        "mac-cyrillic" | "maccyrillic" | "x-maccyrillic" => "x-mac-cyrillic",
        // Ukraine's page of DOS, which differs in a few letters.
        "cp1125" | "ibm1125" | "ruscii" => "ibm866",
        "tis620" | "cp874" => "windows-874",
        "ascii-8bit" | "ansi-x3.4-1968" | "iso646-us" | "us" | "ascii7" => "windows-1252",
        other => other,
    }
}

/// `cp1251`, `win-1251`, `windows1251`, `ansi-1251`, `1251` → `windows-1251`; `iso88591` → `iso-8859-1`.
fn windows(name: &str) -> Option<String> {
    let digits = name.trim_start_matches(|c: char| !c.is_ascii_digit());
    let prefix = name[..name.len() - digits.len()].trim_end_matches('-');
    match (prefix, digits) {
        ("cp" | "win" | "windows" | "ansi" | "ms" | "x-cp" | "", page) if page.starts_with("125") => {
            Some(format!("windows-{page}"))
        }
        ("iso" | "iso-ir", page) => {
            page.strip_prefix("8859").map(|rest| format!("iso-8859-{}", rest.trim_start_matches('-')))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_names_mean_one_charset() {
        for (label, name) in [
            ("\"UTF-8\"", "UTF-8"),
            ("utf8", "UTF-8"),
            ("x-sjis", "Shift_JIS"),
            ("Windows-31J", "Shift_JIS"),
            ("cp51932", "EUC-JP"),
            ("_iso-2022-jp$ESC", "ISO-2022-JP"),
            ("CP50221", "ISO-2022-JP"),
            ("gb2312", "GBK"),
            ("Big5-HKSCS", "Big5"),
            ("ks_c_5601-1987", "EUC-KR"),
            ("cp1251", "windows-1251"),
            ("win-1250", "windows-1250"),
            ("iso8859_15", "ISO-8859-15"),
            ("ISO 8859-2", "ISO-8859-2"),
            ("cp850", "IBM850"),
            ("mac-cyrillic", "x-mac-cyrillic"),
        ] {
            assert_eq!(Charset::named(label).map(Charset::name), Some(name), "{label}");
        }
    }

    #[test]
    fn names_that_say_nothing_are_no_charset() {
        for label in ["unknown-8bit", "x-unknown", "8bit", "", "default", "x-user-defined"] {
            assert_eq!(Charset::named(label), None, "{label}");
        }
    }
}
