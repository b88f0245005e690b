//! Deleted for ever.

use crate::desk_work::*;
use desk::Refusal;
use desk::ticket::{Act, Relation, RunState, TaskFacts, Ticket, View};
use service::conversation::Compose;
use service::{conversation, ticket};
use testing::World;

/// Rows of any table that still speak of a ticket, with the table's name.
async fn traces(world: &World, ticket: &Ticket) -> Vec<(String, i64)> {
    let id = ticket.id;
    world.desk.ask(desk::Actor::System, move |read| Ok(store::ticket::erasure::traces(read, id)?)).await.unwrap()
}

testing::on_both! {
    async fn what_is_deleted_for_ever_is_nowhere_any_more(world: World) {
        let cast = world.cast().await;
        let (one, other, kept) = (asked(&world, &cast).await, asked(&world, &cast).await, asked(&world, &cast).await);
        let (number, merged, near) = (one.number, other.number, kept.number);
        by(&world, cast.chika, move |tx| {
            conversation::note(tx, number, Compose { text: "Only between us".into(), ..Compose::default() })?;
            ticket::link(tx, near, number, Relation::Related, None)?;
            ticket::star(tx, number)?;
            ticket::merge(tx, merged, number, None)?;
            ticket::add_task(tx, number, TaskFacts { text: "Call Kei".into(), ..TaskFacts::default() })?;
            ticket::trash(tx, number, None)
        }).await.unwrap();
        assert!(traces(&world, &one).await.len() > 5, "there is something to delete");
        by(&world, cast.ben, move |tx| ticket::erase(tx, number, None)).await.unwrap();
        assert_eq!((traces(&world, &one).await, traces(&world, &other).await), (vec![], vec![]));
        for gone in [number, merged] {
            assert_missing(seen_by(&world, cast.ben, move |read| ticket::page(read, gone)).await);
        }
        let counts = seen_by(&world, cast.ben, ticket::counts).await.unwrap();
        assert_eq!((counts.of(View::AllOpen), counts.of(View::Trash)), (1, 0));
        let near = seen_by(&world, cast.ben, move |read| ticket::page(read, near)).await.unwrap();
        assert!(near.depth.linked.is_empty());
        assert_counters_follow(&world).await;
    }

    async fn many_are_deleted_for_ever_and_what_is_not_trashed_says_why(world: World) {
        let cast = world.cast().await;
        let (one, other, kept) = (asked(&world, &cast).await, asked(&world, &cast).await, asked(&world, &cast).await);
        let numbers = [one.number, other.number, kept.number];
        for number in [one.number, other.number] {
            by(&world, cast.chika, move |tx| ticket::trash(tx, number, None)).await.unwrap();
        }
        assert_refused(by(&world, cast.chika, move |tx| ticket::run_over(tx, &numbers, Act::Erase, "trash")).await, Refusal::NotAllowed);
        let (run, told) = by(&world, cast.ben, move |tx| ticket::run_over(tx, &numbers, Act::Erase, "trash")).await.unwrap();
        assert_eq!((run.changed, run.kept), (2, 1));
        assert_eq!(told, [(one.number, None), (other.number, None), (kept.number, Some("refusal-not-trashed"))]);
        assert_eq!((traces(&world, &one).await, traces(&world, &other).await), (vec![], vec![]));
        assert_eq!(now(&world, kept.number).await.number, kept.number);
        let ticket::RunPage { outcomes, .. } = seen_by(&world, cast.ben, move |read| ticket::run_page(read, run.id, None, 50)).await.unwrap();
        assert_eq!(outcomes.len(), 1, "of what is gone nothing is told");
        assert_refused(by(&world, cast.ben, move |tx| ticket::undo_run(tx, run.id)).await, Refusal::NothingToUndo);
        assert_counters_follow(&world).await;
    }

    async fn the_whole_trash_is_deleted_in_steps(world: World) {
        let cast = world.cast().await;
        let mut gone = Vec::new();
        for _ in 0..60 {
            let ticket = asked(&world, &cast).await;
            let number = ticket.number;
            by(&world, cast.chika, move |tx| ticket::trash(tx, number, None)).await.unwrap();
            gone.push(ticket);
        }
        let kept = asked(&world, &cast).await;
        let refused = by(&world, cast.chika, |tx| ticket::run_over_view(tx, View::Trash, None, Act::Erase, 60)).await;
        assert_refused(refused, Refusal::NotAllowed);
        let begun = by(&world, cast.ben, |tx| ticket::run_over_view(tx, View::Trash, None, Act::Erase, 60)).await.unwrap();
        while system(&world, move |tx| ticket::step(tx, begun.id)).await {}
        let ticket::RunPage { run, outcomes, .. } = seen_by(&world, cast.ben, move |read| ticket::run_page(read, begun.id, None, 50)).await.unwrap();
        assert_eq!((run.state, run.changed, run.kept, outcomes.len()), (RunState::Done, 60, 0, 0));
        assert_eq!(traces(&world, &gone[59]).await, vec![]);
        assert_eq!(now(&world, kept.number).await.number, kept.number);
        assert_counters_follow(&world).await;
    }

    async fn only_what_is_in_the_trash_is_deleted_and_only_by_who_may(world: World) {
        let cast = world.cast().await;
        let asked = asked(&world, &cast).await;
        let (number, old) = (asked.number, Some(asked.version));
        assert_refused(by(&world, cast.ben, move |tx| ticket::erase(tx, number, None)).await, Refusal::NotTrashed);
        by(&world, cast.chika, move |tx| ticket::trash(tx, number, None)).await.unwrap();
        assert_refused(by(&world, cast.chika, move |tx| ticket::erase(tx, number, None)).await, Refusal::NotAllowed);
        assert_missing(by(&world, cast.eve, move |tx| ticket::erase(tx, number, None)).await);
        assert_conflict(by(&world, cast.ben, move |tx| ticket::erase(tx, number, old)).await);
        assert_eq!(now(&world, number).await.number, number);
    }
}
