//! Moments as people say them: "明日の朝", "来週月曜9時", "next Monday 9am", "in 3 hours". One reader for both languages; what
//! it does not understand to the last letter it does not guess.

mod day;
mod number;
mod piece;
mod zone;

use base::Moment;
use day::Day;
use jiff::tz::TimeZone;
use jiff::{Span, Zoned};
use piece::Piece;

/// Letters that are read at most.
const LONGEST: usize = 100;

/// When a day is meant without a time: a snooze ends in the morning, a term in the evening.
pub const MORNING: i8 = 9;
pub const EVENING: i8 = 18;
const NIGHT: i8 = 20;
/// What is left of a day when its evening has passed.
const LAST: Time = (23, 59, 0);

/// The moment that is meant, seen from `now` on the wall clock of a zone (IANA); a day without a time means the hour
/// `usual`, or where it is today and that has passed, its evening. None: it says nothing we understand.
pub fn read(text: &str, now: Moment, zone: &str, usual: i8) -> Option<Moment> {
    // As data and a form's date and time come.
    let written = |text: &str| Moment::from_rfc3339(text.trim()).or_else(|| Moment::on_wall_clock(text, zone));
    if let Some(moment) = Some(text).filter(|text| text.contains('T')).and_then(written) {
        return Some(moment);
    }
    Said::all(text)?.meant(now, zone, usual)
}

/// A moment with its year and its time, which means the same whenever it is read.
pub fn dated_time(text: &str, zone: &str) -> Option<Moment> {
    let said = Said::all(text).filter(|said| said.is_dated() && said.has_time())?;
    said.meant(Moment(0), zone, MORNING)
}

/// A day with its year: its noon in UTC.
pub fn dated(text: &str) -> Option<Moment> {
    let said = Said::all(text).filter(|said| said.is_dated() && said.time() == Some(None))?;
    said.meant(Moment(0), "UTC", 12)
}

/// In small letters, with narrow digits and signs.
fn plain(text: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    };
    text.chars().map(narrow).collect::<String>().to_lowercase()
}

/// Hour, minute and second.
type Time = (i8, i8, i8);

/// What was understood so far.
#[derive(Default)]
struct Said {
    day: Option<Day>,
    /// By itself the next of its name; beside a day it has to be that day's. Monday is 1.
    weekday: Option<i8>,
    /// Weeks, months and quarters ahead: 来週, next month.
    weeks: Option<i64>,
    months: Option<i64>,
    quarters: Option<i64>,
    years: Option<i16>,
    time: Option<Time>,
    /// Whether the day's second half is meant, and the hour where none is said.
    half: Option<(bool, i8)>,
    /// From now on: exactly.
    span: Option<Span>,
    month: Option<i8>,
    end: bool,
    /// "in" was said.
    ahead: bool,
    /// 営業日 was said before a number.
    working: bool,
    /// Whose clock tells the time.
    zone: Option<TimeZone>,
}

impl Said {
    /// None: it is not understood to its end.
    fn all(text: &str) -> Option<Self> {
        let plain = Some(text).filter(|text| text.chars().count() <= LONGEST).map(plain)?;
        let (mut said, mut rest) = (Self::default(), plain.trim());
        if rest.is_empty() {
            return None;
        }
        while !rest.is_empty() {
            rest = said.take(rest)?.trim_start();
        }
        Some(said)
    }

    /// Where no clock was named, that of `zone` tells it.
    fn meant(mut self, now: Moment, zone: &str, usual: i8) -> Option<Moment> {
        let now = match self.zone.take() {
            Some(named) if self.has_time() => now.timestamp().to_zoned(named),
            // A day or a span is nobody's clock's.
            Some(_) => return None,
            None => now.in_zone(zone),
        };
        let then = self.resolved(&now, usual)?;
        Some(Moment(then.timestamp().as_millisecond()))
    }

    const fn is_dated(&self) -> bool {
        matches!(self.day, Some(Day::Date { year: Some(_), .. }))
    }

    fn has_time(&self) -> bool {
        matches!(self.time(), Some(Some(_)))
    }

    /// Understands the beginning; the answer is what is left.
    fn take<'t>(&mut self, rest: &'t str) -> Option<&'t str> {
        if let Some((piece, rest)) = piece::first(rest) {
            return self.add(piece).then_some(rest);
        }
        if let Some((zone, rest)) = zone::first(rest) {
            return put(&mut self.zone, zone).then_some(rest);
        }
        number::first(rest, self.ahead).and_then(|(said, rest)| self.number(said).then_some(rest))
    }

    /// False: it was said twice, or does not go together.
    fn add(&mut self, piece: Piece) -> bool {
        match piece {
            Piece::Filler => true,
            Piece::In => {
                self.ahead = true;
                true
            }
            Piece::Workdays(days) => put(&mut self.day, Day::Workdays(days)),
            Piece::Working => !std::mem::replace(&mut self.working, true),
            Piece::NextMorning => put(&mut self.day, Day::In(1)) && put(&mut self.half, (false, MORNING)),
            Piece::InDays(days) => put(&mut self.day, Day::In(days)),
            Piece::Weekday(weekday) => put(&mut self.weekday, weekday),
            Piece::Weeks(weeks) => put(&mut self.weeks, weeks),
            Piece::Months(months) => put(&mut self.months, months),
            Piece::Quarters(quarters) => put(&mut self.quarters, quarters),
            Piece::Years(years) => put(&mut self.years, years),
            Piece::Month(month) => put(&mut self.month, month),
            Piece::Hour(hour) => put(&mut self.time, (hour, 0, 0)),
            Piece::HalfHour => put(&mut self.span, Span::new().minutes(30)),
            Piece::HalfDay => put(&mut self.span, Span::new().hours(12)),
            Piece::HalfYear => put(&mut self.span, Span::new().months(6)),
            Piece::NewYear => put(&mut self.day, Day::NewYear),
            Piece::On(month, day) => put(&mut self.day, Day::Date { year: None, month: Some(month), day }),
            Piece::Half(second, usual) => put(&mut self.half, (second, usual)),
            Piece::End => !std::mem::replace(&mut self.end, true),
            Piece::EndOfWeek => put(&mut self.weeks, 0) && self.add(Piece::End),
            Piece::EndOfMonth => put(&mut self.months, 0) && self.add(Piece::End),
            Piece::EndOfYear => put(&mut self.years, 0) && self.add(Piece::End),
        }
    }

    fn number(&mut self, said: number::Number) -> bool {
        use number::Number::{Clock, Count, Date, OfMonth, Plain, Workdays, Year};
        match said {
            Clock(hour, minute, second) => put(&mut self.time, (hour, minute, second)),
            Count(span) if self.working => {
                span.get_days() > 0 && put(&mut self.day, Day::Workdays(span.get_days().into()))
            }
            Count(span) => put(&mut self.span, span),
            Workdays(days) => put(&mut self.day, Day::Workdays(days)),
            Date(year, month, day) => put(&mut self.day, Day::Date { year, month: Some(month), day }),
            OfMonth(day) => put(&mut self.day, Day::Date { year: None, month: None, day }),
            // "March 5", or the hour after "at".
            Plain(n) if self.month.is_some() && self.day.is_none() => {
                put(&mut self.day, Day::Date { year: None, month: None, day: n })
            }
            Plain(n) => (0..=24).contains(&n) && put(&mut self.time, (n, 0, 0)),
            // Behind a day and the name of its month: "5 March 2026".
            Year(said) => match &mut self.day {
                Some(Day::Date { year, .. }) if self.month.is_some() => put(year, said),
                Some(_) | None => false,
            },
        }
    }

    fn resolved(self, now: &Zoned, usual: i8) -> Option<Zoned> {
        let time = self.time()?;
        if self.working && !matches!(self.day, Some(Day::Workdays(_))) {
            return None;
        }
        let months = match (self.quarters, self.months) {
            (Some(_), Some(_)) => return None,
            (Some(quarters), None) => Some(day::quarter(quarters, self.end, now.date())),
            (None, months) => months,
        };
        let unmoved = self.weeks.is_none() && months.is_none() && self.years.is_none();
        let undated = self.day.is_none() && self.weekday.is_none() && self.month.is_none() && unmoved;
        if let Some(span) = self.span {
            let then = now.checked_add(span).ok()?;
            let exact = span.get_hours() != 0 || span.get_minutes() != 0;
            return match (undated && !self.end, exact, time) {
                (true, true, None) => Some(then),
                (true, false, time) => at(&then, time.unwrap_or((usual, 0, 0))),
                (true, true, Some(_)) | (false, _, _) => None,
            };
        }
        if undated && !self.end {
            let today = at(now, time?)?;
            return if today > *now { Some(today) } else { at(&now.tomorrow().ok()?, time?) };
        }
        let (day, weekday) = match (self.day, self.weekday) {
            (None, Some(weekday)) => (Some(Day::Weekday(weekday)), None),
            (day, weekday) => (day, weekday),
        };
        // The end of a day is its evening.
        let of_day = self.end && matches!(day, Some(Day::In(_) | Day::Weekday(_)));
        let usual = if of_day { EVENING } else { usual };
        let (day, end) = match self.years {
            Some(years) => (Some(day::in_year(day, years, self.month, self.end, now.date())?), false),
            None => (day, self.end && !of_day),
        };
        let ahead = day::Ahead { weeks: self.weeks, months, month: self.month, end };
        let date = day::resolved(day, ahead, now.date())?;
        if weekday.is_some_and(|said| said != date.weekday().to_monday_one_offset()) {
            return None;
        }
        let time = time.unwrap_or_else(|| if date == now.date() { today(now, usual) } else { (usual, 0, 0) });
        at(&date.to_zoned(now.time_zone().clone()).ok()?, time)
    }

    /// None: "午前15時". None within: nothing was said of a time.
    fn time(&self) -> Option<Option<Time>> {
        match (self.half, self.time) {
            (None, time) => Some(time),
            (Some((_, usual)), None) => Some(Some((usual, 0, 0))),
            (Some((false, _)), Some((12, minute, second))) => Some(Some((0, minute, second))),
            (Some((false, _)), Some((hour, minute, second))) => (hour < 12).then_some(Some((hour, minute, second))),
            // One at night is another day's, if it is that.
            (Some((true, NIGHT)), Some((0..5, ..))) => None,
            (Some((true, _)), Some((hour, minute, second))) => {
                Some(Some((if hour < 12 { hour + 12 } else { hour }, minute, second)))
            }
        }
    }
}

/// False: there was one already.
fn put<T>(place: &mut Option<T>, value: T) -> bool {
    place.replace(value).is_none()
}

/// The usual hour, else the evening, else the day's last minute: the first that is still to come.
fn today(now: &Zoned, usual: i8) -> Time {
    let comes = |time: &Time| at(now, *time).is_some_and(|then| then > *now);
    [(usual, 0, 0), (EVENING, 0, 0), LAST].into_iter().find(comes).unwrap_or((usual, 0, 0))
}

/// 24時 and later belong to the next day.
fn at(day: &Zoned, (hour, minute, second): Time) -> Option<Zoned> {
    let (day, hour) = if hour >= 24 { (day.tomorrow().ok()?, hour - 24) } else { (day.clone(), hour) };
    day.with().hour(hour).minute(minute).second(second).subsec_nanosecond(0).build().ok()
}

#[cfg(test)]
mod tests;
