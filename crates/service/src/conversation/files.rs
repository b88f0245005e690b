//! All the files of a ticket, for whoever may read it.

use crate::channel::handling;
use crate::ticket;
use desk::Done;
use desk::conversation::Attachment;
use desk::ticket::{Ticket, TicketNumber};
use store::Read;
use store::conversation::attachments;

/// Newest first, under the names one saves them by.
pub fn files(read: &mut Read, number: TicketNumber) -> Done<(Ticket, Vec<Attachment>)> {
    let ticket = ticket::visible(read, number)?;
    let mut all = attachments::of_ticket(read, ticket.id)?;
    all.reverse();
    let handling = handling(read)?;
    all.iter_mut().for_each(|file| file.name = handling.saved_name(&file.name));
    Ok((ticket, all))
}
