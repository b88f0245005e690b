//! Quiet hours: nothing rings, and what was held comes as one summary afterwards.

use base::Moment;
use serde::{Deserialize, Serialize};

const DAY: i64 = 24 * 60;
/// Days that are looked at: who rests every day of the week is still told once in a week.
const LOOKED: usize = 16;

/// On one's own wall clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quiet {
    /// Minutes after midnight; the same twice: at no time of a working day.
    pub from: i64,
    pub until: i64,
    /// Days that are quiet from midnight to midnight, Monday first.
    pub days: [bool; 7],
}

impl Quiet {
    /// The clock times are ones.
    pub fn is_sound(&self) -> bool {
        (0..DAY).contains(&self.from) && (0..DAY).contains(&self.until)
    }

    /// Until when it is quiet; none: it is not.
    pub fn until(&self, now: Moment, zone: &str) -> Option<Moment> {
        let mut then = now;
        for _ in 0..LOOKED {
            match self.step(then, zone) {
                Some(next) if next > then => then = next,
                Some(_) | None => break,
            }
        }
        (then > now).then_some(then)
    }

    /// The end of the quiet stretch that this moment lies in.
    fn step(&self, at: Moment, zone: &str) -> Option<Moment> {
        let wall = at.in_zone(zone);
        let minute = i64::from(wall.hour()) * 60 + i64::from(wall.minute());
        let weekday = usize::try_from(wall.weekday().to_monday_zero_offset()).unwrap_or_default();
        let day = if self.days.get(weekday).copied().unwrap_or_default() {
            return clock(&wall, 1, 0);
        } else if self.from < self.until {
            (self.from..self.until).contains(&minute).then_some(0)
        } else if self.from > self.until {
            if minute >= self.from { Some(1) } else { (minute < self.until).then_some(0) }
        } else {
            None
        };
        day.and_then(|day| clock(&wall, day, self.until))
    }
}

/// So many days later, at a minute of the day.
fn clock(wall: &jiff::Zoned, days: i64, minute: i64) -> Option<Moment> {
    let date = wall.date().checked_add(jiff::Span::new().days(days)).ok()?;
    let time = jiff::civil::time(i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?, 0, 0);
    let then = date.to_datetime(time).to_zoned(wall.time_zone().clone()).ok()?;
    Some(Moment(then.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZONE: &str = "Asia/Tokyo";

    fn at(text: &str) -> Moment {
        Moment::on_wall_clock(text, ZONE).unwrap()
    }

    #[test]
    fn it_ends_in_the_morning_and_after_the_days_of_rest() {
        let quiet = Quiet { from: 19 * 60, until: 8 * 60 + 30, days: [false, false, false, false, false, true, true] };
        // 2 March 2026 is a Monday.
        for (now, until) in [
            ("2026-03-02T12:00", None),
            ("2026-03-02T18:59", None),
            ("2026-03-02T19:00", Some("2026-03-03T08:30")),
            ("2026-03-03T07:00", Some("2026-03-03T08:30")),
            ("2026-03-03T08:30", None),
            ("2026-03-06T20:00", Some("2026-03-09T08:30")),
            ("2026-03-08T12:00", Some("2026-03-09T08:30")),
        ] {
            assert_eq!(quiet.until(at(now), ZONE), until.map(at), "{now}");
        }
    }

    #[test]
    fn it_may_lie_within_a_day_or_be_nothing_but_days() {
        let noon = Quiet { from: 12 * 60, until: 13 * 60, days: [false; 7] };
        assert_eq!(noon.until(at("2026-03-02T12:10"), ZONE), Some(at("2026-03-02T13:00")));
        assert_eq!(noon.until(at("2026-03-02T13:00"), ZONE), None);
        let days = Quiet { from: 0, until: 0, days: [false, false, true, false, false, false, false] };
        assert_eq!(days.until(at("2026-03-04T10:00"), ZONE), Some(at("2026-03-05T00:00")));
        assert_eq!(days.until(at("2026-03-05T10:00"), ZONE), None);
    }

    #[test]
    fn who_rests_every_day_is_told_at_last() {
        let always = Quiet { from: 0, until: 0, days: [true; 7] };
        let until = always.until(at("2026-03-02T10:00"), ZONE).unwrap();
        assert!(until > at("2026-03-09T00:00") && until < at("2026-04-02T00:00"));
    }

    #[test]
    fn a_day_on_which_the_clock_changes_has_its_own_length() {
        let quiet = Quiet { from: 22 * 60, until: 7 * 60, days: [false; 7] };
        let at = |text| Moment::on_wall_clock(text, "Europe/Berlin").unwrap();
        assert_eq!(quiet.until(at("2026-03-28T23:00"), "Europe/Berlin"), Some(at("2026-03-29T07:00")));
    }
}
