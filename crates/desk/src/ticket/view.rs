//! The lists every agent has from the first day.

use super::{Category, Cell, Place, ViewId, Whose};
use crate::people::{PersonId, TeamId};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum View {
    /// Open and assigned to the one who looks.
    Mine,
    /// The one who looks has put a star on it, wherever it lies.
    Starred,
    Unassigned,
    AllOpen,
    /// Open, waiting for the requester.
    Waiting,
    Team(TeamId),
    Snoozed,
    Closed,
    Spam,
    Trash,
    /// Everything that is not discarded, wherever else it lies: what a search is a list of. Nobody sees it without one.
    Found,
    /// One that somebody has built.
    Saved(ViewId),
}

impl View {
    pub const FIXED: [Self; 9] = [
        Self::Mine,
        Self::Starred,
        Self::Unassigned,
        Self::AllOpen,
        Self::Waiting,
        Self::Snoozed,
        Self::Closed,
        Self::Spam,
        Self::Trash,
    ];

    /// The word in URLs and locale keys: `/tickets?view=unassigned`, `/tickets?view=team-3`.
    pub fn name(self) -> String {
        match self {
            Self::Mine => "mine".into(),
            Self::Starred => "starred".into(),
            Self::Unassigned => "unassigned".into(),
            Self::AllOpen => "open".into(),
            Self::Waiting => "waiting".into(),
            Self::Team(team) => format!("team-{team}"),
            Self::Snoozed => "snoozed".into(),
            Self::Closed => "closed".into(),
            Self::Spam => "spam".into(),
            Self::Trash => "trash".into(),
            Self::Found => "found".into(),
            Self::Saved(view) => format!("saved-{view}"),
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        match (name.strip_prefix("team-"), name.strip_prefix("saved-")) {
            (Some(team), _) => team.parse().ok().map(Self::Team),
            (None, Some(view)) => view.parse().ok().map(Self::Saved),
            (None, None) => Self::FIXED.into_iter().chain([Self::Found]).find(|view| view.name() == name),
        }
    }

    /// None: its tickets lie where its condition says, or anywhere.
    pub const fn place(self) -> Option<Place> {
        match self {
            Self::Mine | Self::Unassigned | Self::AllOpen | Self::Waiting | Self::Team(_) => Some(Place::Open),
            Self::Snoozed => Some(Place::Snoozed),
            Self::Closed => Some(Place::Closed),
            Self::Spam => Some(Place::Spam),
            Self::Trash => Some(Place::Trash),
            Self::Starred | Self::Found | Self::Saved(_) => None,
        }
    }

    /// Whether the tickets of a cell are in this view, for the person who looks.
    pub fn holds(self, cell: &Cell, who: PersonId) -> bool {
        let shared = matches!(cell.whose, Whose::Nobody | Whose::Somebody);
        self.place() == Some(cell.place)
            && match self {
                Self::Mine => cell.whose == Whose::Agent(who),
                Self::Unassigned => cell.whose == Whose::Nobody,
                Self::Waiting => shared && cell.category == Category::Pending,
                Self::Team(team) => shared && cell.team == team,
                Self::AllOpen | Self::Snoozed | Self::Closed | Self::Spam | Self::Trash => shared,
                // Counted by a count of its own, or as it is searched.
                Self::Starred | Self::Found | Self::Saved(_) => false,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_is_found_by_its_name() {
        for view in View::FIXED.into_iter().chain([View::Team(TeamId(3)), View::Found, View::Saved(ViewId(4))]) {
            assert_eq!(View::named(&view.name()), Some(view));
        }
        assert_eq!(View::named("team-x"), None);
        assert_eq!(View::named("saved-"), None);
    }

    #[test]
    fn an_open_ticket_counts_once_in_each_view_that_shows_it() {
        let me = PersonId(7);
        let counted = |assignee: Option<PersonId>| {
            let ticket = crate::ticket::Ticket { assignee, ..crate::ticket::a_ticket() };
            let held = |view: View| ticket.cells().filter(|cell| view.holds(cell, me)).count();
            [View::Mine, View::Unassigned, View::AllOpen, View::Team(ticket.team), View::Closed, View::Found].map(held)
        };
        assert_eq!(counted(None), [0, 1, 1, 1, 0, 0]);
        assert_eq!(counted(Some(me)), [1, 0, 1, 1, 0, 0]);
        assert_eq!(counted(Some(PersonId(8))), [0, 0, 1, 1, 0, 0]);
    }
}
