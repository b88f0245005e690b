//! What is in another language than its page says so, for those who hear it and for the shapes of its letters (WCAG 3.1.2).

use crate::Shell;
use base::Language;
use desk::ticket::Ticket;

impl Shell<'_> {
    /// The language of a text in a ticket, where it is not the page's.
    pub fn foreign(&self, ticket: &Ticket, text: &str) -> Option<&'static str> {
        Language::of(text, ticket.language).filter(|language| *language != self.words.language()).map(Language::tag)
    }
}
