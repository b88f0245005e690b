//! Writing in a side conversation: to whom, under which subject, and what was said there before.

use super::Frame;
use super::prose::Prose;
use super::sending::{Sending, Weighed};
use crate::Shell;
use crate::admin::Form;
use askama::Template;
use base::Moment;
use desk::channel::Beneath;
use desk::conversation::{MessageId, NewAttachment, SideId};
use desk::people::PersonId;
use desk::ticket::TicketNumber;

#[derive(Template)]
#[template(path = "agent/side.html")]
pub struct SideForm<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub number: TicketNumber,
    /// The ticket's.
    pub subject: &'a str,
    /// None: it is about to begin.
    pub side: Option<(SideId, &'a str)>,
    /// The address that writes.
    pub sender: Option<&'a str>,
    pub sending: Sending,
    pub beneath: &'a Beneath,
    /// Octets that its files may have together.
    pub most: i64,
    /// The colleague of whom its writer was told that they are answering too.
    pub knows: Option<PersonId>,
    pub form: Form,
    /// Pictures in the text, and files that came with a form which was not taken.
    pub kept: Vec<NewAttachment>,
    /// What was begun before: its revision, and when it was kept.
    pub draft: Option<(i64, Moment)>,
    /// The newest first.
    pub said: Vec<Line<'a>>,
    /// What the guards warn of: sent all the same when its writer says so.
    pub warned: Vec<String>,
    /// What is sent here waits for a second person.
    pub waits: bool,
    /// A letter of theirs came back while they wrote something else on this ticket.
    pub came_back: bool,
}

/// Something said in it before.
pub struct Line<'a> {
    pub id: MessageId,
    pub from: &'a str,
    pub text: &'a str,
    pub at: Moment,
}

impl SideForm<'_> {
    fn weighed(&self) -> Weighed<'_> {
        Weighed::of(self.beneath, &self.sending, &self.form, &self.kept)
    }

    fn title(&self) -> String {
        match self.side {
            Some((_, title)) => self.shell.with("side-answer-title", title),
            None => self.shell.with("side-new-title", &format!("#{}", self.number)),
        }
    }

    fn path(&self) -> String {
        format!("/tickets/{}", self.number)
    }

    fn action(&self) -> String {
        match self.side {
            Some((side, _)) => format!("/sides/{side}/messages"),
            None => format!("{}/sides", self.path()),
        }
    }

    fn draft_path(&self) -> String {
        match self.side {
            Some((side, _)) => format!("/sides/{side}/draft"),
            None => format!("{}/sides/draft", self.path()),
        }
    }

    fn revision(&self) -> i64 {
        self.draft.map_or(0, |(revision, _)| revision)
    }

    fn text<'l>(&self, line: &Line<'l>) -> Prose<'l> {
        Prose::of(line.text)
    }
}
