//! What a letter to an approver tells; its `details` as JSON.

use super::ApprovalId;
use crate::people::PersonId;
use crate::ticket::TicketNumber;
use base::Language;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ApprovalLetter {
    pub language: Language,
    pub approval: ApprovalId,
    /// Who gets it: the link in it is theirs.
    pub person: PersonId,
    pub number: TicketNumber,
    /// Of the ticket.
    pub subject: String,
    pub requester: String,
    pub question: String,
    /// Whom they stand in for; may be empty.
    pub stands_for: String,
    /// It was asked before.
    pub again: bool,
}
