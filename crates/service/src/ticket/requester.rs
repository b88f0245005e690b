//! The requester's side: what they may see of their tickets and do with them, in the portal and behind a signed link.

use super::list::After;
use super::load::{any, keep, locked};
use super::{follow_up, may_rate, rating_of, turn};
use crate::approval;
use crate::conversation::{Incoming, is_public, may_say, receive};
use crate::form::{PublicDetails, public_details, saved};
use crate::house;
use base::Digest;
use base::{CleanHtml, Email, Language, Moment};
use desk::access::Copies;
use desk::channel::Letter;
use desk::conversation::{Attachment, Message, MessageId, MessageKind, NewAttachment, attachable, body};
use desk::form::{FieldFile, FieldId, Value};
use desk::people::{Askers, OrganizationId, Person, PersonId};
use desk::ticket::{Category, Origin, Priority, Rating, Status, StatusId, Ticket, TicketNumber};
use desk::{Done, Error, Refusal};
use std::collections::{BTreeMap, BTreeSet};
use store::channel::letters;
use store::conversation::{attachments, messages};
use store::people::{memberships, oversight};
use store::ticket::{lists, people, statuses, tickets};
use store::{Read, Tx};

/// The newest messages of a ticket that are looked through at most.
const MOST_MESSAGES: usize = 500;

/// A page of somebody's own tickets, or of their organisation's, newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mine {
    pub lines: Vec<PublicLine>,
    pub statuses: Vec<Status>,
    pub next: Option<After>,
    /// Organisations that share their tickets with whoever looks, by name.
    pub organizations: Vec<(OrganizationId, String)>,
    /// There is somebody whose tickets they see beside their own.
    pub oversees: bool,
    /// Questions that wait for their own word.
    pub approvals: i64,
}

/// What a requester's list says of a ticket. Nothing else about it leaves the desk.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicLine {
    pub number: TicketNumber,
    pub subject: String,
    pub language: Option<Language>,
    pub status: StatusId,
    pub category: Category,
    /// Where requesters are shown it.
    pub priority: Option<Priority>,
    /// Who asked; not always the one who looks. Empty where others on a ticket see no address.
    pub requester: String,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// One of the lists that whoever looks has in the portal.
pub fn requests(read: &mut Read, of: Askers, after: Option<After>, limit: usize) -> Done<Mine> {
    match of {
        Askers::Own => mine(read, after, limit),
        Askers::Organization(id) => shared(read, id, after, limit),
        Askers::Others => overseen(read, after, limit),
    }
}

pub fn mine(read: &mut Read, after: Option<After>, limit: usize) -> Done<Mine> {
    let person = read.actor().person().ok_or(Error::Missing)?;
    let limit = limit.clamp(1, 200);
    let lines = lists::of_person(read, person, after, limit + 1)?;
    public_list(read, person, lines, limit)
}

/// What was asked for an organisation that shares its tickets with whoever looks, whoever asked; any other is not there.
pub fn shared(read: &mut Read, organization: OrganizationId, after: Option<After>, limit: usize) -> Done<Mine> {
    let person = read.actor().person().ok_or(Error::Missing)?;
    if !memberships::shared_with(read, person)?.iter().any(|(id, _)| *id == organization) {
        return Err(Error::Missing);
    }
    let limit = limit.clamp(1, 200);
    let lines = lists::shared(read, organization, after, limit + 1)?;
    public_list(read, person, lines, limit)
}

/// What those asked whom one oversees.
pub fn overseen(read: &mut Read, after: Option<After>, limit: usize) -> Done<Mine> {
    let person = read.actor().person().ok_or(Error::Missing)?;
    if !oversight::oversees_any(read, person)? {
        return Err(Error::Missing);
    }
    let limit = limit.clamp(1, 200);
    let lines = lists::overseen(read, person, after, limit + 1)?;
    public_list(read, person, lines, limit)
}

fn public_list(read: &mut Read, person: PersonId, lines: Vec<lists::Line>, limit: usize) -> Done<Mine> {
    let page = super::list::page(lines, limit);
    let (priorities, copies) = (house::priorities(read)?, house::copies(read)?);
    // Who has no name stands in lists by their address.
    let hidden = |requester: PersonId, name: &str| {
        copies == Copies::Apart && requester != person && Email::parse(name).is_some()
    };
    let line = |line: lists::Line| PublicLine {
        number: line.ticket.number,
        subject: line.ticket.subject,
        language: line.ticket.language,
        status: line.ticket.status,
        category: line.ticket.category,
        priority: priorities.shown_to_requesters(line.ticket.priority),
        requester: if hidden(line.ticket.requester, &line.requester) { String::new() } else { line.requester },
        created_at: line.ticket.created_at,
        updated_at: line.ticket.updated_at,
    };
    Ok(Mine {
        lines: page.lines.into_iter().map(line).collect(),
        statuses: statuses::all(read)?,
        next: page.next,
        organizations: memberships::shared_with(read, person)?,
        oversees: oversight::oversees_any(read, person)?,
        approvals: approval::waiting_counted(read)?,
    })
}

/// A ticket without notes, forwards, internal events and names that are nobody's business.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicPage {
    pub number: TicketNumber,
    pub subject: String,
    pub language: Option<Language>,
    pub status: Status,
    pub category: Category,
    /// Where requesters are shown it.
    pub priority: Option<Priority>,
    pub created_at: Moment,
    /// Empty where others on a ticket see no address, and there is no name.
    pub requester: String,
    /// Whoever looks asked it.
    pub own: bool,
    /// Who looks after it, where somebody does.
    pub assignee: Option<String>,
    /// Others who see this page; none where they do not see each other.
    pub participants: Vec<String>,
    /// What they filled in, and what else of the form is theirs to see.
    pub details: PublicDetails,
    /// Oldest first.
    pub messages: Vec<PublicMessage>,
    pub may_close: bool,
    pub may_reopen: bool,
    /// How whoever looks rated it, and whether they may.
    pub rating: Option<Rating>,
    pub may_rate: bool,
    /// What is written here begins a new ticket.
    pub continues: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PublicMessage {
    pub id: MessageId,
    /// One of us wrote it.
    pub ours: bool,
    /// Empty where people on a ticket do not see each other.
    pub author: String,
    pub at: Moment,
    pub text: String,
    pub new_text: String,
    pub html: CleanHtml,
    pub attachments: Vec<Attachment>,
}

pub fn public_page(read: &mut Read, number: TicketNumber) -> Done<PublicPage> {
    let ticket = any(read, number)?;
    may_say(read, &ticket)?;
    let messages = shown(read, &ticket)?;
    let participants = people::participants(read, ticket.id)?;
    let copies = house::copies(read)?;
    let names = names(read, &ticket, (copies, &participants), &messages)?;
    let name = |person: &PersonId| names.get(person).cloned().unwrap_or_default();
    let own = read.actor().person() == Some(ticket.requester);
    Ok(PublicPage {
        number: ticket.number,
        status: statuses::load(read, ticket.status)?.ok_or(Error::Missing)?,
        category: ticket.category,
        priority: house::priorities(read)?.shown_to_requesters(ticket.priority),
        created_at: ticket.created_at,
        requester: name(&ticket.requester),
        assignee: ticket.assignee.as_ref().map(name),
        participants: participants.iter().filter(|_| copies == Copies::Together).map(name).collect(),
        own,
        details: public_details(read, &ticket)?,
        may_close: own && !ticket.category.is_done(),
        may_reopen: own && ticket.category == Category::Solved,
        may_rate: own && may_rate(read, &ticket)?,
        rating: if own { rating_of(read, &ticket)? } else { None },
        continues: ticket.category == Category::Closed,
        messages: public(read, &ticket, messages, name)?,
        language: ticket.language,
        subject: ticket.subject,
    })
}

/// A file in a field of a ticket that one follows, where requesters see the field.
pub fn public_field_file(read: &mut Read, number: TicketNumber, field: FieldId, digest: &Digest) -> Done<FieldFile> {
    let ticket = any(read, number)?;
    may_say(read, &ticket)?;
    let details = public_details(read, &ticket)?;
    let value = details.fields.iter().find(|(one, _)| one.id == field).map(|(_, value)| value);
    let Some(Value::Files(files)) = value else { return Err(Error::Missing) };
    saved(read, files, digest)
}

/// The newest messages that are for the requester.
fn shown(read: &mut Read, ticket: &Ticket) -> Done<Vec<Message>> {
    let now = read.now();
    let letters: BTreeMap<MessageId, Letter> =
        letters::of_ticket(read, ticket.id)?.into_iter().filter_map(|letter| Some((letter.message?, letter))).collect();
    let mut messages = messages::newest(read, ticket.id, MOST_MESSAGES)?;
    messages.retain(|message| is_public(message, letters.get(&message.id), now));
    Ok(messages)
}

fn names(
    read: &mut Read,
    ticket: &Ticket,
    (copies, participants): (Copies, &[PersonId]),
    messages: &[Message],
) -> Done<BTreeMap<PersonId, String>> {
    let mut ids: BTreeSet<PersonId> = participants.iter().copied().collect();
    ids.insert(ticket.requester);
    ids.extend(ticket.assignee);
    ids.extend(messages.iter().filter_map(|message| message.author));
    let ids: Vec<PersonId> = ids.into_iter().collect();
    let written = messages.iter().filter(|message| message.kind != MessageKind::Incoming);
    let ours: BTreeSet<PersonId> = written.filter_map(|message| message.author).chain(ticket.assignee).collect();
    let me = read.actor().person();
    let named = |person: Person| {
        let seen = ours.contains(&person.id) || Some(person.id) == me;
        (person.id, copies.told(&person, seen, ticket.requester).to_owned())
    };
    Ok(people::known(read, &ids)?.into_iter().map(named).collect())
}

fn public(
    read: &mut Read,
    ticket: &Ticket,
    messages: Vec<Message>,
    name: impl Fn(&PersonId) -> String,
) -> Done<Vec<PublicMessage>> {
    let mut files: BTreeMap<MessageId, Vec<Attachment>> = BTreeMap::new();
    for file in attachments::of_ticket(read, ticket.id)? {
        files.entry(file.message).or_default().push(file);
    }
    let message = |message: Message| PublicMessage {
        ours: message.kind != MessageKind::Incoming,
        author: message.author.as_ref().map(&name).unwrap_or_default(),
        attachments: files.remove(&message.id).unwrap_or_default(),
        id: message.id,
        at: message.at,
        text: message.text,
        new_text: message.new_text,
        html: message.html,
    };
    Ok(messages.into_iter().map(message).collect())
}

/// Writes to the ticket; to a closed one, a new ticket that continues it. The answer is the ticket it went to.
pub fn answer(tx: &mut Tx, number: TicketNumber, text: &str, files: Vec<NewAttachment>) -> Done<Ticket> {
    let ticket = locked(tx, number)?;
    may_say(tx, &ticket)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    attachable(&files)?;
    let said = Incoming { attachments: files, ..Incoming::said(person, Origin::Portal, body(text)?) };
    if ticket.category == Category::Closed {
        follow_up(tx, number, said)
    } else {
        receive(tx, ticket, said).map(|(ticket, _)| ticket)
    }
}

/// The requester needs nothing more.
pub fn close_own(tx: &mut Tx, number: TicketNumber) -> Done<Ticket> {
    let ticket = own(tx, number)?;
    if ticket.category.is_done() { Ok(ticket) } else { turn_to(tx, ticket, Category::Solved) }
}

/// The requester is not content. What is closed for good is continued by [`answer`].
pub fn reopen_own(tx: &mut Tx, number: TicketNumber) -> Done<Ticket> {
    let ticket = own(tx, number)?;
    match ticket.category {
        Category::Solved => turn_to(tx, ticket, Category::Open),
        Category::Closed => Err(Refusal::TicketClosed.into()),
        Category::New | Category::Open | Category::Pending | Category::OnHold => Ok(ticket),
    }
}

/// Only who asked closes and opens; who is in copy reads and writes.
fn own(tx: &mut Tx, number: TicketNumber) -> Done<Ticket> {
    let ticket = tickets::load(tx, number)?.ok_or(Error::Missing)?;
    may_say(tx, &ticket)?;
    if tx.actor().person() == Some(ticket.requester) { Ok(ticket) } else { Err(Refusal::NotAllowed.into()) }
}

fn turn_to(tx: &mut Tx, mut ticket: Ticket, category: Category) -> Done<Ticket> {
    let status = statuses::standard(tx, category)?;
    let turned = turn(&mut ticket, &status, tx.now())?;
    keep(tx, ticket, turned)
}
