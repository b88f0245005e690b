//! Days that are not as their weekday would be.

use super::hours::{Known, Ruled};
use super::{Day, Hours, Interval, Why};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OddDay {
    pub day: Day,
    /// None: closed.
    pub hours: Vec<Interval>,
    pub why: Why,
}

impl Hours {
    /// Holidays and days of one's own from a day on, at most `most`, within so many days.
    pub fn coming(&self, from: Day, within: i32, most: usize) -> Vec<OddDay> {
        let mut known = Known::default();
        let days = (0..within).filter_map(|by| self.odd(from.plus(by), &mut known));
        days.take(most).collect()
    }

    fn odd(&self, day: Day, known: &mut Known) -> Option<OddDay> {
        let ruled = self.ruled(day, known);
        let hours = ruled.hours().to_vec();
        let why = match ruled {
            Ruled::Own(own) => Why::Own(own.name.clone()),
            Ruled::Holiday(key) => Why::Holiday(key),
            Ruled::Week(_) => return None,
        };
        Some(OddDay { day, hours, why })
    }
}
