//! File names of attachments: found in whichever parameter has them, decoded, and made harmless.

use super::one_line;
use crate::decode;
use crate::mime::{Entity, Parameters};

/// The name the sender gave to a part, harmless; `None` when there is none.
pub(crate) fn file_name(entity: &Entity<'_>, hint: Option<&str>) -> Option<String> {
    named(&entity.disposition.parameters, "filename", hint)
        .or_else(|| named(&entity.kind.parameters, "name", hint))
        .or_else(|| named(&entity.disposition.parameters, "name", hint))
        .or_else(|| named(&entity.kind.parameters, "filename", hint))
        .map(|name| safe_name(&name))
        .filter(|name| !name.is_empty())
}

fn named(parameters: &Parameters, key: &str, hint: Option<&str>) -> Option<String> {
    let value = parameters.value(key)?;
    let text = match &value.charset {
        Some(charset) => decode::text(&value.bytes, Some(charset)).text,
        None => decode::raw_header(&value.bytes, hint),
    };
    let text = if text.contains("=?") { decode::words(&unfolded(&text)) } else { text };
    Some(percent_decoded(text, value.extended)).filter(|text| !text.trim().is_empty())
}

/// Encoded words of a long name, folded inside the quotes.
fn unfolded(text: &str) -> String {
    text.replace(['\t', '\r', '\n'], " ")
}

/// `utf-8''%E3%83…` in a parameter without the star.
fn percent_decoded(text: String, extended: bool) -> String {
    let mut pieces = text.splitn(3, '\'');
    match (pieces.next(), pieces.next(), pieces.next()) {
        (Some(charset), Some(_), Some(rest))
            if !extended && rest.contains('%') && charset.eq_ignore_ascii_case("utf-8") =>
        {
            decode::text(&crate::mime::transfer::percent(rest.as_bytes()), Some("utf-8")).text
        }
        _ => text,
    }
}

/// A name without folders, control and direction characters, at most 255 octets with its extension kept.
pub(crate) fn safe_name(name: &str) -> String {
    let name = one_line(name);
    let leaf = name.rsplit(['/', '\\']).find(|piece| !piece.trim().is_empty()).unwrap_or_default();
    let harmless: String = leaf.chars().filter(|c| !is_direction_mark(*c)).collect();
    let harmless = harmless.trim();
    if harmless.trim_matches(['.', ' ']).is_empty() {
        return String::new();
    }
    shortened(harmless, 255)
}

/// Characters that turn `exe.jpg` around on screen.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}')
}

fn shortened(name: &str, most: usize) -> String {
    if name.len() <= most {
        return name.to_owned();
    }
    let extension = name.rfind('.').map(|dot| &name[dot..]).filter(|ext| ext.len() <= 16).unwrap_or_default();
    let mut end = most - extension.len();
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{extension}", &name[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_harmless() {
        for (name, safe) in [
            ("報告書.pdf", "報告書.pdf"),
            ("../../etc/passwd", "passwd"),
            ("C:\\temp\\a.exe", "a.exe"),
            ("..", ""),
            ("a\0b\r\nc.txt", "ab c.txt"),
            ("photo\u{202e}gpj.exe", "photogpj.exe"),
            ("folder/", "folder"),
        ] {
            assert_eq!(safe_name(name), safe, "{name:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_extension() {
        let name = safe_name(&format!("{}.pdf", "長".repeat(500)));
        assert!(name.len() <= 255 && name.ends_with(".pdf"));
    }
}
