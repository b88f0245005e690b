//! Panels that fill what is empty by themselves, when somebody becomes known.

use crate::desk_work::{assert_missing, assert_refused, by, system};
use base::{Address, Language};
use desk::form::{Asks, FieldId, FieldWish, Holder, Label, Nature, Owner, Value};
use desk::panel::{Panel, PanelId, PanelWish, lines_of};
use desk::people::{Holds, PersonId, Profile, table};
use desk::{Actor, Event, Refusal};
use service::form::{self, Filling};
use service::panel::{self, Asking, Askings, SecretWish};
use service::{people, readers};
use std::time::Duration;
use store::people::persons;
use testing::{Cast, World, email};

const LINES: &str = "Name = name > requester.name\nLanguage = language > requester.language\n\
    Zone = zone > requester.time_zone\nPhone = phone > requester.phone\nPlan = plan > plan\nSeats = seats > seats\n\
    Region = region > organization.region";
const ALL: &str = r#"{"name":"Rin Sato","language":"ja-JP","zone":"Asia/Tokyo","phone":"03-1234-5678","plan":"Gold",
    "seats":5,"region":"Kanto"}"#;

fn wish(lines: &str) -> PanelWish {
    let url = "https://shop.example/{{ requester.email }}".to_owned();
    let (lines, active, by_itself) = (lines_of(lines).unwrap(), true, true);
    PanelWish { name: "Shop".into(), url, lines, active, by_itself, ..PanelWish::default() }
}

/// Fields of people and organisations, and a shop that fills them. `parts.example` is the domain of an organisation.
async fn shop(world: &World, cast: &Cast) -> PanelId {
    by(world, cast.aya, |tx| {
        let number = Nature::Number { digits: 0, least: None, most: None };
        for (holder, key, nature) in [
            (Holder::Person, "plan", Nature::Text),
            (Holder::Person, "seats", number),
            (Holder::Organization, "region", Nature::Text),
        ] {
            let (label, help) = (Label::new(key, key), Label::default());
            let wish = FieldWish { key: key.into(), nature, label, help, asks: Asks::default(), active: true };
            form::create_field(tx, holder, wish, "")?;
        }
        let organization = people::create_organization(tx, "Parts")?.id;
        people::add_domain(tx, organization, "parts.example")?;
        panel::create_panel(tx, wish(LINES), "")
    })
    .await
    .unwrap()
}

async fn followed(world: &World) {
    while world.desk.ask(Actor::System, |read| readers::must_wait(read, panel::READER)).await.unwrap() {
        system(world, |tx| readers::follow(tx, panel::READER, panel::follow)).await;
    }
}

/// Somebody writes for the first time.
async fn writes(world: &World, address: &'static str) -> PersonId {
    let person = system(world, move |tx| people::find_or_create(tx, &Address::bare(email(address)), None)).await;
    followed(world).await;
    person.id
}

async fn next(world: &World, shop: PanelId) -> Option<Asking> {
    system(world, move |tx| panel::next_asking(tx, shop)).await
}

async fn answers(world: &World, asking: Asking, answer: Result<&'static str, &'static str>) {
    system(world, move |tx| panel::asked(tx, &asking, answer)).await;
}

async fn gets_on(world: &World, cast: &Cast, shop: PanelId) -> Askings {
    by(world, cast.aya, move |tx| panel::askings_of(tx, shop)).await.unwrap()
}

async fn is_due(world: &World) -> bool {
    world.desk.ask(Actor::System, panel::is_due).await.unwrap()
}

async fn said(world: &World, owner: Owner, key: &'static str) -> Option<Value> {
    let profile = world.desk.ask(Actor::System, move |read| form::profile(read, owner)).await.unwrap();
    let field = profile.book.keyed(key).unwrap().id;
    profile.answers.get(&field).cloned()
}

async fn type_in(world: &World, cast: &Cast, person: PersonId, key: &'static str, text: &'static str) {
    by(world, cast.ben, move |tx| {
        let owner = Owner::Person(person);
        let field: FieldId = form::profile(tx, owner)?.book.keyed(key).unwrap().id;
        let filling = Filling { typed: vec![(field, vec![text.to_owned()])], zone: "UTC".into() };
        let version = persons::load(tx, person)?.unwrap().version;
        form::fill(tx, owner, &filling, version)
    })
    .await
    .unwrap();
}

async fn rename(world: &World, cast: &Cast, person: PersonId, name: &'static str) {
    by(world, cast.ben, move |tx| {
        let person = persons::load(tx, person)?.unwrap();
        people::edit_person(tx, person.id, Profile { name: name.into(), ..person.profile() }, person.version)
    })
    .await
    .unwrap();
}

fn is(text: &str) -> Option<Value> {
    Some(Value::Text(text.into()))
}

testing::on_both! {
    async fn whoever_becomes_known_is_asked_about_once_and_filled_in(world: World) {
        let cast = world.cast().await;
        let shop = shop(&world, &cast).await;
        followed(&world).await;
        assert!(next(&world, shop).await.is_none(), "whoever was known before is not asked about");
        let rin = writes(&world, "rin@parts.example").await;
        assert!(is_due(&world).await);
        let asking = next(&world, shop).await.unwrap();
        assert_eq!((asking.person, asking.address.as_str()), (rin, "https://shop.example/rin%40parts.example"));
        answers(&world, asking, Ok(ALL)).await;
        let known = by(&world, cast.aya, move |tx| people::panel(tx, rin)).await.unwrap();
        let (person, organization) = (known.person, known.organization.unwrap().id);
        assert_eq!((person.name.as_str(), person.language, person.time_zone.as_deref()), ("Rin Sato", Some(Language::Japanese), Some("Asia/Tokyo")));
        assert_eq!(known.phones[0].number, "+81312345678");
        assert_eq!(said(&world, Owner::Person(rin), "plan").await, is("Gold"));
        assert!(said(&world, Owner::Person(rin), "seats").await.is_some());
        assert_eq!(said(&world, Owner::Organization(organization), "region").await, is("Kanto"));
        let audit = by(&world, cast.aya, |tx| service::audit(tx, None, 1)).await.unwrap();
        let told = Event::PersonFilled { person: rin, panel: shop, name: "Shop".into(), fields: 7 };
        assert_eq!((&audit.events[0].event, audit.events[0].who), (&told, desk::Who::System));
        let filled = by(&world, cast.chika, move |tx| panel::filled_of(tx, rin)).await.unwrap();
        assert_eq!((filled[0].0.as_str(), filled[0].2), ("Shop", 7));
        by(&world, cast.ben, move |tx| people::add_address(tx, rin, &email("rin@home.example"))).await.unwrap();
        followed(&world).await;
        assert!(next(&world, shop).await.is_none() && !is_due(&world).await, "once");
    }

    async fn what_somebody_typed_or_emptied_stays(world: World) {
        let cast = world.cast().await;
        let shop = shop(&world, &cast).await;
        let rin = writes(&world, "rin@parts.example").await;
        type_in(&world, &cast, rin, "plan", "Silver").await;
        type_in(&world, &cast, rin, "seats", "3").await;
        type_in(&world, &cast, rin, "seats", "").await;
        rename(&world, &cast, rin, "Rin").await;
        rename(&world, &cast, rin, "").await;
        by(&world, cast.ben, move |tx| people::add_phone(tx, rin, "03-9999-0000", Default::default())).await.unwrap();
        by(&world, cast.ben, move |tx| people::remove_phone(tx, rin, "+81399990000")).await.unwrap();
        let asking = next(&world, shop).await.unwrap();
        answers(&world, asking, Ok(ALL)).await;
        let known = by(&world, cast.aya, move |tx| people::panel(tx, rin)).await.unwrap();
        assert_eq!((known.person.name.as_str(), known.phones.len()), ("", 0));
        assert_eq!(known.person.time_zone.as_deref(), Some("Asia/Tokyo"), "nobody ever said one");
        assert_eq!(said(&world, Owner::Person(rin), "plan").await, is("Silver"));
        assert_eq!(said(&world, Owner::Person(rin), "seats").await, None);
    }

    async fn what_is_no_value_of_its_place_is_left_out(world: World) {
        let cast = world.cast().await;
        let shop = shop(&world, &cast).await;
        for (address, answer) in [
            ("a@home.example", r#"{"name":42,"language":"tlh","zone":"Mars/Olympus","phone":"call me","seats":"many","plan":{},"region":"Kanto"}"#),
            ("b@home.example", "{}"),
            ("c@home.example", "null"),
        ] {
            let person = writes(&world, address).await;
            let asking = next(&world, shop).await.unwrap();
            answers(&world, asking, Ok(answer)).await;
            let known = by(&world, cast.aya, move |tx| people::panel(tx, person)).await.unwrap();
            assert_eq!((known.person.name.as_str(), known.person.language, known.person.time_zone, known.phones.len()), ("", None, None, 0));
            assert_eq!(by(&world, cast.aya, move |tx| panel::filled_of(tx, person)).await.unwrap(), []);
        }
        let nobody = writes(&world, "d@home.example").await;
        let asking = next(&world, shop).await.unwrap();
        answers(&world, asking, Err("panel-nothing")).await;
        assert_eq!(gets_on(&world, &cast, shop).await, Askings::default(), "{nobody}: that nothing is known is an answer");
    }

    async fn a_system_that_is_down_is_asked_again_for_some_hours_and_then_shown(world: World) {
        let cast = world.cast().await;
        let shop = shop(&world, &cast).await;
        let (rin, ren) = (writes(&world, "rin@home.example").await, writes(&world, "ren@home.example").await);
        let asking = next(&world, shop).await.unwrap();
        assert_eq!(asking.person, rin);
        answers(&world, asking, Err("panel-slow")).await;
        assert!(next(&world, shop).await.is_none() && !is_due(&world).await, "it rests a minute");
        world.clock.advance(Duration::from_secs(60));
        let asking = next(&world, shop).await.unwrap();
        answers(&world, asking, Ok("<html>")).await;
        world.clock.advance(Duration::from_secs(60));
        for (minutes, tried) in [(10, true), (60, true), (360, true), (1_000, false)] {
            match next(&world, shop).await {
                Some(asking) => answers(&world, asking, Err("panel-failed")).await,
                None => assert!(!tried),
            }
            world.clock.advance(Duration::from_secs(minutes * 60));
        }
        let shown = gets_on(&world, &cast, shop).await;
        let last: Vec<_> = shown.last.iter().map(|(person, _, why)| (person.id, *why)).collect();
        assert_eq!((shown.waiting, shown.given_up), (0, 2));
        assert_eq!(last, [(rin, "panel-failed"), (ren, "refusal-answer-no-json")]);
        assert_eq!(by(&world, cast.aya, |tx| panel::given_up(tx)).await.unwrap(), [(shop, 2)]);
        by(&world, cast.aya, move |tx| panel::ask_again(tx, shop)).await.unwrap();
        for _ in 0..2 {
            let asking = next(&world, shop).await.unwrap();
            answers(&world, asking, Ok(ALL)).await;
        }
        assert_eq!(gets_on(&world, &cast, shop).await, Askings::default());
    }

    async fn whoever_breaks_off_in_the_middle_leaves_it_to_the_next(world: World) {
        let cast = world.cast().await;
        let shop = shop(&world, &cast).await;
        let rin = writes(&world, "rin@home.example").await;
        next(&world, shop).await.unwrap();
        assert!(next(&world, shop).await.is_none());
        world.clock.advance(Duration::from_secs(60));
        assert_eq!(next(&world, shop).await.unwrap().person, rin);
    }

    async fn who_is_somebody_else_by_now_or_came_in_a_list_or_works_here_is_not_asked_about(world: World) {
        let cast = world.cast().await;
        let shop = shop(&world, &cast).await;
        let (rin, ren) = (writes(&world, "rin@home.example").await, writes(&world, "ren@home.example").await);
        by(&world, cast.ben, move |tx| people::merge_people(tx, rin, ren)).await.unwrap();
        let asking = next(&world, shop).await.unwrap();
        assert_eq!(asking.person, ren);
        by(&world, cast.ben, move |tx| people::merge_people(tx, ren, cast.kei)).await.unwrap();
        answers(&world, asking, Ok(ALL)).await;
        let kei = by(&world, cast.aya, move |tx| people::panel(tx, cast.kei)).await.unwrap();
        assert_eq!(kei.person.time_zone, None);
        by(&world, cast.aya, |tx| {
            let rows = table("email\nlist@home.example\n").unwrap();
            people::import_people(tx, &rows, &[Holds::Email])
        }).await.unwrap();
        followed(&world).await;
        world.clock.advance(Duration::from_secs(600));
        assert!(next(&world, shop).await.is_none());
        assert_eq!(gets_on(&world, &cast, shop).await, Askings::default());
    }

    async fn a_panel_that_was_changed_meanwhile_asks_anew_and_one_that_is_off_forgets(world: World) {
        let cast = world.cast().await;
        let shop = shop(&world, &cast).await;
        let rin = writes(&world, "rin@home.example").await;
        let asking = next(&world, shop).await.unwrap();
        let change = |wish: PanelWish| by(&world, cast.aya, move |tx| {
            let Panel { version, .. } = panel::panel(tx, shop)?;
            panel::change_panel(tx, shop, wish, SecretWish::Keep, version)
        });
        change(wish("Plan = other > plan")).await.unwrap();
        answers(&world, asking, Ok(ALL)).await;
        assert_eq!(said(&world, Owner::Person(rin), "plan").await, None);
        world.clock.advance(Duration::from_secs(60));
        let asking = next(&world, shop).await.unwrap();
        answers(&world, asking, Ok(r#"{"other":"Gold"}"#)).await;
        assert_eq!(said(&world, Owner::Person(rin), "plan").await, is("Gold"));
        writes(&world, "ren@home.example").await;
        change(PanelWish { by_itself: false, ..wish(LINES) }).await.unwrap();
        assert!(next(&world, shop).await.is_none() && !is_due(&world).await);
        assert_refused(by(&world, cast.aya, move |tx| panel::ask_again(tx, shop)).await, Refusal::PanelNotByItself);
        change(wish(LINES)).await.unwrap();
        writes(&world, "ron@home.example").await;
        assert_eq!(gets_on(&world, &cast, shop).await.waiting, 1, "only who became known since");
        by(&world, cast.aya, move |tx| panel::remove_panel(tx, shop)).await.unwrap();
        assert!(next(&world, shop).await.is_none());
    }

    async fn sixty_are_asked_about_in_a_minute(world: World) {
        let cast = world.cast().await;
        let shop = shop(&world, &cast).await;
        system(&world, |tx| (0..70).try_for_each(|n| {
            people::find_or_create(tx, &Address::bare(email(&format!("p{n}@home.example"))), None).map(drop)
        })).await;
        followed(&world).await;
        let mut asked = Vec::new();
        while let Some(asking) = next(&world, shop).await {
            asked.push(asking.person);
            answers(&world, asking, Ok("{}")).await;
        }
        assert!(asked.len() == 60 && !is_due(&world).await, "{}", asked.len());
        world.clock.advance(Duration::from_secs(60));
        assert!(is_due(&world).await);
        while let Some(asking) = next(&world, shop).await {
            asked.push(asking.person);
            answers(&world, asking, Ok("{}")).await;
        }
        assert_eq!(asked.len(), 70);
    }

    async fn it_names_what_there_is_and_belongs_to_those_who_configure(world: World) {
        let cast = world.cast().await;
        let shop = shop(&world, &cast).await;
        for lines in ["A = a > region", "A = a > organization.plan", "A = a > requester.email"] {
            let wish = wish(lines);
            assert_refused(by(&world, cast.aya, move |tx| panel::create_panel(tx, wish, "")).await, Refusal::PanelField);
        }
        assert_refused(by(&world, cast.chika, move |tx| panel::askings_of(tx, shop)).await, Refusal::NotAllowed);
        assert_refused(by(&world, cast.chika, move |tx| panel::ask_again(tx, shop)).await, Refusal::NotAllowed);
        assert_missing(by(&world, cast.aya, move |tx| panel::next_asking(tx, shop)).await);
        let own = world.desk.ask(Actor::Requester(cast.kei), move |read| panel::filled_of(read, cast.kei)).await;
        assert_missing(own);
    }
}
