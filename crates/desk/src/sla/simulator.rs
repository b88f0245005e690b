//! The same questions answered by walking through every minute with an eye on the wall clock: slow, and hard to get wrong.

use super::{Calendar, Day, HolidayList, Hours, Interval, OwnDay, Recurring, Version, Which};
use base::Moment;
use jiff::civil::Date;
use proptest::prelude::*;
use std::time::Duration;

pub(super) const MINUTE: i64 = 60_000;

/// Whether each minute counts, from a moment on.
pub(super) fn minutes(calendar: &Calendar, from: Moment, many: i64) -> Vec<bool> {
    let lead = 3 * 1440;
    // How far the hands have come: where a clock is put back, they have been there before.
    let mut farthest = vec![i64::MIN; calendar.versions.len()];
    let mut open = Vec::new();
    for step in -lead..many {
        let at = Moment(from.0 + step * MINUTE);
        for (farthest, version) in farthest.iter_mut().zip(&calendar.versions) {
            *farthest = (*farthest).max(hands(at, &version.hours.zone));
        }
        if step >= 0 {
            let rules = calendar.versions.iter().rposition(|version| version.since <= at).unwrap_or(0);
            open.push(is_open(&calendar.versions[rules].hours, farthest[rules]));
        }
    }
    open
}

/// Minutes since the first day of 1970, as the wall tells.
fn hands(at: Moment, zone: &str) -> i64 {
    let wall = at.in_zone(zone).datetime();
    let days = wall.date().since(Date::constant(1970, 1, 1)).expect("close enough").get_days();
    i64::from(days) * 1440 + i64::from(wall.hour()) * 60 + i64::from(wall.minute())
}

fn is_open(hours: &Hours, hands: i64) -> bool {
    [0, 1].into_iter().any(|before| {
        let day = hands.div_euclid(1440) - before;
        let minute = hands - day * 1440;
        of_day(hours, day).iter().any(|one| (i64::from(one.from)..i64::from(one.until)).contains(&minute))
    })
}

fn of_day(hours: &Hours, day: i64) -> Vec<Interval> {
    let day = Day(Date::constant(1970, 1, 1)).plus(i32::try_from(day).expect("close enough"));
    let mut own: Vec<&OwnDay> = hours.days.iter().filter(|own| own.first <= day && own.last >= day).collect();
    own.sort_by_key(|own| own.first);
    if let Some(own) = own.last() {
        return own.hours.clone();
    }
    if let Some(again) = hours.again.iter().find(|rule| comes(rule, day)) {
        return again.hours.clone();
    }
    let holiday = hours.lists.iter().any(|list| list.of_year(day.year()).iter().any(|holiday| holiday.day == day));
    if holiday { Vec::new() } else { hours.week[day.weekday()].clone() }
}

/// By counting through the month.
fn comes(rule: &Recurring, day: Day) -> bool {
    let month: Vec<Day> = (-40..40).map(|by| day.plus(by)).filter(|other| other.0.month() == day.0.month()).collect();
    let month: Vec<Day> = month.into_iter().filter(|other| other.year() == day.year()).collect();
    let at = month.iter().position(|other| *other == day).expect("a day is in its month");
    let alike: Vec<&Day> = month.iter().filter(|other| other.weekday() == day.weekday()).collect();
    let place = alike.iter().position(|other| **other == day).expect("a day is like itself");
    let right = rule.month.is_none_or(|month| month == day.0.month());
    right
        && match rule.which {
            Which::Weekday { nth: -1, weekday } => usize::from(weekday) == day.weekday() && place + 1 == alike.len(),
            Which::Weekday { nth, weekday } => usize::from(weekday) == day.weekday() && place + 1 == nth as usize,
            Which::Date(date) => at + 1 == date as usize,
            Which::End => at + 1 == month.len(),
        }
}

fn some_rules() -> impl Strategy<Value = Vec<Recurring>> {
    let which = prop_oneof![
        (prop::sample::select(vec![-1i8, 1, 2, 3, 4, 5]), 0u8..7)
            .prop_map(|(nth, weekday)| Which::Weekday { nth, weekday }),
        (1i8..=31).prop_map(Which::Date),
        Just(Which::End),
    ];
    let rule = (which, prop::option::of(1i8..=12), some_intervals()).prop_map(|(which, month, hours)| Recurring {
        which,
        month,
        name: String::new(),
        hours,
    });
    prop::collection::vec(rule, 0..3)
}

fn some_intervals() -> impl Strategy<Value = Vec<Interval>> {
    prop::collection::vec((0u16..1440, 1u16..900), 0..3).prop_map(|raw| {
        let mut hours: Vec<Interval> = Vec::new();
        for (from, long) in raw {
            let one = Interval::new(from, from + long).expect("within a day");
            if hours.iter().all(|other| other.until <= one.from || one.until <= other.from) {
                hours.push(one);
            }
        }
        hours.sort_unstable();
        hours
    })
}

pub(super) fn some_hours(start: Day) -> impl Strategy<Value = Hours> {
    let zones = ["Asia/Tokyo", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"];
    let own = (-1i32..16, 0i32..3, some_intervals()).prop_map(move |(by, long, hours)| OwnDay {
        first: start.plus(by),
        last: start.plus(by + long),
        name: String::new(),
        hours,
    });
    let lists = prop::sample::subsequence(HolidayList::ALL.to_vec(), 0..3);
    (
        prop::sample::select(zones.to_vec()),
        prop::array::uniform7(some_intervals()),
        lists,
        prop::collection::vec(own, 0..3),
        some_rules(),
    )
        .prop_map(|(zone, week, lists, mut days, again)| {
            days.sort_by_key(|day| day.first);
            // Two that begin on one day would have to be told apart by their order.
            days.dedup_by_key(|day| day.first);
            Hours { zone: zone.to_owned(), week, lists, days, again }
        })
}

/// A moment in 2026 or 2027 on a full minute; often shortly before a change of the clocks.
pub(super) fn some_start() -> impl Strategy<Value = Moment> {
    let changes = ["2026-03-27T05:00:00Z", "2026-10-23T05:00:00Z", "2026-03-06T05:00:00Z", "2026-10-02T05:00:00Z"];
    let near = (prop::sample::select(changes.to_vec()), 0i64..2880)
        .prop_map(|(change, minutes)| Moment(Moment::from_rfc3339(change).expect("a moment").0 + minutes * MINUTE));
    let any = (0i64..700 * 1440).prop_map(|minutes| Moment(1_767_225_600_000 + minutes * MINUTE));
    prop_oneof![near, any]
}

pub(super) fn some_calendar(start: Moment) -> impl Strategy<Value = Calendar> {
    let day = Day(start.in_zone("UTC").date());
    prop::collection::vec((some_hours(day), 1i64..8 * 1440), 1..3).prop_map(move |versions| {
        let mut since = Moment(start.0 - MINUTE * 1440);
        let mut all = Vec::new();
        for (hours, later) in versions {
            all.push(Version { since, hours });
            since = Moment(since.0 + later * MINUTE);
        }
        Calendar { id: super::CalendarId(1), name: "Office".into(), removed: false, version: 1, versions: all }
    })
}

fn case() -> impl Strategy<Value = (Moment, Calendar, i64, i64)> {
    some_start().prop_flat_map(|start| (Just(start), some_calendar(start), 1i64..12 * 1440, 1i64..3000))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn time_counts_minute_by_minute((start, calendar, long, amount) in case()) {
        let open = minutes(&calendar, start, long);
        let counted = open.iter().filter(|open| **open).count() as u64;
        let until = Moment(start.0 + long * MINUTE);
        prop_assert_eq!(calendar.between(start, until), Duration::from_secs(counted * 60));

        let reached = open.iter().scan(0, |sum, open| { *sum += i64::from(*open); Some(*sum) }).position(|sum| sum == amount);
        let due = calendar.add(start, Duration::from_secs(amount as u64 * 60));
        match reached {
            Some(step) => prop_assert_eq!(due, Some(Moment(start.0 + (step as i64 + 1) * MINUTE))),
            None => prop_assert!(due.is_none_or(|due| due > until)),
        }

        let pieces = calendar.explain(start..until);
        prop_assert_eq!((pieces.first().map(|piece| piece.from), pieces.last().map(|piece| piece.until)), (Some(start), Some(until)));
        prop_assert!(pieces.windows(2).all(|pair| pair[0].until == pair[1].from && pair[0].why != pair[1].why));
    }
}
