//! Letters to agents about their tickets: what happened, and that they may answer by answering the letter.

use crate::conversation::{SideId, Thread};
use crate::notification::{Detail, Occasion, Told};
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
    /// Its mailbox always encrypts: the letter says who did what, and nothing that anybody wrote.
    #[serde(default)]
    pub discreet: bool,
    pub what: What,
    #[serde(flatten)]
    pub thread: Thread,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    /// Somebody gave them the ticket; what was said last.
    Assigned { by: String, author: String, text: String },
    /// The requester, or somebody in copy, wrote on a ticket of theirs; `apart`: somebody else did, and the requester does not
    /// see it.
    Spoke {
        author: String,
        text: String,
        #[serde(default)]
        apart: bool,
    },
    /// Somebody answered in a side conversation of theirs.
    SideSpoke { side: SideId, title: String, author: String, text: String },
    /// Their letter did not reach somebody.
    Failed { address: String, reason: String },
    /// Anything else of which they want to hear, with what was said, if anything was.
    Told { told: Told, text: String },
    /// What they sent by mail stayed a note, or was not done as they asked: why, in words.
    Kept { why: Vec<String> },
}

impl What {
    /// As one line tells it, without what anybody wrote; none: it speaks of their own mail.
    pub fn discreet(&self) -> Option<Told> {
        let told = |occasion, who: &str, detail| Some(Told { occasion, who: who.to_owned(), detail });
        match self {
            Self::Assigned { by, .. } => told(Occasion::Assigned, by, Detail::Nothing),
            Self::Spoke { author, .. } => told(Occasion::Received, author, Detail::Nothing),
            Self::SideSpoke { author, .. } => told(Occasion::Side, author, Detail::Nothing),
            Self::Failed { address, .. } => told(Occasion::Failed, "", Detail::Named(address.clone())),
            Self::Told { told, .. } => Some(told.clone().discreet()),
            Self::Kept { .. } => None,
        }
    }
}
