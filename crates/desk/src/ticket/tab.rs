//! A ticket that somebody keeps open.

use super::{TicketId, TicketNumber};
use base::{Language, Moment};

/// That one person keeps open.
pub const MOST_TABS: usize = 30;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    pub ticket: TicketId,
    pub number: TicketNumber,
    pub subject: String,
    /// Of the ticket.
    pub language: Option<Language>,
    /// Into which other one it went.
    pub merged_into: Option<TicketId>,
    /// By hand; otherwise it stays for as long as something is begun on it.
    pub pinned: bool,
    pub opened_at: Moment,
    /// They have begun to write.
    pub begun: bool,
    /// Something came in since they looked.
    pub news: bool,
}
