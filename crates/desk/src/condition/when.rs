//! Times that are told from where one stands: the last three days, yesterday, before 1 March.
//!
//! Each is told in two ways that mean the same: which moments it holds now, as a range that an index can be asked for;
//! and during which time it holds for a given moment, so that a counter knows when to look again.

use base::{Moment, Stretch};
use std::ops::Range;
use std::time::Duration;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// In the last … until now.
    Within(Span),
    /// Longer ago than …
    Older(Span),
    /// In the next …
    Coming(Span),
    /// A whole day, week, month or year, counted from the present one: `(Day, -1)` is yesterday.
    In(Stretch, i32),
    /// On a day, as it is written: `2026-03-01`.
    On(String),
    Before(String),
    After(String),
    /// From one day to another, both of them included.
    Between(String, String),
}

/// So many hours or days of 24 hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Span {
    Minutes(u32),
    Hours(u32),
    Days(u32),
    Weeks(u32),
}

impl Span {
    /// Ten years.
    const LONGEST: Duration = Duration::from_secs(3_653 * 24 * 3600);

    pub fn duration(self) -> Duration {
        match self {
            Self::Minutes(minutes) => Duration::from_secs(u64::from(minutes) * 60),
            Self::Hours(hours) => Duration::from_secs(u64::from(hours) * 3600),
            Self::Days(days) => Duration::from_secs(u64::from(days) * 24 * 3600),
            Self::Weeks(weeks) => Duration::from_secs(u64::from(weeks) * 7 * 24 * 3600),
        }
    }
}

const FIRST: Moment = Moment(i64::MIN);
const LAST: Moment = Moment(i64::MAX);
const TICK: Duration = Duration::from_millis(1);

impl When {
    pub fn is_sound(&self) -> bool {
        match self {
            Self::Within(span) | Self::Older(span) | Self::Coming(span) => {
                (TICK..=Span::LONGEST).contains(&span.duration())
            }
            Self::In(_, by) => (-24..=24).contains(by),
            Self::On(day) | Self::Before(day) | Self::After(day) => Moment::day(day, "UTC").is_some(),
            Self::Between(first, last) => match (Moment::day(first, "UTC"), Moment::day(last, "UTC")) {
                (Some(first), Some(last)) => first <= last,
                (_, _) => false,
            },
        }
    }

    /// The moments that are meant now.
    pub fn range(&self, now: Moment, zone: &str) -> Range<Moment> {
        let day = |day: &str| Moment::day(day, zone).unwrap_or((LAST, LAST));
        match self {
            Self::Within(span) => now.minus(span.duration())..now.plus(TICK),
            Self::Older(span) => FIRST..now.minus(span.duration()),
            Self::Coming(span) => now.plus(TICK)..now.plus(span.duration()).plus(TICK),
            Self::In(stretch, by) => now.start_of(*stretch, *by, zone)..now.start_of(*stretch, by + 1, zone),
            Self::On(text) => day(text).0..day(text).1,
            Self::Before(text) => FIRST..day(text).0,
            Self::After(text) => day(text).1..LAST,
            Self::Between(first, last) => day(first).0..day(last).1,
        }
    }

    /// The time during which a moment is meant.
    pub fn during(&self, moment: Moment, zone: &str) -> Range<Moment> {
        match self {
            Self::Within(span) => moment..moment.plus(span.duration()).plus(TICK),
            Self::Older(span) => moment.plus(span.duration()).plus(TICK)..LAST,
            Self::Coming(span) => moment.minus(span.duration())..moment,
            Self::In(stretch, by) => moment.start_of(*stretch, -by, zone)..moment.start_of(*stretch, 1 - by, zone),
            // The clock changes nothing about these.
            Self::On(_) | Self::Before(_) | Self::After(_) | Self::Between(..) => FIRST..LAST,
        }
    }

    /// Its meaning depends on where one lives.
    pub const fn is_local(&self) -> bool {
        !matches!(self, Self::Within(_) | Self::Older(_) | Self::Coming(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;
    const START: i64 = 1_772_357_400_000;

    #[test]
    fn both_ways_of_telling_a_time_mean_the_same() {
        let whens = [
            When::Within(Span::Hours(3)),
            When::Older(Span::Days(2)),
            When::Coming(Span::Minutes(90)),
            When::In(Stretch::Day, 0),
            When::In(Stretch::Day, -1),
            When::In(Stretch::Day, 1),
            When::In(Stretch::Week, 0),
            When::In(Stretch::Week, -1),
            When::In(Stretch::Month, 0),
            When::In(Stretch::Month, -1),
            When::In(Stretch::Month, 1),
            When::In(Stretch::Year, 0),
            When::Coming(Span::Weeks(1)),
        ];
        for when in &whens {
            for zone in ["Asia/Tokyo", "Europe/Berlin", "UTC"] {
                // Over the clock change of 29 March, and the ends of months.
                for now in (0..40 * 24).step_by(7).map(|hours| Moment(START + hours * HOUR)) {
                    for moment in (-80..80).map(|hours| now.0 + hours * HOUR / 2 + (hours % 3)).map(Moment) {
                        let told = when.range(now, zone).contains(&moment);
                        assert_eq!(told, when.during(moment, zone).contains(&now), "{when:?} {zone} {now} {moment}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_day_is_meant_from_its_midnight_to_the_next() {
        let first = When::On("2026-03-01".into()).range(Moment(0), "Asia/Tokyo");
        assert_eq!(
            (first.start.rfc3339().as_str(), first.end.rfc3339().as_str()),
            ("2026-02-28T15:00:00Z", "2026-03-01T15:00:00Z")
        );
        assert!(!When::On("2026-02-30".into()).is_sound());
    }

    #[test]
    fn what_lies_between_two_days_has_both_of_them() {
        let between = |first: &str, last: &str| When::Between(first.into(), last.into());
        let days = between("2026-03-01", "2026-03-02").range(Moment(0), "Asia/Tokyo");
        assert_eq!(
            (days.start.rfc3339().as_str(), days.end.rfc3339().as_str()),
            ("2026-02-28T15:00:00Z", "2026-03-02T15:00:00Z")
        );
        assert!(between("2026-03-01", "2026-03-01").is_sound());
        for (first, last) in [("2026-03-02", "2026-03-01"), ("2026-03-01", "2026-02-30"), ("", "2026-03-01")] {
            assert!(!between(first, last).is_sound(), "{first} {last}");
        }
    }

    #[test]
    fn a_year_is_meant_from_its_first_day_to_the_next() {
        let last = When::In(Stretch::Year, -1);
        let meant = last.range(Moment(START), "UTC");
        assert_eq!(
            (meant.start.rfc3339().as_str(), meant.end.rfc3339().as_str()),
            ("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z")
        );
        let during = last.during(meant.start, "UTC");
        assert_eq!(during.start, meant.end, "it is last year's from the first day of this one");
        assert!(during.contains(&Moment(START)));
    }
}
