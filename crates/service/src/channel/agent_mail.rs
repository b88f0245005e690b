//! Agents who answer by mail: what is certainly theirs goes to the requester by the verb that the page uses, with what
//! they order on the first lines; everything else stays a note, and they hear why.

use super::find::{Author, Question, is_own_address};
use super::guards::guard_warnings;
use super::notices::tell_kept;
use super::policy;
use super::said::incoming;
use crate::conversation::{Compose, add, reply};
use crate::ticket::{answers, assign, keep, set_status, set_tags, tags_named};
use base::{CleanHtml, Email};
use desk::channel::orders::{self, Order, Ordered, Whom};
use desk::channel::{Decided, Decision, Evidence, Kept, LetterKind, Notice, Speaking, What};
use desk::conversation::{Message, MessageKind, NewAttachment};
use desk::people::{PersonId, called_alike, compact};
use desk::ticket::{Category, StatusId, Ticket, TicketNumber};
use desk::{Actor, Done, Error, Event, Refusal};
use std::time::Duration;
use store::channel::outbox;
use store::conversation::{graph, messages};
use store::people::{addresses, agents, persons};
use store::ticket::{statuses, tickets};
use store::{Read, Tx};

/// What an agent, or an address of ours, says to a ticket.
pub(super) fn said(tx: &mut Tx, question: &Question, ticket: Ticket, mut evidence: Vec<Evidence>) -> Done<Decided> {
    let Author { address, person, ours, .. } = &question.author;
    let address = address.as_ref().map(ToString::to_string).unwrap_or_default();
    let agent = person.map(|person| agents::load(tx, person)).transpose()?.flatten().filter(|agent| agent.active);
    let Some(agent) = agent.filter(|_| !ours) else {
        evidence.push(Evidence::FromOurselves { address });
        return note(tx, question, ticket, evidence, None);
    };
    let (number, person, actor) = (ticket.number, agent.person, agent.actor());
    let kept = match speaking(tx, question, &ticket, &actor, &address)?.may_go_on() {
        Ok(()) => match orders::read(new_text(question)) {
            Ok(ordered) => return carry_out(tx, question, ticket, &actor, ordered, evidence),
            Err(word) => Kept { why: Evidence::OrderUnknown { word }, told: true },
        },
        Err(kept) => kept,
    };
    evidence.push(kept.why.clone());
    let decided = note(tx, question, ticket, evidence, None)?;
    if let Some(ticket) = tickets::load(tx, number)? {
        tell_kept(tx, &ticket, person, &[kept])?;
    }
    Ok(decided)
}

fn speaking<'a>(
    read: &mut Read,
    question: &Question<'a>,
    ticket: &Ticket,
    actor: &Actor,
    address: &'a str,
) -> Done<Speaking<'a>> {
    let requester = addresses::of_person(read, ticket.requester)?;
    let named = question.arrival.to.iter().chain(&question.arrival.cc);
    let direct = named.clone().any(|one| requester.iter().any(|own| own.email == one.email));
    let since = read.now().minus(Duration::from_secs(3600));
    let mut recent = 0;
    for own in requester {
        recent += outbox::count_since(read, &own.email, &[LetterKind::Reply.name()], since)?;
    }
    Ok(Speaking {
        arrival: question.arrival,
        address,
        wanted: policy::in_force(read)?.agents_by_mail,
        own_address: is_own_address(read, question, ticket)?,
        apart: answers_apart(read, question)?,
        direct,
        allowed: actor.may_reply(ticket).is_ok() && ticket.trashed_at.is_none(),
        recent,
    })
}

/// What it answers, or the notice that told of it, is what the requester does not see: they mean somebody else.
fn answers_apart(read: &mut Read, question: &Question) -> Done<bool> {
    for id in question.arrival.ancestors() {
        let letter = outbox::by_message_id(read, id)?;
        if let Some(notice) = letter.and_then(|letter| serde_json::from_str::<Notice>(&letter.details).ok()) {
            return Ok(matches!(notice.what, What::Spoke { apart: true, .. }));
        }
        let answered = graph::message(read, id)?.map(|(_, id)| messages::load(read, id)).transpose()?.flatten();
        if let Some(answered) = answered.filter(|answered| answered.kind != MessageKind::Note) {
            return Ok(!answered.public);
        }
    }
    Ok(false)
}

/// What they newly wrote.
fn new_text<'a>(question: &Question<'a>) -> &'a str {
    let arrival = question.arrival;
    if arrival.new_text.is_empty() { &arrival.text } else { &arrival.new_text }
}

fn carry_out(
    tx: &mut Tx,
    question: &Question,
    ticket: Ticket,
    actor: &Actor,
    ordered: Ordered,
    mut evidence: Vec<Evidence>,
) -> Done<Decided> {
    let address = question.author.address.as_ref().map(ToString::to_string).unwrap_or_default();
    let number = ticket.number;
    let message = if ordered.is_note() {
        evidence.push(Evidence::AgentNoted { address });
        note(tx, question, ticket.clone(), evidence.clone(), Some(&ordered.text))?.message
    } else if ordered.text.is_empty() && files(question, None).is_empty() {
        None
    } else {
        let letter = letter(tx, question, &ticket, &ordered, actor)?;
        match tx.act_as(actor.clone(), |tx| reply(tx, number, letter.clone())) {
            Ok(message) => {
                evidence.push(Evidence::AgentSpoke { address });
                Some(message)
            }
            Err(error @ (Error::Refused(_) | Error::Missing)) => {
                let why = stopped(tx, actor, number, &letter, &error, address)?;
                let kept = Kept { why, told: true };
                evidence.push(kept.why.clone());
                let decided = note(tx, question, ticket.clone(), evidence, None)?;
                tell_kept(tx, &ticket, question.author.person.unwrap_or(ticket.requester), &[kept])?;
                return Ok(decided);
            }
            Err(error @ (Error::Conflict | Error::Fault(_))) => return Err(error),
        }
    };
    // What was sent brings its status itself, when it has left.
    let spoke = message.is_some() && !ordered.is_note();
    let refused = tx.act_as(actor.clone(), |tx| obey(tx, number, &ordered, spoke))?;
    if !ordered.orders.is_empty() {
        evidence.push(Evidence::Ordered { orders: ordered.written() });
    }
    evidence.extend(refused.iter().map(|kept| kept.why.clone()));
    if let Some(message) = message {
        messages::came_by_mail(tx, message, &question.intake.raw, &Evidence::written(&evidence))?;
    }
    if let Some(agent) = question.author.person {
        tell_kept(tx, &ticket, agent, &refused)?;
    }
    if let Some(id) = &question.arrival.message_id {
        graph::learn(tx, id, ticket.id, None)?;
    }
    Ok(Decided { decision: Decision::Reply, evidence, ticket: Some(ticket.id), message })
}

/// What stopped a letter; a ticket that is not theirs to see is told as a lack of rights.
fn stopped(
    tx: &mut Tx,
    actor: &Actor,
    number: TicketNumber,
    letter: &Compose,
    error: &Error,
    address: String,
) -> Done<Evidence> {
    let refusal = match error {
        Error::Refused(refusal) if *refusal != Refusal::NotAllowed => refusal,
        Error::Refused(_) | Error::Missing | Error::Conflict | Error::Fault(_) => {
            return Ok(Evidence::AgentNotAllowed { address });
        }
    };
    let guards = match refusal {
        Refusal::GuardWarns => tx.act_as(actor.clone(), |tx| guard_warnings(tx, number, letter))?.join(" · "),
        _ => String::new(),
    };
    Ok(Evidence::AgentRefused { address, reason: refusal.key().to_owned(), guards })
}

/// To whom the page would propose. The form stays where nothing but the text was written: orders are lines of text, and
/// what stands around them in a page is not certain.
fn letter(tx: &mut Tx, question: &Question, ticket: &Ticket, ordered: &Ordered, actor: &Actor) -> Done<Compose> {
    let (to, cc) = tx.act_as(actor.clone(), |tx| answers(tx, ticket))?;
    let page = &question.arrival.new_html;
    let html = (ordered.orders.is_empty() && !page.is_empty()).then(|| page.clone());
    let text = html.as_ref().map_or_else(|| ordered.text.clone(), CleanHtml::to_text);
    let attachments = files(question, html.as_ref());
    let status_after = status(tx, ordered)?;
    Ok(Compose { text, html, to, cc, attachments, status_after, elsewhere: true, ..Compose::default() })
}

/// Pictures that are smaller belong to a signature.
const SMALLEST_PICTURE: i64 = 10_000;

/// What they attached. A picture stays where the page shows it; without the page it goes along as a file.
fn files(question: &Question, page: Option<&CleanHtml>) -> Vec<NewAttachment> {
    let shown = page.map(CleanHtml::image_ids).unwrap_or_default();
    let is_shown = |file: &NewAttachment| file.content_id.as_ref().is_some_and(|id| shown.contains(id));
    let all = question.arrival.files.iter();
    all.filter(|file| !file.inline || file.size >= SMALLEST_PICTURE || is_shown(file))
        .map(|file| match is_shown(file) {
            true => file.clone(),
            false => NewAttachment { inline: false, content_id: None, ..file.clone() },
        })
        .collect()
}

/// The last one that was ordered.
fn status(read: &mut Read, ordered: &Ordered) -> Done<Option<StatusId>> {
    let category = ordered.orders.iter().rev().find_map(|(order, _)| category(order));
    Ok(category.map(|category| statuses::standard(read, category)).transpose()?.map(|status| status.id))
}

const fn category(order: &Order) -> Option<Category> {
    match order {
        Order::Status(category) => Some(*category),
        Order::Note | Order::Assign(_) | Order::Tag(_) => None,
    }
}

/// Each by its own verb; those that are refused.
fn obey(tx: &mut Tx, number: TicketNumber, ordered: &Ordered, spoke: bool) -> Done<Vec<Kept>> {
    let mut refused = Vec::new();
    for (order, line) in ordered.orders.iter().filter(|(order, _)| !spoke || !matches!(order, Order::Status(_))) {
        match one(tx, number, order) {
            Ok(()) => {}
            Err(Error::Refused(_) | Error::Missing) => {
                refused.push(Kept { why: Evidence::OrderRefused { word: line.clone() }, told: true });
            }
            Err(error @ (Error::Conflict | Error::Fault(_))) => return Err(error),
        }
    }
    Ok(refused)
}

fn one(tx: &mut Tx, number: TicketNumber, order: &Order) -> Done<()> {
    match order {
        Order::Note => Ok(()),
        Order::Status(category) => {
            let status = statuses::standard(tx, *category)?;
            set_status(tx, number, status.id, None).map(drop)
        }
        Order::Assign(whom) => {
            let agent = match whom {
                Whom::Me => tx.actor().person(),
                Whom::Nobody => None,
                Whom::Named(name) => Some(named(tx, name)?.ok_or(Error::Missing)?),
            };
            assign(tx, number, agent, None).map(drop)
        }
        Order::Tag(name) => {
            let added = tags_named(tx, std::slice::from_ref(name))?;
            let now = tickets::load(tx, number)?.ok_or(Error::Missing)?.tags;
            let added = added.into_iter().filter(|tag| !now.contains(tag)).collect::<Vec<_>>();
            set_tags(tx, number, now.into_iter().chain(added).collect(), None).map(drop)
        }
    }
}

/// By address, by name, or by a beginning of it that only one has.
fn named(read: &mut Read, name: &str) -> Done<Option<PersonId>> {
    if let Some(email) = Email::typed(name) {
        return Ok(persons::with_address(read, &email)?.map(|person| person.id));
    }
    let all = agents::answering(read)?;
    let same = all.iter().find(|(_, shown)| called_alike(shown, name));
    let mut beginning = all.iter().filter(|(_, shown)| compact(shown).starts_with(&compact(name)));
    let only = beginning.next().filter(|_| beginning.next().is_none());
    Ok(same.or(only).map(|(person, _)| *person))
}

/// For colleagues; `text`: what is new of it, where orders stood above.
fn note(
    tx: &mut Tx,
    question: &Question,
    mut ticket: Ticket,
    mut evidence: Vec<Evidence>,
    text: Option<&str>,
) -> Done<Decided> {
    // Nothing is noted in the trash, and nothing is lost.
    if ticket.trashed_at.is_some() {
        let back = ticket.restore()?;
        evidence.push(Evidence::Restored {});
        ticket = keep(tx, ticket, [back])?;
    }
    let said = incoming(question, question.author.person, &evidence);
    let new_text = text.map_or(said.new_text.clone(), str::to_owned);
    let note = Message { kind: MessageKind::Note, new_text, ..said.message(ticket.id, tx.now(), false) };
    let message = add(tx, &mut ticket, &note, &said.attachments)?;
    let noted = Event::NoteAdded { ticket: ticket.id, message };
    let ticket = keep(tx, ticket, [noted])?;
    Ok(Decided { decision: Decision::Reply, evidence, ticket: Some(ticket.id), message: Some(message) })
}
