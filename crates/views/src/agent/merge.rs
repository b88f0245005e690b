//! Merging a ticket into another: which one, and what that would do, before it is done.

use super::Frame;
use crate::Shell;
use crate::admin::Form;
use askama::Template;
use desk::ticket::TicketNumber;

#[derive(Template)]
#[template(path = "agent/merge.html")]
pub struct Merge<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub number: TicketNumber,
    pub subject: String,
    pub form: Form,
    /// The requester's other tickets: number and subject.
    pub nearby: Vec<(TicketNumber, String)>,
    /// What would happen; none until a target is chosen.
    pub prospect: Option<Prospect>,
}

pub struct Prospect {
    pub into: TicketNumber,
    pub subject: String,
    pub messages: i64,
    /// People who will see what they did not see before.
    pub joining: Vec<String>,
    pub tags: Vec<String>,
    /// What is shown on the target as well: the sentence's key and how many.
    pub shown: Vec<(&'static str, &'static str, i64)>,
}

impl Merge<'_> {
    fn title(&self) -> String {
        self.shell.with("merge-title", &format!("#{}", self.number))
    }

    fn list(&self, words: &[String]) -> String {
        words.join(", ")
    }

    fn path(&self) -> String {
        format!("/tickets/{}", self.number)
    }
}
