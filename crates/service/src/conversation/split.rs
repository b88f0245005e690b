//! Several messages that are another matter: they get a ticket of their own, and come back together.

use super::relocate::bring;
use crate::conversation::Incoming;
use crate::ticket::{NewTicket, any, begin, directed, keep, link};
use desk::conversation::{Message, MessageId, MessageKind};
use desk::ticket::{Relation, Ticket, TicketNumber, any_subject};
use desk::{Done, Error, Event, Refusal};
use store::conversation::messages;
use store::ticket::{people, tickets};
use store::{Read, Tx};

/// Messages a split takes at most.
const MOST: usize = 200;

/// The answer is the new ticket. What came in and what was noted may go; what we wrote to somebody stays where it was
/// written. Later mail that answers what went follows it.
pub fn split(
    tx: &mut Tx,
    number: TicketNumber,
    chosen: &[MessageId],
    subject: &str,
    version: Option<i64>,
) -> Done<Ticket> {
    let source = directed(tx, number, version)?;
    let going = going(tx, &source, chosen)?;
    let first = going.iter().find(|message| message.kind == MessageKind::Incoming).unwrap_or(&going[0]);
    let requester = first.author.filter(|_| first.kind == MessageKind::Incoming).unwrap_or(source.requester);
    let asked = Incoming { at: Some(first.at), ..Incoming::said(requester, first.origin, "") };
    let title = if subject.trim().is_empty() { any_subject(&first.subject, &first.text) } else { subject.to_owned() };
    let wish = NewTicket {
        mailbox: source.mailbox,
        brand: Some(source.brand),
        language: source.language,
        organization: source.organization,
        ..NewTicket::asked(title, requester, source.team, asked)
    };
    let mut target = begin(tx, wish)?;
    let (from, into) = (source.number, target.number);
    for message in &going {
        bring(tx, message, source.id, &target)?;
    }
    let mut source = source;
    source.recount(&messages::of_ticket(tx, source.id)?);
    target.recount(&messages::of_ticket(tx, target.id)?);
    source.updated_at = source.updated_at.max(tx.now());
    tickets::save(tx, &mut source)?;
    let messages = going.iter().map(|message| message.id).collect();
    let position = tx.record(Event::TicketSplit { ticket: source.id, into, messages })?;
    tx.because_of(position, |tx| {
        let came = Event::TicketSplitOff { ticket: target.id, from };
        keep(tx, target, [came])?;
        link(tx, from, into, Relation::Related, None)?;
        any(tx, into)
    })
}

/// The inverse: what is still there comes back, and a ticket that is empty then goes to the trash.
pub(crate) fn rejoin(tx: &mut Tx, number: TicketNumber, from: TicketNumber, moved: &[MessageId]) -> Done<Ticket> {
    let (mut target, mut source) = (directed(tx, number, None)?, directed(tx, from, None)?);
    for id in moved {
        let message = messages::load(tx, *id)?.filter(|message| message.ticket == source.id);
        if let Some(message) = message {
            bring(tx, &message, source.id, &target)?;
        }
    }
    source.recount(&messages::of_ticket(tx, source.id)?);
    target.recount(&messages::of_ticket(tx, target.id)?);
    let emptied = if source.messages == 0 { source.trash(tx.now()).ok() } else { None };
    let (id, number) = (source.id, target.number);
    keep(tx, source, [Event::TicketRejoined { ticket: id, into: number }].into_iter().chain(emptied))?;
    tickets::save(tx, &mut target)?;
    any(tx, number)
}

/// The messages a split may take, oldest first, each with who wrote it as far as we know them: for the page on which
/// they are chosen.
pub fn splittable(read: &mut Read, number: TicketNumber) -> Done<(Ticket, Vec<(Message, String)>)> {
    let ticket = any(read, number)?;
    read.actor().may_direct(&ticket)?;
    let mut all = messages::newest(read, ticket.id, MOST)?;
    all.retain(may_go);
    let authors: Vec<_> = all.iter().filter_map(|message| message.author).collect();
    let known = people::known(read, &authors)?;
    let author = |message: &Message| known.iter().find(|person| Some(person.id) == message.author);
    let named = |message: Message| {
        let name = author(&message).map_or_else(String::new, |person| person.shown().to_owned());
        (message, name)
    };
    Ok((ticket, all.into_iter().map(named).collect()))
}

fn may_go(message: &Message) -> bool {
    matches!(message.kind, MessageKind::Incoming | MessageKind::Note) && !message.taken_back && message.side.is_none()
}

fn going(read: &mut Read, source: &Ticket, chosen: &[MessageId]) -> Done<Vec<Message>> {
    let mut going = Vec::new();
    for id in chosen.iter().take(MOST) {
        let message = messages::load(read, *id)?.filter(|message| message.ticket == source.id);
        let message = message.ok_or(Error::Missing)?;
        if !may_go(&message) {
            return Err(Refusal::OwnMessageStays.into());
        }
        going.push(message);
    }
    going.sort_by_key(|message| (message.at, message.id));
    going.dedup_by_key(|message| message.id);
    match going.len() as i64 {
        0 => Err(Refusal::NothingChosen.into()),
        all if all >= source.messages => Err(Refusal::OnlyMessage.into()),
        _ => Ok(going),
    }
}
