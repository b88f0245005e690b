//! Roles and the named permissions they carry.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads and writes notes; never answers a requester.
    Light,
    /// Answers like an agent; nothing of it leaves before a colleague has let it go.
    Novice,
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
    /// What they write leaves without a second person's word.
    SendAlone,
    /// Move to the trash, mark as spam, restore.
    Discard,
    /// Delete for ever what lies in the trash.
    Erase,
    /// Build views for a team or for everyone, and macros for teams.
    ShareViews,
    /// Make rules, try them and switch them on.
    Automate,
    /// Say yes to what others may not send alone.
    Release,
    /// Write articles, publish and archive them, and make categories.
    WriteArticles,
    /// Take categories of articles away.
    RemoveCategories,
}

impl Permission {
    pub const ALL: [Self; 15] = [
        Self::Configure,
        Self::ManageAgents,
        Self::ManageTags,
        Self::Operate,
        Self::EditPeople,
        Self::UndoOthers,
        Self::Reply,
        Self::SendAlone,
        Self::Discard,
        Self::Erase,
        Self::ShareViews,
        Self::Automate,
        Self::Release,
        Self::WriteArticles,
        Self::RemoveCategories,
    ];

    /// The Fluent key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Configure => "permission-configure",
            Self::ManageAgents => "permission-manage-agents",
            Self::ManageTags => "permission-manage-tags",
            Self::Operate => "permission-operate",
            Self::EditPeople => "permission-edit-people",
            Self::UndoOthers => "permission-undo-others",
            Self::Reply => "permission-reply",
            Self::SendAlone => "permission-send-alone",
            Self::Discard => "permission-discard",
            Self::Erase => "permission-erase",
            Self::ShareViews => "permission-share-views",
            Self::Automate => "permission-automate",
            Self::Release => "permission-release",
            Self::WriteArticles => "permission-write-articles",
            Self::RemoveCategories => "permission-remove-categories",
        }
    }
}

impl Role {
    pub const ALL: [Self; 5] = [Self::Administrator, Self::Supervisor, Self::Agent, Self::Novice, Self::Light];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Novice => "novice",
            Self::Agent => "agent",
            Self::Supervisor => "supervisor",
            Self::Administrator => "administrator",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// The Fluent key of its name; with `-hint`, of what it means.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Light => "role-light",
            Self::Novice => "role-novice",
            Self::Agent => "role-agent",
            Self::Supervisor => "role-supervisor",
            Self::Administrator => "role-administrator",
        }
    }

    pub const fn allows(self, permission: Permission) -> bool {
        match permission {
            Permission::Configure | Permission::ManageAgents => matches!(self, Self::Administrator),
            Permission::ManageTags
            | Permission::Operate
            | Permission::UndoOthers
            | Permission::Erase
            | Permission::ShareViews
            | Permission::Automate
            | Permission::Release
            | Permission::RemoveCategories => {
                matches!(self, Self::Administrator | Self::Supervisor)
            }
            Permission::SendAlone => !matches!(self, Self::Light | Self::Novice),
            Permission::EditPeople | Permission::Reply | Permission::Discard | Permission::WriteArticles => {
                !matches!(self, Self::Light)
            }
        }
    }
}

/// Some of the roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Vec<Role>", into = "Vec<Role>")]
pub struct Roles(u8);

impl Roles {
    pub const NONE: Self = Self(0);

    const fn bit(role: Role) -> u8 {
        1 << role as u8
    }

    pub const fn has(self, role: Role) -> bool {
        self.0 & Self::bit(role) != 0
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether all of them are among others.
    pub const fn are_among(self, others: Self) -> bool {
        self.0 & !others.0 == 0
    }

    /// The highest first.
    pub fn all(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.has(*role))
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        Self(roles.into_iter().fold(0, |bits, role| bits | Self::bit(role)))
    }
}

impl From<Vec<Role>> for Roles {
    fn from(roles: Vec<Role>) -> Self {
        roles.into_iter().collect()
    }
}

impl From<Roles> for Vec<Role> {
    fn from(roles: Roles) -> Self {
        roles.all().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{Language, words};

    #[test]
    fn roles_are_told_by_their_names() {
        let roles: Roles = [Role::Light, Role::Supervisor, Role::Light].into_iter().collect();
        assert_eq!(serde_json::to_string(&roles).unwrap(), r#"["supervisor","light"]"#);
        assert_eq!(serde_json::from_str::<Roles>(r#"["light","supervisor"]"#).unwrap(), roles);
        assert!(serde_json::from_str::<Roles>(r#"["captain"]"#).is_err());
        assert!(roles.has(Role::Light) && !roles.has(Role::Novice) && !roles.is_empty());
        let one: Roles = [Role::Light].into_iter().collect();
        assert!(one.are_among(roles) && !roles.are_among(one) && Roles::default().is_empty());
    }

    #[test]
    fn every_role_and_permission_has_words_in_every_language() {
        for words in Language::ALL.map(words::of) {
            for role in Role::ALL {
                assert!(words.knows(role.key()), "{role:?}");
                assert!(words.knows(&format!("{}-hint", role.key())), "{role:?}");
            }
            for permission in Permission::ALL {
                assert!(words.knows(permission.key()), "{permission:?}");
            }
        }
    }

    #[test]
    fn a_higher_role_may_all_that_a_lower_one_may() {
        let roles = [Role::Light, Role::Novice, Role::Agent, Role::Supervisor, Role::Administrator];
        for pair in roles.windows(2) {
            for permission in Permission::ALL {
                assert!(!pair[0].allows(permission) || pair[1].allows(permission), "{pair:?} {permission:?}");
            }
        }
        assert!(Permission::ALL.into_iter().all(|permission| Role::Administrator.allows(permission)));
        assert!(Permission::ALL.into_iter().all(|permission| !Role::Light.allows(permission)));
    }

    #[test]
    fn a_novice_is_an_agent_who_does_not_send_alone() {
        let differs = |permission: &Permission| Role::Novice.allows(*permission) != Role::Agent.allows(*permission);
        let differing: Vec<_> = Permission::ALL.into_iter().filter(differs).collect();
        assert_eq!(differing, [Permission::SendAlone]);
    }
}
