//! Teams: in their order, and one of them.

use super::Form;
use crate::Shell;
use crate::agent::Frame;
use crate::form::Blank;
use askama::Template;
use desk::people::{Team, TeamId};

#[derive(Template)]
#[template(path = "admin/teams.html")]
pub struct Teams<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub teams: Vec<Team>,
}

#[derive(Template)]
#[template(path = "admin/team.html")]
pub struct TeamPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub team: Option<Team>,
    pub form: Form,
    /// What stands in the fields that people have defined.
    pub profile: Vec<Blank>,
    pub profile_form: Form,
}

impl Teams<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-teams")
    }

    /// The order after a team has gone one place up or down; empty where it cannot.
    fn moved(&self, at: &usize, down: bool) -> String {
        let other = if down { at + 1 } else { at.wrapping_sub(1) };
        let mut order: Vec<TeamId> = self.teams.iter().map(|team| team.id).collect();
        if other < order.len() {
            order.swap(*at, other);
            super::order::written(&order)
        } else {
            String::new()
        }
    }
}

impl TeamPage<'_> {
    fn title(&self) -> &str {
        self.team.as_ref().map_or_else(|| self.shell.say("admin-team-new"), |team| &team.name)
    }
}
