//! Finding the ticket a message belongs to: one clue after the other, the strongest first.

use super::policy;
use crate::conversation::takes_part;
use crate::ticket::home;
use base::Email;
use desk::Done;
use desk::channel::{Arrival, Intake, Lead, Nature, RECENT, Standing, courtesy, mark, subject};
use desk::conversation::SideId;
use desk::people::{PersonId, domain};
use desk::ticket::{Category, Place, Ticket, TicketId, TicketNumber};
use store::Read;
use store::channel::{mailboxes, outbox, references};
use store::conversation::{graph, messages, sides};
use store::people::persons;
use store::ticket::tickets;

/// Where the search looks.
pub(super) struct Question<'q> {
    pub intake: &'q Intake,
    pub arrival: &'q Arrival,
    pub author: Author,
    /// Every address of ours, without tags.
    pub ours: &'q [Email],
}

impl Question<'_> {
    pub fn is_ours(&self, email: &Email) -> bool {
        self.ours.contains(&mark::without_tag(email))
    }
}

/// Who wrote it, before anybody is made of them.
#[derive(Clone)]
pub(super) struct Author {
    pub address: Option<Email>,
    pub person: Option<PersonId>,
    /// An active agent.
    pub agent: bool,
    /// An address of ours.
    pub ours: bool,
}

pub(super) enum Search {
    Belongs(Box<Belongs>),
    /// A clue that does not let its sender in.
    Related(TicketNumber),
    Nothing,
}

/// Where a message belongs.
pub(super) struct Belongs {
    pub ticket: Ticket,
    pub lead: Lead,
    pub standing: Standing,
    /// The side conversation; none: the talk with the requester.
    pub side: Option<SideId>,
}

type Clue = fn(&mut Read, &Question) -> Done<Vec<(Lead, Ticket)>>;

const CLUES: [Clue; 9] =
    [side_address, agent_address, reply_address, ancestors, marks, expected, foreign_references, numbers, same_subject];

pub(super) fn search(read: &mut Read, question: &Question) -> Done<Search> {
    let mut related = None;
    for clue in CLUES {
        for (lead, ticket) in clue(read, question)? {
            let standing = standing(read, &ticket, question)?;
            if lead.admits(standing) {
                let side = side(read, question, &ticket, &lead, standing)?;
                let ticket = home(read, ticket)?;
                // What is said beside a ticket stays beside it, closed or not.
                let ticket = if side.is_some() { ticket } else { newest_of_line(read, ticket)? };
                return Ok(Search::Belongs(Box::new(Belongs { ticket, lead, standing, side })));
            }
            related.get_or_insert(ticket.number);
        }
    }
    Ok(related.map_or(Search::Nothing, Search::Related))
}

/// The side conversation a message goes on with: that of the message it answers; where no message says so, that of a
/// sender whom the ticket knows from beside it alone.
fn side(
    read: &mut Read,
    question: &Question,
    ticket: &Ticket,
    lead: &Lead,
    standing: Standing,
) -> Done<Option<SideId>> {
    if let Lead::SideAddress(side) = lead {
        return Ok(Some(*side));
    }
    if let Lead::Ours(id) | Lead::Received(id) = lead {
        let holders = graph::holders(read, id)?;
        let answered = holders.into_iter().find_map(|(holder, message)| message.filter(|_| holder == ticket.id));
        if let Some(answered) = answered.map(|id| messages::load(read, id)).transpose()?.flatten() {
            return Ok(answered.side);
        }
    }
    match &question.author.address {
        Some(address) if standing == Standing::Known && !takes_part(read, ticket, question.author.person)? => {
            Ok(sides::with(read, ticket.id, address)?)
        }
        Some(_) | None => Ok(None),
    }
}

/// What the author is to a ticket.
fn standing(read: &mut Read, ticket: &Ticket, question: &Question) -> Done<Standing> {
    let author = &question.author;
    let Some(address) = author.address.as_ref().filter(|_| !question.arrival.is_forged()) else {
        return Ok(Standing::Stranger);
    };
    let takes_part = takes_part(read, ticket, author.person)?;
    Ok(if author.ours || (author.agent && is_own_address(read, question, ticket)?) {
        Standing::Agent
    } else if takes_part {
        Standing::Known
    } else if author.agent {
        Standing::Agent
    } else if outbox::wrote_to(read, ticket.id, address)? {
        Standing::Known
    } else if is_colleague(read, ticket, address)? {
        Standing::Colleague
    } else {
        Standing::Stranger
    })
}

fn is_colleague(read: &mut Read, ticket: &Ticket, address: &Email) -> Done<bool> {
    let requester = persons::load(read, ticket.requester)?.and_then(|person| person.email);
    let same = |requester: Email| requester.domain() == address.domain() && domain(&address.domain()).is_ok();
    Ok(requester.is_some_and(same))
}

/// A closed ticket goes on in its follow-up, as long as that is not closed as well.
fn newest_of_line(read: &mut Read, ticket: Ticket) -> Done<Ticket> {
    let mut newest = ticket;
    for _ in 0..20 {
        if newest.category != Category::Closed {
            break;
        }
        let (_, next) = tickets::follow_ups(read, &newest)?;
        match next.into_iter().max().map(|number| tickets::load(read, number)).transpose()?.flatten() {
            Some(next) if next.trashed_at.is_none() => newest = next,
            Some(_) | None => break,
        }
    }
    Ok(newest)
}

/// It came to the signed address at which its author, an agent, answers this ticket.
pub(super) fn is_own_address(read: &mut Read, question: &Question, ticket: &Ticket) -> Done<bool> {
    for claim in addressed(question).iter().filter_map(mark::claimed_agent) {
        let (number, agent) = claim.of;
        let genuine = Some(agent) == question.author.person
            && read.signer().verify(mark::AGENT, &mark::agent_claim(number, agent), &claim.tag);
        if genuine && let Some(named) = tickets::load(read, number)? {
            // Of a ticket that was merged the address leads on, like every other.
            if named.id == ticket.id || home(read, named)?.id == ticket.id {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

fn agent_address(read: &mut Read, question: &Question) -> Done<Vec<(Lead, Ticket)>> {
    let mut found = Vec::new();
    for claim in addressed(question).iter().filter_map(mark::claimed_agent) {
        if let Some(ticket) = tickets::load(read, claim.of.0)?
            && is_own_address(read, question, &ticket)?
        {
            found.push((Lead::AgentAddress, ticket));
        }
    }
    Ok(found)
}

fn side_address(read: &mut Read, question: &Question) -> Done<Vec<(Lead, Ticket)>> {
    let mut found = Vec::new();
    for claim in addressed(question).iter().filter_map(mark::claimed_side) {
        if read.signer().verify(mark::SIDE, &claim.of.to_string(), &claim.tag)
            && let Some(side) = sides::load(read, claim.of)?
            && let Some(ticket) = tickets::by_id(read, side.ticket)?
        {
            found.push((Lead::SideAddress(side.id), ticket));
        }
    }
    Ok(found)
}

fn reply_address(read: &mut Read, question: &Question) -> Done<Vec<(Lead, Ticket)>> {
    let signer = read.signer();
    let mut found = Vec::new();
    for address in addressed(question) {
        if let Some(claim) = mark::claimed_ticket(&address)
            && signer.verify(mark::REPLY, &claim.of.to_string(), &claim.tag)
            && let Some(ticket) = tickets::load(read, claim.of)?
        {
            found.push((Lead::ReplyAddress, ticket));
        }
    }
    Ok(found)
}

/// Every address by which a message may have reached us; at most two hundred.
pub(super) fn addressed(question: &Question) -> Vec<Email> {
    let envelope = question.intake.recipients.iter().filter_map(|address| Email::parse(address));
    let arrival = question.arrival;
    let named = arrival.to.iter().chain(&arrival.cc).map(|address| address.email.clone());
    envelope.chain(arrival.delivered_to.iter().cloned()).chain(named).take(200).collect()
}

/// The nearest message it refers to that we know.
fn ancestors(read: &mut Read, question: &Question) -> Done<Vec<(Lead, Ticket)>> {
    let mut found = Vec::new();
    for id in question.arrival.ancestors() {
        let mut nearest = of_id(read, question, id)?;
        let certain = nearest.iter().any(|(lead, _)| !matches!(lead, Lead::Seen(_)));
        found.append(&mut nearest);
        if certain {
            break;
        }
    }
    // What somebody was given counts more than what was only referred to, however near that is.
    found.sort_by_key(|(lead, _)| matches!(lead, Lead::Seen(_)));
    Ok(found)
}

/// The tickets of one id: those that go on first, then those of the same mailbox, then the newest.
fn of_id(read: &mut Read, question: &Question, id: &str) -> Done<Vec<(Lead, Ticket)>> {
    let sent_on = outbox::by_message_id(read, id)?.and_then(|letter| letter.ticket);
    let mut found = Vec::new();
    for (ticket, message) in graph::holders(read, id)? {
        if let Some(ticket) = tickets::by_id(read, ticket)? {
            let lead = match (sent_on, message) {
                (Some(on), _) if on == ticket.id => Lead::Ours(id.to_owned()),
                (_, Some(_)) => Lead::Received(id.to_owned()),
                (_, None) => Lead::Seen(id.to_owned()),
            };
            found.push((lead, ticket));
        }
    }
    let mailbox = question.intake.mailbox;
    found.sort_by_key(|(lead, ticket)| {
        (matches!(lead, Lead::Seen(_)), ticket.category == Category::Closed, ticket.mailbox != mailbox, -ticket.id.0)
    });
    Ok(found)
}

fn marks(read: &mut Read, question: &Question) -> Done<Vec<(Lead, Ticket)>> {
    let signer = read.signer();
    let mut claims = mark::claimed_marks(&question.arrival.subject);
    claims.extend(mark::claimed_marks(&question.arrival.text));
    let mut found = Vec::new();
    for claim in claims {
        let tag = signer.sign(mark::MARK, &claim.of.to_string());
        let genuine = tag.get(..mark::MARK_TAG).is_some_and(|tag| tag == claim.tag);
        if let Some(ticket) = tickets::load(read, claim.of)?.filter(|_| genuine) {
            found.push((Lead::Mark(claim.of), ticket));
        }
    }
    Ok(found)
}

/// It arrived after a message that refers to it.
fn expected(read: &mut Read, question: &Question) -> Done<Vec<(Lead, Ticket)>> {
    let Some(id) = &question.arrival.message_id else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for (ticket, message) in graph::holders(read, id)? {
        if let Some(ticket) = tickets::by_id(read, ticket)?.filter(|_| message.is_none()) {
            found.push((Lead::Expected(id.clone()), ticket));
        }
    }
    Ok(found)
}

fn foreign_references(read: &mut Read, question: &Question) -> Done<Vec<(Lead, Ticket)>> {
    let mut found = Vec::new();
    for reference in subject::foreign_references(&question.arrival.subject) {
        for id in references::tickets(read, &reference)? {
            if let Some(ticket) = going_on(read, id)? {
                found.push((Lead::Foreign(reference.clone()), ticket));
            }
        }
    }
    Ok(found)
}

fn going_on(read: &mut Read, id: TicketId) -> Done<Option<Ticket>> {
    Ok(tickets::by_id(read, id)?.filter(|ticket| ticket.category != Category::Closed && ticket.trashed_at.is_none()))
}

fn numbers(read: &mut Read, question: &Question) -> Done<Vec<(Lead, Ticket)>> {
    let mut found = Vec::new();
    for number in mark::named_tickets(&question.arrival.subject) {
        found.extend(tickets::load(read, number)?.map(|ticket| (Lead::Number(number), ticket)));
    }
    let arrival = question.arrival;
    let said = if arrival.new_text.is_empty() { &arrival.text } else { &arrival.new_text };
    let named = mark::named_tickets(said);
    if !named.is_empty() && policy::in_force(read)?.numbers_in_text {
        for number in named {
            found.extend(tickets::load(read, number)?.map(|ticket| (Lead::NumberInText(number), ticket)));
        }
    }
    Ok(found)
}

/// Reports of machines carry the same subject every day and are not one matter.
fn same_subject(read: &mut Read, question: &Question) -> Done<Vec<(Lead, Ticket)>> {
    let arrival = question.arrival;
    let topic = subject::topic(&arrival.subject);
    let written = match arrival.nature {
        Nature::Human => !arrival.unanswerable && !question.author.address.as_ref().is_some_and(courtesy::is_nobody),
        Nature::AutoReply => true,
        Nature::Bounce | Nature::List | Nature::Receipt => false,
    };
    let Some(person) = question.author.person.filter(|_| written && !topic.is_empty()) else { return Ok(Vec::new()) };
    let since = read.now().minus(RECENT);
    let asked = tickets::asked_since(read, person, since, 50)?;
    let alike = asked.into_iter().filter(|ticket| {
        matches!(ticket.place(), Place::Open | Place::Snoozed)
            && ticket.mailbox == question.intake.mailbox
            && subject::topic(&ticket.subject) == topic
    });
    Ok(alike.map(|ticket| (Lead::Subject, ticket)).collect())
}

impl Author {
    /// Looks a message's author up, without making a person of them.
    pub fn of(read: &mut Read, arrival: &Arrival, ours: &[Email]) -> Done<Self> {
        let is_ours = |email: &Email| ours.contains(&mark::without_tag(email));
        let address = arrival.author(is_ours).map(|address| address.email.clone());
        let person = match &address {
            Some(address) => persons::with_address(read, address)?.map(|person| person.id),
            None => None,
        };
        let agent = match person {
            Some(person) => store::people::agents::load(read, person)?.is_some_and(|agent| agent.active),
            None => false,
        };
        Ok(Self { ours: address.as_ref().is_some_and(is_ours), address, person, agent })
    }
}

/// Every address of ours, without tags.
pub(super) fn ours(read: &mut Read) -> Done<Vec<Email>> {
    Ok(mailboxes::addresses(read)?)
}
