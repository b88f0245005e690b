//! Whoever opens a ticket of nobody has it from then on, where the desk or its team wishes so. To read a page changes
//! nothing: the page says so once somebody really looks at it.

use super::assignment::{is_spared, is_there_for, taker};
use super::latest::just_changed;
use super::load::locked;
use super::property::assign;
use desk::people::PersonId;
use desk::ticket::{Category, Place, Taking, Ticket, TicketNumber};
use desk::{Done, Who};
use store::ticket::locks;
use store::{Read, Tx, events};

/// The ticket now belongs to the acting agent; where in the log that stands. None: it is not for them, or somebody was
/// quicker.
pub fn opened(tx: &mut Tx, number: TicketNumber) -> Done<Option<(Ticket, i64)>> {
    let ticket = locked(tx, number)?;
    tx.actor().may_read(&ticket)?;
    let Some(person) = comes_to(tx, &ticket)? else { return Ok(None) };
    let ticket = assign(tx, ticket.number, Some(person), None)?;
    let position = just_changed(tx, &ticket)?;
    Ok(position.map(|position| (ticket, position)))
}

/// Who gets it by opening it, while somebody has to act: an agent who may be assigned and answer, is not left out by the
/// team, is not away, and has a hand free; unless a colleague is answering, or they were the one who let it go.
pub(super) fn comes_to(read: &mut Read, ticket: &Ticket) -> Done<Option<PersonId>> {
    let acts = ticket.place() == Place::Open && matches!(ticket.category, Category::New | Category::Open);
    if !acts || ticket.assignee.is_some() || read.actor().may_change(ticket).is_err() {
        return Ok(None);
    }
    let Some(person) = taker(read, ticket, Taking::by_opening)? else { return Ok(None) };
    if is_spared(read, ticket, person)? {
        return Ok(None);
    }
    let now = read.now();
    let answered = locks::of(read, ticket.id)?.is_some_and(|lock| lock.is_anothers(Some(person), now));
    let free = !answered && is_there_for(read, ticket, person)? && !let_go(read, ticket, person)?;
    Ok(free.then_some(person))
}

/// They made it nobody's, or took back that they have it: opening it again means nothing else.
fn let_go(read: &mut Read, ticket: &Ticket, person: PersonId) -> Done<bool> {
    let changes = events::of_kind(read, ticket.id, "assignee_changed")?;
    Ok(changes.last().is_some_and(|last| last.who == Who::Person(person)))
}
