//! An amount of time as people write it: `30m`, `4h`, `1:30`, `1.5h`, `2h 15m`, `4時間30分`, `1時間半`, `半日`, `3 business days`.

use crate::Refusal;
use base::words::Words;

/// A year.
const MOST: u32 = 366 * 24 * 60;

/// In minutes that count; `day`: as many as a day of the calendar has ([`Hours::a_day`](super::Hours::a_day)).
///
/// # Errors
/// Nobody can tell what is meant, or it is nothing or more than a year.
pub fn amount_read(text: &str, day: u32) -> Result<u32, Refusal> {
    let text: String = text.chars().map(narrow).filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let minutes = half(&text, day).or_else(|| with_colon(&text)).or_else(|| with_units(&text, day));
    minutes.filter(|minutes| (1..=MOST).contains(minutes)).ok_or(Refusal::AmountInvalid)
}

/// Halves that need no number.
fn half(text: &str, day: u32) -> Option<u32> {
    match text {
        "半時間" | "halfanhour" | "halfhour" => Some(30),
        "半日" | "半営業日" | "halfaday" | "halfday" | "halfabusinessday" => Some(day / 2),
        _ => None,
    }
}

fn with_colon(text: &str) -> Option<u32> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 10_000 && minutes < 60).then_some(hours * 60 + minutes)
}

fn with_units(text: &str, day: u32) -> Option<u32> {
    let (mut all, mut rest) = (0u32, text);
    loop {
        let (whole, mut hundredths, after) = number(rest)?;
        let (unit, long) = UNITS.iter().find(|(unit, _)| after.starts_with(unit))?;
        let long = u64::from(long.unwrap_or(day));
        rest = &after[unit.len()..];
        if hundredths == 0
            && let Some(after) = ["半", "andahalf"].iter().find_map(|half| rest.strip_prefix(half))
        {
            (hundredths, rest) = (50, after);
        }
        // A minute has no parts, and behind a part comes nothing more.
        if hundredths > 0 && (long == 1 || !rest.is_empty()) {
            return None;
        }
        all = all.checked_add(u32::try_from((whole * 100 + hundredths) * long / 100).ok()?)?;
        if rest.is_empty() {
            return Some(all);
        }
    }
}

/// `3`, `1.5`, `0.25`: what is whole, the hundredths, and what follows.
fn number(text: &str) -> Option<(u64, u64, &str)> {
    let (whole, rest) = digits(text);
    let whole = whole.parse::<u64>().ok().filter(|whole| *whole <= u64::from(MOST))?;
    let Some((part, rest)) = rest.strip_prefix('.').map(digits) else { return Some((whole, 0, rest)) };
    match part.len() {
        1 => Some((whole, part.parse::<u64>().ok()? * 10, rest)),
        2 => Some((whole, part.parse().ok()?, rest)),
        _ => None,
    }
}

fn digits(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()))
}

/// The longer ones first; none: a day.
const UNITS: [(&str, Option<u32>); 22] = [
    ("businessdays", None),
    ("businessday", None),
    ("workingdays", None),
    ("workingday", None),
    ("営業日", None),
    ("minutes", Some(1)),
    ("minute", Some(1)),
    ("hours", Some(60)),
    ("hour", Some(60)),
    ("時間", Some(60)),
    ("days", None),
    ("日間", None),
    ("mins", Some(1)),
    ("day", None),
    ("min", Some(1)),
    ("hrs", Some(60)),
    ("hr", Some(60)),
    ("分", Some(1)),
    ("日", None),
    ("d", None),
    ("h", Some(60)),
    ("m", Some(1)),
];

fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// In words, as [`amount_read`] reads it: `1 h 30 min`, `1時間30分`. Never in days, of which another
/// calendar would make another amount.
pub fn amount_told(minutes: i64, words: &Words) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    match (hours, rest) {
        (0, rest) => words.with("amount-minutes", "n", rest),
        (hours, 0) => words.with("amount-hours", "n", hours),
        (hours, rest) => {
            let mut args = base::words::Args::new();
            args.set("hours", hours);
            args.set("minutes", rest);
            words.tell("amount-both", &args)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{Language, words};

    const DAY: u32 = 9 * 60;

    #[test]
    fn an_amount_is_read_as_people_write_it() {
        let table = [("30m", 30), ("4h", 240), ("1:30", 90), ("2h 15m", 135), ("４時間３０分", 270), ("90 min", 90)];
        for (typed, minutes) in table.into_iter().chain([("2時間", 120), ("30分", 30), ("1時間30分", 90)]) {
            assert_eq!(amount_read(typed, DAY), Ok(minutes), "{typed}");
        }
        for typed in ["", "4", "four hours", "0m", "1:75", "99999h", "h", "-3h", "day", "営業日", "99999日", "1h30"]
        {
            assert_eq!(amount_read(typed, DAY), Err(Refusal::AmountInvalid), "{typed}");
        }
    }

    #[test]
    fn a_half_is_one_of_an_hour_or_a_day() {
        let hours =
            [("1時間半", 90), ("２時間半", 150), ("半時間", 30), ("half an hour", 30), ("1 hour and a half", 90)];
        let parts = [("1.5h", 90), ("１．５時間", 90), ("0.25 hours", 15), ("1.5 business days", 810)];
        let days = [("半日", 270), ("Half a day", 270), ("半営業日", 270), ("1日半", 810), ("1営業日半", 810)];
        for (typed, minutes) in hours.into_iter().chain(parts).chain(days) {
            assert_eq!(amount_read(typed, DAY), Ok(minutes), "{typed}");
        }
        for typed in
            ["半", "30分半", "1時間半半", "1時間半20分", "1.5時間半", "1.5h20m", "1.5m", "1.h", "1.333h", "半2日"]
        {
            assert_eq!(amount_read(typed, DAY), Err(Refusal::AmountInvalid), "{typed}");
        }
    }

    #[test]
    fn an_amount_is_told_as_it_is_read() {
        for words in Language::ALL.map(words::of) {
            for minutes in [1, 30, 60, 90, DAY, 24 * 60, 25 * 60 + 5, MOST] {
                let told = amount_told(i64::from(minutes), words);
                assert_eq!(amount_read(&told, DAY), Ok(minutes), "{told}");
            }
        }
    }

    #[test]
    fn a_day_is_as_long_as_the_calendar_says() {
        for typed in ["3日", "３営業日", "3 business days", "3 Days", "3d", "3日間", "2 working days 9 hours"] {
            assert_eq!(amount_read(typed, DAY), Ok(3 * DAY), "{typed}");
        }
        assert_eq!(amount_read("1 business day", 24 * 60), Ok(24 * 60));
        assert_eq!(amount_read("1営業日", 0), Err(Refusal::AmountInvalid));
    }
}
