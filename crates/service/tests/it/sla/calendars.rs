//! Business calendars: made, changed from now on, closed by a file, removed.

use crate::desk_work::*;
use base::Moment;
use desk::Refusal;
use desk::sla::{CalendarWish, Day, HolidayList, Hours, OwnDay, closings};
use service::sla;
use std::time::Duration;

fn office() -> CalendarWish {
    CalendarWish {
        name: "Office".into(),
        hours: Hours { lists: vec![HolidayList::Japan], ..Hours::usual("Asia/Tokyo") },
    }
}

testing::on_both! {
    async fn other_hours_count_from_when_they_are_made(world: World) {
        let cast = world.cast().await;
        let id = by(&world, cast.aya, |tx| sla::create_calendar(tx, office())).await.unwrap();
        world.clock.advance(Duration::from_secs(3600 * 24 * 2));
        let longer = CalendarWish { hours: Hours::usual("UTC"), ..office() };
        let wish = longer.clone();
        by(&world, cast.aya, move |tx| sla::change_calendar(tx, id, 1, wish)).await.unwrap();
        assert_conflict(by(&world, cast.aya, move |tx| sla::change_calendar(tx, id, 1, longer)).await);
        let kept = seen_by(&world, cast.aya, move |read| sla::calendar(read, id)).await.unwrap();
        assert_eq!(kept.versions.len(), 2);
        let zones: Vec<&str> = kept.versions.iter().map(|version| version.hours.zone.as_str()).collect();
        assert_eq!(zones, ["Asia/Tokyo", "UTC"]);
        // Monday from nine to five in Tokyo; from Tuesday 09:30 UTC on, hours of UTC.
        let at = |text: &str| Moment::from_rfc3339(text).unwrap();
        assert_eq!(kept.between(at("2026-03-02T00:00:00Z"), at("2026-03-03T00:00:00Z")), Duration::from_secs(8 * 3600));
        assert_eq!(kept.between(at("2026-03-03T08:00:00Z"), at("2026-03-04T00:00:00Z")), Duration::from_secs(7 * 3600 + 1800));
    }

    async fn a_file_closes_days_once(world: World) {
        let cast = world.cast().await;
        let id = by(&world, cast.aya, |tx| sla::create_calendar(tx, office())).await.unwrap();
        let file = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260302\nSUMMARY:創立記念日\nEND:VEVENT\nEND:VCALENDAR";
        for added in [1, 0] {
            let done = by(&world, cast.aya, move |tx| sla::close_days(tx, id, closings(file, 2026)?)).await;
            assert_eq!(done.unwrap(), added);
        }
        let kept = seen_by(&world, cast.aya, move |read| sla::calendar(read, id)).await.unwrap();
        let at = |text: &str| Moment::from_rfc3339(text).unwrap();
        assert!(kept.between(at("2026-03-02T00:00:00Z"), at("2026-03-02T12:00:00Z")).is_zero());
    }

    async fn a_day_of_a_former_year_is_not_added_and_one_that_was_there_hinders_nothing(world: World) {
        let cast = world.cast().await;
        let closed = |day: &str| {
            let day: Day = day.parse().unwrap();
            let closed = OwnDay { first: day, last: day, name: "Inventory".into(), hours: Vec::new() };
            CalendarWish { hours: Hours { days: vec![closed], ..office().hours }, ..office() }
        };
        let (old, kept) = (closed("2025-12-31"), closed("2026-01-05"));
        let (wish, again) = (old.clone(), kept.clone());
        assert_refused(by(&world, cast.aya, |tx| sla::create_calendar(tx, wish)).await, Refusal::DaysOver);
        let id = by(&world, cast.aya, |tx| sla::create_calendar(tx, kept)).await.unwrap();
        world.clock.advance(Duration::from_secs(3600 * 24 * 365));
        assert_refused(by(&world, cast.aya, move |tx| sla::change_calendar(tx, id, 1, old)).await, Refusal::DaysOver);
        by(&world, cast.aya, move |tx| sla::change_calendar(tx, id, 1, again)).await.unwrap();
        let file = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260302\nSUMMARY:創立記念日\nEND:VEVENT\nEND:VCALENDAR";
        let added = by(&world, cast.aya, move |tx| sla::close_days(tx, id, closings(file, 2026)?)).await;
        assert_eq!(added.unwrap(), 0, "nor does a file add one");
    }

    async fn a_calendar_that_is_removed_is_not_there(world: World) {
        let cast = world.cast().await;
        let id = by(&world, cast.aya, |tx| sla::create_calendar(tx, office())).await.unwrap();
        by(&world, cast.aya, move |tx| sla::remove_calendar(tx, id, 1)).await.unwrap();
        assert_missing(seen_by(&world, cast.aya, move |read| sla::calendar(read, id)).await);
        assert!(seen_by(&world, cast.aya, sla::calendars).await.unwrap().is_empty());
    }

    async fn only_who_sets_the_desk_up_changes_its_hours(world: World) {
        let cast = world.cast().await;
        assert_refused(by(&world, cast.ben, |tx| sla::create_calendar(tx, office())).await, Refusal::NotAllowed);
        let nameless = CalendarWish { name: " ".into(), ..office() };
        assert_refused(by(&world, cast.aya, |tx| sla::create_calendar(tx, nameless)).await, Refusal::NameEmpty);
        let mut never = office();
        never.hours.week = Default::default();
        assert_refused(by(&world, cast.aya, |tx| sla::create_calendar(tx, never)).await, Refusal::HoursNone);
    }
}
