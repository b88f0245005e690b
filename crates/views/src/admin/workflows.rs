//! Workflows, and one of them: a grid of what may follow what, and beneath it what each step takes.

use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use crate::agent::ticket::happened::kind_key;
use askama::Template;
use desk::Role;
use desk::ticket::{Kind, Workflow, WorkflowId};

#[derive(Template)]
#[template(path = "admin/workflows.html")]
pub struct Workflows<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub workflows: Vec<Workflow>,
}

#[derive(Template)]
#[template(path = "admin/workflow.html")]
pub struct WorkflowPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub id: Option<WorkflowId>,
    pub form: Form,
    pub known: Known,
}

/// What there is to choose from.
pub struct Known {
    pub statuses: Vec<Choice>,
    pub topics: Vec<Choice>,
    pub teams: Vec<Choice>,
    pub fields: Vec<Choice>,
}

/// A step that is drawn.
pub struct Drawn {
    /// `1-4`
    pub key: String,
    pub from: String,
    pub to: String,
}

impl Workflows<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-workflows")
    }

    fn steps(&self, workflow: &Workflow) -> String {
        self.shell.count("admin-workflow-steps", &(workflow.wish.transitions.len() as i64))
    }
}

impl WorkflowPage<'_> {
    fn title(&self) -> &str {
        match self.id {
            Some(_) => self.form.text("name"),
            None => self.shell.say("admin-workflow-new"),
        }
    }

    fn action(&self) -> String {
        self.id.map_or_else(|| "/admin/workflows".into(), |id| format!("/admin/workflows/{id}"))
    }

    fn kinds(&self) -> Vec<Choice> {
        Kind::ALL.iter().map(|kind| Choice::new(kind.name(), self.shell.words.say(kind_key(*kind)))).collect()
    }

    fn roles(&self) -> Vec<Choice> {
        Role::ALL.iter().map(|role| Choice::new(role.name(), self.shell.words.say(role.key()))).collect()
    }

    fn key(&self, from: &Choice, to: &Choice) -> String {
        format!("{}-{}", from.value, to.value)
    }

    fn label(&self, from: &Choice, to: &Choice) -> String {
        format!("{} → {}", from.label, to.label)
    }

    fn is(&self, name: &str, value: &str) -> bool {
        self.form.all(name).any(|one| one == value)
    }

    fn is_of(&self, what: &str, step: &Drawn, value: &str) -> bool {
        self.is(&format!("{what}-{}", step.key), value)
    }

    fn drawn(&self) -> Vec<Drawn> {
        let name = |id: &str| self.known.statuses.iter().find(|one| one.value == id).map(|one| one.label.clone());
        let step = |key: &str| {
            let (from, to) = key.split_once('-')?;
            Some(Drawn { key: key.to_owned(), from: name(from)?, to: name(to)? })
        };
        self.form.all("move").filter_map(step).collect()
    }
}
