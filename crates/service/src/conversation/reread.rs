//! Reading a message's original anew: as a charset a person chose, or by a reader that knows more. Nothing is lost; each
//! reading is kept and can be taken back.

use crate::ticket::keep;
use base::Digest;
use desk::channel::IntakeState;
use desk::conversation::{Message, MessageId, Reading, ReadingId};
use desk::ticket::{Ticket, TicketId, TicketNumber};
use desk::{Done, Error, Event, Refusal};
use store::channel::intakes;
use store::conversation::{attachments, messages, readings};
use store::ticket::tickets;
use store::{Read, Tx};

/// Shows a message as this reading of its original has it. None: it reads the same.
pub fn reread(tx: &mut Tx, id: MessageId, reading: &Reading) -> Done<Option<Ticket>> {
    let (ticket, message) = readable_again(tx, id)?;
    let (from, shown) = shown(tx, &message)?;
    if reading.differs_from(&shown).is_empty() {
        return Ok(None);
    }
    let from = match from {
        Some(from) => from,
        None => readings::add(tx, id, &shown)?,
    };
    let to = readings::add(tx, id, reading)?;
    show(tx, ticket, message, reading, from, to).map(Some)
}

/// Shows an earlier reading again, if the message still shows the later one.
pub(crate) fn read_as_before(tx: &mut Tx, id: MessageId, to: ReadingId, still: ReadingId) -> Done<Ticket> {
    let (ticket, message) = readable_again(tx, id)?;
    match readings::current(tx, id)? {
        Some((current, _)) if current == still => {}
        Some(_) | None => return Err(Refusal::ChangedSince.into()),
    }
    let reading = readings::load(tx, id, to)?.ok_or(Error::Missing)?;
    readings::choose(tx, id, to)?;
    show(tx, ticket, message, &reading, still, to)
}

/// The reading a message shows now.
pub fn reading(read: &mut Read, id: MessageId) -> Done<Reading> {
    let message = messages::load(read, id)?.ok_or(Error::Missing)?;
    let ticket = tickets::by_id(read, message.ticket)?.ok_or(Error::Missing)?;
    read.actor().may_read(&ticket)?;
    Ok(shown(read, &message)?.1)
}

/// What reading a message anew takes.
#[derive(Clone, Debug)]
pub enum Anew {
    /// Its original, read by whoever can.
    Original(Digest),
    /// It stands for a mail that could not be read: its whole way in begins again.
    Unreadable,
}

/// For whoever may change the message's ticket.
pub fn anew(read: &mut Read, number: TicketNumber, id: MessageId) -> Done<Anew> {
    let (message, _) = super::message(read, number, id)?;
    let (ticket, message) = readable_again(read, message.id)?;
    let intake = intakes::of_message(read, id)?.filter(|intake| intake.ticket == Some(ticket.id));
    match (intake, message.raw) {
        (Some(intake), _) if intake.state == IntakeState::Failed => Ok(Anew::Unreadable),
        (_, Some(raw)) => Ok(Anew::Original(raw)),
        (_, None) => Err(Refusal::NoOriginal.into()),
    }
}

/// Which messages a reparse is about.
#[derive(Clone, Copy, Debug)]
pub enum Range {
    Message(MessageId),
    Ticket(TicketNumber),
    /// Said from the first moment on, before the second.
    Between(base::Moment, base::Moment),
}

/// The next messages of a range that have an original, after an id, at most `most`.
pub fn with_original(read: &mut Read, range: Range, after: MessageId, most: usize) -> Done<Vec<Message>> {
    read.actor().may(desk::Permission::Operate)?;
    Ok(match range {
        Range::Message(id) => messages::load(read, id)?.into_iter().filter(|one| one.id > after).collect(),
        Range::Ticket(number) => {
            let ticket = crate::ticket::visible(read, number)?;
            messages::originals_of(read, ticket.id, after, most)?
        }
        Range::Between(from, to) => messages::originals_between(read, (from, to), after, most)?,
    })
}

/// A message that came from outside, on a ticket that may be changed.
fn readable_again(read: &mut Read, id: MessageId) -> Done<(Ticket, Message)> {
    let message = messages::load(read, id)?.ok_or(Error::Missing)?;
    let ticket = ticket_of(read, message.ticket)?;
    read.actor().may_change(&ticket)?;
    if message.raw.is_none() { Err(Refusal::NoOriginal.into()) } else { Ok((ticket, message)) }
}

fn ticket_of(read: &mut Read, id: TicketId) -> Done<Ticket> {
    tickets::by_id(read, id)?.ok_or(Error::Missing)
}

fn shown(read: &mut Read, message: &Message) -> Done<(Option<ReadingId>, Reading)> {
    match readings::current(read, message.id)? {
        Some((id, reading)) => Ok((Some(id), reading)),
        None => Ok((None, Reading::of(message, &attachments::of_message(read, message.id)?))),
    }
}

fn show(
    tx: &mut Tx,
    mut ticket: Ticket,
    mut message: Message,
    reading: &Reading,
    from: ReadingId,
    to: ReadingId,
) -> Done<Ticket> {
    reading.apply(&mut message);
    messages::rewrite(tx, &message)?;
    let kept = attachments::anew(tx, message.id)?;
    if reading.files != kept {
        attachments::replace(tx, message.id, &reading.files)?;
    }
    ticket.recount(&messages::spoken(tx, ticket.id)?);
    let reread = Event::MessageReread { ticket: ticket.id, message: message.id, from, to };
    keep(tx, ticket, [reread])
}
