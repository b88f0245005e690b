//! A person who answers.

use super::{PersonId, TeamId};
use crate::access::{Actor, Level, Role};
use base::Moment;
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq)]
pub struct Agent {
    pub person: PersonId,
    pub role: Role,
    /// False once deactivated: signs in no more, keeps their name on what they did.
    pub active: bool,
    /// None until the invitation is accepted.
    pub joined_at: Option<Moment>,
    pub levels: BTreeMap<TeamId, Level>,
    /// What stands beneath replies, in words.
    pub signature: String,
    pub version: i64,
}

impl Agent {
    pub fn actor(&self) -> Actor {
        Actor::Agent { person: self.person, role: self.role, levels: self.levels.clone() }
    }

    /// As a member of the team: administrators, who may do everything everywhere, belong where they have one.
    pub fn level(&self, team: TeamId) -> Level {
        self.levels.get(&team).copied().unwrap_or_default()
    }
}
