//! Queues that cross a bound, and what rules and flows listen to beside what happens anyway.

use super::book::Book;
use desk::condition::{Condition, Field, Operand, Operator};
use desk::flow::{Flow, What, walk};
use desk::ticket::TicketId;
use desk::{Done, Event, Recorded};
use store::automation::lengths;
use store::flow::flows;
use store::ticket::{cells, tickets};
use store::{Read, Tx};

/// The kind of the event of a crossing.
pub(super) const CROSSED: &str = "queue_crossed";

/// After an event of a ticket: whether the queue of its team, or of the one it came from, went over a bound that anybody
/// asks for. Written once for each crossing, because the length that was seen last is kept beside the reader's place.
pub(super) fn look(tx: &mut Tx, book: &Book, ticket: TicketId, recorded: &Recorded) -> Done<()> {
    let bounds = bounds(tx, book)?;
    if bounds.is_empty() {
        return Ok(());
    }
    let Some(ticket) = tickets::by_id(tx, ticket)? else { return Ok(()) };
    let from = if let Event::TeamChanged { from, .. } = recorded.event { Some(from) } else { None };
    for team in [Some(ticket.team), from.filter(|team| *team != ticket.team)].into_iter().flatten() {
        let to = cells::open_of(tx, team)?;
        let from = lengths::swap(tx, team, to)?;
        if bounds.iter().any(|bound| (from < *bound && to >= *bound) || (from > *bound && to <= *bound)) {
            tx.record(Event::QueueCrossed { ticket: ticket.id, team, from, to })?;
        }
    }
    Ok(())
}

fn bounds(read: &mut Read, book: &Book) -> Done<Vec<i64>> {
    let mut bounds = book.queue_bounds.clone();
    for flow in flows::all(read)?.iter().filter(|flow| listens(flow, CROSSED)) {
        flow.runs().into_iter().for_each(|wish| {
            bounds.extend(asked(&wish.condition));
            let waits =
                |what: &What| if let What::Await { condition, .. } = what { asked(condition) } else { Vec::new() };
            bounds.extend(walk(&wish.body).into_iter().flat_map(|(_, node)| waits(&node.what)));
        });
    }
    Ok(bounds)
}

/// The bounds that a condition names.
pub(super) fn asked(condition: &Condition) -> Vec<i64> {
    let bound = |test: &&desk::condition::Test| {
        test.field == Field::TeamQueue && matches!(test.operator, Operator::Reached | Operator::Fell)
    };
    let number = |test: &desk::condition::Test| match test.operand {
        Operand::Number(number) => Some(number),
        _ => None,
    };
    condition.tests().into_iter().filter(bound).filter_map(number).collect()
}

/// It starts by such an event, or waits for one.
fn listens(flow: &Flow, kind: &str) -> bool {
    let waits = |what: &What| matches!(what, What::Await { on, .. } if on.iter().any(|one| one == kind));
    flow.runs().is_some_and(|wish| wish.hears(kind) || walk(&wish.body).into_iter().any(|(_, node)| waits(&node.what)))
}

/// A rule or a flow that is on listens to such events: those that are written for them alone need not be otherwise.
pub(crate) fn is_heard(read: &mut Read, kind: &str) -> Done<bool> {
    Ok(Book::open(read)?.hears(kind) || flows::all(read)?.iter().any(|flow| listens(flow, kind)))
}
