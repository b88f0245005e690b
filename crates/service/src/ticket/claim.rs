//! Who answers a ticket, said to whoever opens it as well: they may ask to go on with the answer, or answer all the same,
//! and no text is lost by it. A claim is a lock that keeps nobody from sending; it begins and ends as one does.

use super::lock::{held_for, lasts, minutes_of};
use super::{locked, visible};
use crate::conversation::{copy_draft, pass_draft};
use base::Moment;
use desk::people::PersonId;
use desk::ticket::{CLAIM, Lock, LockWish, Ticket, TicketId, TicketNumber};
use desk::{Done, Error, Event, Permission, Refusal};
use std::collections::BTreeMap;
use store::ticket::{lists, locks as table, people};
use store::{Read, Tx};

/// Who answers a ticket right now, as its page says it.
#[derive(Clone, Debug, PartialEq)]
pub struct Answering {
    pub lock: Lock,
    /// The one who looks.
    pub me: Option<PersonId>,
    /// They may answer here too.
    pub may_reply: bool,
    /// Others are kept from sending.
    pub holds: bool,
    /// They may let it go where it is another's.
    pub may_break: bool,
    /// Not a word was written since it is theirs.
    pub untouched: bool,
    /// What everybody in it is called.
    pub names: BTreeMap<PersonId, String>,
}

pub fn answering(read: &mut Read, number: TicketNumber) -> Done<Option<Answering>> {
    let ticket = visible(read, number)?;
    on(read, &ticket)
}

pub(super) fn on(read: &mut Read, ticket: &Ticket) -> Done<Option<Answering>> {
    let now = read.now();
    let Some(lock) = table::of(read, ticket.id)?.filter(|lock| lock.holds(now)) else { return Ok(None) };
    let named: Vec<PersonId> =
        [Some(lock.person), lock.before, lock.wish.map(|wish| wish.by)].into_iter().flatten().collect();
    let (minutes, may_reply) = (minutes_of(read, ticket)?, read.actor().may_reply(ticket).is_ok());
    Ok(Some(Answering {
        lock,
        me: read.actor().person(),
        may_reply,
        holds: minutes > 0,
        may_break: may_reply && read.actor().may(Permission::UndoOthers).is_ok(),
        untouched: lock.is_untouched(lasts(minutes)),
        names: names(read, &named)?,
    }))
}

/// Who answers it right now.
pub fn claimant(read: &mut Read, number: TicketNumber) -> Done<Option<PersonId>> {
    let ticket = visible(read, number)?;
    let now = read.now();
    Ok(table::of(read, ticket.id)?.filter(|lock| lock.holds(now)).map(|lock| lock.person))
}

/// Who answers which of these tickets, which the one who looks sees.
pub fn answered_now(read: &mut Read, tickets: &[TicketId]) -> Done<BTreeMap<TicketId, (PersonId, String)>> {
    let now = read.now();
    let claims = table::among(read, tickets, now)?;
    let names = names(read, &claims.iter().map(|(_, person)| *person).collect::<Vec<_>>())?;
    let named = |(ticket, person): (TicketId, PersonId)| Some((ticket, (person, names.get(&person)?.clone())));
    Ok(claims.into_iter().filter_map(named).collect())
}

/// The same by their numbers; those that the one who looks does not see are left out.
pub fn answered_among(
    read: &mut Read,
    numbers: &[TicketNumber],
) -> Done<BTreeMap<TicketNumber, Option<(PersonId, String)>>> {
    read.actor().must_be_agent()?;
    let scope = read.actor().scope();
    let seen = lists::numbered(read, &scope, numbers)?;
    let mut answered = answered_now(read, &seen.iter().map(|(_, id)| *id).collect::<Vec<_>>())?;
    Ok(seen.into_iter().map(|(number, id)| (number, answered.remove(&id))).collect())
}

fn names(read: &mut Read, ids: &[PersonId]) -> Done<BTreeMap<PersonId, String>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let known = people::known(read, ids)?;
    Ok(known.into_iter().map(|person| (person.id, person.shown().to_owned())).collect())
}

/// Before an answer leaves: nobody else is writing one, or its writer `knows` who is.
pub fn nobody_else_answers(read: &mut Read, number: TicketNumber, knows: Option<PersonId>) -> Done<()> {
    let ticket = visible(read, number)?;
    let (person, now) = (read.actor().person(), read.now());
    match table::of(read, ticket.id)? {
        // Who is kept from sending hears why when they try.
        Some(lock) if minutes_of(read, &ticket)? == 0 => Ok(lock.lets_knowing(person, knows, now)?),
        Some(_) | None => Ok(()),
    }
}

/// Asks whoever answers to let the acting person go on.
pub fn ask_for_answer(tx: &mut Tx, number: TicketNumber) -> Done<Ticket> {
    let (ticket, me, now) = answerable(tx, number)?;
    let lock = table::of(tx, ticket.id)?.ok_or(Refusal::NobodyAnswers)?.asked_for(me, now)?;
    table::put(tx, &lock, now)?;
    tx.record(Event::AnswerAsked { ticket: ticket.id, person: lock.person })?;
    Ok(ticket)
}

/// Gives the answer, with all that was written, to whoever asks for it.
pub fn hand_over_answer(tx: &mut Tx, number: TicketNumber) -> Done<Ticket> {
    let (ticket, me, now) = answerable(tx, number)?;
    let (lock, wish) = wished(tx, &ticket, me, now)?;
    let passed = pass_draft(tx, ticket.id, me, wish)?;
    let minutes = held_for(tx, &ticket)?;
    table::pass(tx, &lock.passed_to(wish, passed, minutes, now), now)?;
    tx.record(Event::AnswerHandedOver { ticket: ticket.id, person: wish })?;
    Ok(ticket)
}

/// Tells whoever asks that the acting person goes on themselves.
pub fn keep_answer(tx: &mut Tx, number: TicketNumber) -> Done<Ticket> {
    let (ticket, me, now) = answerable(tx, number)?;
    let (lock, wish) = wished(tx, &ticket, me, now)?;
    let kept = lock.wish.map(|wish| LockWish { kept: true, ..wish });
    table::put(tx, &Lock { wish: kept, ..lock }, now)?;
    tx.record(Event::AnswerKept { ticket: ticket.id, person: wish })?;
    Ok(ticket)
}

/// Goes on with an answer whose writer was asked and has said nothing: what they wrote comes along and stays theirs, too.
pub fn take_up_answer(tx: &mut Tx, number: TicketNumber) -> Done<Ticket> {
    let (ticket, me, now) = answerable(tx, number)?;
    let lock = anothers(tx, &ticket, me, now)?;
    if !lock.wish.is_some_and(|wish| wish.by == me && wish.is_granted(now)) {
        return Err(Refusal::NobodyAnswers.into());
    }
    let passed = copy_draft(tx, ticket.id, lock.person, me)?;
    take(tx, &ticket, lock, passed)
}

/// Answers all the same. The other one's text stays theirs.
pub fn answer_instead(tx: &mut Tx, number: TicketNumber) -> Done<Ticket> {
    let (ticket, me, now) = answerable(tx, number)?;
    let lock = anothers(tx, &ticket, me, now)?;
    take(tx, &ticket, lock, false)
}

fn take(tx: &mut Tx, ticket: &Ticket, lock: Lock, passed: bool) -> Done<Ticket> {
    let (me, now) = (tx.actor().person().ok_or(Error::Missing)?, tx.now());
    // Where others are kept from sending, only those who lead let it go.
    super::is_free(tx, ticket)?;
    table::pass(tx, &lock.passed_to(me, passed, CLAIM, now), now)?;
    tx.record(Event::AnswerTaken { ticket: ticket.id, person: lock.person })?;
    Ok(ticket.clone())
}

/// The acting person has gone elsewhere. True: they answered, and nobody was kept from sending.
pub fn leaves_answer(read: &mut Read, number: TicketNumber) -> Done<bool> {
    let ticket = visible(read, number)?;
    let (me, now) = (read.actor().person(), read.now());
    let own = table::of(read, ticket.id)?.is_some_and(|lock| lock.holds(now) && Some(lock.person) == me);
    Ok(own && minutes_of(read, &ticket)? == 0)
}

/// What was begun stays a draft.
pub fn leave_answer(tx: &mut Tx, number: TicketNumber) -> Done<()> {
    if leaves_answer(tx, number)? {
        let ticket = visible(tx, number)?;
        super::leave_lock(tx, &ticket)?;
    }
    Ok(())
}

fn answerable(tx: &mut Tx, number: TicketNumber) -> Done<(Ticket, PersonId, Moment)> {
    let ticket = locked(tx, number)?;
    tx.actor().may_reply(&ticket)?;
    let me = tx.actor().person().ok_or(Error::Missing)?;
    Ok((ticket, me, tx.now()))
}

/// The acting person's own, and who asks for it.
fn wished(tx: &mut Tx, ticket: &Ticket, me: PersonId, now: Moment) -> Done<(Lock, PersonId)> {
    let own = table::of(tx, ticket.id)?.filter(|lock| lock.holds(now) && lock.person == me);
    let own = own.ok_or(Refusal::NobodyAnswers)?;
    let wish = own.wish.filter(|wish| !wish.kept).ok_or(Refusal::NobodyAnswers)?;
    Ok((own, wish.by))
}

fn anothers(tx: &mut Tx, ticket: &Ticket, me: PersonId, now: Moment) -> Done<Lock> {
    let lock = table::of(tx, ticket.id)?.filter(|lock| lock.is_anothers(Some(me), now));
    Ok(lock.ok_or(Refusal::NobodyAnswers)?)
}
