//! What followed from a message that came in: rules and flows that acted, people who were told, and what was answered.

use base::Moment;
use desk::channel::{Intake, LetterKind, Step};
use desk::event::Who;
use desk::people::PersonId;
use desk::ticket::TicketId;
use desk::{Done, Event, Recorded};
use std::collections::BTreeSet;
use store::automation::rules;
use store::channel::{intakes, letters};
use store::flow::flows;
use store::notification::notifications;
use store::people::{agents, persons};
use store::{Read, events};

/// Events of its ticket that are looked at, the newest; and people who were told of each.
const MOST_EVENTS: usize = 500;
const MOST_TOLD: usize = 50;

pub(super) fn after(read: &mut Read, intake: &Intake) -> Done<Vec<Step>> {
    let Some(ticket) = intake.ticket else { return Ok(Vec::new()) };
    let opening = intakes::opening(read, ticket)?.is_some_and(|(opening, _)| opening.id == intake.id);
    let log = events::newest_of_ticket(read, ticket, MOST_EVENTS)?;
    let own: BTreeSet<i64> =
        log.iter().filter(|one| stands_for(&one.event, intake, opening)).map(|one| one.place.position).collect();
    let mut steps = answered(read, ticket, intake, opening)?;
    steps.extend(ruled(read, &log, &own)?);
    for position in own {
        steps.extend(told(read, position)?);
    }
    steps.extend(touched(read, &log, intake)?);
    Ok(steps)
}

/// The log speaks of this very message.
fn stands_for(event: &Event, intake: &Intake, opening: bool) -> bool {
    match event {
        Event::MessageReceived { message, .. } | Event::NoteAdded { message, .. } => intake.message == Some(*message),
        Event::TicketCreated { .. } => opening,
        // Every other kind of event there is would stand here.
        _ => false,
    }
}

/// Each rule and each flow once that acted because of it.
fn ruled(read: &mut Read, log: &[Recorded], own: &BTreeSet<i64>) -> Done<Vec<Step>> {
    let (mut steps, mut seen) = (Vec::new(), Vec::new());
    for recorded in log.iter().filter(|one| one.cause.is_some_and(|cause| own.contains(&cause))) {
        let (key, name) = match recorded.who {
            who @ (Who::Rule(_) | Who::Flow(_)) if seen.contains(&who) => continue,
            Who::Rule(id) => ("flight-step-rule", rules::load(read, id)?.map(|rule| rule.wish.name)),
            Who::Flow(id) => {
                ("flight-step-flow", flows::load(read, id)?.map(|flow| flow.wish.unwrap_or(flow.draft).name))
            }
            Who::Person(_) | Who::System | Who::Anonymous => continue,
        };
        seen.push(recorded.who);
        steps.push(Step::new(recorded.at, key, vec![("name", name.unwrap_or_default())]));
    }
    Ok(steps)
}

/// Who was told of it, and when they looked.
fn told(read: &mut Read, position: i64) -> Done<Vec<Step>> {
    let mut steps = Vec::new();
    for notification in notifications::of_event(read, position, MOST_TOLD)? {
        let name = shown(read, notification.person)?;
        let step = |at: Moment, key| Step::new(at, key, vec![("name", name.clone())]);
        steps.push(step(notification.at, "flight-step-told"));
        steps.extend(notification.seen_at.map(|at| step(at, "flight-step-seen")));
    }
    Ok(steps)
}

/// The acknowledgement it got, and the first answer by hand.
fn answered(read: &mut Read, ticket: TicketId, intake: &Intake, opening: bool) -> Done<Vec<Step>> {
    let mut steps = Vec::new();
    for letter in letters::of_ticket(read, ticket)? {
        let later = letter.created_at >= intake.received_at;
        let acknowledges = letter.kind == LetterKind::Acknowledgement && opening;
        let answers =
            letter.kind == LetterKind::Reply && !steps.iter().any(|step: &Step| step.key == "flight-step-answered");
        if later && acknowledges {
            steps.push(Step::new(letter.created_at, "flight-step-acknowledged", Vec::new()));
        } else if later && answers {
            steps.push(Step::new(letter.created_at, "flight-step-answered", Vec::new()));
        } else if later && letter.kind == LetterKind::Notice {
            let to: Vec<String> = letter.deliveries.iter().map(|delivery| delivery.address.to_string()).collect();
            steps.push(Step::new(letter.created_at, "flight-step-notified", vec![("address", to.join(", "))]));
        }
    }
    Ok(steps)
}

/// When an agent did something with its ticket for the first time since: then somebody has read it.
fn touched(read: &mut Read, log: &[Recorded], intake: &Intake) -> Done<Option<Step>> {
    for recorded in log.iter().filter(|one| one.at >= intake.received_at) {
        let Who::Person(person) = recorded.who else { continue };
        if agents::load(read, person)?.is_some() {
            let facts = vec![("name", shown(read, person)?)];
            return Ok(Some(Step::new(recorded.at, "flight-step-touched", facts)));
        }
    }
    Ok(None)
}

fn shown(read: &mut Read, person: PersonId) -> Done<String> {
    Ok(persons::load(read, person)?.map(|person| person.shown().to_owned()).unwrap_or_default())
}
