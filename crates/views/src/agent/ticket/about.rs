//! All that is known of one message, and what can be done with it: its menu, and a page where no script fetches that.

use super::{May, Spoken};
use crate::Shell;
use crate::agent::Frame;
use crate::agent::rich::Rich;
use crate::form::Words;
use askama::Template;
use base::Moment;
use desk::conversation::Message;
use desk::people::{PersonId, Team};
use desk::ticket::TicketNumber;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "agent/ticket/message_menu.html")]
pub struct About<'a> {
    pub shell: Shell<'a>,
    pub may: May,
    pub spoken: Spoken<'a>,
    /// What a note said before somebody edited it, oldest first.
    pub versions: Vec<Version<'a>>,
    /// What a note says, to be edited.
    pub note: Option<Rich>,
    /// The one who looks may edit what others noted.
    pub edits_others: bool,
}

pub struct Version<'a> {
    pub person: &'a str,
    pub text: &'a str,
    pub form: Option<Words>,
    /// When it ceased to say so.
    pub at: Moment,
}

#[derive(Template)]
#[template(path = "agent/ticket/about.html")]
pub struct AboutPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub subject: &'a str,
    pub about: About<'a>,
}

impl About<'_> {
    fn viewer(&self) -> Option<PersonId> {
        self.shell.viewer.as_ref().map(|viewer| viewer.person)
    }
}

impl AboutPage<'_> {
    fn title(&self) -> &str {
        self.shell.say("message-menu")
    }

    /// The message where it was said.
    fn back(&self) -> String {
        format!("/tickets/{}#message-{}", self.about.spoken.number, self.about.spoken.message.id)
    }
}

/// A task out of a message: what the ticket's own form asks, for whom no script fills that in.
#[derive(Template)]
#[template(path = "agent/ticket/task_of.html")]
pub struct TaskOf<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub number: TicketNumber,
    pub subject: &'a str,
    pub message: &'a Message,
    pub teams: &'a [Team],
    /// Who may own it, and who of them is away.
    pub assignable: &'a [(PersonId, String)],
    pub away: &'a BTreeMap<PersonId, Moment>,
}

impl TaskOf<'_> {
    fn title(&self) -> &str {
        self.shell.say("tasks-make")
    }

    fn path(&self) -> String {
        format!("/tickets/{}", self.number)
    }

    /// The message where it was said.
    fn back(&self) -> String {
        format!("{}#message-{}", self.path(), self.message.id)
    }

    fn teams(&self) -> &[Team] {
        self.teams
    }

    fn is_viewer(&self, person: &PersonId) -> bool {
        self.shell.viewer.as_ref().is_some_and(|viewer| viewer.person == *person)
    }

    fn named(&self, person: &PersonId, name: &str) -> String {
        self.shell.named(name, self.away.get(person))
    }
}
