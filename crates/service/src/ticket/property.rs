//! Changing one property of a ticket.

use super::load::{keep, ours};
use desk::people::PersonId;
use desk::ticket::{Kind, Priority, TagId, Ticket, TicketNumber};
use desk::{Done, Error, Refusal};
use store::Tx;
use store::ticket::{people, routings, tags};

pub fn rename(tx: &mut Tx, number: TicketNumber, subject: &str, version: Option<i64>) -> Done<Ticket> {
    let mut ticket = ours(tx, number, version)?;
    let renamed = ticket.rename(subject)?;
    keep(tx, ticket, renamed)
}

pub fn set_priority(tx: &mut Tx, number: TicketNumber, to: Priority, version: Option<i64>) -> Done<Ticket> {
    let mut ticket = ours(tx, number, version)?;
    let changed = ticket.set_priority(to)?;
    keep(tx, ticket, changed)
}

pub fn set_kind(tx: &mut Tx, number: TicketNumber, to: Kind, version: Option<i64>) -> Done<Ticket> {
    let mut ticket = ours(tx, number, version)?;
    let changed = ticket.set_kind(to)?;
    keep(tx, ticket, changed)
}

/// All tags there shall be; see [`super::tags_named`] for names that people type.
pub fn set_tags(tx: &mut Tx, number: TicketNumber, to: Vec<TagId>, version: Option<i64>) -> Done<Ticket> {
    let mut ticket = ours(tx, number, version)?;
    let changed = ticket.set_tags(to)?;
    if tags::some(tx, &ticket.tags)?.len() != ticket.tags.len() {
        return Err(Error::Missing);
    }
    keep(tx, ticket, changed)
}

/// To an active agent to whom the ticket's team leaves its tickets, or to nobody.
pub fn assign(tx: &mut Tx, number: TicketNumber, to: Option<PersonId>, version: Option<i64>) -> Done<Ticket> {
    let mut ticket = ours(tx, number, version)?;
    if let Some(agent) = to
        && !people::may_be_assigned(tx, ticket.team, agent)?
    {
        return Err(Refusal::AssigneeNotInTeam.into());
    }
    let changed = ticket.assign(to)?;
    if changed.is_some() {
        routings::stop_waiting(tx, ticket.id)?;
    }
    keep(tx, ticket, changed)
}
