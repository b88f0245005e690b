//! Days as people write them: 2026-01-31, 2026-01, today, last-7-days; before, after, from … to ….

use crate::condition;
use base::{Moment, Stretch};
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
    Tomorrow,
    This(Unit),
    /// So many of them until today, this one included.
    Last(u16, Unit),
    /// So many of them from today on, this one included.
    Next(u16, Unit),
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

/// The same as times of a condition, all of which must hold; none: a condition has no words for it, for its times move
/// with the day on which it is asked.
impl Dates {
    pub fn times(&self) -> Option<Vec<condition::When>> {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to && !self.strictly => Some(vec![from.time()?]),
            (Some(from), Some(to)) if !self.strictly && from.between(to).is_some() => {
                from.between(to).map(|one| vec![one])
            }
            (from, to) => {
                let from = from.map(|when| when.since(self.strictly));
                let to = to.map(|when| when.until(self.strictly));
                from.into_iter().chain(to).collect()
            }
        }
    }
}

impl When {
    fn time(self) -> Option<condition::When> {
        Some(match self {
            Self::Today => condition::When::In(Stretch::Day, 0),
            Self::Yesterday => condition::When::In(Stretch::Day, -1),
            Self::Tomorrow => condition::When::In(Stretch::Day, 1),
            Self::This(Unit::Day) => condition::When::In(Stretch::Day, 0),
            Self::This(Unit::Week) => condition::When::In(Stretch::Week, 0),
            Self::This(Unit::Month) => condition::When::In(Stretch::Month, 0),
            Self::This(Unit::Year) => condition::When::In(Stretch::Year, 0),
            Self::Last(number, unit) => condition::When::Within(unit.span(number)?),
            Self::Next(number, unit) => condition::When::Coming(unit.span(number)?),
            Self::Day(..) => condition::When::On(self.written_days()?.0.to_string()),
            Self::Month(..) | Self::Year(_) => self.between(self)?,
        })
    }

    /// From the first day of this to the last one of that; none: they move with the day, or lie the other way round.
    fn between(self, to: Self) -> Option<condition::When> {
        let (first, last) = (self.written_days()?.0, to.written_days()?.1.yesterday().ok()?);
        (first <= last).then(|| condition::When::Between(first.to_string(), last.to_string()))
    }

    fn since(self, strictly: bool) -> Option<condition::When> {
        match self {
            Self::Last(number, unit) if !strictly => Some(condition::When::Within(unit.span(number)?)),
            _ => {
                let (first, beyond) = self.written_days()?;
                let last_before = if strictly { beyond } else { first }.yesterday().ok()?;
                Some(condition::When::After(last_before.to_string()))
            }
        }
    }

    fn until(self, strictly: bool) -> Option<condition::When> {
        match self {
            Self::Last(number, unit) if strictly => Some(condition::When::Older(unit.span(number)?)),
            _ => {
                let (first, beyond) = self.written_days()?;
                Some(condition::When::Before(if strictly { first } else { beyond }.to_string()))
            }
        }
    }

    /// The days of a date that stays where it is.
    fn written_days(self) -> Option<(Date, Date)> {
        match self {
            Self::Day(..) | Self::Month(..) | Self::Year(_) => self.days(date(2000, 1, 1)),
            Self::Today | Self::Yesterday | Self::Tomorrow | Self::This(_) | Self::Last(..) | Self::Next(..) => None,
        }
    }

    fn read(text: &str) -> Option<Self> {
        match text {
            "today" | "今日" | "本日" => Some(Self::Today),
            "yesterday" | "昨日" => Some(Self::Yesterday),
            "tomorrow" | "明日" => Some(Self::Tomorrow),
            "this-week" | "今週" => Some(Self::This(Unit::Week)),
            "this-month" | "今月" => Some(Self::This(Unit::Month)),
            "this-year" | "今年" => Some(Self::This(Unit::Year)),
            _ => Self::several(text).or_else(|| Self::written(text)),
        }
    }

    /// `last-7-days`, `7d`, `過去7日`; `next-7-days`, `今後7日`.
    fn several(text: &str) -> Option<Self> {
        let next = text.strip_prefix("next-").or_else(|| text.strip_prefix("今後"));
        let last = text.strip_prefix("last-").or_else(|| text.strip_prefix("過去"));
        let rest = next.or(last).unwrap_or(text);
        let (number, unit) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit())?);
        let unit = match unit.trim_start_matches('-') {
            "d" | "day" | "days" | "日" | "日間" => Unit::Day,
            "w" | "week" | "weeks" | "週" | "週間" => Unit::Week,
            "month" | "months" | "か月" | "ヶ月" | "カ月" => Unit::Month,
            "y" | "year" | "years" => Unit::Year,
            _ => return None,
        };
        let number = number.parse().ok().filter(|number| (1..=9_999).contains(number))?;
        Some(if next.is_some() { Self::Next(number, unit) } else { Self::Last(number, unit) })
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
            Self::Tomorrow => days(today.tomorrow().ok()?, 1.day()),
            Self::This(Unit::Day) => days(today, 1.day()),
            Self::This(Unit::Week) => days(monday(today)?, 1.week()),
            Self::This(Unit::Month) => days(today.first_of_month(), 1.month()),
            Self::This(Unit::Year) => days(today.first_of_year(), 1.year()),
            Self::Last(number, unit) => {
                let beyond = today.tomorrow().ok()?;
                Some((beyond.checked_sub(unit.times(number)).ok()?, beyond))
            }
            Self::Next(number, unit) => days(today, unit.times(number)),
            Self::Day(year, month, day) => days(Date::new(year, month, day).ok()?, 1.day()),
            Self::Month(year, month) => days(Date::new(year, month, 1).ok()?, 1.month()),
            Self::Year(year) => days(Date::new(year, 1, 1).ok()?, 1.year()),
        }
    }
}

impl Unit {
    fn times(self, number: u16) -> jiff::Span {
        let number = i64::from(number);
        match self {
            Self::Day => number.days(),
            Self::Week => number.weeks(),
            Self::Month => number.months(),
            Self::Year => number.years(),
        }
    }

    /// As a condition counts them; none: not in days of 24 hours.
    fn span(self, number: u16) -> Option<condition::Span> {
        match self {
            Self::Day => Some(condition::Span::Days(u32::from(number))),
            Self::Week => Some(condition::Span::Days(u32::from(number) * 7)),
            Self::Month | Self::Year => None,
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
            ("tomorrow", "2026-03-02", "2026-03-03"),
            ("next-7-days", "2026-03-01", "2026-03-08"),
            ("今後2週間", "2026-03-01", "2026-03-15"),
        ];
        for (text, from, to) in table {
            assert_eq!(span(text), Some((from.into(), to.into())), "{text}");
        }
    }

    #[test]
    fn as_times_of_a_condition_they_hold_the_same_days() {
        let texts = ["today", "昨日", "tomorrow", "this-week", "今月", "2026-01-31", "2026-01", "2025", ">2026-01-01"];
        let more = [
            ">=2026-01-01",
            "<2026-01",
            "<=2026-01",
            "2026-01-01..2026-01-03",
            "2026-01-01..",
            "今年",
            "2026-02..2026-01",
        ];
        for text in texts.into_iter().chain(more) {
            let dates = Dates::read(text).unwrap();
            let times = dates.times().unwrap();
            let (from, to) = dates.moments(NOW, "Asia/Tokyo");
            for hours in -24 * 800..24 * 60 {
                let moment = Moment(NOW.0 + hours * 3_600_000 + 17);
                let inside = from.is_none_or(|from| moment >= from) && to.is_none_or(|to| moment < to);
                let held = times.iter().all(|time| time.range(NOW, "Asia/Tokyo").contains(&moment));
                assert_eq!(inside, held, "{text} at {}", moment.in_zone("Asia/Tokyo"));
            }
        }
        for text in ["2026-01", "2025", "2026-01-01..2026-02"] {
            assert_eq!(Dates::read(text).unwrap().times().map(|times| times.len()), Some(1), "{text} is one row");
        }
        for text in ["last-3-months", "last-2-years", ">today", "<yesterday", "2026-01-01..today"] {
            assert_eq!(Dates::read(text).unwrap().times(), None, "{text}");
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
