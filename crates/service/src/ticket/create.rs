//! How tickets begin: by what somebody asked, by an agent's hand, or where a closed one left off.

use super::load::any;
use super::numbering::next_number;
use super::status::set_status;
use super::tie::tie;
use crate::channel::own_addresses;
use crate::conversation::{Compose, Incoming, Way, may_attach, may_say, note, on_behalf, receive, send, we_called};
use crate::form::{Given, put, take};
use crate::people::meant;
use base::Language;
use desk::access::Tie;
use desk::channel::MailboxId;
use desk::conversation::{MessageId, said_or_shown};
use desk::form::{Answers, Audience, TopicId};
use desk::people::{OrganizationId, Person, PersonId, TeamId, Whom};
use desk::ticket::{BrandId, Category, Kind, Origin, Priority, TagId, Ticket, TicketId, TicketNumber, subject};
use desk::{Actor, Done, Error, Event, Fault, Level, Permission, Refusal};
use serde::{Deserialize, Serialize};
use store::Tx;
use store::channel::mailboxes;
use store::conversation::senders;
use store::people::{memberships, persons, teams};
use store::ticket::{brands, people, statuses, tags, tickets};

/// A request from outside.
#[derive(Clone, Debug)]
pub struct NewTicket {
    /// A mail's goes through [`desk::ticket::any_subject`] first.
    pub subject: String,
    pub requester: PersonId,
    pub team: TeamId,
    /// The mailbox it came to, which will answer.
    pub mailbox: Option<MailboxId>,
    /// None: its mailbox's, else the first.
    pub brand: Option<BrandId>,
    pub origin: Origin,
    pub language: Option<Language>,
    pub kind: Kind,
    pub topic: Option<TopicId>,
    /// What stands in its fields, as [`take`] has it.
    pub answers: Answers,
    pub priority: Priority,
    pub tags: Vec<TagId>,
    pub participants: Vec<PersonId>,
    /// For which of the requester's it is asked; none, or one they do not belong to: the main one.
    pub organization: Option<OrganizationId>,
    pub follow_up_of: Option<TicketId>,
    pub spam: bool,
    pub first: Incoming,
}

impl NewTicket {
    /// A plain question; everything else as it usually is.
    pub fn asked(subject: impl Into<String>, requester: PersonId, team: TeamId, first: Incoming) -> Self {
        Self {
            subject: subject.into(),
            requester,
            team,
            mailbox: None,
            brand: None,
            origin: first.origin,
            language: None,
            kind: Kind::Question,
            topic: None,
            answers: Answers::new(),
            priority: Priority::Normal,
            tags: Vec::new(),
            participants: Vec::new(),
            organization: None,
            follow_up_of: None,
            spam: false,
            first,
        }
    }
}

/// The desk itself makes tickets of mail and forms; whoever is signed in makes their own.
pub fn create(tx: &mut Tx, wish: NewTicket) -> Done<Ticket> {
    if *tx.actor() != Actor::System && tx.actor().person() != Some(wish.requester) {
        return Err(Error::Missing);
    }
    make(tx, wish)
}

fn make(tx: &mut Tx, wish: NewTicket) -> Done<Ticket> {
    let author = on_behalf(tx.actor(), Some(wish.requester));
    let mut ticket = blank(tx, &wish)?;
    ticket.spam = wish.spam;
    let ticket = open(tx, &author, ticket, &wish)?;
    receive(tx, ticket, wish.first).map(|(ticket, _)| ticket)
}

/// A ticket for a message that is there already: it has none of its own yet.
pub(crate) fn begin(tx: &mut Tx, wish: NewTicket) -> Done<Ticket> {
    let author = tx.actor().clone();
    let ticket = blank(tx, &wish)?;
    open(tx, &author, ticket, &wish)
}

/// Continues a closed ticket with what somebody writes to it: the same people, team and tags, a new number. A colleague
/// goes on alone: who was on the old one may have left the organisation since.
pub fn follow_up(tx: &mut Tx, closed: TicketNumber, first: Incoming) -> Done<Ticket> {
    let closed = any(tx, closed)?;
    may_say(tx, &closed)?;
    let (requester, participants) = continuing(tx, &closed, first.author)?;
    let wish = NewTicket {
        mailbox: closed.mailbox,
        brand: Some(closed.brand),
        language: closed.language,
        kind: closed.kind,
        topic: closed.topic,
        priority: closed.priority,
        tags: closed.tags,
        participants,
        organization: closed.organization,
        follow_up_of: Some(closed.id),
        ..NewTicket::asked(closed.subject, requester, closed.team, first)
    };
    make(tx, wish)
}

/// Whose the new ticket is, and who is in copy of it.
fn continuing(tx: &mut Tx, closed: &Ticket, author: Option<PersonId>) -> Done<(PersonId, Vec<PersonId>)> {
    let mut participants = people::participants(tx, closed.id)?;
    if let Some(author) = author.filter(|author| *author != closed.requester && !participants.contains(author))
        && tie(tx, closed, author)? == Tie::Colleague
    {
        return Ok((author, Vec::new()));
    }
    let requester = author.filter(|author| participants.contains(author)).unwrap_or(closed.requester);
    participants.push(closed.requester);
    participants.retain(|person| *person != requester);
    Ok((requester, participants))
}

/// A ticket an agent opens: after a call, or to write first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ByAgent {
    pub subject: String,
    pub requester: PersonId,
    pub team: TeamId,
    pub origin: Origin,
    pub language: Option<Language>,
    pub kind: Kind,
    pub priority: Priority,
    pub tags: Vec<TagId>,
    pub participants: Vec<PersonId>,
    pub assignee: Option<PersonId>,
    /// The topic with what its form asks.
    pub given: Given,
    pub opening: Opening,
}

/// What stands first on it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Opening {
    /// What the requester said, in the agent's words.
    Said(Compose),
    /// What an agent said to them, on the phone.
    Called(Compose),
    /// A letter to the requester. The mailbox it is from is the ticket's from now on.
    Write(Compose),
    /// Only for colleagues.
    Note(Compose),
}

/// Whoever asked, known or new; never the desk itself.
pub fn requester_of(tx: &mut Tx, whom: &Whom) -> Done<Person> {
    tx.actor().must_be_agent()?;
    if let Whom::Address(address) = whom
        && own_addresses(tx)?.contains(&address.email)
    {
        return Err(Refusal::AddressIsOurs.into());
    }
    meant(tx, whom)
}

pub fn create_by_agent(tx: &mut Tx, wish: ByAgent) -> Done<Ticket> {
    begin_by_agent(tx, wish).map(|(ticket, _)| ticket)
}

/// The ticket, and what stands first on it.
pub fn begin_by_agent(tx: &mut Tx, wish: ByAgent) -> Done<(Ticket, MessageId)> {
    may_open(tx, wish.team)?;
    if let Some(agent) = wish.assignee
        && !people::may_be_assigned(tx, wish.team, agent)?
    {
        return Err(Refusal::AssigneeNotInTeam.into());
    }
    let taken = take(tx, &wish.given, Audience::Agent)?;
    let (Opening::Said(compose) | Opening::Called(compose) | Opening::Write(compose) | Opening::Note(compose)) =
        &wish.opening;
    may_attach(tx, &compose.attachments)?;
    let html = compose.html.clone().unwrap_or_default();
    let text = said_or_shown(&compose.text, &html, &compose.attachments)?;
    let said = Incoming {
        html,
        attachments: compose.attachments.clone(),
        ..Incoming::said(wish.requester, wish.origin, text)
    };
    let mailbox = match &wish.opening {
        Opening::Write(Compose { from: Some(from), .. }) => Some(may_send_from(tx, *from)?),
        Opening::Write(_) | Opening::Said(_) | Opening::Called(_) | Opening::Note(_) => None,
    };
    let new = NewTicket {
        language: wish.language,
        kind: taken.topic.as_ref().map_or(wish.kind, |topic| topic.wish.kind),
        topic: taken.topic.map(|topic| topic.id),
        answers: taken.answers,
        priority: wish.priority,
        tags: wish.tags,
        participants: wish.participants,
        mailbox,
        ..NewTicket::asked(wish.subject, wish.requester, wish.team, said)
    };
    let mut ticket = blank(tx, &new)?;
    ticket.assignee = wish.assignee;
    let author = tx.actor().clone();
    let ticket = open(tx, &author, ticket, &new)?;
    match wish.opening {
        Opening::Said(compose) => {
            let (ticket, message) = receive(tx, ticket, new.first)?;
            match compose.status_after {
                Some(status) => Ok((set_status(tx, ticket.number, status, None)?, message)),
                None => Ok((ticket, message)),
            }
        }
        Opening::Called(compose) => we_called(tx, ticket, compose),
        Opening::Write(compose) => send(tx, ticket, compose, Way::Reply),
        Opening::Note(compose) => {
            let number = ticket.number;
            let message = note(tx, number, compose)?;
            Ok((any(tx, number)?, message))
        }
    }
}

/// The mailbox writes, and the acting agent answers in its team.
fn may_send_from(tx: &mut Tx, mailbox: MailboxId) -> Done<MailboxId> {
    let sender = senders::all(tx)?.chosen(mailbox).cloned().ok_or(Error::Missing)?;
    if tx.actor().level(sender.team) < Level::Reply { Err(Refusal::NotAllowed.into()) } else { Ok(mailbox) }
}

fn may_open(tx: &Tx, team: TeamId) -> Done<()> {
    let level = tx.actor().level(team);
    if level == Level::None {
        return Err(Error::Missing);
    }
    tx.actor().may(Permission::Reply)?;
    if level < Level::Reply { Err(Refusal::NotAllowed.into()) } else { Ok(()) }
}

/// As a ticket begins: new, awake, nobody's.
fn blank(tx: &mut Tx, wish: &NewTicket) -> Done<Ticket> {
    let requester = persons::load(tx, wish.requester)?.ok_or(Error::Missing)?;
    teams::load(tx, wish.team)?.ok_or(Error::Missing)?;
    let status = statuses::standard(tx, Category::New)?;
    let organization = match wish.organization {
        Some(id) if memberships::belongs(tx, requester.id, id)? => Some(id),
        Some(_) | None => requester.organization,
    };
    let at = wish.first.at.unwrap_or(tx.now());
    let mut ticket = Ticket {
        subject: subject(&wish.subject)?,
        priority: wish.priority,
        kind: wish.kind,
        organization,
        mailbox: wish.mailbox,
        origin: wish.origin,
        language: wish.language.or(requester.language),
        follow_up_of: wish.follow_up_of,
        topic: wish.topic,
        ..Ticket::blank(status.id, status.category, wish.team, requester.id, brand(tx, wish)?, at)
    };
    ticket.set_tags(wish.tags.clone())?;
    if tags::some(tx, &ticket.tags)?.len() != ticket.tags.len() {
        return Err(Error::Missing);
    }
    ticket.number = next_number(tx, ticket.topic)?;
    Ok(ticket)
}

fn brand(tx: &mut Tx, wish: &NewTicket) -> Done<BrandId> {
    if let Some(brand) = wish.brand {
        return Ok(brand);
    }
    let mailbox = wish.mailbox.map(|id| mailboxes::load(tx, id)).transpose()?.flatten();
    match mailbox {
        Some(mailbox) => Ok(mailbox.brand),
        None => Ok(brands::first(tx)?.ok_or_else(|| Fault::new("no brand"))?.id),
    }
}

/// Keeps the new ticket with its participants and says so in the log.
fn open(tx: &mut Tx, author: &Actor, ticket: Ticket, wish: &NewTicket) -> Done<Ticket> {
    let ticket = tickets::add(tx, &ticket)?;
    put(tx, ticket.id, &wish.answers)?;
    for person in wish.participants.iter().filter(|person| **person != ticket.requester) {
        people::add_participant(tx, ticket.id, *person)?;
    }
    if let Some(closed) = ticket.follow_up_of {
        people::pause_as_on(tx, closed, ticket.id)?;
    }
    let created = Event::TicketCreated { ticket: ticket.id, follow_up_of: ticket.follow_up_of };
    tx.act_as(author.clone(), |tx| tx.record(created))?;
    Ok(ticket)
}
