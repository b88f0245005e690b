//! A letter of ours that is known under another id: sent by another desk before us, or by hand.

use super::system;
use crate::ticket::any;
use desk::ticket::TicketNumber;
use desk::Done;
use store::Tx;
use store::conversation::graph;

/// Answers to this Message-ID (without angle brackets) belong to the ticket.
pub fn known_as(tx: &mut Tx, number: TicketNumber, message_id: &str) -> Done<()> {
    system(tx)?;
    let ticket = any(tx, number)?;
    Ok(graph::learn(tx, message_id, ticket.id, None)?)
}
