//! Organizations and people that are one since they were merged: whoever named one of them means all.

use super::{Kin, Test, Whom};
use crate::people::{OrganizationId, PersonId};
use serde::{Deserialize, Serialize};

/// Each with what went into it, straight or by way of another; what it is now stands first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Selves {
    #[serde(rename = "selves", skip_serializing_if = "Vec::is_empty")]
    pub organizations: Vec<Vec<OrganizationId>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Vec<PersonId>>,
}

impl Selves {
    /// Those that a test names.
    pub(super) fn named_by(&self, test: &Test) -> Self {
        Self {
            organizations: named(&self.organizations, test.named(Kin::Organization), |one| one.0),
            people: named(&self.people, test.named(Kin::Person), |one| one.0),
        }
    }

    /// Those of both, each once.
    #[must_use]
    pub(super) fn and(mut self, more: Self) -> Self {
        self.organizations.extend(more.organizations);
        self.people.extend(more.people);
        self.organizations.sort();
        self.organizations.dedup();
        self.people.sort();
        self.people.dedup();
        self
    }

    /// As tests name them.
    pub(super) fn ids(&self) -> Vec<Vec<Whom>> {
        let organizations = self.organizations.iter().map(|all| all.iter().map(|one| Whom::Id(one.0)).collect());
        let people = self.people.iter().map(|all| all.iter().map(|one| Whom::Id(one.0)).collect());
        organizations.chain(people).collect()
    }
}

fn named<T: Clone>(all: &[Vec<T>], ids: &[Whom], id: impl Fn(&T) -> i64) -> Vec<Vec<T>> {
    if ids.is_empty() {
        return Vec::new();
    }
    all.iter().filter(|one| one.iter().any(|one| ids.contains(&Whom::Id(id(one))))).cloned().collect()
}
