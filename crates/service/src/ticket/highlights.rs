//! Colours of a view: made by whoever may change the view, seen by whoever sees it, and by the views within it.

use super::found::viewer;
use super::saved::{editable, saved_view};
use desk::ticket::{Highlight, HighlightId, HighlightWish, MOST_HIGHLIGHTS, SavedView, TicketId, View, ViewId};
use desk::{Done, Error, Event, Refusal};
use std::collections::HashMap;
use store::ticket::{highlights as table, views};
use store::{Read, Tx};

/// Those of one view alone.
pub fn highlights(read: &mut Read, view: ViewId) -> Done<Vec<Highlight>> {
    saved_view(read, view)?;
    Ok(table::of_view(read, view)?)
}

pub fn highlight(read: &mut Read, view: ViewId, id: HighlightId) -> Done<Highlight> {
    editable(read, view)?;
    table::load(read, id)?.filter(|one| one.view == view).ok_or(Error::Missing)
}

pub fn create_highlight(tx: &mut Tx, view: ViewId, wish: HighlightWish) -> Done<HighlightId> {
    let of = editable(tx, view)?;
    let wish = wish.sound()?;
    if table::of_view(tx, view)?.len() >= MOST_HIGHLIGHTS {
        return Err(Refusal::TooManyHighlights.into());
    }
    let id = table::add(tx, view, &wish)?;
    changed(tx, &of)?;
    Ok(id)
}

/// `version` is the one the page was drawn from.
pub fn change_highlight(tx: &mut Tx, view: ViewId, id: HighlightId, wish: HighlightWish, version: i64) -> Done<()> {
    let of = editable(tx, view)?;
    let before = highlight(tx, view, id)?;
    table::save(tx, &Highlight { wish: wish.sound()?, version, ..before })?;
    changed(tx, &of)
}

pub fn remove_highlight(tx: &mut Tx, view: ViewId, id: HighlightId) -> Done<()> {
    let of = editable(tx, view)?;
    highlight(tx, view, id)?;
    table::remove(tx, id)?;
    changed(tx, &of)
}

/// The colours of these tickets in a view: those of the outermost view first. They are tickets the one who looks sees.
pub fn highlighted(read: &mut Read, view: View, ids: &[TicketId]) -> Done<HashMap<TicketId, Vec<Highlight>>> {
    let mut found: HashMap<TicketId, Vec<Highlight>> = HashMap::new();
    let View::Saved(id) = view else { return Ok(found) };
    if ids.is_empty() {
        return Ok(found);
    }
    let (view, viewer) = (saved_view(read, id)?, viewer(read)?);
    let all = views::all(read)?;
    let line: Vec<ViewId> = view.line(&all).into_iter().map(|one| one.id).collect();
    for above in line {
        for one in table::of_view(read, above)? {
            for ticket in table::holding(read, &one.wish.condition, &viewer, ids)? {
                found.entry(ticket).or_default().push(one.clone());
            }
        }
    }
    Ok(found)
}

fn changed(tx: &mut Tx, view: &SavedView) -> Done<()> {
    let name = view.wish.shown(base::Language::English).to_owned();
    tx.record(Event::ViewChanged { view: view.id, from: name.clone(), to: name })?;
    Ok(())
}
