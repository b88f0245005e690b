//! "Where is the mail of x?": finding a mail again, also one that made no article or was never sent, and telling its way.

mod after;

use super::readable;
use after::after;
use base::{Email, Moment};
use desk::channel::{
    Arrival, Closing, Decision, Delivery, DeliveryState, Flight, Intake, IntakeId, IntakeState, Letter, LetterState,
    Life, Sighting, Source, Step, Try, TurnedAway, Withheld, flight,
};
use desk::conversation::{Message, MessageId};
use desk::ticket::TicketId;
use desk::{Done, Error, Event, Permission};
use store::channel::recorder::{self, Passage};
use store::channel::{intakes, letters, mailboxes, tries};
use store::ticket::tickets;
use store::{Read, Tx, events};

/// Lines that a search shows at most, of each kind.
const MOST: usize = 50;

/// Where a mail is: the newest first.
pub fn find_mail(read: &mut Read, query: &str) -> Done<Vec<Sighting>> {
    read.actor().may(Permission::Operate)?;
    let mut flights: Vec<Flight> = Vec::new();
    for keys in flight::asked(query) {
        for way in ["in", "out", "withheld"] {
            for flight in recorder::sighted(read, way, &keys, MOST)? {
                if !flights.contains(&flight) {
                    flights.push(flight);
                }
            }
        }
    }
    let mut found = Vec::new();
    for flight in flights {
        found.extend(line(read, flight)?);
    }
    found.sort_by_key(|line| std::cmp::Reverse(line.at));
    Ok(found)
}

/// One mail in a line.
pub fn sighting(read: &mut Read, flight: Flight) -> Done<Sighting> {
    read.actor().may(Permission::Operate)?;
    line(read, flight)?.ok_or(Error::Missing)
}

/// Who with this address was turned away at the door.
pub fn turned_away(read: &mut Read, query: &str) -> Done<Vec<TurnedAway>> {
    read.actor().may(Permission::Operate)?;
    if query.trim().is_empty() {
        return Ok(recorder::newest_turned_away(read, MOST_NEWEST)?);
    }
    let Some(address) = Email::typed(query.trim().trim_matches(['<', '>'])) else { return Ok(Vec::new()) };
    Ok(recorder::turned_away(read, &address.canonical(), MOST)?)
}

/// Refusals that are shown to whoever asks for nothing in particular.
const MOST_NEWEST: usize = 10;

/// The whole way of one mail.
pub fn life(read: &mut Read, flight: Flight) -> Done<Life> {
    read.actor().may(Permission::Operate)?;
    let found = line(read, flight)?.ok_or(Error::Missing)?;
    let (message_id, mut steps) = match flight {
        Flight::In(id) => way_in(read, id)?,
        Flight::Out(id) => {
            let letter = letters::load(read, id)?.ok_or(Error::Missing)?;
            way_out(read, &letter)?
        }
        Flight::Withheld(_) => {
            let facts = vec![("address", found.to.clone())];
            (String::new(), vec![Step::new(found.at, found.outcome, facts)])
        }
    };
    steps.sort_by_key(|step| step.at);
    Ok(Life { found, message_id, steps })
}

/// The flight that brought a message or carries it.
pub fn flight_of(read: &mut Read, message: MessageId) -> Done<Flight> {
    read.actor().may(Permission::Operate)?;
    let letter = letters::of_message(read, message)?.map(|letter| Flight::Out(letter.id));
    let intake = intakes::of_message(read, message)?.map(|intake| Flight::In(intake.id));
    letter.or(intake).ok_or(Error::Missing)
}

/// A mail at the door can be found by its envelope before anybody has read it.
pub(super) fn sight_envelope(tx: &mut Tx, id: IntakeId, sender: &str, recipients: &[String]) -> Done<()> {
    let addresses: Vec<Email> =
        recipients.iter().map(String::as_str).chain([sender]).filter_map(Email::parse).collect();
    Ok(recorder::sight(tx, Flight::In(id), &flight::keys("", &addresses, ""))?)
}

/// What was read of it.
pub(super) fn sight_arrival(tx: &mut Tx, id: IntakeId, arrival: &Arrival) -> Done<()> {
    let author = arrival.from.as_ref().map(|from| from.email.clone());
    let message_id = arrival.message_id.clone().unwrap_or_default();
    let listed = arrival.to.iter().chain(&arrival.cc).map(|address| &address.email);
    let keys = flight::keys(&message_id, author.iter().chain(listed), &arrival.subject);
    recorder::sight(tx, Flight::In(id), &keys)?;
    let decided_at = tx.now();
    let passage = Passage {
        message_id,
        author: author.map(|author| author.to_string()).unwrap_or_default(),
        subject: arrival.subject.chars().take(300).collect(),
        parser: arrival.parser,
        decided_at,
    };
    Ok(recorder::pass(tx, id, &passage)?)
}

/// A letter that goes out.
pub(super) fn sight_letter(tx: &mut Tx, letter: &Letter) -> Done<()> {
    let to: Vec<&Email> = letter.deliveries.iter().map(|delivery| &delivery.address).collect();
    let subject = if letter.kind.is_secret() { "" } else { letter.subject.as_str() };
    Ok(recorder::sight(tx, Flight::Out(letter.id), &flight::keys(&letter.message_id, to, subject))?)
}

/// A letter that was not written; `position` is the event that says so.
pub(super) fn sight_withheld(tx: &mut Tx, position: i64, to: &Email, subject: &str) -> Done<()> {
    Ok(recorder::sight(tx, Flight::Withheld(position), &flight::keys("", [to], subject))?)
}

/// The mail of a message is not found by the words of its subject any more. Its addresses and its id stay: that there was
/// one is no secret.
pub(crate) fn forget_subject(tx: &mut Tx, message: &Message) -> Done<()> {
    let words = |subject: &str| flight::keys("", [], subject);
    if let Some(letter) = letters::of_message(tx, message.id)? {
        recorder::unsight(tx, Flight::Out(letter.id), &words(&letter.subject))?;
    }
    for intake in intakes::all_of_message(tx, message.id)? {
        recorder::unsight(tx, Flight::In(intake), &words(&message.subject))?;
    }
    Ok(())
}

/// A door turned somebody away.
pub fn turn_away(tx: &mut Tx, away: &TurnedAway) -> Done<()> {
    tx.actor().must_be_system()?;
    Ok(recorder::turn_away(tx, away)?)
}

/// One line of the answer; none where its ticket is none of the one who asks.
fn line(read: &mut Read, flight: Flight) -> Done<Option<Sighting>> {
    let (ticket, line) = match flight {
        Flight::In(id) => match intakes::load(read, id)? {
            Some(intake) => (intake.ticket, of_intake(read, &intake)?),
            None => return Ok(None),
        },
        Flight::Out(id) => match letters::load(read, id)? {
            Some(letter) => (letter.ticket, of_letter(read, &letter)?),
            None => return Ok(None),
        },
        Flight::Withheld(position) => match events::load(read, position)? {
            Some(recorded) => match recorded.event {
                Event::LetterWithheld { ticket, address, reason } => {
                    (ticket, of_withheld(flight, recorded.at, address, reason))
                }
                _ => return Ok(None),
            },
            None => return Ok(None),
        },
    };
    if !readable(read, ticket)? {
        return Ok(None);
    }
    let number = numbered(read, ticket)?;
    Ok(Some(Sighting { ticket: number, ..line }))
}

fn numbered(read: &mut Read, ticket: Option<TicketId>) -> Done<Option<desk::ticket::TicketNumber>> {
    Ok(ticket.map(|id| tickets::by_id(read, id)).transpose()?.flatten().map(|ticket| ticket.number))
}

fn of_intake(read: &mut Read, intake: &Intake) -> Done<Sighting> {
    let passage = recorder::passage(read, intake.id)?;
    let author = passage.as_ref().map(|passage| passage.author.clone()).filter(|author| !author.is_empty());
    Ok(Sighting {
        flight: Flight::In(intake.id),
        at: intake.received_at,
        from: author.unwrap_or_else(|| intake.sender.clone()),
        to: intake.recipients.join(", "),
        subject: passage.map(|passage| passage.subject).unwrap_or_default(),
        ticket: None,
        outcome: ended(intake),
    })
}

const fn ended(intake: &Intake) -> &'static str {
    match (intake.state, intake.decision) {
        (IntakeState::Received, _) | (_, None) => "flight-waiting",
        (_, Some(Decision::New)) => "flight-new",
        (_, Some(Decision::Reply)) => "flight-reply",
        (_, Some(Decision::FollowUp)) => "flight-follow-up",
        (_, Some(Decision::Duplicate)) => "flight-duplicate",
        (_, Some(Decision::Bounce)) => "flight-bounce",
        (_, Some(Decision::AutoReply)) => "flight-auto-reply",
        (_, Some(Decision::Ignored)) => "flight-ignored",
        (_, Some(Decision::Unreadable)) => "flight-unreadable",
    }
}

fn of_letter(read: &mut Read, letter: &Letter) -> Done<Sighting> {
    let mailbox = letter.mailbox.map(|id| mailboxes::load(read, id)).transpose()?.flatten();
    let to: Vec<String> = letter.deliveries.iter().map(|delivery| delivery.address.to_string()).collect();
    Ok(Sighting {
        flight: Flight::Out(letter.id),
        at: letter.created_at,
        from: mailbox.map(|mailbox| mailbox.address.to_string()).unwrap_or_default(),
        to: to.join(", "),
        subject: letter.subject.clone(),
        ticket: None,
        outcome: match letter.state {
            LetterState::Awaiting => "flight-awaiting",
            LetterState::Held => "flight-held",
            LetterState::Queued => "flight-queued",
            LetterState::Sending => "flight-sending",
            LetterState::Sent if bounced(letter) => "flight-bounced",
            LetterState::Sent => "flight-sent",
            LetterState::Failed => "flight-failed",
            LetterState::Uncertain => "flight-uncertain",
            LetterState::Cancelled => "flight-cancelled",
        },
    })
}

fn bounced(letter: &Letter) -> bool {
    letter.deliveries.iter().any(|delivery| delivery.state == DeliveryState::Bounced)
}

fn of_withheld(flight: Flight, at: Moment, address: String, reason: Withheld) -> Sighting {
    let outcome = match reason {
        Withheld::Automatic => "flight-withheld-automatic",
        Withheld::Unanswerable => "flight-withheld-unanswerable",
        Withheld::Ours => "flight-withheld-ours",
        Withheld::NoReply => "flight-withheld-no-reply",
        Withheld::TooMany => "flight-withheld-too-many",
        Withheld::Breaker => "flight-withheld-breaker",
        Withheld::Blocked => "flight-withheld-blocked",
        Withheld::Old => "flight-withheld-old",
        Withheld::Observing => "flight-withheld-observing",
        Withheld::Filtered => "flight-withheld-filtered",
        Withheld::Keyless => "flight-withheld-keyless",
    };
    Sighting { flight, at, from: String::new(), to: address, subject: String::new(), ticket: None, outcome }
}

fn way_in(read: &mut Read, id: IntakeId) -> Done<(String, Vec<Step>)> {
    let intake = intakes::load(read, id)?.ok_or(Error::Missing)?;
    let passage = recorder::passage(read, id)?;
    let mut steps = vec![received(&intake), stored(&intake)];
    if let Some(passage) = &passage {
        if passage.parser > 0 {
            steps.push(Step::new(passage.decided_at, "flight-step-read", vec![("parser", passage.parser.to_string())]));
        }
        let number = numbered(read, intake.ticket)?.map(|number| number.to_string()).unwrap_or_default();
        steps.push(Step {
            evidence: intake.evidence.clone(),
            failed: intake.state == IntakeState::Failed,
            ..Step::new(passage.decided_at, ended(&intake), vec![("number", number)])
        });
    }
    if !intake.error.is_empty() {
        let at = passage.as_ref().map_or(intake.received_at, |passage| passage.decided_at);
        steps.push(Step::new(at, "flight-step-error", vec![("reason", intake.error.clone())]).failed());
    }
    steps.extend(after(read, &intake)?);
    Ok((passage.map(|passage| passage.message_id).unwrap_or_default(), steps))
}

fn received(intake: &Intake) -> Step {
    let key = match intake.source {
        Source::Lmtp => "flight-step-lmtp",
        Source::Smtp => "flight-step-smtp",
        Source::Imap => "flight-step-imap",
        Source::Pop3 => "flight-step-pop3",
        Source::Graph => "flight-step-graph",
        Source::Gmail => "flight-step-gmail",
        Source::Pipe => "flight-step-pipe",
        Source::Hook => "flight-step-hook",
        Source::Import => "flight-step-import",
        Source::Simulator => "flight-step-simulator",
    };
    let remote = intake.client.remote.map(|remote| remote.to_string()).unwrap_or_default();
    Step::new(intake.received_at, key, vec![("remote", remote), ("sender", format!("<{}>", intake.sender))])
}

fn stored(intake: &Intake) -> Step {
    let facts = vec![("size", intake.size.to_string()), ("digest", intake.raw.as_str().chars().take(12).collect())];
    Step::new(intake.received_at, "flight-step-stored", facts)
}

fn way_out(read: &mut Read, letter: &Letter) -> Done<(String, Vec<Step>)> {
    let mut steps = vec![Step::new(letter.created_at, "flight-step-composed", Vec::new())];
    steps.extend(letter.dispatch().closing.map(|closing| Step::new(letter.created_at, closed(&closing), Vec::new())));
    if letter.state == LetterState::Held || letter.due_at > letter.created_at {
        steps.push(Step::new(letter.created_at.max(letter.due_at), "flight-step-held", Vec::new()));
    }
    let mut sent_at = letter.sent_at;
    if let Some(ticket) = letter.ticket {
        for recorded in events::newest_of_ticket(read, ticket, 500)? {
            if let Some(step) = told(&recorded.event, letter, recorded.at) {
                steps.push(step);
            }
        }
    }
    steps.extend(tries::of_letter(read, letter.id)?.into_iter().map(tried));
    for delivery in &letter.deliveries {
        if delivery.state != DeliveryState::Waiting {
            let at = *sent_at.get_or_insert(letter.due_at);
            steps.push(handed(delivery, at));
        }
    }
    if !letter.error.is_empty() {
        let at = sent_at.unwrap_or(letter.due_at);
        steps.push(Step::new(at, "flight-step-error", vec![("reason", letter.error.clone())]).failed());
    }
    Ok((letter.message_id.clone(), steps))
}

fn closed(closing: &Closing) -> &'static str {
    match (&closing.by, closing.to.is_empty()) {
        (Some(_), false) => "flight-step-signed-encrypted",
        (None, false) => "flight-step-encrypted",
        (_, true) => "flight-step-signed",
    }
}

/// When a try began, how long it took, and what was said.
fn tried(one: Try) -> Step {
    let took = one.ended_at.map_or(0, |ended| ended.since(one.began_at).as_secs());
    let facts = vec![("number", one.number.to_string()), ("seconds", took.to_string()), ("words", one.words)];
    match one.state {
        None => Step::new(one.began_at, "flight-step-try-open", facts),
        Some(LetterState::Failed | LetterState::Uncertain) => {
            Step::new(one.began_at, "flight-step-try-failed", facts).failed()
        }
        Some(LetterState::Sent) => Step::new(one.began_at, "flight-step-try-sent", facts),
        Some(
            LetterState::Awaiting
            | LetterState::Held
            | LetterState::Queued
            | LetterState::Sending
            | LetterState::Cancelled,
        ) => Step::new(one.began_at, "flight-step-try-later", facts),
    }
}

fn handed(delivery: &Delivery, at: Moment) -> Step {
    let facts = vec![("address", delivery.address.to_string()), ("words", delivery.detail.clone())];
    match delivery.state {
        DeliveryState::Waiting | DeliveryState::Accepted => Step::new(at, "flight-step-accepted", facts),
        DeliveryState::Deferred => Step::new(at, "flight-step-deferred", facts),
        DeliveryState::Refused => Step::new(at, "flight-step-refused", facts).failed(),
        DeliveryState::Bounced => Step::new(at, "flight-step-bounced", facts).failed(),
    }
}

/// What the log says of this letter.
fn told(event: &Event, letter: &Letter, at: Moment) -> Option<Step> {
    let step = |key, facts| Some(Step::new(at, key, facts));
    match event {
        Event::LetterSent { letter: id, .. } if *id == letter.id => step("flight-sent", Vec::new()),
        Event::LetterRetried { letter: id, .. } if *id == letter.id => step("flight-step-retried", Vec::new()),
        Event::LetterCancelled { letter: id, .. } if *id == letter.id => step("flight-cancelled", Vec::new()),
        Event::LetterFailed { letter: id, reason, .. } | Event::LetterUncertain { letter: id, reason, .. }
            if *id == letter.id =>
        {
            step("flight-step-error", vec![("reason", reason.clone())]).map(Step::failed)
        }
        Event::LetterBounced { letter: id, address, reason, .. } if *id == letter.id => {
            step("flight-step-bounced", vec![("address", address.clone()), ("words", reason.clone())]).map(Step::failed)
        }
        // Every other kind of event there is would stand here.
        _ => None,
    }
}
