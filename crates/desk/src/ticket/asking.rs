//! On which tickets whoever writes is asked how long they worked.

use crate::Refusal;
use crate::condition::{Condition, kept};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asks {
    #[default]
    Never,
    /// There is a field; who leaves it empty enters nothing.
    Offers,
    /// Nothing is sent without.
    Requires,
}

impl Asks {
    pub const ALL: [Self; 3] = [Self::Never, Self::Offers, Self::Requires];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Offers => "offers",
            Self::Requires => "requires",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|asks| asks.name() == name)
    }

    pub const fn key(self) -> &'static str {
        match self {
            Self::Never => "asking-time-never",
            Self::Offers => "asking-time-offers",
            Self::Requires => "asking-time-requires",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimeAsking {
    pub asks: Asks,
    #[serde(with = "kept")]
    pub condition: Condition,
}

impl Default for TimeAsking {
    fn default() -> Self {
        Self { asks: Asks::Never, condition: Condition::everything() }
    }
}

impl TimeAsking {
    pub fn sound(self) -> Result<Self, Refusal> {
        Ok(Self { condition: self.condition.checked()?, ..self })
    }
}
