//! A translated sentence in which the particulars stand out: `<b>Aya</b> took the ticket`.

use base::words::{Args, Words};
use std::fmt;

/// Stand around a particular while Fluent puts it into its sentence; no text on a page contains them.
const OPEN: char = '\u{F0001}';
const CLOSE: char = '\u{F0002}';

/// Writes HTML: everything escaped, particulars bold.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked(String);

/// What a sentence is told of.
#[derive(Clone, Debug, PartialEq)]
pub enum Particular {
    /// Stands out.
    Name(String),
    /// A word by which the sentence chooses its form: `none`, `reply`.
    Choice(&'static str),
    /// A number by which the sentence chooses its form.
    Count(i64),
}

impl Marked {
    pub fn tell(words: &Words, key: &str, particulars: impl IntoIterator<Item = (&'static str, Particular)>) -> Self {
        let mut args = Args::new();
        for (name, particular) in particulars {
            match particular {
                Particular::Name(text) => {
                    let plain: String = text.chars().filter(|c| !matches!(*c, OPEN | CLOSE)).collect();
                    args.set(name, format!("{OPEN}{plain}{CLOSE}"));
                }
                Particular::Choice(word) => args.set(name, word),
                Particular::Count(count) => args.set(name, count),
            }
        }
        Self(html(&words.tell(key, &args)))
    }
}

impl Marked {
    /// The sentence without its marks.
    pub fn plain(&self) -> String {
        base::CleanHtml::trusted(self.0.clone()).to_text()
    }
}

fn html(sentence: &str) -> String {
    let mut html = String::with_capacity(sentence.len() + 32);
    for c in sentence.chars() {
        match c {
            OPEN => html.push_str("<b>"),
            CLOSE => html.push_str("</b>"),
            _ => push(&mut html, c),
        }
    }
    html
}

/// A letter of a text as HTML.
pub(super) fn push(html: &mut String, c: char) {
    match c {
        '<' => html.push_str("&lt;"),
        '>' => html.push_str("&gt;"),
        '&' => html.push_str("&amp;"),
        '"' => html.push_str("&quot;"),
        '\'' => html.push_str("&#39;"),
        _ => html.push(c),
    }
}

impl fmt::Display for Marked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Marked {}
