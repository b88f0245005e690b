//! People: found, shown with their tickets, edited.

use super::{Face, Frame, Row};
use crate::Shell;
use crate::admin::keys::standard;
use crate::admin::{Choice, Form};
use crate::form::Blank;
use askama::Template;
use base::{Language, Moment};
use desk::Role;
use desk::channel::{KeySource, KeyTrust, MailKey};
use desk::people::{Likeness, Organization, Person, PersonAddress, PersonMergeId, is_shared};

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
    pub organization: Option<&'a Organization>,
    pub role: Option<Role>,
    /// In all places together, as far as the one who looks may see.
    pub tickets: i64,
    pub open: i64,
    pub rows: Vec<Row<'a>>,
    pub next: Option<String>,
    pub form: Form,
    pub address: Form,
    /// What stands in the fields that people have defined.
    pub profile: Vec<Blank>,
    pub profile_form: Form,
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
    /// Names to choose from.
    pub organizations: Vec<Choice>,
    /// Whoever leads them.
    pub manager: Option<Person>,
    pub manager_form: Form,
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

impl PersonPage<'_> {
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

    fn is_shared(&self, address: &PersonAddress) -> bool {
        is_shared(&address.email)
    }

    fn likeness_key(&self, why: &Likeness) -> &'static str {
        match why {
            Likeness::SameName => "likeness-same-name",
            Likeness::SameNameThere => "likeness-same-name-there",
            Likeness::SameMailbox => "likeness-same-mailbox",
        }
    }

    fn other_face(&self, person: &Person) -> Face {
        Face::of(person.id, person.shown())
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

    fn email(&self) -> &str {
        self.person.email.as_ref().map_or("", |email| email.as_str())
    }
}

impl NewPerson<'_> {
    fn title(&self) -> &str {
        self.shell.say("person-new")
    }

    fn languages(&self) -> Vec<Choice> {
        languages(&self.shell)
    }
}

fn languages(shell: &Shell) -> Vec<Choice> {
    let known = Language::ALL.map(|language| Choice::new(language.tag(), language.endonym()));
    [Choice::new("", shell.say("person-language-unknown"))].into_iter().chain(known).collect()
}

const fn role_key(role: Role) -> &'static str {
    match role {
        Role::Administrator => "role-administrator",
        Role::Supervisor => "role-supervisor",
        Role::Agent => "role-agent",
        Role::Light => "role-light",
    }
}
