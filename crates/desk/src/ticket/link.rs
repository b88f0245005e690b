//! How one ticket stands to another: said once, read from both sides.

use super::{Category, Kind, Ticket};
use crate::Refusal;

super::kind::words! {
    /// What the other ticket is to this one.
    Relation {
        Related = "related",
        Parent = "parent",
        Child = "child",
        /// This one says the same as the other, which came first.
        Original = "original",
        Duplicate = "duplicate",
        /// This one cannot be done before the other.
        Blocker = "blocker",
        Blocked = "blocked",
        /// The other is the cause of this one.
        Problem = "problem",
        Incident = "incident",
    }
}

/// Tickets one ticket is linked to at most.
pub const MOST_LINKS: usize = 200;
/// Tickets that are linked to one at once.
pub const MOST_LINKED_AT_ONCE: usize = 50;

impl Relation {
    /// What this ticket is to the other.
    pub const fn inverse(self) -> Self {
        match self {
            Self::Related => Self::Related,
            Self::Parent => Self::Child,
            Self::Child => Self::Parent,
            Self::Original => Self::Duplicate,
            Self::Duplicate => Self::Original,
            Self::Blocker => Self::Blocked,
            Self::Blocked => Self::Blocker,
            Self::Problem => Self::Incident,
            Self::Incident => Self::Problem,
        }
    }

    /// Follows itself from ticket to ticket, and so must never come back to where it began.
    pub const fn is_directed(self) -> bool {
        !matches!(self, Self::Related)
    }
}

impl Ticket {
    /// May the other be that to this one? Loops are looked for by whoever knows all tickets.
    pub fn link_to(&self, other: &Self) -> Result<(), Refusal> {
        if self.id == other.id {
            Err(Refusal::SameTicket)
        } else if self.trashed_at.is_some() || other.trashed_at.is_some() {
            Err(Refusal::TicketTrashed)
        } else {
            Ok(())
        }
    }

    /// What others may wait for, or an incident that its problem's solution would solve.
    pub const fn is_unfinished(&self) -> bool {
        !self.category.is_done() && self.trashed_at.is_none() && !self.spam
    }

    /// Solved or closed: what hangs on it may go on.
    pub const fn is_solved_problem(&self) -> bool {
        matches!(self.category, Category::Solved | Category::Closed)
    }

    /// The type that a ticket gets from what hangs on it; none: it keeps its own.
    pub fn kind_as(&self, relation: Relation) -> Option<Kind> {
        match relation {
            Relation::Incident if self.kind != Kind::Problem => Some(Kind::Problem),
            Relation::Incident
            | Relation::Related
            | Relation::Parent
            | Relation::Child
            | Relation::Original
            | Relation::Duplicate
            | Relation::Blocker
            | Relation::Blocked
            | Relation::Problem => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ticket::{TicketId, a_ticket};
    use base::Moment;

    #[test]
    fn whoever_looks_from_the_other_side_and_back_sees_the_same() {
        for relation in Relation::ALL {
            assert_eq!(relation.inverse().inverse(), *relation);
            assert_eq!(relation.inverse() == *relation, !relation.is_directed());
        }
    }

    #[test]
    fn nothing_is_linked_to_itself_or_to_the_trash() {
        let other = Ticket { id: TicketId(2), ..a_ticket() };
        assert_eq!(a_ticket().link_to(&other), Ok(()));
        assert_eq!(a_ticket().link_to(&a_ticket()), Err(Refusal::SameTicket));
        let trashed = Ticket { trashed_at: Some(Moment(1)), ..other };
        assert_eq!(a_ticket().link_to(&trashed), Err(Refusal::TicketTrashed));
    }

    #[test]
    fn what_has_incidents_is_a_problem() {
        assert_eq!(a_ticket().kind_as(Relation::Incident), Some(Kind::Problem));
        assert_eq!(a_ticket().kind_as(Relation::Child), None);
    }
}
