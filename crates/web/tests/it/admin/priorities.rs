//! The desk's own levels of urgency: the page, and what everybody sees of them.

use super::{reason, value};
use crate::browser::{House, Multipart, encoded};
use axum::http::StatusCode;

const KEI: &str = "kei@customer.example";

/// Four levels as usual and what is said beside them.
fn form<'f>(seen: &'f str, more: &[(&'f str, &'f str)]) -> String {
    let usual = ["low", "normal", "high", "urgent"].map(|level| format!("used_{level}"));
    let usual: Vec<(&str, &str)> = usual.iter().map(|field| (field.as_str(), "on")).collect();
    encoded(&[&[("seen", seen)], &usual[..], more].concat())
}

fn seen(page: &str) -> String {
    value(page, "seen").replace("&#34;", "\"").replace("&#60;", "<").replace("&#62;", ">")
}

const OWN: &[(&str, &str)] = &[
    ("used_critical", "on"),
    ("name_en_critical", "Line <down>"),
    ("name_ja_critical", "ライン停止"),
    ("color_critical", "violet"),
    ("public_critical", "on"),
    ("public_normal", "on"),
];

testing::on_both! {
    async fn own_levels_are_called_so_everywhere_and_unused_ones_are_not_offered(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let before = seen(&aya.get("/admin/priorities").await.text());
        let drawn = aya.post("/admin/priorities", &form(&before, &[OWN, &[("act", "draw")]].concat())).await;
        assert_eq!(drawn.status, StatusCode::OK);
        assert!(drawn.text().contains("data-color=\"violet\""), "it is drawn as it would be");
        assert!(!aya.get("/admin/priorities").await.text().contains("Line"), "and not kept");
        let saved = aya.post("/admin/priorities", &form(&before, &[OWN, &[("act", "save")]].concat())).await;
        assert_eq!((saved.status, saved.location()), (StatusCode::SEE_OTHER, "/admin/priorities"));
        assert!(aya.get("/admin/audit").await.text().contains("changed the setting “<b>Priorities</b>”"));

        let team = house.cast.support.to_string();
        let ticket = Multipart::of(&[("opening", "said"), ("requester", KEI), ("subject", "Loud"), ("text", "The grinder."), ("team", &team), ("priority", "critical")]);
        let at = aya.upload("/tickets", &ticket).await.location().to_owned();
        let page = aya.get(&at).await.text();
        let said = "Line &#60;down&#62;";
        for (place, shown) in [("the ticket", &page), ("the list", &aya.get("/tickets?view=open").await.text()), ("the form", &aya.get("/tickets/new").await.text())] {
            assert!(shown.contains(said) && !shown.contains("Line <down>"), "{place}");
            assert!(!shown.contains(">Emergency<"), "{place} offers what is not used");
        }
        assert!(page.contains("data-priority=\"critical\" data-color=\"violet\""));
        for path in ["/admin/rules/new?step=set_priority", "/admin/macros/new", "/admin/topics/new", "/admin/filters/new", "/admin/sla/new", "/admin/assignment"] {
            let shown = aya.get(path).await.text();
            assert!(shown.contains(said) || path.starts_with("/admin/rules"), "{path}");
            assert!(!shown.contains(">Emergency<"), "{path}");
        }
        let topic = aya.get("/admin/topics/new").await.text();
        assert_eq!(topic.matches(">Normal<").count(), 1, "no priority of its own is not called like one: {topic}");
        // A policy shows the levels in use, a new one with its neighbour's time, and those with a time of their own.
        let policy = encoded(&[("act", "save"), ("name", "All"), ("how-0", "all"), ("time_resolution_urgent", "4h"), ("time_resolution_lowest", "9h")]);
        assert_eq!(aya.post("/admin/sla", &policy).await.status, StatusCode::SEE_OTHER);
        let policy = aya.get("/admin/sla/1").await.text();
        assert_eq!(["critical", "urgent", "lowest"].map(|level| value(&policy, &format!("time_resolution_{level}"))), ["4 h", "4 h", "9 h"]);
        assert!(!policy.contains("time_resolution_emergency") && !policy.contains("time_resolution_raised"), "{policy}");
        let sheet = aya.get("/tickets/export?view=open").await.text();
        assert!(sheet.contains("Line <down>"), "{sheet}");

        // What a ticket has stays, and can still be chosen there.
        let now = seen(&aya.get("/admin/priorities").await.text());
        assert_eq!(aya.post("/admin/priorities", &form(&now, &[("act", "save"), ("name_en_critical", "Down")])).await.status, StatusCode::SEE_OTHER);
        assert!(aya.get(&at).await.text().contains("value=\"critical\""));
        assert!(!aya.get("/tickets/new").await.text().contains("value=\"critical\""));
    }

    async fn what_cannot_be_is_said_and_an_older_page_overwrites_nothing(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let before = seen(&aya.get("/admin/priorities").await.text());
        let long = "x".repeat(31);
        let table: [&[(&str, &str)]; 2] = [&[("name_en_low", "Soon"), ("name_en_high", "soon ")], &[("name_ja_low", &long)]];
        for wrong in table {
            for (act, status) in [("draw", StatusCode::OK), ("save", StatusCode::UNPROCESSABLE_ENTITY)] {
                let refused = aya.post("/admin/priorities", &form(&before, &[wrong, &[("act", act)]].concat())).await;
                assert_eq!(refused.status, status);
                let page = refused.text();
                assert!(reason(&page, "levels").is_some(), "{page}");
                assert_eq!(value(&page, wrong[0].0), wrong[0].1, "what was typed stays");
            }
        }
        let without_normal = encoded(&[("seen", &before), ("act", "save"), ("used_low", "on")]);
        let refused = aya.post("/admin/priorities", &without_normal).await.text();
        assert!(reason(&refused, "levels").is_some());
        assert_eq!(aya.post("/admin/priorities", &form("{", &[("act", "save")])).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(aya.post("/admin/priorities", &form(&before, &[("name_en_low", "Later"), ("act", "save")])).await.status, StatusCode::SEE_OTHER);
        let late = aya.post("/admin/priorities", &form(&before, &[("name_en_low", "Never"), ("act", "save")])).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert_ne!(seen(&late.text()), before);
    }

    async fn requesters_choose_from_what_is_public_and_see_it_on_their_requests(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let mut kei = house.requester(KEI).await;
        assert!(!kei.get("/help/requests/new").await.text().contains("name=\"priority\""), "nothing is public at first");
        let before = seen(&aya.get("/admin/priorities").await.text());
        aya.post("/admin/priorities", &form(&before, &[OWN, &[("act", "save")]].concat())).await;
        let page = kei.get("/help/requests/new").await.text();
        assert!(page.contains("value=\"critical\"") && !page.contains("value=\"urgent\""), "{page}");

        let asked = |priority| Multipart::of(&[("subject", "Beans"), ("text", "None left."), ("priority", priority)]);
        let refused = kei.upload("/help/requests", &asked("urgent")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("id=\"priority-reason\"") || refused.text().contains("can no longer be chosen"));
        let taken = kei.upload("/help/requests", &asked("critical")).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER);
        let at = taken.location().to_owned();
        assert!(kei.get(&at).await.text().contains("Line &#60;down&#62;"));
        assert!(kei.get("/help/requests").await.text().contains("Line &#60;down&#62;"));
        let number = at.rsplit('/').next().unwrap_or_default().to_owned();
        assert_eq!(aya.post(&format!("/tickets/{number}/priority"), "priority=urgent").await.status, StatusCode::SEE_OTHER);
        let shown = kei.get(&at).await.text();
        assert!(!shown.contains("data-priority"), "what is not public is nobody's business: {shown}");
    }
}
