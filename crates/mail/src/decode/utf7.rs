//! UTF-7 (RFC 2152): ASCII with base64 of UTF-16 between `+` and `-`.

use crate::mime::transfer::base64;

/// `None` when the bytes are not UTF-7.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| text.is_ascii())?;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(plus) = rest.find('+') {
        out.push_str(&rest[..plus]);
        rest = &rest[plus + 1..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '/')).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after.strip_prefix('-').unwrap_or(after);
        if run.is_empty() {
            out.push('+');
        } else {
            let units = base64(run.as_bytes());
            let units = units.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            for unit in char::decode_utf16(units) {
                out.push(unit.ok()?);
            }
        }
    }
    out.push_str(rest);
    Some(out)
}

#[cfg(test)]
mod tests {
    #[test]
    fn utf7_is_read() {
        for (bytes, expected) in [("1 +- 1", "1 + 1"), ("+ZeVnLIqe-.", "日本語."), ("A+ImIDkQ.", "A≢Α.")] {
            assert_eq!(super::decode(bytes.as_bytes()).as_deref(), Some(expected));
        }
    }
}
