//! What a webhook is told: the ticket as it is when the rule acts, written down at once.

use super::{message_id, plan, webhook};
use crate::house;
use crate::ticket::visible;
use desk::automation::payload::{LONGEST_MESSAGE, Payload, Told, rendered};
use desk::automation::{DeliveryId, Webhook, WebhookDelivery, WebhookId, WebhookState};
use desk::conversation::template::OfPerson;
use desk::people::PersonId;
use desk::ticket::{Ticket, TicketId, TicketNumber};
use desk::{Actor, Done, Error, Event, Recorded, Refusal};
use store::automation::{deliveries, rules, webhooks as table};
use store::conversation::messages;
use store::flow::flows;
use store::people::{persons, teams};
use store::ticket::{statuses, tags};
use store::{Read, Tx};

/// Messages that are looked through for the last that was said.
const LOOKED_THROUGH: usize = 20;

/// What is told to see whether it arrives.
pub fn try_webhook(tx: &mut Tx, id: WebhookId) -> Done<WebhookDelivery> {
    let hook = webhook(tx, id)?;
    let payload = Payload { timestamp: tx.now().rfc3339(), ..Payload::sample() };
    tell(tx, &hook, None, &payload)
}

/// A rule calls it.
pub(in crate::automation) fn call(
    tx: &mut Tx,
    number: TicketNumber,
    id: WebhookId,
    because: Option<&Recorded>,
) -> Done<()> {
    let ticket = visible(tx, number)?;
    // By the hands of whoever uses a macro.
    tx.actor().may_change(&ticket)?;
    let hook = table::load(tx, id)?.filter(|hook| hook.removed_at.is_none()).ok_or(Error::Missing)?;
    let payload = payload(tx, &ticket, because)?;
    let delivery = tell(tx, &hook, Some(ticket.id), &payload)?;
    let called = Event::WebhookCalled { ticket: ticket.id, webhook: id, name: hook.wish.name, delivery: delivery.id };
    tx.record(called)?;
    Ok(())
}

fn tell(tx: &mut Tx, hook: &Webhook, ticket: Option<TicketId>, payload: &Payload) -> Done<WebhookDelivery> {
    if !hook.active {
        return Err(Refusal::WebhookOff.into());
    }
    let now = tx.now();
    let mut delivery = WebhookDelivery {
        id: DeliveryId(0),
        webhook: hook.id,
        message_id: message_id(),
        ticket,
        body: rendered(&hook.wish.body, payload).map_err(|_| Refusal::BodyInvalid)?,
        state: WebhookState::Waiting,
        at: now,
        attempts: 0,
        earlier: 0,
        next_at: Some(now),
    };
    delivery.id = deliveries::add(tx, &delivery)?;
    plan(tx, &delivery)?;
    Ok(delivery)
}

fn payload(tx: &mut Tx, ticket: &Ticket, because: Option<&Recorded>) -> Done<Payload> {
    let rule = match *tx.actor() {
        Actor::Rule(id) => rules::load(tx, id)?.map(|rule| rule.wish.name),
        Actor::Flow(id) => flows::load(tx, id)?.map(|flow| flow.shown().to_owned()),
        _ => None,
    };
    let kind = because.map_or("rule", |recorded| recorded.event.kind());
    Ok(Payload {
        kind: format!("ticket.{}", kind.trim_start_matches("ticket_")),
        timestamp: tx.now().rfc3339(),
        rule: rule.unwrap_or_default(),
        ticket: told(tx, ticket)?,
        requester: person(tx, Some(ticket.requester))?,
        assignee: person(tx, ticket.assignee)?,
        organization: house::of(tx, ticket.brand)?.organization,
        message: message(tx, ticket, because)?,
    })
}

fn told(read: &mut Read, ticket: &Ticket) -> Done<Told> {
    let language = house::load(read)?.language;
    let status = statuses::load(read, ticket.status)?;
    let team = teams::load(read, ticket.team)?;
    let tags = tags::all(read)?.into_iter().filter(|tag| ticket.tags.contains(&tag.id)).map(|tag| tag.name);
    Ok(Told {
        number: ticket.number.0,
        subject: ticket.subject.clone(),
        status: status.map(|status| status.shown(language).to_owned()).unwrap_or_default(),
        category: ticket.category.name().to_owned(),
        priority: ticket.priority.name().to_owned(),
        kind: ticket.kind.name().to_owned(),
        team: team.map(|team| team.name).unwrap_or_default(),
        tags: tags.collect(),
        rating: ticket.rating.map(desk::ticket::Stars::number),
        created_at: ticket.created_at.rfc3339(),
    })
}

fn person(read: &mut Read, id: Option<PersonId>) -> Done<OfPerson> {
    let person = id.map(|id| persons::load(read, id)).transpose()?.flatten();
    Ok(crate::conversation::of_person(person.as_ref()))
}

/// What the event is about, else what was said last by anybody outside or to them.
fn message(read: &mut Read, ticket: &Ticket, because: Option<&Recorded>) -> Done<String> {
    let message = match because.and_then(|recorded| recorded.event.tells_of()) {
        Some(id) => messages::load(read, id)?,
        None => {
            let last = messages::newest(read, ticket.id, LOOKED_THROUGH)?;
            last.into_iter().rev().find(|message| message.public && !message.taken_back)
        }
    };
    let text = message.map(|message| if message.new_text.is_empty() { message.text } else { message.new_text });
    Ok(text.unwrap_or_default().chars().take(LONGEST_MESSAGE).collect())
}
