//! Requester, participants, followers.

use crate::desk_work::*;
use desk::{Event, Refusal};
use service::ticket;

testing::on_both! {
    async fn a_ticket_changes_its_requester(world: World) {
        let cast = world.cast().await;
        let asked = asked(&world, &cast).await;
        let (number, mio) = (asked.number, cast.mio);
        by(&world, cast.chika, move |tx| ticket::set_requester(tx, number, mio, None)).await.unwrap();
        assert_eq!(now(&world, number).await.requester, cast.mio);
        assert_eq!(last_event(&world, &asked).await, Event::RequesterChanged { ticket: asked.id, from: cast.kei, to: cast.mio, organization: None });
        assert_refused(by(&world, cast.dai, move |tx| ticket::set_requester(tx, number, mio, None)).await, Refusal::NotAllowed);
        assert_missing(by(&world, cast.chika, move |tx| ticket::set_requester(tx, number, desk::people::PersonId(4711), None)).await);
    }

    async fn who_is_in_copy_sees_the_ticket_until_they_leave(world: World) {
        let cast = world.cast().await;
        let asked = asked(&world, &cast).await;
        let (number, mio) = (asked.number, cast.mio);
        assert_missing(seen_by(&world, mio, move |read| ticket::public_page(read, number)).await);
        by(&world, cast.chika, move |tx| ticket::add_participant(tx, number, mio, None)).await.unwrap();
        assert!(seen_by(&world, mio, move |read| ticket::public_page(read, number)).await.is_ok());
        by(&world, cast.chika, move |tx| ticket::remove_participant(tx, number, mio, None)).await.unwrap();
        assert_missing(seen_by(&world, mio, move |read| ticket::public_page(read, number)).await);
        assert_eq!(last_kinds(&world, &asked, 2).await, ["participant_added", "participant_removed"]);
    }

    async fn the_requester_is_no_participant_and_nobody_is_one_twice(world: World) {
        let cast = world.cast().await;
        let asked = asked(&world, &cast).await;
        let before = log(&world, &asked).await.len();
        let (number, kei, mio) = (asked.number, cast.kei, cast.mio);
        by(&world, cast.chika, move |tx| {
            ticket::add_participant(tx, number, kei, None)?;
            ticket::add_participant(tx, number, mio, None)?;
            ticket::add_participant(tx, number, mio, None)
        }).await.unwrap();
        assert_eq!(log(&world, &asked).await.len(), before + 1);
    }

    async fn whoever_reads_a_ticket_may_follow_it(world: World) {
        let cast = world.cast().await;
        let asked = asked(&world, &cast).await;
        let (number, dai, eve) = (asked.number, cast.dai, cast.eve);
        by(&world, dai, move |tx| ticket::follow(tx, number, dai, None)).await.unwrap();
        by(&world, dai, move |tx| ticket::unfollow(tx, number, dai, None)).await.unwrap();
        assert_eq!(last_kinds(&world, &asked, 2).await, ["follower_added", "follower_removed"]);
        assert_missing(by(&world, eve, move |tx| ticket::follow(tx, number, eve, None)).await);
        assert_refused(by(&world, cast.ben, move |tx| ticket::follow(tx, number, eve, None)).await, Refusal::CannotFollow);
    }
}
