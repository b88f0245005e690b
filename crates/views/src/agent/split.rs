//! Giving several messages a ticket of their own: which ones, and what it is called.

use super::Frame;
use super::prose::Prose;
use crate::Shell;
use crate::admin::{Choice, Form};
use askama::Template;
use base::Moment;
use desk::conversation::{Message, MessageId, MessageKind};
use desk::ticket::TicketNumber;

#[derive(Template)]
#[template(path = "agent/split.html")]
pub struct Split<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub number: TicketNumber,
    pub subject: String,
    pub form: Form,
    /// Where it may go, and who may get it.
    pub teams: Vec<Choice>,
    pub assignable: Vec<Choice>,
    /// Those that may go, oldest first.
    pub messages: Vec<Part>,
}

/// A message as it is chosen.
pub struct Part {
    pub id: MessageId,
    pub note: bool,
    /// What we wrote is only copied.
    pub ours: bool,
    pub from: String,
    pub text: String,
    pub at: Moment,
}

impl Part {
    pub fn of(message: &Message, author: &str) -> Self {
        let new = if message.new_text.is_empty() { &message.text } else { &message.new_text };
        let sender = message.from.as_ref().map_or("?", |from| from.shown());
        Self {
            id: message.id,
            note: message.kind == MessageKind::Note,
            ours: message.kind == MessageKind::Reply,
            from: if author.is_empty() { sender.to_owned() } else { author.to_owned() },
            text: new.trim().chars().take(300).collect(),
            at: message.at,
        }
    }
}

impl Split<'_> {
    fn title(&self) -> String {
        self.shell.with("split-title", &format!("#{}", self.number))
    }

    fn path(&self) -> String {
        format!("/tickets/{}", self.number)
    }

    fn priorities(&self) -> Vec<Choice> {
        self.shell.priority_choices(|one| self.form.is("priority", one.name()))
    }

    fn is_chosen(&self, part: &Part) -> bool {
        self.form.all("message").any(|id| id == part.id.to_string())
    }

    fn text<'p>(&self, part: &'p Part) -> Prose<'p> {
        Prose::of(&part.text)
    }
}
