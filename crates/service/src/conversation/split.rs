//! Several messages that are another matter: they get a ticket of their own, and come back together; or they stand on both.

use super::add::add;
use super::relocate::{bring, is_theirs};
use crate::conversation::Incoming;
use crate::ticket::{NewTicket, any, begin, directed, keep, link};
use desk::conversation::{Message, MessageId, MessageKind};
use desk::people::{PersonId, TeamId};
use desk::ticket::{Priority, Relation, TagId, Ticket, TicketId, TicketNumber, any_subject};
use desk::{Done, Error, Event, Level, Refusal};
use std::collections::BTreeSet;
use store::channel::letters;
use store::conversation::{attachments, messages};
use store::ticket::{people, tickets};
use store::{Read, Tx};

/// Messages a split takes at most.
const MOST: usize = 200;

/// What goes, and what becomes of it.
#[derive(Clone, Debug, Default)]
pub struct Apart {
    pub messages: Vec<MessageId>,
    /// It stays where it is as well.
    pub copied: bool,
    /// Empty: taken from the first message.
    pub subject: String,
    /// None: as the ticket they come from.
    pub team: Option<TeamId>,
    pub priority: Option<Priority>,
    pub tags: Vec<TagId>,
    pub assignee: Option<PersonId>,
}

/// The answer is the new ticket. What came in and what was noted may go; what we wrote to somebody stays where it was
/// written, and is only copied. Later mail that answers what went follows it.
pub fn split(tx: &mut Tx, number: TicketNumber, wish: &Apart, version: Option<i64>) -> Done<Ticket> {
    let mut source = directed(tx, number, version)?;
    let going = going(tx, &source, wish)?;
    let first = going.iter().find(|message| message.kind == MessageKind::Incoming).unwrap_or(&going[0]);
    let requester = first.author.filter(|_| first.kind == MessageKind::Incoming).unwrap_or(source.requester);
    let asked = Incoming { at: Some(first.at), ..Incoming::said(requester, first.origin, "") };
    let title = match wish.subject.trim() {
        "" => any_subject(&first.subject, &first.text),
        _ => wish.subject.clone(),
    };
    let team = team(tx, &source, wish)?;
    let new = NewTicket {
        mailbox: source.mailbox,
        brand: Some(source.brand),
        language: source.language,
        organization: source.organization,
        kind: source.kind,
        priority: wish.priority.unwrap_or(source.priority),
        tags: wish.tags.clone(),
        ..NewTicket::asked(title, requester, team, asked)
    };
    let mut target = begin(tx, new)?;
    let (from, into) = (source.number, target.number);
    let (happened, came) = if wish.copied {
        for message in &going {
            repeat(tx, message, &source, &mut target)?;
        }
        (Event::TicketCopied { ticket: source.id, into }, Event::TicketCopiedFrom { ticket: target.id, from })
    } else {
        for message in &going {
            bring(tx, message, source.id, &target)?;
        }
        source.recount(&messages::spoken(tx, source.id)?);
        target.recount(&messages::spoken(tx, target.id)?);
        source.updated_at = source.updated_at.max(tx.now());
        tickets::save(tx, &mut source)?;
        let messages = going.iter().map(|message| message.id).collect();
        (Event::TicketSplit { ticket: source.id, into, messages }, Event::TicketSplitOff { ticket: target.id, from })
    };
    let assigned = target.assign(wish.assignee)?;
    let position = tx.record(happened)?;
    tx.because_of(position, |tx| {
        keep(tx, target, [came].into_iter().chain(assigned))?;
        link(tx, from, into, Relation::Related, None)?;
        any(tx, into)
    })
}

/// Where the acting agent answers, and whoever gets it may be given it.
fn team(tx: &mut Tx, source: &Ticket, wish: &Apart) -> Done<TeamId> {
    let team = wish.team.unwrap_or(source.team);
    if tx.actor().level(team) < Level::Reply {
        return Err(Refusal::NotAllowed.into());
    }
    match wish.assignee {
        Some(agent) if !people::may_be_assigned(tx, team, agent)? => Err(Refusal::AssigneeNotInTeam.into()),
        Some(_) | None => Ok(team),
    }
}

/// The same once more with its files; what answers it stays with the first one. What we wrote to somebody else is not for
/// this requester to read.
fn repeat(tx: &mut Tx, message: &Message, source: &Ticket, target: &mut Ticket) -> Done<()> {
    let public = match message.kind {
        MessageKind::Reply => message.public && target.requester == source.requester,
        MessageKind::Incoming | MessageKind::Note | MessageKind::Forward => is_theirs(tx, message, target)?,
    };
    let files = attachments::anew(tx, message.id)?;
    let said = Message { ticket: target.id, message_id: None, raw: None, public, ..message.clone() };
    add(tx, target, &said, &files).map(drop)
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
    source.recount(&messages::spoken(tx, source.id)?);
    target.recount(&messages::spoken(tx, target.id)?);
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
    let unsent = unsent(read, ticket.id)?;
    all.retain(|message| may_go(message, &unsent));
    let authors: Vec<_> = all.iter().filter_map(|message| message.author).collect();
    let known = people::known(read, &authors)?;
    let author = |message: &Message| known.iter().find(|person| Some(person.id) == message.author);
    let named = |message: Message| {
        let name = author(&message).map_or_else(String::new, |person| person.shown().to_owned());
        (message, name)
    };
    Ok((ticket, all.into_iter().map(named).collect()))
}

fn may_go(message: &Message, unsent: &BTreeSet<MessageId>) -> bool {
    let kind = match message.kind {
        MessageKind::Incoming | MessageKind::Note => true,
        MessageKind::Reply => !unsent.contains(&message.id),
        MessageKind::Forward => false,
    };
    kind && !message.taken_back && message.side.is_none()
}

/// What waits, or never reached anybody.
fn unsent(read: &mut Read, ticket: TicketId) -> Done<BTreeSet<MessageId>> {
    let letters = letters::of_ticket(read, ticket)?;
    Ok(letters.iter().filter(|letter| letter.sent_at.is_none()).filter_map(|letter| letter.message).collect())
}

fn going(read: &mut Read, source: &Ticket, wish: &Apart) -> Done<Vec<Message>> {
    let unsent = unsent(read, source.id)?;
    let mut going = Vec::new();
    for id in wish.messages.iter().take(MOST) {
        let message = messages::load(read, *id)?.filter(|message| message.ticket == source.id);
        let message = message.ok_or(Error::Missing)?;
        if !may_go(&message, &unsent) || (message.kind == MessageKind::Reply && !wish.copied) {
            return Err(Refusal::OwnMessageStays.into());
        }
        going.push(message);
    }
    going.sort_by_key(|message| (message.at, message.id));
    going.dedup_by_key(|message| message.id);
    match going.len() as i64 {
        0 => Err(Refusal::NothingChosen.into()),
        all if all >= source.messages && !wish.copied => Err(Refusal::OnlyMessage.into()),
        _ => Ok(going),
    }
}
