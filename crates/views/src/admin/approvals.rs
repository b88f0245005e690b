//! How approvals are had, and one of these ways.

use super::writing::variables;
use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use askama::Template;
use desk::Role;
use desk::approval::{Needed, Procedure, ProcedureId};
use desk::people::{PersonId, Team};

#[derive(Template)]
#[template(path = "admin/approvals.html")]
pub struct Procedures<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub procedures: Vec<Procedure>,
}

#[derive(Template)]
#[template(path = "admin/approval.html")]
pub struct ProcedurePage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub id: Option<ProcedureId>,
    pub form: Form,
    pub teams: Vec<Team>,
    pub agents: Vec<(PersonId, String)>,
}

impl Procedures<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-approvals")
    }

    fn needs(&self, procedure: &Procedure) -> String {
        match procedure.wish.needed {
            Needed::One => self.shell.words.say("approval-needs-one").to_owned(),
            Needed::All => self.shell.words.say("approval-needs-all").to_owned(),
            Needed::Some(some) => self.shell.count("approval-needs-some", &i64::from(some)),
        }
    }
}

impl ProcedurePage<'_> {
    fn title(&self) -> &str {
        match self.id {
            Some(_) => self.form.text("name"),
            None => self.shell.say("admin-approval-new"),
        }
    }

    fn action(&self) -> String {
        self.id.map_or_else(|| "/admin/approvals".into(), |id| format!("/admin/approvals/{id}"))
    }

    fn roles(&self) -> Vec<Choice> {
        Role::ALL.iter().map(|role| Choice::new(role.name(), self.shell.words.say(role.key()))).collect()
    }

    fn is(&self, name: &str, value: &impl ToString) -> bool {
        let value = value.to_string();
        self.form.all(name).any(|one| one == value)
    }

    fn needs(&self) -> Vec<Choice> {
        let choice = |word: &str| Choice::new(word, self.shell.words.say(&format!("admin-approval-needs-{word}")));
        ["one", "all", "some"].map(choice).into()
    }

    fn limits(&self) -> Vec<Choice> {
        let choice = |word: &str| Choice::new(word, self.shell.words.say(&format!("admin-approval-limit-{word}")));
        ["wait", "approve", "reject", "escalate"].map(choice).into()
    }

    fn everybody(&self) -> Vec<Choice> {
        let nobody = Choice::new("", self.shell.words.say("step-pick"));
        [nobody].into_iter().chain(self.agents.iter().map(|(id, name)| Choice::new(id, name))).collect()
    }

    fn variables(&self) -> String {
        variables(&self.shell)
    }
}
