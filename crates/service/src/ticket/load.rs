//! How every verb finds its ticket: not there and not yours are one answer.

use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Error};
use store::Read;
use store::ticket::tickets;

/// A ticket the acting agent may read.
pub fn visible(read: &mut Read, number: TicketNumber) -> Done<Ticket> {
    let ticket = tickets::load(read, number)?.ok_or(Error::Missing)?;
    read.actor().may_read(&ticket)?;
    Ok(ticket)
}

/// A ticket the acting agent may change.
pub fn ours(read: &mut Read, number: TicketNumber) -> Done<Ticket> {
    let ticket = tickets::load(read, number)?.ok_or(Error::Missing)?;
    read.actor().may_change(&ticket)?;
    Ok(ticket)
}
