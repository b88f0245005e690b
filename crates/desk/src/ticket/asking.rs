//! On which tickets whoever writes is asked how long they worked.

use crate::Refusal;
use crate::condition::{Condition, kept};
use serde::{Deserialize, Serialize};

crate::ticket_words! {
    Asks {
        Never = "never",
        /// There is a field; who leaves it empty enters nothing.
        Offers = "offers",
        /// Nothing is sent without.
        Requires = "requires",
    }
}

impl Asks {
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
