//! A ticket on paper: what was said, in plain words.

use super::Standing;
use super::ticket::Spoken;
use crate::Shell;
use askama::Template;
use desk::ticket::Ticket;

#[derive(Template)]
#[template(path = "agent/print.html")]
pub struct Paper<'a> {
    pub shell: Shell<'a>,
    pub ticket: &'a Ticket,
    pub status: Standing<'a>,
    pub team: &'a str,
    pub requester: &'a str,
    pub assignee: &'a str,
    /// Oldest first.
    pub spoken: Vec<Spoken<'a>>,
    /// Notes among colleagues are on it.
    pub notes: bool,
}

impl Paper<'_> {
    fn title(&self) -> String {
        format!("#{} {}", self.ticket.number, self.ticket.subject)
    }

    /// All of it, with what was quoted.
    fn text<'m>(&self, spoken: &'m Spoken) -> &'m str {
        spoken.message.text.trim_end()
    }

    fn to(&self, spoken: &Spoken) -> String {
        let all = spoken.message.to.iter().chain(&spoken.message.cc).map(|address| address.email.to_string());
        all.collect::<Vec<_>>().join(", ")
    }

    fn files(&self, spoken: &Spoken) -> String {
        spoken.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}
