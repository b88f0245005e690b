//! A signed-in browser, and the one-time links that lead to one.

use crate::people::PersonId;
use base::{Digest, Moment};

/// One signed-in browser. Its token is known only to that browser; we keep the digest.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    pub digest: Digest,
    pub person: PersonId,
    /// Signed in at the workspace; false for a requester's portal session.
    pub agent: bool,
    pub created_at: Moment,
    pub seen_at: Moment,
    pub expires_at: Moment,
    pub address: String,
    pub browser: String,
}

/// What a mailed or printed one-time link is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// First start: make the organisation and its administrator.
    SetUp,
    /// An invited agent chooses a password.
    Invitation,
    /// An agent chooses a new password.
    Reset,
    /// A requester signs in to the portal.
    SignIn,
}

impl Purpose {
    pub const ALL: [Self; 4] = [Self::SetUp, Self::Invitation, Self::Reset, Self::SignIn];

    pub const fn name(self) -> &'static str {
        match self {
            Self::SetUp => "set_up",
            Self::Invitation => "invitation",
            Self::Reset => "reset",
            Self::SignIn => "sign_in",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.name() == name)
    }
}
