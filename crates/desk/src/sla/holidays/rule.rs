//! Days that laws name: a date, the second Monday of a month, so many days after Easter.

use super::{Day, Holiday};
use jiff::civil::{Date, Weekday};

pub(super) fn fixed(year: i16, month: i8, day: i8, key: &'static str) -> Option<Holiday> {
    Some(Holiday { day: Day::of(year, month, day)?, key })
}

/// `nth` from 1 on; −1: the last.
pub(super) fn nth(year: i16, month: i8, nth: i8, weekday: Weekday, key: &'static str) -> Option<Holiday> {
    let day = Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()?;
    Some(Holiday { day: Day(day), key })
}

pub(super) fn easter(year: i16, days_after: i32, key: &'static str) -> Option<Holiday> {
    Some(Holiday { day: easter_sunday(year)?.plus(days_after), key })
}

/// The Gregorian Easter by the anonymous algorithm (Nature, 20 April 1876).
fn easter_sunday(year: i16) -> Option<Day> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Day::of(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?)
}

pub(super) fn is_on(day: Day, weekday: Weekday) -> bool {
    day.0.weekday() == weekday
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_is_when_it_was() {
        let days = [2000, 2019, 2024, 2025, 2026, 2038].map(|year| easter_sunday(year).unwrap().to_string());
        assert_eq!(days, ["2000-04-23", "2019-04-21", "2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25"]);
    }
}
