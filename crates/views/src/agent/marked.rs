//! A translated sentence in which the particulars stand out: `<b>Aya</b> took the ticket`.

use base::words::{Args, Words};
use desk::ticket::TicketNumber;
use std::fmt;

/// Stand around a particular while Fluent puts it into its sentence; no text on a page contains them.
const OPEN: char = '\u{F0001}';
const CLOSE: char = '\u{F0002}';
/// Before the number of a ticket, instead of the first.
const LEADS: char = '\u{F0003}';

/// Writes HTML: everything escaped, particulars bold, numbers of tickets as links.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked(String);

/// What a sentence is told of.
#[derive(Clone, Debug, PartialEq)]
pub enum Particular {
    /// Stands out.
    Name(String),
    /// Its number leads there.
    Ticket(TicketNumber),
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
                    let plain: String = text.chars().filter(|c| !is_mark(*c)).collect();
                    args.set(name, format!("{OPEN}{plain}{CLOSE}"));
                }
                Particular::Ticket(number) => args.set(name, format!("{LEADS}{number}{CLOSE}")),
                Particular::Choice(word) => args.set(name, word),
                Particular::Count(count) => args.set(name, count),
            }
        }
        Self(words.tell(key, &args))
    }
}

impl Marked {
    /// The sentence without its marks.
    pub fn plain(&self) -> String {
        self.0.chars().filter(|c| !is_mark(*c)).collect()
    }
}

const fn is_mark(c: char) -> bool {
    matches!(c, OPEN | CLOSE | LEADS)
}

fn html(sentence: &str) -> String {
    let mut html = String::with_capacity(sentence.len() + 32);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once(LEADS) {
        let (number, more) = after.split_once(CLOSE).unwrap_or((after, ""));
        // The sign before a number leads there as well.
        let (before, sign) = before.strip_suffix('#').map_or((before, ""), |before| (before, "#"));
        put(&mut html, before);
        html.push_str(&format!("<a class=\"link\" href=\"/tickets/{number}\">{sign}{number}</a>"));
        rest = more;
    }
    put(&mut html, rest);
    html
}

fn put(html: &mut String, words: &str) {
    for c in words.chars() {
        match c {
            OPEN => html.push_str("<b>"),
            CLOSE => html.push_str("</b>"),
            _ => push(html, c),
        }
    }
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
        f.write_str(&html(&self.0))
    }
}

impl askama::filters::HtmlSafe for Marked {}
