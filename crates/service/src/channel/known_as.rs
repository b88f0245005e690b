//! A letter of ours that is known under another id: sent by another desk before us, or by hand.

use crate::ticket::any;
use desk::Done;
use desk::conversation::MessageKind;
use desk::ticket::TicketNumber;
use store::Tx;
use store::conversation::{graph, messages};

/// Answers to this Message-ID (without angle brackets) belong to the ticket, as those to its newest letter do.
pub fn known_as(tx: &mut Tx, number: TicketNumber, message_id: &str) -> Done<()> {
    tx.actor().must_be_system()?;
    let ticket = any(tx, number)?;
    let newest = messages::newest(tx, ticket.id, 20)?;
    let letter = newest
        .iter()
        .filter(|message| matches!(message.kind, MessageKind::Reply | MessageKind::Forward) && message.side.is_none())
        .max_by_key(|m| m.id);
    Ok(graph::learn(tx, message_id, ticket.id, letter.map(|letter| letter.id))?)
}
