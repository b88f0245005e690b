//! Promised times, as people write them.

use super::{reason, value};
use crate::browser::{House, encoded};
use axum::http::StatusCode;

testing::on_both! {
    async fn a_day_is_as_long_as_the_longest_of_the_chosen_calendar(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let week = [("name", "Office"), ("zone", "Asia/Tokyo"), ("hours_0", "9時〜12時、13時〜19時"), ("hours_1", "9:00-12:00")];
        let made = aya.post("/admin/calendars", &encoded(&week)).await;
        let office = made.location().rsplit('/').next().unwrap();
        for (policy, calendar, kept) in [("1", office, ["18 h", "9 h"]), ("2", "", ["48 h", "24 h"])] {
            let form = [("act", "save"), ("name", policy), ("how-0", "all"), ("calendar", calendar), ("time_resolution_normal", "2営業日")];
            let step = [("step_when", "before"), ("step_amount", "1 business day"), ("step_tell", "team")];
            assert_eq!(aya.post("/admin/sla", &encoded(&[&form[..], &step].concat())).await.location(), "/admin/sla");
            let page = aya.get(&format!("/admin/sla/{policy}")).await.text();
            assert_eq!(["time_resolution_normal", "step_amount"].map(|field| value(&page, field)), kept, "{calendar:?}");
        }
        let version = value(&aya.get("/me").await.text(), "version");
        let japanese = [("version", &*version), ("name", "Aya"), ("language", "ja"), ("time_zone", "Asia/Tokyo")];
        assert_eq!(aya.post("/me", &encoded(&japanese)).await.status, StatusCode::SEE_OTHER);
        let page = aya.get("/admin/sla/1").await.text();
        assert_eq!(["time_resolution_normal", "step_amount"].map(|field| value(&page, field)), ["18時間", "9時間"]);
    }

    async fn a_day_of_this_year_stays_on_its_calendar_and_one_of_a_former_year_is_refused(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let office = |day: &str| {
            let week = [("name", "Office"), ("zone", "Asia/Tokyo"), ("hours_0", "9:00-17:00"), ("version", "1")];
            encoded(&[&week[..], &[("day_first", day), ("day_name", "We move")]].concat())
        };
        let made = aya.post("/admin/calendars", &office("2026-01-05")).await;
        let path = made.location().to_owned();
        assert_eq!(value(&aya.get(&path).await.text(), "day_first"), "2026-01-05");
        for path in [&*path, "/admin/calendars"] {
            let late = aya.post(path, &office("2025-12-29")).await;
            assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(value(&late.text(), "day_first"), "2025-12-29");
            assert!(reason(&late.text(), "days").is_some_and(|why| why.contains("a year that is over")), "{path}");
        }
    }

    async fn a_month_is_told_in_words(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let behind = aya.get("/admin/sla/figures/behind?policy=1&target=resolution&month=2026-03&state=met").await;
        assert!(behind.text().contains("March 2026"), "{}", behind.text());
    }

    async fn each_time_that_cannot_be_read_is_marked_and_the_reason_stands_beneath_the_first(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let form = [("act", "save"), ("name", "All"), ("how-0", "all"), ("time_first_response_normal", "4h")];
        let wrong = [("time_update_high", "soon"), ("time_resolution_normal", "4 o’clock")];
        let refused = aya.post("/admin/sla", &encoded(&[&form[..], &wrong].concat())).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = refused.text();
        let is_marked = |field: &str| {
            let box_of = page.split("<input").find(|part| part.contains(&format!("name=\"{field}\""))).unwrap();
            box_of.split('>').next().unwrap().contains("aria-invalid=\"true\" aria-describedby=\"promises-reason\"")
        };
        assert!(wrong.iter().all(|(field, _)| is_marked(field)));
        assert!(!is_marked("time_first_response_normal") && !is_marked("time_update_normal"));
        assert!(reason(&page, "promises").is_some());
        let at = |text: &str| page.find(text).unwrap();
        assert!(at("time_update_high") < at("id=\"promises-reason\"") && at("id=\"promises-reason\"") < at("time_resolution_normal"));

        let nothing = aya.post("/admin/sla", &encoded(&form[..3])).await.text();
        assert!(reason(&nothing, "promises").is_some() && !nothing.contains("aria-describedby=\"promises-reason\""));
    }
}
