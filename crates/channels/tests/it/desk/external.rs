//! Other systems asked for the items of a field, over real connections.

use super::House;
use channels::desk::{Outside, Premises, Remembered, ask_external};
use desk::Refusal;
use desk::form::{External, FIELD_SECRET};
use platform::Hidden;
use platform::config::Networks;
use std::time::{Duration, Instant};
use testing::peers::{Answered, HttpService};
use tokio::net::TcpListener;

const LIST: &str = r#"{"data":[{"id":7,"name":"Sakura"},{"id":8,"name":"Ume"}]}"#;

fn source(house: &House, url: &str) -> External {
    External {
        url: format!("{}/customers?q={{words}}", url.trim_end_matches('/')),
        list: "data".into(),
        value: "id".into(),
        label: "name".into(),
        header: "X-Api-Key".into(),
        secret: house.premises.secrets.seal(&Hidden::new("open sesame"), FIELD_SECRET),
    }
}

async fn asked(premises: &Premises, source: &External, words: &str) -> Result<Vec<String>, Refusal> {
    let offered = ask_external(premises, &Remembered::default(), source.clone(), words.to_owned()).await?;
    Ok(offered.into_iter().map(|one| one.label).collect())
}

testing::on_both! {
    async fn it_is_asked_for_what_was_typed_and_believed_for_a_minute(world: World) {
        let house = House::open(world).await;
        let service = HttpService::start(|_| Answered::json(200, LIST)).await;
        let (kept, crm) = (Remembered::default(), source(&house, &service.url()));
        let ask = |words: &str| ask_external(&house.premises, &kept, crm.clone(), words.to_owned());
        for _ in 0..3 {
            let offered = ask("sa &x=/返").await.unwrap();
            assert_eq!((offered[0].value.as_str(), offered[1].label.as_str()), ("7", "Ume"));
        }
        let heard = service.asked();
        assert_eq!(heard.len(), 1, "asked once");
        assert_eq!((heard[0].method.as_str(), heard[0].header("x-api-key")), ("GET", "open sesame"));
        assert!(heard[0].target.ends_with("/customers?q=sa%20%26x%3D%2F%E8%BF%94"), "{}", heard[0].target);
        ask("um").await.unwrap();
        house.world.clock.advance(Duration::from_secs(61));
        ask("sa &x=/返").await.unwrap();
        assert_eq!(service.asked().len(), 3, "other words, and a minute later");
    }

    async fn what_is_no_list_is_refused_and_asked_again(world: World) {
        let house = House::open(world).await;
        let nonsense = ["<html>", "{}", r#"{"data":{}}"#, "[", ""];
        for answer in nonsense {
            let service = HttpService::start(move |_| Answered::json(200, answer)).await;
            assert_eq!(asked(&house.premises, &source(&house, &service.url()), "a").await, Err(Refusal::ExternalUnreadable), "{answer}");
        }
        for status in [401, 404, 500] {
            let service = HttpService::start(move |_| Answered::json(status, LIST)).await;
            assert_eq!(asked(&house.premises, &source(&house, &service.url()), "a").await, Err(Refusal::ExternalSilent));
        }
        let service = HttpService::start(|_| Answered::json(500, "{}")).await;
        let (kept, crm) = (Remembered::default(), source(&house, &service.url()));
        for _ in 0..2 {
            assert!(ask_external(&house.premises, &kept, crm.clone(), "a".into()).await.is_err());
        }
        assert_eq!(service.asked().len(), 2, "a failure is not remembered");
        let torn = External { secret: "torn".into(), ..source(&house, &service.url()) };
        assert_eq!(asked(&house.premises, &torn, "a").await, Err(Refusal::ExternalSilent));
    }

    async fn a_flood_and_a_silence_end(world: World) {
        let house = House::open(world).await;
        let flood = HttpService::start(|_| Answered::bytes("[".repeat(600_000))).await;
        assert_eq!(asked(&house.premises, &source(&house, &flood.url()), "a").await, Err(Refusal::ExternalSilent));
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/", silent.local_addr().unwrap());
        let begun = Instant::now();
        assert_eq!(asked(&house.premises, &source(&house, &address), "a").await, Err(Refusal::ExternalSilent));
        assert!(begun.elapsed() < Duration::from_secs(10));
        let many: Vec<String> = (0..2_000).map(|n| format!(r#"{{"id":{n},"name":"Customer {n}"}}"#)).collect();
        let many = format!(r#"{{"data":[{}]}}"#, many.join(","));
        let crowd = HttpService::start(move |_| Answered::json(200, many.clone())).await;
        assert_eq!(asked(&house.premises, &source(&house, &crowd.url()), "a").await.unwrap().len(), 50);
    }

    async fn nobody_is_asked_within_our_own_network_not_even_by_a_detour(world: World) {
        let house = House::open(world).await;
        let inner = HttpService::start(|_| Answered::json(200, LIST)).await;
        let strict = Premises { outside: Outside::new(Networks::default()).unwrap(), ..house.premises.clone() };
        assert_eq!(asked(&strict, &source(&house, &inner.url()), "a").await, Err(Refusal::ExternalSilent));
        assert!(inner.asked().is_empty());
        // One network that may be asked leads into another that may not.
        let to = inner.url().replace("127.0.0.1", "127.0.0.2");
        let leads = HttpService::start(move |_| Answered::json(302, "{}").with("Location", &to)).await;
        let only = Premises { outside: Outside::new(Networks::read("127.0.0.1/32").unwrap()).unwrap(), ..house.premises.clone() };
        assert_eq!(asked(&only, &source(&house, &leads.url()), "a").await, Err(Refusal::ExternalSilent));
        assert_eq!((leads.asked().len(), inner.asked().len()), (1, 0));
        // And where a detour is allowed, the secret does not go along.
        let other = HttpService::start(|_| Answered::json(200, LIST)).await;
        let to = other.url();
        let leads = HttpService::start(move |_| Answered::json(302, "{}").with("Location", &to)).await;
        assert_eq!(asked(&house.premises, &source(&house, &leads.url()), "a").await.unwrap().len(), 2);
        assert_eq!(other.asked()[0].header("x-api-key"), "");
    }
}
