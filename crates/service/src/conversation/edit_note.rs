//! A note that says something wrong is edited; what it said before can still be read.

use crate::ticket::{keep, locked};
use base::CleanHtml;
use desk::conversation::{MessageId, MessageKind, body};
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Error, Event, Permission, Refusal};
use store::Tx;
use store::conversation::messages;
use store::conversation::redactions::{self, EDITED, NoteVersion, REDACTED};

/// One's own; somebody else's with the permission to take back what others did.
pub fn edit_note(tx: &mut Tx, number: TicketNumber, id: MessageId, text: &str) -> Done<Ticket> {
    let ticket = locked(tx, number)?;
    tx.actor().may_note(&ticket)?;
    let mut message = messages::load(tx, id)?.filter(|message| message.ticket == ticket.id).ok_or(Error::Missing)?;
    if message.kind != MessageKind::Note || message.warnings.iter().any(|key| key == REDACTED) {
        return Err(Refusal::NotANote.into());
    }
    if message.author != tx.actor().person() {
        tx.actor().may(Permission::UndoOthers)?;
    }
    let text = body(text)?;
    if text == message.text {
        return Ok(ticket);
    }
    let (person, at) = (tx.actor().person(), tx.now());
    let before = NoteVersion { message: id, person, text: std::mem::replace(&mut message.text, text), at };
    redactions::keep_version(tx, &before)?;
    message.html = CleanHtml::default();
    message.new_text.clear();
    if !message.warnings.iter().any(|key| key == EDITED) {
        message.warnings.push(EDITED.to_owned());
    }
    messages::rewrite(tx, &message)?;
    let edited = Event::NoteEdited { ticket: ticket.id, message: id };
    keep(tx, ticket, [edited])
}
