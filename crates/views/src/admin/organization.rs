//! The installation itself: its name, its language, its time zone.

use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use askama::Template;
use base::Language;
use desk::access::{Acquaintance, Asking, Copies};

#[derive(Template)]
#[template(path = "admin/organization.html")]
pub struct Organization<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub form: Form,
    /// IANA names.
    pub zones: &'a [String],
}

impl Organization<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-organization")
    }

    fn asking(&self) -> Vec<Choice> {
        Asking::ALL.iter().map(|asking| Choice::new(asking.name(), self.shell.say(asking.key()))).collect()
    }

    fn acquaintance(&self) -> Vec<Choice> {
        Acquaintance::ALL.iter().map(|one| Choice::new(one.name(), self.shell.say(one.key()))).collect()
    }

    fn copies(&self) -> Vec<Choice> {
        Copies::ALL.iter().map(|one| Choice::new(one.name(), self.shell.say(one.key()))).collect()
    }

    fn languages(&self) -> Vec<Choice> {
        Language::ALL.iter().map(|language| Choice::new(language.tag(), language.endonym())).collect()
    }
}
