//! Letters to agents about their own tickets, as each has wished; an answer to one goes to the requester.

use super::post::{post, post_automatic};
use crate::conversation::concerned;
use base::{Email, words};
use desk::channel::{
    Kept, Letter, LetterId, LetterKind, Mailbox, MailboxId, NewLetter, Notice, Notices, What, courtesy,
};
use desk::conversation::{Message, MessageId, MessageKind, SideId, Thread};
use desk::event::Who;
use desk::people::{Person, PersonId};
use desk::ticket::{Place, Ticket, TicketId};
use desk::{Actor, Done, Error, Event, Fault, Recorded};
use std::time::Duration;
use store::channel::{letters, mailboxes, outbox};
use store::conversation::{graph, messages, sides};
use store::people::{notices, persons};
use store::ticket::tickets;
use store::{Read, Tx};

/// One's own wishes.
pub fn notices(read: &mut Read) -> Done<Notices> {
    let Actor::Agent { person, .. } = *read.actor() else { return Err(Error::Missing) };
    Ok(notices::of(read, person)?.unwrap_or_default())
}

pub fn choose_notices(tx: &mut Tx, wish: Notices) -> Done<()> {
    let Actor::Agent { person, .. } = *tx.actor() else { return Err(Error::Missing) };
    let before = notices::of(tx, person)?.ok_or(Error::Missing)?;
    if before != wish {
        notices::save(tx, person, wish)?;
        tx.record(Event::NoticesChosen { person, from: before.written(), to: wish.written() })?;
    }
    Ok(())
}

/// Tells the agent whom an event concerns, where they want to hear of it. What they did themselves they know.
pub fn notify(tx: &mut Tx, recorded: &Recorded) -> Done<Option<Letter>> {
    // A desk that learns to tell begins with today, not with all that ever happened.
    if tx.now().since(recorded.at) > courtesy::FRESH {
        return Ok(None);
    }
    if let Event::AssigneeChanged { ticket, to: Some(agent), .. } = &recorded.event {
        assigned(tx, *ticket, *agent, recorded.who)
    } else if let Event::MessageReceived { ticket, message } = &recorded.event {
        spoke(tx, *ticket, *message)
    } else if let Event::SideAnswered { ticket, side, message, .. } = &recorded.event {
        side_spoke(tx, *ticket, *side, *message)
    } else if let Event::LetterFailed { letter, reason, .. } | Event::LetterUncertain { letter, reason, .. } =
        &recorded.event
    {
        failed(tx, *letter, None, reason)
    } else if let Event::LetterBounced { letter, address, reason, .. } = &recorded.event {
        failed(tx, *letter, Some(address), reason)
    } else {
        Ok(None)
    }
}

fn assigned(tx: &mut Tx, ticket: TicketId, agent: PersonId, by: Who) -> Done<Option<Letter>> {
    let wants = notices::of(tx, agent)?.is_some_and(|wish| wish.assigned);
    let Some(ticket) = current(tx, ticket)?.filter(|ticket| wants && ticket.assignee == Some(agent)) else {
        return Ok(None);
    };
    let by = match by {
        Who::Person(person) if person == agent => return Ok(None),
        Who::Person(person) => shown(tx, person)?,
        Who::System | Who::Rule(_) | Who::Anonymous => String::new(),
    };
    let last = newest(tx, &ticket)?;
    let author = last.as_ref().map(|message| author(tx, message)).transpose()?.unwrap_or_default();
    let text = last.map(|message| beginning(&message)).unwrap_or_default();
    tell(tx, &ticket, agent, What::Assigned { by, author, text })
}

/// Machines tell nobody anything, and of old mail that was brought in nobody wants a letter.
fn spoke(tx: &mut Tx, ticket: TicketId, message: MessageId) -> Done<Option<Letter>> {
    let Some(ticket) = current(tx, ticket)? else { return Ok(None) };
    let Some(agent) = ticket.assignee else { return Ok(None) };
    if !notices::of(tx, agent)?.is_some_and(|wish| wish.spoke) {
        return Ok(None);
    }
    let fresh = tx.now().minus(courtesy::FRESH);
    let message = messages::load(tx, message)?;
    let heard = |message: &Message| !message.automatic && message.at >= fresh && message.author != Some(agent);
    let Some(message) = message.filter(heard) else { return Ok(None) };
    let what = What::Spoke { author: author(tx, &message)?, text: beginning(&message) };
    tell(tx, &ticket, agent, what)
}

/// Whoever began a side conversation and whoever is responsible hear of an answer. To answer it they open the ticket:
/// an answer to this letter goes into the side and to nobody.
fn side_spoke(tx: &mut Tx, ticket: TicketId, side: SideId, message: MessageId) -> Done<Option<Letter>> {
    let (Some(ticket), Some(side)) = (current(tx, ticket)?, sides::load(tx, side)?) else { return Ok(None) };
    let Some(message) = messages::load(tx, message)?.filter(|message| !message.automatic) else { return Ok(None) };
    let mut told = None;
    for agent in concerned(&side, &ticket).into_iter().filter(|agent| message.author != Some(*agent)) {
        if notices::of(tx, agent)?.is_some_and(|wish| wish.spoke) {
            let (author, text) = (author(tx, &message)?, beginning(&message));
            let what = What::SideSpoke { side: side.id, title: side.subject.clone(), author, text };
            if let Some(letter) = tell(tx, &ticket, agent, what)? {
                graph::learn(tx, &letter.message_id, ticket.id, Some(message.id))?;
                told = Some(letter);
            }
        }
    }
    Ok(told)
}

/// The author of a letter hears that it did not arrive.
fn failed(tx: &mut Tx, letter: LetterId, address: Option<&str>, reason: &str) -> Done<Option<Letter>> {
    let Some(letter) = letters::load(tx, letter)?.filter(|letter| !letter.kind.automatic()) else { return Ok(None) };
    let message = letter.message.map(|id| messages::load(tx, id)).transpose()?.flatten();
    let Some(author) = message.and_then(|message| message.author) else { return Ok(None) };
    if !notices::of(tx, author)?.is_some_and(|wish| wish.failed) {
        return Ok(None);
    }
    let Some(ticket) = letter.ticket.map(|id| tickets::by_id(tx, id)).transpose()?.flatten() else { return Ok(None) };
    let everybody = || letter.deliveries.iter().map(|one| one.address.to_string()).collect::<Vec<_>>().join(", ");
    let address = address.map_or_else(everybody, str::to_owned);
    tell(tx, &ticket, author, What::Failed { address, reason: reason.to_owned() })
}

/// What an agent sent by mail did not become what they meant.
pub(super) fn tell_kept(tx: &mut Tx, ticket: &Ticket, agent: PersonId, kept: &[Kept]) -> Done<()> {
    let Some(person) = persons::load(tx, agent)? else { return Ok(()) };
    let language = words::of(language(tx, &person, ticket)?);
    let why = kept.iter().filter(|kept| kept.told).map(|kept| kept.why.say(language)).collect::<Vec<_>>();
    if !why.is_empty()
        && let Some(letter) = letter(tx, ticket, &person, What::Kept { why })?
    {
        post_automatic(tx, letter)?;
    }
    Ok(())
}

/// Letters of this kind that one agent gets within an hour at most: more is a fault, not news.
const MOST_PER_HOUR: i64 = 60;

fn tell(tx: &mut Tx, ticket: &Ticket, agent: PersonId, what: What) -> Done<Option<Letter>> {
    let Some(person) = persons::load(tx, agent)? else { return Ok(None) };
    let Some(letter) = letter(tx, ticket, &person, what)? else { return Ok(None) };
    let since = tx.now().minus(Duration::from_secs(3600));
    for address in &letter.to {
        if outbox::count_since(tx, address, &[LetterKind::Notice.name()], since)? >= MOST_PER_HOUR {
            return Ok(None);
        }
    }
    post(tx, letter).map(Some)
}

/// None: there is no address to write to, or nothing that may send.
fn letter(read: &mut Read, ticket: &Ticket, person: &Person, what: What) -> Done<Option<NewLetter>> {
    let ours: Vec<Email> = mailboxes::addresses(read)?;
    let Some(address) = person.email.clone().filter(|address| !ours.contains(address)) else { return Ok(None) };
    let Some(mailbox) = mailbox_of(read, ticket)? else { return Ok(None) };
    let kind = match what {
        What::Kept { .. } => LetterKind::Kept,
        What::Assigned { .. } | What::Spoke { .. } | What::SideSpoke { .. } | What::Failed { .. } => LetterKind::Notice,
    };
    let notice = Notice {
        language: language(read, person, ticket)?,
        agent: person.id,
        number: ticket.number,
        subject: ticket.subject.clone(),
        thread: thread(read, ticket, &what)?,
        what,
    };
    Ok(Some(NewLetter {
        kind,
        ticket: Some(ticket.id),
        message: None,
        mailbox: Some(mailbox),
        message_id: None,
        to: vec![address],
        subject: ticket.subject.clone(),
        details: serde_json::to_string(&notice).map_err(Fault::new)?,
        due_at: read.now(),
    }))
}

fn thread(read: &mut Read, ticket: &Ticket, what: &What) -> Done<Thread> {
    let ids = match what {
        What::SideSpoke { side, .. } => messages::ids_of_side(read, *side)?,
        What::Assigned { .. } | What::Spoke { .. } | What::Failed { .. } | What::Kept { .. } => {
            messages::ids_of_thread(read, ticket.id)?
        }
    };
    Ok(Thread::after(&ids))
}

fn language(read: &mut Read, person: &Person, ticket: &Ticket) -> Done<base::Language> {
    Ok(person.language.unwrap_or(crate::house::of(read, ticket.brand)?.language))
}

/// One that sends, and does more than look on.
fn mailbox_of(read: &mut Read, ticket: &Ticket) -> Done<Option<MailboxId>> {
    let mailbox = match ticket.mailbox {
        Some(id) => mailboxes::load(read, id)?,
        None => mailboxes::first(read)?,
    };
    Ok(mailbox.filter(|mailbox: &Mailbox| mailbox.active && !mailbox.observes).map(|mailbox| mailbox.id))
}

fn current(read: &mut Read, ticket: TicketId) -> Done<Option<Ticket>> {
    let ticket = tickets::by_id(read, ticket)?;
    Ok(ticket.filter(|ticket| !matches!(ticket.place(), Place::Spam | Place::Trash)))
}

/// What was said last, by whomever but a machine.
fn newest(read: &mut Read, ticket: &Ticket) -> Done<Option<Message>> {
    let newest = messages::newest(read, ticket.id, 10)?;
    Ok(newest.into_iter().rfind(|message| {
        matches!(message.kind, MessageKind::Incoming)
            && message.side.is_none()
            && !message.automatic
            && !message.taken_back
    }))
}

fn author(read: &mut Read, message: &Message) -> Done<String> {
    match (message.author, &message.from) {
        (Some(person), _) => shown(read, person),
        (None, from) => Ok(from.as_ref().map(|from| from.shown().to_owned()).unwrap_or_default()),
    }
}

fn shown(read: &mut Read, person: PersonId) -> Done<String> {
    Ok(persons::load(read, person)?.map(|person| person.shown().to_owned()).unwrap_or_default())
}

/// Characters of a message that such a letter shows.
const LONGEST: usize = 5_000;

fn beginning(message: &Message) -> String {
    let whole = if message.new_text.is_empty() { &message.text } else { &message.new_text };
    let mut text: String = whole.trim().chars().take(LONGEST).collect();
    if text.len() < whole.trim().len() {
        text.push('…');
    }
    text
}
