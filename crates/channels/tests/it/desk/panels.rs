//! Other systems asked over real connections.

use super::House;
use base::Address;
use channels::desk::{Outside, Panels, Premises, ask_panel, enrich};
use desk::panel::{PANEL_SECRET, Panel, PanelId, PanelWish, lines_of};
use desk::people::PersonId;
use platform::Hidden;
use platform::config::Networks;
use service::panel::{Askings, SecretWish};
use service::{Actor, Tx, panel as panels, people, readers};
use std::time::Duration;
use testing::email;
use testing::peers::{Answered, HttpService};
use tokio::net::TcpListener;

fn panel(house: &House, url: &str, minutes: i64) -> Panel {
    let wish = PanelWish {
        name: "Shop".into(),
        url: url.to_owned(),
        header: "X-Api-Key".into(),
        lines: lines_of("Plan = plan").unwrap(),
        minutes,
        active: true,
        ..PanelWish::default()
    };
    let sealed_secret = house.premises.secrets.seal(&Hidden::new("open sesame"), PANEL_SECRET);
    Panel { id: PanelId(1), wish, sealed_secret, version: 1 }
}

/// A panel that fills names by itself, and somebody of whom only an address is known.
async fn by_itself(house: &House, url: &str, address: &'static str) -> (PanelId, PersonId) {
    let sealed = house.premises.secrets.seal(&Hidden::new("open sesame"), PANEL_SECRET);
    let wish = PanelWish {
        url: format!("{}/{{{{ requester.email }}}}", url.trim_end_matches('/')),
        lines: lines_of("Name = name > requester.name").unwrap(),
        by_itself: true,
        ..panel(house, url, 0).wish
    };
    let made = house.world.desk.change(Actor::System, move |tx| {
        let panel = panels::create_panel(tx, wish, &sealed)?;
        Ok((panel, people::find_or_create(tx, &Address::bare(email(address)), None)?.id))
    });
    let made = made.await.unwrap();
    while house.world.desk.ask(Actor::System, |read| readers::must_wait(read, panels::READER)).await.unwrap() {
        let follow = |tx: &mut Tx| readers::follow(tx, panels::READER, panels::follow);
        house.world.desk.change(Actor::System, follow).await.unwrap();
    }
    made
}

async fn name(house: &House, person: PersonId) -> String {
    house.world.desk.ask(Actor::System, move |read| people::panel(read, person)).await.unwrap().person.name
}

async fn gets_on(house: &House, shop: PanelId) -> Askings {
    house.world.desk.ask(Actor::System, move |read| panels::askings_of(read, shop)).await.unwrap()
}

testing::on_both! {
    async fn by_itself_it_asks_with_the_secret_once_and_fills_in(world: World) {
        let house = House::open(world).await;
        let service = HttpService::start(|_| Answered::json(200, r#"{"name":"Rin Sato"}"#)).await;
        let (shop, rin) = by_itself(&house, &service.url(), "rin@home.example").await;
        for _ in 0..2 {
            enrich(&house.premises, &shop.to_string()).await.unwrap();
        }
        assert_eq!(name(&house, rin).await, "Rin Sato");
        let asked = service.asked();
        assert_eq!((asked.len(), asked[0].header("x-api-key")), (1, "open sesame"));
        assert_eq!(gets_on(&house, shop).await, Askings::default());
    }

    async fn by_itself_it_fills_nothing_when_that_goes_wrong_and_goes_on_later(world: World) {
        let house = House::open(world).await;
        let strict = Premises { outside: Outside::new(Networks::default()).unwrap(), ..house.premises.clone() };
        let inner = HttpService::start(|_| Answered::json(200, r#"{"name":"Nobody"}"#)).await;
        let (shop, rin) = by_itself(&house, &inner.url(), "rin@home.example").await;
        enrich(&strict, &shop.to_string()).await.unwrap();
        assert!(inner.asked().is_empty() && name(&house, rin).await.is_empty(), "not within our own network");
        assert_eq!(gets_on(&house, shop).await.waiting, 1);
        let moves = |url: String| {
            let wish = PanelWish {
                url: format!("{}/{{{{ requester.email }}}}", url.trim_end_matches('/')),
                lines: lines_of("Name = name > requester.name").unwrap(),
                by_itself: true,
                ..panel(&house, &url, 0).wish
            };
            house.world.desk.change(Actor::System, move |tx| {
                let version = panels::panel(tx, shop)?.version;
                panels::change_panel(tx, shop, wish, SecretWish::Put(String::new()), version)
            })
        };
        let leads = HttpService::start(|_| {
            Answered::json(302, "{}").with("Location", "http://169.254.169.254/latest/meta-data/")
        }).await;
        let broken = HttpService::start(|_| Answered::json(500, r#"{"name":"Nobody"}"#)).await;
        for (service, minutes) in [(&leads, 1), (&broken, 10)] {
            moves(service.url()).await.unwrap();
            house.world.clock.advance(Duration::from_secs(minutes * 60));
            enrich(&house.premises, &shop.to_string()).await.unwrap();
            assert_eq!((service.asked().len(), name(&house, rin).await.as_str()), (1, ""));
        }
        let flood = HttpService::start(|_| Answered::bytes("x".repeat(300_000))).await;
        moves(flood.url()).await.unwrap();
        house.world.clock.advance(Duration::from_secs(3_600));
        enrich(&house.premises, &shop.to_string()).await.unwrap();
        let shown = gets_on(&house, shop).await;
        assert_eq!((shown.waiting, shown.given_up, shown.last[0].2), (0, 1, "panel-large"));
    }

    async fn it_is_asked_with_the_secret_and_the_answer_is_good_for_a_while(world: World) {
        let house = House::open(world).await;
        let service = HttpService::start(|_| Answered::json(200, r#"{"plan":"gold"}"#)).await;
        let (kept, shop) = (Panels::default(), panel(&house, &service.url(), 5));
        for _ in 0..3 {
            let said = kept.ask(&house.premises, &shop, &service.url()).await.unwrap();
            assert_eq!(shop.wish.shown(&said).unwrap(), [("Plan".to_owned(), "gold".to_owned())]);
        }
        let asked = service.asked();
        assert_eq!((asked.len(), asked[0].method.as_str(), asked[0].header("x-api-key")), (1, "GET", "open sesame"));
        let changed = Panel { version: 2, ..shop };
        kept.ask(&house.premises, &changed, &service.url()).await.unwrap();
        assert_eq!(service.asked().len(), 2, "what was asked before it was changed is no good");
        let always = panel(&house, &service.url(), 0);
        let always = Panel { id: PanelId(2), ..always };
        for _ in 0..2 {
            kept.ask(&house.premises, &always, &service.url()).await.unwrap();
        }
        assert_eq!(service.asked().len(), 4);
    }

    async fn what_goes_wrong_is_said_in_a_word(world: World) {
        let house = House::open(world).await;
        for (status, why) in [(404, "panel-nothing"), (401, "panel-denied"), (403, "panel-denied"), (500, "panel-failed")] {
            let service = HttpService::start(move |_| Answered::json(status, "{}")).await;
            assert_eq!(ask_panel(&house.premises, &panel(&house, &service.url(), 0), &service.url()).await, Err(why));
        }
        let flood = HttpService::start(|_| Answered::bytes("x".repeat(300_000))).await;
        assert_eq!(ask_panel(&house.premises, &panel(&house, &flood.url(), 0), &flood.url()).await, Err("panel-large"));
        let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let address = format!("http://{nobody}/");
        assert_eq!(ask_panel(&house.premises, &panel(&house, &address, 0), &address).await, Err("panel-unreachable"));
        let lost = Panel { sealed_secret: "torn".into(), ..panel(&house, &address, 0) };
        assert_eq!(ask_panel(&house.premises, &lost, &address).await, Err("panel-secret-lost"));
    }

    async fn nobody_is_asked_within_our_own_network_and_no_secret_goes_elsewhere(world: World) {
        let house = House::open(world).await;
        let strict = Premises { outside: Outside::new(Networks::default()).unwrap(), ..house.premises.clone() };
        let service = HttpService::start(|_| Answered::json(200, "{}")).await;
        assert_eq!(ask_panel(&strict, &panel(&house, &service.url(), 0), &service.url()).await, Err("panel-inner"));
        assert!(service.asked().is_empty());
        let other = HttpService::start(|_| Answered::json(200, "{}")).await;
        let to = other.url();
        let leads = HttpService::start(move |_| Answered::json(302, "{}").with("Location", &to)).await;
        ask_panel(&house.premises, &panel(&house, &leads.url(), 0), &leads.url()).await.unwrap();
        assert_eq!(other.asked()[0].header("x-api-key"), "", "only the one it was meant for hears it");
    }

    async fn a_silent_one_is_waited_for_no_longer_than_its_time(world: World) {
        let house = House::open(world).await;
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/", silent.local_addr().unwrap());
        let begun = std::time::Instant::now();
        assert_eq!(ask_panel(&house.premises, &panel(&house, &address, 0), &address).await, Err("panel-slow"));
        assert!(begun.elapsed() < Duration::from_secs(10));
    }
}
