//! What the desk does about assignees by itself, as the administrator wishes.

use super::routing::has_a_hand_free;
use desk::people::PersonId;
use desk::ticket::{Taking, Ticket};
use desk::{Actor, Done, Error, Event, Permission};
use store::conversation::messages;
use store::ticket::{people, routings};
use store::{Read, Tx, settings, turns};

/// Older than opening, hence its name.
const CLAIM: &str = "claim_on_reply";
const REOPENED: &str = "reopened_to_last";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// By what a ticket of nobody comes to whoever does it.
    pub claims: Taking,
    /// A solved ticket that its requester opens again goes to whoever answered last.
    pub reopened_to_last: bool,
}

pub fn assignment(read: &mut Read) -> Done<Assignment> {
    Ok(Assignment {
        claims: settings::load(read, CLAIM)?.as_deref().and_then(Taking::named).unwrap_or(Taking::Reply),
        reopened_to_last: settings::load(read, REOPENED)?.as_deref() == Some("on"),
    })
}

/// `seen` is what the page was drawn from: a conflict when somebody has changed it since.
pub fn set_assignment(tx: &mut Tx, seen: Assignment, wish: Assignment) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    turns::take(tx, ["assignment".to_owned()].into())?;
    let now = assignment(tx)?;
    if now != seen {
        return Err(Error::Conflict);
    }
    let word = |on| if on { "on" } else { "off" };
    set(tx, CLAIM, now.claims.name(), wish.claims.name())?;
    set(tx, REOPENED, word(now.reopened_to_last), word(wish.reopened_to_last))
}

fn set(tx: &mut Tx, key: &str, from: &str, to: &str) -> Done<()> {
    if from != to {
        settings::save(tx, key, to)?;
        tx.record(Event::SettingChanged { key: key.into(), from: from.into(), to: to.into() })?;
    }
    Ok(())
}

/// Who gets a ticket of nobody by answering it: an agent who may be assigned, unless the team, or the desk where the team
/// says nothing, does not wish so.
pub(crate) fn claimed_by(read: &mut Read, ticket: &Ticket) -> Done<Option<PersonId>> {
    taker(read, ticket, Taking::by_reply)
}

pub(super) fn taker(read: &mut Read, ticket: &Ticket, by: fn(Taking) -> bool) -> Done<Option<PersonId>> {
    let Some(person) = read.actor().person().filter(|_| ticket.assignee.is_none()) else { return Ok(None) };
    let desk = assignment(read)?.claims;
    let wished = by(routings::load(read, ticket.team)?.claims.over(desk));
    Ok((wished && people::may_be_assigned(read, ticket.team, person)?).then_some(person))
}

/// Their team leaves the acting agent out of what comes by opening it.
pub(super) fn is_spared(read: &mut Read, ticket: &Ticket, person: PersonId) -> Done<bool> {
    let Actor::Agent { role, .. } = *read.actor() else { return Ok(false) };
    Ok(routings::load(read, ticket.team)?.spared.has(role) || routings::spared(read, ticket.team)?.contains(&person))
}

/// They are not away, and take as much as this of its channel.
pub(super) fn is_there_for(read: &mut Read, ticket: &Ticket, person: PersonId) -> Done<bool> {
    Ok(!routings::absent(read)?.contains_key(&person) && has_a_hand_free(read, ticket, person)?)
}

/// Who gets a ticket that is opened again: whoever answered last, if the desk wishes so, they still may, are there, and
/// have a hand free.
pub(crate) fn reopened_to(read: &mut Read, ticket: &Ticket) -> Done<Option<PersonId>> {
    if !assignment(read)?.reopened_to_last {
        return Ok(None);
    }
    match messages::last_responder(read, ticket.id)? {
        Some(last) if people::may_be_assigned(read, ticket.team, last)? && is_there_for(read, ticket, last)? => {
            Ok(Some(last))
        }
        Some(_) | None => Ok(None),
    }
}
