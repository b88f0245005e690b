//! The one way letters are made.

use super::flight::{sight_letter, sight_withheld};
use super::mail_keys::closing;
use super::writing::DO_NOT_MAIL;
use base::{Email, Token};
use desk::channel::{
    Closing, Delivery, DeliveryState, Letter, LetterId, LetterKind, LetterState, Mailbox, NewLetter, Withheld, courtesy,
};
use desk::conversation::MOST_RECIPIENTS;
use desk::ticket::TicketId;
use desk::{Done, Error, Event, Fault, Refusal};
use serde_json::{Map, Value};
use std::time::Duration;
use store::channel::{breakers, letters, mailboxes, outbox};
use store::conversation::graph;
use store::people::agents;
use store::{Read, Tx, settings};

/// Puts a letter into the outbox, held until its moment, and closed as its mailbox does. Nobody receives it twice; none of
/// our own addresses receives it at all. A building block of verbs: it asks no permission.
pub fn post(tx: &mut Tx, new: NewLetter) -> Done<Letter> {
    let closing = usual(tx, &new)?;
    post_closed(tx, new, closing)
}

/// The same where it is known which keys close it.
pub(crate) fn post_closed(tx: &mut Tx, new: NewLetter, closing: Option<Closing>) -> Done<Letter> {
    let mailbox = carrier(tx, &new)?;
    let now = tx.now();
    let mut letter = Letter {
        id: LetterId(0),
        kind: new.kind,
        state: if new.due_at > now { LetterState::Held } else { LetterState::Queued },
        ticket: new.ticket,
        message: new.message,
        message_id: new.message_id.unwrap_or_else(|| message_id(mailbox.as_ref())),
        mailbox: mailbox.map(|mailbox| mailbox.id),
        subject: new.subject,
        details: with_keys(new.details, closing)?,
        due_at: new.due_at.max(now),
        attempts: 0,
        error: String::new(),
        created_at: now,
        sent_at: None,
        opened_at: None,
        deliveries: deliveries(tx, new.to)?,
    };
    letter.id = letters::add(tx, &letter)?;
    sight_letter(tx, &letter)?;
    if let Some(ticket) = letter.ticket {
        graph::learn(tx, &letter.message_id, ticket, letter.message)?;
    }
    tx.ring();
    Ok(letter)
}

/// The same for a letter that the desk writes by itself. None: it was withheld, and the log says why.
pub fn post_automatic(tx: &mut Tx, new: NewLetter) -> Done<Option<Letter>> {
    match fair(tx, new)? {
        Some((new, closing)) => post_closed(tx, new, closing).map(Some),
        None => Ok(None),
    }
}

/// A letter of the desk's own for whom it may go to, with the keys that close it; of the others the log says why not. None:
/// it goes to nobody.
pub(crate) fn fair(tx: &mut Tx, new: NewLetter) -> Done<Option<(NewLetter, Option<Closing>)>> {
    let mut fair = Vec::new();
    for address in &new.to {
        match withheld(tx, &new, address)? {
            Some(reason) => record_withheld(tx, &new, address, reason)?,
            None => fair.push(address.clone()),
        }
    }
    if fair.is_empty() { Ok(None) } else { keyed(tx, new.ticket, NewLetter { to: fair, ..new }) }
}

/// A letter with the keys that close it. None: one of them is missing, and the log of the ticket that it is about says so.
/// It is asked before anything else is written, so that nothing is said that does not leave.
pub(crate) fn keyed(
    tx: &mut Tx,
    ticket: Option<TicketId>,
    new: NewLetter,
) -> Done<Option<(NewLetter, Option<Closing>)>> {
    match usual(tx, &new) {
        Ok(closing) => Ok(Some((new, closing))),
        Err(Error::Refused(_)) => {
            let about = NewLetter { ticket, ..new };
            about.to.iter().try_for_each(|address| record_withheld(tx, &about, address, Withheld::Keyless))?;
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// As its mailbox closes letters, where it is of a kind that is closed. Refused: a key is missing for that.
fn usual(read: &mut Read, new: &NewLetter) -> Done<Option<Closing>> {
    if !new.kind.tells_outside() {
        return Ok(None);
    }
    let mailbox = carrier(read, new)?.map(|mailbox| mailbox.id);
    closing(read, mailbox, None, &new.to)
}

fn carrier(read: &mut Read, new: &NewLetter) -> Done<Option<Mailbox>> {
    Ok(match new.mailbox {
        Some(id) => mailboxes::load(read, id)?,
        None => mailboxes::first(read)?,
    })
}

/// Beside what its template needs; [`desk::conversation::Dispatch`] reads it.
fn with_keys(details: String, closing: Option<Closing>) -> Done<String> {
    let Some(closing) = closing else { return Ok(details) };
    let mut all: Map<String, Value> = serde_json::from_str(&details).map_err(Fault::new)?;
    all.insert("closing".to_owned(), serde_json::to_value(closing).map_err(Fault::new)?);
    Ok(serde_json::to_string(&all).map_err(Fault::new)?)
}

/// The log says that an automatic letter was not written.
pub(super) fn record_withheld(tx: &mut Tx, new: &NewLetter, address: &Email, reason: Withheld) -> Done<()> {
    let withheld = Event::LetterWithheld { ticket: new.ticket, address: address.as_str().to_owned(), reason };
    let position = tx.record(withheld)?;
    sight_withheld(tx, position, address, &new.subject)
}

fn withheld(tx: &mut Tx, new: &NewLetter, address: &Email) -> Done<Option<Withheld>> {
    let kind = new.kind;
    let mailbox = new.mailbox.map(|id| mailboxes::load(tx, id)).transpose()?.flatten();
    // Who asks at a door to be let in is answered all the same.
    if kind.answers() && mailbox.is_some_and(|mailbox| mailbox.observes) {
        return Ok(Some(Withheld::Observing));
    }
    if mailboxes::of_address(tx, address)?.is_some() {
        return Ok(Some(Withheld::Ours));
    }
    if kind.answers() && courtesy::is_nobody(address) {
        return Ok(Some(Withheld::NoReply));
    }
    let (hour, day) = (Duration::from_secs(3600), Duration::from_secs(24 * 3600));
    let now = tx.now();
    if kind.answers() {
        if courtesy::is_blocked(&settings::load(tx, DO_NOT_MAIL)?.unwrap_or_default(), address) {
            return Ok(Some(Withheld::Blocked));
        }
        if breakers::tripped_since(tx, address, now.minus(day))? {
            return Ok(Some(Withheld::Breaker));
        }
    }
    // What answers a message and what somebody asked for at a door are counted apart: who writes a lot must still be
    // able to sign in.
    let alike: Vec<&str> =
        LetterKind::ALL.iter().filter(|k| k.automatic() && k.answers() == kind.answers()).map(|k| k.name()).collect();
    let last_hour = outbox::count_since(tx, address, &alike, now.minus(hour))?;
    let last_day = outbox::count_since(tx, address, &alike, now.minus(day))?;
    if kind == LetterKind::Rule && agents::of_address(tx, address)? {
        return Ok(courtesy::may_tell_colleague(last_hour, last_day).err());
    }
    let withheld = courtesy::may_follow(last_hour, last_day).err();
    if last_day >= courtesy::MOST_PER_DAY && kind.answers() {
        breakers::trip(tx, address)?;
        tx.record(Event::BreakerTripped { ticket: new.ticket, address: address.as_str().to_owned() })?;
    }
    Ok(withheld)
}

fn deliveries(tx: &mut Tx, to: Vec<Email>) -> Done<Vec<Delivery>> {
    let mut deliveries: Vec<Delivery> = Vec::new();
    for address in to {
        if mailboxes::of_address(tx, &address)?.is_some() {
            return Err(Refusal::AddressIsOurs.into());
        }
        if !deliveries.iter().any(|known| known.address == address) {
            deliveries.push(Delivery { address, state: DeliveryState::Waiting, detail: String::new() });
        }
    }
    match deliveries.len() {
        0 => Err(Refusal::NoRecipient.into()),
        1..=MOST_RECIPIENTS => Ok(deliveries),
        _ => Err(Refusal::TooManyRecipients.into()),
    }
}

/// For letters that are no message of a ticket.
fn message_id(mailbox: Option<&Mailbox>) -> String {
    let token = Token::random();
    let random: String = token.reveal().chars().filter(char::is_ascii_alphanumeric).take(24).collect();
    // A desk without any mailbox can still invite; its letters leave by the installation's own server.
    let domain = mailbox.map_or_else(|| "kippu.invalid".to_owned(), |mailbox| mailbox.address.domain());
    format!("{random}@{domain}")
}
