//! What I am to do, the most urgent first.

use super::Frame;
use super::prose::Prose;
use crate::Shell;
use askama::Template;
use desk::conversation::MessageId;
use desk::ticket::{Task, TicketNumber};

#[derive(Template)]
#[template(path = "agent/tasks.html")]
pub struct Tasks<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// Only those that hold something.
    pub groups: Vec<Group>,
    /// Those of one's teams that nobody has taken, in place of one's own.
    pub of_teams: bool,
    /// Those their words speak of that may be seen.
    pub tickets: Vec<TicketNumber>,
}

pub struct Group {
    /// Key of its heading.
    pub key: &'static str,
    pub lines: Vec<Line>,
}

pub struct Line {
    pub task: Task,
    pub number: TicketNumber,
    pub subject: String,
    /// Empty: one's own.
    pub team: String,
    /// The ticket on which the message stands that it was made of, as far as that may be seen.
    pub origin: Option<(TicketNumber, MessageId)>,
}

impl Tasks<'_> {
    fn title(&self) -> &str {
        self.shell.say(if self.of_teams { "tasks-teams-title" } else { "tasks-mine" })
    }

    fn words<'l>(&'l self, line: &'l Line) -> Prose<'l> {
        Prose::among(&line.task.what.text, &self.tickets)
    }

    fn state(&self, line: &Line) -> &'static str {
        if line.task.is_overdue(self.shell.now) { "breached" } else { "fine" }
    }
}
