//! A second ticket like the first one: the same people, properties and first words, and a link between the two.

use super::create::NewTicket;
use super::load::{any, directed, keep};
use super::{begin, link, trash};
use crate::conversation::{Incoming, add};
use desk::conversation::{Message, MessageId, MessageKind, NewAttachment};
use desk::ticket::{Origin, Relation, Ticket, TicketNumber};
use desk::{Done, Event};
use store::Tx;
use store::conversation::{attachments, messages};
use store::ticket::people;

/// The answer is the new one.
pub fn copy(tx: &mut Tx, number: TicketNumber, version: Option<i64>) -> Done<Ticket> {
    let source = directed(tx, number, version)?;
    let participants = people::participants(tx, source.id)?;
    let wish = NewTicket {
        mailbox: source.mailbox,
        brand: Some(source.brand),
        language: source.language,
        organization: source.organization,
        kind: source.kind,
        priority: source.priority,
        tags: source.tags.clone(),
        participants,
        ..NewTicket::asked(
            source.subject.clone(),
            source.requester,
            source.team,
            Incoming::said(source.requester, Origin::Agent, ""),
        )
    };
    let mut copy = begin(tx, wish)?;
    let all = messages::of_ticket(tx, source.id)?;
    let first = all.into_iter().find(|message| message.kind == MessageKind::Incoming && message.side.is_none());
    if let Some(first) = first {
        let files = files(tx, first.id)?;
        let said = Message { ticket: copy.id, message_id: None, raw: None, at: tx.now(), ..first };
        add(tx, &mut copy, &said, &files)?;
    }
    let copied = Event::TicketCopied { ticket: source.id, into: copy.number };
    let position = tx.record(copied)?;
    tx.because_of(position, |tx| {
        let made = Event::TicketCopiedFrom { ticket: copy.id, from: source.number };
        let copy = keep(tx, copy, [made])?;
        link(tx, source.number, copy.number, Relation::Related, None)?;
        any(tx, copy.number)
    })
}

/// The inverse: the copy goes to the trash.
pub(super) fn uncopy(tx: &mut Tx, source: TicketNumber, copy: TicketNumber) -> Done<Ticket> {
    trash(tx, copy, None)?;
    any(tx, source)
}

fn files(tx: &mut Tx, message: MessageId) -> Done<Vec<NewAttachment>> {
    Ok(attachments::of_message(tx, message)?.into_iter().map(NewAttachment::from).collect())
}
