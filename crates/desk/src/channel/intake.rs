//! A message as it arrived, before and after anybody looked at it.

use crate::channel::{Evidence, MailboxId};
use crate::conversation::MessageId;
use crate::ticket::TicketId;
use base::{Digest, Moment};
use std::net::IpAddr;

base::id!(IntakeId);

crate::ticket_words! {
    Source {
        Lmtp = "lmtp", Smtp = "smtp", Imap = "imap", Pop3 = "pop3", Graph = "graph", Gmail = "gmail",
        Pipe = "pipe", Hook = "hook", Import = "import", Simulator = "simulator",
    }
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
    pub client: Client,
    pub received_at: Moment,
    pub state: IntakeState,
    pub decision: Option<Decision>,
    /// Why it was decided so.
    pub evidence: Vec<Evidence>,
    pub ticket: Option<TicketId>,
    pub message: Option<MessageId>,
    pub error: String,
    /// As in [`NewIntake::cut`].
    pub cut: Option<i64>,
}

/// A message at the door. Its bytes are durable in the blob store already.
#[derive(Clone, Debug, PartialEq)]
pub struct NewIntake {
    pub raw: Digest,
    /// Bytes.
    pub size: i64,
    pub source: Source,
    /// Whose it is, where the door knows; else the envelope's recipients say.
    pub mailbox: Option<MailboxId>,
    /// Envelope sender; empty for `<>` and where there was no envelope.
    pub sender: String,
    /// Envelope recipients.
    pub recipients: Vec<String>,
    pub client: Client,
    /// What the mailbox it was fetched from calls it; it is kept once under this name.
    pub fetched: Option<String>,
    /// Only its beginning was taken: so many bytes had the whole.
    pub cut: Option<i64>,
}

/// Who handed a message over, as far as the door saw it: what SPF is judged by (RFC 7208 §2.4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Client {
    pub remote: Option<IpAddr>,
    /// What it called itself; it is free to lie. At most 255 characters.
    pub helo: Option<String>,
}

/// What became of a message that arrived.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    pub decision: Decision,
    pub evidence: Vec<Evidence>,
    pub ticket: Option<TicketId>,
    pub message: Option<MessageId>,
}

impl Source {
    /// It reached us a moment after it was sent; otherwise it may be years old.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Lmtp | Self::Smtp | Self::Pipe | Self::Hook | Self::Simulator)
    }
}
