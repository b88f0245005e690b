//! Letters through a provider's own service.

use super::{letter, word};
use crate::fetch::graph::account;
use channels::send::{Fate, Postman, Service, Way};
use channels::server::Trouble;
use testing::peers::{Answered, HttpService};

async fn answering(status: u16) -> HttpService {
    HttpService::start(move |_| Answered::json(status, r#"{"error":{"code":"X","message":"why"}}"#)).await
}

#[tokio::test]
async fn graph_is_handed_the_message_as_it_is_in_base64() {
    let service = answering(202).await;
    let mut postman = Postman::new(Way::Service(Service::Graph(account(&service))));
    let letter = letter(&["aya@customer.example", "kei@customer.example"]);
    let fates = postman.send(&letter).await.unwrap();
    assert_eq!(fates.iter().map(|(_, fate)| word(fate)).collect::<Vec<_>>(), ["accepted 250", "accepted 250"]);
    let asked = &service.asked()[0];
    assert_eq!((asked.method.as_str(), asked.target.as_str()), ("POST", "/v1.0/users/help@desk.example/sendMail"));
    assert_eq!(asked.header("content-type"), "text/plain");
    let raw = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, &asked.body).unwrap();
    assert!(raw.ends_with(&letter.raw), "{}", String::from_utf8_lossy(&raw));
}

#[tokio::test]
async fn gmail_is_handed_the_message_as_it_is() {
    let service = answering(200).await;
    let mut postman = Postman::new(Way::Service(Service::Gmail(account(&service))));
    let letter = letter(&["aya@customer.example"]);
    postman.send(&letter).await.unwrap();
    let asked = &service.asked()[0];
    assert_eq!(asked.target, "/upload/gmail/v1/users/help@desk.example/messages/send?uploadType=media");
    assert!(asked.header("content-type") == "message/rfc822" && asked.body.ends_with(&letter.raw));
}

#[tokio::test]
async fn what_may_have_left_is_not_said_to_have_failed() {
    let of = async |status| {
        let service = answering(status).await;
        Postman::new(Way::Service(Service::Graph(account(&service)))).send(&letter(&["aya@customer.example"])).await
    };
    assert!(matches!(of(500).await.unwrap()[0].1, Fate::Unknown(_)));
    assert!(matches!(of(400).await.unwrap()[0].1, Fate::Refused(_)));
    assert_eq!(of(429).await, Err(Trouble::Busy(60)));
    assert!(matches!(of(401).await, Err(Trouble::LoginRefused(_))));
}
