//! The installation's own settings.

use super::{reason, value};
use crate::browser::{House, encoded};
use axum::http::StatusCode;

fn form<'f>(organization: &'f str, zone: &'f str, seen: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("organization", organization),
        ("language", "ja"),
        ("time_zone", zone),
        ("seen_organization", seen),
        ("seen_language", "en"),
        ("seen_time_zone", "Asia/Tokyo"),
    ]
}

testing::on_both! {
    async fn a_new_name_is_on_every_page_at_once(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let saved = aya.post("/admin/organization", &encoded(&form("ひので珈琲", "Europe/Berlin", "Hinode Coffee"))).await;
        assert_eq!((saved.status, saved.location()), (StatusCode::SEE_OTHER, "/admin/organization"));
        let page = aya.get("/admin/organization").await.text();
        assert_eq!(value(&page, "organization"), "ひので珈琲");
        assert!(page.contains("Saved") && page.contains("<title>Organization · ひので珈琲</title>"));
        let log = aya.get("/admin/audit").await.text();
        assert!(log.contains("changed the setting “<b>Name</b>” from “<b>Hinode Coffee</b>” to “<b>ひので珈琲</b>”"));
        assert!(log.contains("“<b>Language</b>” from “<b>English</b>” to “<b>日本語</b>”"), "{log}");
    }

    async fn a_zone_that_is_none_is_refused_beside_its_field_and_nothing_typed_is_lost(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let before = house.world.log_end().await;
        let refused = aya.post("/admin/organization", &encoded(&form("Hinode & Co", "Mars/Olympus", "Hinode Coffee"))).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = refused.text();
        assert!(reason(&page, "time_zone").is_some() && reason(&page, "organization").is_none());
        assert_eq!((value(&page, "organization").as_str(), value(&page, "time_zone").as_str()), ("Hinode &#38; Co", "Mars/Olympus"));
        assert_eq!(house.world.log_end().await, before);
    }

    async fn what_agents_may_attach_is_said_here_within_bounds(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        assert_eq!(value(&aya.get("/admin/organization").await.text(), "attached"), "100");
        let with = |attached| [form("Hinode Coffee", "Asia/Tokyo", "Hinode Coffee"), vec![("attached", attached), ("seen_attached", "100")]].concat();
        for wrong in ["24", "1001", "-1", "a lot", "99999999999999999999"] {
            let refused = aya.post("/admin/organization", &encoded(&with(wrong))).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            assert!(reason(&refused.text(), "attached").is_some(), "{wrong}");
        }
        assert_eq!(aya.post("/admin/organization", &encoded(&with("250"))).await.status, StatusCode::SEE_OTHER);
        assert_eq!(value(&aya.get("/admin/organization").await.text(), "attached"), "250");
        let log = aya.get("/admin/audit").await.text();
        assert!(log.contains("changed the setting “<b>Files of one message (MB)</b>” from “<b>100</b>” to “<b>250</b>”"), "{log}");
        let late = aya.post("/admin/organization", &encoded(&with("300"))).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
    }

    async fn who_saw_older_settings_overwrites_nothing_and_may_decide_again(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        aya.post("/admin/organization", &encoded(&form("First", "Asia/Tokyo", "Hinode Coffee"))).await;
        let late = aya.post("/admin/organization", &encoded(&form("Second", "Asia/Tokyo", "Hinode Coffee"))).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        let page = late.text();
        assert!(page.contains("Somebody else changed this in the meantime"));
        assert_eq!((value(&page, "organization").as_str(), value(&page, "seen_organization").as_str()), ("Second", "First"));
    }
}
