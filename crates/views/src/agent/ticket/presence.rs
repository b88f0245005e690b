//! Who else looks at the ticket, and who writes an answer right now.

use crate::Shell;
use crate::agent::Face;
use askama::Template;
use desk::people::PersonId;
use desk::ticket::TicketNumber;

#[derive(Template)]
#[template(path = "agent/ticket/presence.html")]
pub struct Presence<'a> {
    pub shell: Shell<'a>,
    pub number: TicketNumber,
    /// Whoever writes comes first.
    pub people: Vec<Present>,
    /// Who else holds it while they answer.
    pub held: Option<String>,
}

pub struct Present {
    pub person: PersonId,
    pub name: String,
    pub writes: bool,
}

impl Presence<'_> {
    fn writer(&self) -> Option<String> {
        if let Some(name) = &self.held {
            return Some(self.shell.with("presence-holds", name));
        }
        let writer = self.people.iter().find(|present| present.writes)?;
        Some(self.shell.with("presence-writes", &writer.name))
    }
}

impl Present {
    fn face(&self) -> Face {
        Face::of(self.person, &self.name)
    }
}
