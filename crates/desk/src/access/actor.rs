//! The one who asks or acts, with everything the policy needs to know of them.

use super::{Level, Permission, Role};
use crate::automation::RuleId;
use crate::event::Who;
use crate::flow::FlowId;
use crate::people::{PersonId, TeamId};
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq)]
pub enum Actor {
    /// Not signed in.
    Anonymous,
    /// A customer or colleague who asks, known by a session or a signed link.
    Requester(PersonId),
    Agent {
        person: PersonId,
        role: Role,
        levels: BTreeMap<TeamId, Level>,
    },
    /// Mail and clock: the desk itself.
    System,
    /// A rule, with the hands of the desk: whoever made it answers for it.
    Rule(RuleId),
    /// A flow, likewise.
    Flow(FlowId),
}

impl Actor {
    pub fn who(&self) -> Who {
        match self {
            Self::Anonymous => Who::Anonymous,
            Self::Requester(person) | Self::Agent { person, .. } => Who::Person(*person),
            Self::System => Who::System,
            Self::Rule(rule) => Who::Rule(*rule),
            Self::Flow(flow) => Who::Flow(*flow),
        }
    }

    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::Requester(person) | Self::Agent { person, .. } => Some(*person),
            Self::Anonymous | Self::System | Self::Rule(_) | Self::Flow(_) => None,
        }
    }

    pub fn role(&self) -> Option<Role> {
        match self {
            Self::Agent { role, .. } => Some(*role),
            Self::Anonymous | Self::Requester(_) | Self::System | Self::Rule(_) | Self::Flow(_) => None,
        }
    }

    /// What they write leaves without a second person's word; who is no agent writes nothing that could wait.
    pub fn sends_alone(&self) -> bool {
        self.role().is_none_or(|role| role.allows(Permission::SendAlone))
    }

    /// Those of an agent; nobody else has any.
    pub fn own_teams(&self) -> Vec<TeamId> {
        match self {
            Self::Agent { levels, .. } => {
                levels.iter().filter(|(_, level)| **level > Level::None).map(|(team, _)| *team).collect()
            }
            Self::Anonymous | Self::Requester(_) | Self::System | Self::Rule(_) | Self::Flow(_) => Vec::new(),
        }
    }

    /// The same with the whole reach in one more team.
    #[must_use]
    pub fn reaching(&self, team: TeamId) -> Self {
        let mut reaching = self.clone();
        if let Self::Agent { levels, .. } = &mut reaching {
            levels.insert(team, Level::Full);
        }
        reaching
    }

    /// The level in a team. An administrator has the full level everywhere.
    pub fn level(&self, team: TeamId) -> Level {
        match self {
            Self::System | Self::Rule(_) | Self::Flow(_) | Self::Agent { role: Role::Administrator, .. } => Level::Full,
            Self::Agent { levels, .. } => levels.get(&team).copied().unwrap_or_default(),
            Self::Anonymous | Self::Requester(_) => Level::None,
        }
    }
}
