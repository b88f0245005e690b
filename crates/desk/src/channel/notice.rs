//! Letters to agents about their tickets: what happened, and that they may answer by answering the letter.

use crate::conversation::{SideId, Thread};
use crate::people::PersonId;
use crate::ticket::TicketNumber;
use base::Language;
use serde::{Deserialize, Serialize};

/// What a letter to an agent tells; the letter's `details` as JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    pub language: Language,
    /// Who reads it.
    pub agent: PersonId,
    pub number: TicketNumber,
    /// The ticket's.
    pub subject: String,
    pub what: What,
    #[serde(flatten)]
    pub thread: Thread,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    /// Somebody gave them the ticket; what was said last.
    Assigned { by: String, author: String, text: String },
    /// The requester, or somebody in copy, wrote on a ticket of theirs.
    Spoke { author: String, text: String },
    /// Somebody answered in a side conversation of theirs.
    SideSpoke { side: SideId, title: String, author: String, text: String },
    /// Their letter did not reach somebody.
    Failed { address: String, reason: String },
    /// What they sent by mail stayed a note, or was not done as they asked: why, in words.
    Kept { why: Vec<String> },
}

/// Which letters an agent wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notices {
    pub assigned: bool,
    pub spoke: bool,
    pub failed: bool,
}

impl Default for Notices {
    fn default() -> Self {
        Self { assigned: false, spoke: false, failed: true }
    }
}

impl Notices {
    /// As a column keeps it: `assigned,failed`; a dash where nothing is wanted.
    pub fn written(self) -> String {
        let all = [(self.assigned, "assigned"), (self.spoke, "spoke"), (self.failed, "failed")];
        let wanted: Vec<&str> = all.into_iter().filter_map(|(wanted, word)| wanted.then_some(word)).collect();
        if wanted.is_empty() { "-".into() } else { wanted.join(",") }
    }

    /// Empty: as it is for whoever has chosen nothing.
    pub fn read(column: &str) -> Self {
        let has = |word: &str| column.split(',').any(|one| one == word);
        match column {
            "" => Self::default(),
            _ => Self { assigned: has("assigned"), spoke: has("spoke"), failed: has("failed") },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_agent_wants_reads_back_as_it_was_written() {
        for bits in 0..8 {
            let wish = Notices { assigned: bits & 1 != 0, spoke: bits & 2 != 0, failed: bits & 4 != 0 };
            assert_eq!(Notices::read(&wish.written()), wish);
        }
        assert_eq!(Notices::read(""), Notices::default());
    }
}
