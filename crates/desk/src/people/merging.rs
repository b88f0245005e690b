//! Two people who are one: whether they may become it, and what is remembered so that it can be taken back.

use super::{HandleKind, OrganizationId, Person, PersonId, PersonNoteId, Profile, Tier};
use crate::Refusal;
use crate::approval::Reseated;
use crate::form::FieldId;
use crate::ticket::TicketId;
use base::{Email, Moment};
use serde::{Deserialize, Serialize};

base::id!(PersonMergeId);

/// Tickets that go along with one merge at most.
pub const MOST_MERGED: usize = 1_000;

#[derive(Clone, Debug, PartialEq)]
pub struct PersonMerge {
    pub id: PersonMergeId,
    /// Who they are now.
    pub person: PersonId,
    pub from: PersonId,
    pub by: Option<PersonId>,
    pub at: Moment,
    pub moved: Moved,
}

/// What went from one to the other.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    pub addresses: Vec<Email>,
    /// Those they had asked.
    pub tickets: Vec<TicketId>,
    /// Those they were in copy of.
    pub copies: Vec<TicketId>,
    /// Those of the other that were empty here.
    #[serde(default)]
    pub fields: Vec<FieldId>,
    /// So was this: an empty part was not.
    #[serde(default)]
    pub profile: Option<Profile>,
    /// What they belong to as well now, and where they are turned to first.
    #[serde(default)]
    pub organizations: Vec<OrganizationId>,
    #[serde(default)]
    pub contact_of: Vec<OrganizationId>,
    /// Numbers and names by which the other one was reached; notes.
    #[serde(default)]
    pub phones: Vec<String>,
    #[serde(default)]
    pub handles: Vec<(HandleKind, String)>,
    #[serde(default)]
    pub notes: Vec<PersonNoteId>,
    /// The other one mattered more.
    #[serde(default)]
    pub tier: Option<(Tier, Tier)>,
    /// Who sees whose tickets because of it: the overseer first.
    #[serde(default)]
    pub oversight: Vec<(PersonId, PersonId)>,
    /// Who leads them because of it, and who did before: the other one, who is themselves now.
    #[serde(default)]
    pub manager: Option<(PersonId, Option<PersonId>)>,
    /// Questions that waited for the other one.
    #[serde(default)]
    pub seats: Vec<Reseated>,
}

/// What one profile says where the other says nothing; none: nothing.
pub fn filled_in(from: &Profile, into: &Profile) -> Option<Profile> {
    let filled = Profile {
        name: if into.name.is_empty() { from.name.clone() } else { String::new() },
        language: from.language.filter(|_| into.language.is_none()),
        time_zone: from.time_zone.clone().filter(|_| into.time_zone.is_none()),
        organization: from.organization.filter(|_| into.organization.is_none()),
    };
    (filled != EMPTY).then_some(filled)
}

/// With it.
pub fn with_filled(into: &Profile, filled: &Profile) -> Profile {
    Profile {
        name: if into.name.is_empty() { filled.name.clone() } else { into.name.clone() },
        language: into.language.or(filled.language),
        time_zone: into.time_zone.clone().or_else(|| filled.time_zone.clone()),
        organization: into.organization.or(filled.organization),
    }
}

/// Without it again; what somebody has changed since stays.
pub fn without_filled(now: &Profile, filled: &Profile) -> Profile {
    Profile {
        name: if filled.name.is_empty() || now.name != filled.name { now.name.clone() } else { String::new() },
        language: now.language.filter(|_| now.language != filled.language),
        time_zone: now.time_zone.clone().filter(|_| now.time_zone != filled.time_zone),
        organization: now.organization.filter(|_| now.organization != filled.organization),
    }
}

const EMPTY: Profile = Profile { name: String::new(), language: None, time_zone: None, organization: None };

/// Agents are nobody else: what they may do and did would go to another name.
pub fn may_become_one(from: (&Person, bool), into: (&Person, bool)) -> Result<(), Refusal> {
    if from.0.id == into.0.id {
        Err(Refusal::SamePerson)
    } else if from.1 || into.1 {
        Err(Refusal::AgentsStayApart)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_empty_is_filled_in_and_taken_out_again_unless_it_was_changed_since() {
        let profile = |name: &str, zone: Option<&str>| Profile {
            name: name.into(),
            language: None,
            time_zone: zone.map(str::to_owned),
            organization: None,
        };
        let (from, into) = (profile("Kei Tanaka", Some("Asia/Tokyo")), profile("", Some("Europe/Berlin")));
        let filled = filled_in(&from, &into).unwrap();
        assert_eq!(filled, profile("Kei Tanaka", None), "what stands there stays");
        let whole = with_filled(&into, &filled);
        assert_eq!(whole, profile("Kei Tanaka", Some("Europe/Berlin")));
        assert_eq!(without_filled(&whole, &filled), into);
        let renamed = profile("Kei Tanaka-Mori", Some("Europe/Berlin"));
        assert_eq!(without_filled(&renamed, &filled), renamed);
        assert_eq!(filled_in(&into, &whole), None);
    }
}
