//! The forms of the desk, and the page on which one is built: its fields in an order, and for each whom it is shown to,
//! asked of and demanded from, and where it hangs on others. What is built is tried beside it.

use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use crate::form::Blank;
use askama::Template;
use desk::form::{Ask, Form as Built};

#[derive(Template)]
#[template(path = "admin/forms.html")]
pub struct Forms<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// Each with the names of the topics that use it.
    pub forms: Vec<(Built, String)>,
    /// There is no field to put into a form.
    pub bare: bool,
}

#[derive(Template)]
#[template(path = "admin/form.html")]
pub struct FormPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub id: Option<i64>,
    pub title: String,
    pub form: Form,
    pub parts: Vec<PartRow>,
    /// Fields that are not in it yet.
    pub rest: Vec<Choice>,
    /// As requesters and agents will see it, with what was tried.
    pub previews: Vec<(&'static str, Vec<Blank>)>,
}

/// A field in the form.
pub struct PartRow {
    pub id: i64,
    pub label: String,
    pub kind: String,
    pub requester: Ask,
    pub agent: Ask,
    pub to_close: bool,
    pub computed: bool,
    /// Of the sentence beside it.
    pub reason: Option<&'static str>,
    pub rules: Vec<RuleRow>,
    /// Those above it, at which a rule may look.
    pub above: Vec<Choice>,
}

/// Where something holds of a field above, something happens to this one.
pub struct RuleRow {
    pub at: usize,
    pub field: String,
    pub is: String,
    /// How the field above can be tested.
    pub tests: Vec<Choice>,
    pub items: Vec<Choice>,
    pub chosen: Vec<String>,
    pub text: String,
    pub then: String,
    pub effects: Vec<Choice>,
    pub limits: Vec<Choice>,
    pub limited: Vec<String>,
    pub fill: String,
}

impl Forms<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-forms")
    }

    fn shown<'f>(&self, form: &'f Built) -> &'f str {
        form.name.shown(self.shell.words.language())
    }
}

impl FormPage<'_> {
    fn title(&self) -> &str {
        &self.title
    }

    fn action(&self) -> String {
        self.id.map_or_else(|| "/admin/forms".to_owned(), |id| format!("/admin/forms/{id}"))
    }

    fn asks(&self) -> Vec<Choice> {
        Ask::ALL
            .iter()
            .map(|ask| Choice::new(ask.name(), self.shell.words.say(&format!("ask-{}", ask.name()))))
            .collect()
    }

    fn is_ask(&self, ask: &Ask, choice: &Choice) -> bool {
        ask.name() == choice.value
    }
}

impl RuleRow {
    fn takes(&self, what: &str) -> bool {
        match what {
            "items" => self.is == "any_of",
            "text" => matches!(self.is.as_str(), "equals" | "least" | "most"),
            "limits" => self.then == "limit",
            _ => self.then == "fill",
        }
    }

    fn holds(&self, choice: &Choice) -> bool {
        self.chosen.contains(&choice.value)
    }

    fn limits_to(&self, choice: &Choice) -> bool {
        self.limited.contains(&choice.value)
    }
}
