//! How promises were kept: figures per policy, target and month, the tickets behind each, and the proof of each clock.

use super::policies::{Promised, promised_of};
use base::Moment;
use desk::sla::PolicyId;
use desk::ticket::{Ticket, TicketId};
use desk::{Done, Permission};
use store::Read;
use store::sla::clocks;
pub use store::sla::clocks::{Cell, Kept};
use store::sla::policies;

/// Lines of one page.
pub const MANY: usize = 50;

/// What policies are called.
pub type Called = Vec<(PolicyId, String)>;

/// The figures of some months, both included, and what policies are called.
pub fn figures(read: &mut Read, first: &str, last: &str) -> Done<(Vec<Cell>, Called)> {
    read.actor().may(Permission::Configure)?;
    Ok((clocks::cells(read, first, last)?, policies::names(read)?))
}

/// Where a page ended.
pub type After = (Moment, TicketId);

/// A ticket with one of its clocks, and the story of it.
#[derive(Clone, Debug)]
pub struct Proof {
    pub ticket: Ticket,
    pub kept: Kept,
    /// None: the ticket's history tells it no more.
    pub promised: Option<Promised>,
}

/// The tickets behind a figure, in the order in which their clocks began, and where the next page begins.
pub fn proofs(read: &mut Read, cell: &Cell, after: Option<After>) -> Done<(Vec<Proof>, Option<After>)> {
    read.actor().may(Permission::Configure)?;
    let found = clocks::in_cell(read, cell, after, MANY)?;
    let next = found.last().map(|(id, kept)| (kept.started_at, *id)).filter(|_| found.len() == MANY);
    let mut proofs = Vec::with_capacity(found.len());
    for (id, kept) in found {
        if let Some((ticket, all)) = promised_of(read, id)? {
            let same = |one: &Promised| (one.clock.target, one.clock.episode) == (kept.target, kept.episode);
            proofs.push(Proof { ticket, promised: all.into_iter().find(same), kept });
        }
    }
    Ok((proofs, next))
}
