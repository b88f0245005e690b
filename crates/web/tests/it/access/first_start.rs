//! `/setup/TOKEN`

use crate::browser::{Browser, House, encoded};
use service::{Actor, access};
use testing::{World, on_both};

const WISH: [(&str, &str); 6] = [
    ("organization", "Hinode Coffee"),
    ("name", "Aya Mori"),
    ("email", "aya@hinode.example"),
    ("password", "a good long sentence"),
    ("language", "ja"),
    ("time_zone", "Asia/Tokyo"),
];

fn wish(field: &str, value: &str) -> String {
    encoded(&WISH.map(|(name, usual)| (name, if name == field { value } else { usual })))
}

async fn printed(world: &World) -> String {
    let link = world.desk.change(Actor::System, access::offer_set_up).await.expect("a fresh desk can be set up");
    format!("/setup/{}", link.reveal())
}

async fn is_set_up(world: &World) -> bool {
    world.desk.ask(Actor::System, access::is_set_up).await.expect("the house can be read")
}

fn another(browser: &Browser) -> Browser {
    let mut other = browser.clone();
    other.cookies.clear();
    other
}

on_both! {
    async fn the_first_start_makes_the_desk_and_leads_in(world: World) {
        let (mut aya, _files) = House::unset(&world);
        let link = printed(&world).await;
        let page = aya.get(&link).await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains("Set up your desk"));
        let begun = aya.post(&link, &wish("", "")).await;
        assert_eq!(begun.location(), "/", "{}", begun.text());
        let home = aya.get("/").await.text();
        assert!(home.contains("Hinode Coffee") && home.contains("<html lang=\"ja\""), "{home}");
    }

    async fn a_desk_is_set_up_only_once(world: World) {
        let (mut aya, _files) = House::unset(&world);
        let link = printed(&world).await;
        aya.post(&link, &wish("", "")).await;
        let mut late = another(&aya);
        assert_eq!(late.get(&link).await.location(), "/login");
        assert_eq!(late.post(&link, &wish("email", "eve@evil.example")).await.location(), "/login");
        assert!(late.cookies.is_empty());
        assert_eq!(late.sign_in("eve@evil.example", "a good long sentence").await.status, 422);
    }

    async fn only_the_newest_printed_link_opens(world: World) {
        let (mut browser, _files) = House::unset(&world);
        let (first, second) = (printed(&world).await, printed(&world).await);
        for path in [first.as_str(), "/setup/guessed"] {
            assert_eq!(browser.get(path).await.status, 422, "{path}");
            assert_eq!(browser.post(path, &wish("", "")).await.status, 422, "{path}");
        }
        assert!(!is_set_up(&world).await);
        assert_eq!(browser.get(&second).await.status, 200);
    }

    async fn what_is_wrong_stands_beside_its_field_and_the_rest_stays(world: World) {
        let (mut aya, _files) = House::unset(&world);
        let link = printed(&world).await;
        for (field, value) in [("organization", " "), ("name", ""), ("email", "aya"), ("password", "short"), ("time_zone", "Mars/Olympus")] {
            let reply = aya.post(&link, &wish(field, value)).await;
            let page = reply.text();
            assert_eq!(reply.status, 422, "{field}");
            assert!(page.contains(&format!("id=\"{field}-reason\"")), "{field}: {page}");
            for (name, kept) in WISH.into_iter().filter(|(name, _)| *name != field && !matches!(*name, "password" | "language")) {
                assert!(page.contains(&format!("value=\"{kept}\"")), "{field} loses {name}: {page}");
            }
            assert!(!page.contains("a good long sentence"), "a password is not shown again");
        }
        assert!(!is_set_up(&world).await);
        assert_eq!(aya.post(&link, &wish("", "")).await.location(), "/");
    }
}
