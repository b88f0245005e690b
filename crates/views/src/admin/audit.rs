//! The log as people read it: who did what, when, and to which ticket.

use super::told::{Known, sentence};
use crate::Shell;
use crate::agent::Frame;
use crate::agent::marked::Marked;
use askama::Template;
use desk::Recorded;
use desk::ticket::TicketNumber;

#[derive(Template)]
#[template(path = "admin/audit.html")]
pub struct Audit<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// Newest first.
    pub events: Vec<Recorded>,
    pub known: Known,
    /// The last position of this page, where there are more.
    pub older: Option<i64>,
}

impl Audit<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-audit")
    }

    fn sentence(&self, recorded: &Recorded) -> Marked {
        sentence(recorded, &self.known, &self.shell)
    }

    fn number(&self, recorded: &Recorded) -> Option<TicketNumber> {
        recorded.event.ticket().and_then(|ticket| self.known.tickets.get(&ticket).copied())
    }
}
