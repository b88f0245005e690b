//! `/`

use super::asked;
use crate::browser::House;
use service::ticket;
use testing::on_both;

on_both! {
    async fn before_the_set_up_the_page_says_where_its_link_is(world: World) {
        let (mut browser, _files) = House::unset(&world);
        let page = browser.get("/").await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains("printed where Kippu was started"), "{}", page.text());
    }

    async fn who_is_not_signed_in_is_led_to_the_door(world: World) {
        let house = House::open(world).await;
        let reply = house.browser().get("/").await;
        assert_eq!((reply.status.as_u16(), reply.location()), (303, "/login"));
    }

    async fn what_waits_for_me_stands_first_and_nothing_of_strange_teams_at_all(world: World) {
        let house = House::open(world).await;
        let (cast, mut chika) = (house.cast, house.agent(house.cast.chika).await);
        let mine = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        asked(&house, "Somebody else's invoice", cast.kei, cast.billing).await;
        let by = house.world.actor(cast.chika).await;
        house.world.desk.change(by, move |tx| ticket::assign(tx, mine.number, Some(cast.chika), None)).await.unwrap();
        let page = chika.get("/").await.text();
        assert!(page.contains("One of your tickets waits for your answer"), "{page}");
        assert!(page.contains("The kettle leaks"));
        let mut eve = house.agent(cast.eve).await;
        let page = eve.get("/").await.text();
        assert!(!page.contains("The kettle leaks") && page.contains("All done"), "{page}");
        assert!(page.contains("None of your tickets waits for your answer."), "{page}");
    }
}
