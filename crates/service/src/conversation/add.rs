//! How every message enters its ticket: the row, its files, its place in the graph of ids, and what the ticket remembers of it.

use super::Compose;
use crate::house;
use desk::conversation::{
    Message, MessageId, MessageKind, NewAttachment, attachable_by_agent, file_name, said_or_shown,
};
use desk::ticket::{Origin, Ticket};
use desk::{Actor, Done};
use store::conversation::{attachments, graph, messages};
use store::{Read, Tx};

/// Adds to the ticket in hand; the caller keeps it and records what happened.
pub(crate) fn add(tx: &mut Tx, ticket: &mut Ticket, message: &Message, files: &[NewAttachment]) -> Done<MessageId> {
    ticket.say(message)?;
    let id = messages::add(tx, message)?;
    for file in files {
        attachments::add(tx, id, &NewAttachment { name: file_name(&file.name), ..file.clone() })?;
    }
    if let Some(message_id) = &message.message_id {
        graph::learn(tx, message_id, ticket.id, Some(id))?;
    }
    Ok(id)
}

/// Whether an agent may let these files go with one message.
pub(crate) fn may_attach(read: &mut Read, files: &[NewAttachment]) -> Done<()> {
    Ok(attachable_by_agent(files, house::most_attached(read)?)?)
}

/// A message that somebody writes here and now, as yet without recipients.
pub(super) fn written(tx: &mut Tx, ticket: &Ticket, compose: &Compose, kind: MessageKind) -> Done<Message> {
    may_attach(tx, &compose.attachments)?;
    let html = compose.html.clone().unwrap_or_default();
    Ok(Message {
        id: MessageId(0),
        ticket: ticket.id,
        kind,
        author: tx.actor().person(),
        origin: Origin::Agent,
        at: tx.now(),
        subject: String::new(),
        from: None,
        reply_to: Vec::new(),
        to: Vec::new(),
        cc: Vec::new(),
        bcc: Vec::new(),
        text: said_or_shown(&compose.text, &html, &compose.attachments)?,
        html,
        new_text: String::new(),
        message_id: None,
        raw: None,
        automatic: matches!(tx.actor(), Actor::Rule(_) | Actor::Flow(_)),
        public: matches!(kind, MessageKind::Incoming | MessageKind::Reply),
        taken_back: false,
        side: None,
        warnings: Vec::new(),
        evidence: String::new(),
    })
}
