//! Which tickets a reader may meet at all. No list is read without one.

use super::{Actor, Level, Role};
use crate::people::{PersonId, TeamId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    All,
    /// Tickets of these teams.
    Teams(Vec<TeamId>),
    /// Tickets this person asked or takes part in; never notes.
    Requester(PersonId),
    Nothing,
}

impl Scope {
    /// The teams whose tickets an agent meets; none: all there are.
    pub fn teams(self) -> Option<Vec<TeamId>> {
        match self {
            Self::All => None,
            Self::Teams(teams) => Some(teams),
            Self::Requester(_) | Self::Nothing => Some(Vec::new()),
        }
    }
}

impl Actor {
    pub fn scope(&self) -> Scope {
        match self {
            Self::System | Self::Rule(_) | Self::Flow(_) | Self::Agent { role: Role::Administrator, .. } => Scope::All,
            Self::Agent { levels, .. } => {
                Scope::Teams(levels.iter().filter(|(_, level)| **level > Level::None).map(|(team, _)| *team).collect())
            }
            Self::Requester(person) => Scope::Requester(*person),
            Self::Anonymous => Scope::Nothing,
        }
    }
}
