//! Requester, participants, followers.

use crate::desk_work::*;
use desk::ticket::{Category, Origin};
use desk::{Event, Refusal};
use service::conversation::Incoming;
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

    async fn whoever_is_paused_stays_and_gets_no_copies(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let asked = asked(&world, &cast).await;
        let (number, mio) = (asked.number, cast.mio);
        by(&world, cast.chika, move |tx| ticket::add_participant(tx, number, mio, None)).await.unwrap();
        assert_refused(by(&world, cast.dai, move |tx| ticket::pause_participant(tx, number, mio, true, None)).await, Refusal::NotAllowed);
        for _ in 0..2 {
            by(&world, cast.chika, move |tx| ticket::pause_participant(tx, number, mio, true, None)).await.unwrap();
        }
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        assert_eq!((page.participants[0].id, &page.paused[..]), (mio, &[mio][..]));
        assert!(page.reply_all.cc.is_empty());
        assert!(seen_by(&world, mio, move |read| ticket::public_page(read, number)).await.is_ok(), "and sees the ticket");
        by(&world, cast.chika, move |tx| ticket::pause_participant(tx, number, mio, false, None)).await.unwrap();
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        assert_eq!((page.paused.len(), page.reply_all.cc.len()), (0, 1));
        assert_eq!(last_kinds(&world, &asked, 3).await, ["participant_added", "participant_paused", "participant_paused"]);
    }

    async fn whoever_is_paused_and_becomes_the_requester_is_answered(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let number = asked(&world, &cast).await.number;
        let mio = cast.mio;
        by(&world, cast.chika, move |tx| {
            ticket::add_participant(tx, number, mio, None)?;
            ticket::pause_participant(tx, number, mio, true, None)?;
            ticket::set_requester(tx, number, mio, None)
        }).await.unwrap();
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        assert!(page.reply.to.iter().any(|one| one.address.email.as_str() == "mio@kyaku.example"), "{:?}", page.reply);
    }

    async fn whoever_is_paused_is_so_on_what_continues_the_ticket_and_on_its_copy(world: World) {
        let cast = world.cast().await;
        let asked = asked(&world, &cast).await;
        let (number, mio, done) = (asked.number, cast.mio, status(&world, Category::Closed).await);
        let copy = by(&world, cast.ben, move |tx| {
            ticket::add_participant(tx, number, mio, None)?;
            ticket::pause_participant(tx, number, mio, true, None)?;
            let copy = ticket::copy(tx, number, None, None)?;
            ticket::set_status(tx, number, done, None)?;
            Ok(copy)
        }).await.unwrap();
        let said = Incoming::said(cast.kei, Origin::Mail, "It leaks again");
        let next = system(&world, move |tx| ticket::follow_up(tx, number, said)).await;
        for number in [copy.number, next.number] {
            let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
            assert_eq!(page.paused, [mio]);
        }
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
