//! Guards before the door: made by whoever sets the desk up, asked whenever an agent sends.

use crate::conversation::Compose;
use crate::ticket::visible;
use base::Email;
use desk::channel::{Guard, GuardId, GuardWish, Leaving, MOST_GUARDS, MailboxId, Stopped, stopped};
use desk::ticket::{Ticket, TicketNumber};
use desk::{Actor, Done, Error, Event, Permission, Refusal};
use store::channel::guards as table;
use store::channel::mailboxes;
use store::people::persons;
use store::{Read, Tx};

pub fn guards(read: &mut Read) -> Done<Vec<Guard>> {
    read.actor().may(Permission::Configure)?;
    Ok(table::all(read)?)
}

pub fn guard(read: &mut Read, id: GuardId) -> Done<Guard> {
    read.actor().may(Permission::Configure)?;
    table::load(read, id)?.ok_or(Error::Missing)
}

pub fn create_guard(tx: &mut Tx, wish: GuardWish) -> Done<GuardId> {
    tx.actor().may(Permission::Configure)?;
    let wish = wish.sound()?;
    if table::all(tx)?.len() >= MOST_GUARDS {
        return Err(Refusal::GuardTooLong.into());
    }
    let guard = table::add(tx, &wish)?;
    tx.record(Event::GuardCreated { guard, name: wish.name })?;
    Ok(guard)
}

pub fn change_guard(tx: &mut Tx, id: GuardId, wish: GuardWish, version: i64) -> Done<()> {
    let before = guard(tx, id)?;
    let wish = wish.sound()?;
    if before.wish != wish {
        let name = wish.name.clone();
        table::save(tx, &Guard { id, wish, version })?;
        tx.record(Event::GuardChanged { guard: id, name })?;
    }
    Ok(())
}

pub fn remove_guard(tx: &mut Tx, id: GuardId) -> Done<()> {
    let before = guard(tx, id)?;
    table::remove(tx, id)?;
    tx.record(Event::GuardRemoved { guard: id, name: before.wish.name })?;
    Ok(())
}

/// What the guards would warn of, by name.
pub fn guard_warnings(read: &mut Read, number: TicketNumber, compose: &Compose) -> Done<Vec<String>> {
    let ticket = visible(read, number)?;
    Ok(asked(read, &ticket, compose, compose.from.or(ticket.mailbox))?.warned)
}

/// What the guards say of what somebody is about to send; the desk itself is stopped by none.
pub(crate) fn asked(read: &mut Read, ticket: &Ticket, compose: &Compose, mailbox: Option<MailboxId>) -> Done<Stopped> {
    let Actor::Agent { person, role, .. } = *read.actor() else { return Ok(Stopped::default()) };
    let guards = table::all(read)?;
    if guards.is_empty() {
        return Ok(Stopped::default());
    }
    let inside = inside(read, ticket)?;
    let everybody = compose.to.iter().chain(&compose.cc).chain(&compose.bcc);
    let letter = Leaving {
        role,
        person,
        mailbox,
        to: everybody.map(|address| &address.email).collect(),
        inside: &inside,
        files: compose.attachments.iter().map(|file| file.name.as_str()).collect(),
        subject: &ticket.subject,
        text: &compose.text,
    };
    Ok(stopped(&guards, &letter))
}

fn inside(read: &mut Read, ticket: &Ticket) -> Done<Vec<String>> {
    let mut domains: Vec<String> = mailboxes::addresses(read)?.iter().map(Email::domain).collect();
    let requester = persons::load(read, ticket.requester)?.and_then(|person| person.email);
    domains.extend(requester.map(|email| email.domain()));
    Ok(domains)
}
