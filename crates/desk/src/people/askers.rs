//! Whose requests one list of the portal shows.

use super::OrganizationId;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Askers {
    /// One's own, and those one is in copy of.
    #[default]
    Own,
    /// What was asked for an organisation that shares it.
    Organization(OrganizationId),
    /// Of those whom one oversees.
    Others,
}

impl Askers {
    /// As an address or a form says it: `organization=5`, `of=others` or neither.
    pub fn named(organization: Option<i64>, of: &str) -> Self {
        match (organization, of) {
            (Some(id), _) => Self::Organization(OrganizationId(id)),
            (None, "others") => Self::Others,
            (None, _) => Self::Own,
        }
    }

    /// The same to be said again; one's own need no word.
    pub fn word(self) -> Option<(&'static str, String)> {
        match self {
            Self::Own => None,
            Self::Organization(id) => Some(("organization", id.to_string())),
            Self::Others => Some(("of", "others".to_owned())),
        }
    }
}
