//! The lines of a letter, with how deep each is quoted.

use crate::body::html;

/// Lines longer than this are looked at by their beginning alone.
pub(super) const LOOKED_AT: usize = 600;

/// One line.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// As it stands.
    pub raw: String,
    /// Without quotation marks and white space around it, at most [`LOOKED_AT`] octets.
    pub text: String,
    /// Quotation marks before it.
    pub depth: usize,
    /// Marked as quoted by the mail program that wrote the HTML.
    pub marked_quoted: bool,
    /// Marked as signature by it.
    pub marked_signature: bool,
}

impl Line {
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    pub fn is_quoted(&self) -> bool {
        self.depth > 0 || self.marked_quoted
    }
}

/// The lines of a plain text; one that holds both an answer and the attribution after it is cut in two.
pub(super) fn of_text(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    for raw in text.lines() {
        match super::attribution::starts_within(raw) {
            Some(at) => lines.extend([plain(raw[..at].trim_end()), plain(&raw[at..])]),
            None => lines.push(plain(raw)),
        }
    }
    lines
}

pub(super) fn of_html(source: &str, most: usize) -> Vec<Line> {
    let lines = html::lines(source, most).into_iter();
    lines
        .map(|line| Line {
            depth: line.quotes,
            marked_quoted: line.quoted,
            marked_signature: line.signature,
            ..plain(&line.text)
        })
        .collect()
}

fn plain(raw: &str) -> Line {
    let (depth, rest) = quotation(raw);
    let text = rest.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    });
    Line { raw: raw.to_owned(), text: shortened(text).to_owned(), depth, ..Line::default() }
}

/// Counts the marks `>` and `＞` at the start, also `| ` as some programs write it, and what follows them.
fn quotation(raw: &str) -> (usize, &str) {
    let mut depth = 0;
    let mut rest = raw;
    if raw.trim().chars().count() >= 6 && raw.trim().chars().all(|c| matches!(c, '≫' | '》' | '＞')) {
        // A rule, drawn above a signature.
        return (0, raw);
    }
    loop {
        let trimmed = rest.trim_start_matches([' ', '\t', '\u{3000}', '\u{a0}']);
        let marks = ['>', '＞', '》', '≫'];
        match trimmed.strip_prefix(marks) {
            Some(after) if rest.len() - trimmed.len() < 12 => {
                depth += 1;
                rest = after;
            }
            Some(_) | None => return (depth, rest),
        }
    }
}

fn shortened(text: &str) -> &str {
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
