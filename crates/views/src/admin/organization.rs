//! The installation itself: its name, its language, its time zone.

use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use askama::Template;
use base::Language;

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

    fn languages(&self) -> Vec<Choice> {
        Language::ALL.iter().map(|language| Choice::new(language.tag(), language.endonym())).collect()
    }
}
