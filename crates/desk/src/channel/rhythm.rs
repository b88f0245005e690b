//! How much mail a mailbox usually gets at each hour of the week, and when its silence is too long to be chance.

use base::Moment;

const HOUR: i64 = 3_600_000;
const HOURS_OF_WEEK: usize = 168;
/// From so many weeks an hour's usual mail is known.
pub const WEEKS: u64 = 4;
/// A mailbox is not judged before it was watched for so many hours.
const YOUNGEST: i64 = 2 * 168;
/// So many messages would have been expected in a silence that is chance once in a thousand times (e⁻⁷).
const STRANGE: f64 = 7.0;

/// What usually arrives.
#[derive(Clone, Debug, PartialEq)]
pub struct Rhythm {
    /// Messages that arrive in an hour, on average, by hour of the week.
    usual: Vec<f64>,
}

/// What is known of a mailbox's silence.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Silence {
    pub last: Option<Moment>,
    /// Messages that would usually have come since then.
    pub expected: f64,
}

impl Rhythm {
    /// Of arrivals per hour since 1970, all later than [`WEEKS`] ago. None: it was not watched for long enough.
    pub fn of(arrivals: &[(i64, i64)], now: Moment) -> Option<Self> {
        let first = arrivals.iter().map(|(hour, _)| *hour).min()?;
        let watched = now.0 / HOUR - first;
        if watched < YOUNGEST {
            return None;
        }
        let mut usual = vec![0.0; HOURS_OF_WEEK];
        let weeks = watched as f64 / HOURS_OF_WEEK as f64;
        for (hour, arrived) in arrivals {
            usual[of_week(*hour)] += *arrived as f64 / weeks;
        }
        Some(Self { usual })
    }

    /// Messages that usually come between two moments.
    pub fn expected(&self, from: Moment, to: Moment) -> f64 {
        let week: f64 = self.usual.iter().sum();
        let (mut at, mut sum) = (from.0, 0.0);
        // Whole weeks are all alike.
        let weeks = (to.0 - from.0).max(0) / (HOUR * HOURS_OF_WEEK as i64);
        at += weeks * HOUR * HOURS_OF_WEEK as i64;
        sum += week * weeks as f64;
        while at < to.0 {
            let end = ((at.div_euclid(HOUR) + 1) * HOUR).min(to.0);
            sum += self.usual[of_week(at.div_euclid(HOUR))] * (end - at) as f64 / HOUR as f64;
            at = end;
        }
        sum
    }
}

impl Silence {
    /// It is longer than chance would explain.
    pub fn is_strange(&self) -> bool {
        self.expected >= STRANGE
    }
}

fn of_week(hour: i64) -> usize {
    usize::try_from(hour.rem_euclid(HOURS_OF_WEEK as i64)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four weeks with so many messages an hour in the first 40 hours of each week, and none in the others.
    fn office(per_hour: i64) -> (Rhythm, Moment) {
        let arrivals: Vec<_> = (0..4 * 168).filter(|hour| hour % 168 < 40).map(|hour| (hour, per_hour)).collect();
        let now = Moment(4 * 168 * HOUR);
        (Rhythm::of(&arrivals, now).unwrap(), now)
    }

    #[test]
    fn a_quiet_weekend_is_no_silence_and_a_quiet_morning_is() {
        let (rhythm, now) = office(3);
        let after = |hours: i64| Moment(now.0 + hours * HOUR);
        let silence = |from, to| Silence { last: Some(from), expected: rhythm.expected(from, to) };
        assert!(!silence(after(40), after(168)).is_strange(), "nobody writes at the weekend");
        assert!(!silence(after(0), after(2)).is_strange());
        assert!(silence(after(0), after(3)).is_strange());
    }

    #[test]
    fn who_gets_little_mail_may_be_silent_for_days() {
        let arrivals: Vec<_> = (0..28).map(|day| (day * 24 + 9, 1)).collect();
        let now = Moment(4 * 168 * HOUR);
        let rhythm = Rhythm::of(&arrivals, now).unwrap();
        let days = |days: i64| rhythm.expected(now, Moment(now.0 + days * 24 * HOUR));
        assert!(days(6) < STRANGE && days(8) >= STRANGE, "{} {}", days(6), days(8));
        assert!((days(70) - 70.0 * 28.0 / 27.6).abs() < 2.0, "{}", days(70));
    }

    #[test]
    fn a_new_mailbox_is_not_judged() {
        let now = Moment(200 * HOUR);
        assert_eq!(Rhythm::of(&[(0, 100), (100, 3)], now), None);
        assert_eq!(Rhythm::of(&[], now), None);
    }
}
