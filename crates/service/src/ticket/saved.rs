//! Views somebody has built: made, changed, removed and brought back, and put in order.

use crate::order::in_order;
use desk::people::PersonId;
use desk::ticket::{Audience, DEEPEST_VIEW, MOST_OWN, MOST_SHARED, SavedView, ViewId, ViewWish};
use desk::{Actor, Done, Error, Event, Refusal};
use store::ticket::views;
use store::{Read, Tx};

/// The views of the acting agent's own tree, each after the one it stands in, in the order they have chosen.
pub fn tree_of_views(read: &mut Read) -> Done<Vec<SavedView>> {
    arranged(read, Actor::has_in_tree)
}

/// Every view that the acting agent may open, each after the one it stands in, in the order they have chosen.
pub fn saved_views(read: &mut Read) -> Done<Vec<SavedView>> {
    arranged(read, |_, _| true)
}

fn arranged(read: &mut Read, shown: impl Fn(&Actor, &SavedView) -> bool) -> Done<Vec<SavedView>> {
    let actor = read.actor().clone();
    actor.must_be_agent()?;
    let mut seen = views::all(read)?;
    seen.retain(|view| actor.may_see_view(view).is_ok() && shown(&actor, view));
    if let Some(person) = actor.person() {
        let order = views::order(read, person)?;
        seen.sort_by_key(|view| (order.iter().position(|id| *id == view.id).unwrap_or(usize::MAX), view.id));
    }
    let roots: Vec<ViewId> =
        seen.iter().filter(|view| !seen.iter().any(|one| Some(one.id) == view.parent)).map(|view| view.id).collect();
    let mut tree = Vec::with_capacity(seen.len());
    roots.into_iter().for_each(|root| grow(root, 1, &mut seen, &mut tree));
    Ok(tree)
}

fn grow(id: ViewId, depth: usize, from: &mut Vec<SavedView>, tree: &mut Vec<SavedView>) {
    let Some(at) = from.iter().position(|view| view.id == id) else { return };
    tree.push(from.remove(at));
    if depth < DEEPEST_VIEW {
        let children: Vec<ViewId> = from.iter().filter(|view| view.parent == Some(id)).map(|view| view.id).collect();
        children.into_iter().for_each(|child| grow(child, depth + 1, from, tree));
    }
}

/// One of them.
pub fn saved_view(read: &mut Read, id: ViewId) -> Done<SavedView> {
    let view = views::load(read, id)?.filter(|view| view.removed_at.is_none()).ok_or(Error::Missing)?;
    read.actor().may_see_view(&view)?;
    Ok(view)
}

pub fn create_view(tx: &mut Tx, parent: Option<ViewId>, wish: ViewWish) -> Done<SavedView> {
    let actor = tx.actor().clone();
    let owner = actor.person().ok_or(Error::Missing)?;
    actor.may_offer_view(wish.audience)?;
    let wish = wish.sound()?;
    room(tx, owner, wish.audience)?;
    let view = SavedView { id: ViewId(0), parent, owner, wish, removed_at: None, version: 1 };
    fits(tx, &view)?;
    let view = views::add(tx, &view)?;
    tx.record(Event::ViewCreated { view: view.id, name: name(&view) })?;
    Ok(view)
}

/// `version` is the one the page was drawn from.
pub fn change_view(tx: &mut Tx, id: ViewId, parent: Option<ViewId>, wish: ViewWish, version: i64) -> Done<SavedView> {
    let mut view = editable(tx, id)?;
    if view.version != version {
        return Err(Error::Conflict);
    }
    tx.actor().may_offer_view(wish.audience)?;
    let wish = wish.sound()?;
    if wish == view.wish && parent == view.parent {
        return Ok(view);
    }
    if (wish.audience == Audience::Mine) != (view.wish.audience == Audience::Mine) {
        // Who keeps a shared view to themselves is the one who does it.
        view.owner = tx.actor().person().ok_or(Error::Missing)?;
        room(tx, view.owner, wish.audience)?;
    }
    let (from, before) = (name(&view), view.wish.audience);
    (view.wish, view.parent) = (wish, parent);
    fits(tx, &view)?;
    if before != view.wish.audience && before.takes_along(view.wish.audience) {
        take_along(tx, id, before, view.wish.audience)?;
    }
    keep_children(tx, &view)?;
    views::save(tx, &mut view)?;
    tx.record(Event::ViewChanged { view: id, from, to: name(&view) })?;
    Ok(view)
}

/// Only one that no other stands in.
pub fn remove_view(tx: &mut Tx, id: ViewId) -> Done<SavedView> {
    let mut view = editable(tx, id)?;
    if views::all(tx)?.iter().any(|one| one.parent == Some(id)) {
        return Err(Refusal::ViewHasViews.into());
    }
    view.removed_at = Some(tx.now());
    views::save(tx, &mut view)?;
    tx.record(Event::ViewRemoved { view: id, name: name(&view) })?;
    Ok(view)
}

pub fn restore_view(tx: &mut Tx, id: ViewId) -> Done<SavedView> {
    let mut view = views::load(tx, id)?.ok_or(Error::Missing)?;
    tx.actor().may_edit_view(&view)?;
    if view.removed_at.take().is_none() {
        return Ok(view);
    }
    room(tx, view.owner, view.wish.audience)?;
    fits(tx, &view)?;
    views::save(tx, &mut view)?;
    tx.record(Event::ViewRestored { view: id, name: name(&view) })?;
    Ok(view)
}

/// Puts the views of one's own tree into an order; it is nobody else's.
pub fn order_views(tx: &mut Tx, order: &[ViewId]) -> Done<()> {
    let from: Vec<ViewId> = saved_views(tx)?.into_iter().map(|view| view.id).collect();
    let person = tx.actor().person().ok_or(Error::Missing)?;
    let to = in_order(order, &from);
    if to != from {
        views::put_in_order(tx, person, &to)?;
        tx.record(Event::ViewsOrdered { person })?;
    }
    Ok(())
}

/// One that is the acting agent's to change.
pub fn editable(read: &mut Read, id: ViewId) -> Done<SavedView> {
    let view = saved_view(read, id)?;
    read.actor().may_edit_view(&view)?;
    Ok(view)
}

/// Where it shall stand there is one whose viewers see this one too, and not too deep.
fn fits(tx: &mut Tx, view: &SavedView) -> Done<()> {
    let Some(parent) = view.parent else { return Ok(()) };
    let all = views::all(tx)?;
    let above = all.iter().find(|one| one.id == parent).ok_or(Error::Missing)?;
    tx.actor().may_see_view(above)?;
    let line = above.line(&all);
    let below = if view.id.0 == 0 { 0 } else { depth_below(view.id, &all, DEEPEST_VIEW) };
    if line.iter().any(|one| one.id == view.id) || line.len() + 1 + below > DEEPEST_VIEW {
        Err(Refusal::ViewTooDeep.into())
    } else if view.wish.audience.is_within(above.wish.audience) {
        view.whole(&all).checked()?;
        Ok(())
    } else {
        Err(Refusal::ViewWiderThanParent.into())
    }
}

/// Those that stand in it and were given to the same people are given to whom it is given now, and so on below them.
fn take_along(tx: &mut Tx, above: ViewId, from: Audience, to: Audience) -> Done<()> {
    let inner = views::all(tx)?.into_iter().filter(|view| view.parent == Some(above) && view.wish.audience == from);
    for mut view in inner.collect::<Vec<_>>() {
        view.wish.audience = to;
        views::save(tx, &mut view)?;
        tx.record(Event::ViewChanged { view: view.id, from: name(&view), to: name(&view) })?;
        take_along(tx, view.id, from, to)?;
    }
    Ok(())
}

fn depth_below(id: ViewId, all: &[SavedView], most: usize) -> usize {
    let below = all.iter().filter(|view| view.parent == Some(id) && most > 0);
    below.map(|view| 1 + depth_below(view.id, all, most - 1)).max().unwrap_or_default()
}

/// Those that stand in it are still seen by nobody who does not see it.
fn keep_children(tx: &mut Tx, view: &SavedView) -> Done<()> {
    let wider = |one: &SavedView| one.parent == Some(view.id) && !one.wish.audience.is_within(view.wish.audience);
    if views::all(tx)?.iter().any(wider) { Err(Refusal::ViewWiderThanParent.into()) } else { Ok(()) }
}

fn room(tx: &mut Tx, owner: PersonId, audience: Audience) -> Done<()> {
    let all = views::all(tx)?;
    let (mine, shared): (Vec<_>, Vec<_>) = all.iter().partition(|view| view.wish.audience == Audience::Mine);
    let full = match audience {
        Audience::Mine => mine.iter().filter(|view| view.owner == owner).count() >= MOST_OWN,
        Audience::Team(_) | Audience::Roles(_) | Audience::Everyone => shared.len() >= MOST_SHARED,
    };
    if full { Err(Refusal::TooManyViews.into()) } else { Ok(()) }
}

fn name(view: &SavedView) -> String {
    view.wish.shown(base::Language::English).to_owned()
}
