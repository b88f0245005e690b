//! Two organisations side by side, before they become one.

use super::Frame;
use super::person_merge::Row;
use crate::Shell;
use askama::Template;
use desk::people::{Organization, Sharing};

#[derive(Template)]
#[template(path = "agent/organization/merge.html")]
pub struct OrganizationMergePage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// Which one goes, and which one stays.
    pub from: &'a Organization,
    pub into: &'a Organization,
    pub rows: Vec<Row>,
    pub tickets: i64,
    pub members: i64,
    pub further: i64,
    pub contacts: i64,
    /// The state of both that is shown here.
    pub seen: String,
    /// One of them has changed since it was shown.
    pub stale: bool,
}

impl OrganizationMergePage<'_> {
    fn title(&self) -> &str {
        self.shell.say("organizations-merge-title")
    }

    /// Somebody sees in the portal what others asked.
    fn shares(&self) -> bool {
        self.into.about.sharing != Sharing::Nobody
    }
}
