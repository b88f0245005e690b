//! Changing one property of a ticket.

use crate::desk_work::*;
use desk::ticket::{Category, Kind, Priority, TagId};
use desk::{Event, Refusal};
use service::ticket;

testing::on_both! {
    async fn an_agent_changes_every_property_and_each_change_is_an_event(world: World) {
        let cast = world.cast().await;
        let asked = asked(&world, &cast).await;
        let (number, solved) = (asked.number, status(&world, Category::Solved).await);
        by(&world, cast.chika, move |tx| {
            ticket::rename(tx, number, " The  kettle drips ", None)?;
            ticket::set_priority(tx, number, Priority::High, None)?;
            ticket::set_kind(tx, number, Kind::Problem, None)?;
            let tags = ticket::tags_named(tx, &["Kettle".into(), "返金".into()])?;
            ticket::set_tags(tx, number, tags, None)?;
            ticket::set_status(tx, number, solved, None)
        }).await.unwrap();
        let changed = now(&world, number).await;
        assert_eq!(changed.subject, "The kettle drips");
        assert_eq!((changed.priority, changed.kind, changed.category), (Priority::High, Kind::Problem, Category::Solved));
        assert_eq!(changed.solved_at, Some(testing::START));
        assert_eq!(changed.tags.len(), 2);
        let kinds = last_kinds(&world, &asked, 5).await;
        assert_eq!(kinds, ["subject_changed", "priority_changed", "kind_changed", "tags_changed", "status_changed"]);
        assert_counters_follow(&world).await;
    }

    async fn what_stays_as_it_is_leaves_no_event(world: World) {
        let cast = world.cast().await;
        let asked = asked(&world, &cast).await;
        let before = log(&world, &asked).await.len();
        let number = asked.number;
        let same = by(&world, cast.chika, move |tx| ticket::set_priority(tx, number, Priority::Normal, None)).await.unwrap();
        assert_eq!(same.version, asked.version);
        assert_eq!(log(&world, &asked).await.len(), before);
    }

    async fn nothing_is_overwritten_that_the_writer_did_not_see(world: World) {
        let cast = world.cast().await;
        let asked = asked(&world, &cast).await;
        let (number, seen) = (asked.number, Some(asked.version));
        by(&world, cast.ben, move |tx| ticket::set_priority(tx, number, Priority::Urgent, seen)).await.unwrap();
        assert_conflict(by(&world, cast.chika, move |tx| ticket::set_priority(tx, number, Priority::Low, seen)).await);
        assert_eq!(now(&world, number).await.priority, Priority::Urgent);
    }

    async fn of_two_changes_at_once_one_wins_and_the_other_is_told(world: World) {
        let cast = world.cast().await;
        let asked = asked(&world, &cast).await;
        let (number, seen) = (asked.number, Some(asked.version));
        let change = |to| by(&world, cast.chika, move |tx| ticket::set_priority(tx, number, to, seen));
        let (one, two) = tokio::join!(change(Priority::High), change(Priority::Low));
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1);
        assert_conflict(one.and(two));
        assert_eq!(log(&world, &asked).await.iter().filter(|event| event.event.kind() == "priority_changed").count(), 1);
    }

    async fn a_stranger_finds_nothing_to_change(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        for nobody in [cast.eve, cast.kei, cast.stranger] {
            assert_missing(by(&world, nobody, move |tx| ticket::set_priority(tx, number, Priority::Low, None)).await);
            assert_missing(by(&world, nobody, move |tx| ticket::rename(tx, number, "Mine", None)).await);
        }
        assert_refused(by(&world, cast.dai, move |tx| ticket::set_priority(tx, number, Priority::Low, None)).await, Refusal::NotAllowed);
    }

    async fn a_tag_nobody_knows_is_not_put_on_a_ticket(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        assert_missing(by(&world, cast.chika, move |tx| ticket::set_tags(tx, number, vec![TagId(4711)], None)).await);
        assert_eq!(now(&world, number).await.tags, vec![]);
    }

    async fn a_ticket_goes_to_an_agent_who_may_answer_it(world: World) {
        let cast = world.cast().await;
        let asked = asked(&world, &cast).await;
        let number = asked.number;
        let chika = cast.chika;
        let assigned = by(&world, cast.ben, move |tx| ticket::assign(tx, number, Some(chika), None)).await.unwrap();
        assert_eq!(assigned.assignee, Some(cast.chika));
        assert_eq!(last_event(&world, &asked).await, Event::AssigneeChanged { ticket: asked.id, from: None, to: Some(cast.chika) });
        assert_counters_follow(&world).await;
    }

    async fn a_ticket_does_not_go_to_somebody_who_cannot_answer_it(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        for nobody in [cast.dai, cast.eve, cast.kei] {
            let done = by(&world, cast.ben, move |tx| ticket::assign(tx, number, Some(nobody), None)).await;
            assert_refused(done, Refusal::AssigneeNotInTeam);
        }
        // Who administers the desk answers everywhere.
        let aya = cast.aya;
        by(&world, cast.ben, move |tx| ticket::assign(tx, number, Some(aya), None)).await.unwrap();
    }
}
