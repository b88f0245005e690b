//! Finding people.

use base::Address;
use desk::people::PersonId;
use service::people::{After, list};
use service::{Actor, people};
use testing::{World, email};

async fn found(world: &World, text: &'static str) -> Vec<PersonId> {
    let page = world.desk.ask(Actor::System, move |read| list(read, text, &After::default(), 50)).await.unwrap();
    page.lines.into_iter().map(|line| line.person.id).collect()
}

testing::on_both! {
    async fn people_are_found_by_any_word_of_their_name_an_address_or_a_domain(world: World) {
        let cast = world.cast().await;
        for text in ["kei t", "TANAKA", " tan ", "kei@cust", "customer.ex", "Kei  Tanaka"] {
            assert_eq!(found(&world, text).await, [cast.kei], "{text:?}");
        }
        for text in ["佐藤", "美緒", "mio@"] {
            assert_eq!(found(&world, text).await, [cast.mio], "{text:?}");
        }
        for text in ["anaka", "ei@customer", "%", "_", "kei tanaka x"] {
            assert_eq!(found(&world, text).await, [], "{text:?}");
        }
    }

    async fn a_name_is_found_whatever_its_spaces_and_whichever_word_is_first(world: World) {
        let cast = world.cast().await;
        let address = Address::new("木村　拓", email("kimura@tsukimi.example"));
        let kimura = world.desk.change(Actor::System, move |tx| people::find_or_create(tx, &address, None)).await.unwrap().id;
        for text in ["木村拓", "木村 拓", "木村　拓", "木村", "拓", "拓 木村", "拓木村"] {
            assert_eq!(found(&world, text).await, [kimura], "{text:?}");
        }
        for text in ["佐藤美緒", "佐藤美", "美緒 佐藤"] {
            assert_eq!(found(&world, text).await, [cast.mio], "{text:?}");
        }
        for text in ["KeiTanaka", "tanaka kei", "Tanaka K"] {
            assert_eq!(found(&world, text).await, [cast.kei], "{text:?}");
        }
    }

    async fn who_is_found_twice_stands_once(world: World) {
        let cast = world.cast().await;
        assert_eq!(found(&world, "kei").await, [cast.kei]);
    }

    async fn everybody_is_listed_by_name_page_by_page(world: World) {
        world.cast().await;
        for n in 0..25 {
            let address = Address::new(format!("Guest {n:02}"), email(&format!("guest{n}@visit.example")));
            world.desk.change(Actor::System, move |tx| people::find_or_create(tx, &address, None)).await.unwrap();
        }
        let mut names = Vec::new();
        let mut after = Some(After::default());
        while let Some(from) = after {
            let page = world.desk.ask(Actor::System, move |read| list(read, "", &from, 7)).await.unwrap();
            assert!(page.lines.len() <= 7);
            names.extend(page.lines.into_iter().map(|line| line.person.shown().to_lowercase()));
            after = page.next;
        }
        let mut sorted = names.clone();
        sorted.sort();
        assert_eq!(names, sorted);
        assert_eq!(names.len(), 25 + 8);
    }

    async fn a_search_goes_on_page_by_page(world: World) {
        world.cast().await;
        for n in 0..25 {
            let address = Address::new(format!("Guest {n:02}"), email(&format!("x{n}@visit.example")));
            world.desk.change(Actor::System, move |tx| people::find_or_create(tx, &address, None)).await.unwrap();
        }
        let mut count = 0;
        let mut after = Some(After::default());
        while let Some(from) = after {
            let page = world.desk.ask(Actor::System, move |read| list(read, "guest", &from, 10)).await.unwrap();
            count += page.lines.len();
            after = page.next;
        }
        assert_eq!(count, 25);
    }

    async fn a_line_says_who_is_an_agent(world: World) {
        world.cast().await;
        let page = world.desk.ask(Actor::System, |read| list(read, "dai", &After::default(), 10)).await.unwrap();
        assert_eq!(page.lines[0].role, Some(desk::Role::Light));
        let page = world.desk.ask(Actor::System, |read| list(read, "kei", &After::default(), 10)).await.unwrap();
        assert_eq!(page.lines[0].role, None);
    }

    async fn nobody_asks_for_a_million_lines(world: World) {
        world.cast().await;
        let page = world.desk.ask(Actor::System, |read| list(read, "", &After::default(), usize::MAX)).await.unwrap();
        assert!(page.lines.len() <= people::MOST_LINES);
    }
}
