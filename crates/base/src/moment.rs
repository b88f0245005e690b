//! A point in time, in milliseconds since 1970-01-01T00:00:00Z, and the clocks that tell it.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Milliseconds since the Unix epoch, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    pub const fn millis(self) -> i64 {
        self.0
    }

    pub fn plus(self, span: Duration) -> Self {
        Self(self.0.saturating_add(span.as_millis().try_into().unwrap_or(i64::MAX)))
    }

    pub fn minus(self, span: Duration) -> Self {
        Self(self.0.saturating_sub(span.as_millis().try_into().unwrap_or(i64::MAX)))
    }

    /// As it is written in data (RFC 3339).
    pub fn from_rfc3339(text: &str) -> Option<Self> {
        Some(Self(text.parse::<jiff::Timestamp>().ok()?.as_millisecond()))
    }

    /// How long after `earlier` this is; zero when it is not after it.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(self.0.saturating_sub(earlier.0).max(0) as u64)
    }

    /// RFC 3339 in UTC, to the second: `2026-03-01T09:30:00Z`.
    pub fn rfc3339(self) -> String {
        self.timestamp().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    /// The same instant for calendar arithmetic; a moment outside jiff's years −9999…9999 becomes the epoch.
    pub fn timestamp(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }

    /// Wall-clock reading in a named time zone (IANA); an unknown zone reads as UTC.
    pub fn in_zone(self, zone: &str) -> jiff::Zoned {
        let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
        self.timestamp().to_zoned(zone)
    }

    /// Reads `2026-03-01T09:30`, as a form's date and time come, on the wall clock of a named zone. What a clock change
    /// makes happen twice is its first time; what it skips is as much later.
    pub fn on_wall_clock(text: &str, zone: &str) -> Option<Self> {
        let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
        let then = text.trim().parse::<jiff::civil::DateTime>().ok()?.to_zoned(zone).ok()?;
        Some(Self(then.timestamp().as_millisecond()))
    }

    /// The full hour on the wall clock of a named zone, on the day of this moment there.
    pub fn at_hour(self, hour: i8, zone: &str) -> Option<Self> {
        let then = self.in_zone(zone).with().hour(hour).minute(0).second(0).subsec_nanosecond(0).build().ok()?;
        Some(Self(then.timestamp().as_millisecond()))
    }

    /// Whether `in_zone` knows a zone of this name.
    pub fn knows_zone(zone: &str) -> bool {
        jiff::tz::TimeZone::get(zone).is_ok()
    }
}

/// The names of all time zones of the built-in database, sorted.
pub fn zones() -> &'static [String] {
    static ZONES: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(|| {
        let mut names: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
        names.retain(|name| name.contains('/') || name == "UTC");
        names.sort();
        names
    });
    &ZONES
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rfc3339())
    }
}

/// Where "now" comes from. Nothing below the doors reads the machine's clock itself.
pub trait Clock: Send + Sync {
    fn now(&self) -> Moment;
}

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Moment(since.as_millis().try_into().unwrap_or(i64::MAX))
    }
}

/// A clock that stands still until somebody moves it.
pub struct SettableClock(AtomicI64);

impl SettableClock {
    pub fn at(moment: Moment) -> Self {
        Self(AtomicI64::new(moment.0))
    }

    pub fn advance(&self, span: Duration) {
        self.0.fetch_add(span.as_millis() as i64, Ordering::SeqCst);
    }

    pub fn set(&self, moment: Moment) {
        self.0.store(moment.0, Ordering::SeqCst);
    }
}

impl Clock for SettableClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_reads_as_rfc_3339() {
        assert_eq!(Moment(1_772_357_400_000).rfc3339(), "2026-03-01T09:30:00Z");
    }

    #[test]
    fn the_time_since_a_later_moment_is_zero() {
        assert_eq!(Moment(5).since(Moment(9)), Duration::ZERO);
    }

    #[test]
    fn a_wall_clock_is_read_where_it_hangs() {
        assert_eq!(Moment::on_wall_clock("2026-03-01T18:30", "Asia/Tokyo"), Some(Moment(1_772_357_400_000)));
        assert_eq!(
            Moment::on_wall_clock("2026-03-29T02:30", "Europe/Berlin"),
            Moment::on_wall_clock("2026-03-29T03:30", "Europe/Berlin")
        );
        assert_eq!(Moment::on_wall_clock("tomorrow", "Asia/Tokyo"), None);
    }

    #[test]
    fn a_wall_clock_in_tokyo_is_nine_hours_ahead() {
        assert_eq!(Moment(0).in_zone("Asia/Tokyo").hour(), 9);
    }
}
