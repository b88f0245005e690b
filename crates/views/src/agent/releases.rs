//! Letters that wait for a second person's word.

use super::prose::Prose;
use super::ticket::hides;
use super::{Face, Frame};
use crate::Shell;
use askama::Template;
use base::{Address, Moment};
use desk::channel::{LONGEST_HOLD, LetterId, Since};
use desk::conversation::{Attachment, Message};
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
    pub message: Message,
    pub files: Vec<Attachment>,
    pub author: String,
    pub author_id: Option<PersonId>,
    /// Names of the guards that asked; none: its writer does not send alone.
    pub why: Vec<String>,
    pub at: Moment,
    /// Not before this moment.
    pub due_at: Moment,
    /// The status that the ticket gets when it leaves.
    pub sets: Option<String>,
    pub may_decide: bool,
    /// Why nothing may leave from its ticket now.
    pub stopped: Option<&'static str>,
    /// Why it did not leave when somebody had said yes.
    pub refused: Option<&'static str>,
    /// What others have said since it was written, the newest first.
    pub since: Vec<Since>,
}

impl Releases<'_> {
    fn title(&self) -> &str {
        self.shell.say("releases-title")
    }

    fn text<'w>(&self, waiting: &'w Waiting) -> Prose<'w> {
        Prose::of(&waiting.message.text)
    }

    /// When it leaves, where somebody chose that or a guard put it off.
    fn leaves(&self, waiting: &Waiting) -> Option<String> {
        let later = waiting.due_at.since(self.shell.now).as_secs() > LONGEST_HOLD;
        later.then(|| self.shell.with("composer-leaves", self.shell.when_exactly(&waiting.due_at).short()))
    }
}

impl Waiting {
    /// Text alone would hide something of it: how it looks, or where a link leads.
    fn framed(&self) -> bool {
        hides(&self.message.html)
    }

    fn body_path(&self) -> String {
        format!("/tickets/{}/messages/{}/body", self.number, self.message.id)
    }

    /// Who it is from and whom it is for, each with the word that stands before.
    fn lines(&self) -> Vec<(&'static str, String)> {
        let Message { from, to, cc, bcc, .. } = &self.message;
        let all: [(&'static str, &[Address]); 4] = [
            ("message-line-from", from.as_slice()),
            ("message-line-to", to),
            ("message-line-cc", cc),
            ("message-line-bcc", bcc),
        ];
        let lines = all.into_iter().filter(|(_, list)| !list.is_empty());
        lines.map(|(key, list)| (key, list.iter().map(Address::written).collect::<Vec<_>>().join(", "))).collect()
    }

    /// Files that are not already seen inside the text.
    fn shelf(&self) -> Vec<&Attachment> {
        let framed = self.framed();
        self.files.iter().filter(|file| !(framed && file.inline)).collect()
    }

    fn face(&self) -> Face {
        match self.author_id {
            Some(person) => Face::of(person, &self.author),
            None => Face::nobody(&self.author),
        }
    }
}
