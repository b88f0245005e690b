//! What one may take up again on a ticket: what one's draft was before, and what colleagues share.

use super::{Frame, size};
use crate::Shell;
use crate::admin::Form;
use askama::Template;
use base::{Language, Moment};
use desk::conversation::{DraftVersionId, Mode, NewAttachment};
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
    /// In which side conversation and for whom it was, as typed, each with the key of the word before it; none: a note, or
    /// nobody yet.
    pub lines: Vec<(&'static str, String)>,
    /// Names of the files that went along.
    pub files: Vec<String>,
}

/// A colleague's draft, with what was said about it.
pub struct Shared {
    pub person: PersonId,
    pub name: String,
    pub mode: Mode,
    /// As those of [`Version`].
    pub lines: Vec<(&'static str, String)>,
    pub files: Vec<NewAttachment>,
    pub text: String,
    /// Text alone would hide something of it.
    pub framed: bool,
    pub at: Moment,
    pub said: Vec<(String, String, Moment)>,
}

impl Drafts<'_> {
    fn title(&self) -> &str {
        self.shell.say("drafts-title")
    }

    fn mode(&self, shared: &Shared) -> &str {
        self.shell.say(mode(shared.mode))
    }

    fn body_path(&self, person: &PersonId) -> String {
        format!("/tickets/{}/drafts/{person}/body", self.number)
    }

    fn file_path(&self, person: &PersonId, file: &NewAttachment) -> String {
        shared_file(&self.number, person, file)
    }

    fn size(&self, file: &NewAttachment) -> String {
        size(file.size)
    }

    fn typed(&self, person: &PersonId) -> &str {
        if self.form.is("person", &person.to_string()) { self.form.text("text") } else { "" }
    }

    fn why(&self, person: &PersonId) -> Option<&'static str> {
        self.form.reason("text").filter(|_| self.form.is("person", &person.to_string()))
    }
}

/// `/drafts`: what one has begun, on whichever ticket.
#[derive(Template)]
#[template(path = "agent/my-drafts.html")]
pub struct MyDrafts<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// The latest first.
    pub drafts: Vec<MyDraft>,
    /// Where the next page begins.
    pub next: Option<String>,
}

pub struct MyDraft {
    pub number: TicketNumber,
    pub subject: String,
    /// Of the ticket.
    pub language: Option<Language>,
    /// Key of what it is.
    pub kind: &'static str,
    /// What a side conversation is about, and how it begins; without words, what its files are called.
    pub lines: Vec<String>,
    pub at: Moment,
    /// Where one goes on with it.
    pub path: String,
}

impl MyDrafts<'_> {
    fn title(&self) -> &str {
        self.shell.say("drafts-mine")
    }
}

/// The key of what a draft is.
pub const fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Reply => "mode-reply",
        Mode::ReplyAll => "mode-reply-all",
        Mode::Forward => "mode-forward",
        Mode::Note => "mode-note",
    }
}

/// Where a file of what somebody shares is served.
pub fn shared_file(number: &TicketNumber, person: &PersonId, file: &NewAttachment) -> String {
    format!("/tickets/{number}/drafts/{person}/files/{}", file.digest.as_str())
}
