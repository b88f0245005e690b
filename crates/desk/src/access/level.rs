//! How far an agent may go in one team; each level includes those before it.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The team's tickets are not there.
    #[default]
    None,
    /// Read, write notes.
    Read,
    /// Answer requesters, and change status, tags and assignee.
    Reply,
    /// Also trash, spam, requester and moving to another team.
    Full,
}

impl Level {
    pub const ALL: [Self; 4] = [Self::None, Self::Read, Self::Reply, Self::Full];

    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Read => "read",
            Self::Reply => "reply",
            Self::Full => "full",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }

    /// The Fluent key of its name; with `-hint`, of what it means.
    pub const fn key(self) -> &'static str {
        match self {
            Self::None => "level-none",
            Self::Read => "level-read",
            Self::Reply => "level-reply",
            Self::Full => "level-full",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{Language, words};

    #[test]
    fn every_level_has_words_in_every_language() {
        for words in Language::ALL.map(words::of) {
            for level in Level::ALL {
                assert!(words.knows(level.key()) && words.knows(&format!("{}-hint", level.key())), "{level:?}");
            }
        }
    }
}
