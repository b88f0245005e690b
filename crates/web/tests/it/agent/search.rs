//! `/search`

use super::asked;
use crate::browser::House;
use desk::form::{Asks, FieldWish, Holder, Label, Nature};
use testing::on_both;

on_both! {
    async fn what_was_said_is_found_with_the_place_marked(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        house.index().await;
        let mut ben = house.agent(cast.ben).await;
        let page = ben.get("/search?q=kettles").await.text();
        assert!(page.contains("The <mark>kettle</mark> leaks") && page.contains("1 ticket"), "{page}");
        assert!(page.contains(&format!("/tickets/{}", ticket.number)));
        let instant = ben.get("/search/instant?q=kett").await.text();
        assert!(instant.contains("<mark>kettle</mark>") && instant.contains("role=\"option\"") && !instant.contains("<html"), "{instant}");
        assert!(ben.get("/palette?q=kett").await.text().contains("The kettle leaks"));
        assert!(ben.get("/search/instant?q=is:un").await.text().contains("is:unread"));
    }

    async fn a_colleague_without_the_team_finds_nothing(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.billing).await;
        house.index().await;
        let mut dai = house.agent(cast.dai).await;
        for path in ["/search?q=kettle", "/search/instant?q=kettle", "/palette?q=kettle"] {
            assert!(!dai.get(path).await.text().contains("leaks"), "{path}");
        }
        assert_eq!(dai.get(&format!("/tickets/{}/similar", ticket.number)).await.status, 404);
    }

    async fn a_question_that_is_not_understood_is_answered_with_its_place(world: World) {
        let house = House::open(world).await;
        let mut ben = house.agent(house.cast.ben).await;
        let page = ben.get("/search?q=%E8%BF%94%E9%87%91+form%3Akei%3Cb%3E").await.text();
        assert!(page.contains("返金 <mark>form:</mark>kei&#60;b&#62;") || page.contains("返金 <mark>form:</mark>kei&lt;b&gt;"), "{page}");
        assert!(page.contains("from"));
    }

    async fn the_key_of_an_own_field_asks_for_its_value_as_the_words_of_the_language_do(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        asked(&house, "The order of the kettle", cast.kei, cast.support).await;
        let by = house.world.actor(cast.aya).await;
        let (label, help) = (Label::new("Order", ""), Label::default());
        let wish = FieldWish { key: "order".into(), nature: Nature::Text, label, help, asks: Asks::default(), active: true };
        house.world.desk.change(by, move |tx| service::form::create_field(tx, Holder::Ticket, wish, "")).await.unwrap();
        house.index().await;
        let mut ben = house.agent(cast.ben).await;
        for path in ["/search?q=kettle+order:", "/search?q=order:+A-17", "/search/instant?q=order%EF%BC%9A", "/tickets?view=open&q=-order:"] {
            let page = ben.get(path).await.text();
            assert!(page.contains("Write a value directly after “order:”.") && !page.contains("of the kettle"), "{path}: {page}");
        }
        assert!(ben.get("/search?q=kettle+order:").await.text().contains("kettle <mark>order:</mark>"));
        assert!(!ben.get("/palette?q=order:").await.text().contains("of the kettle"));
        let other = ben.get("/search?q=kettle:+order").await.text();
        assert!(other.contains("1 ticket") && !other.contains("Write a value"), "what is no key is a word: {other}");
    }

    async fn before_the_index_is_there_the_page_says_so(world: World) {
        let house = House::open(world).await;
        let mut ben = house.agent(house.cast.ben).await;
        assert!(ben.get("/search?q=kettle").await.text().contains("being built"));
        assert!(ben.get("/search").await.text().contains("created:last-7-days"));
    }

    async fn what_is_chosen_on_screen_is_written_into_the_box(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        house.index().await;
        let mut ben = house.agent(cast.ben).await;
        let page = ben.get("/search").await.text();
        for name in ["with-words", "with-from", "with-tag", "with-status", "with-due"] {
            assert!(page.contains(&format!("name=\"{name}\"")), "{name}: {page}");
        }
        let reply = ben.get("/search?q=kettle&with-words=leaks&with-is=open&with-tag=&with-created=today").await;
        assert_eq!((reply.status.as_u16(), reply.location()), (303, "/search?q=kettle+leaks+is%3Aopen+created%3Atoday"));
        let page = ben.get(reply.location()).await.text();
        assert!(page.contains("1 ticket") && page.contains("/views/new?say=kettle"), "{page}");
    }

    async fn a_ticket_that_is_meant_is_proposed_by_its_words_or_its_number(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.billing).await;
        house.index().await;
        let (mut ben, mut dai) = (house.agent(cast.ben).await, house.agent(cast.dai).await);
        for typed in ["kett".to_owned(), format!("%23{}", ticket.number)] {
            let path = format!("/tickets/options?ticket={typed}");
            let option = format!("<option value=\"#{}\">The kettle leaks</option>", ticket.number);
            assert!(ben.get(&path).await.text().contains(&option), "{typed}");
            let but = format!("{path}&but={}", ticket.number);
            assert!(!ben.get(&but).await.text().contains("option"), "{typed}: not itself");
            assert!(!dai.get(&path).await.text().contains("option"), "{typed}: not theirs to see");
        }
        assert!(!ben.get("/tickets/options?ticket=").await.text().contains("option"));
    }

    async fn what_is_found_is_a_list_like_any_other(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let mut numbers = Vec::new();
        for subject in ["The kettle leaks", "Another kettle", "A third kettle"] {
            house.world.clock.advance(std::time::Duration::from_secs(1));
            numbers.push(asked(&house, subject, cast.kei, cast.support).await.number);
        }
        house.index().await;
        let mut ben = house.agent(cast.ben).await;
        let page = ben.get("/search?q=kettle").await.text();
        let list = "/tickets?view=found&#38;q=kettle&#38;order=newest";
        assert!(page.contains(&format!("href=\"{list}\"")) && page.contains("Show as a list"), "{page}");
        for (place, number) in numbers.iter().rev().enumerate() {
            let beside = format!("/tickets/{number}?view=found&#38;q=kettle&#38;order=newest&#38;place={place}");
            assert!(page.contains(&beside), "{beside}: {page}");
        }
        let list = ben.get("/tickets?view=found&q=kettle&order=newest").await.text();
        assert!(numbers.iter().all(|number| list.contains(&format!("id=\"row-{number}\""))), "{list}");
        let ticket = ben.get(&format!("/tickets/{}?view=found&q=kettle&order=newest&place=1", numbers[1])).await.text();
        assert!(ticket.contains("data-step=\"previous\"") && ticket.contains("data-step=\"next\""), "{ticket}");
        let sheet = ben.get("/tickets/export?view=found&q=kettle").await.text();
        assert_eq!(sheet.matches("kettle").count(), 3, "{sheet}");
        let columns = ben.get("/tickets/columns?view=found&q=kettle").await.text();
        assert!(columns.contains("name=\"q\" value=\"kettle\""), "{columns}");
        let saved = ben.post("/tickets/columns", "view=found&q=kettle&order=oldest&column=number&act=save").await;
        assert_eq!(saved.location(), "/tickets?view=found&q=kettle");
        let begun = ben.post("/tickets/bulk", "view=found&q=third&all=on&act=trash").await;
        assert!(begun.location().starts_with("/tickets/runs/"), "{}", begun.everything());
        assert_eq!(ben.get("/tickets?view=found&q=+").await.location(), "/search", "nothing was asked");
        assert_eq!(ben.post("/tickets/bulk", "view=found&all=on&act=trash").await.status, 422, "nothing was asked");
    }

    async fn what_lies_in_the_spam_is_listed_there_and_what_comes_near_nowhere(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let mut ben = house.agent(cast.ben).await;
        ben.post("/tickets/bulk", &format!("ticket={number}&view=open&act=spam")).await;
        asked(&house, "Another kettle", cast.kei, cast.support).await;
        house.index().await;
        let page = ben.get("/search?q=kettle+is%3Aspam").await.text();
        assert!(page.contains("/tickets?view=spam&#38;q=kettle+is%3Aspam"), "{page}");
        for (query, why) in [("kettle+OR+is%3Aspam", "it lies in two lists"), ("ketttle", "it only comes near")] {
            let page = ben.get(&format!("/search?q={query}")).await.text();
            assert!(page.contains("Another") && !page.contains("Show as a list"), "{why}: {page}");
        }
        let page = ben.get(&format!("/search?q=kettle&requester={}", cast.kei)).await.text();
        assert!(!page.contains("Show as a list"), "one person's alone: {page}");
    }

    async fn a_persons_tickets_are_searched_by_themselves(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        asked(&house, "Another kettle", cast.mio, cast.support).await;
        house.index().await;
        let mut ben = house.agent(cast.ben).await;
        let page = ben.get(&format!("/search?q=kettle&requester={}", cast.kei)).await.text();
        assert!(page.contains("leaks") && !page.contains("Another") && page.contains("Kei Tanaka"), "{page}");
        assert!(ben.get(&format!("/people/{}", cast.kei)).await.text().contains("action=\"/search\""));
    }
}
