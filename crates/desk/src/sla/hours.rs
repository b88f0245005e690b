//! Which hours count: a week, holidays, and days of one's own that go before both.

use super::interval::sound;
use super::{Day, HolidayList, Interval, MOST_AGAIN, Recurring, wall};
use crate::Refusal;
use base::Moment;
use serde::{Deserialize, Serialize};

/// Days of one's own in one calendar.
pub const MOST_DAYS: usize = 300;
/// Days that one line may span.
const LONGEST: i32 = 366;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// IANA name.
    pub zone: String,
    /// Monday first; a stretch belongs to the day on which it begins.
    pub week: [Vec<Interval>; 7],
    pub lists: Vec<HolidayList>,
    pub days: Vec<OwnDay>,
    /// Days that come again; a day of one's own goes before them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub again: Vec<Recurring>,
}

/// Closed, or open at other hours, from its first day to its last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnDay {
    pub first: Day,
    pub last: Day,
    pub name: String,
    /// None at all: closed.
    pub hours: Vec<Interval>,
}

impl OwnDay {
    /// Of a year that is over: no page shows it any more, and what it was stays with the version that knew it.
    pub fn has_left(&self, today: Day) -> bool {
        self.last.year() < today.year()
    }
}

/// What rules a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ruled<'h> {
    Own(&'h OwnDay),
    Again(&'h Recurring),
    Holiday(&'static str),
    Week(&'h [Interval]),
}

impl Hours {
    /// Monday to Friday, nine to five.
    pub fn usual(zone: &str) -> Self {
        let day = Interval::new(9 * 60, 17 * 60).into_iter().collect::<Vec<_>>();
        let week = std::array::from_fn(|weekday| if weekday < 5 { day.clone() } else { Vec::new() });
        Self { zone: zone.to_owned(), week, lists: Vec::new(), days: Vec::new(), again: Vec::new() }
    }

    /// # Errors
    /// Its zone is unknown, it has no hours at all, or too many or too long days of its own.
    pub fn sound(mut self) -> Result<Self, Refusal> {
        if !Moment::knows_zone(&self.zone) {
            return Err(Refusal::TimeZoneUnknown);
        }
        if self.week.iter().all(Vec::is_empty) {
            return Err(Refusal::HoursNone);
        }
        self.week.iter().try_for_each(|day| sound(day))?;
        if self.days.len() > MOST_DAYS {
            return Err(Refusal::TooManyDays);
        }
        for day in &mut self.days {
            sound(&day.hours)?;
            day.name = line(&day.name)?;
            if day.last < day.first || day.first.plus(LONGEST) < day.last {
                return Err(Refusal::DaysWrong);
            }
        }
        if self.again.len() > MOST_AGAIN {
            return Err(Refusal::TooManyDays);
        }
        for rule in &mut self.again {
            sound(&rule.hours)?;
            rule.name = line(&rule.name)?;
            if !rule.is_sound() {
                return Err(Refusal::DaysWrong);
            }
        }
        self.lists.sort_unstable();
        self.lists.dedup();
        self.days.sort_by_key(|day| day.first);
        Ok(self)
    }

    /// The day it is where they count.
    pub fn today(&self, now: Moment) -> Day {
        wall::day(&wall::zone(&self.zone), now)
    }

    /// # Errors
    /// A day that has left is among theirs and was not before: nobody would see it again.
    pub fn must_not_go_back(&self, before: &[OwnDay], now: Moment) -> Result<(), Refusal> {
        let today = self.today(now);
        let is_new = |day: &OwnDay| day.has_left(today) && !before.contains(day);
        if self.days.iter().any(is_new) { Err(Refusal::DaysOver) } else { Ok(()) }
    }

    /// How long a day is, for whoever counts in days: the longest of the week. In minutes.
    pub fn a_day(&self) -> u32 {
        let long = |day: &Vec<Interval>| day.iter().map(|hours| u32::from(hours.minutes())).sum::<u32>();
        self.week.iter().map(long).max().unwrap_or_default()
    }

    pub(super) fn ruled(&self, day: Day, known: &mut Known) -> Ruled<'_> {
        // The later one begins nearer to the day.
        if let Some(own) = self.days.iter().rev().find(|own| own.first <= day && day <= own.last) {
            return Ruled::Own(own);
        }
        if let Some(again) = self.again.iter().find(|rule| rule.is_on(day)) {
            return Ruled::Again(again);
        }
        match known.holiday(&self.lists, day) {
            Some(key) => Ruled::Holiday(key),
            None => Ruled::Week(&self.week[day.weekday()]),
        }
    }
}

impl<'h> Ruled<'h> {
    pub(super) fn hours(&self) -> &'h [Interval] {
        match self {
            Self::Own(own) => &own.hours,
            Self::Again(again) => &again.hours,
            Self::Holiday(_) => &[],
            Self::Week(hours) => hours,
        }
    }
}

/// The holidays of the year that was asked for last: days are asked for in their order.
#[derive(Default)]
pub(super) struct Known {
    year: Option<i16>,
    holidays: Vec<super::Holiday>,
}

impl Known {
    fn holiday(&mut self, lists: &[HolidayList], day: Day) -> Option<&'static str> {
        if self.year != Some(day.year()) {
            self.holidays = lists.iter().flat_map(|list| list.of_year(day.year())).collect();
            self.year = Some(day.year());
        }
        self.holidays.iter().find(|holiday| holiday.day == day).map(|holiday| holiday.key)
    }
}

/// One line of at most 80 characters, perhaps empty.
pub(super) fn line(text: &str) -> Result<String, Refusal> {
    let line = base::seen_line(text);
    if line.chars().count() > 80 { Err(Refusal::NameTooLong) } else { Ok(line) }
}
