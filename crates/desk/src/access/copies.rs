//! Whether people in copy of a ticket see each other.

use crate::people::{Person, PersonId};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Copies {
    /// Everyone on the ticket sees who else is on it.
    #[default]
    Together,
    /// Only those who answer for us do.
    Apart,
}

impl Copies {
    pub const ALL: [Self; 2] = [Self::Together, Self::Apart];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Together => "together",
            Self::Apart => "apart",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|copies| copies.name() == name)
    }

    /// The Fluent key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Together => "copies-together",
            Self::Apart => "copies-apart",
        }
    }

    /// By what name others on the ticket read of somebody; empty: by none. `ours`: they answer for us.
    pub fn told(self, person: &Person, ours: bool, requester: PersonId) -> &str {
        if self == Self::Together || ours {
            person.shown()
        } else if person.id == requester {
            &person.name
        } else {
            ""
        }
    }
}
