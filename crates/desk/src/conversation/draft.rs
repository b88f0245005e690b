//! A text somebody has begun. It belongs to one person and one ticket and survives everything but being sent.

use super::NewAttachment;
use crate::people::PersonId;
use crate::ticket::TicketId;
use base::Moment;

crate::ticket_words! {
    Mode { Reply = "reply", ReplyAll = "reply_all", Note = "note", Forward = "forward", }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub ticket: TicketId,
    pub person: PersonId,
    pub mode: Mode,
    pub text: String,
    /// As typed, separated by commas.
    pub to: String,
    pub cc: String,
    pub bcc: String,
    pub attachments: Vec<NewAttachment>,
    /// Grows by one with each save; an older revision never replaces a newer one.
    pub revision: i64,
    pub updated_at: Moment,
}
