//! Templates of tickets: made and changed on the form they fill in, removed here.

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
