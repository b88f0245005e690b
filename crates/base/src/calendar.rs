//! Where the days, weeks, months and years of a time zone begin.

use crate::Moment;
use jiff::ToSpan;
use jiff::civil::Date;

/// A stretch of the calendar. A week begins on Monday (ISO 8601).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stretch {
    Day,
    Week,
    Month,
    Year,
}

impl Moment {
    /// Where the stretch that holds this moment begins in a zone, moved on by whole stretches: `(Day, -1)` is the
    /// beginning of yesterday. Beyond the calendar's end it is this moment itself.
    pub fn start_of(self, stretch: Stretch, by: i32, zone: &str) -> Self {
        let today = self.in_zone(zone).date();
        let first = match stretch {
            Stretch::Day => today.checked_add(by.days()),
            Stretch::Week => today.checked_add((by * 7 - i32::from(today.weekday().to_monday_zero_offset())).days()),
            Stretch::Month => today.first_of_month().checked_add(by.months()),
            Stretch::Year => today.first_of_year().checked_add(by.years()),
        };
        first.ok().and_then(|first| midnight(first, zone)).unwrap_or(self)
    }

    /// The beginning of a day that is written `2026-03-01`, and of the next one.
    pub fn day(text: &str, zone: &str) -> Option<(Self, Self)> {
        let day: Date = text.parse().ok()?;
        Some((midnight(day, zone)?, midnight(day.tomorrow().ok()?, zone)?))
    }
}

/// The first moment of a day; where a clock change skips midnight, the moment the clock goes on.
fn midnight(day: Date, zone: &str) -> Option<Moment> {
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    Some(Moment(day.to_zoned(zone).ok()?.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sunday, 1 March 2026, 18:30 in Tokyo.
    const SUNDAY: Moment = Moment(1_772_357_400_000);

    #[test]
    fn each_stretch_begins_where_its_zone_says() {
        let at = |stretch, by| SUNDAY.start_of(stretch, by, "Asia/Tokyo").rfc3339();
        assert_eq!(at(Stretch::Day, 0), "2026-02-28T15:00:00Z");
        assert_eq!(at(Stretch::Day, -1), "2026-02-27T15:00:00Z");
        assert_eq!(at(Stretch::Week, 0), "2026-02-22T15:00:00Z");
        assert_eq!(at(Stretch::Week, 1), "2026-03-01T15:00:00Z");
        assert_eq!(at(Stretch::Month, -1), "2026-01-31T15:00:00Z");
        assert_eq!(at(Stretch::Month, 1), "2026-03-31T15:00:00Z");
        assert_eq!(at(Stretch::Year, 0), "2025-12-31T15:00:00Z");
        assert_eq!(at(Stretch::Year, -1), "2024-12-31T15:00:00Z");
    }

    #[test]
    fn a_day_of_a_clock_change_is_as_long_as_it_is() {
        let (from, until) = Moment::day("2026-03-29", "Europe/Berlin").unwrap();
        assert_eq!(until.since(from).as_secs(), 23 * 3600);
        assert_eq!(Moment::day("2026-02-30", "Europe/Berlin"), None);
    }
}
