//! All the files of a ticket, for whoever may read it.

use crate::ticket;
use desk::Done;
use desk::conversation::Attachment;
use desk::ticket::{Ticket, TicketNumber};
use store::Read;
use store::conversation::attachments;

/// Newest first.
pub fn files(read: &mut Read, number: TicketNumber) -> Done<(Ticket, Vec<Attachment>)> {
    let ticket = ticket::visible(read, number)?;
    let mut all = attachments::of_ticket(read, ticket.id)?;
    all.reverse();
    Ok((ticket, all))
}
