//! `/tickets`, `/queues`

use super::asked;
use crate::browser::House;
use testing::on_both;

on_both! {
    async fn a_view_shows_its_tickets_and_the_tree_counts_them(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let mut ben = house.agent(cast.ben).await;
        let page = ben.get("/tickets?view=unassigned").await.text();
        assert!(page.contains(&format!("id=\"row-{}\"", ticket.number)), "{page}");
        assert!(page.contains(&format!("href=\"/tickets/{}?view=unassigned&#38;place=0\"", ticket.number)));
        let tree = ben.get("/queues?view=unassigned").await.text();
        assert!(tree.contains("aria-current=\"page\"") && tree.contains(">1</span>"), "{tree}");
        assert!(!tree.contains("<html"), "a fragment, not a page");
    }

    async fn a_long_list_goes_on_after_its_last_row(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        for _ in 0..53 {
            house.world.clock.advance(std::time::Duration::from_secs(1));
            asked(&house, "One of many", cast.kei, cast.support).await;
        }
        let mut ben = house.agent(cast.ben).await;
        let first = ben.get("/tickets?view=open").await.text();
        assert_eq!(first.matches("class=\"row unread\"").count(), 50);
        let next = first.split("href=\"").find(|part| part.starts_with("/tickets?view=open&amp;after=")).expect("a next page");
        let next = next.split('"').next().unwrap().replace("&amp;", "&");
        let second = ben.get(&next).await.text();
        assert_eq!(second.matches("class=\"row unread\"").count(), 3);
        assert!(!second.contains("list-older") && second.contains("Newest"));
    }

    async fn a_list_is_narrowed_in_the_language_of_the_search(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let kettle = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let invoice = asked(&house, "Invoice & kettle", cast.mio, cast.support).await.number;
        let other = asked(&house, "Another kettle", cast.mio, cast.billing).await.number;
        let mut dai = house.agent(cast.dai).await;
        let rows = |page: &str| [kettle, invoice, other].map(|number| page.contains(&format!("id=\"row-{number}\"")));
        let page = dai.get("/tickets?view=open&q=kettle").await.text();
        assert_eq!(rows(&page), [true, true, false], "only what they may see: {page}");
        assert!(page.contains("2 tickets") && page.contains("/views/new?say=kettle"), "{page}");
        let page = dai.get("/tickets?view=unassigned&q=kettle+-from%3Akei").await.text();
        assert_eq!(rows(&page), [false, true, false], "{page}");
        assert!(page.contains("1 ticket"), "{page}");
        let beside = format!("/tickets/{invoice}?view=unassigned&q=kettle+-from%3Akei&place=0");
        assert!(page.contains(&beside.replace('&', "&#38;")), "a ticket stands beside the narrowed list: {page}");
        let page = dai.get(&beside).await.text();
        assert!(page.contains("/tickets?view=unassigned&#38;q=kettle+-from%3Akei") && !page.contains(&format!("id=\"row-{kettle}\"")), "{page}");
        let page = dai.get("/tickets?view=closed&q=kettle").await.text();
        assert!(page.contains("Nothing in this list"), "{page}");
        for (typed, why) in [("priority%3Ahottest", "does not take this value"), ("to%3Akei", "can only be searched for"), ("tag%3Anothing", "takes a name that exists")] {
            let page = dai.get(&format!("/tickets?view=open&q={typed}")).await.text();
            assert!(page.contains(why) && rows(&page) == [false; 3], "{typed}: {page}");
            assert_eq!(dai.get(&format!("/tickets/export?view=open&q={typed}")).await.status, 422, "{typed}");
        }
        let sheet = dai.get("/tickets/export?view=open&q=from%3Akei").await.text();
        assert!(sheet.contains("The kettle leaks") && !sheet.contains("Invoice"), "{sheet}");
        // With an index, whatever was said on a ticket.
        house.index().await;
        let page = dai.get("/tickets?view=open&q=boils").await.text();
        assert_eq!(rows(&page), [true, true, false], "{page}");
        let page = dai.get("/tickets?view=open&q=to%3Akei+OR+invoice").await.text();
        assert_eq!(rows(&page), [false, true, false], "{page}");
        assert!(dai.get("/tickets?view=open&q=tag%3Anothing").await.text().contains("takes a name that exists"));
        let sheet = dai.get("/tickets/export?view=open&q=kettles").await.text();
        assert!(sheet.contains("The kettle leaks") && sheet.contains("Invoice") && !sheet.contains("Another"), "{sheet}");
    }

    async fn an_address_without_a_list_shows_ones_own_tickets(world: World) {
        let house = House::open(world).await;
        let mut ben = house.agent(house.cast.ben).await;
        for path in ["/tickets", "/tickets?view=", "/tickets?view=mine&after=x-y"] {
            let page = ben.get(path).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(page.text().contains("Nothing is waiting for you"), "{path}");
        }
        for path in ["/tickets?view=nonsense", "/tickets?view=%ff", "/tickets?view=saved-0"] {
            assert_eq!(ben.get(path).await.status, 404, "{path}: no other list under its address");
        }
    }

    async fn anothers_team_is_not_there(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let mut dai = house.agent(cast.dai).await;
        assert_eq!(dai.get(&format!("/tickets?view=team-{}", cast.billing)).await.status, 404);
        assert_eq!(dai.get("/tickets?view=team-999").await.status, 404);
        let mut eve = house.agent(cast.eve).await;
        asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        assert!(!eve.get("/tickets?view=open").await.text().contains("The kettle leaks"));
    }

    async fn who_only_reads_is_offered_nothing_to_tick(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let page = house.agent(cast.dai).await.get("/tickets?view=open").await.text();
        assert!(page.contains("The kettle leaks") && !page.contains("row-check"), "{page}");
    }

    async fn of_many_tags_two_are_shown_and_the_others_counted(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let mut ben = house.agent(cast.ben).await;
        ben.post("/tickets/bulk", &format!("ticket={number}&view=open&tag=steel,copper&act=tag")).await;
        let page = ben.get("/tickets?view=open").await.text();
        assert!(page.contains("title=\"steel\">") && page.contains("title=\"copper\">") && !page.contains(">+1<"), "{page}");
        ben.post("/tickets/bulk", &format!("ticket={number}&view=open&tag=brass&act=tag")).await;
        let page = ben.get("/tickets?view=open").await.text();
        assert!(page.contains(">+1<span class=\"visually-hidden\">: "), "{page}");
        let long = asked(&house, "The lid is loose", cast.kei, cast.support).await.number;
        ben.post("/tickets/bulk", &format!("ticket={long}&view=open&tag=replacement,spare-part-ordered&act=tag")).await;
        let page = ben.get("/tickets?view=open").await.text();
        let row = &page[page.find(&format!("id=\"row-{long}\"")).expect("its row")..];
        let row = &row[..row.find("</li>").expect("its end")];
        assert!(row.contains(">replacement</span>") && row.contains(">+1<") && !row.contains(">spare-part-ordered<"), "{row}");
    }

    async fn every_empty_view_says_what_will_appear_in_both_languages(world: World) {
        let house = House::open(world).await;
        let mut ben = house.agent(house.cast.ben).await;
        for view in ["mine", "unassigned", "open", "waiting", "snoozed", "closed", "spam", "trash"] {
            let page = ben.get(&format!("/tickets?view={view}")).await.text();
            assert!(page.contains("class=\"empty-text\""), "{view}");
            assert!(!page.contains(&format!(">empty-{view}")), "{view} has its words");
        }
    }

    async fn a_list_is_grouped_sorted_and_folded(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        for _ in 0..10 {
            asked(&house, "A kettle", cast.kei, cast.support).await;
        }
        let other = asked(&house, "Beans", cast.mio, cast.billing).await.number;
        let mut ben = house.agent(cast.ben).await;
        let answer = ben.post("/tickets/arrange", "view=open&grouping=team&order=subject").await;
        assert_eq!(answer.location(), "/tickets?view=open&order=subject");
        let page = ben.get("/tickets?view=open&order=subject").await.text();
        assert!(page.contains("id=\"group-1\"") && page.contains("Show all 10"), "{page}");
        assert_eq!(page.matches("class=\"row unread\"").count(), 9, "eight of the one, and the other: {page}");
        let rest = format!("/tickets?view=open&group=team&in={}&order=subject", cast.support);
        assert!(page.contains(&rest.replace('&', "&#38;")), "{page}");
        let page = ben.get(&rest).await.text();
        assert_eq!(page.matches("class=\"row unread\"").count(), 10);
        assert!(!page.contains(&format!("id=\"row-{other}\"")) && page.contains("10 tickets"), "{page}");
        ben.post("/tickets/folds", &format!("view=open&grouping=team&fold={}", cast.support)).await;
        let page = ben.get("/tickets?view=open").await.text();
        assert_eq!(page.matches("class=\"row unread\"").count(), 1, "{page}");
        assert!(page.contains("aria-expanded=\"false\""), "{page}");
        assert_eq!(ben.post("/tickets/arrange", "view=open&grouping=nonsense&order=subject").await.status, 422);
        ben.post("/tickets/arrange", "view=open&grouping=&order=newest").await;
        let page = ben.get("/tickets?view=open&order=requester").await.text();
        assert!(page.contains("order=last_requester") && !page.contains("rows-group"), "{page}");
    }

    async fn all_of_a_narrowed_list_changes(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let kettle = asked(&house, "The kettle", cast.kei, cast.support).await.number;
        asked(&house, "Invoice", cast.mio, cast.support).await;
        let mut ben = house.agent(cast.ben).await;
        let answer = ben.post("/tickets/bulk", "view=open&q=kettle&all=on&priority=high").await;
        let page = ben.get(answer.location()).await.text();
        assert!(page.contains("max=\"1\""), "{page}");
        assert_eq!(ben.post("/tickets/bulk", "view=open&q=priority%3Ahottest&all=on&priority=high").await.status, 422);
        let _ = kettle;
    }
}
