//! When people write: customers while they are awake, colleagues in office hours. Days are those of the company's zone.

use super::draw::Draw;
use base::Moment;
use std::time::Duration;

const DAY: i64 = 86_400_000;
const HOUR: i64 = 3_600_000;

/// A zone as it is at one moment, for plain arithmetic over many.
pub struct Hours {
    /// Milliseconds east of UTC.
    offset: i64,
}

impl Hours {
    pub fn of(zone: &str, at: Moment) -> Self {
        Self { offset: i64::from(at.in_zone(zone).offset().seconds()) * 1000 }
    }

    /// The moment itself in office hours, else shortly after the next opening: Monday to Friday, 9 to 18.
    pub fn open(&self, at: Moment, draw: &mut Draw) -> Moment {
        let (day, hour) = self.day_and_hour(at);
        match (weekend(day), hour) {
            (false, 9..18) => at,
            (false, 0..9) => self.morning(day, draw),
            _ => {
                let next = (day + 1..).find(|day| !weekend(*day)).unwrap_or(day + 1);
                self.morning(next, draw)
            }
        }
    }

    /// Earlier on the evening before, where it would be in the night; mostly on a working day.
    pub fn awake(&self, at: Moment, draw: &mut Draw) -> Moment {
        let (day, hour) = self.day_and_hour(at);
        let rest = Duration::from_secs(if weekend(day) && draw.percent(60) { 2 * 86_400 } else { 0 });
        let sleep = Duration::from_secs(if hour < 7 { 9 * 3600 } else { 0 });
        at.minus(rest + sleep)
    }

    fn morning(&self, day: i64, draw: &mut Draw) -> Moment {
        Moment(day * DAY + 9 * HOUR - self.offset + draw.between(2 * 60_000, 2 * HOUR))
    }

    fn day_and_hour(&self, at: Moment) -> (i64, i64) {
        let local = at.0 + self.offset;
        (local.div_euclid(DAY), local.rem_euclid(DAY) / HOUR)
    }
}

/// The first day of 1970 was a Thursday.
const fn weekend(day: i64) -> bool {
    matches!((day + 4).rem_euclid(7), 0 | 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sunday, 1 March 2026, 18:30 in Tokyo.
    const SUNDAY: Moment = Moment(1_772_357_400_000);

    #[test]
    fn nobody_answers_on_a_sunday() {
        let hours = Hours::of("Asia/Tokyo", SUNDAY);
        let opened = hours.open(SUNDAY, &mut Draw::seeded(1)).in_zone("Asia/Tokyo");
        assert_eq!((opened.day(), opened.strftime("%A").to_string()), (2, "Monday".to_owned()));
        assert!((9..12).contains(&opened.hour()), "{opened}");
    }

    #[test]
    fn a_working_hour_stays_as_it_is() {
        let monday_noon = SUNDAY.plus(Duration::from_secs(17 * 3600 + 1800));
        let hours = Hours::of("Asia/Tokyo", monday_noon);
        assert_eq!(hours.open(monday_noon, &mut Draw::seeded(1)), monday_noon);
    }

    #[test]
    fn nobody_writes_in_the_small_hours() {
        let night = SUNDAY.plus(Duration::from_secs(9 * 3600));
        let hours = Hours::of("Asia/Tokyo", night);
        let awake = hours.awake(night, &mut Draw::seeded(1)).in_zone("Asia/Tokyo");
        assert!(awake.hour() >= 7, "{awake}");
    }
}
