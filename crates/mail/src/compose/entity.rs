//! Parts being written: text, files, and parts of parts.

use super::field::encoded_words;
use crate::Part;
use crate::header::{one_line, safe_name};
use base64::prelude::{BASE64_STANDARD, Engine};

/// A part: its header lines, and its content already encoded.
pub(super) struct Entity {
    header: Vec<String>,
    content: Content,
}

enum Content {
    Leaf(Vec<u8>),
    Parts { subtype: &'static str, parts: Vec<Entity> },
}

impl Entity {
    pub fn text(content_type: &str, text: &str) -> Self {
        let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "");
        let (encoding, content) = encoded_text(&text);
        Self {
            header: vec![
                format!("Content-Type: {content_type}; charset=utf-8"),
                format!("Content-Transfer-Encoding: {encoding}"),
            ],
            content: Content::Leaf(content),
        }
    }

    pub fn file(part: &Part) -> Self {
        let name =
            Some(safe_name(&part.filename)).filter(|name| !name.is_empty()).unwrap_or_else(|| "attachment".to_owned());
        // RFC 2046 §5.2.1 forbids base64 for messages; as a file of bytes it arrives unharmed.
        let content_type = if is_type(&part.content_type)
            && !part.content_type.starts_with("message/")
            && !part.content_type.starts_with("multipart/")
        {
            part.content_type.as_str()
        } else {
            "application/octet-stream"
        };
        let mut header = vec![
            format!("Content-Type: {content_type};{}", type_name(&name)),
            "Content-Transfer-Encoding: base64".to_owned(),
            format!("Content-Disposition: {};{}", if part.inline { "inline" } else { "attachment" }, file_name(&name)),
        ];
        if let Some(id) = &part.content_id {
            let id: String =
                one_line(id).chars().filter(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>')).take(200).collect();
            if !id.is_empty() {
                header.push(format!("Content-ID: <{id}>"));
            }
        }
        Self { header, content: Content::Leaf(base64_lines(&part.bytes)) }
    }

    pub fn multipart(subtype: &'static str, parts: Vec<Entity>) -> Self {
        Self { header: Vec::new(), content: Content::Parts { subtype, parts } }
    }

    /// Writes the rest of the header, an empty line, and the content. `seed` makes the boundaries of this message.
    pub fn write(&self, seed: &str, out: &mut Vec<u8>) {
        for line in &self.header {
            out.extend_from_slice(line.as_bytes());
            out.extend_from_slice(b"\r\n");
        }
        match &self.content {
            Content::Leaf(content) => {
                out.extend_from_slice(b"\r\n");
                out.extend_from_slice(content);
            }
            Content::Parts { subtype, parts } => {
                let boundary = boundary(subtype, seed);
                out.extend_from_slice(
                    format!("Content-Type: multipart/{subtype}; boundary=\"{boundary}\"\r\n\r\n").as_bytes(),
                );
                for part in parts {
                    out.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
                    part.write(seed, out);
                    out.extend_from_slice(b"\r\n");
                }
                out.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
            }
        }
    }
}

/// A delimiter that no content can hold: `=_` occurs neither in base64 nor in quoted-printable, and text that has it is
/// encoded. The subtype keeps nested multiparts apart.
fn boundary(subtype: &str, seed: &str) -> String {
    let letters: String = seed.chars().filter(char::is_ascii_alphanumeric).take(32).collect();
    format!("=_{subtype}_{letters}")
}

/// Text as it is where it is short-lined ASCII; quoted-printable where most of it is; base64 else.
fn encoded_text(text: &str) -> (&'static str, Vec<u8>) {
    let short = text.lines().all(|line| line.len() <= 76 && !line.ends_with([' ', '\t']) && !line.starts_with("From "));
    if text.is_ascii()
        && short
        && !text.contains("=_")
        && !text.bytes().any(|b| b.is_ascii_control() && !matches!(b, b'\n' | b'\t'))
    {
        return ("7bit", text.replace('\n', "\r\n").into_bytes());
    }
    let wide = text.bytes().filter(|b| !b.is_ascii()).count();
    if wide * 5 <= text.len() {
        ("quoted-printable", quoted_printable(text))
    } else {
        ("base64", base64_lines(text.replace('\n', "\r\n").as_bytes()))
    }
}

fn quoted_printable(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() * 2);
    for (nth, line) in text.split('\n').enumerate() {
        if nth > 0 {
            out.extend_from_slice(b"\r\n");
        }
        let mut column = 0;
        let bytes = line.as_bytes();
        for (at, byte) in bytes.iter().enumerate() {
            let last = at + 1 == bytes.len();
            let literal = matches!(byte, b'!'..=b'<' | b'>'..=b'~') || (matches!(byte, b' ' | b'\t') && !last);
            // A dot or "From " at the start of a line is what mail systems alter.
            let fragile = column == 0 && matches!(byte, b'.' | b'F');
            let width = if literal && !fragile { 1 } else { 3 };
            if column + width > 75 {
                out.extend_from_slice(b"=\r\n");
                column = 0;
            }
            if width == 1 {
                out.push(*byte);
            } else {
                out.extend_from_slice(format!("={byte:02X}").as_bytes());
            }
            column += width;
        }
    }
    out
}

fn base64_lines(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 3 * 4 + bytes.len() / 57 * 2 + 8);
    for (nth, line) in bytes.chunks(57).enumerate() {
        if nth > 0 {
            out.extend_from_slice(b"\r\n");
        }
        out.extend_from_slice(BASE64_STANDARD.encode(line).as_bytes());
    }
    out
}

/// `name` for programs that look only at the type: RFC 2047 in a parameter, forbidden and universally read.
fn type_name(name: &str) -> String {
    let value = if is_simple(name) { name.to_owned() } else { encoded_words(name).join("\r\n ") };
    format!("\r\n name=\"{value}\"")
}

/// `filename`, by RFC 2231 where it is not plain ASCII or too long for a line.
fn file_name(name: &str) -> String {
    if is_simple(name) {
        return format!("\r\n filename=\"{name}\"");
    }
    let encoded: Vec<String> = name
        .bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b"-._".contains(&b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect();
    let pieces = encoded.chunks(18).map(<[String]>::concat);
    pieces
        .enumerate()
        .map(|(nth, piece)| {
            format!(
                "{}\r\n filename*{nth}*={}{piece}",
                if nth > 0 { ";" } else { "" },
                if nth > 0 { "" } else { "utf-8''" }
            )
        })
        .collect()
}

fn is_simple(name: &str) -> bool {
    name.len() <= 60
        && name.bytes().all(|b| (b' '..=b'~').contains(&b) && !matches!(b, b'"' | b'\\' | b'%' | b'\''))
        && !name.contains("=?")
}

fn is_type(content_type: &str) -> bool {
    let token = |text: &str| {
        !text.is_empty()
            && text.len() <= 100
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b))
    };
    content_type.split_once('/').is_some_and(|(main, sub)| token(main) && token(sub))
}
