//! A ticket of nobody comes to whoever opens it; reading its page changes nothing.

use super::{asked, now};
use crate::browser::{House, encoded};
use axum::http::StatusCode;
use testing::on_both;

on_both! {
    async fn a_team_leaves_out_whom_it_wishes(world: World) {
        let house = House::open(world).await;
        let (mut aya, team, chika) = (house.agent(house.cast.aya).await, house.cast.support, house.cast.chika);
        let form = |act: &str| {
            format!("way=off&claims=opening&assigns=members&version=0&spared_role=supervisor&spared={chika}&act={act}")
        };
        let path = format!("/admin/assignment/teams/{team}");
        let kept = [
            "name=\"spared_role\" value=\"supervisor\" checked".to_owned(),
            format!("name=\"spared\" value=\"{chika}\" checked"),
            "<option value=\"members\" selected>".to_owned(),
        ];
        let tried = aya.post(&path, &form("try")).await.text();
        assert!(kept.iter().all(|one| tried.contains(one)), "what was not saved yet stays: {tried}");
        let shown = aya.get("/admin/assignment").await.text();
        assert!(kept.iter().all(|one| !shown.contains(one)), "{shown}");
        assert_eq!(aya.post(&path, &form("")).await.status, StatusCode::SEE_OTHER);
        let shown = aya.get("/admin/assignment").await.text();
        assert!(kept.iter().all(|one| shown.contains(one)), "{shown}");
        let wrong = form("").replace("supervisor", "king");
        assert_eq!(aya.post(&path, &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn a_page_that_is_looked_at_says_so_and_the_ticket_is_theirs_until_they_undo_it(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let (path, opened) = (format!("/tickets/{number}"), format!("/tickets/{number}/opened"));
        let (mut aya, mut chika) = (house.agent(cast.aya).await, house.agent(cast.chika).await);
        assert!(!chika.get(&path).await.text().contains("data-opened"), "from the first day only answers count");
        assert_eq!(chika.post(&opened, "").await.status, StatusCode::NO_CONTENT);

        let form = [("claims", "opening"), ("seen_claims", "on"), ("seen_reopened_to_last", "off")];
        assert_eq!(aya.post("/admin/assignment", &encoded(&form)).await.status, StatusCode::SEE_OTHER);
        assert!(aya.get("/admin/assignment").await.text().contains(r#"<option value="opening" selected>"#));
        assert_eq!(aya.post("/admin/assignment", &encoded(&form)).await.status, StatusCode::CONFLICT, "drawn before that");
        for wrong in ["", "reply", "yes"] {
            let form = [("claims", wrong), ("seen_claims", "opening"), ("seen_reopened_to_last", "off")];
            assert_eq!(aya.post("/admin/assignment", &encoded(&form)).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
        }

        let mark = format!(r#"data-opened="{opened}""#);
        let end = house.world.log_end().await;
        assert!(chika.get(&path).await.text().contains(&mark));
        let mut fetched = chika.clone().saying("sec-purpose", "prefetch").saying("x-purpose", "prefetch");
        assert!(fetched.get(&path).await.text().contains(&mark));
        assert_eq!(fetched.get(&opened).await.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!((house.world.log_end().await, now(&house, number).await.assignee), (end, None), "nothing was written by reading");
        for other in [cast.dai, cast.eve] {
            assert!(!house.agent(other).await.get(&path).await.text().contains("data-opened"));
        }
        assert_eq!(house.agent(cast.dai).await.post(&opened, "").await.status, StatusCode::NO_CONTENT);
        assert_eq!(house.agent(cast.eve).await.post(&opened, "").await.status, StatusCode::NOT_FOUND);
        assert_eq!(now(&house, number).await.assignee, None);

        let told = chika.post(&opened, "").await;
        assert_eq!(told.status, StatusCode::OK);
        let toast = told.text();
        assert!(toast.starts_with(r#"<div class="toast""#) && toast.contains(&format!("#{number} is yours now")), "{toast}");
        assert_eq!(now(&house, number).await.assignee, Some(cast.chika));
        assert_eq!(chika.post(&opened, "").await.status, StatusCode::NO_CONTENT, "once");
        assert!(!chika.get(&path).await.text().contains("data-opened"));

        let undo = toast.split(r#"action=""#).nth(1).and_then(|rest| rest.split('"').next()).expect("a way back");
        assert_eq!(chika.post(undo, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(now(&house, number).await.assignee, None);
        assert!(!chika.get(&path).await.text().contains("data-opened"), "she let it go");
        assert!(house.agent(cast.ben).await.get(&path).await.text().contains(&mark), "a colleague may have it");
    }
}
