//! What was chosen beside the words of a letter that is begun; none: as usual.

use crate::channel::{MailboxId, Protect, Quotation, Signs};
use crate::ticket::StatusId;
use base::Moment;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chosen {
    pub from: Option<MailboxId>,
    pub signs: Option<Signs>,
    pub quotation: Option<Quotation>,
    /// Otherwise than its mailbox usually does.
    pub protect: Option<Protect>,
    /// When it leaves.
    pub send_at: Option<Moment>,
    /// What the ticket's status becomes with it.
    pub status: Option<StatusId>,
}
