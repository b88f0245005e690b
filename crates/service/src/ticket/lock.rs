//! Holding a ticket while one answers it, where its mailbox or its team wants that.

use super::{locked, visible};
use base::Moment;
use desk::people::{PersonId, TeamId};
use desk::ticket::{CLAIM, LONGEST_LOCK, Lock, Ticket, TicketNumber};
use desk::{Done, Error, Event, Permission, Refusal};
use store::channel::mailboxes;
use store::people::{persons, teams};
use store::ticket::locks as table;
use store::{Read, Tx};

/// Who else holds a ticket right now, by name, and until when.
pub fn held_by_another(read: &mut Read, number: TicketNumber) -> Done<Option<(String, Moment)>> {
    let ticket = visible(read, number)?;
    let (me, now) = (read.actor().person(), read.now());
    let lock = table::of(read, ticket.id)?.filter(|lock| lock.holds(now) && Some(lock.person) != me);
    let Some(lock) = lock else { return Ok(None) };
    if minutes_of(read, &ticket)? == 0 {
        return Ok(None);
    }
    let name = persons::load(read, lock.person)?.map(|person| person.shown().to_owned());
    Ok(name.map(|name| (name, lock.until)))
}

/// As its mailbox wishes, else its team; 0: it is not held.
pub(super) fn minutes_of(read: &mut Read, ticket: &Ticket) -> Done<i64> {
    let writing = ticket.mailbox.map(|mailbox| mailboxes::writing(read, mailbox)).transpose()?.flatten();
    match writing.and_then(|writing| writing.lock) {
        Some(minutes) => Ok(minutes),
        None => Ok(table::minutes(read, ticket.team)?),
    }
}

/// Minutes it belongs to whoever has written a word.
pub(super) fn held_for(read: &mut Read, ticket: &Ticket) -> Done<i64> {
    Ok(lasts(minutes_of(read, ticket)?))
}

/// Where nobody is kept from sending it belongs to them for a while, too.
pub(super) const fn lasts(minutes: i64) -> i64 {
    if minutes == 0 { CLAIM } else { minutes }
}

/// Lets somebody else's ticket go, for those who lead: it is theirs then, so that the next word of whoever held it does not
/// take it back.
pub fn break_lock(tx: &mut Tx, number: TicketNumber) -> Done<Ticket> {
    let ticket = locked(tx, number)?;
    tx.actor().may_reply(&ticket)?;
    tx.actor().may(Permission::UndoOthers)?;
    let (me, now) = (tx.actor().person().ok_or(Error::Missing)?, tx.now());
    if let Some(lock) = table::of(tx, ticket.id)?.filter(|lock| lock.is_anothers(Some(me), now)) {
        let minutes = held_for(tx, &ticket)?;
        table::pass(tx, &lock.passed_to(me, false, minutes, now), now)?;
        tx.record(Event::LockBroken { ticket: ticket.id, person: lock.person })?;
    }
    Ok(ticket)
}

/// What the acting person holds belongs to whoever writes next.
pub fn release_lock(tx: &mut Tx, number: TicketNumber) -> Done<Ticket> {
    let ticket = locked(tx, number)?;
    tx.actor().may_reply(&ticket)?;
    leave_lock(tx, &ticket)?;
    Ok(ticket)
}

/// Minutes tickets of a team are held; 0: never.
pub fn lock_minutes(read: &mut Read, team: TeamId) -> Done<i64> {
    read.actor().may(Permission::ManageAgents)?;
    Ok(table::minutes(read, team)?)
}

pub fn set_lock_minutes(tx: &mut Tx, team: TeamId, minutes: i64) -> Done<()> {
    tx.actor().may(Permission::ManageAgents)?;
    teams::load(tx, team)?.ok_or(Error::Missing)?;
    if !(0..=LONGEST_LOCK).contains(&minutes) {
        return Err(Refusal::LockMinutes.into());
    }
    if table::minutes(tx, team)? != minutes {
        table::set_minutes(tx, team, minutes)?;
        tx.record(Event::TeamLockChanged { team, minutes })?;
    }
    Ok(())
}

/// The acting person has written another word of an answer. Where that keeps nobody from sending, others are told.
pub(crate) fn take_lock(tx: &mut Tx, ticket: &Ticket) -> Done<()> {
    if tx.actor().may_reply(ticket).is_err() {
        return Ok(());
    }
    let minutes = held_for(tx, ticket)?;
    let (person, now) = (tx.actor().person().ok_or(Error::Missing)?, tx.now());
    let lock = Lock::after_a_word(table::of(tx, ticket.id)?, ticket.id, person, minutes, now);
    if lock.person == person {
        table::put(tx, &lock, now)?;
    }
    Ok(())
}

/// What somebody has begun to answer is the acting person's now, and so is the ticket, unless a third one answers it. They are
/// told whose it is, however long ago they wrote.
pub(crate) fn take_over_lock(tx: &mut Tx, ticket: &Ticket, from: PersonId) -> Done<()> {
    if tx.actor().may_reply(ticket).is_err() {
        return Ok(table::remove(tx, ticket.id, from)?);
    }
    let minutes = held_for(tx, ticket)?;
    let (me, now) = (tx.actor().person().ok_or(Error::Missing)?, tx.now());
    let lock = table::of(tx, ticket.id)?.filter(|lock| lock.holds(now));
    if lock.is_none_or(|lock| lock.person == from || lock.person == me) {
        let theirs = Lock::after_a_word(None, ticket.id, from, minutes, now);
        table::pass(tx, &theirs.passed_to(me, true, minutes, now), now)?;
    }
    Ok(())
}

/// They write no more.
pub(crate) fn leave_lock(tx: &mut Tx, ticket: &Ticket) -> Done<()> {
    match tx.actor().person() {
        Some(person) => Ok(table::remove(tx, ticket.id, person)?),
        None => Ok(()),
    }
}

/// Nobody else holds it.
pub(crate) fn is_free(read: &mut Read, ticket: &Ticket) -> Done<()> {
    let (person, now) = (read.actor().person(), read.now());
    match table::of(read, ticket.id)? {
        Some(lock) if minutes_of(read, ticket)? > 0 => Ok(lock.lets(person, now)?),
        Some(_) | None => Ok(()),
    }
}

/// Nobody holds it but the acting person or whoever wrote the letter that is to leave.
pub(crate) fn is_free_for(read: &mut Read, ticket: &Ticket, writer: Option<PersonId>) -> Done<bool> {
    let (person, now) = (read.actor().person(), read.now());
    match table::of(read, ticket.id)?.filter(|lock| Some(lock.person) != writer) {
        Some(lock) if minutes_of(read, ticket)? > 0 => Ok(!lock.is_anothers(person, now)),
        Some(_) | None => Ok(true),
    }
}
