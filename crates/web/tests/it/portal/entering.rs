//! `/help/sign-in`, `/help/enter/TOKEN`, `/help/sign-out`

use super::KEI;
use crate::browser::House;
use desk::access::Purpose;
use std::time::Duration;
use testing::on_both;

on_both! {
    async fn a_mailed_link_signs_in_once(world: World) {
        let house = House::open(world).await;
        let mut browser = house.browser();
        assert_eq!(browser.get("/help/requests").await.door(), "/help/sign-in");
        let sent = browser.post("/help/sign-in", "email=kei%40customer.example").await;
        assert_eq!(sent.status, 200);
        let link = format!("/help/enter/{}", house.newest_link().await.reveal());
        for _ in 0..2 {
            let offer = browser.get(&link).await;
            assert_eq!(offer.status, 200, "looking spends nothing: scanners of mail do so");
            assert!(offer.text().contains("Kei Tanaka"));
        }
        let entered = browser.post(&link, "").await;
        assert_eq!(entered.location(), "/help/requests");
        let cookie = entered.cookie("kippu-portal").unwrap_or_default().to_owned();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        assert_eq!(browser.get("/help/requests").await.status, 200);
        assert_eq!(browser.get("/tickets").await.door(), "/login", "it never opens the workspace");

        let mut late = house.browser();
        for reply in [late.get(&link).await, late.post(&link, "").await] {
            assert_eq!(reply.status, 422);
            assert!(reply.text().contains("href=\"/help/sign-in\""), "and says where another is");
        }
        assert!(late.cookies.is_empty());
    }

    async fn a_mailed_link_leads_where_one_was_going_in_the_same_browser(world: World) {
        let house = House::open(world).await;
        let mut browser = house.browser();
        let door = browser.get("/help/profile").await.location().to_owned();
        assert_eq!(door, "/help/sign-in?next=%2Fhelp%2Fprofile");
        browser.get(&door).await;
        let link = format!("/help/enter/{}", house.mailed_link(KEI).await.reveal());
        assert_eq!(browser.post(&link, "").await.location(), "/help/profile");
        let again = format!("/help/enter/{}", house.mailed_link(KEI).await.reveal());
        assert_eq!(browser.post(&again, "").await.location(), "/help/requests", "once");
        let mut evil = house.browser();
        evil.get("/help/sign-in?next=%2F%2Fevil.example").await;
        assert!(evil.cookies.is_empty());
        let mut evil = evil.with("kippu-next", "//evil.example");
        let link = format!("/help/enter/{}", house.mailed_link(KEI).await.reveal());
        assert_eq!(evil.post(&link, "").await.location(), "/help/requests");
    }

    async fn an_old_link_opens_no_more(world: World) {
        let house = House::open(world).await;
        let link = format!("/help/enter/{}", house.mailed_link(KEI).await.reveal());
        house.world.clock.advance(Purpose::SignIn.lasts() + Duration::from_secs(1));
        assert_eq!(house.browser().post(&link, "").await.status, 422);
    }

    async fn the_answer_is_the_same_for_an_address_that_nobody_has(world: World) {
        let house = House::open(world).await;
        let known = house.browser().post("/help/sign-in", "email=kei%40customer.example").await;
        let unknown = house.browser().post("/help/sign-in", "email=nobody%40nowhere.example").await;
        assert_eq!((known.status, known.text()), (unknown.status, unknown.text()));
    }

    async fn what_is_no_address_stays_with_its_reason(world: World) {
        let house = House::open(world).await;
        let reply = house.browser().post("/help/sign-in", "email=kei").await;
        assert_eq!(reply.status, 422);
        assert!(reply.text().contains("value=\"kei\"") && reply.text().contains("email-reason"));
    }

    async fn signing_out_ends_the_session_itself(world: World) {
        let house = House::open(world).await;
        let mut kei = house.requester(KEI).await;
        let mut copy = kei.clone();
        assert_eq!(kei.post("/help/sign-out", "").await.location(), "/help");
        assert_eq!(copy.get("/help/requests").await.door(), "/help/sign-in");
    }

    async fn the_door_is_knocked_at_thirty_times_a_minute_and_no_more(world: World) {
        let house = House::open(world).await;
        let mut browser = house.browser();
        for _ in 0..30 {
            assert_eq!(browser.post("/help/sign-in", "email=nobody%40nowhere.example").await.status, 200);
        }
        let reply = browser.post("/help/sign-in", "email=nobody%40nowhere.example").await;
        assert_eq!(reply.status, 429);
        assert!(reply.text().contains("nobody@nowhere.example") && reply.text().contains("role=\"alert\""));
    }
}
