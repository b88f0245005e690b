//! Two people who are one: whether they may become it, and what is remembered so that it can be taken back.

use super::{Person, PersonId};
use crate::Refusal;
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
}

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
