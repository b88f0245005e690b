//! A message that stands in the wrong place: moved to another ticket, or to one of its own. The graph of ids learns it, so
//! that what answers it follows.

use crate::conversation::Incoming;
use crate::ticket::{NewTicket, any, begin, keep, speaks};
use desk::conversation::{Message, MessageId, MessageKind};
use desk::ticket::{Category, Ticket, TicketId, TicketNumber, any_subject};
use desk::{Done, Error, Event, Refusal};
use store::channel::intakes;
use store::conversation::{graph, messages};
use store::ticket::tickets;
use store::{Read, Tx};

/// Moves a message from outside, or a note, to another ticket. The answer is that ticket.
pub fn relocate(tx: &mut Tx, id: MessageId, to: TicketNumber) -> Done<Ticket> {
    let (source, message) = movable(tx, id)?;
    let target = any(tx, to)?;
    tx.actor().may_direct(&target)?;
    if target.id == source.id {
        return Err(Refusal::AlreadyThere.into());
    }
    if target.category == Category::Closed {
        return Err(Refusal::TicketClosed.into());
    }
    carry(tx, source, target, message)
}

/// Gives it a ticket of its own; that of a note is for the same requester. The answer is that ticket.
pub fn separate(tx: &mut Tx, id: MessageId) -> Done<Ticket> {
    let (source, message) = movable(tx, id)?;
    if source.messages <= 1 {
        return Err(Refusal::OnlyMessage.into());
    }
    let author = message.author.filter(|_| message.kind == MessageKind::Incoming);
    let requester = author.unwrap_or(source.requester);
    let first = Incoming { at: Some(message.at), ..Incoming::said(requester, message.origin, "") };
    let title = any_subject(&message.subject, &message.text);
    let wish = NewTicket {
        mailbox: source.mailbox,
        language: source.language,
        organization: source.organization,
        ..NewTicket::asked(title, requester, source.team, first)
    };
    let target = begin(tx, wish)?;
    carry(tx, source, target, message)
}

/// Whether the one who asks may put a message elsewhere at all.
pub fn may_relocate(read: &mut Read, id: MessageId) -> Done<()> {
    movable(read, id).map(drop)
}

fn movable(read: &mut Read, id: MessageId) -> Done<(Ticket, Message)> {
    let message = messages::load(read, id)?.ok_or(Error::Missing)?;
    let source = tickets::by_id(read, message.ticket)?.ok_or(Error::Missing)?;
    read.actor().may_direct(&source)?;
    let moves = matches!(message.kind, MessageKind::Incoming | MessageKind::Note);
    if moves && message.side.is_none() { Ok((source, message)) } else { Err(Refusal::OwnMessageStays.into()) }
}

/// One event in each timeline; an emptied ticket goes to the trash, one that fills again comes back from it.
fn carry(tx: &mut Tx, mut source: Ticket, mut target: Ticket, message: Message) -> Done<Ticket> {
    bring(tx, &message, source.id, &target)?;
    source.recount(&messages::spoken(tx, source.id)?);
    let emptied = if source.messages == 0 { source.trash(tx.now()).ok() } else { None };
    target.recount(&messages::spoken(tx, target.id)?);
    let filled = if target.messages == 1 { target.restore().ok() } else { None };
    let (from, to) = (source.number, target.number);
    let moved = |ticket| Event::MessageMoved { ticket, message: message.id, from, to };
    let (left, came) = (moved(source.id), moved(target.id));
    keep(tx, source, [left].into_iter().chain(emptied))?;
    keep(tx, target, [came].into_iter().chain(filled))
}

/// The requester or somebody in copy of that ticket wrote it.
pub(super) fn is_theirs(read: &mut Read, message: &Message, target: &Ticket) -> Done<bool> {
    match message.author.filter(|_| message.kind == MessageKind::Incoming) {
        Some(author) => speaks(read, target, author, message.origin),
        None => Ok(false),
    }
}

/// The message stands there, for its new requester to read if they or somebody in copy wrote it, and what answers it follows.
pub(super) fn bring(tx: &mut Tx, message: &Message, from: TicketId, target: &Ticket) -> Done<()> {
    let public = is_theirs(tx, message, target)?;
    messages::rehome(tx, message.id, target.id, public)?;
    intakes::rehome(tx, message.id, target.id)?;
    if let Some(id) = &message.message_id {
        graph::forget(tx, id, from)?;
        graph::learn(tx, id, target.id, Some(message.id))?;
    }
    Ok(())
}
