//! The set-ups that come with the program.

use super::SetUp;

/// One of them.
#[derive(Clone, Copy, Debug)]
pub struct Shipped {
    /// The word in addresses and on the command line.
    pub key: &'static str,
    pub icon: &'static str,
    text: &'static str,
}

pub const SHIPPED: &[Shipped] = &[
    Shipped { key: "support", icon: "mail", text: include_str!("../../setups/support.json") },
    Shipped { key: "it", icon: "key", text: include_str!("../../setups/it.json") },
    Shipped { key: "facilities", icon: "building", text: include_str!("../../setups/facilities.json") },
    Shipped { key: "office", icon: "people", text: include_str!("../../setups/office.json") },
];

impl Shipped {
    pub fn named(key: &str) -> Option<&'static Self> {
        SHIPPED.iter().find(|one| one.key == key)
    }

    pub const fn text(&self) -> &'static str {
        self.text
    }

    /// As it was checked when it was built.
    pub fn read(&self) -> SetUp {
        SetUp::read(self.text).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setup::Part;

    #[test]
    fn every_set_up_that_comes_with_the_program_is_sound_and_complete() {
        for one in SHIPPED {
            let setup = SetUp::read(one.text).unwrap_or_else(|fault| panic!("{}: {fault:?}", one.key));
            assert!(!setup.name.en.is_empty() && !setup.name.ja.is_empty(), "{}", one.key);
            assert!(!setup.purpose.en.is_empty() && !setup.purpose.ja.is_empty(), "{}", one.key);
            for part in Part::ALL {
                let may_lack =
                    matches!(part, Part::Tags | Part::People | Part::ObjectTypes | Part::Approvals | Part::Files);
                assert!(may_lack || setup.count(*part) > 0, "{} has no {}", one.key, part.name());
            }
            assert_eq!(SetUp::read(&setup.written()), Ok(setup), "{}", one.key);
        }
    }
}
