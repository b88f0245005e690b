//! An amount of time as people write it: `30m`, `4h`, `1:30`, `2h 15m`, `4時間30分`.

use crate::Refusal;
use base::words::Words;

/// A year.
const MOST: u32 = 366 * 24 * 60;

/// In minutes.
///
/// # Errors
/// Nobody can tell what is meant, or it is nothing or more than a year.
pub fn amount_read(text: &str) -> Result<u32, Refusal> {
    let text: String = text.chars().map(narrow).filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let minutes = with_colon(&text).or_else(|| with_units(&text)).ok_or(Refusal::AmountInvalid)?;
    if (1..=MOST).contains(&minutes) { Ok(minutes) } else { Err(Refusal::AmountInvalid) }
}

fn with_colon(text: &str) -> Option<u32> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 10_000 && minutes < 60).then_some(hours * 60 + minutes)
}

fn with_units(text: &str) -> Option<u32> {
    let (mut all, mut rest) = (0u32, text);
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let number: u32 = rest[..digits].parse().ok()?;
        let (unit, long) = UNITS.iter().find(|(unit, _)| rest[digits..].starts_with(unit))?;
        all = all.checked_add(number.checked_mul(*long)?)?;
        rest = &rest[digits + unit.len()..];
    }
    Some(all)
}

/// The longer ones first.
const UNITS: [(&str, u32); 10] = [
    ("minutes", 1),
    ("hours", 60),
    ("hour", 60),
    ("時間", 60),
    ("mins", 1),
    ("min", 1),
    ("hrs", 60),
    ("分", 1),
    ("h", 60),
    ("m", 1),
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

    #[test]
    fn an_amount_is_read_as_people_write_it() {
        let table = [("30m", 30), ("4h", 240), ("1:30", 90), ("2h 15m", 135), ("４時間３０分", 270), ("90 min", 90)];
        for (typed, minutes) in table {
            assert_eq!(amount_read(typed), Ok(minutes), "{typed}");
            assert_eq!(amount_read(&amount_written(minutes)), Ok(minutes), "{typed}");
        }
        for typed in ["", "4", "four hours", "0m", "1:75", "99999h", "h", "-3h"] {
            assert_eq!(amount_read(typed), Err(Refusal::AmountInvalid), "{typed}");
        }
    }
}
