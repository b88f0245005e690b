//! Character references: `&eacute;`, `&#233;`, `&#xe9;`.

use super::entities::NAMED;

/// What windows-1252 has at 0x80…0x9F; numbers in that range mean these (HTML §13.2.5.80).
const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// Character references decoded; one that nobody knows stays as it stands.
pub fn decoded(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (c, length) = at_start_of(rest).unwrap_or(('&', 1));
        out.push(c);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// The character that a reference at the start of the text stands for, and the reference's length.
pub(crate) fn at_start_of(text: &str) -> Option<(char, usize)> {
    let closed = text.bytes().take(12).position(|b| b == b';');
    let known = closed.and_then(|end| Some((reference(text.get(1..end)?)?, end + 1)));
    known.or_else(|| unclosed(text))
}

/// One of the oldest references, which browsers read without their semicolon too (HTML §13.2.5.73).
fn unclosed(text: &str) -> Option<(char, usize)> {
    const OLDEST: [&str; 7] = ["amp", "lt", "gt", "quot", "nbsp", "copy", "reg"];
    let name = OLDEST.into_iter().find(|name| text[1..].starts_with(name))?;
    let ends = text[1 + name.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '=' | ';'));
    ends.then(|| reference(name).map(|c| (c, 1 + name.len()))).flatten()
}

fn reference(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return match code {
            0x80..=0x9f => WINDOWS.chars().nth(code as usize - 0x80),
            0 => Some('\u{fffd}'),
            code => char::from_u32(code),
        };
    }
    NAMED.binary_search_by_key(&name, |(known, _)| known).ok().map(|at| NAMED[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded_and_what_is_none_stays() {
        for (text, expected) in [
            ("&amp;", "&"),
            ("&#x3042;&#12356;", "あい"),
            ("&#146;", "’"),
            ("&nothing;", "&nothing;"),
            ("a & b", "a & b"),
            ("a &amp b&nbsp", "a & b\u{a0}"),
            ("?a=1&copy=2&lth;", "?a=1&copy=2&lth;"),
            ("&#xd800;", "&#xd800;"),
        ] {
            assert_eq!(decoded(text), expected);
        }
    }

    #[test]
    fn names_are_sorted_for_the_search() {
        assert!(NAMED.is_sorted_by_key(|(name, _)| name));
    }
}
