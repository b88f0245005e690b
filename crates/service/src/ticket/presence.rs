//! Agents who open a ticket and leave it again, told only while somebody's rule or flow listens.

use super::load::visible;
use crate::automation::is_heard;
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Error, Event};
use store::{Read, Tx};

/// A rule or a flow listens to agents who come, or to those who go.
pub fn presence_is_heard(read: &mut Read, coming: bool) -> Done<bool> {
    read.actor().must_be_agent()?;
    is_heard(read, if coming { "ticket_opened" } else { "ticket_left" })
}

/// The agent has opened the ticket.
pub fn tell_opened(tx: &mut Tx, number: TicketNumber) -> Done<Ticket> {
    tx.actor().must_be_agent()?;
    let ticket = visible(tx, number)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    if is_heard(tx, "ticket_opened")? {
        tx.record(Event::TicketOpened { ticket: ticket.id, person })?;
    }
    Ok(ticket)
}

/// The agent's last page of the ticket is closed.
pub fn tell_left(tx: &mut Tx, number: TicketNumber) -> Done<Ticket> {
    tx.actor().must_be_agent()?;
    let ticket = visible(tx, number)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    if is_heard(tx, "ticket_left")? {
        tx.record(Event::TicketLeft { ticket: ticket.id, person })?;
    }
    Ok(ticket)
}
