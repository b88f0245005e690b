//! A note that says something wrong is edited; what it said before can still be read.

use super::add::may_attach;
use super::loose::loose_of;
use super::mention::called_since;
use crate::ticket::{keep, locked};
use base::CleanHtml;
use desk::conversation::{MessageId, MessageKind, said_or_shown};
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Error, Event, Permission, Refusal};
use store::Tx;
use store::conversation::redactions::{self, EDITED, NoteVersion, REDACTED};
use store::conversation::{attachments, messages};

/// One's own; somebody else's with the permission to take back what others did. Pictures that came with it stay, also
/// those that are shown no more: what it said before shows them. Whoever it calls since then is called.
pub fn edit_note(tx: &mut Tx, number: TicketNumber, id: MessageId, text: &str, html: CleanHtml) -> Done<Ticket> {
    let ticket = locked(tx, number)?;
    tx.actor().may_note(&ticket)?;
    let mut message = messages::load(tx, id)?.filter(|message| message.ticket == ticket.id).ok_or(Error::Missing)?;
    if message.kind != MessageKind::Note || message.warnings.iter().any(|key| key == REDACTED) {
        return Err(Refusal::NotANote.into());
    }
    if message.author != tx.actor().person() {
        tx.actor().may(Permission::UndoOthers)?;
    }
    let mut files = attachments::anew(tx, id)?;
    let mut new = loose_of(tx, &html, std::iter::empty())?;
    new.retain(|picture| files.iter().all(|file| file.content_id != picture.content_id));
    files.extend(new.iter().cloned());
    if !new.is_empty() {
        may_attach(tx, &files)?;
    }
    let text = said_or_shown(text, &html, &files)?;
    if text == message.text && html == message.html {
        return Ok(ticket);
    }
    let (person, at) = (tx.actor().person(), tx.now());
    let before = NoteVersion {
        message: id,
        person,
        text: std::mem::replace(&mut message.text, text),
        html: std::mem::replace(&mut message.html, html),
        at,
    };
    redactions::keep_version(tx, &before)?;
    message.new_text.clear();
    if !message.warnings.iter().any(|key| key == EDITED) {
        message.warnings.push(EDITED.to_owned());
    }
    messages::rewrite(tx, &message)?;
    for picture in &new {
        attachments::add(tx, id, picture)?;
    }
    let edited = Event::NoteEdited { ticket: ticket.id, message: id };
    let ticket = keep(tx, ticket, [edited])?;
    called_since(tx, &ticket, &message, &before.text)?;
    Ok(ticket)
}
