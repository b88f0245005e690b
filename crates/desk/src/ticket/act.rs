//! What can be done to many tickets at once: each is a verb that there is for one.

use super::{Kind, Priority, Relation, StatusId, TagId, TicketNumber};
use crate::conversation::MacroId;
use crate::form::{FieldId, TopicId};
use crate::people::{PersonId, TeamId};
use base::Moment;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    Assign(Option<PersonId>),
    SetStatus(StatusId),
    SetPriority(Priority),
    SetKind(Kind),
    SetTopic(Option<TopicId>),
    /// As it was typed, and in whose zone.
    SetField {
        field: FieldId,
        typed: Vec<String>,
        zone: String,
    },
    MoveToTeam(TeamId),
    /// What a macro does beside its text.
    Macro(MacroId),
    /// Sends what it says as a reply, and does the rest.
    Answer(MacroId),
    /// The same, also where these guards warn: whoever sends has looked at what they say.
    AnswerChecked {
        id: MacroId,
        warned: Vec<String>,
    },
    AddTags(Vec<TagId>),
    RemoveTags(Vec<TagId>),
    SnoozeUntil(Moment),
    SnoozeUntilReply,
    Wake,
    /// Due at a moment; none: at none any more.
    SetDeadline(Option<Moment>),
    /// Whoever does it follows, or does not any more.
    Follow,
    Unfollow,
    /// The conversation goes on in another.
    MergeInto(TicketNumber),
    /// Another ticket is that to each of them.
    Link {
        to: TicketNumber,
        relation: Relation,
    },
    MarkSpam,
    MarkNotSpam,
    Trash,
    Restore,
    /// For ever, out of the trash.
    Erase,
}

impl Act {
    /// The macro whose text it sends.
    pub const fn answers_with(&self) -> Option<MacroId> {
        match self {
            Self::Answer(id) | Self::AnswerChecked { id, .. } => Some(*id),
            Self::Assign(_)
            | Self::SetStatus(_)
            | Self::SetPriority(_)
            | Self::SetKind(_)
            | Self::SetTopic(_)
            | Self::SetField { .. }
            | Self::MoveToTeam(_)
            | Self::Macro(_)
            | Self::AddTags(_)
            | Self::RemoveTags(_)
            | Self::SnoozeUntil(_)
            | Self::SnoozeUntilReply
            | Self::Wake
            | Self::SetDeadline(_)
            | Self::Follow
            | Self::Unfollow
            | Self::MergeInto(_)
            | Self::Link { .. }
            | Self::MarkSpam
            | Self::MarkNotSpam
            | Self::Trash
            | Self::Restore
            | Self::Erase => None,
        }
    }
}

base::id!(
    /// One change of many tickets, with what became of each.
    RunId
);

super::kind::words! {
    RunState {
        Running = "running",
        Done = "done",
        Cancelled = "cancelled",
        Undoing = "undoing",
        Undone = "undone",
    }
}

/// One change of many tickets.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    pub id: RunId,
    pub person: PersonId,
    pub act: Act,
    /// The word of the view it was begun in; empty: in none.
    pub view: String,
    pub state: RunState,
    /// How many there are to be, as far as that was known; and how many were changed, and were left.
    pub total: i64,
    pub changed: i64,
    pub kept: i64,
    pub at: Moment,
}

impl Run {
    pub const fn is_at_work(&self) -> bool {
        matches!(self.state, RunState::Running | RunState::Undoing)
    }

    pub const fn has_a_way_back(&self) -> bool {
        !matches!(self.act, Act::Erase)
    }

    pub const fn may_be_undone(&self) -> bool {
        matches!(self.state, RunState::Done | RunState::Cancelled) && self.changed > 0 && self.has_a_way_back()
    }
}
