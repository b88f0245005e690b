//! The control words of the format that say something about text.

/// `\name123`.
pub(super) struct Word<'a> {
    pub name: &'a str,
    pub number: Option<i32>,
}

impl<'a> Word<'a> {
    /// The word that the bytes begin with, after its backslash, and its length with the space that ends it.
    pub fn read(bytes: &'a [u8]) -> (Self, usize) {
        let letters = bytes.iter().take(32).take_while(|b| b.is_ascii_alphabetic()).count();
        let name = std::str::from_utf8(&bytes[..letters]).unwrap_or_default();
        let sign = usize::from(bytes.get(letters) == Some(&b'-'));
        let digits = bytes[letters + sign..].iter().take(10).take_while(|b| b.is_ascii_digit()).count();
        let end = if digits > 0 { letters + sign + digits } else { letters };
        let number = std::str::from_utf8(&bytes[letters..end]).ok().and_then(|number| number.parse().ok());
        (Self { name, number }, end + usize::from(bytes.get(end) == Some(&b' ')))
    }
}

/// Whether the word begins a group without text of the letter.
pub(super) fn is_destination(name: &str) -> bool {
    matches!(
        name,
        "fonttbl"
            | "colortbl"
            | "stylesheet"
            | "info"
            | "pict"
            | "object"
            | "listtable"
            | "listoverridetable"
            | "revtbl"
            | "header"
            | "headerl"
            | "headerr"
            | "headerf"
            | "footer"
            | "footerl"
            | "footerr"
            | "footerf"
            | "mhtmltag"
            | "xmlnstbl"
    )
}

/// The character that the word stands for.
pub(super) fn character(name: &str) -> Option<char> {
    Some(match name {
        "par" | "line" | "row" | "sect" | "page" => '\n',
        "tab" | "cell" => '\t',
        "emdash" => '—',
        "endash" => '–',
        "lquote" => '‘',
        "rquote" => '’',
        "ldblquote" => '“',
        "rdblquote" => '”',
        "bullet" => '•',
        "emspace" | "enspace" => ' ',
        _ => return None,
    })
}

/// The code page of a font's character set.
pub(super) fn code_page(charset: i32) -> Option<&'static str> {
    Some(match charset {
        0 => "windows-1252",
        77 => "macintosh",
        128 => "cp932",
        129 => "cp949",
        134 => "gb18030",
        136 => "big5",
        161 => "windows-1253",
        162 => "windows-1254",
        163 => "windows-1258",
        177 => "windows-1255",
        178 => "windows-1256",
        186 => "windows-1257",
        204 => "windows-1251",
        222 => "windows-874",
        238 => "windows-1250",
        _ => return None,
    })
}
