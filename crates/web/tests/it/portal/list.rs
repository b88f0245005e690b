//! `/help`, `/help/requests`

use super::{KEI, MIO, asked, number, turned};
use crate::browser::{House, Multipart};
use desk::people::{About, Profile, Sharing};
use desk::ticket::Category;
use service::{Actor, people};
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

    async fn what_those_ask_whom_one_oversees_has_a_list_of_its_own(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let (mut kei, mut mio) = (house.requester(KEI).await, house.requester(MIO).await);
        let path = asked(&mut kei, "Azurite", "The kettle.").await;
        assert_eq!(mio.get("/help/requests?of=others").await.status, 404);
        let mut ben = house.agent(cast.ben).await;
        let person = format!("/people/{}", cast.mio);
        let unknown = ben.post(&format!("{person}/oversight"), "act=give&oversees=nobody@else.example").await;
        assert_eq!(unknown.status, 422);
        assert!(unknown.text().contains("nobody@else.example"), "what was typed stays");
        assert_eq!(ben.post(&format!("{person}/oversight"), &format!("act=give&oversees={KEI}")).await.status, 303);
        assert!(ben.get(&format!("/people/{}", cast.kei)).await.text().contains(&format!("href=\"{person}\"")));

        assert!(mio.get("/help/requests").await.text().contains("?of=others"));
        let others = mio.get("/help/requests?of=others").await.text();
        assert!(others.contains("Azurite") && others.contains("Kei Tanaka"), "{others}");
        assert_eq!(mio.get(&path).await.status, 200);
        assert!(!kei.get("/help/requests").await.text().contains("?of=others"));
        assert_eq!(ben.post(&format!("{person}/oversight"), &format!("act=end&id={}", cast.kei)).await.status, 303);
        assert_eq!(mio.get(&path).await.status, 404);
    }

    async fn what_colleagues_ask_is_found_where_their_organisation_shares_it(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let (mut kei, mut mio) = (house.requester(KEI).await, house.requester(MIO).await);
        let company = house.world.desk.change(Actor::System, move |tx| {
            let company = people::create_organization(tx, "Sakura Works")?.id;
            for member in [cast.kei, cast.mio] {
                let person = people::panel(tx, member)?.person;
                let wish = Profile { organization: Some(company), ..person.profile() };
                people::edit_person(tx, member, wish, person.version)?;
            }
            Ok(company)
        }).await.unwrap();
        let path = asked(&mut kei, "Azurite", "The kettle.").await;
        let shared = format!("/help/requests?organization={company}");
        assert!(!mio.get("/help/requests").await.text().contains("Sakura Works"));
        assert_eq!(mio.get(&shared).await.status, 404);
        assert_eq!(mio.get(&path).await.status, 404);
        house.world.desk.change(Actor::System, move |tx| {
            let organization = people::organization(tx, company)?;
            let about = About { sharing: Sharing::Members, ..organization.about };
            people::describe_organization(tx, company, about, organization.version).map(drop)
        }).await.unwrap();
        let mine = mio.get("/help/requests").await.text();
        assert!(mine.contains("Sakura Works") && !mine.contains("Azurite"), "{mine}");
        let ours = mio.get(&shared).await.text();
        assert!(ours.contains("Azurite") && ours.contains("Kei Tanaka"), "{ours}");
        let looked = house.agent(cast.aya).await.post(&format!("/people/{}/as-requester", cast.mio), &format!("organization={company}")).await.text();
        assert!(looked.contains("Azurite") && looked.contains("Sakura Works") && looked.contains("Kei Tanaka"), "{looked}");
        let page = mio.get(&path).await.text();
        assert!(page.contains("The kettle.") && page.contains("お問い合わせされた方"), "{page}");
        assert!(!page.contains("/close\""), "who did not ask does not close");
        let reply = mio.upload(&format!("{path}/answers"), &Multipart::of(&[("text", "It was dropped.")])).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        let read = kei.get(&path).await.text();
        assert!(read.contains("It was dropped.") && read.contains("佐藤 美緒"), "{read}");
        assert_eq!(kei.get("/help/requests?organization=999999").await.status, 404);
        assert_eq!(house.browser().get(&path).await.status, house.browser().get("/help/requests").await.status, "nobody is led to the door");
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
        assert!(mio.get(&other).await.text().contains("解決済みとさせていただいております"));
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
