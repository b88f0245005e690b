//! What the desk calls its levels of urgency, and which of them it uses.

use super::{Choice, Form};
use crate::Shell;
use crate::agent::{Flag, Frame};
use askama::Template;
use base::Language;
use base::words;
use desk::ticket::{Color, Priority};

#[derive(Template)]
#[template(path = "admin/priorities.html")]
pub struct PrioritiesPage<'a> {
    /// Says and colours them as they are typed.
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub form: Form,
}

/// The name of the field of a level.
pub fn level_field(what: &str, priority: Priority) -> String {
    format!("{what}_{}", priority.name())
}

impl PrioritiesPage<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-priorities")
    }

    /// The most urgent first.
    fn flags(&self) -> Vec<Flag<'_>> {
        self.shell.flags(|_| true)
    }

    fn field(&self, what: &str, flag: &Flag) -> String {
        level_field(what, flag.priority)
    }

    fn typed(&self, what: &str, flag: &Flag) -> &str {
        self.form.text(&level_field(what, flag.priority))
    }

    fn is(&self, what: &str, flag: &Flag) -> bool {
        self.form.is(&level_field(what, flag.priority), "on")
    }

    fn is_always_used(&self, flag: &Flag) -> bool {
        flag.priority == Priority::Normal
    }

    /// What Kippu calls it.
    fn usual(&self, flag: &Flag, language: &str) -> &'static str {
        words::of(Language::from_tag(language).unwrap_or_default()).say(flag.icon)
    }

    fn colors(&self) -> Vec<Choice> {
        let usual = Choice::new("", self.shell.say("priorities-color-usual"));
        let each = Color::ALL.iter().map(|color| Choice::new(color.name(), self.shell.say(color.key())));
        [usual].into_iter().chain(each).collect()
    }

    fn is_color(&self, flag: &Flag, choice: &Choice) -> bool {
        self.typed("color", flag) == choice.value
    }
}
