//! Sleep and waking.

use crate::desk_work::*;
use desk::Refusal;
use desk::ticket::{Category, Place, Snooze, View};
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
