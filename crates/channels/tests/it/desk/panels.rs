//! Other systems asked over real connections.

use super::House;
use channels::desk::{Outside, Panels, Premises, ask_panel};
use desk::panel::{PANEL_SECRET, Panel, PanelId, PanelWish, lines_of};
use platform::Hidden;
use platform::config::Networks;
use std::time::Duration;
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

testing::on_both! {
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
