//! What people of each role are told of who have chosen nothing.

use super::Form;
use crate::Shell;
use crate::agent::Frame;
use crate::agent::wishes::{Asked, Way};
use askama::Template;
use desk::Role;

#[derive(Template)]
#[template(path = "admin/notices.html")]
pub struct NoticesPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub role: Role,
    /// There is one that may be chosen.
    pub chats: bool,
    pub form: Form,
}

impl NoticesPage<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-notices")
    }

    fn roles(&self) -> [Role; Role::ALL.len()] {
        Role::ALL
    }

    fn is(&self, one: &Role) -> bool {
        self.role == *one
    }

    fn rows(&self) -> Vec<Asked> {
        Asked::all(self.chats)
    }

    fn ways(&self) -> Vec<Way> {
        Way::all(self.chats)
    }
}
