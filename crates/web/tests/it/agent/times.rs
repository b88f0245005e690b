//! `/tickets/{number}/times` and `/reports/time`

use super::{asked, value};
use crate::browser::{HOST, House, encoded};
use desk::Actor;
use desk::ticket::{Activity, ActivityId};
use service::ticket;
use std::time::Duration;
use testing::on_both;

on_both! {
    async fn an_entry_is_of_today_or_of_a_day_before_and_goes_out_with_what_it_is_billed_to(world: World) {
        let house = House::open(world).await;
        let number = asked(&house, "=Kettle", house.cast.kei, house.cast.support).await.number;
        let mut chika = house.agent(house.cast.chika).await;
        let path = format!("/tickets/{number}/times");
        // It is the first of March there.
        for (form, status) in [
            ("minutes=20&day=2026-03-01", 303),
            ("minutes=1:30&day=2026-02-27", 303),
            ("minutes=20&day=2026-03-02", 422),
            ("minutes=20&day=some+day", 422),
        ] {
            assert_eq!(chika.post(&path, form).await.status, status, "{form}");
        }
        let csv = chika.get("/reports/time.csv?from=2026-02-01&to=2026-03-01").await;
        assert!(csv.header("content-type").starts_with("text/csv"), "{}", csv.status);
        let lines: Vec<String> = csv.text().lines().map(str::to_owned).collect();
        assert!(lines[0].contains("Organization") && lines[0].contains("Requester") && lines[0].contains("Team"), "{lines:?}");
        assert!(lines[1].contains("2026-02-27") && lines[1].contains("\"Kei Tanaka\"") && lines[1].contains("\"Support\""), "{lines:?}");
        assert!(lines[2].contains("2026-03-01") && lines[2].contains("\"'=Kettle\""), "{lines:?}");
        let workbook = chika.get("/reports/time.xlsx?from=2026-02-01&to=2026-03-01").await;
        assert!(workbook.header("content-disposition").contains("Time 2026-02-01_2026-03-01.xlsx"), "{}", workbook.status);
        assert!(workbook.body.starts_with(b"PK"));
        let months = chika.get("/reports/time?from=2026-02-01&to=2026-03-01&by=month").await.text();
        assert!(months.contains("February 2026</th>") && months.contains("1:30") && months.contains("1:50"), "{months}");
    }

    async fn a_day_is_the_same_wherever_it_is_entered_corrected_and_read(world: World) {
        let house = House::open(world).await;
        let number = asked(&house, "Kettle", house.cast.kei, house.cast.support).await.number;
        // Monday, the second of March.
        house.world.clock.advance(Duration::from_secs(86_400));
        let (mut chika, mut ben) = (house.agent(house.cast.chika).await, house.agent(house.cast.ben).await);
        for (browser, name, zone) in [(&mut chika, "Chika Ueda", "Asia/Tokyo"), (&mut ben, "Ben Okada", "America/New_York")] {
            let page = browser.get("/me").await.text();
            let form = encoded(&[("version", value(&page, "version")), ("name", name), ("language", "en"), ("time_zone", zone)]);
            assert_eq!(browser.post("/me", &form).await.status, 303);
        }
        let (path, times) = (format!("/tickets/{number}"), format!("/tickets/{number}/times"));
        assert_eq!(chika.post(&times, "minutes=600&day=2026-03-01").await.status, 303);
        let months = ben.get("/reports/time?from=2026-02-01&to=2026-03-31&by=month").await.text();
        assert!(months.contains("March 2026</th>") && !months.contains("February 2026</th>"), "{months}");
        let page = ben.get(&path).await.text();
        assert!(page.contains(r#"name="day" type="date" value="2026-03-01""#) && page.contains("Yesterday"), "{page}");
        let time = house.world.desk.ask(Actor::System, move |read| Ok(ticket::page(read, number)?.depth.times[0].id)).await.unwrap();
        assert_eq!(ben.post(&format!("{times}/{time}"), "minutes=540&day=2026-03-01&version=1").await.status, 303);
        for browser in [&mut chika, &mut ben] {
            let csv = browser.get("/reports/time.csv?from=2026-03-01&to=2026-03-01").await.text();
            assert!(csv.lines().any(|line| line.starts_with("2026-03-01,") && line.contains(",540,")), "{csv}");
        }
    }

    async fn a_clock_that_runs_is_seen_and_stopped_from_every_page(world: World) {
        let house = House::open(world).await;
        let number = asked(&house, "Kettle", house.cast.kei, house.cast.support).await.number;
        let mut chika = house.agent(house.cast.chika).await;
        const STOP: &str = r#"action="/timer""#;
        assert!(!chika.get("/").await.text().contains(STOP));
        chika.post(&format!("/tickets/{number}/timer"), "timer=start").await;
        let home = chika.get("/").await.text();
        assert!(home.contains(STOP) && home.contains(&format!("0:00 #{number}")), "{home}");
        assert!(!house.agent(house.cast.ben).await.get("/").await.text().contains(STOP), "one's own alone");
        for _ in 0..2 {
            assert_eq!(chika.post("/timer", "").await.status, 303, "once more changes nothing");
        }
        assert!(!chika.get("/tasks").await.text().contains(STOP));
        assert!(chika.get("/reports/time").await.text().contains("0:01"));
        assert_eq!(chika.post("/me/clock", "clock=perhaps").await.status, 422);
        assert_eq!(chika.post("/me/clock", "clock=on").await.status, 303);
        assert!(chika.get("/me").await.text().contains(r#"name="clock" value="on" aria-pressed="true""#));
    }

    async fn a_clock_that_stops_out_of_sight_or_too_late_says_what_it_entered(world: World) {
        let house = House::open(world).await;
        let number = asked(&house, "Kettle", house.cast.kei, house.cast.support).await.number;
        let (path, timer) = (format!("/tickets/{number}"), format!("/tickets/{number}/timer"));
        let mut dai = house.agent(house.cast.dai).await;
        dai.post(&timer, "timer=start").await;
        house.world.clock.advance(Duration::from_secs(13 * 3_600));
        let mut dai = house.agent(house.cast.dai).await;
        assert_eq!(dai.post(&timer, "timer=stop").await.status, 303);
        let page = dai.get(&path).await.text();
        assert!(page.contains("Your clock ran for 13:00") && page.contains(&format!("{path}#time-")), "{page}");
        assert!(page.contains(">Look at the entry</a>") && !page.contains("What became of each"), "{page}");

        dai.post(&timer, "timer=start").await;
        house.world.clock.advance(Duration::from_secs(60));
        let mut ben = house.agent(house.cast.ben).await;
        assert_eq!(ben.post(&format!("{path}/team"), &format!("team={}", house.cast.billing)).await.status, 303);
        let mut there = dai.clone().saying("referer", &format!("http://{HOST}{path}"));
        assert_eq!(there.post("/timer", "").await.header("location"), "/tickets");
        let home = there.get("/").await.text();
        assert!(home.contains("which you no longer see") && home.contains("0:01 of work"), "{home}");
        assert!(ben.get(&path).await.text().contains("0:01"), "it is entered there");
        assert_eq!(dai.post(&timer, "timer=stop").await.status, 404);
    }

    async fn an_entry_that_is_corrected_keeps_its_kind_of_work_that_is_no_longer_offered(world: World) {
        let house = House::open(world).await;
        let number = asked(&house, "Kettle", house.cast.kei, house.cast.support).await.number;
        let path = format!("/tickets/{number}");
        let aya = house.world.actor(house.cast.aya).await;
        let on_site = Activity { id: ActivityId(0), name_en: "On site".into(), name_ja: String::new(), active: true, version: 1 };
        let made = house.world.desk.change(aya.clone(), move |tx| ticket::create_activity(tx, on_site)).await.unwrap();
        let mut chika = house.agent(house.cast.chika).await;
        assert_eq!(chika.post(&format!("{path}/times"), &format!("minutes=45&activity={}", made.id)).await.status, 303);
        let retired = Activity { active: false, ..made.clone() };
        house.world.desk.change(aya, move |tx| ticket::change_activity(tx, retired)).await.unwrap();
        let page = chika.get(&path).await.text();
        let own = format!(r#"<option value="{}" selected>On site</option>"#, made.id);
        assert!(page.contains(&own), "{page}");
        assert_eq!(page.matches("On site</option>").count(), 1, "only what is of it has it");
        let time = house.world.desk.ask(Actor::System, move |read| Ok(ticket::page(read, number)?.depth.times[0].id)).await.unwrap();
        let form = format!("minutes=50&activity={}&version=1", made.id);
        assert_eq!(chika.post(&format!("{path}/times/{time}"), &form).await.status, 303);
        assert!(chika.get(&path).await.text().contains("0:50 · On site"));
    }

    async fn a_call_of_ours_is_logged_with_the_time_it_took(world: World) {
        let house = House::open(world).await;
        let number = asked(&house, "Kettle", house.cast.kei, house.cast.support).await.number;
        let mut chika = house.agent(house.cast.chika).await;
        let path = format!("/tickets/{number}/calls");
        let wrong = chika.post(&path, "who=we&text=Not+yet&minutes=soon").await;
        assert_eq!(wrong.status, 422);
        assert_eq!(chika.post(&path, "who=we&text=Rang+her+back&minutes=12").await.status, 303);
        let page = chika.get(&format!("/tickets/{number}")).await.text();
        assert!(page.contains("By phone, from us") && page.contains("Rang her back"), "{page}");
        assert!(!page.contains("Not yet"), "all of it or nothing: {page}");
        let csv = chika.get("/reports/time.csv?from=2026-02-01&to=2026-03-01").await.text();
        assert!(csv.lines().any(|line| line.split(',').any(|cell| cell.trim_matches('"') == "12")), "{csv}");
    }
}
