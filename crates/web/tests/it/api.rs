//! `/api/v1`, as a program meets it.

use crate::agent::asked;
use crate::browser::{Browser, House, Reply, encoded};
use desk::access::{AccessToken, Lasting};
use desk::people::PersonId;
use serde_json::Value;
use service::access;
use testing::on_both;

/// A program with a token of this agent.
async fn program(house: &House, whose: PersonId) -> Browser {
    program_that(house, whose, false).await
}

/// One that may change things, or only reads.
pub async fn program_that(house: &House, whose: PersonId, changes: bool) -> Browser {
    let by = house.world.actor(whose).await;
    let made =
        house.world.desk.change(by, move |tx| access::create_access_token(tx, "Report", Lasting::Month, changes)).await;
    bearing(house, &AccessToken::written(made.unwrap().reveal()))
}

fn bearing(house: &House, token: &str) -> Browser {
    house.browser().saying("authorization", &format!("Bearer {token}")).saying("accept", "application/json")
}

pub fn json(reply: &Reply) -> Value {
    serde_json::from_str(&reply.text()).unwrap_or_else(|error| panic!("{error}: {}", reply.everything()))
}

on_both! {
    async fn a_program_finds_what_its_agent_may_see(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.billing).await;
        asked(&house, "返金をお願いします", cast.kei, cast.support).await;
        house.index().await;
        let mut aya = program(&house, cast.aya).await;
        let reply = aya.get("/api/v1/tickets?query=kettles&facets=true").await;
        assert_eq!((reply.status.as_u16(), reply.header("content-type")), (200, "application/json"), "{}", reply.text());
        let found = json(&reply);
        assert_eq!((found["count"].as_i64(), found["indexed"].as_i64()), (Some(1), Some(100)));
        let one = &found["tickets"][0];
        assert_eq!(one["number"].as_i64(), Some(ticket.number.0));
        assert_eq!(one["url"].as_str(), Some(format!("http://desk.example/tickets/{}", ticket.number).as_str()));
        assert_eq!((one["team"]["id"].as_i64(), one["channel"].as_str(), &one["assignee"]), (Some(cast.billing.0), Some("mail"), &Value::Null));
        assert!(one["created_at"].as_str().is_some_and(|at| at.ends_with('Z')), "{one}");
        assert_eq!(found["facets"]["teams"][0]["tickets"].as_i64(), Some(1), "{found}");
        let japanese = json(&aya.get("/api/v1/tickets?query=%E8%BF%94%E9%87%91").await);
        assert_eq!((japanese["count"].as_i64(), japanese.get("facets")), (Some(1), None), "{japanese}");
        let all = json(&aya.get("/api/v1/tickets?limit=1&offset=1").await);
        assert_eq!((all["count"].as_i64(), all["tickets"].as_array().map(Vec::len)), (Some(2), Some(1)), "{all}");
        let mut dai = program(&house, cast.dai).await;
        assert_eq!(json(&dai.get("/api/v1/tickets?query=kettle").await)["count"].as_i64(), Some(0), "another team's");
    }

    async fn a_question_that_is_none_is_answered_with_its_place(world: World) {
        let house = House::open(world).await;
        let mut aya = program(&house, house.cast.aya).await;
        let reply = aya.get("/api/v1/tickets?query=%E8%BF%94%E9%87%91+form%3Akei").await;
        assert_eq!((reply.status.as_u16(), reply.header("content-type")), (400, "application/problem+json"));
        let told = json(&reply);
        assert_eq!((told["code"].as_str(), told["field"].as_str()), (Some("query-unknown-field"), Some("from")), "{told}");
        assert_eq!((told["at"]["start"].as_i64(), told["parameter"].as_str()), (Some(3), Some("query")), "{told}");
        for (address, code) in [
            ("?q=kettle", "api-parameter-unknown"),
            ("?order=best", "api-parameter-value"),
            ("?limit=0", "api-parameter-value"),
            ("?limit=101", "api-parameter-value"),
            ("?offset=-1", "api-parameter-value"),
            ("?offset=99999999999999999999", "api-parameter-value"),
            ("?facets=yes", "api-parameter-value"),
        ] {
            let told = aya.get(&format!("/api/v1/tickets{address}")).await;
            assert_eq!((told.status.as_u16(), json(&told)["code"].as_str()), (400, Some(code)), "{address}");
        }
        let japanese = aya.clone().saying("accept-language", "ja").get("/api/v1/tickets?q=1").await;
        assert!(json(&japanese)["detail"].as_str().is_some_and(|detail| detail.contains("パラメーター")), "{}", japanese.text());
        let nowhere = aya.get("/api/v1/nothing").await;
        assert_eq!((nowhere.status.as_u16(), json(&nowhere)["code"].as_str()), (404, Some("error-missing")));
    }

    async fn without_a_token_of_ours_there_is_nothing(world: World) {
        let house = House::open(world).await;
        let mut signed_in = house.agent(house.cast.aya).await;
        let reply = signed_in.get("/api/v1/tickets").await;
        assert_eq!((reply.status.as_u16(), json(&reply)["code"].as_str()), (401, Some("api-no-token")), "a session is none");
        assert_eq!(reply.header("www-authenticate"), "Bearer realm=\"kippu\"");
        let mut guessing = bearing(&house, &AccessToken::written(&"x".repeat(43)));
        let mut seen = Vec::new();
        for _ in 0..40 {
            seen.push(guessing.get("/api/v1/tickets").await.status.as_u16());
        }
        assert_eq!((seen[0], seen[39]), (401, 429), "{seen:?}");
    }

    async fn a_token_ends_with_its_day_its_agent_or_a_press(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let mut chika = house.agent(cast.chika).await;
        let page = chika.post("/me/tokens", &encoded(&[("name", "月次レポート"), ("lasting", "month")])).await;
        assert_eq!(page.status, 200);
        let page = page.text();
        let secret = page.split("kippu_").nth(1).and_then(|rest| rest.split('"').next()).expect("it is shown once");
        let secret = AccessToken::written(secret);
        let mut caller = bearing(&house, &secret);
        assert_eq!(caller.get("/api/v1/tickets").await.status, 200);
        let profile = chika.get("/me").await.text();
        assert!(profile.contains("月次レポート") && !profile.contains(&secret), "{profile}");
        let remove = profile.split("/me/tokens/").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        let mut ben = house.agent(cast.ben).await;
        assert_eq!(ben.post(&format!("/me/tokens/{remove}"), "").await.status, 404, "somebody else's");
        assert_eq!(chika.post(&format!("/me/tokens/{remove}"), "").await.status, 303);
        assert_eq!(caller.get("/api/v1/tickets").await.status, 401);
        for form in ["name=&lasting=month", "name=Report&lasting=ever"] {
            assert_eq!(chika.post("/me/tokens", form).await.status, 422, "{form}");
        }
        let mut late = program(&house, cast.chika).await;
        house.world.clock.advance(std::time::Duration::from_secs(31 * 86_400));
        assert_eq!(late.get("/api/v1/tickets").await.status, 401, "its days are over");
        let mut gone = program(&house, cast.chika).await;
        let by = house.world.actor(cast.aya).await;
        let deactivated = house.world.desk.change(by, move |tx| {
            let version = service::people::panel(tx, cast.chika)?.agent.expect("an agent").version;
            service::people::deactivate(tx, cast.chika, version)
        });
        deactivated.await.unwrap();
        assert_eq!(gone.get("/api/v1/tickets").await.status, 401, "its agent is none any more");
    }

    async fn nobody_has_more_than_twenty(world: World) {
        let house = House::open(world).await;
        let mut chika = house.agent(house.cast.chika).await;
        for _ in 0..20 {
            assert_eq!(chika.post("/me/tokens", "name=Report&lasting=always").await.status, 200);
        }
        assert_eq!(chika.post("/me/tokens", "name=Report&lasting=always").await.status, 422);
    }
}
