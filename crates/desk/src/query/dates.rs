//! Days as people write them: 2026-01-31, 2026-01, today, last-7-days; before, after, from … to ….

use base::Moment;
use jiff::civil::{Date, date};
use jiff::{ToSpan, Zoned};

/// Days of a calendar; both ends belong to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dates {
    /// None: since ever.
    pub from: Option<When>,
    /// None: until the end of time.
    pub to: Option<When>,
    /// The ends themselves are left out: `>` and `<`.
    pub strictly: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum When {
    Today,
    Yesterday,
    This(Unit),
    /// So many of them until today, this one included.
    Last(u16, Unit),
    Day(i16, i8, i8),
    Month(i16, i8),
    Year(i16),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl Dates {
    /// `today`, `>2026-01-01`, `>=`, `<`, `<=`, `2026-01-01..2026-02-01`, open on either side.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((from, to)) = text.split_once("..") {
            let end = |part: &str| if part.is_empty() { Some(None) } else { When::read(part).map(Some) };
            let (from, to) = (end(from)?, end(to)?);
            return (from.is_some() || to.is_some()).then_some(Self { from, to, strictly: false });
        }
        let (sign, rest) = text.split_at(text.find(|c| !matches!(c, '>' | '<' | '=')).unwrap_or(text.len()));
        let when = When::read(rest)?;
        let (from, to, strictly) = match sign {
            "" | "=" => (Some(when), Some(when), false),
            ">" => (Some(when), None, true),
            ">=" => (Some(when), None, false),
            "<" => (None, Some(when), true),
            "<=" => (None, Some(when), false),
            _ => return None,
        };
        Some(Self { from, to, strictly })
    }

    /// The moments it begins with and ends before, on the wall clock of a zone.
    pub fn moments(&self, now: Moment, zone: &str) -> (Option<Moment>, Option<Moment>) {
        let here = now.in_zone(zone);
        let of = |when: When| when.days(here.date());
        let after = self.from.and_then(of).map(|(first, beyond)| if self.strictly { beyond } else { first });
        let before = self.to.and_then(of).map(|(first, beyond)| if self.strictly { first } else { beyond });
        (after.and_then(|day| start(day, &here)), before.and_then(|day| start(day, &here)))
    }
}

impl When {
    fn read(text: &str) -> Option<Self> {
        match text {
            "today" | "今日" | "本日" => Some(Self::Today),
            "yesterday" | "昨日" => Some(Self::Yesterday),
            "this-week" | "今週" => Some(Self::This(Unit::Week)),
            "this-month" | "今月" => Some(Self::This(Unit::Month)),
            "this-year" | "今年" => Some(Self::This(Unit::Year)),
            _ => Self::last(text).or_else(|| Self::written(text)),
        }
    }

    /// `last-7-days`, `7d`, `過去7日`.
    fn last(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("last-").or_else(|| text.strip_prefix("過去")).unwrap_or(text);
        let (number, unit) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit())?);
        let unit = match unit.trim_start_matches('-') {
            "d" | "day" | "days" | "日" | "日間" => Unit::Day,
            "w" | "week" | "weeks" | "週" | "週間" => Unit::Week,
            "month" | "months" | "か月" | "ヶ月" | "カ月" => Unit::Month,
            "y" | "year" | "years" => Unit::Year,
            _ => return None,
        };
        let number = number.parse().ok().filter(|number| (1..=9_999).contains(number))?;
        Some(Self::Last(number, unit))
    }

    /// `2026-01-31`, `2026/1/31`, `2026-01`, `2026`, `2026年1月31日`.
    fn written(text: &str) -> Option<Self> {
        let plain = text.replace(['/', '.', '年', '月'], "-").replace('日', "");
        let mut parts = plain.trim_end_matches('-').split('-');
        let year: i16 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
        let mut small = || parts.next().map(|part| part.parse::<i8>().ok());
        let when = match (small(), small()) {
            (None, _) => Self::Year(year),
            (Some(month), None) => Self::Month(year, month?),
            (Some(month), Some(day)) => Self::Day(year, month?, day?),
        };
        (parts.next().is_none() && when.days(date(2000, 1, 1)).is_some()).then_some(when)
    }

    /// The first day and the one after the last.
    fn days(self, today: Date) -> Option<(Date, Date)> {
        let days = |first: Date, span: jiff::Span| Some((first, first.checked_add(span).ok()?));
        match self {
            Self::Today => days(today, 1.day()),
            Self::Yesterday => days(today.yesterday().ok()?, 1.day()),
            Self::This(Unit::Day) => days(today, 1.day()),
            Self::This(Unit::Week) => days(monday(today)?, 1.week()),
            Self::This(Unit::Month) => days(today.first_of_month(), 1.month()),
            Self::This(Unit::Year) => days(today.first_of_year(), 1.year()),
            Self::Last(number, unit) => {
                let number = i64::from(number);
                let span = match unit {
                    Unit::Day => number.days(),
                    Unit::Week => number.weeks(),
                    Unit::Month => number.months(),
                    Unit::Year => number.years(),
                };
                let beyond = today.tomorrow().ok()?;
                Some((beyond.checked_sub(span).ok()?, beyond))
            }
            Self::Day(year, month, day) => days(Date::new(year, month, day).ok()?, 1.day()),
            Self::Month(year, month) => days(Date::new(year, month, 1).ok()?, 1.month()),
            Self::Year(year) => days(Date::new(year, 1, 1).ok()?, 1.year()),
        }
    }
}

fn monday(day: Date) -> Option<Date> {
    let since = day.weekday().to_monday_zero_offset();
    day.checked_sub(i64::from(since).days()).ok()
}

fn start(day: Date, here: &Zoned) -> Option<Moment> {
    let then = day.to_zoned(here.time_zone().clone()).ok()?;
    Some(Moment(then.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sunday, 1 March 2026, 18:30 in Tokyo.
    const NOW: Moment = Moment(1_772_357_400_000);

    fn span(text: &str) -> Option<(String, String)> {
        let (from, to) = Dates::read(text)?.moments(NOW, "Asia/Tokyo");
        let day = |moment: Option<Moment>| {
            moment.map_or("-".into(), |moment| moment.in_zone("Asia/Tokyo").date().to_string())
        };
        Some((day(from), day(to)))
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        let table = [
            ("today", "2026-03-01", "2026-03-02"),
            ("昨日", "2026-02-28", "2026-03-01"),
            ("this-week", "2026-02-23", "2026-03-02"),
            ("今月", "2026-03-01", "2026-04-01"),
            ("last-7-days", "2026-02-23", "2026-03-02"),
            ("過去3か月", "2025-12-02", "2026-03-02"),
            ("2026-01-31", "2026-01-31", "2026-02-01"),
            ("2026/1/31", "2026-01-31", "2026-02-01"),
            ("2026年1月", "2026-01-01", "2026-02-01"),
            ("2025", "2025-01-01", "2026-01-01"),
            (">2026-01-01", "2026-01-02", "-"),
            (">=2026-01-01", "2026-01-01", "-"),
            ("<2026-01", "-", "2026-01-01"),
            ("<=2026-01", "-", "2026-02-01"),
            ("2026-01-01..2026-01-03", "2026-01-01", "2026-01-04"),
            ("2026-01-01..", "2026-01-01", "-"),
        ];
        for (text, from, to) in table {
            assert_eq!(span(text), Some((from.into(), to.into())), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in
            ["", "soon", "2026-13-01", "2026-02-30", ">>2026", "..", "last-0-days", "20260101", "2026-1-1-1", "=<2026"]
        {
            assert_eq!(span(text), None, "{text}");
        }
    }
}
