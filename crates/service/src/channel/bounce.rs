//! Bounces belong to the letter that was not delivered, never to a ticket of their own.

use super::find::{Question, addressed};
use super::outbox::reopen;
use desk::channel::{Arrival, Decided, Decision, Delivery, DeliveryState, Evidence, Failure, Hardness, Letter, mark};
use desk::{Done, Event};
use store::channel::{letters, outbox, reach};
use store::conversation::graph;
use store::{Read, Tx};

pub(super) enum Attributed {
    Letter(Box<Letter>),
    Nothing,
}

/// The letter a report is about: by the address it came to, else by the ids it gives.
pub(super) fn attribute(read: &mut Read, question: &Question) -> Done<Attributed> {
    let signer = read.signer();
    for address in addressed(question) {
        if let Some(claim) = mark::claimed_letter(&address)
            && signer.verify(mark::BOUNCE, &claim.of.to_string(), &claim.tag)
            && let Some(letter) = letters::load(read, claim.of)?
        {
            return Ok(Attributed::Letter(Box::new(letter)));
        }
    }
    let arrival = question.arrival;
    let reported = arrival.failures.iter().filter_map(|failure| failure.letter.as_deref());
    for id in reported.chain(arrival.ancestors()) {
        if let Some(letter) = sent_as(read, id)? {
            return Ok(Attributed::Letter(Box::new(letter)));
        }
    }
    Ok(Attributed::Nothing)
}

/// The letter that went out under an id, also where it is known by another one ([`super::known_as`]).
fn sent_as(read: &mut Read, id: &str) -> Done<Option<Letter>> {
    match outbox::by_message_id(read, id)? {
        Some(letter) => Ok(Some(letter)),
        None => match graph::message(read, id)? {
            Some((_, message)) => Ok(letters::of_message(read, message)?),
            None => Ok(None),
        },
    }
}

/// Notes for each recipient what the report says; whoever waits for an answer hears of it.
pub(super) fn note(tx: &mut Tx, letter: Letter, arrival: &Arrival) -> Done<Decided> {
    let mut evidence = Vec::new();
    for failure in failures(arrival) {
        evidence.push(one(tx, &letter, &failure)?);
    }
    Ok(Decided { decision: Decision::Bounce, evidence, ticket: letter.ticket, message: letter.message })
}

/// A report without particulars is about everybody.
fn failures(arrival: &Arrival) -> Vec<Failure> {
    if arrival.failures.is_empty() {
        let reason = arrival.subject.clone();
        vec![Failure { address: None, status: String::new(), permanent: true, delayed: false, reason, letter: None }]
    } else {
        arrival.failures.iter().take(100).cloned().collect()
    }
}

fn one(tx: &mut Tx, letter: &Letter, failure: &Failure) -> Done<Evidence> {
    let delivery = concerned(letter, failure);
    let address =
        delivery.map(|delivery| delivery.address.as_str()).or(failure.address.as_ref().map(base::Email::as_str));
    let (address, reason) = (address.unwrap_or_default().to_owned(), reason(failure));
    // Where a system gave up over a passing trouble, nobody was reached all the same.
    if failure.delayed {
        return Ok(Evidence::DelayOf { address, reason });
    }
    if delivery.is_none_or(|delivery| delivery.state != DeliveryState::Bounced) {
        if let Some(delivery) = delivery {
            let bounced = Delivery { state: DeliveryState::Bounced, detail: reason.clone(), ..delivery.clone() };
            outbox::came_back(tx, letter, &bounced)?;
            reach::missed(tx, &bounced.address, Hardness::of(&reason, true), &reason)?;
        }
        let (address, reason) = (address.clone(), reason.clone());
        let answer = Some(letters::is_last_answer(tx, letter)?);
        let bounced = Event::LetterBounced { letter: letter.id, ticket: letter.ticket, address, reason, answer };
        let bounced = tx.record(bounced)?;
        reopen(tx, letter, bounced)?;
    }
    Ok(Evidence::BounceOf { address, reason })
}

/// The recipient of ours that is meant; the only one where the report names somebody beyond (mail was forwarded there).
fn concerned<'l>(letter: &'l Letter, failure: &Failure) -> Option<&'l Delivery> {
    let named = failure.address.as_ref().and_then(|address| letter.deliveries.iter().find(|d| d.address == *address));
    named.or(match letter.deliveries.as_slice() {
        [only] => Some(only),
        _ => None,
    })
}

fn reason(failure: &Failure) -> String {
    match (failure.status.as_str(), failure.reason.as_str()) {
        ("", reason) => reason.to_owned(),
        (status, "") => status.to_owned(),
        (status, reason) if reason.contains(status) => reason.to_owned(),
        (status, reason) => format!("{status} {reason}"),
    }
}
