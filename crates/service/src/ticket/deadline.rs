//! Promising a ticket until a moment.

use super::load::{keep, ours};
use base::Moment;
use desk::Done;
use desk::ticket::{Ticket, TicketNumber};
use store::Tx;

/// None: nothing is promised any more.
pub fn set_deadline(tx: &mut Tx, number: TicketNumber, to: Option<Moment>, version: Option<i64>) -> Done<Ticket> {
    let mut ticket = ours(tx, number, version)?;
    let set = ticket.set_deadline(to, tx.now())?;
    keep(tx, ticket, set)
}

pub(super) fn put_deadline_back(tx: &mut Tx, number: TicketNumber, to: Option<Moment>) -> Done<Ticket> {
    let mut ticket = ours(tx, number, None)?;
    let set = ticket.put_deadline_back(to);
    keep(tx, ticket, set)
}
