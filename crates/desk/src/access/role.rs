//! Roles and the named permissions they carry.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads and writes notes; never answers a requester.
    Light,
    Agent,
    /// Steers teams: sees the outbox and everybody's work in them.
    Supervisor,
    /// Sets up the desk; full level in every team.
    Administrator,
}

/// What a role allows, apart from the level in a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Permission {
    /// Organisation, mailboxes, statuses, brands.
    Configure,
    /// Invite, change and deactivate agents; teams and their levels.
    ManageAgents,
    ManageTags,
    /// See the outbox and the jobs, retry what failed.
    Operate,
    /// Edit people and organisations.
    EditPeople,
    /// Take back what somebody else did.
    UndoOthers,
    /// Answer requesters at all.
    Reply,
    /// Move to the trash, mark as spam, restore.
    Discard,
}

impl Role {
    pub const ALL: [Self; 4] = [Self::Administrator, Self::Supervisor, Self::Agent, Self::Light];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Agent => "agent",
            Self::Supervisor => "supervisor",
            Self::Administrator => "administrator",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    pub const fn allows(self, permission: Permission) -> bool {
        match permission {
            Permission::Configure | Permission::ManageAgents => matches!(self, Self::Administrator),
            Permission::ManageTags | Permission::Operate | Permission::UndoOthers => {
                matches!(self, Self::Administrator | Self::Supervisor)
            }
            Permission::EditPeople | Permission::Reply | Permission::Discard => !matches!(self, Self::Light),
        }
    }
}
