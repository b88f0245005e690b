//! `/admin/chats`, and the chat each person chooses.

use super::reason;
use crate::browser::House;
use service::notification::ChatContent;
use std::sync::{Arc, Mutex};
use testing::on_both;

const SLACK: &str =
    "name=Slack&service=slack&whose=one&address=https%3A%2F%2Fhooks.slack.com%2Fservices%2FT0%2FB0%2Fsesame&active=on";

type Heard = Arc<Mutex<Vec<ChatContent>>>;

async fn open(world: testing::World, said: Result<(), &'static str>) -> (House, Heard) {
    let heard = Heard::default();
    let ears = heard.clone();
    let house = House::open_with(world, move |web| {
        web.seal = Arc::new(|plain, _| format!("sealed-{}", plain.len()));
        web.chats = Arc::new(move |content| {
            ears.lock().unwrap().push(content);
            Box::pin(async move { said })
        });
    });
    (house.await, heard)
}

on_both! {
    async fn a_chat_is_tried_saved_chosen_and_left_and_its_address_never_shown(world: World) {
        let (house, heard) = open(world, Ok(())).await;
        let cast = house.cast;
        let mut aya = house.agent(cast.aya).await;
        let kept = r#"<input type="hidden" name="received_chat" value="mine">"#;
        for path in ["/me/notifications", "/admin/notifications?role=agent"] {
            let page = aya.get(path).await.text();
            assert!(page.contains("Chat<small>not set up</small>") && page.contains(kept) && page.contains("/admin/chats/new"), "{path}: {page}");
        }
        let page = house.agent(cast.chika).await.get("/me/notifications").await.text();
        assert!(page.contains("Administrators can do so") && !page.contains("/admin/chats/new"), "{page}");
        let page = aya.post("/admin/chats/try", SLACK).await;
        assert_eq!(page.status, 200);
        let page = page.text();
        assert!(page.contains("The test was taken") && !page.contains("sesame"), "{page}");
        assert_eq!(aya.post("/admin/chats", SLACK).await.location(), "/admin/chats");
        let list = aya.get("/admin/chats").await.text();
        assert!(list.contains("hooks.slack.com") && list.contains("Nobody") && !list.contains("sesame"), "{list}");
        let page = aya.get("/admin/chats/1").await.text();
        assert!(!page.contains("sesame") && !page.contains("sealed-"), "{page}");
        let mut chika = house.agent(cast.chika).await;
        let page = chika.get("/me/notifications").await.text();
        assert!(page.contains(r#"id="chat-1""#) && page.contains(r#"<select class="input" name="received_chat""#), "{page}");
        assert_eq!(chika.post("/me/chat", "chat=1&mention=%3C%40U012AB%3E").await.status, 303);
        let page = chika.get("/me/notifications").await.text();
        assert!(page.contains("In use") && page.contains(r#"value="U012AB""#), "{page}");
        assert_eq!(chika.post("/me/chat", "act=try").await.status, 200);
        let told = heard.lock().unwrap().clone();
        assert_eq!((told.len(), told[1].mention.as_str(), told[1].sealed_address.as_str()), (2, "U012AB", told[0].sealed_address.as_str()));
        assert!(aya.get("/admin/chats").await.text().contains("1 person"));
        let wrong = chika.post("/me/chat", "chat=1&mention=everybody").await;
        assert_eq!(wrong.status, 422);
        assert!(reason(&wrong.text(), "mention-1").is_some(), "{}", wrong.text());
        assert_eq!(chika.post("/me/chat", "act=leave").await.status, 303);
        assert_eq!(chika.post("/me/chat", "act=try").await.status, 404);
        assert_eq!(aya.post("/admin/chats/1/remove", "").await.location(), "/admin/chats");
        assert!(!chika.get("/me/notifications").await.text().contains(r#"id="chat""#));
        assert!(aya.get("/admin/audit").await.text().contains("added the chat"));
    }

    async fn what_went_wrong_is_said_and_what_cannot_be_is_told_beside_its_field(world: World) {
        let (house, _) = open(world, Err("chat-gone")).await;
        let mut aya = house.agent(house.cast.aya).await;
        let page = aya.post("/admin/chats/try", SLACK).await.text();
        assert!(page.contains("There is no such address any more"), "{page}");
        for (from, to, field) in [
            ("name=Slack", "name=", "name"),
            ("https%3A", "ftp%3A", "address"),
            ("&address=https%3A%2F%2Fhooks.slack.com%2Fservices%2FT0%2FB0%2Fsesame", "", "address"),
            ("service=slack&whose=one", "service=json&whose=own", "hosts"),
        ] {
            let page = aya.post("/admin/chats", &SLACK.replace(from, to)).await;
            assert_eq!(page.status, 422, "{to}");
            assert!(reason(&page.text(), field).is_some(), "{to}: {}", page.text());
        }
        let own = "name=Own&service=discord&whose=own&active=on";
        assert_eq!(aya.post("/admin/chats", own).await.location(), "/admin/chats");
        let mut chika = house.agent(house.cast.chika).await;
        let page = chika.post("/me/chat", "chat=1&address=https%3A%2F%2Fevil.example%2Fx").await;
        assert_eq!(page.status, 422);
        assert!(reason(&page.text(), "address-1").is_some() && !page.text().contains("evil.example"), "{}", page.text());
        assert_eq!(chika.post("/me/chat", "chat=1&address=https%3A%2F%2Fdiscord.com%2Fapi%2Fwebhooks%2F1%2Fx").await.status, 303);
    }
}
