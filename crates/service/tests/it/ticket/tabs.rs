//! Tickets that an agent keeps open.

use crate::desk_work::*;
use desk::Refusal;
use desk::people::PersonId;
use desk::ticket::{MOST_TABS, Origin, Tab, TicketNumber};
use service::conversation::{self, Incoming};
use service::{notification, ticket};
use std::time::Duration;
use testing::World;

async fn tabs(world: &World, person: PersonId) -> Vec<Tab> {
    seen_by(world, person, ticket::tabs).await.unwrap()
}

async fn numbers(world: &World, person: PersonId) -> Vec<TicketNumber> {
    tabs(world, person).await.iter().map(|tab| tab.number).collect()
}

testing::on_both! {
    async fn a_ticket_that_was_pinned_is_a_tab_until_it_is_closed(world: World) {
        let cast = world.cast().await;
        let (one, two) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number);
        by(&world, cast.chika, move |tx| ticket::pin(tx, two)).await.unwrap();
        world.clock.advance(Duration::from_secs(1));
        by(&world, cast.chika, move |tx| { ticket::pin(tx, one)?; ticket::pin(tx, one) }).await.unwrap();
        assert_eq!(numbers(&world, cast.chika).await, [two, one], "in the order in which they were opened");
        assert!(tabs(&world, cast.chika).await.iter().all(|tab| tab.pinned && !tab.begun && !tab.news));
        assert_eq!(numbers(&world, cast.ben).await, [], "one's own alone");
        by(&world, cast.chika, move |tx| ticket::close_tab(tx, two)).await.unwrap();
        assert_eq!(numbers(&world, cast.chika).await, [one]);
        by(&world, cast.chika, move |tx| ticket::close_tab(tx, two)).await.unwrap();
        for stranger in [cast.eve, cast.kei] {
            assert_missing(by(&world, stranger, move |tx| ticket::pin(tx, one)).await);
            assert_missing(by(&world, stranger, move |tx| ticket::close_tab(tx, one)).await);
        }
        assert_missing(seen_by(&world, cast.kei, ticket::tabs).await);
    }

    async fn who_begins_to_write_has_a_tab_that_goes_with_what_they_wrote(world: World) {
        let cast = world.cast().await;
        let (number, chika) = (asked(&world, &cast).await.number, cast.chika);
        let writes = |text: &'static str, revision| by(&world, chika, move |tx| conversation::save_draft(tx, number, begun(text, revision)));
        writes("Dear Kei", 1).await.unwrap();
        let open = tabs(&world, chika).await;
        assert!(open.len() == 1 && open[0].begun && !open[0].pinned, "{open:?}");
        // Closed, it stays closed, and what was begun stays begun.
        by(&world, chika, move |tx| ticket::close_tab(tx, number)).await.unwrap();
        writes("Dear Kei, your kettle", 2).await.unwrap();
        assert_eq!(numbers(&world, chika).await, []);
        assert_eq!(seen_by(&world, chika, |read| conversation::begun(read, 9)).await.unwrap().len(), 1);
        by(&world, chika, move |tx| conversation::drop_draft(tx, number)).await.unwrap();
        for ending in ["sent", "dropped", "emptied"] {
            writes("Dear Kei", 1).await.unwrap();
            assert_eq!(numbers(&world, chika).await, [number], "{ending}");
            by(&world, chika, move |tx| match ending {
                "sent" => conversation::reply(tx, number, to_kei("Dear Kei")).map(drop),
                "dropped" => conversation::drop_draft(tx, number),
                _ => conversation::save_draft(tx, number, begun(" ", 2)).map(drop),
            }).await.unwrap();
            assert_eq!(numbers(&world, chika).await, [], "{ending}");
        }
        // What was pinned stays.
        writes("Dear Kei", 1).await.unwrap();
        by(&world, chika, move |tx| ticket::pin(tx, number)).await.unwrap();
        by(&world, chika, move |tx| conversation::drop_draft(tx, number)).await.unwrap();
        let open = tabs(&world, chika).await;
        assert!(open.len() == 1 && open[0].pinned && !open[0].begun, "{open:?}");
    }

    async fn thirty_are_enough_and_nothing_that_is_written_is_lost(world: World) {
        let cast = world.cast().await;
        let chika = cast.chika;
        for _ in 0..MOST_TABS {
            let number = asked(&world, &cast).await.number;
            by(&world, chika, move |tx| ticket::pin(tx, number)).await.unwrap();
        }
        let (more, first) = (asked(&world, &cast).await.number, numbers(&world, chika).await[0]);
        assert_refused(by(&world, chika, move |tx| ticket::pin(tx, more)).await, Refusal::TooManyTabs);
        by(&world, chika, move |tx| ticket::pin(tx, first)).await.expect("it has one already");
        assert!(by(&world, chika, move |tx| conversation::save_draft(tx, more, begun("Dear Kei", 1))).await.unwrap());
        assert_eq!(numbers(&world, chika).await.len(), MOST_TABS);
        assert_eq!(seen_by(&world, chika, |read| conversation::begun(read, 9)).await.unwrap().len(), 1);
        // One that has gone out of sight makes room.
        by(&world, cast.aya, move |tx| {
            let team = service::people::create_team(tx, "Elsewhere")?.id;
            ticket::move_to_team(tx, first, team, None)
        }).await.unwrap();
        by(&world, chika, move |tx| ticket::pin(tx, more)).await.unwrap();
        let open = numbers(&world, chika).await;
        assert!(open.len() == MOST_TABS && open.contains(&more) && !open.contains(&first), "{open:?}");
    }

    async fn what_one_may_no_longer_see_is_no_tab(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        by(&world, cast.dai, move |tx| ticket::pin(tx, number)).await.unwrap();
        by(&world, cast.ben, move |tx| ticket::move_to_team(tx, number, cast.billing, None)).await.unwrap();
        assert_eq!(numbers(&world, cast.dai).await, []);
        by(&world, cast.ben, move |tx| ticket::move_to_team(tx, number, cast.support, None)).await.unwrap();
        assert_eq!(numbers(&world, cast.dai).await, [number], "it was not closed");
    }

    async fn the_tab_of_a_merged_ticket_leads_to_the_one_it_went_into(world: World) {
        let cast = world.cast().await;
        let (one, two, chika) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number, cast.chika);
        by(&world, chika, move |tx| ticket::pin(tx, one)).await.unwrap();
        by(&world, cast.dai, move |tx| ticket::pin(tx, one)).await.unwrap();
        by(&world, chika, move |tx| conversation::save_draft(tx, one, begun("Dear Kei", 1))).await.unwrap();
        by(&world, chika, move |tx| ticket::merge(tx, one, two, None)).await.unwrap();
        let open = tabs(&world, chika).await;
        assert!(open.len() == 1 && open[0].number == two && open[0].begun, "with what was begun: {open:?}");
        by(&world, chika, move |tx| ticket::pin(tx, two)).await.unwrap();
        assert_eq!(numbers(&world, chika).await, [two], "one tab of one ticket");
        by(&world, cast.ben, move |tx| ticket::move_to_team(tx, two, cast.billing, None)).await.unwrap();
        assert_eq!(numbers(&world, cast.dai).await, [], "and none where the target is out of sight");
        by(&world, chika, move |tx| ticket::close_tab(tx, two)).await.unwrap();
        assert_eq!(numbers(&world, chika).await, []);
    }

    async fn what_comes_in_is_new_until_it_was_looked_at(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        by(&world, cast.chika, move |tx| ticket::pin(tx, number)).await.unwrap();
        assert!(!tabs(&world, cast.chika).await[0].news, "what was there is not new");
        world.clock.advance(Duration::from_secs(60));
        system(&world, move |tx| conversation::incoming(tx, number, Incoming::said(cast.kei, Origin::Mail, "And it hisses."))).await;
        assert!(tabs(&world, cast.chika).await[0].news);
        by(&world, cast.chika, move |tx| notification::see_ticket(tx, number)).await.unwrap();
        assert!(!tabs(&world, cast.chika).await[0].news);
    }
}
