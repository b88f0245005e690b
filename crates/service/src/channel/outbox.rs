//! The outbox: letters are claimed, handed over, and tell what became of them. Never sent twice: who says what became of
//! a try must hold it, and a try that ended in silence is for a person to judge.

use super::releases::set_with;
use super::seen;
use crate::ticket::{keep, locked_home, turn};
use base::{Email, Moment};
use desk::access::Permission;
use desk::channel::{Attempt, Fate, Hardness, Letter, LetterId, LetterKind, LetterState, MailboxId, Outcome};
use desk::ticket::{Category, TicketId};
use desk::{Actor, Done, Error, Event, Refusal};
use std::time::Duration;
use store::channel::{letters, mailboxes, outbox, reach, tries};
use store::conversation::messages;
use store::ticket::{statuses, tickets};
use store::{Read, Tx};

/// Takes up to `most` letters whose moment has come; [`Letter::attempts`] is the number of the try. What a holder left
/// behind is up again, unless it may have begun to hand it over.
pub fn claim_letters(tx: &mut Tx, holder: &str, lease: Duration, most: usize) -> Done<Vec<Letter>> {
    tx.actor().must_be_system()?;
    take_back_abandoned(tx)?;
    Ok(outbox::claim(tx, holder, lease, most)?)
}

/// The same of one mailbox, or of none: a mailbox whose server is slow keeps no other waiting.
pub fn claim_letters_of(
    tx: &mut Tx,
    mailbox: Option<MailboxId>,
    holder: &str,
    lease: Duration,
    most: usize,
) -> Done<Vec<Letter>> {
    tx.actor().must_be_system()?;
    take_back_abandoned(tx)?;
    Ok(outbox::claim_of(tx, mailbox, holder, lease, most)?)
}

/// The mailboxes, or none, whose letters somebody should take now; asked often, because it costs little.
pub fn calling_mailboxes(read: &mut Read) -> Done<Vec<Option<MailboxId>>> {
    read.actor().must_be_system()?;
    Ok(outbox::calling(read)?)
}

/// Said before the first byte goes to a server. False: the letter is somebody else's by now and must not be sent.
pub fn letter_begins(tx: &mut Tx, attempt: &Attempt) -> Done<bool> {
    tx.actor().must_be_system()?;
    let ours = outbox::begin(tx, attempt)?;
    if ours {
        let now = tx.now();
        tries::begin(tx, attempt, now)?;
    }
    Ok(ours)
}

/// Whoever sends says every now and then that they still do.
pub fn keep_letters(tx: &mut Tx, holder: &str, lease: Duration) -> Done<u64> {
    tx.actor().must_be_system()?;
    Ok(outbox::keep(tx, holder, lease)?)
}

/// At shutdown: what was not begun is up again at once.
pub fn hand_back_letters(tx: &mut Tx, holder: &str) -> Done<u64> {
    tx.actor().must_be_system()?;
    Ok(outbox::hand_back(tx, holder)?)
}

/// The server answered for each recipient that was given to it; [`desk::channel::Fate::Unknown`] where it fell silent
/// after the text. None: the letter is somebody else's by now.
pub fn letter_answered(tx: &mut Tx, attempt: &Attempt, outcomes: &[Outcome]) -> Done<Option<LetterState>> {
    let now = tx.now();
    let state = told(tx, attempt, |letter, patient| letter.answered(outcomes, patient, now))?;
    if state.is_some() {
        missed(tx, outcomes)?;
    }
    Ok(state)
}

/// The server answered for one of those who get letters of their own; the rest is not begun with, and follows in the same
/// attempt. False: it does not, because the letter is somebody else's by now, or a person decides about it.
pub fn letter_goes_on(tx: &mut Tx, attempt: &Attempt, outcomes: &[Outcome]) -> Done<bool> {
    tx.actor().must_be_system()?;
    let Some((mut letter, _)) = outbox::held(tx, attempt)? else { return Ok(false) };
    if letter.state != LetterState::Sending {
        letter_answered(tx, attempt, outcomes)?;
        return Ok(false);
    }
    letter.heard(outcomes);
    outbox::go_on(tx, &letter)?;
    missed(tx, outcomes)?;
    Ok(true)
}

fn missed(tx: &mut Tx, outcomes: &[Outcome]) -> Done<()> {
    for outcome in outcomes.iter().filter(|outcome| outcome.fate == Fate::Refused) {
        reach::missed(tx, &outcome.address, Hardness::of(&outcome.detail, true), &outcome.detail)?;
    }
    Ok(())
}

/// Nothing was handed over to anybody; it is tried again for three days.
pub fn letter_deferred(tx: &mut Tx, attempt: &Attempt, reason: &str) -> Done<Option<LetterState>> {
    let now = tx.now();
    told(tx, attempt, |letter, patient| letter.deferred(reason, patient, now))
}

/// Nothing was handed over, and no try will change that.
pub fn letter_refused(tx: &mut Tx, attempt: &Attempt, reason: &str) -> Done<Option<LetterState>> {
    let now = tx.now();
    told(tx, attempt, |letter, _| letter.refused(reason, now))
}

/// Sends a letter again, now, to those who have not got it.
pub fn retry_letter(tx: &mut Tx, id: LetterId) -> Done<Letter> {
    let mut letter = answerable(tx, id)?;
    let retried = letter.retry(tx.now())?;
    outbox::save(tx, &letter)?;
    outbox::be_patient(tx, id)?;
    tx.record(retried)?;
    Ok(letter)
}

/// Sends a letter to somebody else in place of one who did not get it.
pub fn redirect_letter(tx: &mut Tx, id: LetterId, from: &str, to: &str) -> Done<Letter> {
    let mut letter = answerable(tx, id)?;
    let from = &Email::parse(from).ok_or(Refusal::AddressInvalid)?;
    let to = &Email::typed(to).ok_or(Refusal::AddressInvalid)?;
    if mailboxes::of_address(tx, to)?.is_some() {
        return Err(Refusal::AddressIsOurs.into());
    }
    let redirected = letter.redirect(from, to, tx.now())?;
    let mut dispatch = letter.dispatch();
    dispatch.redirected.push((from.clone(), to.clone()));
    if matches!(letter.kind, LetterKind::Reply | LetterKind::Forward) {
        letter = letter.dispatched(&dispatch)?;
    }
    outbox::redirect(tx, id, from, to)?;
    outbox::save(tx, &letter)?;
    outbox::be_patient(tx, id)?;
    tx.record(redirected)?;
    Ok(letter)
}

/// Gives a letter up. Where nobody got it, its message counts as taken back.
pub fn cancel_letter(tx: &mut Tx, id: LetterId) -> Done<Letter> {
    let mut letter = answerable(tx, id)?;
    let cancelled = letter.cancel()?;
    let nobody_has_it = letter.waiting().count() == letter.deliveries.len();
    outbox::save(tx, &letter)?;
    if let Some(message) = letter.message.filter(|_| nobody_has_it) {
        messages::take_back(tx, message)?;
    }
    tx.record(cancelled)?;
    Ok(letter)
}

/// The outbox, the newest first, without letters on tickets one may not read; `before` is the last id of the page before.
pub fn letters(read: &mut Read, state: LetterState, before: Option<LetterId>, most: usize) -> Done<Vec<Letter>> {
    read.actor().may(Permission::Operate)?;
    let before = before.unwrap_or(LetterId(i64::MAX));
    seen(
        read,
        most,
        before,
        |read, before| outbox::in_state(read, state, before, most),
        |letter| (letter.id, letter.ticket),
    )
}

pub fn letter_counts(read: &mut Read) -> Done<Vec<(LetterState, i64)>> {
    read.actor().may(Permission::Operate)?;
    Ok(outbox::counts(read)?)
}

/// A letter did not reach somebody who waits for it: the ticket is open again, for somebody to see.
pub(super) fn reopen(tx: &mut Tx, letter: &Letter, cause: i64) -> Done<()> {
    match (letter.kind, letter.ticket) {
        (LetterKind::Reply | LetterKind::Forward, Some(ticket)) => tx.because_of(cause, |tx| open_again(tx, ticket)),
        (_, _) => Ok(()),
    }
}

fn open_again(tx: &mut Tx, ticket: TicketId) -> Done<()> {
    let ticket = tickets::hold_by_id(tx, ticket)?.map(|ticket| locked_home(tx, ticket)).transpose()?;
    let Some(mut ticket) = ticket.filter(|ticket| ticket.trashed_at.is_none()) else {
        return Ok(());
    };
    let mut events = Vec::new();
    events.extend(ticket.wake().ok());
    if !matches!(ticket.category, Category::New | Category::Open) {
        let open = statuses::standard(tx, Category::Open)?;
        events.extend(turn(&mut ticket, &open, tx.now())?);
    }
    tx.act_as(Actor::System, |tx| keep(tx, ticket, events).map(drop))
}

fn told(tx: &mut Tx, attempt: &Attempt, tell: impl FnOnce(&mut Letter, bool)) -> Done<Option<LetterState>> {
    tx.actor().must_be_system()?;
    let Some((mut letter, patient)) = outbox::held(tx, attempt)? else { return Ok(None) };
    let before = letter.sent_at;
    tell(&mut letter, patient);
    outbox::save(tx, &letter)?;
    let now = tx.now();
    tries::end(tx, attempt, now, letter.state, &letter.error)?;
    record(tx, &letter, before)?;
    Ok(Some(letter.state))
}

fn take_back_abandoned(tx: &mut Tx) -> Done<()> {
    outbox::abandoned(tx, 100)?.into_iter().try_for_each(|(id, begun)| abandoned(tx, id, begun))
}

fn abandoned(tx: &mut Tx, id: LetterId, begun: bool) -> Done<()> {
    let Some(mut letter) = outbox::hold(tx, id)? else { return Ok(()) };
    let (before, now) = (letter.sent_at, tx.now());
    if begun {
        letter.uncertain("the sending process ended", now);
    } else {
        letter.state = LetterState::Queued;
    }
    outbox::save(tx, &letter)?;
    record(tx, &letter, before)
}

/// `before`: when it had left, as far as it had.
fn record(tx: &mut Tx, letter: &Letter, before: Option<Moment>) -> Done<()> {
    let (id, ticket, reason) = (letter.id, letter.ticket, letter.error.clone());
    let answer = Some(letters::is_last_answer(tx, letter)?);
    let leaves = letter.sent_at != before;
    if leaves {
        answered(tx, letter)?;
    }
    match letter.state {
        LetterState::Queued if leaves => {
            let left = tx.record(Event::LetterLeft { letter: id, ticket })?;
            tx.because_of(left, |tx| set_with(tx, letter))?;
        }
        LetterState::Sent => {
            let sent = tx.record(Event::LetterSent { letter: id, ticket, answer })?;
            tx.because_of(sent, |tx| set_with(tx, letter))?;
        }
        LetterState::Failed => {
            let failed = tx.record(Event::LetterFailed { letter: id, ticket, reason, answer })?;
            reopen(tx, letter, failed)?;
        }
        LetterState::Uncertain => {
            let uncertain = tx.record(Event::LetterUncertain { letter: id, ticket, reason, answer })?;
            reopen(tx, letter, uncertain)?;
        }
        LetterState::Awaiting
        | LetterState::Held
        | LetterState::Queued
        | LetterState::Sending
        | LetterState::Cancelled => {}
    }
    Ok(())
}

/// What left later than it was written is an answer from now on.
fn answered(tx: &mut Tx, letter: &Letter) -> Done<()> {
    let Some(id) = letter.message.filter(|_| letter.kind == LetterKind::Reply && letter.dispatch().leaves_later())
    else {
        return Ok(());
    };
    let ticket = messages::load(tx, id)?.map(|message| tickets::hold_by_id(tx, message.ticket)).transpose()?;
    let Some(mut ticket) = ticket.flatten() else { return Ok(()) };
    ticket.remember(&messages::spoken(tx, ticket.id)?);
    tickets::save(tx, &mut ticket)
}

/// Who operates the desk, and who may answer on the letter's ticket.
fn answerable(tx: &mut Tx, id: LetterId) -> Done<Letter> {
    let letter = outbox::hold(tx, id)?.ok_or(Error::Missing)?;
    if tx.actor().may(Permission::Operate).is_err() {
        let ticket = letter.ticket.map(|ticket| tickets::by_id(tx, ticket)).transpose()?.flatten();
        tx.actor().may_reply(&ticket.ok_or(Error::Missing)?)?;
    }
    Ok(letter)
}
