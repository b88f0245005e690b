//! A linear look at HTML: tags and text one after the other, without building a tree. For what must not be fooled by
//! depth (a hundred thousand nested tags) and for reading the text of a page.

mod entities;
pub(crate) mod reference;

pub use reference::decoded;

/// One token. Comments, declarations, scripts and styles are not reported: nobody here has a use for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    Open(Tag<'a>),
    /// Name in lower case.
    Close(String),
    /// As it stands, character references not yet decoded.
    Text(&'a str),
}

/// An opening tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// In lower case.
    pub name: String,
    /// Names in lower case, values as they stand; the first of a name counts, at most [`Tag::ATTRIBUTES`].
    pub attributes: Vec<(String, &'a str)>,
}

impl Tag<'_> {
    pub const ATTRIBUTES: usize = 64;

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| *value)
    }
}

/// Elements whose content is not markup; it is skipped with them.
const SKIPPED: [&str; 10] =
    ["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "template", "noscript"];

/// Elements that have no end tag.
pub fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Reads HTML from left to right, in time linear in its length.
pub struct Markup<'a> {
    html: &'a str,
    at: usize,
    /// Elements of which we know that no end tag comes any more, so that nobody searches for it again.
    unclosed: Vec<String>,
}

impl<'a> Markup<'a> {
    pub fn new(html: &'a str) -> Self {
        Self { html, at: 0, unclosed: Vec::new() }
    }

    fn rest(&self) -> &'a str {
        &self.html[self.at..]
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.html.as_bytes().get(at).copied()
    }

    /// Moves behind the next occurrence of `end`, or to the end of all.
    fn skip_past(&mut self, end: &str) {
        self.at = self.rest().find(end).map_or(self.html.len(), |n| self.at + n + end.len());
    }

    fn skip_while(&mut self, test: impl Fn(u8) -> bool) {
        while self.byte(self.at).is_some_and(&test) {
            self.at += 1;
        }
    }

    /// The tag name at the current place, in lower case.
    fn name(&mut self) -> String {
        let start = self.at;
        self.skip_while(|b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>'));
        self.html[start..self.at].to_ascii_lowercase()
    }

    fn attributes(&mut self) -> Vec<(String, &'a str)> {
        let mut found: Vec<(String, &'a str)> = Vec::new();
        loop {
            self.skip_while(|b| b.is_ascii_whitespace() || b == b'/');
            match self.byte(self.at) {
                None => return found,
                Some(b'>') => {
                    self.at += 1;
                    return found;
                }
                Some(_) => {}
            }
            let start = self.at;
            self.at += usize::from(self.byte(self.at) == Some(b'='));
            self.skip_while(|b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>' | b'='));
            let name = &self.html[start..self.at];
            let value = self.value();
            if found.len() < Tag::ATTRIBUTES && !found.iter().any(|(n, _)| n.eq_ignore_ascii_case(name)) {
                found.push((name.to_ascii_lowercase(), value));
            }
        }
    }

    /// What follows `=`, where there is one.
    fn value(&mut self) -> &'a str {
        let before = self.at;
        self.skip_while(|b| b.is_ascii_whitespace());
        if self.byte(self.at) != Some(b'=') {
            self.at = before;
            return "";
        }
        self.at += 1;
        self.skip_while(|b| b.is_ascii_whitespace());
        match self.byte(self.at) {
            Some(quote @ (b'"' | b'\'')) => {
                let start = self.at + 1;
                self.at = start;
                self.skip_while(|b| b != quote);
                let value = &self.html[start..self.at];
                self.at = (self.at + 1).min(self.html.len());
                value
            }
            Some(_) | None => {
                let start = self.at;
                self.skip_while(|b| !b.is_ascii_whitespace() && b != b'>');
                &self.html[start..self.at]
            }
        }
    }

    /// Skips what an element with unreadable content contains, and its end tag.
    fn skip_content(&mut self, name: &str) {
        if self.unclosed.iter().any(|unclosed| unclosed == name) {
            return;
        }
        let bytes = self.html.as_bytes();
        let mut at = self.at;
        while let Some(found) = self.html[at..].find("</") {
            let start = at + found + 2;
            let ends =
                bytes.get(start..start + name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()));
            let delimited = bytes.get(start + name.len()).is_none_or(|b| !b.is_ascii_alphanumeric());
            if ends && delimited {
                self.at = start;
                self.skip_past(">");
                return;
            }
            at = start;
        }
        // Never closed: a program runs to the end of the page; of anything else the content is read as markup.
        if matches!(name, "script" | "style") {
            self.at = self.html.len();
        }
        self.unclosed.push(name.to_owned());
    }

    fn text(&mut self) -> Token<'a> {
        let start = self.at;
        let next = self.html.as_bytes()[start + 1..]
            .iter()
            .position(|b| *b == b'<')
            .map_or(self.html.len(), |n| start + 1 + n);
        self.at = next;
        Token::Text(&self.html[start..next])
    }
}

impl<'a> Iterator for Markup<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.rest().as_bytes();
            match rest {
                [] => return None,
                [b'<', b'!', b'-', b'-', b'>', ..] => self.at += 5,
                [b'<', b'!', b'-', b'-', ..] => {
                    self.at += 4;
                    self.skip_past("-->");
                }
                [b'<', b'!' | b'?', ..] => self.skip_past(">"),
                [b'<', b'/', letter, ..] if letter.is_ascii_alphabetic() => {
                    self.at += 2;
                    let name = self.name();
                    self.attributes();
                    return Some(Token::Close(name));
                }
                [b'<', b'/', ..] => self.skip_past(">"),
                [b'<', letter, ..] if letter.is_ascii_alphabetic() => {
                    self.at += 1;
                    let name = self.name();
                    let attributes = self.attributes();
                    if SKIPPED.contains(&name.as_str()) {
                        self.skip_content(&name);
                        continue;
                    }
                    return Some(Token::Open(Tag { name, attributes }));
                }
                _ => return Some(self.text()),
            }
        }
    }
}

#[cfg(test)]
mod tests;
