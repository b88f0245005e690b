//! A problem's incidents, and the one answer to all of them.

use super::sending::{Sending, Weighed};
use super::{Frame, Row};
use crate::Shell;
use crate::admin::{Choice, Form};
use askama::Template;
use desk::channel::Beneath;
use desk::conversation::NewAttachment;
use desk::people::TeamId;
use desk::ticket::{Category, Status, TicketNumber};

#[derive(Template)]
#[template(path = "agent/incidents.html")]
pub struct Incidents<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub number: TicketNumber,
    pub subject: &'a str,
    /// The problem's: what its mailbox puts beneath a letter is shown.
    pub team: TeamId,
    pub sending: Sending,
    pub beneath: Beneath,
    /// Octets that its files may have together.
    pub most: i64,
    /// Pictures in the text, and files that came with a form which was not taken.
    pub kept: Vec<NewAttachment>,
    pub form: Form,
    pub rows: Vec<Row<'a>>,
    pub statuses: &'a [Status],
    /// By which this page is sent once.
    pub slip: String,
    /// Those that were left, with the key of the reason.
    pub left: Vec<(TicketNumber, &'static str)>,
    /// What the guards warn of: sent all the same when its writer says so.
    pub warned: Vec<String>,
    /// What is sent here waits for a second person.
    pub waits: bool,
}

impl Incidents<'_> {
    fn title(&self) -> String {
        self.shell.with("incidents-title", &format!("#{}", self.number))
    }

    fn path(&self) -> String {
        format!("/tickets/{}", self.number)
    }

    fn weighed(&self) -> Weighed<'_> {
        Weighed::of(&self.beneath, &self.sending, &self.form, &self.kept)
    }

    /// Nothing chosen yet: those that are not done.
    fn is_chosen(&self, row: &Row) -> bool {
        if self.form.has("chosen") {
            self.form.all("ticket").any(|number| number == row.ticket.number.to_string())
        } else {
            row.ticket.is_unfinished()
        }
    }

    fn status_choices(&self) -> Vec<Choice> {
        let language = self.shell.words.language();
        let set = self.statuses.iter().filter(|status| status.category != Category::New);
        let all = set.map(|status| Choice::new(status.id, status.shown(language)));
        [Choice::new("", self.shell.words.say("incidents-status-usual"))].into_iter().chain(all).collect()
    }
}
