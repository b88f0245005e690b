//! `/admin/panels`, and panels beside tickets.

use super::reason;
use crate::agent::asked;
use crate::browser::House;
use desk::form::{Asks, FieldWish, Holder, Label, Nature};
use desk::panel::Panel;
use service::panel;
use std::sync::{Arc, Mutex};
use testing::on_both;

const SHOP: &str = "name=Shop&url=https%3A%2F%2Fshop.example%2Ffind%3Fby%3D%7B%7Brequester.email%7D%7D&header=X-Key&secret=sesame\
    &minutes=5&active=on&lines=Plan+%3D+customer.plan%0ASite+%3D+site%0AGone+%3D+nothing";

/// Fifty wide letters, which are five lines.
const LONG: &str = r#"{"customer":{"plan":"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"},"site":"Tokyo"}"#;

type Heard = Arc<Mutex<Vec<(Panel, String)>>>;

/// A house whose shop says what it is told to.
async fn open(world: testing::World, said: Result<&'static str, &'static str>) -> (House, Heard) {
    let heard = Heard::default();
    let ears = heard.clone();
    let house = House::open_with(world, move |web| {
        web.seal = Arc::new(|plain, _| format!("sealed-{}", plain.len()));
        web.panels = Arc::new(move |panel, address, _| {
            ears.lock().unwrap().push((panel, address));
            Box::pin(async move { said.map(Arc::from) })
        });
    });
    (house.await, heard)
}

on_both! {
    async fn a_panel_is_tried_saved_and_shown_beside_the_ticket(world: World) {
        let answer = r#"{"customer":{"plan":"<b>Gold</b>"},"site":"https://shop.example/me","evil":"javascript:alert(1)"}"#;
        let (house, heard) = open(world, Ok(answer)).await;
        let cast = house.cast;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let mut aya = house.agent(cast.aya).await;
        let page = aya.post("/admin/panels/try", &format!("{SHOP}&ticket={number}")).await;
        let page = (page.status, page.text());
        assert_eq!(page.0, 200, "{}", page.1);
        assert!(page.1.contains("&#60;b&#62;Gold&#60;/b&#62;") && !page.1.contains("sesame"), "{}", page.1);
        assert_eq!(aya.post("/admin/panels", SHOP).await.location(), "/admin/panels");
        let asked = heard.lock().unwrap().clone();
        assert_eq!(asked[0].1, "https://shop.example/find?by=kei%40customer.example");
        assert_eq!(asked[0].0.sealed_secret, "sealed-6");
        let mut chika = house.agent(cast.chika).await;
        let page = chika.get(&format!("/tickets/{number}")).await.text();
        assert!(page.contains(&format!("data-fetch=\"/tickets/{number}/panels/1\"")) && !page.contains("Gold"), "{page}");
        let part = chika.get(&format!("/tickets/{number}/panels/1")).await.text();
        assert!(part.contains("Gold") && part.contains("href=\"https://shop.example/me\""), "{part}");
        assert!(!part.contains("<b>Gold") && !part.contains("Gone") && !part.contains("<html"), "{part}");
        assert_eq!(house.agent(cast.eve).await.get(&format!("/tickets/{number}/panels/1")).await.status, 404);
        assert!(aya.get("/admin/audit").await.text().contains("added the panel"));
    }

    async fn a_panel_stands_on_the_page_of_a_person_where_that_is_wished(world: World) {
        let (house, heard) = open(world, Ok(r#"{"customer":{"plan":"<b>Gold</b>"}}"#)).await;
        let cast = house.cast;
        let (mut aya, mut chika) = (house.agent(cast.aya).await, house.agent(cast.chika).await);
        let page = aya.post("/admin/panels", &(SHOP.replace("requester.email", "ticket.number") + "&with_person=on")).await;
        assert!(page.status == 422 && reason(&page.text(), "url").is_some(), "{}", page.text());
        aya.post("/admin/panels", SHOP).await;
        aya.post("/admin/panels", &format!("{SHOP}&with_person=on&team={}", cast.support)).await;
        let part = |panel: i64| format!("/people/{}/panels/{panel}", cast.kei);
        let page = chika.get(&format!("/people/{}", cast.kei)).await.text();
        assert!(page.contains(&format!("data-fetch=\"{}\"", part(2))) && !page.contains(&part(1)) && !page.contains("Gold"), "{page}");
        let shown = chika.get(&part(2)).await.text();
        assert!(shown.contains("Gold") && !shown.contains("<b>Gold"), "{shown}");
        assert_eq!(heard.lock().unwrap()[0].1, "https://shop.example/find?by=kei%40customer.example");
        assert_eq!(chika.get(&part(1)).await.status, 404);
        assert_eq!(house.agent(cast.eve).await.get(&part(2)).await.status, 404, "of another team");
        assert_eq!(chika.get("/people/999999/panels/2").await.status, 404);
        assert!(aya.get("/admin/panels/2").await.text().contains("name=\"with_person\""));
    }

    async fn a_panel_asks_by_number_and_field_and_is_tried_for_a_person(world: World) {
        let (house, heard) = open(world, Ok(r#"{"customer":{"plan":"Gold"}}"#)).await;
        let cast = house.cast;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let by = house.world.actor(cast.aya).await;
        let contract = house.world.desk.change(by, move |tx| {
            let (label, help) = (Label::new("contract", "contract"), Label::default());
            let nature = Nature::Number { digits: 0, least: None, most: None };
            let wish = FieldWish { key: "contract".into(), nature, label, help, asks: Asks::default(), active: true };
            service::people::add_phone(tx, cast.kei, "+81 3 1234 5678", desk::people::PhoneKind::Work)?;
            Ok(service::form::create_field(tx, Holder::Person, wish, "")?.id)
        }).await.unwrap();
        let mut aya = house.agent(cast.aya).await;
        let asks = |by: &str| SHOP.replace("%7B%7Brequester.email%7D%7D", by);
        let unknown = aya.post("/admin/panels", &asks("%7B%7Brequester.field.nothing%7D%7D")).await;
        assert!(unknown.status == 422 && reason(&unknown.text(), "url").is_some(), "{}", unknown.text());
        let by_phone = asks("%7B%7Brequester.phone%7D%7D");
        let page = aya.post("/admin/panels/try", &format!("{by_phone}&person=kei%40customer.example")).await;
        assert!(page.status == 200 && page.text().contains("Gold"), "{}", page.text());
        assert_eq!(heard.lock().unwrap()[0].1, "https://shop.example/find?by=%2B81312345678");
        let nobody = aya.post("/admin/panels/try", &format!("{by_phone}&person=nobody%40customer.example")).await;
        assert!(nobody.status == 422 && reason(&nobody.text(), "person").is_some(), "{}", nobody.text());
        let by_field = asks("%7B%7Brequester.field.contract%7D%7D");
        assert_eq!(aya.post("/admin/panels", &by_field).await.location(), "/admin/panels");
        let part = aya.get(&format!("/tickets/{number}/panels/1")).await.text();
        assert!(part.contains("Not asked") && heard.lock().unwrap().len() == 1, "nothing stands there: {part}");
        let by = house.world.actor(cast.aya).await;
        house.world.desk.change(by, move |tx| {
            let filling = service::form::Filling { typed: vec![(contract, vec!["12000".into()])], zone: "UTC".into() };
            let version = service::people::panel(tx, cast.kei)?.person.version;
            service::form::fill(tx, desk::form::Owner::Person(cast.kei), &filling, version)
        }).await.unwrap();
        assert!(aya.get(&format!("/tickets/{number}/panels/1")).await.text().contains("Gold"));
        assert_eq!(heard.lock().unwrap()[1].1, "https://shop.example/find?by=12000", "as a system writes it");
    }

    async fn empty_fields_of_the_requester_are_filled_and_nothing_is_overwritten(world: World) {
        let (house, _) = open(world, Ok(r#"{"plan":"Gold","seats":"many","site":"x"}"#)).await;
        let cast = house.cast;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let by = house.world.actor(cast.aya).await;
        house.world.desk.change(by, |tx| {
            for (key, nature) in [("plan", Nature::Text), ("seats", Nature::Number { digits: 0, least: None, most: None })] {
                let (label, help) = (Label::new(key, key), Label::default());
                let wish = FieldWish { key: key.into(), nature, label, help, asks: Asks::default(), active: true };
                service::form::create_field(tx, Holder::Person, wish, "")?;
            }
            Ok(())
        }).await.unwrap();
        let mut aya = house.agent(cast.aya).await;
        let lines = |fills: &str| SHOP.split("&lines=").next().unwrap().to_owned() + "&lines=" + fills;
        let unknown = aya.post("/admin/panels", &lines("Plan+%3D+plan+%3E+nothing")).await;
        assert_eq!(unknown.status, 422);
        assert!(reason(&unknown.text(), "lines").is_some());
        let both = lines("Plan+%3D+plan+%3E+plan%0ASeats+%3D+seats+%3E+seats");
        assert_eq!(aya.post("/admin/panels", &both).await.location(), "/admin/panels");

        let panel = format!("/tickets/{number}/panels/1");
        let mut chika = house.agent(cast.chika).await;
        assert!(chika.get(&panel).await.text().contains("Fill in one empty field"), "many seats are no number");
        assert!(!house.agent(cast.dai).await.get(&panel).await.text().contains("Fill in"), "not theirs to fill");
        assert_eq!(house.agent(cast.dai).await.post(&format!("{panel}/fill"), "").await.status, 403);
        assert_eq!(house.agent(cast.eve).await.post(&format!("{panel}/fill"), "").await.status, 404);
        assert_eq!(chika.post(&format!("{panel}/fill"), "").await.status, 303);
        assert!(chika.get(&format!("/people/{}", cast.kei)).await.text().contains("value=\"Gold\""));
        assert!(!chika.get(&panel).await.text().contains("Fill in"));
        assert_eq!(chika.post(&format!("{panel}/fill"), "").await.status, 422, "what stands there stays");
    }

    async fn empty_fields_of_a_person_are_filled_on_their_page_too(world: World) {
        let (house, _) = open(world, Ok(r#"{"plan":"Gold"}"#)).await;
        let cast = house.cast;
        asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let by = house.world.actor(cast.aya).await;
        house.world.desk.change(by, |tx| {
            let (label, help) = (Label::new("plan", "plan"), Label::default());
            let wish = FieldWish { key: "plan".into(), nature: Nature::Text, label, help, asks: Asks::default(), active: true };
            service::form::create_field(tx, Holder::Person, wish, "").map(drop)
        }).await.unwrap();
        let mut aya = house.agent(cast.aya).await;
        let lines = SHOP.split("&lines=").next().unwrap().to_owned() + "&lines=Plan+%3D+plan+%3E+plan";
        assert_eq!(aya.post("/admin/panels", &lines).await.location(), "/admin/panels");
        let wish = format!("{lines}&with_person=on&team={}", cast.support);
        assert_eq!(aya.post("/admin/panels", &wish).await.location(), "/admin/panels");
        let (person, panel) = (format!("/people/{}", cast.kei), format!("/people/{}/panels/2", cast.kei));
        let mut chika = house.agent(cast.chika).await;
        let part = chika.get(&panel).await.text();
        assert!(part.contains("Fill in one empty field") && part.contains(&format!("action=\"{panel}/fill\"")), "{part}");
        assert!(!house.agent(cast.dai).await.get(&panel).await.text().contains("Fill in"), "not theirs to fill");
        assert_eq!(house.agent(cast.dai).await.post(&format!("{panel}/fill"), "").await.status, 403);
        assert_eq!(house.agent(cast.eve).await.post(&format!("{panel}/fill"), "").await.status, 404, "of another team");
        assert_eq!(chika.post(&format!("/people/{}/panels/1/fill", cast.kei), "").await.status, 404, "it stands beside tickets alone");
        assert_eq!(chika.post(&format!("{panel}/fill"), "").await.location(), person);
        assert!(chika.get(&person).await.text().contains("value=\"Gold\""));
        assert!(!chika.get(&panel).await.text().contains("Fill in"));
        assert_eq!(chika.post(&format!("{panel}/fill"), "").await.status, 422, "what stands there stays");
    }

    async fn a_panel_that_fills_by_itself_says_whom_it_gave_up_and_what_it_filled(world: World) {
        let (house, _) = open(world, Ok("{}")).await;
        let cast = house.cast;
        let mut aya = house.agent(cast.aya).await;
        let lines = |lines: &str| SHOP.split("&lines=").next().unwrap().to_owned() + "&by_itself=on&lines=" + lines;
        let page = aya.post("/admin/panels", &lines("Plan+%3D+plan")).await;
        assert!(page.status == 422 && reason(&page.text(), "lines").is_some(), "it fills nothing");
        let named = lines("Name+%3D+name+%3E+requester.name");
        let page = aya.post("/admin/panels", &named.replace("requester.email", "ticket.number")).await;
        assert!(page.status == 422 && reason(&page.text(), "url").is_some(), "nobody has a ticket yet");
        assert_eq!(aya.post("/admin/panels", &named).await.location(), "/admin/panels");
        let shop = desk::panel::PanelId(1);
        let asked = house.world.desk.change(service::Actor::System, move |tx| {
            let mut made = Vec::new();
            for address in ["rin@home.example", "ren@home.example"] {
                made.push(service::people::find_or_create(tx, &base::Address::bare(testing::email(address)), None)?.id);
            }
            Ok(made)
        });
        let (rin, ren) = { let made = asked.await.unwrap(); (made[0], made[1]) };
        let answers: [(_, Result<&str, &str>); 2] = [(rin, Ok(r#"{"name":"Rin Sato"}"#)), (ren, Ok("no JSON"))];
        while house.world.desk.ask(service::Actor::System, |read| service::readers::must_wait(read, panel::READER)).await.unwrap() {
            let follow = |tx: &mut service::Tx| service::readers::follow(tx, panel::READER, panel::follow);
            house.world.desk.change(service::Actor::System, follow).await.unwrap();
        }
        for (person, answer) in answers {
            house.world.desk.change(service::Actor::System, move |tx| {
                let asking = panel::next_asking(tx, shop)?.unwrap();
                assert_eq!(asking.person, person);
                panel::asked(tx, &asking, answer)
            }).await.unwrap();
        }
        assert!(aya.get("/admin/panels").await.text().contains("one given up"));
        let page = aya.get("/admin/panels/1").await.text();
        assert!(page.contains("ren@home.example") && page.contains("What came back is no JSON"), "{page}");
        assert_eq!(aya.post("/admin/panels/1/again", "").await.location(), "/admin/panels/1");
        let page = aya.get("/admin/panels/1").await.text();
        assert!(page.contains("One person waits") && !page.contains("given up"), "{page}");
        let page = house.agent(cast.chika).await.get(&format!("/people/{rin}")).await.text();
        assert!(page.contains("From other systems") && page.contains("one field filled in"), "{page}");
        let audit = aya.get("/admin/audit").await.text();
        assert!(audit.contains("one empty field of") && audit.contains("ask again about one person"), "{audit}");
    }

    async fn what_went_wrong_stands_in_its_place(world: World) {
        let (house, _) = open(world, Err("panel-slow")).await;
        let cast = house.cast;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        house.agent(cast.aya).await.post("/admin/panels", SHOP).await;
        let part = house.agent(cast.chika).await.get(&format!("/tickets/{number}/panels/1")).await;
        assert_eq!(part.status, 200);
        assert!(part.text().contains("data-none>No answer within five seconds"), "{}", part.text());
    }

    async fn a_secret_stays_with_the_system_it_was_meant_for(world: World) {
        let (house, _) = open(world, Ok("{}")).await;
        let mut aya = house.agent(house.cast.aya).await;
        aya.post("/admin/panels", SHOP).await;
        let page = aya.get("/admin/panels/1").await.text();
        assert!(!page.contains("sesame") && !page.contains("sealed-"), "{page}");
        let elsewhere = SHOP.replace("shop.example", "thief.example").replace("secret=sesame", "secret=");
        let page = aya.post("/admin/panels/1", &format!("{elsewhere}&version=1")).await;
        assert_eq!(page.status, 422);
        assert!(reason(&page.text(), "secret").is_some(), "{}", page.text());
        let page = aya.post("/admin/panels/try", &format!("{elsewhere}&panel=1&ticket=100001")).await;
        assert_eq!(page.status, 422);
        assert_eq!(aya.post("/admin/panels/1", &format!("{elsewhere}&version=1&forget=on")).await.location(), "/admin/panels");
    }

    async fn what_cannot_be_is_told_beside_its_field(world: World) {
        let (house, _) = open(world, Ok("{}")).await;
        let mut aya = house.agent(house.cast.aya).await;
        for (from, to, field) in [
            ("name=Shop", "name=", "name"),
            ("requester.email", "nobody", "url"),
            ("https%3A", "ftp%3A", "url"),
            ("X-Key", "Host", "header"),
            ("Plan+%3D+customer.plan", "Plan+%3D+customer.plan+%3E+nothing", "lines"),
            ("minutes=5", "minutes=99999", "minutes"),
        ] {
            let page = aya.post("/admin/panels", &SHOP.replace(from, to)).await;
            assert_eq!(page.status, 422, "{to}");
            assert!(reason(&page.text(), field).is_some(), "{to}: {}", page.text());
        }
        let page = aya.post("/admin/panels", &SHOP.replace("Site+%3D+site", "Site")).await;
        let page = (page.status, page.text());
        assert!(page.0 == 422 && page.1.contains("Line 2: Write each line") && page.1.contains("aria-describedby=\"lines-mistake\""), "{}", page.1);
        let many = SHOP.replace("Gone+%3D+nothing", &"Plan+%3D+plan%0A".repeat(30));
        let page = aya.post("/admin/panels", &many).await.text();
        assert!(reason(&page, "lines").is_some() && !page.contains("Line 3"), "each of them can be read: {page}");
    }

    async fn a_long_value_is_cut_until_one_reads_it(world: World) {
        let (house, _) = open(world, Ok(LONG)).await;
        let cast = house.cast;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        house.agent(cast.aya).await.post("/admin/panels", SHOP).await;
        let part = house.agent(cast.chika).await.get(&format!("/tickets/{number}/panels/1")).await.text();
        assert_eq!(part.matches("<details><summary class=\"fact-long\">").count(), 1, "{part}");
        assert!(part.contains("<dd>Tokyo</dd>") && !part.contains("data-none"), "{part}");
    }
}
