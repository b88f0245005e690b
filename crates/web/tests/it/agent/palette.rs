//! `/palette`

use super::asked;
use crate::browser::House;
use testing::on_both;

on_both! {
    async fn places_tickets_and_people_are_found_by_what_they_are_called(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let mut ben = house.agent(cast.ben).await;
        let found = ben.get(&format!("/palette?q=%23{}", ticket.number)).await.text();
        assert!(found.contains("The kettle leaks") && found.contains("role=\"option\""), "{found}");
        assert!(ben.get("/palette?q=kei").await.text().contains(&format!("/people/{}", cast.kei)));
        assert!(ben.get("/palette?q=BILL").await.text().contains(&format!("view=team-{}", cast.billing)));
        assert!(ben.get("/palette?q=snoo").await.text().contains("view=snoozed"));
        // In whatever width it was typed.
        assert!(ben.get("/palette?q=%EF%BC%B3%EF%BC%AE%EF%BC%AF%EF%BC%AF").await.text().contains("view=snoozed"));
        assert!(ben.get("/palette?q=").await.text().contains("/tickets/new"));
        assert!(ben.get("/palette?q=%3Cscript%3E").await.text().contains("Nothing found"));
    }

    async fn what_one_may_not_see_is_not_found(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.billing).await;
        let mut dai = house.agent(cast.dai).await;
        assert!(!dai.get(&format!("/palette?q={}", ticket.number)).await.text().contains("kettle"));
        assert!(!dai.get("/palette?q=billing").await.text().contains("view=team"));
        assert_eq!(house.browser().get("/palette?q=kei").await.status, 303);
    }
}
