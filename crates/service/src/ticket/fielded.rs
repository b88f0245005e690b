//! A list that is sorted by what stands in a field that people have defined: a walk along an index of such values, items one
//! after the other in the order of their list. Those in which nothing stands come last, the newest first (ADR 0188).

use super::found::{Held, listed, viewer};
use super::list::{After, Page};
use base::Moment;
use desk::Done;
use desk::condition::{Condition, Custom, Field as Tested, Operand, Operator, Test};
use desk::form::{By, Field, FieldId, Holder, ItemId, Shape};
use desk::ticket::Order;
use store::Read;
use store::form::fields;
use store::ticket::lists::Line;
use store::ticket::matching::own::{self, Walk};
use store::ticket::matching::{Mark, Wanted};

/// As which heading a page ended: among those in which something stands, or in which nothing does.
const SOMETHING: i64 = 1;
const NOTHING: i64 = 0;

/// A page of it; `limit` is within its bounds. A field that is there no more, that agents do not see, or
/// that has no order leaves the usual one.
pub(super) fn fielded(
    read: &mut Read,
    held: &Held,
    (id, falling): (FieldId, bool),
    after: Option<After>,
    limit: usize,
) -> Done<Page> {
    let field = fields::load(read, id)?.filter(|field| field.holder == Holder::Ticket && field.active);
    let ordered = field.and_then(|field| Some((field.order()?, field)));
    let Some((by, field)) = ordered else { return listed(read, held, Order::Newest, usual(after), limit) };
    let mut page = Page::default();
    let mut last = None;
    if after.is_none_or(|after| after.under != Some(NOTHING)) {
        let mark = after.filter(|after| after.under == Some(SOMETHING));
        let mark = mark.map(|after| Mark { key: after.updated_at.0, id: after.id });
        let mut filled = filled(read, held, (id, &by, falling), mark, limit + 1)?;
        let more = filled.len() > limit;
        filled.truncate(limit);
        last =
            filled.last().map(|(_, mark)| After { updated_at: Moment(mark.key), id: mark.id, under: Some(SOMETHING) });
        page.lines = filled.into_iter().map(|(line, _)| line).collect();
        if more {
            page.next = last;
            return Ok(page);
        }
    }
    let room = limit - page.lines.len();
    let from = after.filter(|after| after.under == Some(NOTHING));
    // Where the page is full, one more only tells whether there is more.
    let rest = listed(read, &held.under(nothing_in(&field))?, Order::Newest, usual(from), room.max(1))?;
    if room == 0 {
        page.next = last.filter(|_| !rest.lines.is_empty());
        return Ok(page);
    }
    page.lines.extend(rest.lines);
    page.next = rest.next.map(|after| After { under: Some(NOTHING), ..after });
    Ok(page)
}

/// Those in which something stands, each with its key.
fn filled(
    read: &mut Read,
    held: &Held,
    (field, by, falling): (FieldId, &By, bool),
    after: Option<Mark>,
    limit: usize,
) -> Done<Vec<(Line, Mark)>> {
    let (viewer, scope) = (viewer(read)?, read.actor().scope());
    let wanted = held.wanted(&scope, &viewer);
    let walk = Walk { field, item: None, of_words: *by == By::Text, falling };
    match by {
        By::Number | By::Text => Ok(own::page(read, wanted, walk, after, limit)?),
        By::Items(items) => by_items(read, wanted, (items, walk), after, limit),
    }
}

/// Item by item: a list may be put into another order at any time.
fn by_items(
    read: &mut Read,
    wanted: Wanted,
    (items, walk): (&[ItemId], Walk),
    after: Option<Mark>,
    limit: usize,
) -> Done<Vec<(Line, Mark)>> {
    let mut order = items.to_vec();
    if walk.falling {
        order.reverse();
    }
    let reached = after.and_then(|mark| order.iter().position(|item| item.0 == mark.key));
    let mut from = after.filter(|_| reached.is_some());
    let mut found = Vec::new();
    for item in &order[reached.unwrap_or(0)..] {
        let one = Walk { item: Some(*item), ..walk };
        found.extend(own::page(read, wanted, one, from.take(), limit - found.len())?);
        if found.len() >= limit {
            break;
        }
    }
    Ok(found)
}

/// What holds for the tickets in whose field nothing stands.
fn nothing_in(field: &Field) -> Condition {
    let operator = if field.nature.shape() == Shape::Flag { Operator::No } else { Operator::Unset };
    Condition::Test(Test { field: Tested::Custom(Custom::of(field)), operator, operand: Operand::Nothing })
}

/// As a list goes on that goes by no heading.
fn usual(after: Option<After>) -> Option<After> {
    after.map(|after| After { under: None, ..after })
}
