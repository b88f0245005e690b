//! Checklists, and one of them.

use super::Form;
use crate::Shell;
use crate::agent::Frame;
use askama::Template;
use desk::people::Team;
use desk::ticket::{Checklist, ChecklistId};

#[derive(Template)]
#[template(path = "admin/checklists.html")]
pub struct Checklists<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub lists: Vec<Checklist>,
    pub teams: Vec<Team>,
}

#[derive(Template)]
#[template(path = "admin/checklist.html")]
pub struct ChecklistPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub id: Option<ChecklistId>,
    pub form: Form,
    pub teams: Vec<Team>,
}

impl Checklists<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-checklists")
    }

    /// For whom it is; empty: for everybody.
    fn teams(&self, list: &Checklist) -> String {
        let of = self.teams.iter().filter(|team| list.teams.contains(&team.id)).map(|team| team.name.as_str());
        of.collect::<Vec<_>>().join(", ")
    }
}

impl ChecklistPage<'_> {
    fn title(&self) -> &str {
        match self.id {
            Some(_) => self.form.text("name"),
            None => self.shell.say("admin-checklist-new"),
        }
    }

    fn action(&self) -> String {
        self.id.map_or_else(|| "/admin/checklists".into(), |id| format!("/admin/checklists/{id}"))
    }

    fn is_chosen(&self, team: &Team) -> bool {
        self.form.all("team").any(|id| id == team.id.to_string())
    }
}
