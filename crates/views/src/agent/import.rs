//! People or objects from a table: what its columns mean, what taking it would do, and which lines are wrong.

use super::Frame;
use crate::Shell;
use crate::admin::{Choice, Form};
use askama::Template;

/// The key of what one of the columns every house has holds.
pub const fn person_key(holds: desk::people::Holds) -> &'static str {
    use desk::people::Holds::{
        Domains, Email, Field, Handles, Language, Name, Notes, Nothing, Organization, OrganizationNotes,
        OrganizationTier, Phone, Tier, Zone,
    };
    match holds {
        Nothing => "import-nothing",
        Email => "person-email",
        Name => "me-name",
        Organization => "organizations-one",
        Domains => "import-domains",
        Language => "person-language",
        Zone => "person-zone",
        Tier => "field-tier",
        OrganizationTier => "organizations-tier",
        Phone(kind) => match kind {
            desk::people::PhoneKind::Work => "phone-column-work",
            desk::people::PhoneKind::Mobile => "phone-column-mobile",
            desk::people::PhoneKind::Home => "phone-column-home",
            desk::people::PhoneKind::Other => "phone-column-other",
        },
        Handles => "handles-title",
        Notes => "person-notes",
        OrganizationNotes => "import-organization-notes",
        Field(_) => "field-custom",
    }
}

/// Wrong lines, and people who go elsewhere, that are told one by one.
const TOLD: usize = 100;

#[derive(Template)]
#[template(path = "agent/person/import.html")]
pub struct Import<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// What it is called, and what it is for.
    pub title: String,
    pub lead: &'a str,
    /// Where it is sent, with what goes along.
    pub action: &'static str,
    pub of: Option<i64>,
    /// Where it began.
    pub back: String,
    /// What a column may hold.
    pub choices: Vec<Choice>,
    pub form: Form,
    /// None: nothing was read yet.
    pub table: Option<Preview>,
    /// None: it was not tried.
    pub report: Option<Report>,
}

pub struct Preview {
    /// Each column's name, what it is taken for, and what stands in it in the first lines.
    pub columns: Vec<(String, String, Vec<String>)>,
    pub rows: i64,
}

pub struct Report {
    /// It was taken, not only tried.
    pub taken: bool,
    pub created: usize,
    pub changed: usize,
    pub same: usize,
    pub organizations: usize,
    pub organizations_changed: usize,
    /// Who goes from one organisation to another: the number of a line, their name, from, to.
    pub moves: Vec<(usize, String, String, String)>,
    /// The number of a line, and the key of the reason.
    pub wrong: Vec<(usize, &'static str)>,
}

impl Import<'_> {
    fn title(&self) -> &str {
        &self.title
    }

    /// Again from the beginning.
    fn again(&self) -> String {
        self.of.map_or_else(|| self.action.to_owned(), |of| format!("{}?type={of}", self.action))
    }

    fn is(&self, choice: &Choice, holds: &String) -> bool {
        choice.value == *holds
    }

    fn facts(&self, report: &Report) -> Vec<String> {
        let said = [
            ("import-created", report.created),
            ("import-changed", report.changed),
            ("import-same", report.same),
            ("import-organizations", report.organizations),
            ("import-organizations-changed", report.organizations_changed),
            ("import-moved", report.moves.len()),
            ("import-wrong", report.wrong.len()),
        ];
        said.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| self.shell.count(key, &(n as i64))).collect()
    }

    fn told<'r>(&self, report: &'r Report) -> &'r [(usize, &'static str)] {
        &report.wrong[..report.wrong.len().min(TOLD)]
    }

    fn moves<'r>(&self, report: &'r Report) -> &'r [(usize, String, String, String)] {
        &report.moves[..report.moves.len().min(TOLD)]
    }

    fn line(&self, number: &usize) -> String {
        self.shell.with("import-line", &number.to_string())
    }
}

impl Report {
    pub fn may_be_taken(&self) -> bool {
        !self.taken && self.created + self.changed + self.organizations + self.organizations_changed > 0
    }
}
