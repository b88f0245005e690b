//! People: found, shown with their tickets, edited.

use super::prose::Prose;
use super::tier::{self, Mark};
use super::{Face, Frame, Row};
use crate::Shell;
use crate::admin::keys::standard;
use crate::admin::{Choice, Form};
use crate::form::Blank;
use askama::Template;
use base::{Language, Moment};
use desk::Role;
use desk::channel::{KeySource, KeyTrust, MailKey};
use desk::conversation::Attachment;
use desk::panel::PanelId;
use desk::people::{
    Handle, HandleKind, Likeness, Organization, OrganizationId, Person, PersonAddress, PersonId, PersonMergeId,
    PersonNote, Phone, PhoneKind, Tier,
};
use desk::ticket::Ticket;

#[derive(Template)]
#[template(path = "agent/person/list.html")]
pub struct People<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub find: String,
    pub people: Vec<Found>,
    /// The address of the next page.
    pub next: Option<String>,
    pub may_edit: bool,
}

pub struct Found {
    pub person: Person,
    pub organization: Option<String>,
    pub role: Option<Role>,
    pub tier: Tier,
}

#[derive(Template)]
#[template(path = "agent/person/page.html")]
pub struct PersonPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub person: &'a Person,
    /// The first is the one we write to.
    pub addresses: &'a [PersonAddress],
    pub keys: &'a [MailKey],
    pub phones: &'a [Phone],
    pub phone_form: Form,
    pub handles: &'a [Handle],
    pub handle_form: Form,
    /// The newest first, with who wrote each.
    pub notes: &'a [(PersonNote, String)],
    pub older_notes: Option<String>,
    pub note_form: Form,
    /// Whoever looks, and whether they take away what others noted.
    pub me: PersonId,
    pub manages: bool,
    pub may_note: bool,
    pub organization: Option<&'a Organization>,
    pub role: Option<Role>,
    /// When they are back; none: they are there.
    pub away: Option<Moment>,
    /// What is said of them, and what counts.
    pub tiers: (Tier, Tier),
    pub tier_form: Form,
    /// Those they belong to as well, and whether they are turned to first there.
    pub beside: Vec<(OrganizationId, String, bool)>,
    pub beside_form: Form,
    /// Organisations whose name begins as one was typed that is none.
    pub near: Vec<String>,
    /// They are turned to first in their main organisation.
    pub contact: bool,
    /// In all places together, as far as the one who looks may see.
    pub tickets: i64,
    pub open: i64,
    /// How many of them they have rated, and their stars together.
    pub rated: (i64, i64),
    pub rows: Vec<Row<'a>>,
    pub next: Option<String>,
    pub form: Form,
    pub zones: &'a [String],
    pub address: Form,
    /// What stands in the fields that people have defined.
    pub profile: Vec<Blank>,
    pub profile_form: Form,
    /// What panels have filled in: the name of each, when, how much.
    pub filled: Vec<(String, Moment, i64)>,
    /// What other systems know of them comes when it is there.
    pub panels: Vec<(PanelId, String)>,
    /// What says that it is theirs: address, icon, name, type.
    pub objects: Vec<(String, &'static str, String, String)>,
    pub may_edit: bool,
    pub blocked: bool,
    /// Who may be the same person, and why; the likeliest first.
    pub alike: Vec<(Person, Likeness)>,
    /// Who was merged into them.
    pub merged: Vec<Merged>,
    /// Why nobody was merged.
    pub merge: Form,
    /// Whoever leads them.
    pub manager: Option<Person>,
    pub manager_form: Form,
    /// Whose tickets they see in the portal, and who sees theirs.
    pub oversees: Vec<Person>,
    pub overseers: Vec<Person>,
    pub oversight_form: Form,
}

/// A merge that can be taken back.
pub struct Merged {
    pub id: PersonMergeId,
    pub name: String,
    pub tickets: i64,
    pub at: Moment,
}

/// Somebody nobody has had mail from yet.
#[derive(Template)]
#[template(path = "agent/person/new.html")]
pub struct NewPerson<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub form: Form,
    /// Organisations whose name begins as one was typed that is none.
    pub near: Vec<String>,
}

impl People<'_> {
    fn title(&self) -> &str {
        self.shell.say("people-title")
    }

    fn role_key(&self, role: &Role) -> &'static str {
        role_key(*role)
    }
}

impl Found {
    fn mark(&self) -> Option<Mark> {
        tier::mark(self.tier)
    }

    pub(super) fn face(&self) -> Face {
        Face::of(self.person.id, self.person.shown())
    }

    /// The address, where the name is not one already.
    pub(super) fn email(&self) -> &str {
        match &self.person.email {
            Some(email) if !self.person.name.is_empty() => email.as_str(),
            Some(_) | None => "",
        }
    }
}

/// The average of so many ratings and their stars together: `4.5`.
pub(super) fn satisfaction((rated, stars): (i64, i64)) -> Option<String> {
    (rated > 0).then(|| format!("{}.{}", stars / rated, stars % rated * 10 / rated))
}

impl PersonPage<'_> {
    /// How content they were on average, of five stars.
    fn satisfaction(&self) -> Option<String> {
        satisfaction(self.rated)
    }

    fn title(&self) -> &str {
        self.person.shown()
    }

    fn role_key(&self, role: &Role) -> &'static str {
        role_key(*role)
    }

    fn face(&self) -> Face {
        Face::of(self.person.id, self.person.shown())
    }

    fn languages(&self) -> Vec<Choice> {
        languages(&self.shell)
    }

    fn is_first(&self, address: &PersonAddress) -> bool {
        self.addresses.first() == Some(address)
    }

    fn likeness_key(&self, why: &Likeness) -> &'static str {
        match why {
            Likeness::SameName => "likeness-same-name",
            Likeness::SameNameThere => "likeness-same-name-there",
            Likeness::SamePhone => "likeness-same-phone",
            Likeness::SameHandle => "likeness-same-handle",
            Likeness::SameMailbox => "likeness-same-mailbox",
        }
    }

    fn other_face(&self, person: &Person) -> Face {
        Face::of(person.id, person.shown())
    }

    fn mark(&self) -> Option<Mark> {
        tier::mark(self.tiers.1)
    }

    /// Their organisation matters more than what is said of themselves.
    fn by_organization(&self) -> bool {
        self.tiers.1 > self.tiers.0
    }

    fn tier_choices(&self) -> Vec<Choice> {
        tier_choices(&self.shell)
    }

    fn phone_kinds(&self) -> Vec<Choice> {
        phone_kinds(&self.shell)
    }

    fn services(&self) -> Vec<Choice> {
        services(&self.shell)
    }

    fn service(&self, kind: &HandleKind) -> &str {
        kind.brand().unwrap_or_else(|| self.shell.say("handle-other"))
    }

    fn noted<'n>(&self, note: &'n PersonNote) -> Prose<'n> {
        Prose::of(&note.text)
    }

    fn takes_away(&self, note: &PersonNote) -> bool {
        self.manages || note.author == Some(self.me)
    }

    /// Merging is for people from outside.
    fn may_merge(&self) -> bool {
        self.may_edit && self.role.is_none()
    }

    fn standard(&self, key: &MailKey) -> &'static str {
        standard(key.standard)
    }

    fn source(&self, key: &MailKey) -> &'static str {
        match key.source {
            KeySource::SignedMail => "key-source-signed-mail",
            KeySource::Autocrypt => "key-source-autocrypt",
            KeySource::Directory => "key-source-directory",
            KeySource::Uploaded => "key-source-uploaded",
            KeySource::Made => "key-source-made",
        }
    }

    fn trust(&self, key: &MailKey) -> (&'static str, &'static str) {
        match key.trust {
            KeyTrust::Undecided => ("warning", "key-trust-undecided"),
            KeyTrust::Trusted => ("success", "key-trust-trusted"),
            KeyTrust::Distrusted => ("danger", "key-trust-distrusted"),
        }
    }

    fn is_trusted(&self, key: &MailKey) -> bool {
        key.trust == KeyTrust::Trusted
    }

    fn removable(&self) -> bool {
        self.may_edit && self.addresses.len() > 1
    }

    /// What a field for people finds them by: their address; without one their id, after their name.
    fn whom(&self) -> String {
        match &self.person.email {
            Some(email) => email.to_string(),
            None => format!("{} <#{}>", self.person.shown().replace(BETWEEN_PEOPLE, " "), self.person.id),
        }
    }
}

/// Between two people in one field.
const BETWEEN_PEOPLE: [char; 5] = [',', ';', '、', '，', '；'];

/// All the files that came from somebody.
#[derive(Template)]
#[template(path = "agent/person/files.html")]
pub struct PersonFiles<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub person: &'a Person,
    pub tickets: &'a [(Ticket, Vec<Attachment>)],
    /// The address of the next page.
    pub next: Option<String>,
}

impl PersonFiles<'_> {
    fn title(&self) -> String {
        self.shell.with("files-title", self.person.shown())
    }
}

impl NewPerson<'_> {
    fn title(&self) -> &str {
        self.shell.say("person-new")
    }

    fn languages(&self) -> Vec<Choice> {
        languages(&self.shell)
    }

    fn phone_kinds(&self) -> Vec<Choice> {
        phone_kinds(&self.shell)
    }

    fn services(&self) -> Vec<Choice> {
        services(&self.shell)
    }
}

fn phone_kinds(shell: &Shell) -> Vec<Choice> {
    PhoneKind::ALL.into_iter().map(|kind| Choice::new(kind.name(), shell.say(kind.key()))).collect()
}

fn services(shell: &Shell) -> Vec<Choice> {
    let called = |kind: HandleKind| kind.brand().unwrap_or_else(|| shell.say("handle-other"));
    HandleKind::ALL.into_iter().map(|kind| Choice::new(kind.name(), called(kind))).collect()
}

fn languages(shell: &Shell) -> Vec<Choice> {
    let known = Language::ALL.map(|language| Choice::new(language.tag(), language.endonym()));
    [Choice::new("", shell.say("person-language-unknown"))].into_iter().chain(known).collect()
}

pub(super) fn tier_choices(shell: &Shell) -> Vec<Choice> {
    Tier::ALL.into_iter().map(|tier| Choice::new(tier.name(), shell.say(tier.key()))).collect()
}

const fn role_key(role: Role) -> &'static str {
    match role {
        Role::Administrator => "role-administrator",
        Role::Supervisor => "role-supervisor",
        Role::Agent => "role-agent",
        Role::Novice => "role-novice",
        Role::Light => "role-light",
    }
}
