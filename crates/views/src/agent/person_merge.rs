//! Two people side by side, before they become one: what is kept, moved and filled in.

use super::{Face, Frame};
use crate::Shell;
use askama::Template;
use desk::people::Person;

#[derive(Template)]
#[template(path = "agent/person/merge.html")]
pub struct PersonMergePage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// Who goes, and who stays.
    pub from: &'a Person,
    pub into: &'a Person,
    pub rows: Vec<Row>,
    pub tickets: i64,
    pub copies: i64,
    /// Questions that wait for whoever goes.
    pub approvals: i64,
    /// The state of both that is shown here.
    pub seen: String,
    pub back: String,
    /// It was begun in the list of namesakes.
    pub namesakes: bool,
    /// One of them has changed since it was shown.
    pub stale: bool,
}

pub struct Row {
    pub label: String,
    pub from: String,
    pub into: String,
    pub stands: Stands,
}

/// What stands there afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Both together.
    Moved,
    /// What was empty.
    Filled,
    /// What stood there; the other's stays with the other.
    Left,
    Same,
}

impl Row {
    pub(super) fn key(&self) -> &'static str {
        match self.stands {
            Stands::Moved => "person-merge-moved",
            Stands::Filled => "person-merge-filled",
            Stands::Left => "person-merge-left",
            Stands::Same => "person-merge-same",
        }
    }

    pub(super) fn tone(&self) -> &'static str {
        match self.stands {
            Stands::Moved => "accent",
            Stands::Filled => "success",
            Stands::Left => "warning",
            Stands::Same => "",
        }
    }
}

impl PersonMergePage<'_> {
    fn title(&self) -> &str {
        self.shell.say("person-merge-title")
    }

    fn face(&self, person: &Person) -> Face {
        Face::of(person.id, person.shown())
    }

    /// The other way round.
    fn turned(&self) -> String {
        let back = if self.namesakes { "&back=namesakes" } else { "" };
        format!("/people/{}/merge?from={}{back}", self.from.id, self.into.id)
    }
}
