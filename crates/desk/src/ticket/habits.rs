//! What a desk has said once of all its tickets: when what was solved is closed, and who makes new tags.

use crate::Refusal;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Days for which a solved ticket stays so before it is closed; none: it stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Closing {
    pub days: u32,
}

impl Default for Closing {
    fn default() -> Self {
        Self { days: 7 }
    }
}

impl Closing {
    /// Ten years.
    pub const MOST: u32 = 3_650;

    pub fn sound(self) -> Result<Self, Refusal> {
        if self.days <= Self::MOST { Ok(self) } else { Err(Refusal::ClosingInvalid) }
    }

    /// None: never.
    pub fn after(self) -> Option<Duration> {
        (self.days > 0).then(|| Duration::from_secs(u64::from(self.days) * 86_400))
    }
}

crate::ticket_words! {
    /// Who makes a tag by typing one that is not there yet.
    NewTags {
        /// Whoever changes tickets.
        Agents = "agents",
        /// Whoever tidies tags up.
        Managers = "managers",
    }
}

impl Default for NewTags {
    fn default() -> Self {
        Self::Agents
    }
}

impl NewTags {
    /// The Fluent key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Agents => "new-tags-agents",
            Self::Managers => "new-tags-managers",
        }
    }
}

crate::ticket_words! {
    /// What a message does that only says thank you, to a ticket that is solved.
    Thanks {
        /// It is there to read, and the ticket stays solved.
        Stay = "stay",
        /// It opens the ticket as anything else does.
        Reopen = "reopen",
    }
}

impl Default for Thanks {
    fn default() -> Self {
        Self::Stay
    }
}

impl Thanks {
    /// The Fluent key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Stay => "thanks-stay",
            Self::Reopen => "thanks-reopen",
        }
    }
}
