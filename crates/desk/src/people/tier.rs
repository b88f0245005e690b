//! How much somebody matters to us: a person, or everybody of an organisation.

use serde::{Deserialize, Serialize};

/// In the order in which they matter more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    #[default]
    Standard,
    Important,
    Vip,
}

impl Tier {
    pub const ALL: [Self; 3] = [Self::Standard, Self::Important, Self::Vip];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Important => "important",
            Self::Vip => "vip",
        }
    }

    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tier| tier.name() == word)
    }

    /// As somebody types it, in either language.
    pub fn typed(text: &str) -> Option<Self> {
        let word = text.trim().to_lowercase();
        Self::named(&word).or(match word.as_str() {
            "標準" => Some(Self::Standard),
            "重要" => Some(Self::Important),
            "ｖｉｐ" => Some(Self::Vip),
            _ => None,
        })
    }

    /// The Fluent key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Standard => "tier-standard",
            Self::Important => "tier-important",
            Self::Vip => "tier-vip",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_higher_of_two_counts() {
        assert_eq!(Tier::Standard.max(Tier::Vip), Tier::Vip);
        assert_eq!(Tier::Important.max(Tier::Standard), Tier::Important);
        assert_eq!(Tier::typed(" VIP "), Some(Tier::Vip));
        assert_eq!(Tier::typed("重要"), Some(Tier::Important));
        assert_eq!(Tier::typed("gold"), None);
    }
}
