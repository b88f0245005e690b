//! One message or one file of it, for whoever may see it.

use super::may_say;
use crate::channel::handling;
use base::Moment;
use desk::channel::{Letter, LetterState};
use desk::conversation::{Attachment, AttachmentId, Message, MessageId};
use desk::ticket::{Ticket, TicketNumber};
use desk::{Actor, Done, Error};
use store::Read;
use store::channel::letters;
use store::conversation::{attachments, messages};
use store::ticket::tickets;

/// A message of a ticket with its files, for agents who may read the ticket.
pub fn message(read: &mut Read, number: TicketNumber, id: MessageId) -> Done<(Message, Vec<Attachment>)> {
    let ticket = crate::ticket::visible(read, number)?;
    let message = messages::load(read, id)?.filter(|message| message.ticket == ticket.id).ok_or(Error::Missing)?;
    Ok((message, attachments::of_message(read, id)?))
}

/// A file: for agents who may read its ticket, under the name they save it by; and for requesters who can see its message.
pub fn attachment(read: &mut Read, id: AttachmentId) -> Done<Attachment> {
    let file = attachments::load(read, id)?.ok_or(Error::Missing)?;
    let message = messages::load(read, file.message)?.ok_or(Error::Missing)?;
    let ticket = tickets::by_id(read, message.ticket)?.ok_or(Error::Missing)?;
    match read.actor() {
        Actor::System | Actor::Rule(_) | Actor::Flow(_) | Actor::Agent { .. } => {
            read.actor().may_read(&ticket)?;
            Ok(Attachment { name: handling(read)?.saved_name(&file.name), ..file })
        }
        Actor::Requester(_) | Actor::Anonymous => {
            is_shown(read, &ticket, &message)?;
            Ok(file)
        }
    }
}

fn is_shown(read: &mut Read, ticket: &Ticket, message: &Message) -> Done<()> {
    may_say(read, ticket)?;
    let letter = letters::of_message(read, message.id)?;
    if is_public(message, letter.as_ref(), read.now()) { Ok(()) } else { Err(Error::Missing) }
}

/// The requester sees it: it is meant for them, and can no longer be taken back.
pub(crate) fn is_public(message: &Message, letter: Option<&Letter>, now: Moment) -> bool {
    let held = letter.is_some_and(|letter| match letter.state {
        LetterState::Awaiting => true,
        LetterState::Held => letter.due_at > now,
        LetterState::Queued
        | LetterState::Sending
        | LetterState::Sent
        | LetterState::Failed
        | LetterState::Uncertain
        | LetterState::Cancelled => false,
    });
    message.public && !message.taken_back && !held
}
