//! `/admin/setups`

use super::reason;
use crate::browser::{House, Multipart};
use axum::http::StatusCode;
use desk::setup::{LARGEST, Shipped};
use testing::on_both;

fn of(fields: &[(&str, &str)]) -> Multipart {
    Multipart::of(fields)
}

on_both! {
    async fn a_set_up_is_looked_at_and_brought_in_with_one_press(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let list = aya.get("/admin/setups").await.text();
        for key in ["support", "it", "facilities", "office"] {
            assert!(list.contains(&format!("href=\"/admin/setups/{key}\"")), "{key}");
        }
        let shown = aya.get("/admin/setups/it").await.text();
        assert!(shown.contains("Service desk") && shown.contains("Everybody is affected") && shown.contains("name=\"rules\""));
        let other = aya.upload("/admin/setups/look", &of(&[("setup", "it"), ("language", "ja"), ("rules", "log")])).await;
        assert_eq!(other.status, StatusCode::OK);
        assert!(other.text().contains("サービスデスク"), "{}", other.text());
        let done = aya.upload("/admin/setups", &of(&[("setup", "it"), ("language", "en"), ("rules", "log")])).await;
        assert!(done.location().starts_with("/admin/setups?made="), "{}", done.text());
        let page = aya.get(done.location()).await.text();
        assert!(page.contains("things were made"), "{page}");
        assert!(aya.get("/admin/teams").await.text().contains("Service desk"));
        let again = aya.get("/admin/setups/it").await.text();
        assert!(again.contains("There is nothing left to bring in.") && !again.contains("name=\"rules\" value=\"act\""));
        assert!(aya.get("/admin/audit").await.text().contains("brought in the set-up"));
    }

    async fn a_file_is_shown_first_and_nonsense_says_where_it_is(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let text = Shipped::named("office").unwrap().text();
        let shown = aya.upload("/admin/setups/look", &of(&[]).file("file", "office.json", "application/json", text.as_bytes())).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(shown.text().contains("Human resources") && shown.text().contains("<textarea name=\"text\" hidden"));
        let wrong = text.replace("\"kind\": \"sequence\"", "\"kind\": \"number\", \"digits\": 99");
        let refused = aya.upload("/admin/setups/look", &of(&[("text", &wrong)])).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reason(&refused.text(), "text").is_some());
        let gone = text.replace("\"team\": 2", "\"team\": 9");
        let refused = aya.upload("/admin/setups", &of(&[("text", &gone), ("rules", "off")])).await.text();
        assert!(refused.contains("Topics: Purchase"), "{refused}");
        let large = "x".repeat(LARGEST + 2);
        assert_eq!(aya.upload("/admin/setups/look", &of(&[("text", &large)])).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!aya.get("/admin/teams").await.text().contains("Human resources"));
    }

    async fn a_desk_is_saved_as_a_file(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        aya.upload("/admin/setups", &of(&[("setup", "support"), ("language", "ja"), ("rules", "off")])).await;
        assert!(aya.get("/admin/setups/export").await.text().contains("Rules 4"));
        let refused = aya.post("/admin/setups/export", "name_en=+&name_ja=").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reason(&refused.text(), "name_en").is_some());
        let saved = aya.post("/admin/setups/export", "name_en=Ours&name_ja=&purpose_en=&purpose_ja=").await;
        assert_eq!(saved.status, StatusCode::OK);
        let file = desk::setup::SetUp::read(&saved.text()).unwrap();
        assert_eq!((file.name.en.as_str(), file.topics.len()), ("Ours", 3));
    }
}
