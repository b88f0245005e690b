//! A ticket an agent opens: after a call, or to write first.

use super::Frame;
use crate::Shell;
use crate::admin::{Choice, Form};
use crate::form::Blank;
use askama::Template;
use desk::conversation::Macro;
use desk::ticket::{Tag, TicketNumber};

#[derive(Template)]
#[template(path = "agent/new.html")]
pub struct NewTicket<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub form: Form,
    /// Teams the one who writes may answer in.
    pub teams: Vec<Choice>,
    pub known: Vec<Tag>,
    /// Macros, each of which fills in the form.
    pub prepared: Vec<Macro>,
    /// What it may be about; empty: nobody has made topics.
    pub topics: Vec<Choice>,
    /// What the form of the topic asks.
    pub blanks: Vec<Blank>,
    /// Files came with a form that was not taken; browsers must be given them again.
    pub files_lost: bool,
    /// Open tickets of the same requester that may be about the same: number and subject.
    pub alike: Vec<(TicketNumber, String)>,
    /// What the guards warn of: sent all the same when its writer says so.
    pub warned: Vec<String>,
    /// What is sent here waits for a second person.
    pub waits: bool,
}

impl NewTicket<'_> {
    fn prepared_path(&self, one: &Macro) -> String {
        format!("/tickets/new?prepared={}", one.id)
    }

    fn title(&self) -> &str {
        self.shell.say("new-title")
    }

    fn openings(&self) -> Vec<Choice> {
        let choice = |value: &str, key, hint| Choice::new(value, self.shell.say(key)).meaning(self.shell.say(hint));
        vec![
            choice("said", "new-said", "new-said-hint"),
            choice("write", "new-write", "new-write-hint"),
            choice("note", "new-note", "new-note-hint"),
        ]
    }

    fn origins(&self) -> Vec<Choice> {
        ["phone", "mail", "chat", "form", "agent"]
            .map(|origin| Choice::new(origin, self.shell.words.say(&format!("origin-{origin}"))))
            .into()
    }

    fn priorities(&self) -> Vec<Choice> {
        self.shell.priority_choices(|one| self.form.is("priority", one.name()))
    }
}

/// Proposals for a field of addresses.
#[derive(Template)]
#[template(path = "agent/person/options.html")]
pub struct Options {
    /// Address and name.
    pub people: Vec<(String, String)>,
}
