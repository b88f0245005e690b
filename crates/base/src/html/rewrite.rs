//! Writing tags back, and changing the sources of images in HTML that is already clean.

use crate::markup::{Markup, Token, decoded};
use std::ops::Range;

/// Text as it must stand in HTML, also between double quotes.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// ` name="value"`; the value is escaped already, save perhaps for its quotes.
pub(super) fn write_attribute(name: &str, raw: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    out.push_str(&raw.replace('"', "&quot;"));
    out.push('"');
}

pub(super) fn remote_images_shown(clean: &str) -> String {
    rewritten(clean, |name, raw| {
        Some((if name == "data-remote-src" { "src" } else { name }.to_owned(), raw.to_owned()))
    })
}

pub(super) fn images_mapped(clean: &str, find: &impl Fn(&str) -> Option<String>) -> String {
    rewritten(clean, |name, raw| match raw.trim_start().get(..4) {
        Some(scheme) if name == "src" && scheme.eq_ignore_ascii_case("cid:") => {
            let id = percent_decoded(&raw.trim()[4..].replace("&amp;", "&"));
            find(&id).map(|address| (name.to_owned(), escaped(&address)))
        }
        Some(_) | None => Some((name.to_owned(), raw.to_owned())),
    })
}

/// Bars in the place of what `find` names in its words, be there marks between them or not; a value that says the same goes.
pub(super) fn blackened(clean: &str, find: &impl Fn(&str) -> Vec<Range<usize>>) -> String {
    let tokens: Vec<Token> = Markup::new(clean).collect();
    let mut said = String::new();
    let mut texts = Vec::new();
    for token in &tokens {
        match token {
            Token::Text(text) => {
                let text = decoded(text);
                texts.push((said.len(), text.clone()));
                said.push_str(&text);
            }
            Token::Open(tag) if !is_inline(&tag.name) => said.push('\n'),
            Token::Close(name) if !is_inline(name) => said.push('\n'),
            Token::Open(_) | Token::Close(_) => {}
        }
    }
    let hidden = find(&said);
    let (mut texts, mut out) = (texts.into_iter(), String::with_capacity(clean.len()));
    for token in tokens {
        match token {
            Token::Text(_) => {
                let Some((start, text)) = texts.next() else { continue };
                let is_hidden = |at: usize| hidden.iter().any(|range| range.contains(&(start + at)));
                let shown = text.char_indices().map(|(at, c)| if is_hidden(at) { bar(c) } else { c });
                out.push_str(&escaped(&shown.collect::<String>()));
            }
            Token::Close(name) => out.extend(["</", &name, ">"]),
            Token::Open(tag) => {
                out.extend(["<", &tag.name]);
                for (name, raw) in tag.attributes.iter().filter(|(_, raw)| find(&decoded(raw)).is_empty()) {
                    write_attribute(name, raw, &mut out);
                }
                out.push('>');
            }
        }
    }
    out
}

/// Spaces stay, so that lines break where they did.
pub(super) fn bar(c: char) -> char {
    if c.is_whitespace() { c } else { '█' }
}

/// It does not part words.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "del"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}

/// Passes the attributes of every image through `change`; all else stays as it is.
fn rewritten(clean: &str, change: impl Fn(&str, &str) -> Option<(String, String)>) -> String {
    let mut out = String::with_capacity(clean.len());
    for token in Markup::new(clean) {
        match token {
            Token::Text(text) => out.push_str(text),
            Token::Close(name) => out.extend(["</", &name, ">"]),
            Token::Open(tag) => {
                out.extend(["<", &tag.name]);
                for (name, raw) in &tag.attributes {
                    let kept =
                        if tag.name == "img" { change(name, raw) } else { Some((name.clone(), (*raw).to_owned())) };
                    if let Some((name, raw)) = kept {
                        write_attribute(&name, &raw, &mut out);
                    }
                }
                out.push('>');
            }
        }
    }
    out
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%').then(|| bytes.get(at + 1..at + 3)).flatten();
        let code = code
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        out.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}
