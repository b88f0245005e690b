//! Panels beside tickets, and one of them with what it would show.

use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use askama::Template;
use base::Moment;
use base::words::Args;
use desk::Refusal;
use desk::panel::{Panel, PanelId, PanelValues, unread};
use desk::people::Person;

#[derive(Template)]
#[template(path = "admin/panels.html")]
pub struct Panels<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub panels: Vec<Panel>,
    /// Those that gave up asking about somebody, with how many.
    pub given_up: Vec<(PanelId, i64)>,
}

#[derive(Template)]
#[template(path = "admin/panel.html")]
pub struct PanelPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub id: Option<i64>,
    pub form: Form,
    pub teams: Vec<Choice>,
    /// It has a secret already.
    pub secret: bool,
    pub trial: Option<Trial>,
    /// None: it does not ask by itself.
    pub askings: Option<Askings>,
}

/// How it gets on by itself.
pub struct Askings {
    pub waiting: i64,
    pub given_up: i64,
    /// The last of them: who, when, and the key of why.
    pub last: Vec<(Person, Moment, &'static str)>,
}

/// What came back.
pub struct Trial {
    pub address: String,
    pub lines: Vec<(String, String)>,
    /// The answer itself, cut.
    pub said: String,
    /// The key of why nothing is shown.
    pub reason: Option<&'static str>,
}

impl Panels<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-panels")
    }

    fn given_up(&self, panel: &Panel) -> Option<i64> {
        self.given_up.iter().find(|(id, _)| *id == panel.id).map(|(_, people)| *people)
    }

    /// Whom it asks; what else stands in the address may be a secret.
    fn host<'p>(&self, panel: &'p Panel) -> &'p str {
        let rest = panel.wish.url.split_once("://").map_or("", |(_, rest)| rest);
        rest.split(['/', '?', '#']).next().unwrap_or_default()
    }
}

impl PanelPage<'_> {
    fn title(&self) -> &str {
        self.shell.say(if self.id.is_some() { "admin-panel-edit" } else { "admin-panel-new" })
    }

    fn action(&self) -> String {
        self.id.map_or_else(|| "/admin/panels".to_owned(), |id| format!("/admin/panels/{id}"))
    }

    /// Which of its lines was not taken, and why; empty: all can be read.
    fn mistaken(&self) -> String {
        let key = Refusal::PanelLines.key();
        let line = unread(self.form.text("lines")).filter(|_| self.form.reason("lines") == Some(key));
        let Some(line) = line else { return String::new() };
        let mut args = Args::new();
        args.set("line", line as i64);
        args.set("why", self.shell.words.say(key));
        self.shell.words.tell("template-line", &args)
    }

    fn variables(&self) -> String {
        let names: Vec<String> = PanelValues::NAMES.iter().map(|name| format!("{{{{ {name} }}}}")).collect();
        self.shell.with("template-variables", &names.join("  "))
    }

    fn is_chosen(&self, choice: &Choice) -> bool {
        self.form.all("team").any(|team| team == choice.value)
    }
}
