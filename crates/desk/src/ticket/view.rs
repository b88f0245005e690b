//! The lists every agent has from the first day.

use super::{Category, Cell, Place};
use crate::people::{PersonId, TeamId};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum View {
    /// Open and assigned to the one who looks.
    Mine,
    Unassigned,
    AllOpen,
    /// Open, waiting for the requester.
    Waiting,
    Team(TeamId),
    Snoozed,
    Closed,
    Spam,
    Trash,
}

impl View {
    pub const FIXED: [Self; 8] = [
        Self::Mine,
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
            Self::Unassigned => "unassigned".into(),
            Self::AllOpen => "open".into(),
            Self::Waiting => "waiting".into(),
            Self::Team(team) => format!("team-{team}"),
            Self::Snoozed => "snoozed".into(),
            Self::Closed => "closed".into(),
            Self::Spam => "spam".into(),
            Self::Trash => "trash".into(),
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        match name.strip_prefix("team-") {
            Some(team) => team.parse().ok().map(Self::Team),
            None => Self::FIXED.into_iter().find(|view| view.name() == name),
        }
    }

    pub const fn place(self) -> Place {
        match self {
            Self::Mine | Self::Unassigned | Self::AllOpen | Self::Waiting | Self::Team(_) => Place::Open,
            Self::Snoozed => Place::Snoozed,
            Self::Closed => Place::Closed,
            Self::Spam => Place::Spam,
            Self::Trash => Place::Trash,
        }
    }

    /// Whether the tickets of a cell are in this view, for the person who looks.
    pub fn holds(self, cell: &Cell, who: PersonId) -> bool {
        cell.place == self.place()
            && match self {
                Self::Mine => cell.assignee == Some(who),
                Self::Unassigned => cell.assignee.is_none(),
                Self::Waiting => cell.category == Category::Pending,
                Self::Team(team) => cell.team == team,
                Self::AllOpen | Self::Snoozed | Self::Closed | Self::Spam | Self::Trash => true,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_is_found_by_its_name() {
        for view in View::FIXED.into_iter().chain([View::Team(TeamId(3))]) {
            assert_eq!(View::named(&view.name()), Some(view));
        }
        assert_eq!(View::named("team-x"), None);
    }
}
