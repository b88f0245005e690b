//! Webhooks told over real connections.

use super::House;
use channels::desk::{Outside, Premises, call_webhook};
use desk::automation::{Attempt, DeliveryId, WEBHOOK_SECRET, WebhookDelivery, WebhookId, WebhookState, WebhookWish};
use platform::Hidden;
use platform::config::Networks;
use platform::http::Limits;
use platform::secrets::webhook_signature;
use service::{Actor, automation};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use testing::peers::{Answered, HttpService};
use tokio::net::TcpListener;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const LIMITS: Limits = Limits { body: 1_000, time: Duration::from_millis(300) };

async fn trial(house: &House, url: &str) -> (WebhookId, DeliveryId) {
    let sealed = house.premises.secrets.seal(&Hidden::new(SECRET), WEBHOOK_SECRET);
    let wish = WebhookWish { name: "Pager".into(), url: url.into(), body: r#"{"text": {{ ticket.subject }}}"#.into() };
    let made = house.world.desk.change(Actor::System, move |tx| {
        let hook = automation::create_webhook(tx, wish, &sealed)?.id;
        Ok((hook, automation::try_webhook(tx, hook)?.id))
    });
    made.await.unwrap()
}

async fn call(premises: &Premises, id: DeliveryId) -> (WebhookDelivery, Attempt) {
    call_webhook(premises, &id.to_string(), LIMITS).await.unwrap();
    let asked = premises.desk.ask(Actor::System, move |read| automation::webhook_delivery(read, id)).await;
    let (_, delivery, attempts) = asked.unwrap();
    (delivery, attempts[0].clone())
}

testing::on_both! {
    async fn what_is_told_is_signed_and_the_log_keeps_no_secret(world: World) {
        let house = House::open(world).await;
        let service = HttpService::start(|asked| {
            Answered::bytes(format!("got {} of {SECRET}", asked.header("webhook-signature")))
        }).await;
        let (hook, id) = trial(&house, &service.url()).await;
        let renewed = house.premises.secrets.seal(&Hidden::new("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"), WEBHOOK_SECRET);
        house.world.desk.change(Actor::System, move |tx| automation::renew_webhook_secret(tx, hook, renewed)).await.unwrap();
        let (delivery, attempt) = call(&house.premises, id).await;
        assert_eq!((delivery.state, attempt.status), (WebhookState::Delivered, Some(200)));
        assert_eq!(attempt.said, "got v1,… v1,… of whsec_…");
        let asked = service.asked().remove(0);
        assert_eq!((asked.method.as_str(), asked.header("content-type")), ("POST", "application/json"));
        assert_eq!((asked.header("webhook-id"), asked.text()), (delivery.message_id.as_str(), delivery.body.clone()));
        let seconds = asked.header("webhook-timestamp").parse().unwrap();
        let signed = webhook_signature(&Hidden::new(SECRET), &delivery.message_id, seconds, &delivery.body).unwrap();
        let signatures: Vec<&str> = asked.header("webhook-signature").split(' ').collect();
        assert_eq!(signatures.len(), 2, "with the new secret and with the one before");
        assert!(signatures.contains(&signed.as_str()));
    }

    async fn a_failure_is_tried_again_after_its_pause(world: World) {
        let house = House::open(world).await;
        let calls = AtomicU32::new(0);
        let service = HttpService::start(move |_| match calls.fetch_add(1, Ordering::SeqCst) {
            0 => Answered::json(503, r#"{"error":"busy"}"#),
            _ => Answered::json(200, "{}"),
        }).await;
        let (_, id) = trial(&house, &service.url()).await;
        let (delivery, attempt) = call(&house.premises, id).await;
        assert_eq!((delivery.state, attempt.status, attempt.said.as_str()), (WebhookState::Waiting, Some(503), r#"{"error":"busy"}"#));
        assert_eq!(delivery.next_at, Some(attempt.at.plus(Duration::from_secs(5))));
        let (delivery, attempt) = call(&house.premises, id).await;
        assert_eq!((delivery.state, attempt.number), (WebhookState::Delivered, 2));
        assert_eq!(service.asked()[0].header("webhook-id"), service.asked()[1].header("webhook-id"));
        call_webhook(&house.premises, &id.to_string(), LIMITS).await.unwrap();
        assert_eq!(service.asked().len(), 2, "what was taken is not told again");
    }

    async fn neither_silence_nor_a_flood_holds_anybody_up(world: World) {
        let house = House::open(world).await;
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (_, id) = trial(&house, &format!("http://{}/", silent.local_addr().unwrap())).await;
        let (delivery, attempt) = call(&house.premises, id).await;
        assert_eq!((delivery.state, attempt.status), (WebhookState::Waiting, None));
        assert!(attempt.said.contains("no answer within"), "{}", attempt.said);
        let flood = HttpService::start(|_| Answered::bytes("x".repeat(5_000))).await;
        let (_, id) = trial(&house, &flood.url()).await;
        let (_, attempt) = call(&house.premises, id).await;
        assert!(attempt.said.contains("more than 1000 bytes"), "{}", attempt.said);
    }

    async fn nobody_leads_us_into_our_own_network(world: World) {
        let house = House::open(world).await;
        for (status, why) in [(303, "inner network"), (307, "hand what we send to somebody else")] {
            let service = HttpService::start(move |_| {
                Answered::json(status, "{}").with("Location", "http://169.254.169.254/latest/meta-data/")
            }).await;
            let (_, id) = trial(&house, &service.url()).await;
            let (delivery, attempt) = call(&house.premises, id).await;
            assert_eq!((delivery.state, attempt.status), (WebhookState::Waiting, None));
            assert!(attempt.said.contains(why), "{status}: {}", attempt.said);
        }
        let strict = Premises { outside: Outside::new(Networks::default()).unwrap(), ..house.premises.clone() };
        let service = HttpService::start(|_| Answered::json(200, "{}")).await;
        let (_, id) = trial(&house, &service.url()).await;
        let (_, attempt) = call(&strict, id).await;
        assert!(attempt.said.contains("inner network") && service.asked().is_empty(), "{}", attempt.said);
    }
}
