//! A business calendar and what it was at any time: a change counts from when it was made.

use super::hours::{Known, line};
use super::{Hours, wall};
use crate::Refusal;
use base::Moment;
use std::ops::Range;
use std::time::Duration;

base::id!(CalendarId);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    pub id: CalendarId,
    pub name: String,
    /// Nobody chooses it any more; what it was counts on.
    pub removed: bool,
    pub version: i64,
    /// The oldest first, and at least one: the first counts for everything before it as well.
    pub versions: Vec<Version>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    pub since: Moment,
    pub hours: Hours,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarWish {
    pub name: String,
    pub hours: Hours,
}

impl CalendarWish {
    /// # Errors
    /// It has no name, or its hours are not sound.
    pub fn sound(self) -> Result<Self, Refusal> {
        let name = line(&self.name)?;
        if name.is_empty() {
            return Err(Refusal::NameEmpty);
        }
        Ok(Self { name, hours: self.hours.sound()? })
    }
}

/// How long a day is, in minutes that count: of the chosen calendar; without one every minute counts.
pub fn a_day(calendars: &[Calendar], chosen: Option<CalendarId>) -> u32 {
    let chosen = calendars.iter().find(|one| Some(one.id) == chosen).and_then(Calendar::now);
    chosen.map_or(24 * 60, |version| version.hours.a_day())
}

/// How far ahead a moment is looked for: a calendar may be closed for good.
const FARTHEST: Duration = Duration::from_secs(5 * 366 * 24 * 3600);
/// What is looked at in one go.
const STEP: Duration = Duration::from_secs(10 * 24 * 3600);

impl Calendar {
    /// As it is now.
    pub fn now(&self) -> Option<&Version> {
        self.versions.last()
    }

    /// The versions that a time meets, each with its part of it.
    pub(super) fn parts(&self, during: Range<Moment>) -> Vec<(&Hours, Range<Moment>)> {
        let ends = self.versions.iter().skip(1).map(|version| version.since).chain([Moment(i64::MAX)]);
        let mut parts = Vec::new();
        let mut from = Moment(i64::MIN);
        for (version, until) in self.versions.iter().zip(ends) {
            let part = during.start.max(from)..during.end.min(until);
            if part.start < part.end {
                parts.push((&version.hours, part));
            }
            from = until.max(from);
        }
        parts
    }

    /// When it is open, in order, without gaps that are none.
    pub fn open(&self, during: Range<Moment>) -> Vec<Range<Moment>> {
        let mut open: Vec<Range<Moment>> = Vec::new();
        for (hours, part) in self.parts(during) {
            for next in hours.open(part) {
                match open.last_mut() {
                    Some(last) if last.end >= next.start => last.end = last.end.max(next.end),
                    Some(_) | None => open.push(next),
                }
            }
        }
        open
    }

    /// How much of a time counts.
    pub fn between(&self, from: Moment, until: Moment) -> Duration {
        self.open(from..until).into_iter().map(|open| open.end.since(open.start)).sum()
    }

    /// The first moment by which so much has counted; none: not within five years.
    pub fn add(&self, from: Moment, amount: Duration) -> Option<Moment> {
        let mut left = amount;
        let mut at = from;
        if left.is_zero() {
            return Some(from);
        }
        while at < from.plus(FARTHEST) {
            for open in self.open(at..at.plus(STEP)) {
                let long = open.end.since(open.start);
                if long >= left {
                    return Some(open.start.plus(left));
                }
                left -= long;
            }
            at = at.plus(STEP);
        }
        None
    }
}

impl Hours {
    pub(super) fn open(&self, during: Range<Moment>) -> Vec<Range<Moment>> {
        let zone = wall::zone(&self.zone);
        let mut known = Known::default();
        // What began the evening before may go on; a day of 24 hours more is for clock changes.
        let (mut day, last) = (wall::day(&zone, during.start).plus(-2), wall::day(&zone, during.end));
        let mut open: Vec<Range<Moment>> = Vec::new();
        while day <= last {
            for hours in self.ruled(day, &mut known).hours() {
                let from = wall::moment(&zone, day, hours.from).max(during.start);
                let until = wall::moment(&zone, day, hours.until).min(during.end);
                if from < until {
                    open.push(from..until);
                }
            }
            day = day.plus(1);
        }
        merged(open)
    }
}

fn merged(mut spans: Vec<Range<Moment>>) -> Vec<Range<Moment>> {
    spans.sort_unstable_by_key(|span| span.start);
    let mut merged: Vec<Range<Moment>> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if last.end >= span.start => last.end = last.end.max(span.end),
            Some(_) | None => merged.push(span),
        }
    }
    merged
}
