//! HTML with its nesting and its size bounded before a tree is built of it: what takes a browser's parser minutes or
//! gigabytes is cut here, in one pass. Only tags go; text stays.

use super::rewrite;
use crate::markup::{Markup, Tag, Token, is_void};

/// Elements inside each other.
const DEPTH: usize = 200;
/// Formatting elements open at once. A parser opens them again in every paragraph, so they multiply.
const FORMATTING: usize = 12;
/// Elements in all, those opened again included.
const ELEMENTS: usize = 150_000;

/// Character references in all. A parser takes each for a text of its own; beyond this many its sign goes.
const REFERENCES: usize = 100_000;

/// The same HTML, written anew: no comments and scripts, tags in one canonical form, bounds kept.
pub(super) fn bounded(html: &str) -> String {
    let mut writer = Writer { out: String::with_capacity(html.len()), open: Vec::new(), formatting: 0, elements: 0, references: 0 };
    for token in Markup::new(html) {
        match token {
            Token::Open(tag) => writer.open(&tag),
            Token::Close(name) => writer.close(&name),
            Token::Text(text) => writer.text(text),
        }
    }
    writer.out
}

struct Writer {
    out: String,
    /// Open elements. Never fewer than a parser would have: an end tag that closes nothing here closes nothing.
    open: Vec<String>,
    formatting: usize,
    elements: usize,
    references: usize,
}

impl Writer {
    fn open(&mut self, tag: &Tag<'_>) {
        if !is_sane(&tag.name) {
            return;
        }
        self.close_implied(&tag.name);
        let formatting = is_formatting(&tag.name);
        let full = self.open.len() >= DEPTH || self.elements >= ELEMENTS || (formatting && self.formatting >= FORMATTING);
        if full && !matches!(tag.name.as_str(), "br" | "img") || self.elements >= ELEMENTS {
            return;
        }
        self.elements += 1 + self.formatting;
        rewrite::write_tag(tag, &mut self.out);
        if !is_void(&tag.name) {
            self.formatting += usize::from(formatting);
            self.open.push(tag.name.clone());
        }
    }

    fn close(&mut self, name: &str) {
        if self.open.last().is_some_and(|top| top == name) {
            self.pop();
        } else if !self.open.iter().rev().take(16).any(|open| open == name) {
            // `</p>` and `</br>` would make elements of their own; others do nothing.
            return;
        }
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        if let Some(after) = rest.strip_prefix('<') {
            self.reference("&lt;");
            rest = after;
        }
        while let Some(at) = rest.find('&') {
            self.out.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            self.reference(if begins_reference(rest) { "&" } else { "&amp;" });
        }
        self.out.push_str(rest);
    }

    fn reference(&mut self, written: &str) {
        self.references += 1;
        if self.references <= REFERENCES {
            self.out.push_str(written);
        }
    }

    fn pop(&mut self) {
        if let Some(name) = self.open.pop() {
            self.formatting -= usize::from(is_formatting(&name));
        }
    }

    /// End tags that may be left out (HTML §13.1.2.4), where a parser supplies them for certain.
    fn close_implied(&mut self, opening: &str) {
        while let Some(top) = self.open.last() {
            let implied = match top.as_str() {
                "p" => is_block(opening),
                "li" => opening == "li",
                "dt" | "dd" => matches!(opening, "dt" | "dd"),
                "td" | "th" => matches!(opening, "td" | "th" | "tr" | "tbody" | "tfoot"),
                "tr" => matches!(opening, "tr" | "tbody" | "tfoot"),
                "option" => opening == "option",
                _ => false,
            };
            if !implied {
                return;
            }
            self.pop();
        }
    }
}

/// `eacute;`, `#233;`, `#xe9;`: what follows the ampersand of a character reference.
fn begins_reference(rest: &str) -> bool {
    let end = rest.bytes().take(33).position(|b| b == b';');
    end.is_some_and(|end| end > 1 && rest.bytes().take(end).all(|b| b.is_ascii_alphanumeric() || b == b'#'))
}

fn is_sane(name: &str) -> bool {
    name.len() <= 32 && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b':' | b'-'))
}

fn is_formatting(name: &str) -> bool {
    matches!(name, "a" | "b" | "big" | "code" | "em" | "font" | "i" | "nobr" | "s" | "small" | "strike" | "strong" | "tt" | "u")
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div" | "ul" | "ol" | "dl" | "pre" | "blockquote" | "center" | "address" | "article" | "aside" | "section" | "header" | "footer"
            | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr"
    )
}
