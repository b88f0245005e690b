//! A letter we send: one Message-ID for ever, a fate per recipient, never sent twice.

use crate::channel::MailboxId;
use crate::conversation::MessageId;
use crate::ticket::TicketId;
use base::{Email, Moment};

base::id!(LetterId);

crate::ticket_words! {
    LetterKind {
        Reply = "reply", Forward = "forward", Acknowledgement = "acknowledgement", Invitation = "invitation", Reset = "reset",
        SignIn = "sign_in", Test = "test",
    }
}

crate::ticket_words! {
    /// `Uncertain`: the connection broke after the text was handed over; a person decides, we do not repeat blindly.
    LetterState {
        Held = "held", Queued = "queued", Sending = "sending", Sent = "sent", Failed = "failed", Uncertain = "uncertain",
        Cancelled = "cancelled",
    }
}

crate::ticket_words! {
    DeliveryState { Waiting = "waiting", Accepted = "accepted", Deferred = "deferred", Refused = "refused", Bounced = "bounced", }
}

impl LetterKind {
    /// Written by the desk, not by a person: null envelope sender, `Auto-Submitted` (RFC 3834).
    pub const fn automatic(self) -> bool {
        !matches!(self, Self::Reply | Self::Forward)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    pub id: LetterId,
    pub kind: LetterKind,
    pub state: LetterState,
    pub ticket: Option<TicketId>,
    pub message: Option<MessageId>,
    pub mailbox: Option<MailboxId>,
    /// Without angle brackets; fixed when the letter is made.
    pub message_id: String,
    pub subject: String,
    /// What the template of this kind needs, as JSON; emptied once sent where it holds a secret link.
    pub details: String,
    /// Not before this moment: the undo window, or the next try.
    pub due_at: Moment,
    pub attempts: i64,
    pub error: String,
    pub created_at: Moment,
    pub sent_at: Option<Moment>,
    pub deliveries: Vec<Delivery>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    pub address: Email,
    pub state: DeliveryState,
    /// The server's last words: `250 2.0.0 Ok`.
    pub detail: String,
}
