//! An amount of time as people write it: `30m`, `4h`, `1:30`, `2h 15m`, `4時間30分`, `3 business days`, `1営業日`.

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
    let minutes = with_colon(&text).or_else(|| with_units(&text, day)).ok_or(Refusal::AmountInvalid)?;
    if (1..=MOST).contains(&minutes) { Ok(minutes) } else { Err(Refusal::AmountInvalid) }
}

fn with_colon(text: &str) -> Option<u32> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 10_000 && minutes < 60).then_some(hours * 60 + minutes)
}

fn with_units(text: &str, day: u32) -> Option<u32> {
    let (mut all, mut rest) = (0u32, text);
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let number: u32 = rest[..digits].parse().ok()?;
        let (unit, long) = UNITS.iter().find(|(unit, _)| rest[digits..].starts_with(unit))?;
        all = all.checked_add(number.checked_mul(long.unwrap_or(day))?)?;
        rest = &rest[digits + unit.len()..];
    }
    Some(all)
}

/// The longer ones first; none: a day.
const UNITS: [(&str, Option<u32>); 20] = [
    ("businessdays", None),
    ("businessday", None),
    ("workingdays", None),
    ("workingday", None),
    ("営業日", None),
    ("minutes", Some(1)),
    ("hours", Some(60)),
    ("hour", Some(60)),
    ("時間", Some(60)),
    ("days", None),
    ("日間", None),
    ("mins", Some(1)),
    ("day", None),
    ("min", Some(1)),
    ("hrs", Some(60)),
    ("分", Some(1)),
    ("日", None),
    ("d", None),
    ("h", Some(60)),
    ("m", Some(1)),
];

fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        '：' => ':',
        _ => c,
    }
}

/// As [`amount_read`] reads it: `1h 30m`.
pub fn amount_written(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}m"),
        (hours, 0) => format!("{hours}h"),
        (hours, minutes) => format!("{hours}h {minutes}m"),
    }
}

/// In words: `1 h 30 min`, `1時間30分`.
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

    const DAY: u32 = 9 * 60;

    #[test]
    fn an_amount_is_read_as_people_write_it() {
        let table = [("30m", 30), ("4h", 240), ("1:30", 90), ("2h 15m", 135), ("４時間３０分", 270), ("90 min", 90)];
        for (typed, minutes) in table.into_iter().chain([("2時間", 120), ("30分", 30), ("1時間30分", 90)]) {
            assert_eq!(amount_read(typed, DAY), Ok(minutes), "{typed}");
            assert_eq!(amount_read(&amount_written(minutes), DAY), Ok(minutes), "{typed}");
        }
        for typed in ["", "4", "four hours", "0m", "1:75", "99999h", "h", "-3h", "day", "営業日", "99999日"] {
            assert_eq!(amount_read(typed, DAY), Err(Refusal::AmountInvalid), "{typed}");
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
