//! Organisations: found, shown with their members and tickets, edited.

use super::person::{Found, satisfaction, tier_choices};
use super::prose::Prose;
use super::tier::{self, Mark};
use super::{Face, Frame, Row};
use crate::Shell;
use crate::admin::{Choice, Form};
use crate::form::Blank;
use askama::Template;
use base::Moment;
use desk::people::{Organization, OrganizationId, OrganizationMergeId, Person, Sharing};

#[derive(Template)]
#[template(path = "agent/organization/list.html")]
pub struct Organizations<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub find: String,
    /// With the number of members.
    pub organizations: Vec<(Organization, i64)>,
    pub next: Option<String>,
    pub may_edit: bool,
}

#[derive(Template)]
#[template(path = "agent/organization/new.html")]
pub struct NewOrganization<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub form: Form,
    /// The one that is called so already.
    pub same: Option<(OrganizationId, String)>,
}

/// A merge that can be taken back.
pub struct MergedOrganization {
    pub id: OrganizationMergeId,
    pub name: String,
    pub tickets: i64,
    pub at: Moment,
}

#[derive(Template)]
#[template(path = "agent/organization/page.html")]
pub struct OrganizationPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub organization: &'a Organization,
    pub members: Vec<Found>,
    /// Whom one turns to first.
    pub contacts: Vec<Person>,
    pub contacts_form: Form,
    /// Whose main organisation is another one.
    pub further: Vec<Person>,
    pub further_form: Form,
    /// The agent who looks after it, and those who may.
    pub agent: Option<Person>,
    pub agents: Vec<Choice>,
    pub about_form: Form,
    /// In all places together, as far as the one who looks may see.
    pub tickets: i64,
    pub open: i64,
    /// How many of them were rated, and their stars together.
    pub rated: (i64, i64),
    pub rows: Vec<Row<'a>>,
    /// Where those before them stand.
    pub older: Option<String>,
    pub form: Form,
    /// The other one that is called as this one was to be called.
    pub same: Option<(OrganizationId, String)>,
    pub domain: Form,
    /// Others that are called the same.
    pub alike: Vec<Organization>,
    pub merged: Vec<MergedOrganization>,
    /// Why none was merged, and those whose name begins as it was typed.
    pub merge_form: Form,
    pub near: Vec<String>,
    /// Why it was not removed.
    pub remove_form: Form,
    /// What stands in the fields that people have defined.
    pub profile: Vec<Blank>,
    pub profile_form: Form,
    /// What says that it is theirs: address, icon, name, type.
    pub objects: Vec<(String, &'static str, String, String)>,
    pub may_edit: bool,
}

impl Organizations<'_> {
    fn mark(&self, organization: &Organization) -> Option<Mark> {
        tier::mark(organization.about.tier)
    }

    fn title(&self) -> &str {
        self.shell.say("organizations-title")
    }
}

impl NewOrganization<'_> {
    fn title(&self) -> &str {
        self.shell.say("organizations-new")
    }
}

impl OrganizationPage<'_> {
    /// How content its people were on average, of five stars.
    fn satisfaction(&self) -> Option<String> {
        satisfaction(self.rated)
    }

    fn mark(&self) -> Option<Mark> {
        tier::mark(self.organization.about.tier)
    }

    fn notes(&self) -> Prose<'_> {
        Prose::of(&self.organization.about.notes)
    }

    fn is_contact(&self, person: &Person) -> bool {
        self.contacts.iter().any(|contact| contact.id == person.id)
    }

    fn face(&self, person: &Person) -> Face {
        Face::of(person.id, person.shown())
    }

    fn tier_choices(&self) -> Vec<Choice> {
        tier_choices(&self.shell)
    }

    fn sharings(&self) -> Vec<Choice> {
        let choice = |one: Sharing| {
            Choice::new(one.name(), self.shell.say(one.key())).meaning(self.shell.say(&format!("{}-hint", one.key())))
        };
        Sharing::ALL.into_iter().map(choice).collect()
    }

    fn title(&self) -> &str {
        &self.organization.name
    }
}
