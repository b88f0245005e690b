//! Trash and spam.

use crate::desk_work::*;
use desk::Refusal;
use desk::ticket::{Place, Priority, View};
use service::ticket;

testing::on_both! {
    async fn a_trashed_ticket_leaves_every_list_but_the_trash_and_comes_back(world: World) {
        let cast = world.cast().await;
        let asked = asked(&world, &cast).await;
        let number = asked.number;
        by(&world, cast.chika, move |tx| ticket::trash(tx, number, None)).await.unwrap();
        let counts = seen_by(&world, cast.chika, ticket::counts).await.unwrap();
        assert_eq!((counts.of(View::AllOpen), counts.of(View::Trash)), (0, 1));
        assert_missing(seen_by(&world, cast.kei, move |read| ticket::public_page(read, number)).await);
        let frozen = by(&world, cast.chika, move |tx| ticket::set_priority(tx, number, Priority::Low, None)).await;
        assert_refused(frozen, Refusal::TicketTrashed);
        by(&world, cast.chika, move |tx| ticket::restore(tx, number, None)).await.unwrap();
        assert_eq!(now(&world, number).await.place(), Place::Open);
        assert_eq!(last_kinds(&world, &asked, 2).await, ["ticket_trashed", "ticket_restored"]);
        assert_counters_follow(&world).await;
    }

    async fn spam_lies_by_itself_and_comes_back(world: World) {
        let cast = world.cast().await;
        let asked = asked(&world, &cast).await;
        let number = asked.number;
        by(&world, cast.chika, move |tx| ticket::mark_spam(tx, number, None)).await.unwrap();
        assert_eq!(now(&world, number).await.place(), Place::Spam);
        assert_refused(by(&world, cast.chika, move |tx| ticket::mark_spam(tx, number, None)).await, Refusal::AlreadySpam);
        by(&world, cast.chika, move |tx| ticket::mark_not_spam(tx, number, None)).await.unwrap();
        assert_refused(by(&world, cast.chika, move |tx| ticket::mark_not_spam(tx, number, None)).await, Refusal::NotSpam);
        assert_refused(by(&world, cast.chika, move |tx| ticket::restore(tx, number, None)).await, Refusal::NotTrashed);
        assert_eq!(last_kinds(&world, &asked, 2).await, ["ticket_marked_spam", "ticket_marked_not_spam"]);
        assert_counters_follow(&world).await;
    }

    async fn who_only_reads_discards_nothing(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        assert_refused(by(&world, cast.dai, move |tx| ticket::trash(tx, number, None)).await, Refusal::NotAllowed);
        assert_refused(by(&world, cast.dai, move |tx| ticket::mark_spam(tx, number, None)).await, Refusal::NotAllowed);
        assert_missing(by(&world, cast.eve, move |tx| ticket::trash(tx, number, None)).await);
        assert_missing(by(&world, cast.kei, move |tx| ticket::trash(tx, number, None)).await);
    }

    async fn nobody_trashes_a_ticket_that_changed_under_their_eyes(world: World) {
        let cast = world.cast().await;
        let asked = asked(&world, &cast).await;
        let (number, seen) = (asked.number, Some(asked.version - 1));
        assert_conflict(by(&world, cast.chika, move |tx| ticket::trash(tx, number, seen)).await);
    }
}
