//! When somebody far away works, as far as one can know: on weekdays, nine to five, by their own clock.

use super::Hours;
use base::Moment;
use std::time::Duration;

/// A weekend is shorter.
const FARTHEST: Duration = Duration::from_secs(7 * 24 * 3600);

/// When their working hours begin next; none: they are at work now, or nobody knows the zone.
pub fn begins_work(zone: &str, now: Moment) -> Option<Moment> {
    if !Moment::knows_zone(zone) {
        return None;
    }
    let next = Hours::usual(zone).open(now..now.plus(FARTHEST)).into_iter().next()?;
    (next.start > now).then_some(next.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Friday, 27 February 2026, 12:00 UTC.
    const FRIDAY: Moment = Moment(1_772_193_600_000);

    fn in_zone(zone: &str) -> Option<String> {
        begins_work(zone, FRIDAY).map(|at| at.in_zone(zone).strftime("%a %H:%M").to_string())
    }

    #[test]
    fn it_is_evening_elsewhere_or_a_weekend_is_to_come() {
        assert_eq!(in_zone("Asia/Tokyo"), Some("Mon 09:00".into()));
        assert_eq!(in_zone("America/Los_Angeles"), Some("Fri 09:00".into()));
        assert_eq!(in_zone("Europe/Paris"), None, "they are at work");
        assert_eq!(in_zone("Nowhere/Land"), None);
    }
}
