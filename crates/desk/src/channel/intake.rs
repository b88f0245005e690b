//! A message as it arrived, before and after anybody looked at it.

use crate::channel::MailboxId;
use crate::conversation::MessageId;
use crate::ticket::TicketId;
use base::{Digest, Moment};

base::id!(IntakeId);

crate::ticket_words! {
    Source { Lmtp = "lmtp", Smtp = "smtp", Imap = "imap", Import = "import", Simulator = "simulator", }
}

crate::ticket_words! {
    IntakeState { Received = "received", Read = "read", Failed = "failed", }
}

crate::ticket_words! {
    /// What became of it.
    Decision {
        New = "new", Reply = "reply", FollowUp = "follow_up", Duplicate = "duplicate", Bounce = "bounce",
        AutoReply = "auto_reply", Ignored = "ignored", Unreadable = "unreadable",
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Intake {
    pub id: IntakeId,
    /// The bytes, in the blob store.
    pub raw: Digest,
    pub size: i64,
    pub source: Source,
    pub mailbox: Option<MailboxId>,
    /// Envelope sender; empty for `<>`.
    pub sender: String,
    /// Envelope recipients.
    pub recipients: Vec<String>,
    pub received_at: Moment,
    pub state: IntakeState,
    pub decision: Option<Decision>,
    /// Keys of the sentences that explain the decision.
    pub evidence: Vec<String>,
    pub ticket: Option<TicketId>,
    pub message: Option<MessageId>,
    pub error: String,
}
