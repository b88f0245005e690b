//! `/login`, `/logout`, `/forgot`

use crate::browser::{House, PASSWORD, encoded};
use testing::on_both;

const CHIKA: &str = "chika@hinode.example";

on_both! {
    async fn the_right_password_opens_the_workspace(world: World) {
        let house = House::open(world).await;
        house.give_password(house.cast.chika).await;
        let mut browser = house.browser();
        assert_eq!(browser.get("/tickets").await.door(), "/login");
        let entered = browser.sign_in(CHIKA, PASSWORD).await;
        assert_eq!((entered.status.as_u16(), entered.location()), (303, "/"));
        assert!(entered.cookie("kippu").is_some_and(|cookie| cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax")));
        assert_eq!(browser.get("/tickets").await.status, 200);
        assert_eq!(browser.get("/login").await.location(), "/");
        let mut copy = browser.clone();
        let out = browser.post("/logout", "").await;
        assert!(browser.get(out.location()).await.text().contains("You are signed out."));
        assert_eq!(copy.get("/tickets").await.door(), "/login", "the session itself has ended");
    }

    async fn an_address_typed_in_wide_letters_signs_in(world: World) {
        let house = House::open(world).await;
        house.give_password(house.cast.chika).await;
        assert_eq!(house.browser().sign_in("ｃｈｉｋａ＠hinode．example", PASSWORD).await.location(), "/");
    }

    async fn a_wrong_password_and_a_wrong_address_are_one_answer(world: World) {
        let house = House::open(world).await;
        house.give_password(house.cast.chika).await;
        let wrong = house.browser().sign_in(CHIKA, "not it at all").await;
        let unknown = house.browser().sign_in("chika@nowhere.example", "not it at all").await;
        let requester = house.browser().sign_in("kei@customer.example", "not it at all").await;
        for (reply, address) in [(&wrong, CHIKA), (&unknown, "chika@nowhere.example"), (&requester, "kei@customer.example")] {
            assert_eq!(reply.status, 422);
            assert!(reply.text().contains(&format!("value=\"{address}\"")) && !reply.text().contains("not it at all"));
        }
        assert_eq!(wrong.text().replace(CHIKA, ""), unknown.text().replace("chika@nowhere.example", ""));
    }

    async fn a_forgotten_password_answers_the_same_to_everybody(world: World) {
        let house = House::open(world).await;
        let replies = [CHIKA, "kei@customer.example", "nobody@nowhere.example"];
        let mut texts = Vec::new();
        for address in replies {
            let reply = house.browser().post("/forgot", &encoded(&[("email", address)])).await;
            assert_eq!(reply.status, 200);
            texts.push(reply.text());
        }
        assert!(texts.iter().all(|text| *text == texts[0]));
        let wrong = house.browser().post("/forgot", "email=chika").await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text().contains("value=\"chika\"") && wrong.text().contains("email-reason"));
    }

    async fn signing_in_leads_where_one_was_going_and_to_no_other_site(world: World) {
        let house = House::open(world).await;
        house.give_password(house.cast.chika).await;
        let mut browser = house.browser();
        let door = browser.get("/tickets?view=open").await.location().to_owned();
        assert_eq!(door, "/login?next=%2Ftickets%3Fview%3Dopen");
        assert!(browser.get(&door).await.text().contains(r#"name="next" value="/tickets?view=open""#));
        let form = |password: &str, next: &str| encoded(&[("email", CHIKA), ("password", password), ("next", next)]);
        let wrong = browser.post("/login", &form("not it at all", "/tickets?view=open")).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text().contains(r#"name="next" value="/tickets?view=open""#), "a refused form still knows");
        assert_eq!(browser.post("/login", &form(PASSWORD, "/tickets?view=open")).await.location(), "/tickets?view=open");
        assert_eq!(browser.get(&door).await.location(), "/tickets?view=open", "whoever is in already goes there at once");
        for evil in ["//evil.example/", "/\\evil.example/", "https://evil.example/", "/login", "/a\r\nb"] {
            assert_eq!(browser.post("/login", &form(PASSWORD, evil)).await.location(), "/", "{evil}");
            let page = house.browser().get(&format!("/login?{}", encoded(&[("next", evil)]))).await;
            assert!(page.text().contains(r#"name="next" value="/""#), "{evil}");
        }
    }

    async fn what_is_sent_after_a_session_has_ended_says_so_and_nothing_else(world: World) {
        let house = House::open(world).await;
        let mut nobody = house.browser();
        let sent = nobody.put("/tickets/100001/draft", "kind=reply&text=x").await;
        assert_eq!(sent.status, 401);
        assert!(sent.text().contains("You are signed out. Sign in,"), "{}", sent.text());
        for reply in [nobody.put("/tickets/999999/draft", "").await, nobody.post("/admin/teams", "").await, nobody.post("/help/requests/1/close", "").await] {
            assert_eq!(reply.status, 401);
        }
        assert_eq!(nobody.clone().saying("hx-request", "true").get("/tickets").await.status, 401);
        assert_eq!(nobody.clone().saying("accept", "text/event-stream").get("/live").await.status, 401);
        assert_eq!(nobody.get("/tickets").await.status, 303, "a page leads to the door");
    }

    async fn the_doors_are_knocked_at_thirty_times_a_minute_and_no_more(world: World) {
        let house = House::open(world).await;
        let mut browser = house.browser();
        for _ in 0..30 {
            assert_eq!(browser.post("/forgot", "email=nobody%40nowhere.example").await.status, 200);
        }
        assert_eq!(browser.post("/forgot", "email=nobody%40nowhere.example").await.status, 429);
        assert_eq!(browser.sign_in(CHIKA, PASSWORD).await.status, 429);
        assert_eq!(house.browser().post("/forgot", "email=nobody%40nowhere.example").await.status, 200, "others are let in");
    }
}
