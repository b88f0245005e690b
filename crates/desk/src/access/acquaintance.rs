//! Whom agents find among the people.

use super::{Actor, Scope};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Acquaintance {
    #[default]
    Everybody,
    /// Who is on a ticket that they may see, and whom they or a colleague of one of their teams have entered.
    OfTickets,
}

impl Acquaintance {
    pub const ALL: [Self; 2] = [Self::Everybody, Self::OfTickets];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Everybody => "everybody",
            Self::OfTickets => "of_tickets",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|acquaintance| acquaintance.name() == name)
    }

    /// The Fluent key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Everybody => "acquaintance-everybody",
            Self::OfTickets => "acquaintance-of-tickets",
        }
    }

    /// The tickets by which an agent knows people.
    pub fn scope(self, actor: &Actor) -> Scope {
        match self {
            Self::Everybody => Scope::All,
            Self::OfTickets => actor.scope(),
        }
    }
}
