//! Header fields as they stand in the message (RFC 5322 §2.2), and where the body begins when the sender forgot to say.

use super::line::{Line, header_goes_on, is_mbox_from, line_at};
use crate::{Limits, Warning, warning::Warnings};

/// One header field: its name, and its value unfolded but not decoded.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub name: String,
    pub value: Vec<u8>,
}

/// The header fields of a message or a part, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields(pub Vec<Field>);

impl Fields {
    /// The first field of that name (case does not matter).
    pub fn first(&self, name: &str) -> Option<&[u8]> {
        self.all(name).next()
    }

    /// The first field of that name that says something.
    pub fn first_filled(&self, name: &str) -> Option<&[u8]> {
        self.all(name).find(|value| !value.trim_ascii().is_empty())
    }

    pub fn all<'f, 'n>(&'f self, name: &'n str) -> impl Iterator<Item = &'f [u8]> + use<'f, 'n> {
        self.0.iter().filter(move |field| field.name.eq_ignore_ascii_case(name)).map(|field| field.value.as_slice())
    }

    pub fn has(&self, name: &str) -> bool {
        self.first(name).is_some()
    }

    /// Reads the fields at the start of `raw`; returns them and the offset of the body.
    pub fn read(raw: &[u8], limits: &Limits, warnings: &mut Warnings) -> (Self, usize) {
        let mut block = Block { fields: Vec::new(), kept: 0, left_out: false, limits, warnings };
        let mut at = 0;
        while at < raw.len() {
            let (line, next) = line_at(raw, at);
            match Line::of(line) {
                Line::Empty => return (Self(block.fields), next),
                Line::Blank if !goes_on_folded(raw, next) && !header_goes_on(raw, next) => {
                    return (Self(block.fields), next);
                }
                Line::Blank => {}
                Line::Folded => block.fold(line),
                Line::Field(name, value) => block.field(name, value),
                Line::Other if is_mbox_from(line) || header_goes_on(raw, next) => {}
                Line::Other => {
                    if block.fields.is_empty() {
                        block.warnings.add(Warning::NoHeader);
                    }
                    return (Self(block.fields), at);
                }
            }
            at = next;
        }
        (Self(block.fields), raw.len())
    }
}

/// Whether the value goes on after a line of nothing but white space, which obsolete folding allows (RFC 5322 §4.2).
fn goes_on_folded(raw: &[u8], at: usize) -> bool {
    at < raw.len() && matches!(Line::of(line_at(raw, at).0), Line::Folded)
}

/// A header block being read, within its limits.
struct Block<'b> {
    fields: Vec<Field>,
    kept: usize,
    /// The field being read is left out, and so are the lines folded below it.
    left_out: bool,
    limits: &'b Limits,
    warnings: &'b mut Warnings,
}

impl Block<'_> {
    fn field(&mut self, name: &str, value: &[u8]) {
        let room = self.fields.len() < self.limits.fields && self.kept < self.limits.header_bytes;
        let needed = || is_needed(name) && !self.fields.iter().any(|field| field.name.eq_ignore_ascii_case(name));
        self.left_out = !room && !needed();
        if self.left_out {
            self.warnings.cut("header");
        } else {
            self.fields.push(Field { name: name.to_owned(), value: Vec::new() });
            self.fold(value);
        }
    }

    /// Adds to the value of the last field what there is room for.
    fn fold(&mut self, more: &[u8]) {
        let Some(field) = self.fields.last_mut().filter(|_| !self.left_out) else { return };
        let room = self.limits.field_bytes.saturating_sub(field.value.len());
        if more.len() > room {
            self.warnings.cut("field");
        }
        let kept = more.len().min(room);
        field.value.extend_from_slice(&more[..kept]);
        self.kept += kept;
    }
}

/// Fields without which a message cannot be understood: the first of each is read however much stands before it.
fn is_needed(name: &str) -> bool {
    const NEEDED: [&str; 11] = [
        "from",
        "to",
        "cc",
        "subject",
        "date",
        "message-id",
        "in-reply-to",
        "references",
        "content-type",
        "content-transfer-encoding",
        "auto-submitted",
    ];
    NEEDED.iter().any(|needed| needed.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> (Vec<(String, String)>, String) {
        let (fields, body) = Fields::read(raw.as_bytes(), &Limits::default(), &mut Warnings::default());
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (fields.0.into_iter().map(|f| (f.name, text(&f.value))).collect(), text(&raw.as_bytes()[body..]))
    }

    #[test]
    fn a_folded_field_is_one_value() {
        let (fields, body) = read("Subject: one\r\n two\r\nTo: a@b\r\n\r\nbody");
        assert_eq!(fields[0], ("Subject".into(), "one two".into()));
        assert_eq!(body, "body");
    }

    #[test]
    fn a_fold_may_have_a_blank_line_in_it() {
        let (fields, body) = read("Subject: one\r\n \r\n two\r\n\r\nbody");
        assert_eq!(fields[0], ("Subject".into(), "one two".into()));
        assert_eq!(body, "body");
    }

    #[test]
    fn a_message_without_header_is_all_body() {
        let (fields, body) = read("Just a line.\nAnd another.\n");
        assert!(fields.is_empty());
        assert_eq!(body, "Just a line.\nAnd another.\n");
    }

    #[test]
    fn a_line_of_junk_does_not_end_the_header() {
        let (fields, body) = read("Subject: a\njunk without sense\nTo: b@c\n\nbody");
        assert_eq!(fields.len(), 2);
        assert_eq!(body, "body");
    }

    #[test]
    fn a_body_that_begins_without_an_empty_line_is_kept() {
        let (_, body) = read("Subject: a\nThis is text: really\n\nmore");
        assert_eq!(body, "This is text: really\n\nmore");
    }

    #[test]
    fn the_subject_is_found_behind_a_mountain_of_other_fields() {
        let raw = format!("{}Subject: found\r\n\r\nbody", "X-Noise: abcdefgh\r\n".repeat(100_000));
        let (fields, body) = read(&raw);
        assert_eq!(fields.last(), Some(&("Subject".into(), "found".into())));
        assert_eq!(body, "body");
    }
}
