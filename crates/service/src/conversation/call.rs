//! What somebody said on the phone, in the words of whoever took the call.

use super::{Incoming, receive};
use crate::ticket::locked;
use desk::conversation::{MessageId, body};
use desk::ticket::{Category, Origin, TicketNumber};
use desk::{Done, Refusal};
use store::Tx;

/// Stands in the conversation as the requester's own word: it wakes the ticket and opens it again.
pub fn log_call(tx: &mut Tx, number: TicketNumber, text: &str) -> Done<MessageId> {
    let ticket = locked(tx, number)?;
    tx.actor().may_change(&ticket)?;
    if ticket.category == Category::Closed {
        return Err(Refusal::TicketClosed.into());
    }
    let said = Incoming::said(ticket.requester, Origin::Phone, body(text)?);
    receive(tx, ticket, said).map(|(_, message)| message)
}
