//! `value; name=value` fields: RFC 2045 §5.1 with the continuations and charsets of RFC 2231, leniently.

use super::transfer;
use crate::decode;

/// The parameters of a Content-Type or Content-Disposition, raw, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parameters(Vec<(String, Vec<u8>)>);

/// A parametric field: its first word in lower case, and the parameters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parametric {
    pub value: String,
    pub parameters: Parameters,
}

/// A parameter's bytes, and the charset where RFC 2231 names one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Value {
    pub bytes: Vec<u8>,
    pub charset: Option<String>,
    /// True where the sender used RFC 2231, which leaves nothing to guess.
    pub extended: bool,
}

impl Parametric {
    pub fn read(field: &[u8]) -> Self {
        // Unlabelled ISO-2022-JP has quotes and semicolons inside its characters.
        let decoded = field.contains(&0x1b).then(|| decode::raw_header(field, None).into_bytes());
        Self::scan(decoded.as_deref().unwrap_or(field))
    }

    fn scan(field: &[u8]) -> Self {
        let mut scan = Scan { text: field, at: 0, double_byte: std::str::from_utf8(field).is_err() };
        let first = scan.until_semicolon();
        let mut words = first.split(|b: &u8| b.is_ascii_whitespace()).filter(|word| !word.is_empty());
        let value = words.next().unwrap_or_default();
        let mut parameters = Vec::new();
        // `multipart/mixed boundary=x`: the semicolon was forgotten.
        if value.contains(&b'=') && !value.contains(&b'/') {
            push(&mut parameters, &first, scan.double_byte);
        } else if let Some(rest) = words.next().filter(|word| word.contains(&b'=')) {
            push(&mut parameters, rest, scan.double_byte);
        }
        while !scan.done() && parameters.len() < 100 {
            let piece = scan.until_semicolon();
            push(&mut parameters, &piece, scan.double_byte);
        }
        let value = String::from_utf8_lossy(value).trim_matches(['"', '\'', ';', ',']).to_ascii_lowercase();
        Self { value, parameters: Parameters(parameters) }
    }
}

impl Parameters {
    /// A parameter that is plain text: boundary, charset, format.
    pub fn plain(&self, name: &str) -> Option<String> {
        let value = self.value(name)?;
        Some(String::from_utf8_lossy(&value.bytes).trim().to_owned())
    }

    /// The parameter's bytes. `name*` wins over `name`, then `name*0*…`, then `name`: RFC 2231 is the better word.
    pub fn value(&self, name: &str) -> Option<Value> {
        self.single_extended(name).or_else(|| self.continued(name)).or_else(|| {
            let (_, bytes) = self.0.iter().find(|(n, value)| n == name && !value.is_empty())?;
            Some(Value { bytes: bytes.clone(), charset: None, extended: false })
        })
    }

    fn single_extended(&self, name: &str) -> Option<Value> {
        let key = format!("{name}*");
        let (_, raw) = self.0.iter().find(|(n, value)| *n == key && !value.is_empty())?;
        let (charset, text) = charset_of(raw);
        Some(Value { bytes: transfer::percent(text), charset, extended: true })
    }

    fn continued(&self, name: &str) -> Option<Value> {
        let prefix = format!("{name}*");
        let mut pieces: Vec<(u32, bool, &[u8])> = Vec::new();
        for (key, raw) in &self.0 {
            let Some(index) = key.strip_prefix(&prefix) else { continue };
            let encoded = index.ends_with('*');
            if let Ok(index) = index.trim_end_matches('*').parse() {
                pieces.push((index, encoded, raw));
            }
        }
        pieces.sort_by_key(|piece| piece.0);
        pieces.dedup_by_key(|piece| piece.0);
        let mut value = Value { bytes: Vec::new(), charset: None, extended: false };
        for (nth, (_, encoded, raw)) in pieces.iter().enumerate() {
            let (charset, text) = if nth == 0 && *encoded { charset_of(raw) } else { (None, *raw) };
            value.charset = value.charset.or(charset);
            value.extended |= encoded;
            if *encoded {
                value.bytes.extend(transfer::percent(text));
            } else {
                value.bytes.extend_from_slice(text);
            }
        }
        (!pieces.is_empty()).then_some(value)
    }
}

/// `utf-8'ja'%E3…` → charset and the rest; without the quotes all is the rest.
fn charset_of(raw: &[u8]) -> (Option<String>, &[u8]) {
    let mut pieces = raw.splitn(3, |b| *b == b'\'');
    match (pieces.next(), pieces.next(), pieces.next()) {
        (Some(charset), Some(_language), Some(text)) => {
            let charset = String::from_utf8_lossy(charset).trim().to_owned();
            ((!charset.is_empty()).then_some(charset), text)
        }
        _ => (None, raw),
    }
}

fn push(parameters: &mut Vec<(String, Vec<u8>)>, piece: &[u8], double_byte: bool) {
    let Some(equals) = piece.iter().position(|b| *b == b'=') else { return };
    let name = String::from_utf8_lossy(&piece[..equals]).split_whitespace().collect::<String>().to_ascii_lowercase();
    if !name.is_empty() {
        parameters.push((name, unquoted(piece[equals + 1..].trim_ascii(), double_byte)));
    }
}

/// A quoted string without its quotes and escapes. A backslash that escapes nothing special stays: `"C:\file"`.
/// With `double_byte`, one after a high byte is the second half of a character (表 is 0x95 0x5C in Shift_JIS).
fn unquoted(value: &[u8], double_byte: bool) -> Vec<u8> {
    let Some(inner) = value.strip_prefix(b"\"") else { return value.to_vec() };
    let mut out = Vec::with_capacity(inner.len());
    let mut bytes = inner.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        let half = double_byte && out.last().is_some_and(|b: &u8| *b >= 0x81);
        match byte {
            b'\\' if !half && matches!(bytes.peek(), Some(b'"' | b'\\')) => out.extend(bytes.next()),
            b'"' => break,
            other => out.push(other),
        }
    }
    out
}

/// Walks over a field, minding quotes and, outside them, comments.
struct Scan<'a> {
    text: &'a [u8],
    at: usize,
    /// Not UTF-8, so perhaps a charset whose characters contain backslashes.
    double_byte: bool,
}

impl Scan<'_> {
    fn done(&self) -> bool {
        self.at >= self.text.len()
    }

    /// The bytes up to the next `;` outside quotes, without comments; moves behind the semicolon.
    fn until_semicolon(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut quoted = false;
        let mut comments = 0_u32;
        let has_closing_quote = |from: usize| self.text[from..].contains(&b'"');
        while let Some(&byte) = self.text.get(self.at) {
            self.at += 1;
            match byte {
                b'\\'
                    if quoted
                        && !(self.double_byte && out.last().is_some_and(|b| *b >= 0x81))
                        && matches!(self.text.get(self.at), Some(b'"' | b'\\')) =>
                {
                    out.push(byte);
                    out.push(self.text[self.at]);
                    self.at += 1;
                }
                b'"' if comments == 0 && (quoted || has_closing_quote(self.at)) => {
                    quoted = !quoted;
                    out.push(byte);
                }
                b'(' if !quoted && out.last().is_none_or(|b| b.is_ascii_whitespace()) => comments += 1,
                b')' if !quoted && comments > 0 => comments -= 1,
                b';' if !quoted && comments == 0 => break,
                _ if comments > 0 => {}
                other => out.push(other),
            }
        }
        out.trim_ascii().to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name_of(field: &str) -> Option<(String, Option<String>)> {
        let value = Parametric::read(field.as_bytes()).parameters.value("filename")?;
        Some((String::from_utf8_lossy(&value.bytes).into_owned(), value.charset))
    }

    #[test]
    fn names_are_read_in_every_form() {
        let utf8 = || Some("utf-8".to_owned());
        for (field, name, charset) in [
            ("attachment; filename=a.txt", "a.txt", None),
            ("attachment; filename=\"a b;c.txt\"", "a b;c.txt", None),
            ("attachment; filename=a b.txt", "a b.txt", None),
            ("attachment; filename=\"a \\\"b\\\".txt\"", "a \"b\".txt", None),
            ("attachment; filename*=utf-8''%E8%A1%A8.txt", "表.txt", utf8()),
            (
                "attachment; filename=plain; filename*0*=utf-8''%E8; filename*1*=%A1%A8; filename*2=.txt",
                "表.txt",
                utf8(),
            ),
            ("attachment; filename*1=two; filename*0=one", "onetwo", None),
            ("attachment; filename*=\"utf-8''%41\"", "A", utf8()),
            ("attachment (a comment); filename = x.txt", "x.txt", None),
            ("attachment; filename=\"never closed.txt", "never closed.txt", None),
        ] {
            assert_eq!(name_of(field), Some((name.to_owned(), charset)), "{field}");
        }
    }

    #[test]
    fn a_backslash_or_quote_inside_a_japanese_character_ends_nothing() {
        let name = |field: &[u8]| Parametric::read(field).parameters.value("name").map(|value| value.bytes);
        assert_eq!(name(b"x/y; name=\"\x95\x5c\""), Some(b"\x95\x5c".to_vec()));
        assert_eq!(name(b"x/y; name=\"\x1b$B\"!\x1b(B.txt\""), Some("◆.txt".into()));
    }

    #[test]
    fn the_value_is_the_first_word_in_lower_case() {
        assert_eq!(Parametric::read(b"Text/HTML; charset=x").value, "text/html");
        assert_eq!(Parametric::read(b"\"inline\"; filename=x").value, "inline");
    }

    #[test]
    fn a_forgotten_semicolon_loses_no_boundary() {
        let field = Parametric::read(b"multipart/mixed\tboundary=\"x\"");
        assert_eq!(field.value, "multipart/mixed");
        assert_eq!(field.parameters.plain("boundary").as_deref(), Some("x"));
    }
}
