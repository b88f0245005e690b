//! People from a table: what its columns mean, what taking it would do, and which lines are wrong.

use super::Frame;
use crate::Shell;
use crate::admin::{Choice, Form};
use askama::Template;
use desk::people::Holds;

/// Wrong lines that are told one by one.
const TOLD: usize = 100;

#[derive(Template)]
#[template(path = "agent/person/import.html")]
pub struct Import<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub form: Form,
    /// None: nothing was read yet.
    pub table: Option<Preview>,
    /// None: it was not tried.
    pub report: Option<Report>,
}

pub struct Preview {
    /// Each column's name, what it is taken for, and what stands in it in the first lines.
    pub columns: Vec<(String, Holds, Vec<String>)>,
    pub rows: i64,
}

pub struct Report {
    /// It was taken, not only tried.
    pub taken: bool,
    pub created: usize,
    pub changed: usize,
    pub same: usize,
    pub organizations: usize,
    /// The number of a line, and the key of the reason.
    pub wrong: Vec<(usize, &'static str)>,
}

impl Import<'_> {
    fn title(&self) -> &str {
        self.shell.say("import-title")
    }

    fn holds(&self) -> Vec<Choice> {
        let key = |holds: Holds| match holds {
            Holds::Nothing => "import-nothing",
            Holds::Email => "person-email",
            Holds::Name => "me-name",
            Holds::Organization => "organizations-one",
            Holds::Language => "person-language",
            Holds::Zone => "person-zone",
        };
        Holds::ALL.iter().map(|one| Choice::new(one.name(), self.shell.say(key(*one)))).collect()
    }

    fn is(&self, choice: &Choice, holds: &Holds) -> bool {
        choice.value == holds.name()
    }

    fn facts(&self, report: &Report) -> Vec<String> {
        let said = [
            ("import-created", report.created),
            ("import-changed", report.changed),
            ("import-same", report.same),
            ("import-organizations", report.organizations),
            ("import-wrong", report.wrong.len()),
        ];
        said.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| self.shell.count(key, &(n as i64))).collect()
    }

    fn told<'r>(&self, report: &'r Report) -> &'r [(usize, &'static str)] {
        &report.wrong[..report.wrong.len().min(TOLD)]
    }

    fn line(&self, number: &usize) -> String {
        self.shell.with("import-line", &number.to_string())
    }
}

impl Report {
    pub fn may_be_taken(&self) -> bool {
        !self.taken && self.created + self.changed > 0
    }
}
