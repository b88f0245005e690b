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

/// A day of a year as a preview draws it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearDay {
    pub day: Day,
    pub open: bool,
    /// None: as its weekday always is.
    pub why: Option<Why>,
}

impl Hours {
    /// Every day of a year, in order.
    pub fn year(&self, year: i16) -> Vec<YearDay> {
        let mut known = Known::default();
        let (mut days, mut next) = (Vec::with_capacity(366), Day::of(year, 1, 1));
        while let Some(day) = next.filter(|day| day.year() == year) {
            let open = !self.ruled(day, &mut known).hours().is_empty();
            days.push(YearDay { day, open, why: self.odd(day, &mut known).map(|odd| odd.why) });
            next = Some(day.plus(1)).filter(|tomorrow| *tomorrow != day);
        }
        days
    }

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
            Ruled::Again(again) => Why::Own(again.name.clone()),
            Ruled::Holiday(key) => Why::Holiday(key),
            Ruled::Week(_) => return None,
        };
        Some(OddDay { day, hours, why })
    }
}
