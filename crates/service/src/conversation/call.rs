//! What was said on the phone, in the words of whoever took the call, or made it.

use super::add::{add, written};
use super::reply::{Way, consequences};
use super::{Compose, Incoming, receive};
use crate::ticket::{keep, locked};
use desk::conversation::{Message, MessageId, MessageKind, body};
use desk::ticket::{Category, Origin, Ticket, TicketNumber};
use desk::{Done, Error, Event, Refusal};
use store::Tx;
use store::ticket::statuses;

/// Stands in the conversation as the requester's own word: it wakes the ticket and opens it again.
pub fn log_call(tx: &mut Tx, number: TicketNumber, text: &str) -> Done<MessageId> {
    let ticket = spoken_of(tx, number)?;
    let said = Incoming::said(ticket.requester, Origin::Phone, body(text)?);
    receive(tx, ticket, said).map(|(_, message)| message)
}

/// What we said: an answer without a letter.
pub fn log_our_call(tx: &mut Tx, number: TicketNumber, compose: Compose) -> Done<MessageId> {
    let ticket = spoken_of(tx, number)?;
    we_called(tx, ticket, compose).map(|(_, message)| message)
}

/// It keeps what was promised, wakes the ticket and claims it as any answer does, and leaves the status as it is where
/// none is chosen. Whoever calls has asked whether the actor may.
pub(crate) fn we_called(tx: &mut Tx, mut ticket: Ticket, compose: Compose) -> Done<(Ticket, MessageId)> {
    let status = match compose.status_after {
        Some(id) => Some(statuses::load(tx, id)?.ok_or(Error::Missing)?),
        None => None,
    };
    let events = consequences(tx, &mut ticket, status, Way::Reply)?;
    let message = Message { origin: Origin::Phone, ..written(tx, &ticket, &compose, MessageKind::Reply)? };
    let id = add(tx, &mut ticket, &message, &compose.attachments)?;
    let said = Event::MessageSent { ticket: ticket.id, message: id };
    let ticket = keep(tx, ticket, [said].into_iter().chain(events))?;
    Ok((ticket, id))
}

fn spoken_of(tx: &mut Tx, number: TicketNumber) -> Done<Ticket> {
    let ticket = locked(tx, number)?;
    tx.actor().may_change(&ticket)?;
    if ticket.category == Category::Closed { Err(Refusal::TicketClosed.into()) } else { Ok(ticket) }
}
