//! Plain text as people wrote it: escaped, with its web addresses and the tickets it speaks of as links.

use base::links::first_link;
use desk::ticket::{TicketNumber, first_mentioned};
use std::fmt;

/// Writes HTML. The lines stay as they are; CSS keeps them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prose<'a> {
    text: &'a str,
    tickets: &'a [TicketNumber],
}

impl<'a> Prose<'a> {
    pub const fn of(text: &'a str) -> Self {
        Self { text, tickets: &[] }
    }

    /// Numbers of these tickets lead there; the one who reads may see them.
    pub const fn among(text: &'a str, tickets: &'a [TicketNumber]) -> Self {
        Self { text, tickets }
    }

    pub(crate) const fn raw(&self) -> &'a str {
        self.text
    }

    /// What holds no web address.
    fn words(&self, f: &mut fmt::Formatter<'_>, words: &str) -> fmt::Result {
        let mut rest = words;
        while let Some((found, number)) = first_mentioned(rest).filter(|_| !self.tickets.is_empty()) {
            let (before, said, after) = (&rest[..found.start], &rest[found.clone()], &rest[found.end..]);
            escape(f, before)?;
            match self.tickets.contains(&number) {
                true => write!(f, r#"<a class="link" href="/tickets/{number}">{said}</a>"#)?,
                false => f.write_str(said)?,
            }
            rest = after;
        }
        escape(f, rest)
    }
}

impl fmt::Display for Prose<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.text;
        while let Some(found) = first_link(rest) {
            let (before, link, after) = (&rest[..found.start], &rest[found.clone()], &rest[found.end..]);
            self.words(f, before)?;
            f.write_str(r#"<a rel="noopener noreferrer nofollow" target="_blank" href=""#)?;
            escape(f, link)?;
            f.write_str("\">")?;
            escape(f, link)?;
            f.write_str("</a>")?;
            rest = after;
        }
        self.words(f, rest)
    }
}

impl askama::filters::HtmlSafe for Prose<'_> {}

fn escape(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        f.write_str(&text[from..at])?;
        f.write_str(entity)?;
        from = at + 1;
    }
    f.write_str(&text[from..])
}
