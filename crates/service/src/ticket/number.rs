//! From the row's id to what people say.

use desk::Done;
use desk::ticket::{TicketId, TicketNumber};
use store::Read;
use store::ticket::tickets;

/// The number of a ticket the one who asks may see; none for any other.
pub fn number_of(read: &mut Read, id: TicketId) -> Done<Option<TicketNumber>> {
    let ticket = tickets::by_id(read, id)?;
    Ok(ticket.filter(|ticket| read.actor().may_read(ticket).is_ok()).map(|ticket| ticket.number))
}
