//! One person, several addresses.

use base::Address;
use desk::people::PersonId;
use desk::{Error, Refusal};
use service::{Actor, people};
use testing::{World, email, refusal};

async fn addresses(world: &World, person: PersonId) -> Vec<String> {
    let panel = world.desk.ask(Actor::System, move |read| people::panel(read, person)).await.unwrap();
    panel.addresses.iter().map(|address| address.email.to_string()).collect()
}

async fn add(world: &World, person: PersonId, address: &'static str) -> service::Done<desk::people::Person> {
    world.desk.change(Actor::System, move |tx| people::add_address(tx, person, &email(address))).await
}

testing::on_both! {
    async fn mail_from_any_of_their_addresses_is_theirs(world: World) {
        let cast = world.cast().await;
        add(&world, cast.kei, "kei@home.example").await.unwrap();
        let writes = world.desk.change(Actor::System, |tx| people::find_or_create(tx, &Address::bare(email("KEI@home.example")), None)).await;
        assert_eq!(writes.unwrap().id, cast.kei);
        assert_eq!(addresses(&world, cast.kei).await, ["kei@customer.example", "kei@home.example"]);
    }

    async fn letters_go_to_the_address_that_was_chosen(world: World) {
        let cast = world.cast().await;
        for address in ["kei@home.example", "kei@work.example"] {
            add(&world, cast.kei, address).await.unwrap();
        }
        let person = world.desk.change(Actor::System, move |tx| people::choose_address(tx, cast.kei, &email("Kei@work.example"))).await.unwrap();
        assert_eq!(person.email, Some(email("kei@work.example")));
        assert_eq!(addresses(&world, cast.kei).await, ["kei@work.example", "kei@customer.example", "kei@home.example"]);
        let foreign = world.desk.change(Actor::System, move |tx| people::choose_address(tx, cast.kei, &email("mio@kyaku.example"))).await;
        assert!(matches!(foreign, Err(Error::Missing)));
    }

    async fn an_address_belongs_to_one_person(world: World) {
        let cast = world.cast().await;
        assert_eq!(refusal(add(&world, cast.kei, "Mio@Kyaku.example").await), Refusal::AddressTaken);
        add(&world, cast.kei, "kei@customer.example").await.unwrap();
        assert_eq!(addresses(&world, cast.kei).await.len(), 1);
    }

    async fn the_last_address_stays(world: World) {
        let cast = world.cast().await;
        let remove = |address| world.desk.change(Actor::System, move |tx| people::remove_address(tx, cast.kei, &email(address)));
        assert_eq!(refusal(remove("kei@customer.example").await), Refusal::LastAddress);
        add(&world, cast.kei, "kei@home.example").await.unwrap();
        let person = remove("kei@customer.example").await.unwrap();
        assert_eq!(person.email, Some(email("kei@home.example")));
        assert!(matches!(remove("kei@customer.example").await, Err(Error::Missing)));
        let page = world.desk.ask(Actor::System, |read| people::list(read, "kei@customer", &people::After::default(), 10)).await.unwrap();
        assert_eq!(page.lines, [], "nobody is found by an address that is gone");
    }

    async fn nobody_collects_addresses_without_end(world: World) {
        let cast = world.cast().await;
        for n in 2..=20 {
            let address = email(&format!("kei{n}@home.example"));
            world.desk.change(Actor::System, move |tx| people::add_address(tx, cast.kei, &address)).await.unwrap();
        }
        assert_eq!(refusal(add(&world, cast.kei, "kei@once-more.example").await), Refusal::TooManyAddresses);
    }

    async fn the_nameless_are_listed_by_the_address_of_today(world: World) {
        let cast = world.cast().await;
        add(&world, cast.stranger, "aaa@first.example").await.unwrap();
        world.desk.change(Actor::System, move |tx| people::choose_address(tx, cast.stranger, &email("aaa@first.example"))).await.unwrap();
        let page = world.desk.ask(Actor::System, |read| people::list(read, "", &people::After::default(), 1)).await.unwrap();
        assert_eq!(page.lines[0].person.id, cast.stranger);
    }
}
