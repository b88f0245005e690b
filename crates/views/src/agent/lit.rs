//! A text in which what was searched for stands out: `the <mark>kettle</mark> leaks`.

use super::marked::push;
use std::fmt;

/// Writes HTML: everything escaped, finds marked.
#[derive(Clone, Debug, PartialEq)]
pub struct Lit {
    html: String,
    raw: String,
}

impl Lit {
    /// Parts of a text, each with whether it was found.
    pub fn new<'p>(parts: impl IntoIterator<Item = (&'p str, bool)>) -> Self {
        let (mut html, mut raw) = (String::new(), String::new());
        for (text, found) in parts {
            html.push_str(if found { "<mark>" } else { "" });
            text.chars().for_each(|c| push(&mut html, c));
            html.push_str(if found { "</mark>" } else { "" });
            raw.push_str(text);
        }
        Self { html, raw }
    }

    /// The text alone.
    pub fn raw(&self) -> &str {
        &self.raw
    }
}

impl fmt::Display for Lit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.html)
    }
}

impl askama::filters::HtmlSafe for Lit {}
