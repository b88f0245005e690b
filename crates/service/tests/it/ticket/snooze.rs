//! Sleep and waking.

use crate::desk_work::*;
use desk::Refusal;
use desk::ticket::{Category, Origin, Place, Snooze, View};
use service::conversation::{self, Incoming};
use service::ticket;
use std::time::Duration;
use testing::START;

const HOUR: Duration = Duration::from_secs(3600);

testing::on_both! {
    async fn a_snoozed_ticket_comes_back_when_its_moment_has_come(world: World) {
        let cast = world.cast().await;
        let asked = asked(&world, &cast).await;
        let number = asked.number;
        by(&world, cast.chika, move |tx| ticket::snooze(tx, number, Snooze::Until(START.plus(HOUR)), None)).await.unwrap();
        assert_eq!(now(&world, number).await.place(), Place::Snoozed);
        let counts = seen_by(&world, cast.chika, ticket::counts).await.unwrap();
        assert_eq!((counts.of(View::AllOpen), counts.of(View::Snoozed)), (0, 1));
        assert_eq!(system(&world, ticket::wake_due).await, 0);
        world.clock.set(START.plus(HOUR));
        assert_eq!(system(&world, ticket::wake_due).await, 1);
        assert_eq!(system(&world, ticket::wake_due).await, 0);
        assert_eq!(now(&world, number).await.place(), Place::Open);
        assert_eq!(last_kinds(&world, &asked, 2).await, ["ticket_snoozed", "ticket_woken"]);
        assert_counters_follow(&world).await;
    }

    async fn a_ticket_wakes_into_the_status_it_was_given_unless_somebody_writes_first(world: World) {
        let cast = world.cast().await;
        let (quiet, heard) = (asked(&world, &cast).await, asked(&world, &cast).await);
        let solved = status(&world, Category::Solved).await;
        for number in [quiet.number, heard.number] {
            by(&world, cast.chika, move |tx| ticket::snooze_then(tx, number, Snooze::Until(START.plus(HOUR)), Some(solved), None)).await.unwrap();
        }
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, quiet.number)).await.unwrap();
        assert_eq!(page.wakes_into, Some(solved));
        let said = Incoming::said(cast.kei, Origin::Mail, "Still leaks.");
        system(&world, move |tx| conversation::incoming(tx, heard.number, said)).await;
        world.clock.set(START.plus(HOUR));
        assert_eq!(system(&world, ticket::wake_due).await, 1);
        assert_eq!(now(&world, quiet.number).await.category, Category::Solved);
        assert_eq!(now(&world, heard.number).await.category, Category::New);
        assert_eq!(last_kinds(&world, &quiet, 3).await, ["ticket_snoozed", "ticket_woken", "status_changed"]);
        // The plan ended with the sleep it was made for.
        by(&world, cast.chika, move |tx| ticket::snooze(tx, heard.number, Snooze::Until(START.plus(HOUR * 2)), None)).await.unwrap();
        world.clock.set(START.plus(HOUR * 2));
        assert_eq!(system(&world, ticket::wake_due).await, 1);
        assert_eq!(now(&world, heard.number).await.category, Category::New);
        let nowhere = desk::ticket::StatusId(999);
        assert_missing(by(&world, cast.chika, move |tx| ticket::snooze_then(tx, heard.number, Snooze::Until(START.plus(HOUR * 3)), Some(nowhere), None)).await);
    }

    async fn nobody_snoozes_into_the_past(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let done = by(&world, cast.chika, move |tx| ticket::snooze(tx, number, Snooze::Until(START), None)).await;
        assert_refused(done, Refusal::SnoozeInThePast);
        assert_missing(by(&world, cast.eve, move |tx| ticket::snooze(tx, number, Snooze::UntilReply, None)).await);
        assert_refused(by(&world, cast.dai, move |tx| ticket::snooze(tx, number, Snooze::UntilReply, None)).await, Refusal::NotAllowed);
    }

    async fn what_is_solved_sleeps_no_more(world: World) {
        let cast = world.cast().await;
        let asked = asked(&world, &cast).await;
        let (number, solved) = (asked.number, status(&world, Category::Solved).await);
        by(&world, cast.chika, move |tx| {
            ticket::snooze(tx, number, Snooze::Until(START.plus(HOUR)), None)?;
            ticket::set_status(tx, number, solved, None)
        }).await.unwrap();
        assert_eq!(now(&world, number).await.snooze, Snooze::Awake);
        assert_eq!(last_kinds(&world, &asked, 2).await, ["status_changed", "ticket_woken"]);
        world.clock.set(START.plus(HOUR * 2));
        assert_eq!(system(&world, ticket::wake_due).await, 0);
    }

    async fn an_agent_wakes_a_ticket_by_hand(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        assert_refused(by(&world, cast.chika, move |tx| ticket::wake(tx, number, None)).await, Refusal::NotSnoozed);
        by(&world, cast.chika, move |tx| ticket::snooze(tx, number, Snooze::UntilReply, None)).await.unwrap();
        by(&world, cast.chika, move |tx| ticket::wake(tx, number, None)).await.unwrap();
        assert_eq!(now(&world, number).await.place(), Place::Open);
    }
}
