//! Where one was called by name.

use super::Frame;
use crate::Shell;
use askama::Template;
use base::{Language, Moment};
use desk::conversation::MessageId;
use desk::ticket::TicketNumber;

#[derive(Template)]
#[template(path = "agent/mentions.html")]
pub struct Mentions<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub called: Vec<Called>,
    /// The last of this page, where there are more.
    pub older: Option<MessageId>,
}

pub struct Called {
    pub number: TicketNumber,
    pub message: MessageId,
    pub subject: String,
    /// Of the ticket.
    pub language: Option<Language>,
    pub author: String,
    pub text: String,
    pub at: Moment,
    pub seen: bool,
}

impl Mentions<'_> {
    fn title(&self) -> &str {
        self.shell.say("mentions-title")
    }
}
