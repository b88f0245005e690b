//! What programs change: objects and new tickets, under the rules that pages obey.

use crate::agent::objects::assets;
use crate::api::{json, program_that};
use crate::browser::{Browser, House, Reply};
use axum::body::Body;
use axum::http::Method;
use desk::Actor;
use desk::form::{Ask, Asks, FieldWish, FormWish, Holder, Label, Nature, Part, TopicWish};
use desk::notification::{Matrix, Medium, Occasion, Reach, Wishes};
use desk::ticket::Kind;
use serde_json::{Value, json as body};
use service::{notification, readers};
use testing::on_both;

async fn send(browser: &mut Browser, method: Method, path: &str, body: &Value) -> Reply {
    browser.send(method, path, Some("application/json"), Body::from(body.to_string())).await
}

fn code(reply: &Reply) -> (u16, String) {
    (reply.status.as_u16(), json(reply)["code"].as_str().unwrap_or_default().to_owned())
}

on_both! {
    async fn a_program_keeps_objects(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        assets(&house).await;
        let mut chika = program_that(&house, cast.chika, true).await;
        let types = json(&chika.get("/api/v1/object-types").await);
        let kind = &types["types"][0];
        assert_eq!((kind["type"].as_str(), kind["right"].as_str(), kind["fields"][0]["key"].as_str()), (Some("asset"), Some("edit"), Some("serial")), "{types}");
        let wish = body!({ "type": "asset", "name": "ThinkPad", "fields": { "serial": "SN-1", "owner": "kei@customer.example" } });
        let made = send(&mut chika, Method::POST, "/api/v1/objects", &wish).await;
        assert_eq!(made.status, 201, "{}", made.everything());
        let object = json(&made);
        let id = object["id"].as_i64().unwrap();
        assert_eq!(made.location(), format!("http://desk.example/api/v1/objects/{id}"));
        assert_eq!((object["fields"]["serial"].as_str(), object["fields"]["owner"]["name"].as_str()), (Some("SN-1"), Some("Kei Tanaka")), "{object}");
        let path = format!("/api/v1/objects/{id}");
        // What was read can be sent again as it is; `null` empties.
        let again = body!({ "fields": object["fields"], "version": object["version"] });
        assert_eq!(json(&send(&mut chika, Method::PATCH, &path, &again).await)["version"], object["version"], "nothing changed");
        let changed = json(&send(&mut chika, Method::PATCH, &path, &body!({ "name": "ThinkPad X", "fields": { "owner": null } })).await);
        assert_eq!((changed["name"].as_str(), &changed["fields"]["owner"], changed["fields"]["serial"].as_str()), (Some("ThinkPad X"), &Value::Null, Some("SN-1")));
        let stale = send(&mut chika, Method::PATCH, &path, &body!({ "name": "Y", "version": object["version"] })).await;
        assert_eq!(stale.status, 409, "{}", stale.everything());
        for n in 0..3 {
            let wish = body!({ "type": "asset", "name": format!("Phone {n}"), "fields": { "serial": format!("P-{n}") } });
            assert_eq!(send(&mut chika, Method::POST, "/api/v1/objects", &wish).await.status, 201);
        }
        let first = json(&chika.get("/api/v1/objects?type=asset&limit=3").await);
        let next = first["next"].as_str().unwrap().strip_prefix("http://desk.example").unwrap();
        let second = json(&chika.get(next).await);
        let names = |page: &Value| page["objects"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!((first["count"].as_i64(), names(&first), names(&second)), (Some(4), vec!["Phone 0".into(), "Phone 1".into(), "Phone 2".into()], vec!["ThinkPad X".into()]));
        assert_eq!(second["next"], Value::Null);
        assert_eq!(names(&json(&chika.get("/api/v1/objects?type=asset&find=p-1").await)), ["Phone 1"]);
        // Who may edit may not remove.
        assert_eq!(send(&mut chika, Method::DELETE, &path, &Value::Null).await.status, 403);
        let mut ben = program_that(&house, cast.ben, true).await;
        assert_eq!(send(&mut ben, Method::DELETE, &path, &Value::Null).await.status, 204);
        assert_eq!(json(&ben.get(&path).await)["removed"].as_bool(), Some(true));
        assert_eq!(json(&send(&mut ben, Method::POST, &format!("{path}/restore"), &Value::Null).await)["removed"].as_bool(), Some(false));
    }

    async fn a_program_trashes_brings_back_and_deletes_for_ever(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let number = crate::agent::asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let path = format!("/api/v1/tickets/{number}");
        let (mut chika, mut ben) = (program_that(&house, cast.chika, true).await, program_that(&house, cast.ben, true).await);
        let erase = format!("{path}/erase");
        assert_eq!(code(&send(&mut ben, Method::POST, &erase, &Value::Null).await), (422, "refusal-not-trashed".into()));
        assert_eq!(send(&mut program_that(&house, cast.eve, true).await, Method::DELETE, &path, &Value::Null).await.status, 404);
        assert_eq!(send(&mut program_that(&house, cast.ben, false).await, Method::DELETE, &path, &Value::Null).await.status, 403);
        assert_eq!(send(&mut chika, Method::DELETE, &path, &Value::Null).await.status, 204);
        assert_eq!(json(&send(&mut chika, Method::POST, &format!("{path}/restore"), &Value::Null).await)["number"].as_i64(), Some(number.0));
        assert_eq!(send(&mut chika, Method::DELETE, &path, &Value::Null).await.status, 204);
        assert_eq!(send(&mut chika, Method::POST, &erase, &Value::Null).await.status, 403);
        assert_eq!(send(&mut program_that(&house, cast.eve, true).await, Method::POST, &erase, &Value::Null).await.status, 404);
        assert_eq!(send(&mut ben, Method::POST, &erase, &Value::Null).await.status, 204);
        assert_eq!(send(&mut ben, Method::POST, &erase, &Value::Null).await.status, 404);
    }

    async fn who_asks_for_silence_changes_tickets_without_telling_anybody(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let mut matrix = Matrix::default();
        matrix.set(Occasion::Created, Medium::App, Reach::All).unwrap();
        let by = house.world.actor(cast.ben).await;
        let wish = Wishes { matrix: Some(matrix), ..Wishes::default() };
        house.world.desk.change(by, move |tx| notification::choose(tx, wish)).await.unwrap();
        let mut chika = program_that(&house, cast.chika, true).await;
        let wish = |subject: &str, more: Value| {
            let mut wish = body!({ "requester": { "email": "kei@customer.example" }, "subject": subject, "text": "It leaks.", "team": cast.support });
            wish.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            wish
        };
        let mut paths = Vec::new();
        for (subject, more) in [("Said by default", body!({})), ("Said aloud", body!({ "notify": true })), ("Said in silence", body!({ "notify": false }))] {
            let made = send(&mut chika, Method::POST, "/api/v1/tickets", &wish(subject, more)).await;
            assert_eq!(made.status, 201, "{}", made.everything());
            paths.push(made.location().strip_prefix("http://desk.example").unwrap().to_owned());
        }
        while house.world.desk.ask(Actor::System, |read| readers::must_wait(read, "notify")).await.unwrap() {
            house.world.desk.change(Actor::System, |tx| readers::follow(tx, "notify", notification::follow)).await.unwrap();
        }
        let by = house.world.actor(cast.ben).await;
        let heard = house.world.desk.ask(by, |read| Ok(notification::inbox(read, true, None, 50)?.told)).await.unwrap();
        let mut subjects: Vec<&str> = heard.iter().map(|told| told.subject.as_str()).collect();
        subjects.sort_unstable();
        assert_eq!(subjects, ["Said aloud", "Said by default"]);
        let page = house.agent(cast.ben).await.get(paths[2].strip_prefix("/api/v1").unwrap()).await.text();
        assert!(page.contains("Said in silence"), "it is there: {page}");
        // What is no boolean is refused, and nothing is changed.
        let mut reads = program_that(&house, cast.chika, false).await;
        let end = house.world.log_end().await;
        for wrong in [body!("false"), body!(0), Value::Null, body!({}), body!([false])] {
            let told = send(&mut chika, Method::POST, "/api/v1/tickets", &wish("Wrong", body!({ "notify": wrong.clone() }))).await;
            assert_eq!(code(&told), (400, "api-body".into()), "{wrong}");
        }
        let path = &paths[2];
        for (query, wanted) in [("notify=no", "api-parameter-value"), ("notify=0", "api-parameter-value"), ("notfy=false", "api-parameter-unknown")] {
            for (method, path) in [(Method::DELETE, path.clone()), (Method::POST, format!("{path}/restore")), (Method::POST, format!("{path}/erase"))] {
                let told = send(&mut chika, method, &format!("{path}?{query}"), &Value::Null).await;
                assert_eq!(code(&told), (400, wanted.to_owned()), "{path} {query}");
            }
        }
        assert_eq!(code(&send(&mut reads, Method::DELETE, &format!("{path}?notify=false"), &Value::Null).await), (403, "api-token-reads".into()));
        assert_eq!(house.world.log_end().await, end);
        assert_eq!(send(&mut chika, Method::DELETE, &format!("{path}?notify=false"), &Value::Null).await.status, 204);
        assert_eq!(send(&mut chika, Method::POST, &format!("{path}/restore?notify=false"), &Value::Null).await.status, 200);
        assert_eq!(send(&mut chika, Method::DELETE, &format!("{path}?notify=true"), &Value::Null).await.status, 204);
        let mut ben = program_that(&house, cast.ben, true).await;
        assert_eq!(send(&mut ben, Method::POST, &format!("{path}/erase?notify=false"), &Value::Null).await.status, 204);
    }

    async fn what_is_wrong_is_named_and_nothing_is_kept(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        assets(&house).await;
        let mut chika = program_that(&house, cast.chika, true).await;
        let wrong = body!({ "type": "asset", "name": "A", "fields": { "owner": "nobody@x.example", "serial": "1" } });
        let told = send(&mut chika, Method::POST, "/api/v1/objects", &wrong).await;
        assert_eq!(code(&told), (422, "refusal-fields-wrong".into()), "{}", told.everything());
        assert_eq!((json(&told)["fields"][0]["field"].as_str(), json(&told)["fields"][0]["code"].as_str()), (Some("owner"), Some("refusal-person-unknown")));
        for (wish, wanted) in [
            (body!({ "type": "asset", "name": "A", "fields": { "colour": "red" } }), (422, "refusal-fields-wrong")),
            (body!({ "type": "asset", "name": "A", "fields": { "serial": { "deep": [1] } } }), (422, "refusal-fields-wrong")),
            (body!({ "type": "asset", "name": " " }), (422, "refusal-name-empty")),
            (body!({ "type": "asset" }), (400, "api-body")),
            (body!({ "type": "asset", "name": "A", "nmae": "B" }), (400, "api-body")),
            (body!([]), (400, "api-body")),
            (body!({ "type": "nothing", "name": "A" }), (404, "error-missing")),
        ] {
            let told = send(&mut chika, Method::POST, "/api/v1/objects", &wish).await;
            assert_eq!(code(&told), (wanted.0, wanted.1.to_owned()), "{wish}");
        }
        let torn = chika.send(Method::POST, "/api/v1/objects", Some("application/json"), Body::from("{\"name\":")).await;
        assert_eq!(code(&torn), (400, "api-body".into()));
        let large = chika.send(Method::POST, "/api/v1/objects", Some("application/json"), Body::from(vec![b' '; 3 << 20])).await;
        assert_eq!(code(&large), (413, "api-body-too-large".into()));
        assert_eq!(json(&chika.get("/api/v1/objects?type=asset").await)["count"].as_i64(), Some(0));
        // A token that only reads, a colleague without a right, and a stranger.
        let mut reads = program_that(&house, cast.chika, false).await;
        let wish = body!({ "type": "asset", "name": "A" });
        assert_eq!(code(&send(&mut reads, Method::POST, "/api/v1/objects", &wish).await), (403, "api-token-reads".into()));
        assert_eq!(reads.get("/api/v1/objects?type=asset").await.status, 200);
        let mut light = program_that(&house, cast.dai, true).await;
        assert_eq!(send(&mut light, Method::POST, "/api/v1/objects", &wish).await.status, 403, "they may only look");
        assert_eq!(send(&mut house.browser(), Method::POST, "/api/v1/objects", &wish).await.status, 401);
        for address in ["?type=asset&order=best", "?type=asset&after=x", "?type=asset&limit=0", "?sort=name"] {
            assert_eq!(chika.get(&format!("/api/v1/objects{address}")).await.status, 400, "{address}");
        }
        assert_eq!(chika.get("/api/v1/objects?type=none").await.status, 404);
        for id in ["99999999", "0", "-1", "abc", "99999999999999999999"] {
            assert_eq!(code(&chika.get(&format!("/api/v1/objects/{id}")).await), (404, "error-missing".into()), "{id}");
            assert_eq!(code(&chika.get(&format!("/api/v1/tickets/{id}")).await), (404, "error-missing".into()), "{id}");
        }
    }

    async fn a_program_opens_a_ticket_under_the_rules_of_its_form(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let by = house.world.actor(cast.aya).await;
        let made = house.world.desk.change(by, move |tx| {
            let field = |tx: &mut service::Tx, key: &str, nature| {
                let wish = FieldWish { key: key.into(), nature, label: Label::new(key, ""), help: Label::default(), asks: Asks::default(), active: true };
                service::form::create_field(tx, Holder::Ticket, wish, "").map(|field| field.id)
            };
            let order = field(tx, "order_number", Nature::Text)?;
            field(tx, "amount", Nature::Number { digits: 2, least: None, most: None })?;
            let part = Part { field: order, requester: Ask::Hidden, agent: Ask::Required, to_close: false, rules: Vec::new() };
            let form = service::form::create_form(tx, FormWish { name: Label::new("Return", ""), parts: vec![part] })?;
            let empty = Label::default;
            let wish = TopicWish { name: Label::new("Return", ""), help: empty(), kind: Kind::Question, form: Some(form), team: Some(cast.support), priority: None, text: empty(), public: false, active: true, numbering: None };
            service::form::create_topic(tx, wish)
        });
        let topic = made.await.unwrap();
        let mut chika = program_that(&house, cast.chika, true).await;
        let wish = |more: Value| {
            let mut wish = body!({ "requester": { "email": "new@customer.example", "name": "Noa" }, "subject": "The lid", "text": "It does not fit." });
            wish.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            wish
        };
        let made = send(&mut chika, Method::POST, "/api/v1/tickets", &wish(body!({ "team": cast.support, "priority": "high", "tags": ["lid"], "fields": { "amount": 12.5 } }))).await;
        assert_eq!(made.status, 201, "{}", made.everything());
        let ticket = json(&made);
        assert_eq!((ticket["channel"].as_str(), ticket["priority"].as_str(), ticket["fields"]["amount"].as_f64()), (Some("api"), Some("high"), Some(12.5)), "{ticket}");
        assert_eq!((ticket["requester"]["name"].as_str(), ticket["tags"][0].as_str()), (Some("Noa"), Some("lid")));
        let path = made.location().strip_prefix("http://desk.example").unwrap().to_owned();
        assert_eq!(json(&chika.get(&path).await)["subject"].as_str(), Some("The lid"));
        let lacks = send(&mut chika, Method::POST, "/api/v1/tickets", &wish(body!({ "topic": topic }))).await;
        assert_eq!((code(&lacks), json(&lacks)["fields"][0]["field"].as_str()), ((422, "refusal-fields-wrong".into()), Some("order_number")), "{}", lacks.everything());
        let beside = send(&mut chika, Method::POST, "/api/v1/tickets", &wish(body!({ "topic": topic, "fields": { "order_number": "A-1", "amount": 3 } }))).await;
        assert_eq!(json(&beside)["fields"][0]["field"].as_str(), Some("amount"), "it is not on that form: {}", beside.everything());
        let whole = send(&mut chika, Method::POST, "/api/v1/tickets", &wish(body!({ "topic": topic, "fields": { "order_number": "A-1" } }))).await;
        assert_eq!((whole.status.as_u16(), json(&whole)["fields"]["order_number"].as_str()), (201, Some("A-1")), "{}", whole.everything());
        for (more, status) in [
            (body!({}), 422),
            (body!({ "team": cast.support, "priority": "yes" }), 400),
            (body!({ "team": cast.support, "subject": " " }), 422),
            (body!({ "team": cast.support, "requester": { "email": "x" } }), 422),
            (body!({ "team": cast.support, "requester": { "phone": "090-1234-5678", "name": "Taro" } }), 201),
            (body!({ "team": cast.support, "requester": { "phone": "+81 90 1234 5678" } }), 201),
            (body!({ "team": cast.support, "requester": { "phone": "090-1234-5678", "name": "Hanako" } }), 422),
            (body!({ "team": cast.support, "requester": { "name": "Jiro" } }), 422),
            (body!({ "team": cast.support, "requester": { "name": "Jiro", "new": true } }), 201),
            (body!({ "team": cast.support, "requester": { "id": cast.mio, "email": "kei@customer.example" } }), 422),
            (body!({ "team": cast.support, "fields": { "amount": "much" } }), 422),
            (body!({ "team": 99_999 }), 404),
        ] {
            assert_eq!(send(&mut chika, Method::POST, "/api/v1/tickets", &wish(more.clone())).await.status.as_u16(), status, "{more}");
        }
        let mut light = program_that(&house, cast.dai, true).await;
        assert!([403, 404].contains(&send(&mut light, Method::POST, "/api/v1/tickets", &wish(body!({ "team": cast.support }))).await.status.as_u16()));
        assert_eq!(light.get(&path).await.status, 200, "they may read it");
        assert_eq!(program_that(&house, cast.eve, true).await.get(&path).await.status, 404, "another team's");
        assert_eq!(chika.get("/api/v1/tickets/1").await.status, 404);
    }
}
