//! What stands under one heading, in any order a list has: a column of a board, or a heading beyond the first tickets of a
//! grouped list.

use super::found::{Held, list_held, viewer};
use super::list::{After, Page};
use desk::Done;
use desk::condition::Condition;
use desk::ticket::{Order, Sorting};
use store::Read;
use store::ticket::matching;

/// So many are found by their heading and put in order; more are come upon along the order soon enough.
const FEW: usize = 1_000;

/// A page of what holds for a heading, of how many tickets.
pub(super) fn beneath(
    read: &mut Read,
    held: &Held,
    (heading, tickets): (Condition, usize),
    order: Sorting,
    after: Option<After>,
    limit: usize,
) -> Done<Page> {
    let held = held.under(heading)?;
    let is_usual = matches!(order, Sorting::By(Order::Newest | Order::Oldest));
    // In the usual order headings have an index of their own.
    if is_usual || tickets > FEW {
        return list_held(read, &held, order, after, limit);
    }
    let (viewer, scope) = (viewer(read)?, read.actor().scope());
    let few = matching::few(read, held.wanted(&scope, &viewer), FEW + 1)?;
    // A list that is too long to be counted may have more.
    let held = if few.len() > FEW { held } else { held.among(Some(few.into())) };
    list_held(read, &held, order, after, limit)
}
