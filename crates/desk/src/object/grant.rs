//! Who may do what with the objects of a type.

use super::ObjectType;
use crate::access::{Actor, Level, Permission, Role};
use crate::people::TeamId;
use crate::{Done, Error, Refusal};
use serde::{Deserialize, Serialize};

/// Lines of one type's permissions.
pub const MOST_GRANTS: usize = 100;

crate::ticket_words! {
    /// Each holds what stands before it.
    Right { None = "none", See = "see", Edit = "edit", Manage = "manage", }
}

/// To whom a right is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// Whoever has the role.
    Role(Role),
    /// Whoever is in the team.
    Team(TeamId),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    pub party: Party,
    pub right: Right,
}

impl Grant {
    /// What is proposed: everybody here sees them, agents edit, supervisors manage.
    pub fn usual() -> Vec<Self> {
        let rights = [
            (Role::Light, Right::See),
            (Role::Novice, Right::Edit),
            (Role::Agent, Right::Edit),
            (Role::Supervisor, Right::Manage),
        ];
        rights.map(|(role, right)| Self { party: Party::Role(role), right }).into()
    }
}

impl Actor {
    /// The best of what is given to them. Whoever sets the desk up may everything; who is no agent, nothing.
    pub fn right_to(&self, objects: &ObjectType) -> Right {
        let (role, all) = match self {
            Self::System | Self::Rule(_) | Self::Flow(_) => return Right::Manage,
            Self::Anonymous | Self::Requester(_) => return Right::None,
            Self::Agent { role, .. } => (*role, role.allows(Permission::Configure)),
        };
        if all {
            return Right::Manage;
        }
        let meant = |grant: &&Grant| match grant.party {
            Party::Role(other) => other == role,
            Party::Team(team) => self.level(team) > Level::None,
        };
        objects.wish.grants.iter().filter(meant).map(|grant| grant.right).max().unwrap_or(Right::None)
    }

    /// Who may not even see them is told that nothing is there.
    pub fn may_objects(&self, objects: &ObjectType, right: Right) -> Done<()> {
        match self.right_to(objects) {
            Right::None => Err(Error::Missing),
            own if own >= right => Ok(()),
            Right::See | Right::Edit | Right::Manage => Err(Refusal::NotAllowed.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::a_type;
    use super::*;
    use crate::people::PersonId;

    fn agent(role: Role, team: i64) -> Actor {
        Actor::Agent { person: PersonId(7), role, levels: [(TeamId(team), Level::Read)].into() }
    }

    #[test]
    fn the_best_right_counts_and_a_stranger_finds_nothing() {
        let mut assets = a_type();
        assets.wish.grants = vec![
            Grant { party: Party::Role(Role::Agent), right: Right::See },
            Grant { party: Party::Team(TeamId(2)), right: Right::Manage },
        ];
        assert_eq!(agent(Role::Agent, 1).right_to(&assets), Right::See);
        assert_eq!(agent(Role::Agent, 2).right_to(&assets), Right::Manage);
        assert_eq!(agent(Role::Administrator, 1).right_to(&assets), Right::Manage);
        assert!(matches!(agent(Role::Light, 1).may_objects(&assets, Right::See), Err(Error::Missing)));
        assert!(matches!(
            agent(Role::Agent, 1).may_objects(&assets, Right::Edit),
            Err(Error::Refused(Refusal::NotAllowed))
        ));
        assert!(matches!(Actor::Requester(PersonId(1)).may_objects(&assets, Right::See), Err(Error::Missing)));
        assert!(Actor::System.may_objects(&assets, Right::Manage).is_ok());
    }
}
