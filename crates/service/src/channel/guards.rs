//! Guards before the door: made by whoever sets the desk up, asked whenever an agent sends.

use crate::conversation::Compose;
use crate::ticket::{own_houses, visible};
use base::Address;
use desk::channel::{Guard, GuardId, GuardWish, Leaving, MOST_GUARDS, MailboxId, Stopped, stopped};
use desk::people::{Agent, PersonId, TeamId, house};
use desk::ticket::{Ticket, TicketNumber};
use desk::{Actor, Done, Error, Event, Permission, Refusal};
use store::channel::{guards as table, reach};
use store::conversation::senders;
use store::people::{addresses, agents, persons};
use store::{Read, Tx};

pub fn guards(read: &mut Read) -> Done<Vec<Guard>> {
    read.actor().may(Permission::Configure)?;
    Ok(table::all(read)?)
}

pub fn guard(read: &mut Read, id: GuardId) -> Done<Guard> {
    read.actor().may(Permission::Configure)?;
    table::load(read, id)?.ok_or(Error::Missing)
}

/// Those to whom a guard may leave it to approve, by name.
pub fn approvers(read: &mut Read) -> Done<Vec<(PersonId, String)>> {
    read.actor().may(Permission::Configure)?;
    let may = |agent: &Agent| agent.active && agent.role.allows(Permission::Release);
    let all = agents::all(read)?.into_iter().filter(|(_, agent)| may(agent));
    Ok(all.map(|(person, _)| (person.id, person.shown().to_owned())).collect())
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
    let usual = senders::all(read)?.of(&ticket).map(|sender| sender.mailbox);
    Ok(asked(read, &ticket, compose, compose.from.or(usual))?.warned)
}

/// The same of letters that open tickets which are not there yet: each of `to` gets one.
pub fn opening_warnings(
    read: &mut Read,
    team: TeamId,
    subject: &str,
    compose: &Compose,
    to: &[Address],
) -> Done<Vec<String>> {
    read.actor().may(Permission::Reply)?;
    let mailbox = compose.from.or(senders::all(read)?.nearest(None, team).map(|sender| sender.mailbox));
    let guards = table::all(read)?;
    let inside = own_houses(read)?;
    let mut warned = Vec::new();
    for one in to {
        let compose = Compose { to: vec![one.clone()], ..compose.clone() };
        let owner = addresses::owner(read, &one.email)?;
        let known = reach::has_passed(read, owner, &one.email)?;
        let about = About { subject, requester: known.then(|| house(&one.email)), mailbox };
        let fresh = judged(read.actor(), &guards, &inside, &about, &compose).warned;
        warned.extend(fresh.into_iter().filter(|name| !warned.contains(name)).collect::<Vec<_>>());
    }
    Ok(warned)
}

/// What the guards say of what somebody is about to send; the desk itself is stopped by none.
pub(crate) fn asked(read: &mut Read, ticket: &Ticket, compose: &Compose, mailbox: Option<MailboxId>) -> Done<Stopped> {
    let email = persons::load(read, ticket.requester)?.and_then(|person| person.email);
    let requester = match email {
        Some(email) if reach::has_passed(read, Some(ticket.requester), &email)? => Some(house(&email)),
        Some(_) | None => None,
    };
    said(read, &About { subject: &ticket.subject, requester, mailbox }, compose)
}

/// Of a letter, what its text does not say.
struct About<'a> {
    subject: &'a str,
    /// The house of whoever asks; none: nothing ever passed between them and us, and whoever begins the talk writes to
    /// somebody outside.
    requester: Option<String>,
    mailbox: Option<MailboxId>,
}

fn said(read: &mut Read, about: &About, compose: &Compose) -> Done<Stopped> {
    let Actor::Agent { role, .. } = *read.actor() else { return Ok(Stopped::default()) };
    let guards = table::all(read)?;
    if guards.is_empty() && role.allows(Permission::SendAlone) {
        return Ok(Stopped::default());
    }
    let inside = own_houses(read)?;
    Ok(judged(read.actor(), &guards, &inside, about, compose))
}

/// `inside`: our own houses.
fn judged(actor: &Actor, guards: &[Guard], inside: &[String], about: &About, compose: &Compose) -> Stopped {
    let Actor::Agent { person, role, .. } = *actor else { return Stopped::default() };
    let inside: Vec<String> = inside.iter().cloned().chain(about.requester.clone()).collect();
    let everybody = compose.to.iter().chain(&compose.cc).chain(&compose.bcc);
    let letter = Leaving {
        role,
        person,
        mailbox: about.mailbox,
        to: everybody.map(|address| &address.email).collect(),
        inside: &inside,
        files: compose.attachments.iter().map(|file| file.name.as_str()).collect(),
        subject: about.subject,
        text: &compose.text,
        fold: text::folded,
    };
    stopped(guards, &letter)
}
