//! A list that is sorted by what stands in a field that people have defined: a walk along an index of such values, items one
//! after the other in the order of their list. Those in which nothing stands come last, the newest first (ADR 0188).

use super::found::{Held, listed, viewer};
use super::list::{After, Page};
use base::Moment;
use desk::Done;
use desk::condition::{Condition, Custom, Field as Tested, Operand, Operator, Test};
use desk::form::{By, Field, FieldId, Holder, Shape};
use desk::ticket::{Grouping, Order};
use store::Read;
use store::form::fields;
use store::ticket::lists::Line;
use store::ticket::matching::own::{self, Walk};
use store::ticket::matching::{self, Mark, Said};

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
    let Some((by, field)) = ordered(read, id)? else { return listed(read, held, Order::Newest, usual(after), limit) };
    let mut page = Page::default();
    let mut last = None;
    if after.is_none_or(|after| after.under != Some(NOTHING)) {
        let mark = after.filter(|after| after.under == Some(SOMETHING));
        let mark = mark.map(|after| Mark { key: after.updated_at.0, id: after.id });
        let mut filled = filled(read, held, &walks(id, &by, falling), mark, limit + 1)?;
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

/// The first tickets of it, each with what it stands under in a list that is grouped.
pub(super) fn first(
    read: &mut Read,
    held: &Held,
    (id, falling): (FieldId, bool),
    grouping: Grouping,
    most: usize,
) -> Done<Vec<Said>> {
    let (viewer, scope) = (viewer(read)?, read.actor().scope());
    let wanted = held.wanted(&scope, &viewer);
    let Some((by, field)) = ordered(read, id)? else {
        return Ok(matching::grouped(read, wanted, Order::Newest, grouping, most)?);
    };
    let mut found = Vec::new();
    for walk in walks(id, &by, falling) {
        let room = most - found.len();
        found.extend(own::grouped(read, wanted, walk, grouping, room)?);
        if found.len() >= most {
            return Ok(found);
        }
    }
    let rest = held.under(nothing_in(&field))?;
    let room = most - found.len();
    found.extend(matching::grouped(read, rest.wanted(&scope, &viewer), Order::Newest, grouping, room)?);
    Ok(found)
}

/// The field with how a list goes by it; none: no list does.
fn ordered(read: &mut Read, id: FieldId) -> Done<Option<(By, Field)>> {
    let field = fields::load(read, id)?.filter(|field| field.holder == Holder::Ticket && field.active);
    Ok(field.and_then(|field| Some((field.order()?, field))))
}

/// One along the field, or item by item: a list of items may be put into another order at any time.
fn walks(field: FieldId, by: &By, falling: bool) -> Vec<Walk> {
    let walk = Walk { field, item: None, of_words: *by == By::Text, falling };
    let mut walks: Vec<Walk> = match by {
        By::Number | By::Text => vec![walk],
        By::Items(items) => items.iter().map(|item| Walk { item: Some(*item), ..walk }).collect(),
    };
    if falling {
        walks.reverse();
    }
    walks
}

/// Those in which something stands, each with its key.
fn filled(read: &mut Read, held: &Held, walks: &[Walk], after: Option<Mark>, limit: usize) -> Done<Vec<(Line, Mark)>> {
    let (viewer, scope) = (viewer(read)?, read.actor().scope());
    let wanted = held.wanted(&scope, &viewer);
    let ended = |walk: &Walk, mark: Mark| walk.item.is_none_or(|item| item.0 == mark.key);
    let reached = after.and_then(|mark| walks.iter().position(|walk| ended(walk, mark)));
    let mut from = after.filter(|_| reached.is_some());
    let mut found = Vec::new();
    for walk in &walks[reached.unwrap_or(0)..] {
        let room = limit - found.len();
        found.extend(own::page(read, wanted, *walk, from.take(), room)?);
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
