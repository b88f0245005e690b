//! Lists by condition: of a saved view, of a view that is being built, of one of the usual ones in another order.

use super::fielded::fielded;
use super::list::{After, Page};
use super::saved::saved_view;
use super::walked::walked;
use desk::condition::{Condition, Field, Operand, Operator, Test, Viewer, Whom};
use desk::people::PersonId;
use desk::ticket::{Category, Layout, Order, Place, SavedView, Sorting, TicketId, View, ViewId, not_discarded};
use desk::{Done, Error, Level, Refusal, Scope};
use std::sync::Arc;
use store::Read;
use store::people::persons;
use store::ticket::matching::{self, Among, Mark, Wanted};
use store::ticket::{seats, stars, views};

/// A view with fewer tickets is read from what its counter knows, so that rare tickets need no walk through all others.
const FEW: i64 = 5_000;
/// A preview counts no further.
pub const COUNTED: usize = 10_000;
/// No page of a list is longer.
const LONGEST: usize = 200;

/// What a view holds, as a condition.
pub struct Held {
    pub condition: Condition,
    /// Where a small view's tickets are found: the view, and whose counter it is.
    members: Option<(ViewId, PersonId)>,
    /// No others than these.
    these: Option<Arc<[TicketId]>>,
    /// It is what of a list stands under one heading.
    pub(super) beneath: bool,
    pub layout: Layout,
}

impl Held {
    pub const fn new(condition: Condition, layout: Layout) -> Self {
        Self { condition, members: None, these: None, beneath: false, layout }
    }

    /// No others than these; none: all there are.
    #[must_use]
    pub fn among(self, these: Option<Arc<[TicketId]>>) -> Self {
        Self { these, ..self }
    }

    /// What of it stands under one heading.
    pub(super) fn under(&self, heading: Condition) -> Result<Self, Refusal> {
        let condition = self.condition.clone().and(heading).checked()?;
        let (these, layout) = (self.these.clone(), self.layout.clone());
        Ok(Self { condition, members: self.members, these, beneath: true, layout })
    }

    pub(super) fn these(&self) -> Option<&[TicketId]> {
        self.these.as_deref()
    }

    /// What is asked of the database for it.
    pub(super) fn wanted<'w>(&'w self, scope: &'w Scope, viewer: &'w Viewer) -> Wanted<'w> {
        let among = match (&self.these, self.members) {
            (Some(these), _) => Among::These(these),
            (None, Some((view, person))) => Among::Members(view.0, person.0),
            (None, None) => Among::All,
        };
        Wanted { scope, condition: &self.condition, viewer, among }
    }
}

/// What must hold of a view's tickets beside what the view itself says.
#[derive(Clone, Debug)]
pub struct Narrowing {
    pub condition: Condition,
    /// What the index has found; none: it was not asked.
    pub these: Option<Arc<[TicketId]>>,
}

impl From<Condition> for Narrowing {
    fn from(condition: Condition) -> Self {
        Self { condition, these: None }
    }
}

/// A saved view with what it holds.
pub fn held(read: &mut Read, id: ViewId) -> Done<(SavedView, Held)> {
    let view = saved_view(read, id)?;
    let all = views::all(read)?;
    let (condition, layout) = (view.whole(&all), view.layout(&all));
    let members = members(read, id)?;
    Ok((view, Held { members, ..Held::new(condition, layout) }))
}

/// What any view holds.
pub fn held_by(read: &mut Read, view: View) -> Done<Held> {
    let condition = match view {
        View::Saved(id) => return Ok(held(read, id)?.1),
        View::Starred => return starred(read),
        View::Team(team) if read.actor().level(team) == Level::None => return Err(Error::Missing),
        View::Mine | View::Unassigned | View::AllOpen | View::Waiting | View::Team(_) => usual(view, Place::Open),
        View::Snoozed => usual(view, Place::Snoozed),
        View::Closed => usual(view, Place::Closed),
        View::Spam => usual(view, Place::Spam),
        View::Trash => usual(view, Place::Trash),
        View::Found => not_discarded(),
    };
    Ok(Held::new(condition, Layout::default()))
}

/// What somebody has starred is few among many: it is looked up and not walked to.
fn starred(read: &mut Read) -> Done<Held> {
    let me = read.actor().person().unwrap_or(PersonId(0));
    let these: Vec<TicketId> = stars::of_person(read, me)?.into_iter().map(|(id, _)| id).collect();
    let places = stars::PLACES.map(|place| place.name().to_owned()).to_vec();
    let lies = Test { field: Field::Place, operator: Operator::AnyOf, operand: Operand::Words(places) };
    let starred = Test { field: Field::Starred, operator: Operator::Yes, operand: Operand::Nothing };
    let condition = Condition::Test(lies).and(Condition::Test(starred));
    Ok(Held::new(condition, Layout::default()).among(Some(these.into())))
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
        View::AllOpen | View::Snoozed | View::Closed | View::Spam | View::Trash => return lies,
        View::Starred | View::Found | View::Saved(_) => return lies,
    };
    lies.and(more)
}

/// A small view's tickets are found where its counter has put them.
fn members(read: &mut Read, id: ViewId) -> Done<Option<(ViewId, PersonId)>> {
    let me = read.actor().person().unwrap_or(PersonId(0));
    let seat = seats::of_person(read, me)?.into_iter().find(|seat| seat.view == id && seat.reached.is_none());
    let Some(seat) = seat else { return Ok(None) };
    let held: i64 =
        seats::seen_by(read, me)?.iter().filter(|(member, _)| member.view == id).map(|(_, tickets)| tickets).sum();
    Ok((held <= FEW).then(|| (id, seat.person.unwrap_or(PersonId(0)))))
}

/// A page of what a view holds, in an order.
pub fn list_held(
    read: &mut Read,
    held: &Held,
    order: impl Into<Sorting>,
    after: Option<After>,
    limit: usize,
) -> Done<Page> {
    let limit = limit.clamp(1, LONGEST);
    match order.into() {
        Sorting::Field { id, falling } => fielded(read, held, (id, falling), after, limit),
        Sorting::By(order) => match order.headings() {
            Some(grouping) => walked(read, held, (grouping, order.is_falling()), after, limit),
            None => listed(read, held, order, after, limit),
        },
    }
}

/// In an order that is one walk along an index.
pub(super) fn listed(read: &mut Read, held: &Held, order: Order, after: Option<After>, limit: usize) -> Done<Page> {
    let (viewer, scope, limit) = (viewer(read)?, read.actor().scope(), limit.clamp(1, LONGEST));
    let wanted = held.wanted(&scope, &viewer);
    let after = after.map(|after| Mark { key: after.updated_at.0, id: after.id });
    let mut found = matching::page(read, wanted, order, after, limit + 1)?;
    let more = found.len() > limit;
    found.truncate(limit);
    let last = found.last().map(|(_, mark)| After { updated_at: base::Moment(mark.key), id: mark.id, under: None });
    Ok(Page { next: last.filter(|_| more), lines: found.into_iter().map(|(line, _)| line).collect() })
}

/// What a view holds for which something else holds as well.
pub fn narrowed(read: &mut Read, view: View, more: Option<&Narrowing>) -> Done<Held> {
    let held = held_by(read, view)?;
    Ok(match more {
        Some(Narrowing { condition, these }) => {
            let condition = held.condition.and(condition.clone()).checked()?;
            let these = these.clone().or_else(|| held.these.clone());
            Held { condition, ..held }.among(these)
        }
        None => held,
    })
}

/// How many tickets that is, counted to [`COUNTED`] at most.
pub fn count_narrowed(read: &mut Read, view: View, more: &Narrowing) -> Done<i64> {
    let held = narrowed(read, view, Some(more))?;
    let (viewer, scope) = (viewer(read)?, read.actor().scope());
    Ok(matching::count(read, held.wanted(&scope, &viewer), COUNTED)?)
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
            counted: false,
        },
        removed_at: None,
        version: 1,
    };
    all.push(draft.clone());
    let held = Held::new(draft.whole(&all).checked()?, Layout::default());
    let (viewer, scope) = (viewer(read)?, read.actor().scope());
    let count = matching::count(read, held.wanted(&scope, &viewer), COUNTED)?;
    Ok((list_held(read, &held, Order::Newest, None, limit)?, count))
}

/// Everything a view holds, by ids, for who walks through all of it.
pub fn held_after(read: &mut Read, held: &Held, after: TicketId, limit: usize) -> Done<Vec<TicketId>> {
    let (viewer, scope) = (viewer(read)?, read.actor().scope());
    Ok(matching::ids(read, held.wanted(&scope, &viewer), after, limit)?)
}

/// The acting agent, now, where they live.
pub fn viewer(read: &mut Read) -> Done<Viewer> {
    let actor = read.actor().clone();
    actor.must_be_agent()?;
    let person = actor.person().unwrap_or(PersonId(0));
    let zone = zone_of(read, person)?;
    Ok(Viewer { person, now: read.now(), zone })
}

/// Where somebody lives.
pub(super) fn zone_of(read: &mut Read, person: PersonId) -> Done<String> {
    match persons::load(read, person)?.and_then(|person| person.time_zone) {
        Some(zone) => Ok(zone),
        None => Ok(crate::house::load(read)?.time_zone),
    }
}
