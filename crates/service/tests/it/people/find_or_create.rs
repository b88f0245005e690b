//! Whoever writes becomes somebody.

use base::{Address, Language};
use desk::people::Person;
use service::{Actor, people};
use testing::{World, email};

async fn write(world: &World, name: &'static str, address: &'static str) -> Person {
    world
        .desk
        .change(Actor::System, move |tx| {
            people::find_or_create(tx, &Address::new(name, email(address)), Some(Language::Japanese))
        })
        .await
        .unwrap()
}

testing::on_both! {
    async fn the_same_address_is_the_same_person_whatever_its_case(world: World) {
        world.set_up().await;
        let first = write(&world, "Kei", "kei@customer.example").await;
        let again = write(&world, "Somebody Else", "Kei@Customer.EXAMPLE").await;
        assert_eq!(first.id, again.id);
        assert_eq!(again.name, "Kei", "a letter does not rename who has a name");
        assert_eq!(first.language, Some(Language::Japanese));
    }

    async fn who_had_no_name_gets_it_with_the_next_letter(world: World) {
        world.set_up().await;
        let first = write(&world, "", "kei@customer.example").await;
        assert_eq!(first.shown(), "kei@customer.example");
        let named = write(&world, "Kei Tanaka", "kei@customer.example").await;
        assert_eq!((named.id, named.name.as_str()), (first.id, "Kei Tanaka"));
    }

    async fn a_name_from_outside_is_one_short_line(world: World) {
        world.set_up().await;
        let long: &'static str = Box::leak(format!("Kei\r\nBcc: all@x.example {}", "x".repeat(5000)).into_boxed_str());
        let person = write(&world, long, "kei@customer.example").await;
        assert!(person.name.starts_with("Kei  Bcc:") && person.name.chars().count() <= 120, "{:?}", person.name);
    }

    async fn a_name_from_outside_is_seen_and_turns_nothing_around(world: World) {
        world.set_up().await;
        let hidden = write(&world, "\u{200b}\u{200b}", "kei@customer.example").await;
        assert_eq!(hidden.shown(), "kei@customer.example");
        let turned = write(&world, "\u{202e}Mio \u{2066}Kanda", "mio@customer.example").await;
        assert_eq!(turned.name, "Mio Kanda");
        let nothing = world.desk.change(Actor::System, |tx| people::create_organization(tx, "\u{2060}\u{feff}")).await;
        assert_eq!(testing::refusal(nothing), desk::Refusal::NameEmpty);
    }

    async fn whoever_writes_from_an_organisations_domain_is_a_member(world: World) {
        world.set_up().await;
        let kyaku = world.desk.change(Actor::System, |tx| {
            let organization = people::create_organization(tx, "Kyaku")?;
            people::add_domain(tx, organization.id, "kyaku.example")
        }).await.unwrap();
        let mio = write(&world, "Mio", "mio@Kyaku.example").await;
        assert_eq!(mio.organization, Some(kyaku.id));
        let other = write(&world, "Kei", "kei@sub.kyaku.example").await;
        assert_eq!(other.organization, None);
    }

    async fn many_letters_at_once_from_a_new_address_make_one_person(world: World) {
        world.set_up().await;
        let tasks = (0..24).map(|_| {
            let desk = world.desk.clone();
            tokio::spawn(async move {
                desk.change(Actor::System, |tx| {
                    Ok(people::find_or_create(tx, &Address::new("Kei", email("kei@customer.example")), None)?.id)
                }).await
            })
        });
        let mut found = std::collections::BTreeSet::new();
        for task in tasks.collect::<Vec<_>>() {
            found.insert(task.await.unwrap().unwrap());
        }
        assert_eq!(found.len(), 1);
        let page = world.desk.ask(Actor::System, |read| people::list(read, "kei", &people::After::default(), 50)).await.unwrap();
        assert_eq!(page.lines.len(), 1, "nobody is left over who lost the race");
    }
}
