//! `/help`, `/help/requests`

use super::{KEI, MIO, asked, number, turned};
use crate::browser::House;
use desk::ticket::Category;
use std::time::Duration;
use testing::on_both;

on_both! {
    async fn ones_own_requests_are_listed_page_by_page(world: World) {
        let house = House::open(world).await;
        let mut kei = house.requester(KEI).await;
        assert!(kei.get("/help/requests").await.text().contains("No requests yet"));
        for n in 0..30 {
            house.world.clock.advance(Duration::from_secs(60));
            // Each from a place of its own, past the limit of ten a minute.
            let mut elsewhere = house.browser();
            elsewhere.cookies.clone_from(&kei.cookies);
            asked(&mut elsewhere, &format!("Matter {n}."), "Words.").await;
        }
        let first = kei.get("/help/requests").await.text();
        assert!(first.contains("Matter 29.") && !first.contains("Matter 4."), "{first}");
        let next = first.split("href=\"").find_map(|part| part.strip_prefix("/help/requests?after=")).expect("older ones");
        let second = kei.get(&format!("/help/requests?after={}", next.split('"').next().unwrap_or_default())).await.text();
        assert!(second.contains("Matter 4.") && second.contains("Matter 0.") && !second.contains("Matter 5."), "{second}");
        assert!(!second.contains("?after="));
        let home = kei.get("/help").await.text();
        assert!(home.contains("Matter 29.") && !home.contains("Matter 20."));
        assert_eq!(kei.get("/help/requests?after=rubbish").await.status, 200);
    }

    async fn nobody_sees_what_others_asked(world: World) {
        let house = House::open(world).await;
        let (mut kei, mut mio) = (house.requester(KEI).await, house.requester(MIO).await);
        asked(&mut kei, "Azurite", "Words.").await;
        for path in ["/help", "/help/requests"] {
            assert!(!mio.get(path).await.text().contains("Azurite"));
            assert!(!house.browser().get(path).await.text().contains("Azurite"));
        }
    }

    async fn a_status_is_told_in_the_readers_language(world: World) {
        let house = House::open(world).await;
        let (mut kei, mut mio) = (house.requester(KEI).await, house.requester(MIO).await);
        let (one, other) = (asked(&mut kei, "Cup", "Two.").await, asked(&mut mio, "Cup", "Two.").await);
        turned(&house, number(&one), Category::Solved).await;
        turned(&house, number(&other), Category::Solved).await;
        assert!(kei.get("/help/requests").await.text().contains("Solved"));
        assert!(mio.get("/help/requests").await.text().contains("解決"));
        assert!(kei.get(&one).await.text().contains("We believe this is solved."));
        assert!(mio.get(&other).await.text().contains("解決済みと考えております"));
    }

    async fn the_house_has_a_name_everywhere(world: World) {
        let (mut browser, _files) = House::unset(&world);
        let home = browser.get("/help").await.text();
        assert!(home.contains("<title>Help · Kippu</title>"), "{home}");
        world.set_up().await;
        let home = browser.get("/help").await.text();
        assert!(home.contains("<title>Help · Hinode Coffee</title>"), "{home}");
    }
}
