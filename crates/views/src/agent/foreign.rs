//! What is in another language than its page says so, for those who hear it and for the shapes of its letters (WCAG 3.1.2).

use super::marked::push;
use crate::Shell;
use base::Language;
use desk::ticket::Ticket;
use std::fmt;

/// A text that says itself in which language it is: `<span lang="ja">返金</span>`, without the span where it is the page's.
#[derive(Clone, Debug, PartialEq)]
pub struct Foreign(String);

impl Shell<'_> {
    /// The language of a text in a ticket, where it is not the page's.
    pub fn foreign(&self, ticket: &Ticket, text: &str) -> Option<&'static str> {
        self.tongue(&ticket.language, text)
    }

    /// The same where no more of the ticket is at hand than its language.
    pub fn tongue(&self, said: &Option<Language>, text: &str) -> Option<&'static str> {
        Language::of(text, *said).filter(|language| *language != self.words.language()).map(Language::tag)
    }

    /// The text itself, among words of the page.
    pub fn told_in(&self, said: &Option<Language>, text: &str) -> Foreign {
        let mut html = self.tongue(said, text).map_or_else(String::new, |lang| format!("<span lang=\"{lang}\">"));
        let closes = !html.is_empty();
        text.chars().for_each(|c| push(&mut html, c));
        html.push_str(if closes { "</span>" } else { "" });
        Foreign(html)
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Foreign {}
