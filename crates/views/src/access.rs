//! The doors: sign in, set up, choose a password.

use crate::Shell;
use askama::Template;
use base::Language;
use desk::Refusal;

/// What somebody typed, and why it was not taken.
#[derive(Clone, Debug, Default)]
pub struct Tried<T> {
    pub form: T,
    /// The field the reason stands beside; empty: above the form.
    pub field: &'static str,
    pub refusal: Option<Refusal>,
}

impl<T> Tried<T> {
    pub fn new(form: T, field: &'static str, refusal: Refusal) -> Self {
        Self { form, field, refusal: Some(refusal) }
    }

    /// The key of the reason that belongs beside a field.
    pub fn reason(&self, field: &str) -> Option<&'static str> {
        self.refusal.filter(|_| self.field == field).map(Refusal::key)
    }
}

#[derive(Template)]
#[template(path = "access/login.html")]
pub struct Login<'a> {
    pub shell: Shell<'a>,
    pub tried: Tried<String>,
    /// The key of something good to know: signed out, password changed.
    pub notice: Option<&'static str>,
    /// Where to go from here.
    pub next: &'a str,
}

/// There is no network, and the page that was asked for is not kept.
#[derive(Template)]
#[template(path = "access/offline.html")]
pub struct Offline<'a> {
    pub shell: Shell<'a>,
}

impl Offline<'_> {
    fn title(&self) -> &str {
        self.shell.say("offline-title")
    }
}

#[derive(Clone, Debug, Default)]
pub struct SetUpForm {
    pub organization: String,
    pub name: String,
    pub email: String,
    pub language: String,
    pub time_zone: String,
}

#[derive(Template)]
#[template(path = "access/setup.html")]
pub struct SetUp<'a> {
    pub shell: Shell<'a>,
    pub action: String,
    pub tried: Tried<SetUpForm>,
    pub zones: &'a [String],
}

#[derive(Template)]
#[template(path = "access/forgot.html")]
pub struct Forgot<'a> {
    pub shell: Shell<'a>,
    pub tried: Tried<String>,
    /// The letter is on its way, if there is such an account.
    pub sent: bool,
}

#[derive(Template)]
#[template(path = "access/password.html")]
pub struct ChoosePassword<'a> {
    pub shell: Shell<'a>,
    /// Keys of the heading and the sentence beneath it.
    pub title: &'static str,
    pub lead: &'static str,
    pub action: String,
    pub email: String,
    pub tried: Tried<()>,
}

/// A one-time link that opens no more, and the way to another.
#[derive(Template)]
#[template(path = "access/spent.html")]
pub struct Spent<'a> {
    pub shell: Shell<'a>,
    /// The key of the reason.
    pub reason: &'static str,
    /// The key of what to do, and where; none: it cannot be done here.
    pub again: Option<(&'static str, &'static str)>,
}

impl Spent<'_> {
    fn title(&self) -> &str {
        self.shell.say("spent-title")
    }
}

impl Login<'_> {
    fn title(&self) -> &str {
        self.shell.say("login-title")
    }
}

impl SetUp<'_> {
    fn title(&self) -> &str {
        self.shell.say("setup-title")
    }

    fn languages(&self) -> [Language; 2] {
        Language::ALL
    }
}

impl Forgot<'_> {
    fn title(&self) -> &str {
        self.shell.say("forgot-title")
    }
}

impl ChoosePassword<'_> {
    fn title(&self) -> &str {
        self.shell.say(self.title)
    }
}
