//! How much somebody matters, as lists and profiles mark it: a picture with its word, nothing where it is as usual.

use desk::people::Tier;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    pub name: &'static str,
    pub icon: &'static str,
    pub key: &'static str,
}

pub fn mark(tier: Tier) -> Option<Mark> {
    let icon = match tier {
        Tier::Standard => return None,
        Tier::Important => "flag",
        Tier::Vip => "crown",
    };
    Some(Mark { name: tier.name(), icon, key: tier.key() })
}
