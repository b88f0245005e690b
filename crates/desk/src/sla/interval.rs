//! A stretch of a day's wall clock: `9:00-17:30`. One that ends before it begins passes midnight.

use crate::Refusal;
use serde::{Deserialize, Serialize};

const DAY: u16 = 24 * 60;
/// Stretches of one day.
const MOST: usize = 8;

/// In minutes from midnight; the end may lie on the next day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Interval {
    pub from: u16,
    pub until: u16,
}

impl Interval {
    /// None: it is empty, longer than a day, or begins on no time of the day.
    pub fn new(from: u16, until: u16) -> Option<Self> {
        (from < DAY && from < until && until <= from + DAY).then_some(Self { from, until })
    }

    pub fn minutes(self) -> u16 {
        self.until - self.from
    }

    fn read(text: &str) -> Option<Self> {
        let (from, until) = text.split_once('-')?;
        let (from, until) = (minute(from)?, minute(until)?);
        Self::new(from, if until <= from { until + DAY } else { until })
    }
}

/// Reads what somebody typed for one day: `9:00-12:00, 13:00-17:30`; nothing: closed. Wide digits and waves are read as well.
///
/// # Errors
/// It is no list of times, or two of them overlap.
pub fn hours_read(text: &str) -> Result<Vec<Interval>, Refusal> {
    let text: String = text.chars().map(narrow).filter(|c| !c.is_whitespace()).collect();
    let parts = text.split([',', ';']).filter(|part| !part.is_empty());
    let mut hours: Vec<Interval> = parts.map(Interval::read).collect::<Option<_>>().ok_or(Refusal::HoursInvalid)?;
    hours.sort_unstable();
    sound(&hours)?;
    Ok(hours)
}

/// As [`hours_read`] reads it.
pub fn hours_written(hours: &[Interval]) -> String {
    let one = |interval: &Interval| {
        let until = if interval.until > DAY { interval.until - DAY } else { interval.until };
        format!("{}-{}", clock(interval.from), clock(until))
    };
    hours.iter().map(one).collect::<Vec<_>>().join(", ")
}

pub(super) fn sound(hours: &[Interval]) -> Result<(), Refusal> {
    if hours.len() > MOST {
        return Err(Refusal::HoursInvalid);
    }
    if hours.windows(2).any(|pair| pair[1].from < pair[0].until) { Err(Refusal::HoursOverlap) } else { Ok(()) }
}

fn clock(minute: u16) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}

fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':').unwrap_or((text, "0"));
    let number = |text: &str| text.parse::<u16>().ok().filter(|_| text.len() <= 2);
    let (hour, minute) = (number(hour)?, number(minute)?);
    (minute < 60 && hour * 60 + minute <= DAY).then_some(hour * 60 + minute)
}

fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        '：' => ':',
        '〜' | '～' | '~' | '–' | '—' | '−' | 'ー' | '－' => '-',
        '、' | '，' | '・' => ',',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_people_write_them() {
        let table = [
            ("9:00-17:30", "9:00-17:30"),
            ("13:00-17:30, 9-12", "9:00-12:00, 13:00-17:30"),
            ("９：００〜１２：００、１３：００～１８：００", "9:00-12:00, 13:00-18:00"),
            ("22:00-6:00", "22:00-6:00"),
            ("0:00-24:00", "0:00-24:00"),
            ("0-0", "0:00-24:00"),
            (" ", ""),
        ];
        for (typed, written) in table {
            assert_eq!(hours_read(typed).map(|hours| hours_written(&hours)).as_deref(), Ok(written), "{typed}");
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for typed in ["nine", "9:00", "9:60-10:00", "25:00-26:00", "24:00-3:00", "9:00-12:00-13:00", "-", "9:000-10:00"]
        {
            assert_eq!(hours_read(typed), Err(Refusal::HoursInvalid), "{typed}");
        }
        assert_eq!(hours_read("9:00-12:00, 11:00-13:00"), Err(Refusal::HoursOverlap));
    }
}
