//! One thing that one person is told, until they have seen it.

use super::Occasion;
use crate::conversation::MessageId;
use crate::people::PersonId;
use crate::ticket::TicketId;
use base::Moment;

base::id!(NotificationId);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    pub id: NotificationId,
    pub person: PersonId,
    pub ticket: TicketId,
    pub message: Option<MessageId>,
    /// Of the event in the log.
    pub position: i64,
    pub occasion: Occasion,
    pub at: Moment,
    /// It stands in their list.
    pub app: bool,
    /// A letter is still to go.
    pub mail: bool,
    /// A push is still to go.
    pub push: bool,
    /// A message in a chat is still to go.
    pub chat: bool,
    /// Quiet hours or the limit kept it back.
    pub held: bool,
    pub seen_at: Option<Moment>,
    pub due_at: Option<Moment>,
}

crate::ticket_words! {
    Muted { Ticket = "ticket", Team = "team", Mailbox = "mailbox", }
}

/// What somebody does not want to hear of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mute {
    pub what: Muted,
    pub target: i64,
}
