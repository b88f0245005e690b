//! Which day is meant.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

#[derive(Clone, Copy, Debug)]
pub enum Day {
    In(i64),
    /// So many days on which people work.
    Workdays(i64),
    /// Monday is 1.
    Weekday(i8),
    /// On which people work again after its holidays.
    NewYear,
    /// Without a year, or a month: the next that comes.
    Date {
        year: Option<i16>,
        month: Option<i8>,
        day: i8,
    },
}

/// What was said beside the day.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ahead {
    pub weeks: Option<i64>,
    pub months: Option<i64>,
    pub month: Option<i8>,
    pub end: bool,
}

/// None: what was said does not go together, or there is no such day.
pub fn resolved(day: Option<Day>, ahead: Ahead, today: Date) -> Option<Date> {
    match (day, ahead) {
        (Some(Day::In(days)), Ahead { weeks: None, months: None, month: None, end: false }) => {
            today.checked_add(Span::new().try_days(days).ok()?).ok()
        }
        (Some(Day::Workdays(days)), Ahead { weeks: None, months: None, month: None, end: false }) => {
            workday(today, days)
        }
        (Some(Day::Weekday(weekday)), Ahead { weeks: None, months: None, month: None, end: false }) => {
            next(today, weekday)
        }
        (Some(Day::Weekday(weekday)), Ahead { weeks: Some(weeks), months: None, month: None, end: false }) => {
            week(today, weeks)?.checked_add(i64::from(weekday - 1).days()).ok()
        }
        (Some(Day::NewYear), Ahead { weeks: None, months: None, month: None, end: false }) => new_year(today),
        (Some(Day::Date { year, month, day }), Ahead { weeks: None, months, month: named, end: false }) => {
            dated(today, year, month.or(named), months, day)
        }
        (None, Ahead { weeks: Some(weeks), months: None, month: None, end: true }) => {
            let friday = week(today, weeks)?.checked_add(4.days()).ok()?;
            // At the weekend, this week ends with the day.
            Some(if weeks == 0 { friday.max(today) } else { friday })
        }
        (None, Ahead { weeks: None, months: Some(months), month: None, end: true }) => {
            Some(month(today, months)?.last_of_month())
        }
        (None, Ahead { weeks: Some(weeks), months: None, month: None, end: false }) => week(today, weeks),
        (None, Ahead { weeks: None, months: Some(months), month: None, end: false }) => month(today, months),
        (_, _) => None,
    }
}

/// A date in the year that was said beside it; a month alone is its first day, and so is a year, unless its end is meant.
pub fn in_year(day: Option<Day>, ahead: i16, named: Option<i8>, end: bool, today: Date) -> Option<Day> {
    let year = Some(today.year().checked_add(ahead)?);
    match (day, named, end) {
        (Some(Day::Date { year: None, month, day }), _, false) => Some(Day::Date { year, month, day }),
        (None, named, false) => Some(Day::Date { year, month: named.or(Some(1)), day: 1 }),
        (None, None, true) => Some(Day::Date { year, month: Some(12), day: 31 }),
        (_, _, _) => None,
    }
}

/// In how many months such a quarter begins, or ends.
pub fn quarter(ahead: i64, end: bool, today: Date) -> i64 {
    let begun = i64::from(today.month() - 1) % 3;
    ahead * 3 - begun + if end { 2 } else { 0 }
}

/// The first day of work after 3 January: until then a year is new.
fn new_year(today: Date) -> Option<Date> {
    let begins = |year: i16| workday(Date::new(year, 1, 3).ok()?, 1);
    begins(today.year()).filter(|day| *day > today).or_else(|| begins(today.year().checked_add(1)?))
}

/// Monday to Friday: a desk may have many calendars, and none is everybody's.
fn workday(today: Date, days: i64) -> Option<Date> {
    let mut day = today;
    for _ in 0..days {
        day = day.tomorrow().ok()?;
        while day.weekday().to_monday_one_offset() > 5 {
            day = day.tomorrow().ok()?;
        }
    }
    Some(day)
}

/// The next day of that name after today.
fn next(today: Date, weekday: i8) -> Option<Date> {
    let ahead = (weekday - today.weekday().to_monday_one_offset()).rem_euclid(7);
    today.checked_add(i64::from(if ahead == 0 { 7 } else { ahead }).days()).ok()
}

/// The Monday of a week.
fn week(today: Date, ahead: i64) -> Option<Date> {
    let monday = today.checked_sub(i64::from(today.weekday().to_monday_zero_offset()).days()).ok()?;
    monday.checked_add(Span::new().try_weeks(ahead).ok()?).ok()
}

/// The first of a month.
fn month(today: Date, ahead: i64) -> Option<Date> {
    today.first_of_month().checked_add(Span::new().try_months(ahead).ok()?).ok()
}

fn dated(today: Date, year: Option<i16>, named: Option<i8>, ahead: Option<i64>, day: i8) -> Option<Date> {
    match (year, named, ahead) {
        (Some(year), Some(named), None) => Date::new(year, named, day).ok(),
        (None, Some(named), None) => {
            let this = Date::new(today.year(), named, day).ok().filter(|date| *date >= today);
            this.or_else(|| Date::new(today.year() + 1, named, day).ok())
        }
        (None, None, Some(ahead)) => month(today, ahead)?.with().day(day).build().ok(),
        (None, None, None) => {
            let in_month = |ahead| month(today, ahead)?.with().day(day).build().ok();
            in_month(0).filter(|date| *date >= today).or_else(|| in_month(1)).or_else(|| in_month(2))
        }
        (_, _, _) => None,
    }
}
