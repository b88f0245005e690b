//! `/people`, `/organizations`

use super::{asked, followed, value};
use crate::browser::{House, encoded};
use testing::on_both;

on_both! {
    async fn people_are_found_shown_with_their_tickets_and_edited(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let mut chika = house.agent(cast.chika).await;
        assert!(chika.get("/people?q=tana").await.text().contains("Kei Tanaka"));
        assert!(chika.get("/people?q=zzz").await.text().contains("Nobody found"));
        let path = format!("/people/{}", cast.kei);
        let page = chika.get(&path).await.text();
        assert!(page.contains("The kettle leaks") && page.contains("kei@customer.example"), "{page}");
        let version = value(&page, "version").to_owned();
        let form = encoded(&[("version", &version), ("name", "Kei T."), ("language", "ja"), ("time_zone", ""), ("organization", "")]);
        let reply = chika.post(&path, &form).await;
        assert!(followed(&mut chika, reply).await.contains("Kei T."));
        let late = chika.post(&path, &form).await;
        assert_eq!(late.status, 409);
        assert_eq!(chika.post(&path, "name=x&version=2&time_zone=Mars").await.status, 422);
    }

    async fn an_address_is_added_chosen_and_removed_but_never_stolen(world: World) {
        let house = House::open(world).await;
        let (cast, mut chika) = (house.cast, house.agent(house.cast.chika).await);
        let path = format!("/people/{}/addresses", cast.kei);
        for act in ["add", "choose", "remove"] {
            let reply = chika.post(&path, &encoded(&[("act", act), ("address", "kei@home.example")])).await;
            assert_eq!(reply.status, 303, "{act}: {}", reply.text());
        }
        for (act, address) in [("add", "mio@kyaku.example"), ("add", "nonsense"), ("remove", "kei@customer.example")] {
            let refused = chika.post(&path, &encoded(&[("act", act), ("address", address)])).await;
            assert_eq!(refused.status, 422, "{act} {address}");
            assert!(refused.text().contains("role=\"alert\""));
        }
        let agents = chika.post(&format!("/people/{}/addresses", cast.aya), "act=add&address=mine%40x.example").await;
        assert_eq!(agents.status, 403, "who could give an agent an address could sign in as them");
    }

    async fn somebody_nobody_has_had_mail_from_can_be_added(world: World) {
        let house = House::open(world).await;
        let mut chika = house.agent(house.cast.chika).await;
        assert_eq!(chika.get("/people/new").await.status, 200);
        let reply = chika.post("/people", "email=yuki%40shop.example&name=Yuki&language=ja").await;
        assert!(followed(&mut chika, reply).await.contains("yuki@shop.example"));
        assert_eq!(chika.post("/people", "email=yuki%40shop.example").await.status, 422);
        assert_eq!(chika.post("/people", "email=").await.status, 422);
        assert_eq!(house.agent(house.cast.dai).await.get("/people/new").await.status, 403);
    }

    async fn an_organisation_gathers_who_writes_from_its_domains(world: World) {
        let house = House::open(world).await;
        let (cast, mut chika) = (house.cast, house.agent(house.cast.chika).await);
        let reply = chika.post("/organizations", "name=Kyaku+Ltd").await;
        let path = reply.location().to_owned();
        followed(&mut chika, reply).await;
        assert_eq!(chika.post(&format!("{path}/domains"), "act=add&domain=kyaku.example").await.status, 303);
        asked(&house, "The kettle leaks", cast.mio, cast.support).await;
        let page = chika.get(&path).await.text();
        assert!(page.contains("佐藤 美緒") && page.contains("The kettle leaks"), "{page}");
        assert_eq!(chika.post(&format!("{path}/domains"), "act=add&domain=gmail.com").await.status, 422);
        let version = value(&page, "version").to_owned();
        assert_eq!(chika.post(&path, &encoded(&[("version", &version), ("name", "Kyaku KK")])).await.status, 303);
        assert_eq!(chika.post(&path, &encoded(&[("version", &version), ("name", "Late")])).await.status, 409);
        assert!(chika.get("/organizations?q=ky").await.text().contains("Kyaku KK"));
        assert_eq!(chika.post("/organizations", "name=+").await.status, 422);
        assert_eq!(chika.get("/organizations/999").await.status, 404);
    }
}
