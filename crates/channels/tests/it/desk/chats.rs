//! Chats told over real connections to a service.

use super::House;
use channels::desk::{Outside, Premises, tell_chat, try_chat};
use desk::notification::{CHAT_ADDRESS, ChatService, ChatWish};
use desk::people::PersonId;
use desk::ticket::Origin;
use platform::Hidden;
use platform::config::Networks;
use platform::http::Limits;
use service::conversation::Incoming;
use service::notification::{self, ChatAddress, ChatChoiceWish};
use service::ticket::NewTicket;
use service::{Actor, jobs, readers, ticket};
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;
use testing::Cast;
use testing::peers::{Answered, HttpService};
use tokio::net::TcpListener;

const LIMITS: Limits = Limits { body: 1_000, time: Duration::from_millis(500) };
const HOUR: Duration = Duration::from_secs(3_600);

/// Chika has chosen a chat, and something is to be told there.
async fn errand(house: &House, cast: Cast, service: ChatService, mention: &'static str, url: &str) -> String {
    let world = &house.world;
    let sealed = house.premises.secrets.seal(&Hidden::new(format!("{url}/hooks/secret?key=1")), CHAT_ADDRESS);
    let host = "127.0.0.1".to_owned();
    let wish = ChatWish { name: "Support".into(), service, own: false, hosts: Vec::new(), said: true, active: true };
    let address = Some(ChatAddress { host, sealed });
    let by = world.actor(cast.aya).await;
    let chat = world.desk.change(by, move |tx| notification::create_chat(tx, wish, address)).await.unwrap();
    let choice = ChatChoiceWish { chat, address: None, mention: mention.into(), said: true };
    let by = world.actor(cast.chika).await;
    world.desk.change(by, move |tx| notification::choose_chat(tx, choice)).await.unwrap();
    let first = Incoming::said(cast.kei, Origin::Mail, "It <leaks>.");
    let made = world.desk.change(Actor::System, move |tx| {
        let made = ticket::create(tx, NewTicket::asked("The kettle leaks", cast.kei, cast.support, first))?;
        ticket::assign(tx, made.number, Some(cast.chika), None)
    });
    made.await.unwrap();
    while world.desk.ask(Actor::System, |read| readers::must_wait(read, "notify")).await.unwrap() {
        world.desk.change(Actor::System, |tx| readers::follow(tx, "notify", notification::follow)).await.unwrap();
    }
    world.desk.change(Actor::System, notification::deliver_due).await.unwrap();
    claimed(house).await.remove(0)
}

async fn claimed(house: &House) -> Vec<String> {
    let jobs = house.world.desk.change(Actor::System, |tx| jobs::claim(tx, notification::CHAT, "me", HOUR, 10)).await;
    jobs.unwrap().into_iter().map(|job| job.body).collect()
}

async fn trouble(house: &House, person: PersonId) -> String {
    let actor = house.world.actor(person).await;
    house.world.desk.ask(actor, notification::chat_choice).await.unwrap().1.unwrap().trouble
}

testing::on_both! {
    async fn each_service_is_told_in_its_own_way(world: World) {
        let (house, cast) = House::with_cast(world).await;
        for (kind, mention, path) in [
            (ChatService::Slack, "U012AB", "/blocks/1/text/text"),
            (ChatService::Mattermost, "chika", "/text"),
            (ChatService::Teams, "chika@hinode.example", "/attachments/0/content/body/2/inlines/0/text"),
            (ChatService::Google, "123", "/text"),
            (ChatService::Discord, "456", "/embeds/0/description"),
            (ChatService::Json, "Chika", "/text"),
        ] {
            let service = HttpService::start(|_| Answered::bytes("ok")).await;
            let body = errand(&house, cast, kind, mention, &service.url()).await;
            tell_chat(&house.premises, &body, LIMITS).await.unwrap();
            let asked = service.asked().remove(0);
            assert_eq!((asked.method.as_str(), asked.target.as_str()), ("POST", "/hooks/secret?key=1"));
            assert_eq!(asked.header("content-type"), "application/json");
            let said: serde_json::Value = serde_json::from_slice(&asked.body).unwrap();
            let text = said.pointer(path).and_then(|text| text.as_str()).unwrap_or_else(|| panic!("{kind:?}: {said}"));
            assert!(text.contains("kettle"), "{kind:?}: {text}");
            assert!(said.to_string().contains(mention), "{kind:?}: {said}");
            assert_eq!(trouble(&house, cast.chika).await, "");
            claimed(&house).await;
        }
    }

    async fn a_busy_service_is_asked_again_and_one_that_is_gone_is_told_of(world: World) {
        let (house, cast) = House::with_cast(world).await;
        let status = Arc::new(AtomicU16::new(503));
        let says = status.clone();
        let service = HttpService::start(move |_| Answered::json(says.load(Ordering::SeqCst), "{}")).await;
        let mut body = errand(&house, cast, ChatService::Slack, "", &service.url()).await;
        claimed(&house).await;
        for (busy, why) in [(503, "chat-failed"), (429, "chat-busy")] {
            status.store(busy, Ordering::SeqCst);
            tell_chat(&house.premises, &body, LIMITS).await.unwrap();
            assert_eq!(trouble(&house, cast.chika).await, why);
            house.world.clock.advance(Duration::from_secs(120));
            body = claimed(&house).await.remove(0);
        }
        for (never, why) in [(404, "chat-gone"), (403, "chat-denied"), (400, "chat-refused")] {
            status.store(never, Ordering::SeqCst);
            tell_chat(&house.premises, &body, LIMITS).await.unwrap();
            assert_eq!(trouble(&house, cast.chika).await, why);
            house.world.clock.advance(24 * HOUR);
            assert!(claimed(&house).await.is_empty(), "{never}");
        }
        status.store(204, Ordering::SeqCst);
        tell_chat(&house.premises, &body, LIMITS).await.unwrap();
        assert_eq!(trouble(&house, cast.chika).await, "");
    }

    async fn nobody_is_told_within_our_own_network_and_a_silent_one_is_not_waited_for(world: World) {
        let (house, cast) = House::with_cast(world).await;
        let service = HttpService::start(|_| Answered::bytes("ok")).await;
        let body = errand(&house, cast, ChatService::Json, "", &service.url()).await;
        let strict = Premises { outside: Outside::new(Networks::default()).unwrap(), ..house.premises.clone() };
        tell_chat(&strict, &body, LIMITS).await.unwrap();
        assert_eq!(trouble(&house, cast.chika).await, "chat-inner");
        assert!(service.asked().is_empty());
        let actor = house.world.actor(cast.chika).await;
        let trial = house.world.desk.ask(actor, notification::own_chat_trial).await.unwrap();
        assert_eq!(try_chat(&house.premises, &trial).await, Ok(()));
        assert_eq!((service.asked().len(), trouble(&house, cast.chika).await.as_str()), (1, ""));
        let lost = notification::ChatContent { sealed_address: "torn".into(), ..trial };
        assert_eq!(try_chat(&house.premises, &lost).await, Err("chat-address-lost"));
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        claimed(&house).await;
        let body = errand(&house, cast, ChatService::Json, "", &format!("http://{}", silent.local_addr().unwrap())).await;
        tell_chat(&house.premises, &body, LIMITS).await.unwrap();
        assert_eq!(trouble(&house, cast.chika).await, "chat-slow");
    }
}
