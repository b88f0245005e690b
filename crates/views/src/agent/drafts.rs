//! What one may take up again on a ticket: what one's draft was before, and what colleagues share.

use super::Frame;
use crate::Shell;
use crate::admin::Form;
use askama::Template;
use base::Moment;
use desk::conversation::DraftVersionId;
use desk::people::PersonId;
use desk::ticket::TicketNumber;

#[derive(Template)]
#[template(path = "agent/drafts.html")]
pub struct Drafts<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub number: TicketNumber,
    pub versions: Vec<Version>,
    pub shared: Vec<Shared>,
    /// What colleagues say about one's own: who, what, when.
    pub own: Vec<(String, String, Moment)>,
    pub me: Option<PersonId>,
    /// What was typed and not taken.
    pub form: Form,
}

/// One's own as it was.
pub struct Version {
    pub id: DraftVersionId,
    pub text: String,
    pub at: Moment,
    /// As typed; empty: a note, or nobody yet.
    pub to: String,
    /// Names of the files that went along.
    pub files: Vec<String>,
}

/// A colleague's draft, with what was said about it.
pub struct Shared {
    pub person: PersonId,
    pub name: String,
    pub text: String,
    pub at: Moment,
    pub said: Vec<(String, String, Moment)>,
}

impl Drafts<'_> {
    fn title(&self) -> &str {
        self.shell.say("drafts-title")
    }

    fn typed(&self, person: &PersonId) -> &str {
        if self.form.is("person", &person.to_string()) { self.form.text("text") } else { "" }
    }

    fn why(&self, person: &PersonId) -> Option<&'static str> {
        self.form.reason("text").filter(|_| self.form.is("person", &person.to_string()))
    }
}
