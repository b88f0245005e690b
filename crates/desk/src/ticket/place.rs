//! Where a ticket lies: in exactly one of six places. Derived from the ticket, stored because lists are read by it.

use super::kind::words;
use super::{Category, Snooze, Ticket};
use crate::people::{PersonId, TeamId};

words! {
    Place { Open = "open", Snoozed = "snoozed", Closed = "closed", Spam = "spam", Trash = "trash", Merged = "merged", }
}

/// Whose tickets a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whose {
    Nobody,
    /// Assigned, to whomever.
    Somebody,
    /// Open and assigned to this agent. These tickets lie in a cell of `Somebody` as well.
    Agent(PersonId),
}

/// What the counters count by: a queue's number is a sum of cells. Every ticket lies in one cell of nobody or somebody,
/// an open one also in its assignee's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    pub whose: Whose,
    pub team: TeamId,
    pub place: Place,
    pub category: Category,
}

impl Ticket {
    pub fn place(&self) -> Place {
        if self.merged_into.is_some() {
            Place::Merged
        } else if self.trashed_at.is_some() {
            Place::Trash
        } else if self.spam {
            Place::Spam
        } else if self.category.is_done() {
            Place::Closed
        } else if self.snooze != Snooze::Awake {
            Place::Snoozed
        } else {
            Place::Open
        }
    }

    pub fn cells(&self) -> impl Iterator<Item = Cell> {
        let (team, place, category) = (self.team, self.place(), self.category);
        let shared = if self.assignee.is_some() { Whose::Somebody } else { Whose::Nobody };
        let own = self.assignee.filter(|_| place == Place::Open).map(Whose::Agent);
        std::iter::once(shared).chain(own).map(move |whose| Cell { whose, team, place, category })
    }
}
