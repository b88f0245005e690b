//! What the desk does about assignees by itself.

use super::Form;
use crate::Shell;
use crate::agent::Frame;
use askama::Template;

#[derive(Template)]
#[template(path = "admin/assignment.html")]
pub struct AssignmentPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub claim_on_reply: bool,
    pub reopened_to_last: bool,
    pub form: Form,
}

impl AssignmentPage<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-assignment")
    }
}
