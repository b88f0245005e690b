//! What comes from outside: a mail, a form, the portal, a call.

use super::add;
use super::hold_back::hold_back;
use crate::ticket::{behind, locked, reopened_to, speaks, tell_behind, thanks_in_force, tie, turn};
use base::{Address, CleanHtml, Digest, Moment};
use desk::access::Tie;
use desk::conversation::{Message, MessageId, MessageKind, NewAttachment, only_thanks};
use desk::people::PersonId;
use desk::ticket::{Category, Origin, Place, Thanks, Ticket, TicketId, TicketNumber};
use desk::{Actor, Done, Event, Refusal};
use store::channel::reach;
use store::conversation::graph;
use store::people::persons;
use store::ticket::{statuses, tickets};
use store::{Read, Tx};

/// A message from outside, read and bounded.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// Who wrote it; none: nobody we know, as with a bounce.
    pub author: Option<PersonId>,
    pub origin: Origin,
    /// When it was said; none: now.
    pub at: Option<Moment>,
    pub subject: String,
    pub from: Option<Address>,
    pub reply_to: Vec<Address>,
    pub to: Vec<Address>,
    pub cc: Vec<Address>,
    pub text: String,
    pub html: CleanHtml,
    /// What is new of `text`; empty: all of it.
    pub new_text: String,
    /// Ids are without angle brackets.
    pub message_id: Option<String>,
    /// Ids it refers to; the graph learns that they belong to this ticket.
    pub references: Vec<String>,
    pub raw: Option<Digest>,
    /// Written by a machine: it opens and wakes nothing.
    pub automatic: bool,
    /// Keys of sentences about what was odd.
    pub warnings: Vec<String>,
    /// Why it is in this ticket: the key of a sentence.
    pub evidence: String,
    pub attachments: Vec<NewAttachment>,
}

impl Incoming {
    /// Only a text, from somebody.
    pub fn said(author: PersonId, origin: Origin, text: impl Into<String>) -> Self {
        Self {
            author: Some(author),
            origin,
            at: None,
            subject: String::new(),
            from: None,
            reply_to: Vec::new(),
            to: Vec::new(),
            cc: Vec::new(),
            text: text.into(),
            html: CleanHtml::default(),
            new_text: String::new(),
            message_id: None,
            references: Vec::new(),
            raw: None,
            automatic: false,
            warnings: Vec::new(),
            evidence: String::new(),
            attachments: Vec::new(),
        }
    }

    /// As a ticket keeps it.
    pub(crate) fn message(&self, ticket: TicketId, now: Moment, public: bool) -> Message {
        let said = self.clone();
        Message {
            id: MessageId(0),
            ticket,
            kind: MessageKind::Incoming,
            author: said.author,
            origin: said.origin,
            at: said.at.unwrap_or(now),
            subject: said.subject,
            from: said.from,
            reply_to: said.reply_to,
            to: said.to,
            cc: said.cc,
            bcc: Vec::new(),
            text: said.text,
            html: said.html,
            new_text: said.new_text,
            message_id: said.message_id,
            raw: said.raw,
            automatic: said.automatic,
            public,
            taken_back: false,
            side: None,
            warnings: said.warnings,
            evidence: said.evidence,
        }
    }
}

/// Ids of one message that the graph learns at most.
const MOST_REFERENCES: usize = 50;

/// Adds a message from outside to a ticket. It wakes it, opens it again and brings it back from the trash, unless a
/// machine wrote it. To a closed ticket it is refused: what a person writes there begins a follow-up
/// ([`crate::ticket::follow_up`]).
pub fn incoming(tx: &mut Tx, number: TicketNumber, said: Incoming) -> Done<MessageId> {
    let ticket = locked(tx, number)?;
    may_say(tx, &ticket)?;
    if ticket.category == Category::Closed && !said.automatic {
        return Err(Refusal::TicketClosed.into());
    }
    receive(tx, ticket, said).map(|(_, message)| message)
}

/// The desk itself, or somebody who has to do with it.
pub(crate) fn may_say(read: &mut Read, ticket: &Ticket) -> Done<()> {
    let tie = match read.actor().person() {
        Some(person) => tie(read, ticket, person)?,
        None => Tie::None,
    };
    read.actor().may_follow(ticket, tie)
}

/// The ticket as it is with the message.
pub(crate) fn receive(tx: &mut Tx, mut ticket: Ticket, said: Incoming) -> Done<(Ticket, MessageId)> {
    let held_back = if said.automatic { Vec::new() } else { hold_back(tx, &mut ticket)? };
    let message = message(tx, &ticket, &said)?;
    let id = add(tx, &mut ticket, &message, &said.attachments)?;
    learn_references(tx, &ticket, &said)?;
    let mut consequences = if said.automatic {
        Vec::new()
    } else if stays_solved(tx, &ticket, &said)? {
        vec![Event::ThanksTaken { ticket: ticket.id, message: id }]
    } else {
        open_again(tx, &mut ticket)?
    };
    consequences.extend(held_back);
    if let Some(from) = said.from.as_ref().filter(|_| !said.automatic) {
        reach::reached(tx, &from.email)?;
    }
    let behind = behind(tx, ticket.id, &consequences)?;
    tickets::save(tx, &mut ticket)?;
    let received = Event::MessageReceived { ticket: ticket.id, message: id };
    let position = tx.act_as(on_behalf(tx.actor(), said.author), |tx| tx.record(received))?;
    tx.act_as(Actor::System, |tx| {
        tx.because_of(position, |tx| {
            consequences.into_iter().try_for_each(|event| tx.record(event).map(drop))?;
            tell_behind(tx, &ticket, behind)
        })
    })?;
    Ok((ticket, id))
}

/// The graph learns what a message refers to.
pub(super) fn learn_references(tx: &mut Tx, ticket: &Ticket, said: &Incoming) -> Done<()> {
    for reference in said.references.iter().take(MOST_REFERENCES) {
        graph::learn(tx, reference, ticket.id, None)?;
    }
    Ok(())
}

/// The desk takes a mail in, but it is its author who speaks.
pub(crate) fn on_behalf(actor: &Actor, author: Option<PersonId>) -> Actor {
    match (actor, author) {
        (Actor::System, Some(author)) => Actor::Requester(author),
        (actor, _) => actor.clone(),
    }
}

pub(super) fn message(read: &mut Read, ticket: &Ticket, said: &Incoming) -> Done<Message> {
    let public = match said.author {
        Some(author) => speaks(read, ticket, author, said.origin)?,
        None => false,
    };
    Ok(said.message(ticket.id, read.now(), public))
}

/// Its writer only says thank you, and the desk lets that be.
fn stays_solved(read: &mut Read, ticket: &Ticket, said: &Incoming) -> Done<bool> {
    if ticket.category != Category::Solved || ticket.place() != Place::Closed || !said.attachments.is_empty() {
        return Ok(false);
    }
    let text = if said.new_text.is_empty() { &said.text } else { &said.new_text };
    let author = said.author.map(|author| persons::load(read, author)).transpose()?.flatten();
    let called = said.from.as_ref().and_then(|from| from.name.as_deref());
    let names: Vec<&str> = author.iter().map(|person| person.shown()).chain(called).collect();
    Ok(only_thanks(text, &names) && thanks_in_force(read)? == Thanks::Stay)
}

/// Somebody has to look again.
fn open_again(tx: &mut Tx, ticket: &mut Ticket) -> Done<Vec<Event>> {
    let mut events = Vec::new();
    events.extend(ticket.restore().ok());
    events.extend(ticket.wake().ok());
    let category = ticket.category.after_incoming();
    if category != ticket.category {
        let was_done = ticket.category.is_done();
        let status = statuses::standard(tx, category)?;
        events.extend(turn(ticket, &status, tx.now())?);
        if let (true, Some(last)) = (was_done, reopened_to(tx, ticket)?) {
            events.extend(ticket.assign(Some(last))?);
        }
    }
    Ok(events)
}
