//! Where a ticket lies: in exactly one of five places. Derived from the ticket, stored because lists are read by it.

use super::kind::words;
use super::{Category, Snooze, Ticket};
use crate::people::{PersonId, TeamId};

words! {
    Place { Open = "open", Snoozed = "snoozed", Closed = "closed", Spam = "spam", Trash = "trash", }
}

/// What the counters count by: every ticket is in one cell, and a queue's number is a sum of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    pub team: TeamId,
    pub assignee: Option<PersonId>,
    pub place: Place,
    pub category: Category,
}

impl Ticket {
    pub fn place(&self) -> Place {
        if self.trashed_at.is_some() {
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

    pub fn cell(&self) -> Cell {
        Cell { team: self.team, assignee: self.assignee, place: self.place(), category: self.category }
    }
}
