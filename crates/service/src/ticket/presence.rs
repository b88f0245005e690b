//! Agents who open a ticket and leave it again, told only while somebody's rule or flow listens.

use super::load::visible;
use crate::automation::is_heard;
use desk::people::PersonId;
use desk::ticket::{Ticket, TicketId, TicketNumber};
use desk::{Done, Error, Event};
use store::{Read, Tx};

const OPENED: &str = "ticket_opened";
const LEFT: &str = "ticket_left";

/// A rule or a flow listens to agents who come, or to those who go.
pub fn presence_is_heard(read: &mut Read, coming: bool) -> Done<bool> {
    read.actor().must_be_agent()?;
    is_heard(read, if coming { OPENED } else { LEFT })
}

/// The agent has opened the ticket.
pub fn tell_opened(tx: &mut Tx, number: TicketNumber) -> Done<Ticket> {
    tell(tx, number, OPENED, |ticket, person| Event::TicketOpened { ticket, person })
}

/// The agent's last page of the ticket is closed.
pub fn tell_left(tx: &mut Tx, number: TicketNumber) -> Done<Ticket> {
    tell(tx, number, LEFT, |ticket, person| Event::TicketLeft { ticket, person })
}

fn tell(tx: &mut Tx, number: TicketNumber, kind: &str, event: fn(TicketId, PersonId) -> Event) -> Done<Ticket> {
    tx.actor().must_be_agent()?;
    let ticket = visible(tx, number)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    if is_heard(tx, kind)? {
        tx.record(event(ticket.id, person))?;
    }
    Ok(ticket)
}
