//! A ticket an agent opens: after a call, or to write first.

use super::sending::{Sending, Weighed};
use super::{Frame, Standing};
use crate::Shell;
use crate::admin::{Choice, Form};
use crate::form::Blank;
use askama::Template;
use desk::channel::Beneath;
use desk::conversation::{Macro, NewAttachment, Prepared};
use desk::ticket::{Category, Kind, Status, Tag, TemplateId, TicketNumber};

#[derive(Template)]
#[template(path = "agent/new.html")]
pub struct NewTicket<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub form: Form,
    /// Teams the one who writes may answer in.
    pub teams: Vec<Choice>,
    pub known: Vec<Tag>,
    /// Macros, each of which fills in the form, with what it says.
    pub prepared: Vec<(Macro, Prepared)>,
    /// What the form may be filled in with; and whether the one who writes may keep another one.
    pub templates: Vec<(TemplateId, String)>,
    pub keeps: bool,
    /// Agents who may get it, and lists of steps it may have.
    pub assignable: Vec<Choice>,
    pub checklists: Vec<Choice>,
    /// What it may be about; empty: nobody has made topics.
    pub topics: Vec<Choice>,
    /// What the form of the topic asks.
    pub blanks: Vec<Blank>,
    pub sending: Sending,
    pub beneath: Beneath,
    /// Octets that its files may have together.
    pub most: i64,
    pub statuses: Vec<Status>,
    /// Pictures in the text, and files that came with a form which was not taken.
    pub kept: Vec<NewAttachment>,
    /// Open tickets of the same requester that may be about the same: number and subject.
    pub alike: Vec<(TicketNumber, String)>,
    /// Asked where it is not clear whom it is for.
    pub meant: Option<Meant>,
    /// Of several, those with whom there is something wrong, as they were typed.
    pub doubtful: String,
    /// What the guards warn of: sent all the same when its writer says so.
    pub warned: Vec<String>,
    /// What is sent here waits for a second person.
    pub waits: bool,
}

/// Number and subject of tickets that look like the one being typed.
#[derive(Template)]
#[template(path = "agent/alike.html")]
pub struct Alike<'a> {
    pub shell: Shell<'a>,
    pub alike: Vec<(TicketNumber, String)>,
}

/// Who is meant by a name, or by a number of several people.
pub struct Meant {
    pub typed: String,
    /// Known people, by what the form names them.
    pub known: Vec<Choice>,
}

impl NewTicket<'_> {
    fn prepared_path(&self, one: &Macro) -> String {
        format!("/tickets/new?prepared={}", one.id)
    }

    fn weighed(&self) -> Weighed<'_> {
        Weighed::of(&self.beneath, &self.sending, &self.form, &self.kept)
    }

    fn title(&self) -> &str {
        self.shell.say("new-title")
    }

    /// What may stand first on it, with its icon and what that means.
    fn openings(&self) -> [(&'static str, &'static str, &'static str); 4] {
        [
            ("said", "phone", "new-said"),
            ("called", "phone", "new-called"),
            ("write", "mail", "new-write"),
            ("note", "note", "new-note"),
        ]
    }

    /// Where it may stand when it is open.
    fn standings(&self) -> Vec<Standing<'_>> {
        let some = self.statuses.iter().filter(|status| !matches!(status.category, Category::New | Category::Closed));
        some.map(|status| Standing::of(status, self.shell.words.language())).collect()
    }

    fn kinds(&self) -> Vec<Choice> {
        Kind::ALL
            .iter()
            .map(|kind| Choice::new(kind.name(), self.shell.words.say(&format!("kind-{}", kind.name()))))
            .collect()
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

/// Proposals for a field, while one types.
#[derive(Template)]
#[template(path = "agent/person/options.html")]
pub struct Options {
    /// The address and the name; of a ticket, its number and subject.
    pub people: Vec<(String, String)>,
}
