//! How the one who looks wants a list shown: their own columns and order, else the view's.

use super::found::{Narrowing, held, held_by, list_held, narrowed};
use super::list::{After, Page, list};
use desk::ticket::{Grouping, Layout, Order, Sorting, View};
use desk::{Done, Error, Refusal};
use store::ticket::layouts;
use store::{Read, Tx};

pub fn layout_of(read: &mut Read, view: View) -> Done<Layout> {
    read.actor().must_be_agent()?;
    let own = match read.actor().person() {
        Some(person) => layouts::load(read, person, &view.name())?,
        None => None,
    };
    match (own, view) {
        (Some(layout), _) => Ok(layout),
        (None, View::Saved(id)) => Ok(held(read, id)?.1.layout),
        (None, _) => Ok(Layout::usual(view)),
    }
}

/// None: as the view has it, from now on.
pub fn set_layout(tx: &mut Tx, view: View, layout: Option<Layout>) -> Done<()> {
    held_by(tx, view)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    match layout {
        Some(layout) if layout.columns.len() <= desk::ticket::MOST_COLUMNS => {
            Ok(layouts::save(tx, person, &view.name(), &layout)?)
        }
        Some(_) => Err(Refusal::FormIncomplete.into()),
        None => Ok(layouts::remove(tx, person, &view.name())?),
    }
}

/// Under which headings the one who looks wants a list; none: under none. All else stays as they see it.
pub fn set_grouping(tx: &mut Tx, view: View, grouping: Option<Grouping>) -> Done<()> {
    let layout = layout_of(tx, view)?;
    if layout.grouping == grouping { Ok(()) } else { set_layout(tx, view, Some(Layout { grouping, ..layout })) }
}

/// A page of a view, or of that of it to which it is narrowed, in an order.
pub fn list_in(
    read: &mut Read,
    (view, more): (View, Option<&Narrowing>),
    order: impl Into<Sorting>,
    after: Option<After>,
    limit: usize,
) -> Done<Page> {
    let order = order.into();
    match (view, order, more) {
        // The usual lists in their usual order are walked by indexes of their own.
        (View::Saved(_), _, _) => {}
        (_, Sorting::By(Order::Newest), None) => return list(read, view, after, limit),
        (_, _, _) => {}
    }
    let held = narrowed(read, view, more)?;
    list_held(read, &held, order, after, limit)
}
