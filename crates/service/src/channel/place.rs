//! Putting a message where it belongs: into a ticket, onto a follow-up, as a colleague's note, or as a new ticket.

use super::find::{Author, Question, ours};
use crate::conversation::{Incoming, add};
use crate::people::find_or_create;
use crate::ticket::{NewTicket, create, follow_up, keep, rename, set_requester, trash};
use base::{Address, Email, Language, words};
use desk::channel::{Decided, Decision, Evidence, Intake, Mailbox, Nature, Standing, mark, said_at, subject};
use desk::conversation::{Message, MessageId, MessageKind, NewAttachment};
use desk::people::{PersonId, TeamId};
use desk::ticket::{Category, Origin, Ticket, TicketId, any_subject};
use desk::{Done, Error, Event, Fault};
use store::channel::{mailboxes, references};
use store::conversation::messages;
use store::people::{agents, teams};
use store::ticket::{people, tickets};
use store::{Read, Tx};

/// With more recipients than this nobody meant them all to take part.
const CROWD: usize = 30;

pub(super) fn into_ticket(
    tx: &mut Tx,
    question: &Question,
    ticket: Ticket,
    standing: Standing,
    mut evidence: Vec<Evidence>,
) -> Done<Decided> {
    let arrival = question.arrival;
    let placeholder = question.intake.ticket.filter(|placeholder| *placeholder != ticket.id);
    let decided = if standing == Standing::Agent {
        note(tx, question, ticket, evidence)?
    } else if ticket.category == Category::Closed && !arrival.is_automatic() {
        evidence.push(Evidence::FollowsUp { number: ticket.number });
        after_closing(tx, question, &ticket, evidence)?
    } else {
        append(tx, question, ticket, standing, evidence)?
    };
    placeholder.map_or(Ok(()), |placeholder| discard(tx, placeholder))?;
    Ok(decided)
}

pub(super) fn new_ticket(tx: &mut Tx, question: &Question, mut evidence: Vec<Evidence>) -> Done<Decided> {
    let arrival = question.arrival;
    let (mailbox, team) = home(tx, question.intake)?;
    let requester = author(tx, question, mailbox.as_ref())?;
    let (participants, crowd) = others(tx, question, requester)?;
    evidence.extend(crowd);
    evidence.extend(about_author(question));
    let title = any_subject(&arrival.subject, &arrival.text);
    let said = incoming(question, Some(requester), &evidence);
    let (ticket, message) = match question.intake.ticket {
        Some(placeholder) => fill(tx, placeholder, requester, &title, said, evidence.clone())?,
        None => {
            let wish = NewTicket {
                mailbox: mailbox.map(|mailbox| mailbox.id),
                language: arrival.language,
                participants,
                ..NewTicket::asked(title, requester, team, said)
            };
            let ticket = create(tx, wish)?;
            let message = newest(tx, ticket.id)?;
            (ticket, message)
        }
    };
    learn(tx, question, ticket.id)?;
    Ok(Decided { decision: Decision::New, evidence, ticket: Some(ticket.id), message: Some(message) })
}

/// A ticket in the place of a message that nobody could read.
pub(super) fn unreadable(tx: &mut Tx, intake: &Intake, reason: &str) -> Done<(Option<TicketId>, Option<MessageId>)> {
    let (mailbox, team) = home(tx, intake)?;
    let words = words::of(mailbox.as_ref().map_or(Language::default(), |mailbox| mailbox.language));
    let sender = Email::parse(&intake.sender).map_or_else(unknown, Address::bare);
    let requester = find_or_create(tx, &sender, None)?.id;
    let evidence = vec![Evidence::Unreadable { reason: reason.to_owned() }];
    let said = Incoming {
        from: Some(sender),
        raw: Some(intake.raw.clone()),
        automatic: true,
        evidence: Evidence::written(&evidence),
        attachments: vec![original(intake)],
        ..Incoming::said(requester, Origin::Mail, words.with("channel-unreadable-text", "reason", reason))
    };
    let wish = NewTicket {
        mailbox: mailbox.map(|mailbox| mailbox.id),
        ..NewTicket::asked(words.say("channel-unreadable-subject"), requester, team, said)
    };
    let ticket = create(tx, wish)?;
    Ok((Some(ticket.id), Some(newest(tx, ticket.id)?)))
}

/// What an agent, or an address of ours, says to a ticket by mail is for colleagues: From is easily forged.
fn note(tx: &mut Tx, question: &Question, mut ticket: Ticket, mut evidence: Vec<Evidence>) -> Done<Decided> {
    let address = question.author.address.as_ref().map(ToString::to_string).unwrap_or_default();
    evidence.push(if question.author.ours { Evidence::FromOurselves { address } } else { Evidence::AgentNote { address } });
    let said = incoming(question, question.author.person, &evidence);
    let note = Message {
        id: MessageId(0),
        ticket: ticket.id,
        kind: MessageKind::Note,
        author: said.author,
        origin: said.origin,
        at: said.at.unwrap_or(tx.now()),
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
        public: false,
        taken_back: false,
        warnings: said.warnings,
        evidence: said.evidence,
    };
    let message = add(tx, &mut ticket, &note, &said.attachments)?;
    let noted = Event::NoteAdded { ticket: ticket.id, message };
    let ticket = keep(tx, ticket, [noted])?;
    Ok(Decided { decision: Decision::Reply, evidence, ticket: Some(ticket.id), message: Some(message) })
}

fn after_closing(tx: &mut Tx, question: &Question, closed: &Ticket, mut evidence: Vec<Evidence>) -> Done<Decided> {
    let author = author(tx, question, None)?;
    evidence.extend(about_author(question));
    let ticket = follow_up(tx, closed.number, incoming(question, Some(author), &evidence))?;
    learn(tx, question, ticket.id)?;
    let message = newest(tx, ticket.id)?;
    Ok(Decided { decision: Decision::FollowUp, evidence, ticket: Some(ticket.id), message: Some(message) })
}

fn append(tx: &mut Tx, question: &Question, ticket: Ticket, standing: Standing, mut evidence: Vec<Evidence>) -> Done<Decided> {
    let arrival = question.arrival;
    if ticket.trashed_at.is_some() && !arrival.is_automatic() {
        evidence.push(Evidence::Restored {});
    }
    let newcomer = question.author.address.as_ref().filter(|_| matches!(standing, Standing::Stranger | Standing::Colleague));
    if let Some(address) = newcomer {
        evidence.push(Evidence::Newcomer { address: address.to_string() });
    }
    evidence.extend(about_author(question));
    let author = author(tx, question, None)?;
    if standing == Standing::Known && arrival.nature == Nature::Human {
        // Whom a third party copies into the answer to a forward must not see what the requester wrote.
        if author == ticket.requester || people::takes_part(tx, ticket.id, author)? {
            let (participants, crowd) = others(tx, question, author)?;
            evidence.extend(crowd);
            for person in participants {
                take_part(tx, &ticket, person)?;
            }
        }
        learn(tx, question, ticket.id)?;
    }
    let message = crate::conversation::incoming(tx, ticket.number, incoming(question, Some(author), &evidence))?;
    let decision = if arrival.is_automatic() { Decision::AutoReply } else { Decision::Reply };
    Ok(Decided { decision, evidence, ticket: Some(ticket.id), message: Some(message) })
}

/// The ticket that stood for a message while nobody could read it becomes the message's own.
fn fill(
    tx: &mut Tx,
    placeholder: TicketId,
    requester: PersonId,
    title: &str,
    said: Incoming,
    mut evidence: Vec<Evidence>,
) -> Done<(Ticket, MessageId)> {
    evidence.push(Evidence::ReadAgain {});
    let number = tickets::by_id(tx, placeholder)?.ok_or(Error::Missing)?.number;
    let said = Incoming { evidence: Evidence::written(&evidence), ..said };
    let ticket = tickets::by_id(tx, placeholder)?.ok_or(Error::Missing)?;
    if ticket.trashed_at.is_none() {
        rename(tx, number, title, None)?;
        set_requester(tx, number, requester, None)?;
    }
    let message = crate::conversation::incoming(tx, number, said)?;
    Ok((tickets::by_id(tx, placeholder)?.ok_or(Error::Missing)?, message))
}

/// The ticket that stood for a message which belongs to another one: out of the way, unless somebody used it.
fn discard(tx: &mut Tx, placeholder: TicketId) -> Done<()> {
    match tickets::by_id(tx, placeholder)? {
        Some(ticket) if ticket.messages == 1 && ticket.trashed_at.is_none() => trash(tx, ticket.number, None).map(drop),
        Some(_) | None => Ok(()),
    }
}

/// The mailbox it came to, and the team that answers there.
fn home(read: &mut Read, intake: &Intake) -> Done<(Option<Mailbox>, TeamId)> {
    let mailbox = match intake.mailbox {
        Some(id) => mailboxes::load(read, id)?,
        None => mailboxes::first(read)?,
    };
    let team = match &mailbox {
        Some(mailbox) => Some(mailbox.team),
        None => teams::all(read)?.first().map(|team| team.id),
    };
    Ok((mailbox, team.ok_or_else(|| Fault::new("a desk without a team"))?))
}

/// Whoever wrote it, made if they were unknown; who gives no address is nobody in particular.
fn author(tx: &mut Tx, question: &Question, mailbox: Option<&Mailbox>) -> Done<PersonId> {
    if let Some(known) = question.author.person {
        return Ok(known);
    }
    let ours = ours(tx)?;
    let named = question.arrival.author(|email| ours.contains(&mark::without_tag(email))).cloned();
    let envelope = || Email::parse(&question.intake.sender).map(Address::bare);
    let address = named.or_else(envelope).unwrap_or_else(unknown);
    let language = question.arrival.language.or(mailbox.map(|mailbox| mailbox.language));
    Ok(find_or_create(tx, &address, language)?.id)
}

/// An address that belongs to nobody (RFC 2606 §2).
fn unknown() -> Address {
    Address::bare(Email::parse("unknown@kippu.invalid").expect("the address is sound"))
}

/// Who else was written to and takes part from now on: nobody of ours, no agents (they follow), no crowd.
fn others(tx: &mut Tx, question: &Question, author: PersonId) -> Done<(Vec<PersonId>, Option<Evidence>)> {
    let arrival = question.arrival;
    if arrival.nature != Nature::Human || arrival.forged {
        return Ok((Vec::new(), None));
    }
    let ours = ours(tx)?;
    let mut addresses: Vec<&Address> = Vec::new();
    for address in arrival.to.iter().chain(&arrival.cc) {
        let known = addresses.iter().any(|known| known.email == address.email);
        if !known && !ours.contains(&mark::without_tag(&address.email)) {
            addresses.push(address);
        }
    }
    if addresses.len() > CROWD {
        return Ok((Vec::new(), Some(Evidence::Crowd { recipients: addresses.len() })));
    }
    let mut found = Vec::new();
    for address in addresses {
        let person = find_or_create(tx, address, None)?.id;
        if person != author && !found.contains(&person) && agents::load(tx, person)?.is_none() {
            found.push(person);
        }
    }
    Ok((found, None))
}

fn take_part(tx: &mut Tx, ticket: &Ticket, person: PersonId) -> Done<()> {
    if person != ticket.requester && people::add_participant(tx, ticket.id, person)? {
        tx.record(Event::ParticipantAdded { ticket: ticket.id, person })?;
    }
    Ok(())
}

fn about_author(question: &Question) -> Vec<Evidence> {
    let (arrival, Author { address, agent, ours, .. }) = (question.arrival, &question.author);
    let address = address.as_ref().map(ToString::to_string).unwrap_or_default();
    let mut evidence = Vec::new();
    if arrival.forged {
        evidence.push(Evidence::Forged { address: address.clone() });
    }
    if *ours {
        evidence.push(Evidence::OurSender { address });
    }
    if let Some(original) = arrival.forwarded_from.as_ref().filter(|_| *agent && subject::is_forward(&arrival.subject)) {
        evidence.push(Evidence::ForwardedFor { address: original.email.to_string() });
    }
    evidence
}

fn learn(tx: &mut Tx, question: &Question, ticket: TicketId) -> Done<()> {
    for reference in subject::foreign_references(&question.arrival.subject) {
        references::learn(tx, &reference, ticket)?;
    }
    Ok(())
}

fn incoming(question: &Question, author: Option<PersonId>, evidence: &[Evidence]) -> Incoming {
    let (intake, arrival) = (question.intake, question.arrival.clone());
    let references = arrival.ancestors().into_iter().map(str::to_owned).collect();
    Incoming {
        author,
        origin: Origin::Mail,
        at: Some(said_at(arrival.date, intake.received_at, intake.source.is_live())),
        automatic: arrival.is_automatic(),
        references,
        subject: arrival.subject,
        from: arrival.from,
        reply_to: arrival.reply_to,
        to: arrival.to,
        cc: arrival.cc,
        text: arrival.text,
        html: arrival.html,
        new_text: arrival.new_text,
        message_id: arrival.message_id,
        raw: Some(intake.raw.clone()),
        warnings: arrival.warnings,
        evidence: Evidence::written(evidence),
        attachments: arrival.files,
    }
}

fn newest(read: &mut Read, ticket: TicketId) -> Done<MessageId> {
    let newest = messages::newest(read, ticket, 1)?;
    Ok(newest.first().map(|message| message.id).ok_or_else(|| Fault::new("a new ticket has no message"))?)
}

fn original(intake: &Intake) -> NewAttachment {
    NewAttachment {
        digest: intake.raw.clone(),
        name: "message.eml".into(),
        content_type: "message/rfc822".into(),
        size: intake.size,
        inline: false,
        content_id: None,
    }
}
