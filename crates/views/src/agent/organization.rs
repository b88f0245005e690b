//! Organisations: found, shown with their members and tickets, edited.

use super::person::Found;
use super::{Frame, Row};
use crate::Shell;
use crate::admin::Form;
use crate::form::Blank;
use askama::Template;
use desk::people::Organization;

#[derive(Template)]
#[template(path = "agent/organization/list.html")]
pub struct Organizations<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub find: String,
    /// With the number of members.
    pub organizations: Vec<(Organization, i64)>,
    pub next: Option<String>,
    pub may_edit: bool,
    /// To make another one.
    pub form: Form,
}

#[derive(Template)]
#[template(path = "agent/organization/page.html")]
pub struct OrganizationPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub organization: &'a Organization,
    pub members: Vec<Found>,
    pub rows: Vec<Row<'a>>,
    pub form: Form,
    pub domain: Form,
    /// What stands in the fields that people have defined.
    pub profile: Vec<Blank>,
    pub profile_form: Form,
    /// What says that it is theirs: address, icon, name, type.
    pub objects: Vec<(String, &'static str, String, String)>,
    pub may_edit: bool,
}

impl Organizations<'_> {
    fn title(&self) -> &str {
        self.shell.say("organizations-title")
    }
}

impl OrganizationPage<'_> {
    fn title(&self) -> &str {
        &self.organization.name
    }
}
