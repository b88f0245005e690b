//! Notes among colleagues: the requester never sees them.

use super::Compose;
use super::add::{add, written};
use super::draft::end_draft;
use crate::ticket::{keep, locked, may_turn, turn};
use desk::conversation::{MessageId, MessageKind};
use desk::ticket::TicketNumber;
use desk::{Done, Error, Event};
use store::Tx;
use store::ticket::statuses;

/// Whoever reads a ticket may note something on it. With a status it takes the right to change the ticket.
pub fn note(tx: &mut Tx, number: TicketNumber, compose: Compose) -> Done<MessageId> {
    let mut ticket = locked(tx, number)?;
    tx.actor().may_note(&ticket)?;
    let mut turned = Vec::new();
    if let Some(id) = compose.status_after {
        tx.actor().may_change(&ticket)?;
        let status = statuses::load(tx, id)?.ok_or(Error::Missing)?;
        may_turn(tx, &ticket, &status)?;
        turned = turn(&mut ticket, &status, tx.now())?;
    }
    let message = written(tx, &ticket, &compose, MessageKind::Note)?;
    let id = add(tx, &mut ticket, &message, &compose.attachments)?;
    if let Some(person) = message.author.filter(|_| !compose.elsewhere) {
        end_draft(tx, ticket.id, person, &compose.attachments)?;
    }
    let noted = Event::NoteAdded { ticket: ticket.id, message: id };
    keep(tx, ticket, [noted].into_iter().chain(turned))?;
    Ok(id)
}
