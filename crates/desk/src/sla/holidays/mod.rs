//! Public holidays by the rules of their laws, so that no list grows old. Which years a rule is known for is said with it.

mod france;
mod germany;
mod japan;
mod rule;
mod united_kingdom;
mod united_states;

use super::Day;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// A list of holidays that a calendar may follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidayList {
    Japan,
    UnitedStates,
    /// England and Wales.
    UnitedKingdom,
    /// Those of all states.
    Germany,
    France,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holiday {
    pub day: Day,
    /// The Fluent key of its name.
    pub key: &'static str,
}

impl HolidayList {
    pub const ALL: [Self; 5] = [Self::Japan, Self::UnitedStates, Self::UnitedKingdom, Self::Germany, Self::France];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Japan => "japan",
            Self::UnitedStates => "united_states",
            Self::UnitedKingdom => "united_kingdom",
            Self::Germany => "germany",
            Self::France => "france",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.name() == name)
    }

    /// Those of the country in which clocks are set by this zone.
    pub fn of_zone(zone: &str) -> Option<Self> {
        match zone {
            "Asia/Tokyo" | "Japan" => Some(Self::Japan),
            "Europe/London" => Some(Self::UnitedKingdom),
            "Europe/Berlin" => Some(Self::Germany),
            "Europe/Paris" => Some(Self::France),
            "America/New_York" | "America/Chicago" | "America/Denver" | "America/Los_Angeles" => {
                Some(Self::UnitedStates)
            }
            _ => None,
        }
    }

    /// The Fluent key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Japan => "holidays-japan",
            Self::UnitedStates => "holidays-united-states",
            Self::UnitedKingdom => "holidays-united-kingdom",
            Self::Germany => "holidays-germany",
            Self::France => "holidays-france",
        }
    }

    /// The years the rule is known for; in others there are no holidays.
    pub const fn years(self) -> RangeInclusive<i16> {
        match self {
            Self::Japan => 2020..=2099,
            Self::UnitedStates => 2022..=2099,
            Self::UnitedKingdom => 2023..=2099,
            Self::Germany | Self::France => 2000..=2099,
        }
    }

    /// In the order of the year.
    pub fn of_year(self, year: i16) -> Vec<Holiday> {
        if !self.years().contains(&year) {
            return Vec::new();
        }
        let mut days = match self {
            Self::Japan => japan::of_year(year),
            Self::UnitedStates => united_states::of_year(year),
            Self::UnitedKingdom => united_kingdom::of_year(year),
            Self::Germany => germany::of_year(year),
            Self::France => france::of_year(year),
        };
        days.sort_unstable();
        days
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{Language, words};

    #[test]
    fn every_holiday_has_a_name_in_every_language() {
        for words in Language::ALL.map(words::of) {
            for list in HolidayList::ALL {
                assert!(words.knows(list.key()), "{} in {:?}", list.key(), words.language());
                for holiday in (2022..2040).flat_map(|year| list.of_year(year)) {
                    assert!(words.knows(holiday.key), "{} in {:?}", holiday.key, words.language());
                }
            }
        }
    }

    #[test]
    fn a_year_nobody_knows_the_rule_for_has_none() {
        assert_eq!(HolidayList::Japan.of_year(2100), Vec::new());
    }
}
