//! What was changed just now, so that it can be undone at once.

use super::load::home;
use desk::ticket::Ticket;
use desk::{Done, Event};
use store::{Tx, events};

/// Enough for what one verb does to one ticket.
const LAST: usize = 20;
const SENT: &str = "message_sent";
const ABSORBED: &str = "ticket_absorbed";

/// The last change the acting person has made to the ticket at this very moment; undone, it takes with it what followed
/// from it. None: nothing changed.
pub fn just_changed(tx: &mut Tx, ticket: &Ticket) -> Done<Option<i64>> {
    let (now, who) = (tx.now(), tx.actor().who());
    let log = events::newest_of_ticket(tx, ticket.id, LAST)?;
    let mut own = log.into_iter().filter(|done| done.at == now && done.who == who && done.cause.is_none());
    Ok(own.rfind(|done| done.event.is_reversible()).map(|done| done.place.position))
}

/// The reply that somebody has sent on the ticket in this very transaction.
pub(crate) fn just_sent(tx: &mut Tx, ticket: &Ticket) -> Done<Option<i64>> {
    let (now, who) = (tx.now(), tx.actor().who());
    let log = events::of_kind(tx, ticket.id, SENT)?;
    let mut own = log.into_iter().filter(|done| done.at == now && done.who == who);
    Ok(own.next_back().map(|done| done.place.position))
}

/// That the ticket went into another, as it is told there and taken back.
pub(super) fn just_merged(tx: &mut Tx, ticket: &Ticket) -> Done<Option<i64>> {
    let (into, now, who) = (home(tx, ticket.clone())?, tx.now(), tx.actor().who());
    let log = events::of_kind(tx, into.id, ABSORBED)?;
    let came = |event: &Event| matches!(event, Event::TicketAbsorbed { from, .. } if *from == ticket.number);
    let mut own = log.into_iter().filter(|done| done.at == now && done.who == who && came(&done.event));
    Ok(own.next_back().map(|done| done.place.position))
}
