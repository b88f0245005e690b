//! People or objects from a table: what its columns mean, what taking it would do, and which lines are wrong.

use super::Frame;
use crate::Shell;
use crate::admin::{Choice, Form};
use askama::Template;
use desk::people::{PeopleImportId, PeopleImportState};

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
    /// What it is called, what it is for, and how large it may be.
    pub title: String,
    pub lead: &'a str,
    pub limits: &'a str,
    /// Where it is sent, with what goes along.
    pub action: &'static str,
    pub of: Option<i64>,
    /// Where it began.
    pub back: String,
    /// What a column may hold.
    pub choices: Vec<Choice>,
    pub form: Form,
    /// The one that was brought last.
    pub last: Option<String>,
    /// None: nothing was read yet.
    pub table: Option<Preview>,
    /// None: it was not tried.
    pub report: Option<Report>,
}

/// A table that the desk keeps while it is tried and taken.
#[derive(Template)]
#[template(path = "agent/person/brought.html")]
pub struct PeopleImport<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub id: PeopleImportId,
    pub state: PeopleImportState,
    /// Lines that were looked at, while it is at work.
    pub done: i64,
    /// What a column may hold.
    pub choices: Vec<Choice>,
    pub form: Form,
    pub table: Preview,
    /// None: it was not tried, or is at work.
    pub report: Option<Report>,
}

pub struct Preview {
    /// Each column's name, what it is taken for, and what stands in it in the first lines.
    pub columns: Vec<(String, String, Vec<String>)>,
    pub rows: i64,
}

#[derive(Default)]
pub struct Report {
    /// It was taken, not only tried.
    pub taken: bool,
    /// Not to its end.
    pub stopped: bool,
    pub created: usize,
    pub changed: usize,
    pub same: usize,
    pub organizations: usize,
    pub organizations_changed: usize,
    /// Who goes from one organisation to another: the number of a line, their name, from, to.
    pub moves: Vec<(usize, String, String, String)>,
    /// The number of a line, and the language it names that Kippu does not speak.
    pub unspoken: Vec<(usize, String)>,
    /// The number of a line, and the keys of the reasons.
    pub wrong: Vec<(usize, Vec<&'static str>)>,
    /// Where the lines that are left out are fetched; none: nowhere.
    pub left: Option<String>,
}

impl Import<'_> {
    fn title(&self) -> &str {
        &self.title
    }

    /// Again from the beginning.
    fn again(&self) -> String {
        self.of.map_or_else(|| self.action.to_owned(), |of| format!("{}?type={of}", self.action))
    }
}

impl PeopleImport<'_> {
    fn title(&self) -> &str {
        self.shell.say("import-title")
    }

    fn is_at_work(&self) -> bool {
        matches!(self.state, PeopleImportState::Trying | PeopleImportState::Taking)
    }

    fn works(&self) -> &str {
        self.shell.say(if self.state == PeopleImportState::Taking { "import-takes" } else { "import-tries" })
    }

    /// How many of its lines were looked at.
    fn so_far(&self) -> String {
        let mut args = base::words::Args::new();
        args.set("done", self.done);
        args.set("all", self.table.rows);
        self.shell.words.tell("import-so-far", &args)
    }
}

impl Preview {
    pub fn is(&self, choice: &Choice, holds: &String) -> bool {
        choice.value == *holds
    }
}

impl Report {
    pub fn may_be_taken(&self) -> bool {
        !self.taken && self.created + self.changed + self.organizations + self.organizations_changed > 0
    }

    /// The key of what there is to say of it first.
    pub fn lead(&self) -> &'static str {
        match (self.taken, self.stopped) {
            (true, false) => "import-taken",
            (true, true) => "import-stopped",
            (false, _) => "import-tried",
        }
    }

    pub fn facts(&self, shell: &Shell) -> Vec<String> {
        let said = [
            ("import-created", self.created),
            ("import-changed", self.changed),
            ("import-same", self.same),
            ("import-organizations", self.organizations),
            ("import-organizations-changed", self.organizations_changed),
            ("import-moved", self.moves.len()),
            ("import-unspoken", self.unspoken.len()),
            ("import-wrong", self.wrong.len()),
        ];
        said.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| shell.count(key, &(n as i64))).collect()
    }

    pub fn first_wrong(&self) -> &[(usize, Vec<&'static str>)] {
        &self.wrong[..self.wrong.len().min(TOLD)]
    }

    pub fn first_moves(&self) -> &[(usize, String, String, String)] {
        &self.moves[..self.moves.len().min(TOLD)]
    }

    pub fn first_unspoken(&self) -> &[(usize, String)] {
        &self.unspoken[..self.unspoken.len().min(TOLD)]
    }

    pub fn line(&self, shell: &Shell, number: &usize) -> String {
        shell.with("import-line", &number.to_string())
    }

    pub fn unknown(&self, shell: &Shell, word: &str) -> String {
        shell.with("import-unspoken-word", word)
    }
}
