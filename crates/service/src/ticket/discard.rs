//! The trash and the spam, the ways back, and the one way that has none.

use super::load::{keep, locked_discardable};
use crate::channel::forget_subject;
use crate::conversation::{forget_soon, keep_back};
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Event, Permission, Refusal};
use store::Tx;
use store::channel::letters;
use store::conversation::messages;
use store::ticket::{erasure, tickets};

pub fn trash(tx: &mut Tx, number: TicketNumber, version: Option<i64>) -> Done<Ticket> {
    let ticket = locked_discardable(tx, number, version)?;
    let mut ticket = keep_back(tx, ticket)?;
    let trashed = ticket.trash(tx.now())?;
    keep(tx, ticket, [trashed])
}

pub fn restore(tx: &mut Tx, number: TicketNumber, version: Option<i64>) -> Done<Ticket> {
    let mut ticket = locked_discardable(tx, number, version)?;
    let restored = ticket.restore()?;
    keep(tx, ticket, [restored])
}

/// Deletes for ever what lies in the trash, with the tickets that were merged into it: what was said and noted, its files
/// and its history. Its number is never given again, and mail that answers it begins another ticket.
pub fn erase(tx: &mut Tx, number: TicketNumber, version: Option<i64>) -> Done<()> {
    let ticket = locked_discardable(tx, number, version)?;
    tx.actor().may(Permission::Erase)?;
    if ticket.trashed_at.is_none() {
        return Err(Refusal::NotTrashed.into());
    }
    if letters::of_ticket(tx, ticket.id)?.iter().any(|letter| !letter.state.is_over()) {
        return Err(Refusal::LetterOnItsWay.into());
    }
    erase_all(tx, &ticket)
}

fn erase_all(tx: &mut Tx, ticket: &Ticket) -> Done<()> {
    for absorbed in erasure::absorbed(tx, ticket.id)? {
        if let Some(absorbed) = tickets::hold_by_id(tx, absorbed)? {
            erase_all(tx, &absorbed)?;
        }
    }
    for message in messages::of_ticket(tx, ticket.id)? {
        forget_subject(tx, &message)?;
    }
    let held = erasure::erase(tx, ticket)?;
    forget_soon(tx, &held)?;
    tx.record(Event::TicketErased { erased: ticket.id, number: ticket.number })?;
    Ok(())
}

pub fn mark_spam(tx: &mut Tx, number: TicketNumber, version: Option<i64>) -> Done<Ticket> {
    let ticket = locked_discardable(tx, number, version)?;
    let mut ticket = keep_back(tx, ticket)?;
    let marked = ticket.mark_spam()?;
    keep(tx, ticket, [marked])
}

pub fn mark_not_spam(tx: &mut Tx, number: TicketNumber, version: Option<i64>) -> Done<Ticket> {
    let mut ticket = locked_discardable(tx, number, version)?;
    let marked = ticket.mark_not_spam()?;
    keep(tx, ticket, [marked])
}
