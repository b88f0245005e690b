//! The trash and the spam, and the ways back.

use super::load::{keep, locked_discardable};
use desk::Done;
use desk::ticket::{Ticket, TicketNumber};
use store::Tx;

pub fn trash(tx: &mut Tx, number: TicketNumber, version: Option<i64>) -> Done<Ticket> {
    let mut ticket = locked_discardable(tx, number, version)?;
    let trashed = ticket.trash(tx.now())?;
    keep(tx, ticket, [trashed])
}

pub fn restore(tx: &mut Tx, number: TicketNumber, version: Option<i64>) -> Done<Ticket> {
    let mut ticket = locked_discardable(tx, number, version)?;
    let restored = ticket.restore()?;
    keep(tx, ticket, [restored])
}

pub fn mark_spam(tx: &mut Tx, number: TicketNumber, version: Option<i64>) -> Done<Ticket> {
    let mut ticket = locked_discardable(tx, number, version)?;
    let marked = ticket.mark_spam()?;
    keep(tx, ticket, [marked])
}

pub fn mark_not_spam(tx: &mut Tx, number: TicketNumber, version: Option<i64>) -> Done<Ticket> {
    let mut ticket = locked_discardable(tx, number, version)?;
    let marked = ticket.mark_not_spam()?;
    keep(tx, ticket, [marked])
}
