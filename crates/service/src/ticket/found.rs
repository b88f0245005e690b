//! Lists by condition: of a saved view, of a view that is being built, of one of the usual ones in another order.

use super::list::{After, Page};
use super::saved::saved_view;
use desk::condition::{Condition, Field, Operand, Operator, Test, Viewer, Whom};
use desk::people::PersonId;
use desk::ticket::{Category, Layout, Order, Place, SavedView, View, ViewId};
use desk::{Done, Error, Level, Refusal};
use store::Read;
use store::people::persons;
use store::ticket::matching::{self, Among, Mark, Wanted};
use store::ticket::{seats, views};

/// A view with fewer tickets is read from what its counter knows, so that rare tickets need no walk through all others.
const FEW: i64 = 5_000;
/// A preview counts no further.
pub const COUNTED: usize = 10_000;
/// No page of a list is longer.
const LONGEST: usize = 200;

/// What a view holds, as a condition.
pub struct Held {
    pub condition: Condition,
    among: Among,
    pub layout: Layout,
}

impl Held {
    pub const fn new(condition: Condition, layout: Layout) -> Self {
        Self { condition, among: Among::All, layout }
    }

    /// What of it stands under one heading.
    pub(super) fn under(&self, heading: Condition) -> Result<Self, Refusal> {
        let condition = self.condition.clone().and(heading).checked()?;
        Ok(Self { condition, among: self.among, layout: self.layout.clone() })
    }
}

/// A saved view with what it holds.
pub fn held(read: &mut Read, id: ViewId) -> Done<(SavedView, Held)> {
    let view = saved_view(read, id)?;
    let all = views::all(read)?;
    let (condition, layout) = (view.whole(&all), view.layout(&all));
    let among = among(read, id)?;
    Ok((view, Held { condition, among, layout }))
}

/// What any view holds.
pub fn held_by(read: &mut Read, view: View) -> Done<Held> {
    let condition = match view {
        View::Saved(id) => return Ok(held(read, id)?.1),
        View::Team(team) if read.actor().level(team) == Level::None => return Err(Error::Missing),
        View::Mine | View::Unassigned | View::AllOpen | View::Waiting | View::Team(_) => usual(view, Place::Open),
        View::Snoozed => usual(view, Place::Snoozed),
        View::Closed => usual(view, Place::Closed),
        View::Spam => usual(view, Place::Spam),
        View::Trash => usual(view, Place::Trash),
    };
    Ok(Held { condition, among: Among::All, layout: Layout::default() })
}

fn usual(view: View, place: Place) -> Condition {
    let test = |field, operator, operand| Condition::Test(Test { field, operator, operand });
    let word = |word: &str| Operand::Words(vec![word.to_owned()]);
    let lies = test(Field::Place, Operator::AnyOf, word(place.name()));
    let more = match view {
        View::Mine => test(Field::Assignee, Operator::AnyOf, Operand::Ids(vec![Whom::Me])),
        View::Unassigned => test(Field::Assignee, Operator::Unset, Operand::Nothing),
        View::Waiting => test(Field::Category, Operator::AnyOf, word(Category::Pending.name())),
        View::Team(team) => test(Field::Team, Operator::AnyOf, Operand::Ids(vec![Whom::Id(team.0)])),
        View::AllOpen | View::Snoozed | View::Closed | View::Spam | View::Trash | View::Saved(_) => return lies,
    };
    lies.and(more)
}

/// Where a view's tickets are found: a small one's where its counter has put them.
fn among(read: &mut Read, id: ViewId) -> Done<Among> {
    let me = read.actor().person().unwrap_or(PersonId(0));
    let seat = seats::of_person(read, me)?.into_iter().find(|seat| seat.view == id && seat.reached.is_none());
    let Some(seat) = seat else { return Ok(Among::All) };
    let held: i64 =
        seats::seen_by(read, me)?.iter().filter(|(member, _)| member.view == id).map(|(_, tickets)| tickets).sum();
    let person = seat.person.map_or(0, |person| person.0);
    Ok(if held <= FEW { Among::Members(id.0, person) } else { Among::All })
}

/// A page of what a view holds, in an order.
pub fn list_held(read: &mut Read, held: &Held, order: Order, after: Option<After>, limit: usize) -> Done<Page> {
    let (viewer, scope, limit) = (viewer(read)?, read.actor().scope(), limit.clamp(1, LONGEST));
    let wanted = Wanted { scope: &scope, condition: &held.condition, viewer: &viewer, among: held.among };
    let after = after.map(|after| Mark { key: after.updated_at.0, id: after.id });
    let mut found = matching::page(read, wanted, order, after, limit + 1)?;
    let more = found.len() > limit;
    found.truncate(limit);
    let last = found.last().map(|(_, mark)| After { updated_at: base::Moment(mark.key), id: mark.id });
    Ok(Page { next: last.filter(|_| more), lines: found.into_iter().map(|(line, _)| line).collect() })
}

/// What is asked of the database for it.
pub(super) const fn wanted_of<'w>(held: &'w Held, scope: &'w desk::Scope, viewer: &'w Viewer) -> Wanted<'w> {
    Wanted { scope, condition: &held.condition, viewer, among: held.among }
}

/// What a view holds for which another condition holds as well.
pub fn narrowed(read: &mut Read, view: View, more: Option<&Condition>) -> Done<Held> {
    let held = held_by(read, view)?;
    Ok(match more {
        Some(more) => Held { condition: held.condition.and(more.clone()).checked()?, ..held },
        None => held,
    })
}

/// How many tickets that is, counted to [`COUNTED`] at most.
pub fn count_narrowed(read: &mut Read, view: View, more: &Condition) -> Done<i64> {
    let held = narrowed(read, view, Some(more))?;
    let (viewer, scope) = (viewer(read)?, read.actor().scope());
    let wanted = Wanted { scope: &scope, condition: &held.condition, viewer: &viewer, among: held.among };
    Ok(matching::count(read, wanted, COUNTED)?)
}

/// The first tickets a condition holds for, and how many there are, counted to [`COUNTED`] at most.
pub fn preview(read: &mut Read, parent: Option<ViewId>, own: Condition, limit: usize) -> Done<(Page, i64)> {
    read.actor().must_be_agent()?;
    let mut all = views::all(read)?;
    if let Some(parent) = parent {
        saved_view(read, parent)?;
    }
    let draft = SavedView {
        id: ViewId(0),
        parent,
        owner: PersonId(0),
        wish: desk::ticket::ViewWish {
            audience: desk::ticket::Audience::Mine,
            name_en: String::new(),
            name_ja: String::new(),
            glyph: desk::ticket::Glyph::View,
            tone: 0,
            condition: own,
            layout: None,
        },
        removed_at: None,
        version: 1,
    };
    all.push(draft.clone());
    let held = Held { condition: draft.whole(&all).checked()?, among: Among::All, layout: Layout::default() };
    let (viewer, scope) = (viewer(read)?, read.actor().scope());
    let wanted = Wanted { scope: &scope, condition: &held.condition, viewer: &viewer, among: Among::All };
    let count = matching::count(read, wanted, COUNTED)?;
    Ok((list_held(read, &held, Order::Newest, None, limit)?, count))
}

/// Everything a view holds, by ids, for who walks through all of it.
pub fn held_after(
    read: &mut Read,
    held: &Held,
    after: desk::ticket::TicketId,
    limit: usize,
) -> Done<Vec<desk::ticket::TicketId>> {
    let (viewer, scope) = (viewer(read)?, read.actor().scope());
    let wanted = Wanted { scope: &scope, condition: &held.condition, viewer: &viewer, among: held.among };
    Ok(matching::ids(read, wanted, after, limit)?)
}

/// The acting agent, now, where they live.
pub fn viewer(read: &mut Read) -> Done<Viewer> {
    let actor = read.actor().clone();
    actor.must_be_agent()?;
    let person = actor.person().unwrap_or(PersonId(0));
    let own = persons::load(read, person)?.and_then(|person| person.time_zone);
    let zone = match own {
        Some(zone) => zone,
        None => crate::house::load(read)?.time_zone,
    };
    Ok(Viewer { person, now: read.now(), zone })
}
