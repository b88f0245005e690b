//! Templates of tickets: made and changed on the form they fill in, removed here.

use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use desk::ticket::Template;

#[derive(askama::Template)]
#[template(path = "admin/templates.html")]
pub struct Templates<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub templates: Vec<Template>,
}

impl Templates<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-templates")
    }
}

/// Which tickets are shown before another one is opened.
#[derive(askama::Template)]
#[template(path = "admin/lookalikes.html")]
pub struct LookalikesPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub form: Form,
    /// Those that can be compared.
    pub fields: Vec<Choice>,
}

impl LookalikesPage<'_> {
    fn title(&self) -> &str {
        self.shell.say("alike-title")
    }

    fn compares(&self, field: &str) -> bool {
        self.form.all("field").any(|chosen| chosen == field)
    }
}
