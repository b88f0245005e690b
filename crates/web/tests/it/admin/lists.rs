//! Teams, statuses and tags.

use super::{reason, value};
use crate::browser::{House, encoded};
use axum::http::StatusCode;

testing::on_both! {
    async fn a_team_is_made_renamed_and_removed(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        assert_eq!(aya.post("/admin/teams", &encoded(&[("name", "修理")])).await.location(), "/admin/teams");
        let list = aya.get("/admin/teams").await.text();
        let links = || list.split("href=\"").filter(|link| link.starts_with("/admin/teams/"));
        let at = links().find(|link| link.contains(">修理<")).unwrap().split('"').next().unwrap().to_owned();
        let version = value(&aya.get(&at).await.text(), "version");
        aya.post(&at, &encoded(&[("name", "Repairs"), ("version", &version)])).await;
        assert!(aya.get("/admin/teams").await.text().contains(">Repairs<"));
        assert_eq!(aya.post(&format!("{at}/remove"), "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(aya.get(&at).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_name_that_is_taken_or_empty_is_refused_beside_it(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        for (path, name) in [("/admin/teams", "Support"), ("/admin/teams", " "), ("/admin/tags", ","), ("/admin/statuses", "")] {
            let refused = aya.post(path, &encoded(&[("name", name), ("category", "open"), ("name_en", name)])).await;
            let field = if path == "/admin/statuses" { "name_en" } else { "name" };
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            assert!(reason(&refused.text(), field).is_some(), "{path}");
            assert_eq!(value(&refused.text(), field), name, "{path}");
        }
    }

    async fn the_last_status_of_a_category_stays_and_the_page_says_why(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let refused = aya.post("/admin/statuses/1/remove", "version=1").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("class=\"banner danger\""));
    }

    async fn a_status_is_called_by_the_readers_language_and_can_become_the_standard(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let form = [("category", "open"), ("name_en", "Waiting for stock"), ("name_ja", "入荷待ち")];
        aya.post("/admin/statuses", &encoded(&form)).await;
        let list = aya.get("/admin/statuses").await.text();
        assert!(list.contains(">Waiting for stock</a>") && list.contains("<small>入荷待ち</small>"));
        assert_eq!(aya.post("/admin/statuses/7/standard", "").await.location(), "/admin/statuses");
        assert!(aya.get("/admin/statuses/7").await.text().contains("Kippu chooses this one"));
    }

    async fn an_order_that_misses_a_team_is_a_conflict(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let (support, billing) = (house.cast.support, house.cast.billing);
        assert_eq!(aya.post("/admin/teams/order", &format!("order={billing},{support}")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(aya.post("/admin/teams/order", &format!("order={support}")).await.status, StatusCode::CONFLICT);
        assert_eq!(aya.post("/admin/teams/order", "order=x").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn a_supervisor_tidies_tags_up_and_sees_no_other_settings(world: World) {
        let house = House::open(world).await;
        let mut ben = house.agent(house.cast.ben).await;
        ben.post("/admin/tags", &encoded(&[("name", "Steam Wand")])).await;
        let page = ben.get("/admin/tags").await.text();
        assert!(page.contains(">steam-wand</a>"));
        assert!(page.contains("href=\"/admin/outbox\"") && !page.contains("href=\"/admin/mailboxes\"") && !page.contains("href=\"/admin/audit\""));
    }

    async fn new_tags_are_made_by_whom_the_desk_lets(world: World) {
        let house = House::open(world).await;
        let (mut ben, chika) = (house.agent(house.cast.ben).await, house.world.actor(house.cast.chika).await);
        let tags = |name: &str| {
            let (names, chika) = (vec![name.to_owned()], chika.clone());
            house.world.desk.change(chika, move |tx| service::ticket::tags_named(tx, &names))
        };
        assert!(tags("kettle").await.is_ok());
        let choose = encoded(&[("seen", "\"agents\""), ("making", "managers")]);
        assert_eq!(ben.post("/admin/tags/making", &choose).await.status, StatusCode::SEE_OTHER);
        assert!(tags("kettle").await.is_ok(), "those that are there go on");
        assert_eq!(testing::cast::refusal(tags("handle").await), service::Refusal::TagUnknown);
        assert_eq!(ben.post("/admin/tags/making", &choose).await.status, StatusCode::CONFLICT);
        assert_eq!(ben.post("/admin/tags/making", "seen=%22managers%22&making=nobody").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(ben.post("/admin/tags", "name=handle").await.status == StatusCode::SEE_OTHER);
    }

    async fn the_days_until_closing_are_typed_in_any_width_and_bounded(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        assert!(aya.get("/admin/statuses").await.text().contains("name=\"days\" inputmode=\"numeric\" value=\"7\""));
        for wrong in ["-1", "3651", "", "a week"] {
            let said = aya.post("/admin/statuses/closing", &encoded(&[("seen", "7"), ("days", wrong)])).await;
            assert_eq!(said.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
        }
        let said = aya.post("/admin/statuses/closing", &encoded(&[("seen", "7"), ("days", "１４")])).await;
        assert_eq!(said.status, StatusCode::SEE_OTHER);
        assert!(aya.get("/admin/statuses").await.text().contains("value=\"14\""));
    }
}
