//! Which tickets a reader may meet at all. No list is read without one.

use super::{Actor, Level, Role};
use crate::people::{PersonId, TeamId};
use crate::ticket::ReferredTo;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    All,
    /// Tickets of these teams, and those that were referred to one of them or to the agent.
    Agent {
        person: PersonId,
        teams: Vec<TeamId>,
    },
    /// Tickets this person asked or takes part in; never notes.
    Requester(PersonId),
    Nothing,
}

impl Scope {
    /// The teams whose tickets an agent meets; none: all there are.
    pub fn teams(self) -> Option<Vec<TeamId>> {
        match self {
            Self::All => None,
            Self::Agent { teams, .. } => Some(teams),
            Self::Requester(_) | Self::Nothing => Some(Vec::new()),
        }
    }

    /// Who was meant where something was referred to whoever reads.
    pub fn referred(&self) -> Vec<ReferredTo> {
        match self {
            Self::Agent { person, teams } => {
                let teams = teams.iter().copied().map(ReferredTo::Team);
                [ReferredTo::Person(*person)].into_iter().chain(teams).collect()
            }
            Self::All | Self::Requester(_) | Self::Nothing => Vec::new(),
        }
    }
}

impl Actor {
    pub fn scope(&self) -> Scope {
        match self {
            Self::System | Self::Rule(_) | Self::Flow(_) | Self::Agent { role: Role::Administrator, .. } => Scope::All,
            Self::Agent { person, levels, .. } => {
                let seen = levels.iter().filter(|(_, level)| **level > Level::None);
                Scope::Agent { person: *person, teams: seen.map(|(team, _)| *team).collect() }
            }
            Self::Requester(person) => Scope::Requester(*person),
            Self::Anonymous => Scope::Nothing,
        }
    }
}
