//! A second ticket like the first one: the same people, properties and first words, and a link between the two.

use super::create::NewTicket;
use super::load::{any, directed, keep};
use super::{begin, link, set_deadline, trash};
use crate::conversation::{Incoming, add};
use crate::object::link_object;
use desk::conversation::{Message, MessageId, MessageKind};
use desk::form::{Answers, Holder};
use desk::ticket::{Origin, Relation, Ticket, TicketNumber};
use desk::{Done, Error, Event};
use store::Tx;
use store::conversation::{attachments, messages};
use store::form::{fields, values};
use store::object::links as objects;
use store::ticket::people;

/// The answer is the new one: with the first thing that came in, or with a message that was pointed at. What the desk
/// counts or computes it counts anew, and a due date that has passed stays behind.
pub fn copy(tx: &mut Tx, number: TicketNumber, of: Option<MessageId>, version: Option<i64>) -> Done<Ticket> {
    let source = directed(tx, number, version)?;
    let said = match of {
        Some(id) => Some(pointed_at(tx, &source, id)?),
        None => messages::of_ticket(tx, source.id)?.into_iter().find(is_talk),
    };
    let participants = people::participants(tx, source.id)?;
    let wish = NewTicket {
        mailbox: source.mailbox,
        brand: Some(source.brand),
        language: source.language,
        organization: source.organization,
        kind: source.kind,
        topic: source.topic,
        answers: filled(tx, &source)?,
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
    people::pause_as_on(tx, source.id, copy.id)?;
    if let Some(said) = said {
        let files = attachments::anew(tx, said.id)?;
        let said = Message { ticket: copy.id, message_id: None, raw: None, at: tx.now(), ..said };
        add(tx, &mut copy, &said, &files)?;
    }
    let copied = Event::TicketCopied { ticket: source.id, into: copy.number };
    let position = tx.record(copied)?;
    tx.because_of(position, |tx| {
        let made = Event::TicketCopiedFrom { ticket: copy.id, from: source.number };
        let copy = keep(tx, copy, [made])?;
        link(tx, source.number, copy.number, Relation::Related, None)?;
        if let Some(deadline) = source.deadline.filter(|deadline| *deadline > tx.now()) {
            set_deadline(tx, copy.number, Some(deadline), None)?;
        }
        for (_, object) in objects::of_tickets(tx, &[source.id])? {
            // What the one who copies may not see, or nobody links any more, stays behind.
            match link_object(tx, copy.number, object.id, None) {
                Ok(_) | Err(Error::Refused(_) | Error::Missing) => {}
                Err(error) => return Err(error),
            }
        }
        any(tx, copy.number)
    })
}

fn is_talk(message: &Message) -> bool {
    message.kind == MessageKind::Incoming && message.side.is_none()
}

fn pointed_at(tx: &mut Tx, source: &Ticket, id: MessageId) -> Done<Message> {
    let found = messages::load(tx, id)?.filter(|message| message.ticket == source.id && is_talk(message));
    found.ok_or(Error::Missing)
}

/// What somebody has put into its fields.
fn filled(tx: &mut Tx, source: &Ticket) -> Done<Answers> {
    let book = fields::book(tx, Holder::Ticket)?;
    let mut answers = values::answers(tx, &book, Holder::Ticket, source.id.0)?;
    answers.retain(|id, _| book.field(*id).is_some_and(|field| field.active && !field.nature.is_computed()));
    Ok(answers)
}

/// The inverse: the copy goes to the trash.
pub(super) fn uncopy(tx: &mut Tx, source: TicketNumber, copy: TicketNumber) -> Done<Ticket> {
    trash(tx, copy, None)?;
    any(tx, source)
}
