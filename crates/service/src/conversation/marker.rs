//! Highlighting a passage of a message, for colleagues.

use crate::ticket::{any, visible};
use desk::conversation::{MOST_MARKERS, MarkerId, MarkerWish, MessageId};
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Error, Event, Permission, Refusal};
use store::Tx;
use store::conversation::{markers, messages};

/// By whoever may write a note.
pub fn mark_text(tx: &mut Tx, number: TicketNumber, id: MessageId, wish: MarkerWish) -> Done<Ticket> {
    let ticket = any(tx, number)?;
    tx.actor().may_note(&ticket)?;
    let message = messages::load(tx, id)?.filter(|message| message.ticket == ticket.id).ok_or(Error::Missing)?;
    let wish = wish.sound()?;
    if markers::counted(tx, message.id)? >= MOST_MARKERS {
        return Err(Refusal::TooManyMarkers.into());
    }
    let marker = markers::add(tx, message.id, &wish)?;
    tx.record(Event::TextMarked { ticket: ticket.id, message: message.id, marker })?;
    Ok(ticket)
}

/// By whoever made it, or whoever manages agents.
pub fn unmark_text(tx: &mut Tx, number: TicketNumber, id: MarkerId) -> Done<Ticket> {
    let ticket = visible(tx, number)?;
    let marker = markers::load(tx, id)?.ok_or(Error::Missing)?;
    messages::load(tx, marker.message)?.filter(|message| message.ticket == ticket.id).ok_or(Error::Missing)?;
    if marker.author != tx.actor().person() {
        tx.actor().may(Permission::ManageAgents)?;
    }
    tx.actor().may_note(&ticket)?;
    markers::remove(tx, id)?;
    tx.record(Event::TextUnmarked { ticket: ticket.id, message: marker.message, marker: id })?;
    Ok(ticket)
}
