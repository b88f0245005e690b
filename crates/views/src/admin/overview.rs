//! What is well, and what needs somebody.

use super::mailboxes::Standing;
use crate::Shell;
use crate::agent::Frame;
use askama::Template;
use desk::Permission;
use desk::channel::{Health, Mailbox};

#[derive(Template)]
#[template(path = "admin/overview.html")]
pub struct Overview<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub mailboxes: Vec<(Mailbox, Health)>,
    pub failed: i64,
    pub uncertain: i64,
    /// Letters on their way.
    pub waiting: i64,
    /// Arrived mail that could not be read.
    pub unreadable: i64,
    /// Arrived mail nobody has looked at yet.
    pub unread: i64,
    pub buried: i64,
}

impl Overview<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-overview")
    }

    fn troubled(&self) -> Vec<&(Mailbox, Health)> {
        self.mailboxes.iter().filter(|(mailbox, health)| Standing::of(mailbox, health).troubled()).collect()
    }

    fn standing(&self, mailbox: &Mailbox, health: &Health) -> Standing {
        Standing::of(mailbox, health)
    }

    fn well(&self) -> bool {
        self.unsent() + self.unreadable + self.buried == 0 && self.troubled().is_empty() && !self.mailboxes.is_empty()
    }

    fn unsent(&self) -> i64 {
        self.failed + self.uncertain
    }

    fn all(&self) -> i64 {
        self.mailboxes.len() as i64
    }

    fn ill(&self) -> i64 {
        self.troubled().len() as i64
    }

    fn configures(&self) -> bool {
        self.shell.may(Permission::Configure)
    }
}
