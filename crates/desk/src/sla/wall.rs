//! From a wall clock to moments. Where a clock change skips a time, the moment of the change stands for it; what comes
//! twice is its first time.

use super::Day;
use base::Moment;
use jiff::tz::{AmbiguousOffset, TimeZone};

pub(super) fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// The first moment at which the clock on the wall has come to that minute of the day; minutes go on into the next day.
pub(super) fn moment(zone: &TimeZone, day: Day, minute: u16) -> Moment {
    let day = day.plus(i32::from(minute / 1440));
    let (hour, rest) = ((minute % 1440) / 60, minute % 60);
    let then = day.0.at(i8::try_from(hour).unwrap_or(0), i8::try_from(rest).unwrap_or(0), 0, 0);
    let stamp = match zone.to_ambiguous_timestamp(then).offset() {
        AmbiguousOffset::Unambiguous { offset } | AmbiguousOffset::Fold { before: offset, .. } => {
            offset.to_timestamp(then)
        }
        AmbiguousOffset::Gap { after, .. } => after
            .to_timestamp(then)
            .map(|before| zone.following(before).next().map_or(before, |change| change.timestamp())),
    };
    Moment(stamp.map_or(i64::MAX, jiff::Timestamp::as_millisecond))
}

pub(super) fn day(zone: &TimeZone, moment: Moment) -> Day {
    Day(moment.timestamp().to_zoned(zone.clone()).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skipped_time_is_the_moment_of_the_change_and_a_double_one_its_first() {
        let berlin = zone("Europe/Berlin");
        let at = |day: &str, minute| moment(&berlin, day.parse().unwrap(), minute).rfc3339();
        assert_eq!(at("2026-03-29", 90), "2026-03-29T00:30:00Z");
        assert_eq!(at("2026-03-29", 150), "2026-03-29T01:00:00Z");
        assert_eq!(at("2026-03-29", 180), "2026-03-29T01:00:00Z");
        assert_eq!(at("2026-10-25", 150), "2026-10-25T00:30:00Z");
        assert_eq!(at("2026-10-24", 1440 + 180), "2026-10-25T02:00:00Z");
    }
}
