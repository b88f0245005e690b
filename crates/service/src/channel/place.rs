//! Putting a message where it belongs: into a ticket, onto a follow-up, as a colleague's note, or as a new ticket.

use super::agent_mail;
use super::find::{Belongs, Question};
use super::policy;
use super::said::{about_author, incoming, original};
use super::sift::{Settled, give};
use super::who::{author, home, named_team, others, take_part, unknown};
use crate::conversation::{Incoming, answer_side};
use crate::people::find_or_create;
use crate::ticket::{NewTicket, create, follow_up, mark_spam, rename, set_requester, set_status, trash};
use base::{Address, Email, Language, words};
use desk::channel::{Decided, Decision, Evidence, Intake, Nature, Standing, echo, subject};
use desk::conversation::{MessageId, MessageKind, SideId};
use desk::people::PersonId;
use desk::ticket::{Category, Origin, Ticket, TicketId, any_subject};
use desk::{Done, Error, Fault};
use store::channel::references;
use store::conversation::messages;
use store::ticket::{people, statuses, tickets};
use store::{Read, Tx};

/// Into the ticket, or into what is said beside it; `more` says what else is known about the message.
pub(super) fn where_it_belongs(
    tx: &mut Tx,
    question: &Question,
    belongs: Belongs,
    more: Vec<Evidence>,
) -> Done<Decided> {
    let Belongs { ticket, lead, standing, side } = belongs;
    let mut evidence: Vec<Evidence> = [lead.evidence()].into_iter().chain(more).collect();
    let arrival = question.arrival;
    let placeholder = question.intake.ticket.filter(|placeholder| *placeholder != ticket.id);
    let decided = if let Some(side) = side {
        into_side(tx, question, side, standing, evidence)?
    } else if standing == Standing::Agent {
        agent_mail::said(tx, question, ticket, evidence)?
    } else if ticket.category == Category::Closed && !arrival.is_automatic() {
        let closed_at = ticket.solved_at.unwrap_or(ticket.updated_at);
        if standing == Standing::Known && policy::in_force(tx)?.reopens(closed_at, tx.now()) {
            evidence.push(Evidence::OpenedAgain {});
            let ticket = reopen(tx, ticket)?;
            append(tx, question, ticket, standing, evidence)?
        } else {
            evidence.push(Evidence::FollowsUp { number: ticket.number });
            after_closing(tx, question, &ticket, evidence)?
        }
    } else {
        append(tx, question, ticket, standing, evidence)?
    };
    placeholder.map_or(Ok(()), |placeholder| discard(tx, placeholder))?;
    Ok(decided)
}

/// Whoever answers there, an agent by mail too, speaks in the side alone: nothing of it goes to the requester.
fn into_side(
    tx: &mut Tx,
    question: &Question,
    side: SideId,
    standing: Standing,
    mut evidence: Vec<Evidence>,
) -> Done<Decided> {
    let address = question.author.address.as_ref().map(ToString::to_string).unwrap_or_default();
    match standing {
        Standing::Agent => evidence.push(Evidence::SideAgent { address }),
        Standing::Known if !evidence.iter().any(Evidence::leads_to_a_message) => {
            evidence.push(Evidence::SideSender { address });
        }
        Standing::Known | Standing::Colleague | Standing::Stranger => {}
    }
    evidence.extend(about_author(question));
    let author = author(tx, question, None)?;
    let said = incoming(question, Some(author), &evidence);
    let (ticket, message) = answer_side(tx, side, said)?;
    let decision = if question.arrival.is_automatic() { Decision::AutoReply } else { Decision::Reply };
    Ok(Decided { decision, evidence, ticket: Some(ticket.id), message: Some(message) })
}

/// As what nobody wants to read, but can.
pub(super) fn spam(tx: &mut Tx, question: &Question, evidence: Vec<Evidence>, settled: Settled) -> Done<Decided> {
    let decided = begin(tx, question, evidence, settled)?;
    if let Some(ticket) = decided.ticket.map(|id| tickets::by_id(tx, id)).transpose()?.flatten()
        && !ticket.spam
    {
        mark_spam(tx, ticket.number, None)?;
    }
    Ok(decided)
}

fn reopen(tx: &mut Tx, ticket: Ticket) -> Done<Ticket> {
    let open = statuses::standard(tx, Category::Open)?;
    set_status(tx, ticket.number, open.id, None)
}

/// As a ticket of its own. Where it goes: as filters and trusted headers say, else to the team of its topic, else to the
/// team that it was written to by name, else to the mailbox's.
pub(super) fn begin(tx: &mut Tx, question: &Question, mut evidence: Vec<Evidence>, settled: Settled) -> Done<Decided> {
    let arrival = question.arrival;
    let (mailbox, team) = home(tx, question.intake)?;
    let wanted = settled.team.or(settled.topic.as_ref().and_then(|topic| topic.wish.team));
    let named = if wanted.is_some() { None } else { named_team(tx, question)? };
    let team = wanted.or(named.as_ref().map(|named| named.id)).unwrap_or(team);
    evidence.extend(named.map(|named| Evidence::ToTeam { team: named.name }));
    let requester = author(tx, question, mailbox.as_ref())?;
    let (participants, crowd) = others(tx, question, requester)?;
    evidence.extend(crowd);
    evidence.extend(about_author(question));
    let title = any_subject(&arrival.subject, &arrival.text);
    let said = incoming(question, Some(requester), &evidence);
    let (ticket, message) = match question.intake.ticket {
        Some(placeholder) => {
            let filled = fill(tx, placeholder, requester, &title, said, evidence.clone())?;
            give(tx, placeholder, settled)?;
            filled
        }
        None => {
            let Settled { priority, kind, topic, tags, answers, assignee, .. } = settled;
            let of_topic = topic.as_ref().map(|topic| &topic.wish);
            let asked = NewTicket::asked(title, requester, team, said);
            let wish = NewTicket {
                mailbox: mailbox.map(|mailbox| mailbox.id),
                language: arrival.language,
                participants,
                kind: kind.or(of_topic.map(|topic| topic.kind)).unwrap_or(asked.kind),
                priority: priority.or(of_topic.and_then(|topic| topic.priority)).unwrap_or(asked.priority),
                topic: topic.as_ref().map(|topic| topic.id),
                tags,
                answers,
                ..asked
            };
            let ticket = create(tx, wish)?;
            let message = newest(tx, ticket.id)?;
            give(tx, ticket.id, Settled { assignee, ..Settled::default() })?;
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

fn after_closing(tx: &mut Tx, question: &Question, closed: &Ticket, mut evidence: Vec<Evidence>) -> Done<Decided> {
    let author = author(tx, question, None)?;
    evidence.extend(about_author(question));
    let ticket = follow_up(tx, closed.number, incoming(question, Some(author), &evidence))?;
    learn(tx, question, ticket.id)?;
    let message = newest(tx, ticket.id)?;
    Ok(Decided { decision: Decision::FollowUp, evidence, ticket: Some(ticket.id), message: Some(message) })
}

fn append(
    tx: &mut Tx,
    question: &Question,
    ticket: Ticket,
    standing: Standing,
    mut evidence: Vec<Evidence>,
) -> Done<Decided> {
    let arrival = question.arrival;
    if ticket.trashed_at.is_some() && !arrival.is_automatic() {
        evidence.push(Evidence::Restored {});
    }
    let newcomer =
        question.author.address.as_ref().filter(|_| matches!(standing, Standing::Stranger | Standing::Colleague));
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
    let said = without_our_words(tx, &ticket, incoming(question, Some(author), &evidence))?;
    let message = crate::conversation::incoming(tx, ticket.number, said)?;
    let decision = if arrival.is_automatic() { Decision::AutoReply } else { Decision::Reply };
    Ok(Decided { decision, evidence, ticket: Some(ticket.id), message: Some(message) })
}

/// Letters of ours that an answer is compared with.
const COMPARED: usize = 5;

/// What we sent ourselves is folded in what came back, also where no mark says that it is quoted.
fn without_our_words(read: &mut Read, ticket: &Ticket, mut said: Incoming) -> Done<Incoming> {
    let newest = messages::newest(read, ticket.id, 4 * COMPARED)?;
    let ours = newest.iter().rev().filter(|message| message.kind == MessageKind::Reply && !message.taken_back);
    let ours: Vec<&str> = ours.take(COMPARED).map(|message| message.text.as_str()).collect();
    let whole = if said.new_text.is_empty() { &said.text } else { &said.new_text };
    if let Some(new) = echo::without_echo(whole, &ours) {
        said.new_text = new;
    }
    Ok(said)
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
    let said = Incoming { evidence: Evidence::written(&evidence), ..said };
    let ticket = tickets::by_id(tx, placeholder)?.ok_or(Error::Missing)?;
    let number = ticket.number;
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

fn learn(tx: &mut Tx, question: &Question, ticket: TicketId) -> Done<()> {
    for reference in subject::foreign_references(&question.arrival.subject) {
        references::learn(tx, &reference, ticket)?;
    }
    Ok(())
}

fn newest(read: &mut Read, ticket: TicketId) -> Done<MessageId> {
    let newest = messages::newest(read, ticket, 1)?;
    Ok(newest.first().map(|message| message.id).ok_or_else(|| Fault::new("a new ticket has no message"))?)
}
