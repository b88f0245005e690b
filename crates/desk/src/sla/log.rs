//! What a clock needs to know of a ticket's history, in the order in which it happened.

use super::PolicyId;
use crate::people::TeamId;
use crate::ticket::{Category, Priority};
use base::Moment;

crate::ticket_words! {
    /// What is promised.
    Target {
        FirstResponse = "first_response",
        /// To whatever the requester wrote since.
        NextResponse = "next_response",
        /// Word of ours, again and again, until it is solved.
        Update = "update",
        Resolution = "resolution",
        Assignment = "assignment",
        /// How long it may lie with one team.
        Team = "team",
    }
}

impl Target {
    /// The Fluent key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::FirstResponse => "target-first-response",
            Self::NextResponse => "target-next-response",
            Self::Update => "target-update",
            Self::Resolution => "target-resolution",
            Self::Assignment => "target-assignment",
            Self::Team => "target-team",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub at: Moment,
    pub what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// As the ticket began.
    Created(Beginning),
    /// The requester wrote.
    Asked,
    /// We wrote to the requester.
    Answered,
    Noted,
    Category(Category),
    Priority(Priority),
    Assigned(bool),
    Team(TeamId),
    Snoozed(bool),
    /// Spam, in the trash, or merged into another.
    Away(bool),
    /// Which policy counts from here on, and which version of it.
    Chosen(Option<(PolicyId, i64)>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beginning {
    pub category: Category,
    pub priority: Priority,
    pub team: TeamId,
    pub assigned: bool,
}

/// In the order of time. A choice counts from its moment on, so it goes before what else happened then.
pub fn in_order(log: &mut [Entry]) {
    log.sort_by_key(|entry| (entry.at, !matches!(entry.what, What::Chosen(_))));
}
