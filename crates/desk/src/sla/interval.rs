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

/// Reads what somebody typed for one day: `9:00-12:00, 13:00-17:30`, `9時〜12時、13時〜17時30分`; nothing: closed. Wide digits and
/// whatever looks like a dash or a wave are read as well.
///
/// # Errors
/// It is no list of times, or two of them overlap.
pub fn hours_read(text: &str) -> Result<Vec<Interval>, Refusal> {
    let text: String = text.chars().map(narrow).filter(|c| !c.is_whitespace()).collect();
    let text = text.replace("から", "-").replace("まで", "");
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

/// `9`, `9:30`, `9時`, `9時30分`, `9時半`.
fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = match text.split_once('時') {
        Some((hour, "")) => (hour, "0"),
        Some((hour, "半")) => (hour, "30"),
        Some((hour, minute)) => (hour, minute.strip_suffix('分').unwrap_or(minute)),
        None => text.split_once(':').unwrap_or((text, "0")),
    };
    let number = |text: &str| text.parse::<u16>().ok().filter(|_| text.len() <= 2);
    let (hour, minute) = (number(hour)?, number(minute)?);
    (minute < 60 && hour * 60 + minute <= DAY).then_some(hour * 60 + minute)
}

fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        '：' => ':',
        '\u{2010}'..='\u{2015}' | '−' | '－' | '﹣' | 'ー' | 'ｰ' | '─' | '〜' | '～' | '~' | '∼' => '-',
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
            ("9時〜18時", "9:00-18:00"),
            ("9時30分～18時", "9:30-18:00"),
            ("9：00－18：00", "9:00-18:00"),
            ("９時半―１２時、１３時ー１８時１５分", "9:30-12:00, 13:00-18:15"),
            ("9時から18時まで", "9:00-18:00"),
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
        let table = ["nine", "9:00", "9:60-10:00", "25:00-26:00", "24:00-3:00", "9:00-12:00-13:00", "-", "9:000-10:00"];
        for typed in table.into_iter().chain(["9時", "9時60分〜10時", "時〜9時", "9分〜10分", "9時半分〜10時"])
        {
            assert_eq!(hours_read(typed), Err(Refusal::HoursInvalid), "{typed}");
        }
        assert_eq!(hours_read("9:00-12:00, 11:00-13:00"), Err(Refusal::HoursOverlap));
    }
}
