//! The lists of the workspace and their numbers.

use desk::people::{OrganizationId, PersonId, TeamId};
use desk::ticket::{Cell, Order, View, ViewId};
use desk::{Done, Error, Level, Scope};
use std::collections::{BTreeMap, BTreeSet};
use store::Read;
use store::ticket::{cells, lists};

pub use store::ticket::lists::{After, Line};

/// No page of a list is longer.
const LONGEST: usize = 200;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Newest first.
    pub lines: Vec<Line>,
    /// Where the next page begins; none: this is the last.
    pub next: Option<After>,
}

/// A page of a view as the acting agent sees it; `limit` from 1 to 200.
pub fn list(read: &mut Read, view: View, after: Option<After>, limit: usize) -> Done<Page> {
    let actor = read.actor().clone();
    actor.must_be_agent()?;
    if let View::Team(team) = view
        && actor.level(team) == Level::None
    {
        return Err(Error::Missing);
    }
    // What lies in several places is found by its condition.
    if matches!(view, View::Saved(_) | View::Found) {
        let held = super::held_by(read, view)?;
        let order = held.layout.order;
        return super::list_held(read, &held, order, after, limit);
    }
    if view == View::Starred {
        let held = super::held_by(read, view)?;
        return super::list_held(read, &held, Order::Newest, after, limit);
    }
    let limit = limit.clamp(1, LONGEST);
    let who = actor.person().unwrap_or(PersonId(0));
    let lines = lists::view(read, &actor.scope(), view, who, after, limit + 1)?;
    Ok(page(lines, limit))
}

/// What a person asked, newest first, as far as the acting agent may see it.
pub fn asked_by(read: &mut Read, person: PersonId, after: Option<After>, limit: usize) -> Done<Page> {
    let (scope, limit) = (scope(read)?, limit.clamp(1, LONGEST));
    Ok(page(lists::of_requester(read, &scope, person, after, limit + 1)?, limit))
}

/// What the members of an organisation asked.
pub fn asked_from(read: &mut Read, organization: OrganizationId, after: Option<After>, limit: usize) -> Done<Page> {
    let (scope, limit) = (scope(read)?, limit.clamp(1, LONGEST));
    Ok(page(lists::of_organization(read, &scope, organization, after, limit + 1)?, limit))
}

fn scope(read: &Read) -> Done<Scope> {
    read.actor().must_be_agent()?;
    Ok(read.actor().scope())
}

/// Cuts what was read one line too far: the line beyond only shows that there is more.
pub(super) fn page(mut lines: Vec<Line>, limit: usize) -> Page {
    let more = lines.len() > limit;
    lines.truncate(limit);
    let last = lines.last().map(|line| After { updated_at: line.ticket.updated_at, id: line.ticket.id, under: None });
    Page { next: last.filter(|_| more), lines }
}

/// How many tickets the acting agent finds in each list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// Each of [`View::FIXED`], in that order.
    pub views: Vec<(View, i64)>,
    /// Open tickets of each team in the agent's scope that has any.
    pub teams: BTreeMap<TeamId, i64>,
    /// Of each saved view; none: it is still being counted.
    pub saved: BTreeMap<ViewId, Option<i64>>,
}

impl Counts {
    pub fn of(&self, view: View) -> i64 {
        match view {
            View::Team(team) => self.teams.get(&team).copied().unwrap_or_default(),
            View::Saved(id) => self.saved.get(&id).copied().flatten().unwrap_or_default(),
            View::Mine
            | View::Starred
            | View::Unassigned
            | View::AllOpen
            | View::Waiting
            | View::Snoozed
            | View::Closed
            | View::Spam
            | View::Trash
            | View::Found => self.views.iter().find(|(one, _)| *one == view).map_or(0, |(_, tickets)| *tickets),
        }
    }
}

pub fn counts(read: &mut Read) -> Done<Counts> {
    let actor = read.actor().clone();
    actor.must_be_agent()?;
    let who = actor.person().unwrap_or(PersonId(0));
    let scope = actor.scope();
    let cells: Vec<(Cell, i64)> =
        cells::seen_by(read, who)?.into_iter().filter(|(cell, _)| holds(&scope, cell.team)).collect();
    let sum = |view: View| cells.iter().filter(|(cell, _)| view.holds(cell, who)).map(|(_, tickets)| tickets).sum();
    let starred = super::starred_count(read)?;
    let of = |view: View| if view == View::Starred { starred } else { sum(view) };
    let views = View::FIXED.iter().map(|view| (*view, of(*view))).collect();
    let teams: BTreeSet<TeamId> = cells.iter().map(|(cell, _)| cell.team).collect();
    let teams = teams.into_iter().map(|team| (team, sum(View::Team(team)))).collect();
    Ok(Counts { views, teams, saved: super::counted::saved_counts(read)? })
}

fn holds(scope: &Scope, team: TeamId) -> bool {
    match scope {
        Scope::All => true,
        Scope::Agent { teams, .. } => teams.contains(&team),
        Scope::Requester(_) | Scope::Nothing => false,
    }
}
