//! A message taken apart into what travels outside of its protection and the MIME entity within, and put together again.

use crate::mime::{Fields, Parametric};
use crate::warning::Warnings;
use crate::{Limits, header};

/// A message in two: its own header, and the entity it carries.
pub(super) struct Outer<'r> {
    pub fields: Fields,
    head: Vec<&'r [u8]>,
    pub kind: Parametric,
    pub body: &'r [u8],
}

impl<'r> Outer<'r> {
    pub fn of(raw: &'r [u8]) -> Self {
        let (fields, body_at) = Fields::read(raw, &Limits::default(), &mut Warnings::default());
        let kind = fields.first_filled("content-type").map(Parametric::read).unwrap_or_default();
        let (head, body) = raw.split_at(body_at);
        Self { fields, head: lines(head), kind, body }
    }

    /// The entity as bytes: its part of the header, an empty line, its body.
    pub fn entity(&self) -> Vec<u8> {
        let inner = self.head.iter().filter(|field| is_content(field) && !is_named(field, b"mime-version"));
        let mut out: Vec<u8> = inner.copied().collect::<Vec<_>>().concat();
        out.extend_from_slice(b"\r\n");
        out.extend_from_slice(self.body);
        with_crlf(&out)
    }

    /// The message with another entity. What an entity says of itself beyond its content is left out: nobody writes a
    /// second From into a message by wrapping it. A subject that was protected takes the place of the one that travelled.
    pub fn with(&self, entity: &[u8]) -> Vec<u8> {
        let inner = Outer::of(entity);
        let protected = inner.kind.parameters.plain("protected-headers").is_some();
        let subject = |field: &&&[u8]| protected && is_named(field, b"subject");
        let subjects: Vec<&[u8]> = inner.head.iter().filter(subject).copied().collect();
        let kept = |field: &&&[u8]| !is_content(field) && (subjects.is_empty() || !is_named(field, b"subject"));
        let mut out: Vec<u8> = Vec::with_capacity(entity.len() + 4_096);
        for field in self.head.iter().filter(kept).chain(&subjects) {
            out.extend_from_slice(field);
        }
        out.extend_from_slice(b"MIME-Version: 1.0\r\n");
        for field in inner.head.iter().filter(|field| is_content(field) && !is_named(field, b"mime-version")) {
            out.extend_from_slice(field);
        }
        out.extend_from_slice(b"\r\n");
        out.extend_from_slice(inner.body);
        out
    }

    /// The body with its transfer encoding undone.
    pub fn content(&self) -> Vec<u8> {
        let encoding = self.fields.first_filled("content-transfer-encoding").map(|value| header::line(value, None));
        let encoding = encoding.unwrap_or_default().trim().to_ascii_lowercase();
        crate::mime::transfer::decode(self.body, &encoding).into_owned()
    }
}

/// Line ends as they are signed (RFC 1847 §2.1).
pub(super) fn with_crlf(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 40);
    let mut before = 0;
    for byte in bytes {
        if *byte == b'\n' && before != b'\r' {
            out.push(b'\r');
        }
        out.push(*byte);
        before = *byte;
    }
    out
}

/// The fields of a header, each with its line end and the lines that continue it. The empty line at the end, and what is
/// no field, are left out.
fn lines(head: &[u8]) -> Vec<&[u8]> {
    let mut fields: Vec<&[u8]> = Vec::new();
    let mut begin = 0;
    let mut at = 0;
    while at < head.len() {
        let end = head[at..].iter().position(|b| *b == b'\n').map_or(head.len(), |end| at + end + 1);
        let goes_on = head.get(end).is_some_and(|next| matches!(next, b' ' | b'\t'));
        if !goes_on {
            fields.push(&head[begin..end]);
            begin = end;
        }
        at = end;
    }
    fields.retain(|field| field.contains(&b':') && !field.trim_ascii().is_empty());
    fields
}

fn is_content(field: &[u8]) -> bool {
    let name = name(field);
    name.get(..8).is_some_and(|start| start.eq_ignore_ascii_case(b"content-"))
        || name.eq_ignore_ascii_case(b"mime-version")
}

fn is_named(field: &[u8], wanted: &[u8]) -> bool {
    name(field).eq_ignore_ascii_case(wanted)
}

fn name(field: &[u8]) -> &[u8] {
    field.split(|b| *b == b':').next().unwrap_or_default().trim_ascii()
}
