//! What I am to do, the most urgent first.

use super::Frame;
use crate::Shell;
use askama::Template;
use desk::ticket::{Task, TicketNumber};

#[derive(Template)]
#[template(path = "agent/tasks.html")]
pub struct Tasks<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// Only those that hold something.
    pub groups: Vec<Group>,
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
}

impl Tasks<'_> {
    fn title(&self) -> &str {
        self.shell.say("tasks-mine")
    }

    fn state(&self, line: &Line) -> &'static str {
        if line.task.is_overdue(self.shell.now) { "breached" } else { "fine" }
    }
}
