//! Colours of a view: made by whoever may change the view, seen by whoever sees it, and by the views within it. Those of a
//! list that every desk has are one's own, a team's, or everyone's.

use super::found::{held_by, viewer};
use super::saved::{editable, saved_view};
use desk::ticket::{Audience, Canvas, Highlight, HighlightId, HighlightWish, MOST_HIGHLIGHTS, TicketId, View, ViewId};
use desk::{Done, Error, Event, Level, Refusal};
use std::collections::HashMap;
use store::ticket::{highlights as table, views};
use store::{Read, Tx};

/// Those of one view alone.
pub fn highlights(read: &mut Read, view: ViewId) -> Done<Vec<Highlight>> {
    saved_view(read, view)?;
    Ok(table::of_view(read, view)?)
}

/// Those that the one who looks sees in a list that every desk has.
pub fn list_highlights(read: &mut Read, list: View) -> Done<Vec<Highlight>> {
    read.actor().must_be_agent()?;
    held_by(read, list)?;
    of_list(read, list)
}

fn of_list(read: &mut Read, list: View) -> Done<Vec<Highlight>> {
    let teams = read.actor().scope().teams();
    let person = read.actor().person();
    Ok(table::of_list(read, list, person, teams.as_deref())?)
}

/// One that the acting person may change.
pub fn highlight(read: &mut Read, id: HighlightId) -> Done<Highlight> {
    let highlight = table::load(read, id)?.ok_or(Error::Missing)?;
    may_paint(read, &highlight.of)?;
    Ok(highlight)
}

/// Whether the acting person may mark it, for those who would see it.
pub fn may_paint(read: &mut Read, of: &Canvas) -> Done<()> {
    match of {
        Canvas::View(view) => editable(read, *view).map(drop),
        Canvas::List { list, audience, .. } => {
            read.actor().must_be_agent()?;
            held_by(read, *list)?;
            if is_seen(read, of) { read.actor().may_offer_view(*audience) } else { Err(Error::Missing) }
        }
    }
}

pub fn create_highlight(tx: &mut Tx, of: Canvas, wish: HighlightWish) -> Done<HighlightId> {
    let of = match of {
        Canvas::View(_) => of,
        // A saved view has its own.
        Canvas::List { list: View::Saved(_), .. } => return Err(Error::Missing),
        Canvas::List { audience: Audience::Roles(_), .. } => return Err(Refusal::FormIncomplete.into()),
        Canvas::List { list, audience, .. } => {
            Canvas::List { list, audience, owner: tx.actor().person().ok_or(Error::Missing)? }
        }
    };
    may_paint(tx, &of)?;
    let wish = wish.sound()?;
    if table::count_of(tx, &of)? >= MOST_HIGHLIGHTS as i64 {
        return Err(Refusal::TooManyHighlights.into());
    }
    let id = table::add(tx, of, &wish)?;
    changed(tx, &of)?;
    Ok(id)
}

/// `version` is the one the page was drawn from.
pub fn change_highlight(tx: &mut Tx, id: HighlightId, wish: HighlightWish, version: i64) -> Done<()> {
    let before = highlight(tx, id)?;
    let of = before.of;
    table::save(tx, &Highlight { wish: wish.sound()?, version, ..before })?;
    changed(tx, &of)
}

pub fn remove_highlight(tx: &mut Tx, id: HighlightId) -> Done<()> {
    let before = highlight(tx, id)?;
    table::remove(tx, id)?;
    changed(tx, &before.of)
}

/// The colours of these tickets in a view: those of the outermost view first. They are tickets the one who looks sees.
pub fn highlighted(read: &mut Read, view: View, ids: &[TicketId]) -> Done<HashMap<TicketId, Vec<Highlight>>> {
    let mut found: HashMap<TicketId, Vec<Highlight>> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let all = match view {
        View::Saved(id) => {
            let (view, all) = (saved_view(read, id)?, views::all(read)?);
            let line: Vec<ViewId> = view.line(&all).into_iter().map(|one| one.id).collect();
            let mut marks = Vec::new();
            for above in line {
                marks.extend(table::of_view(read, above)?);
            }
            marks
        }
        list => list_highlights(read, list)?,
    };
    let viewer = viewer(read)?;
    for one in all {
        for ticket in table::holding(read, &one.wish.condition, &viewer, ids)? {
            found.entry(ticket).or_default().push(one.clone());
        }
    }
    Ok(found)
}

fn is_seen(read: &Read, of: &Canvas) -> bool {
    match of {
        Canvas::View(_) => true,
        Canvas::List { audience, owner, .. } => match audience {
            Audience::Mine => read.actor().person() == Some(*owner),
            Audience::Team(team) => read.actor().level(*team) > Level::None,
            Audience::Roles(_) => false,
            Audience::Everyone => true,
        },
    }
}

/// What one person alone sees is nobody else's affair, as how they want a list shown.
fn changed(tx: &mut Tx, of: &Canvas) -> Done<()> {
    match of {
        Canvas::View(view) => {
            let view = saved_view(tx, *view)?;
            let name = view.wish.shown(base::Language::English).to_owned();
            tx.record(Event::ViewChanged { view: view.id, from: name.clone(), to: name })?;
        }
        Canvas::List { audience: Audience::Mine, .. } => {}
        Canvas::List { list, audience: Audience::Team(_) | Audience::Roles(_) | Audience::Everyone, .. } => {
            tx.record(Event::ListColoured { list: list.name() })?;
        }
    }
    Ok(())
}
