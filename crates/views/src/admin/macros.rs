//! Macros, and one of them.

use super::rules::{StepRow, step_variables};
use super::writing::variables;
use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use crate::agent::builder::Group;
use crate::agent::rich::Rich;
use crate::agent::sending::Weighed;
use askama::Template;
use base::CleanHtml;
use desk::Permission;
use desk::conversation::{Macro, MacroId, NewAttachment};
use desk::people::{PersonId, Team};
use desk::ticket::Status;

#[derive(Template)]
#[template(path = "admin/macros.html")]
pub struct Macros<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// Each with whether the one who looks may change it.
    pub macros: Vec<(bool, Macro)>,
    pub teams: Vec<Team>,
}

#[derive(Template)]
#[template(path = "admin/macro.html")]
pub struct MacroPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub id: Option<MacroId>,
    pub form: Form,
    /// On which tickets it is offered.
    pub root: Group<'a>,
    pub steps: Vec<StepRow<'a>>,
    pub statuses: Vec<Status>,
    pub teams: Vec<Team>,
    pub agents: Vec<(PersonId, String)>,
    /// Teams that are chosen.
    pub chosen: Vec<String>,
    pub texts: [Rich; 2],
    /// What goes along.
    pub files: Vec<NewAttachment>,
    pub previews: Vec<(&'static str, CleanHtml)>,
}

/// The words of the two in the form.
pub const MINE: &str = "mine";
pub const SHARED: &str = "shared";

impl Macros<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-macros")
    }

    fn whom(&self, prepared: &Macro) -> String {
        if !prepared.is_shared() {
            return self.shell.say("view-audience-mine").to_owned();
        } else if prepared.teams.is_empty() {
            return self.shell.say("view-audience-everyone").to_owned();
        }
        let of = self.teams.iter().filter(|team| prepared.teams.contains(&team.id)).map(|team| team.name.as_str());
        of.collect::<Vec<_>>().join(", ")
    }
}

impl MacroPage<'_> {
    fn weighed(&self) -> Weighed<'_> {
        Weighed { beneath: None, protect: None, html: "", files: &self.files }
    }

    fn title(&self) -> &str {
        match self.id {
            Some(_) => self.form.text("name"),
            None => self.shell.say("admin-macro-new"),
        }
    }

    fn action(&self) -> String {
        self.id.map_or_else(|| "/admin/macros".into(), |id| format!("/admin/macros/{id}"))
    }

    fn unchanged(&self) -> Choice {
        Choice::new("", self.shell.words.say("admin-macro-unchanged"))
    }

    fn status_choices(&self) -> Vec<Choice> {
        let language = self.shell.words.language();
        let all = self.statuses.iter().map(|status| Choice::new(status.id, status.shown(language)));
        [self.unchanged()].into_iter().chain(all).collect()
    }

    fn priority_choices(&self) -> Vec<Choice> {
        let all = self.shell.priority_choices(|one| self.form.is("priority", one.name()));
        [self.unchanged()].into_iter().chain(all).collect()
    }

    fn assignee_choices(&self) -> Vec<Choice> {
        let fixed = [
            self.unchanged(),
            Choice::new("writer", self.shell.words.say("admin-macro-writer")),
            Choice::new("nobody", self.shell.words.say("admin-macro-nobody")),
        ];
        fixed.into_iter().chain(self.agents.iter().map(|(id, name)| Choice::new(id, name.as_str()))).collect()
    }

    /// The usual one first; none where nobody else could have it.
    fn audiences(&self) -> Vec<Choice> {
        let say = |key| self.shell.words.say(key);
        let both = [Choice::new(SHARED, say("admin-macro-shared")), Choice::new(MINE, say("view-audience-mine"))];
        match (self.shell.configures(), self.shell.may(Permission::ShareViews)) {
            (true, _) => both.into(),
            (false, true) => both.into_iter().rev().collect(),
            (false, false) => Vec::new(),
        }
    }

    fn is_chosen(&self, team: &Team) -> bool {
        self.chosen.iter().any(|id| *id == team.id.to_string())
    }

    fn variables(&self) -> String {
        variables(&self.shell)
    }

    fn step_variables(&self) -> String {
        step_variables(&self.shell)
    }
}
