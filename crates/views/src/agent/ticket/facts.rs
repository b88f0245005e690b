//! What the bar says of a ticket whose head has scrolled away.

use crate::Shell;
use crate::agent::{Face, Standing, due::Due};
use askama::Template;
use desk::ticket::Ticket;

#[derive(Template)]
#[template(path = "agent/ticket/facts.html")]
pub struct Facts<'a> {
    pub shell: Shell<'a>,
    pub ticket: &'a Ticket,
    pub standing: Standing<'a>,
    /// Whose it is.
    pub holder: Option<(Face, &'a str)>,
    pub team: &'a str,
}

impl Facts<'_> {
    fn team(&self) -> &str {
        self.team
    }

    fn due(&self) -> Option<Due> {
        self.ticket.due_at.map(Due::new)
    }
}
