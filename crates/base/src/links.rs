//! Web addresses in plain text.

use std::ops::Range;

/// Where the first one stands.
pub fn first_link(text: &str) -> Option<Range<usize>> {
    let start = address(text)?;
    Some(start..start + end(&text[start..]))
}

/// Where the next address begins, if something follows its `://`.
fn address(text: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text[from..].find("://") {
        let slashes = from + found;
        let scheme = ["https", "http"].into_iter().find(|scheme| text[..slashes].ends_with(scheme));
        let more = text[slashes + 3..].chars().next().is_some_and(|c| c.is_ascii_alphanumeric() || c == '[');
        match scheme {
            Some(scheme) if more => return Some(slashes - scheme.len()),
            Some(_) | None => from = slashes + 3,
        }
    }
    None
}

/// Browsers and servers accept hardly more.
const LONGEST: usize = 2048;

/// An address is ASCII; punctuation at its end belongs to the sentence.
fn end(address: &str) -> usize {
    let stop =
        |c: char| !c.is_ascii_graphic() || matches!(c, '<' | '>' | '"' | '\'' | '`' | '\\' | '^' | '{' | '|' | '}');
    let length = address.find(stop).unwrap_or(address.len());
    // All before `length` is ASCII, so any place in it may be cut.
    let mut link = &address[..length.min(LONGEST)];
    loop {
        let unpaired = link.ends_with(')') && link.matches('(').count() < link.matches(')').count();
        match link.strip_suffix(['.', ',', ';', ':', '!', '?', '*', '_', ']']) {
            Some(shorter) => link = shorter,
            None if unpaired => link = &link[..link.len() - 1],
            None => return link.len(),
        }
    }
}
