//! Where tickets that were made from old mail come to rest.

use crate::ticket::set_status;
use desk::ticket::{Category, TicketId};
use desk::{Done, Error};
use store::Tx;
use store::ticket::{statuses, tickets};

/// Gives a ticket that an import has made its status, as of the last word that was said on it: nobody was waiting since.
pub fn settle(tx: &mut Tx, ticket: TicketId, category: Category) -> Done<()> {
    tx.actor().must_be_system()?;
    let ticket = tickets::by_id(tx, ticket)?.ok_or(Error::Missing)?;
    if ticket.trashed_at.is_some() || ticket.category == category {
        return Ok(());
    }
    let status = statuses::standard(tx, category)?;
    let then = ticket.received_at.max(ticket.replied_at).unwrap_or(ticket.updated_at).min(tx.now());
    tx.at(then, |tx| set_status(tx, ticket.number, status.id, None)).map(drop)
}
