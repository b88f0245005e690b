//! The Date field (RFC 5322 §3.3) and what senders write instead of it.

use base::Moment;

/// The instant a date field names; `None` when it names none.
pub(crate) fn date(field: &str) -> Option<Moment> {
    iso8601(field.trim()).or_else(|| Loose::read(field).moment())
}

fn iso8601(text: &str) -> Option<Moment> {
    let text = text.replacen('/', "-", 2).replacen(' ', "T", 1).replace(' ', "");
    let at = text.parse::<jiff::Timestamp>().ok().or_else(|| {
        // RFC 3339 without its zone: taken for UTC, as RFC 5322 §4.3 takes a zone that says nothing.
        let local = text.parse::<jiff::civil::DateTime>().ok().filter(|_| text.contains(':'))?;
        jiff::tz::Offset::UTC.to_timestamp(local).ok()
    });
    at.map(|at| Moment(at.as_millisecond()))
}

/// The pieces of a date in whatever order they came.
#[derive(Default)]
struct Loose {
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
    time: Option<(i8, i8, i8)>,
    /// Seconds east of Greenwich.
    zone: Option<i32>,
    afternoon: Option<bool>,
}

impl Loose {
    fn read(field: &str) -> Self {
        let mut date = Self::default();
        let text = joined_clock(&without_comments(field));
        for word in text.split([' ', '\t', ',', '\r', '\n', '日']).filter(|word| !word.is_empty()).take(20) {
            if date.day.is_none() && date.numeric(word) {
                continue;
            }
            let pieces: Vec<&str> = word.split('-').collect();
            match pieces.as_slice() {
                // 21-Nov-1997
                [day, month, year] if date.month.is_none() && month_of(month).is_some() => {
                    date.word(day);
                    date.word(month);
                    date.word(year);
                }
                _ => date.word(word),
            }
        }
        date
    }

    /// `05.01.2026`, `1/5/2026`, `2026年1月5`: day, month and year in figures. Between slashes the month comes first, as
    /// in America, whose programs write them, unless it cannot be one.
    fn numeric(&mut self, word: &str) -> bool {
        let pieces: Vec<&str> = word.split(['.', '/', '年', '月']).collect();
        let [Some(first), Some(second), Some(third)] = [0, 1, 2].map(|at| pieces.get(at).and_then(|p| p.parse().ok()))
        else {
            return false;
        };
        let (year, month, day): (i16, i16, i16) = match (first, second) {
            _ if pieces[0].len() == 4 => (first, second, third),
            (month, day) if word.contains('/') && month <= 12 => (third, month, day),
            (day, month) => (third, month, day),
        };
        let sound = pieces.len() == 3 && (1_000..=9_999).contains(&year) && month <= 12 && day <= 31;
        if sound {
            self.year = Some(year);
            self.month = i8::try_from(month).ok();
            self.day = i8::try_from(day).ok();
        }
        sound
    }

    fn word(&mut self, word: &str) {
        let zone_follows = self.time.is_some() && self.zone.is_none();
        if zone_follows && (word.starts_with(['+', '-']) || word.contains(':') && zone(word).is_some()) {
            self.zone = zone(word);
        } else if word.contains(':') || is_dotted_clock(word) {
            self.clock(&word.replace('.', ":"));
        } else if self.time.is_some() && self.zone.is_none() && zone(word).is_some() {
            self.zone = zone(word);
        } else if let Some(number) = number(word) {
            self.number(number, word.len());
        } else if self.month.is_none() && month_of(word).is_some() {
            self.month = month_of(word);
        } else if word.eq_ignore_ascii_case("pm") || word.eq_ignore_ascii_case("am") {
            self.afternoon = Some(word.eq_ignore_ascii_case("pm"));
        }
    }

    /// `09:30:00`, also with a zone glued to it: `09:30:00+0900`.
    fn clock(&mut self, word: &str) {
        if self.time.is_some() {
            return;
        }
        let end = word.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(word.len());
        let (clock, rest) = word.split_at(end);
        let mut pieces = clock.split(':').map(|piece| piece.split('.').next().unwrap_or(piece).parse::<i8>().ok());
        let (hour, minute, second) =
            (pieces.next().flatten(), pieces.next().flatten(), pieces.next().flatten().unwrap_or(0));
        if let (Some(hour), Some(minute)) = (hour, minute) {
            self.time = Some((hour, minute, second));
            self.zone = zone(rest);
        }
    }

    fn number(&mut self, number: i16, digits: usize) {
        if self.day.is_none() && digits <= 2 {
            self.day = i8::try_from(number).ok();
        } else if self.year.is_none() {
            self.year = match digits {
                ..=2 if number < 50 => Some(number + 2_000),
                ..=3 => Some(number + 1_900),
                _ => Some(number),
            };
        }
    }

    fn moment(self) -> Option<Moment> {
        let (hour, minute, second) = self.time.unwrap_or((0, 0, 0));
        let hour = match self.afternoon {
            Some(true) if hour < 12 => hour + 12,
            Some(false) if hour == 12 => 0,
            Some(_) | None => hour,
        };
        let date = jiff::civil::Date::new(self.year?, self.month?, self.day?).ok()?;
        // The end of a day, as ISO 8601 once wrote it.
        let date = if (hour, minute) == (24, 0) { date.tomorrow().ok()? } else { date };
        let hour = if (hour, minute) == (24, 0) { 0 } else { hour };
        let local = date.to_datetime(jiff::civil::Time::new(hour, minute, second.min(59), 0).ok()?);
        let offset = jiff::tz::Offset::from_seconds(self.zone.unwrap_or(0)).ok()?;
        Some(Moment(offset.to_timestamp(local).ok()?.as_millisecond()))
    }
}

/// `10.23.45`.
fn is_dotted_clock(word: &str) -> bool {
    let pieces: Vec<&str> = word.split('.').collect();
    pieces.len() == 3 && pieces.iter().all(|piece| piece.len() == 2 && piece.bytes().all(|b| b.is_ascii_digit()))
}

fn number(word: &str) -> Option<i16> {
    let digits = word.trim_end_matches(['.', 't', 'h', 's', 'n', 'd', 'r']);
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

/// How the months begin in English, and in the languages whose programs forget that RFC 5322 is written in it.
const MONTHS: [&[&str]; 12] = [
    &["jan", "jän", "gen", "ene", "sty", "янв"],
    &["feb", "fév", "fev", "lut", "фев"],
    &["mar", "mär", "mrz", "mrt", "maa", "мар"],
    &["apr", "avr", "abr", "kwi", "апр"],
    &["may", "mai", "maj", "mei", "mag", "май", "мая"],
    &["jun", "juin", "giu", "cze", "июн"],
    &["jul", "juil", "lug", "lip", "июл"],
    &["aug", "aoû", "aou", "ago", "sie", "авг"],
    &["sep", "set", "wrz", "сен"],
    &["oct", "okt", "ott", "out", "paź", "окт"],
    &["nov", "lis", "ноя"],
    &["dec", "dez", "déc", "dic", "gru", "дек"],
];

fn month_of(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    MONTHS.iter().position(|starts| starts.iter().any(|start| word.starts_with(start))).map(|at| at as i8 + 1)
}

/// `+0900`, `-05:00`, `GMT+9`, `JST`: seconds east of Greenwich. Letters that mean nothing mean UTC (RFC 5322 §4.3).
fn zone(word: &str) -> Option<i32> {
    let word = word.trim_matches(['(', ')', '"']);
    if let Some(at) = word.find(['+', '-']) {
        let sign = if word[at..].starts_with('-') { -1 } else { 1 };
        let digits: String = word[at + 1..].chars().filter(char::is_ascii_digit).collect();
        let value: i32 = digits.parse().ok()?;
        let (hours, minutes) = if digits.len() <= 2 { (value, 0) } else { (value / 100, value % 100) };
        return (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes) * 60);
    }
    let hours = match word.to_ascii_uppercase().as_str() {
        "UT" | "UTC" | "GMT" | "Z" | "WET" => 0,
        "EDT" | "AST" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" | "AKDT" => -8,
        "AKST" => -9,
        "HST" => -10,
        "CET" | "MET" | "BST" | "MEZ" => 1,
        "CEST" | "MEST" | "EET" | "MESZ" | "SAST" => 2,
        "EEST" | "MSK" => 3,
        "IST" => return Some(19_800),
        "SGT" | "HKT" => 8,
        "JST" | "KST" => 9,
        "AEST" => 10,
        "AEDT" => 11,
        "NZST" => 12,
        "NZDT" => 13,
        _ => return None,
    };
    Some(hours * 3_600)
}

/// `09 :  55 : 06` → `09:55:06`.
fn joined_clock(text: &str) -> String {
    text.split(':').map(str::trim).collect::<Vec<_>>().join(":")
}

fn without_comments(field: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::with_capacity(field.len());
    for c in field.chars().take(1_000) {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_the_wild_are_read() {
        for (field, expected) in [
            ("Mon, 05 Jan 2026 10:03:00 +0900", "2026-01-05T01:03:00Z"),
            ("5 Jan 2026 01:05:00 -0000", "2026-01-05T01:05:00Z"),
            ("Mon, 5 Jan 26 10:03 JST", "2026-01-05T01:03:00Z"),
            ("Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", "1997-11-21T15:55:06Z"),
            ("Fri, 21 Nov 1997 09:55:06 -0600 (CST)", "1997-11-21T15:55:06Z"),
            ("21-Nov-1997 09:55:06 EST", "1997-11-21T14:55:06Z"),
            ("Sun Mar 25 01:23:03 2007 GMT", "2007-03-25T01:23:03Z"),
            ("Tue, 21 April 2015 14:44:51 GMT", "2015-04-21T14:44:51Z"),
            ("Thu, 1 Oct 2015 14:40:57 +0200 (MITTELEUROPÄISCHE SOMMERZEIT)", "2015-10-01T12:40:57Z"),
            ("TUE, 30 NOV 2012 01:09:10 gmt+9", "2012-11-29T16:09:10Z"),
            ("2026-01-05T10:03:00+09:00", "2026-01-05T01:03:00Z"),
            ("2026-01-05 01:03:00Z", "2026-01-05T01:03:00Z"),
            ("Mon, 05 Jan 2026 10:03:00+0900", "2026-01-05T01:03:00Z"),
            ("Thu, 13 Feb 1969 23:32 -0330", "1969-02-14T03:02:00Z"),
            ("2026/01/05 10:03:00 +0900", "2026-01-05T01:03:00Z"),
            ("2026-01-05 10:03:00 +0900", "2026-01-05T01:03:00Z"),
            ("2026-01-05 10:03:00", "2026-01-05T10:03:00Z"),
            ("Mon, 5 Jan 2026 10.03.00 +0900", "2026-01-05T01:03:00Z"),
            ("Mon, 5 Jan 2026 10:03:00 +09:00", "2026-01-05T01:03:00Z"),
            ("Mon, 5 Jan 2026 24:00:00 +0000", "2026-01-06T00:00:00Z"),
            ("Mon, 5 Jan 2026 10:03:00 GMT+09:00", "2026-01-05T01:03:00Z"),
            ("1/5/2026 10:03:00 AM", "2026-01-05T10:03:00Z"),
            ("25/1/2026 10:03:00", "2026-01-25T10:03:00Z"),
            ("05.01.2026 10:03:00 +0100", "2026-01-05T09:03:00Z"),
            ("2026年1月5日 10:03:00 +0900", "2026-01-05T01:03:00Z"),
            ("Mi, 5 Mär 2025 10:03:00 +0100", "2025-03-05T09:03:00Z"),
            ("mer., 5 juil. 2023 10:03:00 +0200", "2023-07-05T08:03:00Z"),
            ("пн, 5 янв 2026 10:03:00 +0300", "2026-01-05T07:03:00Z"),
            ("yesterday", ""),
            ("32 Jan 2026 10:00 +0000", ""),
        ] {
            assert_eq!(date(field).map(Moment::rfc3339).unwrap_or_default(), expected, "{field}");
        }
    }
}
