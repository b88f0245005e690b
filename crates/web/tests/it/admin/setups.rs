//! `/admin/setups`

use super::reason;
use crate::browser::{House, Multipart};
use axum::http::StatusCode;
use desk::setup::{LARGEST_WITH_FILES, Shipped};
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
        let large = "x".repeat(LARGEST_WITH_FILES + 2);
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

    async fn the_files_of_macros_are_in_the_file_and_come_to_another_desk(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let picture = aya.upload("/loose/images", &of(&[]).file("file", "lid.png", "image/png", b"\x89PNG\r\n")).await;
        let picture = picture.text().split('"').nth(3).unwrap().to_owned();
        let html = format!("html:<p>The lid: <img src=\"cid:{picture}\"></p>");
        let fields = [("name", "Lid"), ("shortcut", "lid"), ("text_en", &*html), ("text_ja", ""), ("act", "save")];
        let made = aya.upload("/admin/macros", &of(&fields).file("file", "plan.pdf", "application/pdf", b"%PDF")).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
        let saved = aya.post("/admin/setups/export", "name_en=Ours&name_ja=&purpose_en=&purpose_ja=").await.text();
        assert!(!saved.contains(&picture), "its name stays here");
        let broken = saved.replace("JVBERg==", "JVBERh==");
        let refused = aya.upload("/admin/setups/look", &of(&[]).file("file", "ours.json", "application/json", broken.as_bytes())).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reason(&refused.text(), "text").is_some() && refused.text().contains("Lid: plan.pdf"), "{}", refused.text());

        let other = House::open(testing::World::on(testing::Database::sqlite())).await;
        let mut aya = other.agent(other.cast.aya).await;
        let shown = aya.upload("/admin/setups/look", &of(&[]).file("file", "ours.json", "application/json", saved.as_bytes())).await.text();
        assert!(shown.contains("id=\"part-files\"") && shown.contains("Lid: plan.pdf"), "{shown}");
        let done = aya.upload("/admin/setups", &of(&[("text", &saved), ("language", "en"), ("rules", "off")])).await;
        assert!(done.location().starts_with("/admin/setups?made="), "{}", done.text());
        let told = aya.get("/tickets/new/macros").await.text();
        let shown = told.split("cid:").nth(1).unwrap().split(['"', '\\']).next().unwrap().to_owned();
        let picture = aya.get(&format!("/loose/images/{shown}")).await;
        assert_eq!(picture.status, StatusCode::OK);
        assert_eq!(&picture.body[..], b"\x89PNG\r\n");
    }
}
