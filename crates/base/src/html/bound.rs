//! HTML with its nesting and its size bounded before a tree is built of it: what takes a browser's parser minutes or
//! gigabytes is cut here, in one pass. Only tags go; text stays.

use super::rewrite;
use crate::markup::{Markup, Tag, Token, is_void, reference};

/// Elements inside each other.
const DEPTH: usize = 200;
/// Formatting elements open at once. A parser opens them again in every paragraph, so they multiply.
const FORMATTING: usize = 12;
/// Elements in all, those opened again included.
const ELEMENTS: usize = 150_000;

/// Character references that are left to the parser, which needs ever longer for each.
const REFERENCES: usize = 2_000;

/// Octets of text in one node: writing a node that is full of ampersands takes the square of its length.
const NODE: usize = 2_000;
/// Octets of an attribute, for the same reason; images inside the page may be longer.
const VALUE: usize = 8_000;

/// The same HTML, written anew: no comments and scripts, tags in one canonical form, bounds kept.
pub(super) fn bounded(html: &str) -> String {
    let mut writer = Writer {
        out: String::with_capacity(html.len()),
        open: Vec::new(),
        formatting: 0,
        elements: 0,
        references: 0,
        node: 0,
    };
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
    /// Octets of text since the last tag.
    node: usize,
}

impl Writer {
    fn open(&mut self, tag: &Tag<'_>) {
        if !is_sane(&tag.name) {
            return;
        }
        self.close_implied(&tag.name);
        let formatting = is_formatting(&tag.name);
        let full =
            self.open.len() >= DEPTH || self.elements >= ELEMENTS || (formatting && self.formatting >= FORMATTING);
        if full && !matches!(tag.name.as_str(), "br" | "img") || self.elements >= ELEMENTS {
            return;
        }
        self.elements += 1 + self.formatting;
        self.tag(tag);
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

    /// Text, cut into nodes by empty comments, which the cleaner takes out again.
    fn text(&mut self, mut text: &str) {
        while !text.is_empty() {
            let end = end_of_node(text);
            if self.node + end > NODE {
                self.out.push_str("<!---->");
                self.node = 0;
            }
            self.node += end;
            let piece = self.escaped(&text[..end]);
            self.out.push_str(&piece);
            text = &text[end..];
        }
    }

    /// Writes a tag with all values in double quotes. The source of an image that is not part of the message is put
    /// aside; every link opens beside the desk and tells nothing of it.
    fn tag(&mut self, tag: &Tag<'_>) {
        self.node = 0;
        self.out.extend(["<", &tag.name]);
        for (name, value) in &tag.attributes {
            let sane = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':'));
            let bearable = value.len() <= VALUE || is_inside(value);
            if !sane || !bearable || matches!(name.as_str(), "data-remote-src" | "rel" | "target") {
                continue;
            }
            let value = self.escaped(value);
            let remote = tag.name == "img" && name == "src" && !is_inside(&value);
            rewrite::write_attribute(if remote { "data-remote-src" } else { name }, &value, &mut self.out);
        }
        if tag.name == "a" {
            self.out.push_str(" target=\"_blank\" rel=\"noopener noreferrer nofollow\"");
        }
        self.out.push('>');
    }

    /// Text or a value with its character references decoded, and written again in the form a parser is quick with.
    /// Names that only a parser knows stay, up to a number.
    fn escaped(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let (c, length) = if c == '&' { reference::at_start_of(rest).unwrap_or((c, 1)) } else { (c, c.len_utf8()) };
            match c {
                '&' if length == 1 && begins_reference(&rest[1..]) && self.references < REFERENCES => {
                    self.references += 1;
                    out.push('&');
                }
                '&' => out.push_str("&#38;"),
                '<' => out.push_str("&#60;"),
                '>' => out.push_str("&#62;"),
                '"' => out.push_str("&#34;"),
                other => out.push(other),
            }
            rest = &rest[length..];
        }
        out
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

/// Where to cut a text: between characters, and not inside a character reference.
fn end_of_node(text: &str) -> usize {
    if text.len() <= NODE {
        return text.len();
    }
    let mut end = NODE;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].rfind('&').filter(|at| *at > 0 && end - at < 32).unwrap_or(end)
}

/// Whether an image's source is the message itself.
fn is_inside(value: &str) -> bool {
    let start = value.trim_start().chars().take(5).collect::<String>().to_ascii_lowercase();
    start.starts_with("cid:") || start == "data:"
}

/// `eacute;`: what follows the ampersand of a character reference.
fn begins_reference(rest: &str) -> bool {
    let end = rest.bytes().take(33).position(|b| b == b';');
    end.is_some_and(|end| end > 1 && rest.bytes().take(end).all(|b| b.is_ascii_alphanumeric()))
}

fn is_sane(name: &str) -> bool {
    name.len() <= 32 && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b':' | b'-'))
}

fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "a" | "b" | "big" | "code" | "em" | "font" | "i" | "nobr" | "s" | "small" | "strike" | "strong" | "tt" | "u"
    )
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "ul"
            | "ol"
            | "dl"
            | "pre"
            | "blockquote"
            | "center"
            | "address"
            | "article"
            | "aside"
            | "section"
            | "header"
            | "footer"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
    )
}
