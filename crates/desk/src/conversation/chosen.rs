//! What was chosen beside the words of a letter that is begun; none: as usual. It stays with its draft until that is sent.

use super::{Along, MacroId, MessageId};
use crate::channel::{MailboxId, Protect, Quotation, Signs};
use crate::people::PersonId;
use crate::ticket::StatusId;
use base::Moment;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Chosen {
    pub from: Option<MailboxId>,
    pub signs: Option<Signs>,
    pub quotation: Option<Quotation>,
    /// Otherwise than its mailbox usually does.
    pub protect: Option<Protect>,
    /// It stays when the requester writes before its moment.
    pub unless_answered: Option<bool>,
    /// When it leaves.
    pub send_at: Option<Moment>,
    /// What the ticket's status becomes with it.
    pub status: Option<StatusId>,
    /// What they do beside their words is done when it is sent.
    pub macros: Vec<MacroId>,
    /// Who is called by name.
    pub mentions: Vec<PersonId>,
    /// What came back and goes out anew: what its macros did and could not be taken back is not done again.
    pub instead: Option<MessageId>,
    /// What goes along with a forward.
    pub along: Option<Along>,
    pub lines: Lines,
}

/// Whom each line of its form names, as typed, whatever it is to become: who is proposed and ticked, and who was added.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Lines {
    /// None: everybody who is proposed. Empty: nobody.
    pub to: Option<String>,
    /// Likewise of those who are proposed in copy of an answer to all.
    pub cc: Option<String>,
    /// Who was added in copy.
    pub more_cc: String,
    pub forward_to: String,
}

impl Lines {
    pub fn longest(&self) -> usize {
        let proposed = [&self.to, &self.cc].map(|line| line.as_deref().unwrap_or_default().len());
        proposed.into_iter().chain([self.more_cc.len(), self.forward_to.len()]).max().unwrap_or_default()
    }
}
