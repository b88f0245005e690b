//! Agents: invited, changed, sent away.

use super::{reason, value};
use crate::browser::{House, encoded};
use axum::http::StatusCode;
use testing::Cast;

fn invitation(cast: Cast) -> String {
    let level = format!("level-{}", cast.support);
    encoded(&[
        ("name", "Goro Abe"),
        ("email", "ｇｏｒｏ＠hinode．example"),
        ("role", "agent"),
        ("language", "ja"),
        (&level, "reply"),
    ])
}

testing::on_both! {
    async fn an_invitations_link_is_shown_once_and_opens(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let page = aya.post("/admin/agents", &invitation(house.cast)).await;
        assert_eq!(page.status, StatusCode::OK);
        let text = page.text();
        assert!(text.contains("goro@hinode.example") && !text.contains('＠'), "the address as it is read: {text}");
        let link = text.split("http://desk.example").nth(1).unwrap().split('"').next().unwrap();
        assert!(link.starts_with("/invitation/"), "{link}");
        assert_eq!(house.browser().get(link).await.status, StatusCode::OK);
        for path in ["/admin/agents", "/admin/audit", "/admin/outbox"] {
            assert!(!aya.get(path).await.everything().contains(link.rsplit('/').next().unwrap()), "{path}");
        }
        assert!(aya.get("/admin/agents").await.text().contains(">Invited<"));
    }

    async fn whoever_is_an_agent_already_is_not_invited_again(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let mut invited = async |email: &str| {
            let again = encoded(&[("name", "Ben"), ("email", email), ("role", "agent"), ("language", "en")]);
            let refused = aya.post("/admin/agents", &again).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            reason(&refused.text(), "email").map(str::to_owned)
        };
        let known = invited("ben@hinode.example").await;
        assert!(known.is_some());
        assert_eq!(invited("ｂｅｎ＠hinode．example").await, known, "in wide letters it is the same address");
        assert_ne!(invited("ben").await, known);
    }

    async fn role_and_levels_are_saved_together_and_an_older_page_overwrites_nothing(world: World) {
        let house = House::open(world).await;
        let (mut aya, cast) = (house.agent(house.cast.aya).await, house.cast);
        let at = format!("/admin/agents/{}", cast.chika);
        let version = value(&aya.get(&at).await.text(), "version");
        let form = format!("role=light&version={version}&level-{}=read&level-{}=none", cast.support, cast.billing);
        assert_eq!(aya.post(&at, &form).await.location(), "/admin/agents");
        let list = aya.get("/admin/agents").await.text();
        let row = list.split("<tr").find(|row| row.contains("Chika")).unwrap();
        assert!(row.contains("Light agent") && row.contains("Support") && !row.contains("Billing"));
        let late = aya.post(&at, &form).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.text().contains("Somebody else changed this in the meantime"));
    }

    async fn who_is_away_is_marked_where_others_look_for_them(world: World) {
        let house = House::open(world).await;
        let (mut aya, mut ben, chika) = (house.agent(house.cast.aya).await, house.agent(house.cast.ben).await, house.cast.chika);
        let at = format!("/admin/agents/{chika}");
        let set = format!("{at}/absence");
        let refused = aya.post(&set, "from=2099-02-01&until=2099-01-01").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reason(&refused.text(), "from").is_some());
        assert_eq!(aya.post(&set, &format!("until=2099-01-01&substitute={}", house.cast.ben)).await.location(), at);
        assert_eq!(value(&aya.get(&at).await.text(), "until"), "2099-01-01");
        let pages = ["/admin/agents".to_owned(), at.clone()];
        for path in &pages {
            assert!(aya.get(path).await.text().contains("away until 1 Jan 2099"), "{path}");
        }
        for path in ["/tickets/new", "/tickets/new/mentionable", &format!("/people/{chika}")] {
            assert!(ben.get(path).await.text().contains("away until 1 Jan 2099"), "{path}");
        }
        assert_eq!(aya.post(&set, "until=2099-01-01&act=back").await.location(), at);
        assert!(!ben.get("/tickets/new/mentionable").await.text().contains("away until"));
    }

    async fn the_last_administrator_cannot_send_themselves_away(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let at = format!("/admin/agents/{}", house.cast.aya);
        let version = value(&aya.get(&at).await.text(), "version");
        let refused = aya.post(&format!("{at}/deactivate"), &format!("version={version}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("class=\"banner danger\""));
    }

    async fn who_is_sent_away_is_out_at_the_next_click(world: World) {
        let house = House::open(world).await;
        let (mut aya, mut ben) = (house.agent(house.cast.aya).await, house.agent(house.cast.ben).await);
        let at = format!("/admin/agents/{}", house.cast.ben);
        assert_eq!(ben.get("/admin").await.status, StatusCode::OK);
        let version = value(&aya.get(&at).await.text(), "version");
        assert_eq!(aya.post(&format!("{at}/deactivate"), &format!("version={version}")).await.location(), at);
        assert_eq!(ben.get("/admin").await.door(), "/login");
        assert!(aya.get("/admin/agents").await.text().contains(">Deactivated<"));
    }
}
