//! Two organisations that are one: what is said of it then, and what is remembered so that it can be taken back.

use super::{About, LONGEST_NOTES, OrganizationId, PersonId};
use crate::form::FieldId;
use crate::ticket::TicketId;
use base::Moment;
use serde::{Deserialize, Serialize};

base::id!(OrganizationMergeId);

/// Tickets that go along with one merge at most, and people of each kind.
pub const MOST_CARRIED: usize = 5_000;

#[derive(Clone, Debug, PartialEq)]
pub struct OrganizationMerge {
    pub id: OrganizationMergeId,
    /// What it is now.
    pub organization: OrganizationId,
    pub from: OrganizationId,
    pub by: Option<PersonId>,
    pub at: Moment,
    pub carried: Carried,
}

/// What went from one to the other.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Carried {
    pub domains: Vec<String>,
    pub tickets: Vec<TicketId>,
    /// Whose main organisation it was, and those of them who belonged to the other one as well.
    pub members: Vec<PersonId>,
    pub of_both: Vec<PersonId>,
    /// Who belonged to it beside their main one, and those of them to whom the other one was new.
    pub further: Vec<PersonId>,
    pub joined: Vec<PersonId>,
    /// Whom one turned to first, and those of them for whom that was new with the other one.
    pub contacts: Vec<PersonId>,
    pub named: Vec<PersonId>,
    /// Those of the other that were empty.
    pub fields: Vec<FieldId>,
    /// What was said of the other before, and since.
    pub about: Option<(About, About)>,
}

/// What is said of both as one: what stands stays, what is empty is filled in, the higher tier counts, and the notes stand
/// one beneath the other as far as there is room. Who sees the tickets stays as it is.
pub fn together(from: &About, into: &About) -> About {
    About {
        notes: notes_of_both(&from.notes, &into.notes),
        agent: into.agent.or(from.agent),
        sharing: into.sharing,
        tier: into.tier.max(from.tier),
    }
}

fn notes_of_both(from: &str, into: &str) -> String {
    if into.is_empty() || from == into {
        return from.to_owned();
    }
    let both = format!("{into}\n\n{from}");
    if from.is_empty() || both.chars().count() > LONGEST_NOTES { into.to_owned() } else { both }
}

/// Without it again; what somebody has changed since stays.
pub fn apart(now: &About, before: &About, since: &About) -> About {
    About {
        notes: if now.notes == since.notes { before.notes.clone() } else { now.notes.clone() },
        agent: if now.agent == since.agent { before.agent } else { now.agent },
        sharing: now.sharing,
        tier: if now.tier == since.tier { before.tier } else { now.tier },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::{Sharing, Tier};

    fn about(notes: &str, agent: Option<i64>, tier: Tier) -> About {
        About { notes: notes.into(), agent: agent.map(PersonId), sharing: Sharing::Nobody, tier }
    }

    #[test]
    fn what_stands_stays_and_what_is_empty_is_filled_until_it_is_taken_back() {
        let from = About { sharing: Sharing::Members, ..about("Pays late", Some(4), Tier::Vip) };
        let into = about("Likes tea", None, Tier::Important);
        let both = together(&from, &into);
        assert_eq!(both, about("Likes tea\n\nPays late", Some(4), Tier::Vip), "nobody sees more tickets because of it");
        assert_eq!(apart(&both, &into, &both), into);
        let changed = About { tier: Tier::Standard, ..both.clone() };
        assert_eq!(apart(&changed, &into, &both), About { tier: Tier::Standard, ..into.clone() });
        assert_eq!(together(&into, &into), into);
    }

    #[test]
    fn notes_for_which_there_is_no_room_stay_away() {
        let long = "x".repeat(LONGEST_NOTES);
        assert_eq!(together(&about("y", None, Tier::Standard), &about(&long, None, Tier::Standard)).notes, long);
        assert_eq!(together(&about(&long, None, Tier::Standard), &about("", None, Tier::Standard)).notes, long);
    }
}
