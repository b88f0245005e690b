//! How tickets are numbered: the page, what it foresees, and what it refuses.

use super::{reason, value};
use crate::browser::{House, Multipart, encoded};
use axum::http::StatusCode;

fn form<'f>(seen: &'f str, way: &'f str, digits: &'f str, more: &[(&'f str, &'f str)]) -> String {
    let fields = [("seen", seen), ("way", way), ("drawn_way", way), ("digits", digits)];
    encoded(&fields.into_iter().chain(more.iter().copied()).collect::<Vec<_>>())
}

/// What the page was drawn from, as it says it.
fn seen(page: &str) -> String {
    value(page, "seen").replace("&#34;", "\"")
}

/// The numbers it says come next.
fn foreseen(page: &str) -> Vec<&str> {
    let chips =
        page.split("id=\"next-numbers\"").nth(1).and_then(|rest| rest.split("</div>").next()).unwrap_or_default();
    chips.split("chip numeric\">").skip(1).filter_map(|chip| chip.split('<').next()).collect()
}

testing::on_both! {
    async fn the_page_foresees_what_comes_and_a_ticket_has_it(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let page = aya.get("/admin/numbers").await.text();
        assert_eq!(foreseen(&page), ["100001", "100002", "100003"]);
        let seen = seen(&page);

        // Only drawn: nothing is saved.
        let drawn = aya.post("/admin/numbers", &form(&seen, "month", "4", &[("prefix", "７"), ("check", "on"), ("act", "draw")])).await;
        assert_eq!(drawn.status, StatusCode::OK);
        let drawn = drawn.text();
        let next = foreseen(&drawn)[0].to_owned();
        assert!(next.len() == 12 && next.starts_with("72026030001"), "{next}");
        assert_eq!(foreseen(&aya.get("/admin/numbers").await.text())[0], "100001");

        // Another way begins as it usually does, whatever digits the one before had.
        let other = aya.post("/admin/numbers", &form(&seen, "random", "4", &[("act", "draw")]).replace("drawn_way=random", "drawn_way=month")).await.text();
        assert_eq!((value(&other, "digits").as_str(), foreseen(&other)[0].len()), ("10", 10));

        let saved = aya.post("/admin/numbers", &form(&seen, "month", "4", &[("prefix", "7"), ("check", "on"), ("act", "save")])).await;
        assert_eq!((saved.status, saved.location()), (StatusCode::SEE_OTHER, "/admin/numbers"));
        let team = house.cast.support.to_string();
        let ticket = Multipart::of(&[("opening", "said"), ("requester", "yuki@shop.example"), ("subject", "Loud"), ("text", "The grinder."), ("team", &team)]);
        assert_eq!(aya.upload("/tickets", &ticket).await.location(), format!("/tickets/{next}"));
        assert_eq!(aya.get(&format!("/tickets/{next}")).await.status, StatusCode::OK);
        assert!(aya.get(&format!("/palette?q={next}")).await.text().contains(&format!("href=\"/tickets/{next}\"")));
        let log = aya.get("/admin/audit").await.text();
        assert!(log.contains("changed the setting “<b>Ticket numbers</b>” from “<b>One after the other</b>” to “<b>By month</b>”"), "{log}");
    }

    async fn what_cannot_be_stands_beside_its_field_and_an_older_page_overwrites_nothing(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let before = seen(&aya.get("/admin/numbers").await.text());
        let table = [
            ("random", "7", "", "", "digits"),
            ("day", "4", "123", "", "digits"),
            ("sequence", "6", "07", "100001", "prefix"),
            ("sequence", "6", "1234567", "100001", "prefix"),
            ("sequence", "6", "", "1", "start"),
            ("sequence", "six", "", "100001", "digits"),
        ];
        for (way, digits, prefix, start, field) in table {
            for act in ["draw", "save"] {
                let refused = aya.post("/admin/numbers", &form(&before, way, digits, &[("prefix", prefix), ("start", start), ("act", act)])).await;
                let status = if act == "draw" { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
                assert_eq!(refused.status, status);
                let page = refused.text();
                assert!(reason(&page, field).is_some(), "{way} {digits} {prefix} {start}: {page}");
                assert_eq!(value(&page, "prefix"), prefix);
            }
        }
        assert_eq!(aya.post("/admin/numbers", &form(&before, "random", "12", &[("act", "save")])).await.status, StatusCode::SEE_OTHER);
        let late = aya.post("/admin/numbers", &form(&before, "year", "6", &[("act", "save")])).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert_ne!(seen(&late.text()), before);
    }

    async fn a_topic_has_numbers_of_its_own_and_the_page_of_numbers_lists_it(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let fields = [("name_en", "Kettles"), ("kind", "task"), ("active", "on"), ("way", "sequence"), ("drawn_way", "sequence"), ("prefix", "7"), ("digits", "4"), ("start", "1")];
        let drawn = aya.post("/admin/topics", &encoded(&[&fields[..], &[("act", "draw")]].concat())).await;
        assert_eq!(drawn.status, StatusCode::OK);
        assert_eq!(foreseen(&drawn.text()), ["70001", "70002", "70003"]);
        assert!(!aya.get("/admin/topics").await.text().contains("Kettles"));
        assert_eq!(aya.post("/admin/topics", &encoded(&fields)).await.status, StatusCode::SEE_OTHER);
        let page = aya.get("/admin/numbers").await.text();
        assert!(page.contains("Kettles") && page.contains(">70001<"), "{page}");
        let topic = aya.get("/admin/topics/1").await.text();
        assert_eq!((value(&topic, "prefix").as_str(), foreseen(&topic)[0]), ("7", "70001"));
    }
}
