//! Answering the requester and asking third parties: a message, its letter, and what both do to the ticket.

use super::Compose;
use super::add::{add, written};
use super::draft::end_draft;
use super::drafts::about;
use crate::channel::{closing, guarded, post_closed};
use crate::house;
use crate::people::find_or_create;
use crate::ticket::{claimed_by, closed, is_free, keep, leave_lock, locked, may_turn, turn};
use base::{Address, Email, words};
use desk::channel::{Letter, LetterKind, MailboxId, NewLetter, Release, Stopped, Writing};
use desk::conversation::{
    Dispatch, Message, MessageId, MessageKind, Mode, Side, SideId, Talk, Thread, addressed, fits_closed, message_id,
};
use desk::ticket::{Status, StatusId, Ticket, TicketNumber, letter_subject};
use desk::{Done, Error, Event, Fault, Level, Refusal};
use store::channel::{guards, mailboxes};
use store::conversation::senders::{self, Sender, Senders};
use store::conversation::{messages, versions};
use store::people::{agents, persons};
use store::ticket::{people, statuses};
use store::{Read, Tx};

/// Answers the requester. The letter is held for a moment, or until the one that was chosen, then sent. The ticket waits for the requester from now
/// on, or from when a letter has left that leaves later, unless another status is wished for; it wakes, and belongs to the writer where it belonged to
/// nobody.
pub fn reply(tx: &mut Tx, number: TicketNumber, compose: Compose) -> Done<MessageId> {
    let ticket = locked(tx, number)?;
    tx.actor().may_reply(&ticket)?;
    nothing_said_meanwhile(tx, &ticket, &compose)?;
    is_free(tx, &ticket)?;
    let (ticket, message) = send(tx, ticket, compose, Way::Reply)?;
    leave_lock(tx, &ticket)?;
    Ok(message)
}

/// Asks somebody else. The requester never sees it; the answer comes back into the ticket, and is not shown to the
/// requester either.
pub fn forward(tx: &mut Tx, number: TicketNumber, compose: Compose) -> Done<MessageId> {
    let ticket = locked(tx, number)?;
    tx.actor().may_reply(&ticket)?;
    is_free(tx, &ticket)?;
    let (ticket, message) = send(tx, ticket, compose, Way::Forward)?;
    leave_lock(tx, &ticket)?;
    Ok(message)
}

/// Whom an outgoing message is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Way<'s> {
    Reply,
    Forward,
    /// In a side conversation.
    Side(&'s Side),
}

/// The ticket as it is after a message has gone out from it. Whoever calls has asked whether the actor may.
pub(crate) fn send(tx: &mut Tx, mut ticket: Ticket, mut compose: Compose, way: Way) -> Done<(Ticket, MessageId)> {
    let senders = senders::all(tx)?;
    addressed(&mut compose, &senders.addresses())?;
    let sender = sender(tx, &senders, &ticket, compose.from)?;
    let writing = sender.as_ref().map(|sender| mailboxes::writing(tx, sender.mailbox)).transpose()?.flatten();
    let writing = writing.unwrap_or_default();
    let stopped = guarded(tx, &ticket, &compose, sender.as_ref().map(|sender| sender.mailbox))?;
    if !stopped.warned.is_empty() && !compose.confirmed {
        return Err(Refusal::GuardWarns.into());
    }
    let (due_at, scheduled) = compose.leaves(writing.held_for(), tx.now())?;
    let held_until = tx.now().plus(stopped.hold);
    let held = if held_until > due_at { stopped.held.clone() } else { Vec::new() };
    let due_at = due_at.max(held_until);
    let status = status_after(tx, &ticket, compose.status_after, way)?;
    let waits = stopped.waits();
    let leaves_later = scheduled || !held.is_empty();
    // Nobody outside sees by the status what has not left, and no clock stands because of it.
    let later = waits || leaves_later;
    let sets = status.as_ref().map(|status| (ticket.status, status.id)).filter(|_| later);
    if let Some(status) = status.as_ref().filter(|_| later) {
        may_turn(tx, &ticket, status)?;
    }
    let events = consequences(tx, &mut ticket, status.filter(|_| !later), way)?;
    let kind = match way {
        Way::Reply => MessageKind::Reply,
        Way::Forward | Way::Side(_) => MessageKind::Forward,
    };
    let mut message = written(tx, &ticket, &compose, kind)?;
    (message.subject, message.side) = subject(tx, &ticket, way)?;
    message.message_id = Some(message_id(ticket.number, &domain(sender.as_ref())));
    message.from = from(tx, sender.as_ref(), &writing, &ticket)?;
    (message.to, message.cc, message.bcc) = (compose.to, compose.cc, compose.bcc);
    let recipients: Vec<_> = message.to.iter().chain(&message.cc).map(|address| address.email.clone()).collect();
    let mailbox = sender.as_ref().map(|sender| sender.mailbox);
    let closing = closing(tx, mailbox, compose.protect, &recipients)?;
    if closing.as_ref().is_some_and(|closing| !closing.to.is_empty()) && !message.bcc.is_empty() {
        return Err(Refusal::EncryptedBcc.into());
    }
    if closing.is_some() {
        fits_closed(&compose.attachments)?;
    }
    // What is begun in the composer may be for somebody else.
    let writer = message.author.filter(|_| matches!(way, Way::Reply | Way::Forward) && !compose.elsewhere);
    let (shared, said) = match writer {
        Some(person) => about(tx, ticket.id, person)?,
        None => (false, Vec::new()),
    };
    let named = message.to.iter().chain(&message.cc).chain(&message.bcc).map(|address| address.email.clone());
    let (named, ours): (Vec<Email>, _) = (named.collect(), senders.addresses());
    let archive = writing.archive.filter(|archive| !ours.contains(archive) && !named.contains(archive));
    let dispatch = Dispatch {
        thread: thread(tx, &ticket, way)?,
        signs: compose.signs,
        quotation: compose.quotation,
        scheduled,
        held,
        asked: stopped.approve.clone(),
        unless_answered: compose.unless_answered.unwrap_or(writing.unless_answered),
        status: compose.status_after,
        sets: sets.filter(|_| leaves_later),
        macros: compose.macros,
        mentions: compose.mentions,
        shared,
        said,
        archive: archive.clone(),
        ..Dispatch::default()
    };
    let answered = (ticket.first_replied_at, ticket.replied_at);
    message.id = add(tx, &mut ticket, &message, &compose.attachments)?;
    if later {
        (ticket.first_replied_at, ticket.replied_at) = answered;
    }
    let letter = NewLetter {
        kind: match way {
            Way::Reply => LetterKind::Reply,
            Way::Forward | Way::Side(_) => LetterKind::Forward,
        },
        ticket: Some(ticket.id),
        message: Some(message.id),
        mailbox,
        message_id: message.message_id.clone(),
        to: named.into_iter().chain(archive).collect(),
        subject: message.subject.clone(),
        details: serde_json::to_string(&dispatch).map_err(Fault::new)?,
        due_at,
    };
    let letter = post_closed(tx, letter, closing)?;
    if let Some(person) = writer {
        end_draft(tx, ticket.id, person, &compose.attachments)?;
        let mode = if way == Way::Reply { Mode::Reply } else { Mode::Forward };
        versions::written_anew(tx, (ticket.id, person), &Talk::Ticket, mode)?;
    }
    let sent = match way {
        Way::Reply => Event::MessageSent { ticket: ticket.id, message: message.id },
        Way::Forward => Event::MessageForwarded { ticket: ticket.id, message: message.id },
        Way::Side(side) => {
            let subject = side.subject.clone();
            Event::SideWritten { ticket: ticket.id, side: side.id, message: message.id, subject }
        }
    };
    // Who may have been named by mistake does not take part before somebody has looked.
    let joins = way == Way::Reply && !waits;
    let joined = if joins { bring_in(tx, &ticket, &message)? } else { Vec::new() };
    let awaits = if waits { Some(wait(tx, &letter, stopped, sets)?) } else { None };
    let ticket = keep(tx, ticket, [sent].into_iter().chain(events).chain(joined).chain(awaits))?;
    Ok((ticket, message.id))
}

/// The letter waits for a second person: guards ask for it, or its writer does not send alone.
pub(crate) fn wait(
    tx: &mut Tx,
    letter: &Letter,
    stopped: Stopped,
    status: Option<(StatusId, StatusId)>,
) -> Done<Event> {
    let Stopped { approve: why, approvers, .. } = stopped;
    let event = Event::LetterAwaits { letter: letter.id, ticket: letter.ticket, why: why.join(", ") };
    let (asked_by, asked_at) = (tx.actor().person(), tx.now());
    let release = Release { letter: letter.id, asked_by, asked_at, why, approvers, status };
    guards::await_release(tx, &release)?;
    Ok(event)
}

/// The one that was chosen, where the actor may answer in its team; else the ticket's.
pub(crate) fn sender(
    read: &mut Read,
    senders: &Senders,
    ticket: &Ticket,
    chosen: Option<MailboxId>,
) -> Done<Option<Sender>> {
    let Some(chosen) = chosen else { return Ok(senders.of(ticket).cloned()) };
    let chosen = senders.chosen(chosen).ok_or(Error::Missing)?;
    let own = ticket.mailbox == Some(chosen.mailbox) || read.actor().level(chosen.team) >= Level::Reply;
    if own { Ok(Some(chosen.clone())) } else { Err(Refusal::NotAllowed.into()) }
}

/// The sender as its mailbox names whoever writes.
fn from(read: &mut Read, sender: Option<&Sender>, writing: &Writing, ticket: &Ticket) -> Done<Option<Address>> {
    let Some(sender) = sender else { return Ok(None) };
    let writer = read.actor().person().map(|person| persons::load(read, person)).transpose()?.flatten();
    let mailbox = match &sender.address.name {
        Some(name) => name.clone(),
        None => house::of(read, ticket.brand)?.organization,
    };
    let words = words::of(ticket.language.unwrap_or_default());
    let at = |agent: &str, mailbox: &str| {
        let mut args = words::Args::new();
        args.set("agent", agent);
        args.set("mailbox", mailbox);
        words.tell("letter-sender-at", &args)
    };
    let agent = writer.map(|person| person.name).unwrap_or_default();
    Ok(Some(Address::new(writing.sender_name(&agent, &mailbox, at), sender.address.email.clone())))
}

/// Whoever receives a reply openly takes part from now on: what they answer is for the requester too. Colleagues see the
/// ticket anyway.
pub(crate) fn bring_in(tx: &mut Tx, ticket: &Ticket, message: &Message) -> Done<Vec<Event>> {
    let mut events = Vec::new();
    for address in message.to.iter().chain(&message.cc) {
        let person = find_or_create(tx, address, None)?.id;
        let outside = person != ticket.requester && agents::load(tx, person)?.is_none();
        if outside && people::add_participant(tx, ticket.id, person)? {
            events.push(Event::ParticipantAdded { ticket: ticket.id, person, one_with: None });
        }
    }
    Ok(events)
}

/// Nobody answers what has just been answered, by somebody else or by themselves in another window, nor past what the
/// requester has just written.
fn nothing_said_meanwhile(read: &mut Read, ticket: &Ticket, compose: &Compose) -> Done<()> {
    match (compose.seen, messages::newest_said(read, ticket.id)?) {
        (Some(seen), Some(newest)) if newest > seen => Err(Refusal::SpokenMeanwhile.into()),
        (_, _) => Ok(()),
    }
}

fn status_after(read: &mut Read, ticket: &Ticket, wish: Option<StatusId>, way: Way) -> Done<Option<Status>> {
    match (wish, way) {
        (Some(id), Way::Reply | Way::Forward | Way::Side(_)) => {
            Ok(Some(statuses::load(read, id)?.ok_or(Error::Missing)?))
        }
        (None, Way::Reply) if ticket.category.after_reply() != ticket.category => {
            // What follows by itself gives way to what the workflow says.
            let after = statuses::standard(read, ticket.category.after_reply())?;
            let open = closed(read, ticket, &[after.id])?.is_empty();
            Ok(open.then_some(after))
        }
        (None, Way::Reply | Way::Forward | Way::Side(_)) => Ok(None),
    }
}

/// What an outgoing message does to the ticket beside being said.
pub(super) fn consequences(tx: &mut Tx, ticket: &mut Ticket, status: Option<Status>, way: Way) -> Done<Vec<Event>> {
    let mut events = Vec::new();
    if way == Way::Reply {
        events.extend(ticket.wake().ok());
        if let Some(writer) = claimed_by(tx, ticket)? {
            events.extend(ticket.assign(Some(writer))?);
        }
    }
    if let Some(status) = status {
        may_turn(tx, ticket, &status)?;
        events.extend(turn(ticket, &status, tx.now())?);
    }
    Ok(events)
}

/// A forward begins a thread of its own, so that the third party's programme does not show them what others wrote.
fn thread(read: &mut Read, ticket: &Ticket, way: Way) -> Done<Thread> {
    match way {
        Way::Reply => Ok(Thread::after(&messages::ids_of_thread(read, ticket.id)?)),
        Way::Forward => Ok(Thread::default()),
        Way::Side(side) => Ok(Thread::after(&messages::ids_of_side(read, side.id)?)),
    }
}

/// What is said beside a ticket stands under a subject of its own.
fn subject(read: &mut Read, ticket: &Ticket, way: Way) -> Done<(String, Option<SideId>)> {
    match way {
        Way::Reply => Ok((letter_subject(false, &ticket.subject), None)),
        Way::Forward => Ok((letter_subject(true, &ticket.subject), None)),
        Way::Side(side) if messages::ids_of_side(read, side.id)?.is_empty() => {
            Ok((side.subject.clone(), Some(side.id)))
        }
        Way::Side(side) => Ok((letter_subject(false, &side.subject), Some(side.id))),
    }
}

/// The domain of Message-IDs: the mailbox's own; without any, one that belongs to nobody (RFC 2606 §2).
fn domain(sender: Option<&senders::Sender>) -> String {
    sender.map_or_else(|| "kippu.invalid".to_owned(), |sender| sender.address.email.domain())
}
