//! Letters that wait for a second person's word.

use super::prose::Prose;
use super::{Face, Frame};
use crate::Shell;
use askama::Template;
use base::Moment;
use desk::channel::LetterId;
use desk::conversation::MessageId;
use desk::people::PersonId;
use desk::ticket::TicketNumber;

#[derive(Template)]
#[template(path = "agent/releases.html")]
pub struct Releases<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// The longest waiting first.
    pub waiting: Vec<Waiting>,
}

pub struct Waiting {
    pub letter: LetterId,
    pub number: TicketNumber,
    pub message: MessageId,
    pub subject: String,
    pub author: String,
    pub author_id: Option<PersonId>,
    /// To, Cc and Bcc.
    pub to: Vec<String>,
    pub files: Vec<String>,
    pub text: String,
    /// Names of the guards that asked; none: its writer does not send alone.
    pub why: Vec<String>,
    pub at: Moment,
    pub may_decide: bool,
}

impl Releases<'_> {
    fn title(&self) -> &str {
        self.shell.say("releases-title")
    }

    fn text<'w>(&self, waiting: &'w Waiting) -> Prose<'w> {
        Prose::of(&waiting.text)
    }
}

impl Waiting {
    fn face(&self) -> Face {
        match self.author_id {
            Some(person) => Face::of(person, &self.author),
            None => Face::nobody(&self.author),
        }
    }
}
