//! One message to many people: how far it is, and what became of each.

use super::Frame;
use crate::Shell;
use askama::Template;
use base::words::Args;
use desk::ticket::{Mailing, MailingState, TicketNumber};

#[derive(Template)]
#[template(path = "agent/mailing.html")]
pub struct MailingPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub mailing: Mailing,
    pub all: Vec<Addressed>,
}

pub struct Addressed {
    pub place: i64,
    pub name: String,
    /// Their address or number.
    pub way: String,
    /// Their turn has come.
    pub done: bool,
    pub ticket: Option<TicketNumber>,
    /// The key of the reason why there is none; perhaps empty.
    pub reason: String,
}

impl MailingPage<'_> {
    fn title(&self) -> String {
        self.shell.with("mailing-title", &self.mailing.subject)
    }

    fn is_at_work(&self) -> bool {
        self.mailing.state == MailingState::Running
    }

    fn settled(&self) -> usize {
        self.all.iter().filter(|one| one.done).count()
    }

    fn lead(&self) -> String {
        let key = match self.mailing.state {
            MailingState::Running => "mailing-running",
            MailingState::Done => "mailing-done",
            MailingState::Cancelled => "mailing-cancelled",
        };
        let kept = self.all.iter().filter(|one| !one.reason.is_empty()).count();
        let mut args = Args::new();
        args.set("all", self.all.len());
        args.set("done", self.settled());
        args.set("opened", self.settled() - kept);
        args.set("kept", kept);
        self.shell.words.tell(key, &args)
    }
}
