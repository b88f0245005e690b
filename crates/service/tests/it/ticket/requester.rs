//! The requester's side.

use crate::desk_work::*;
use desk::Refusal;
use desk::access::Copies;
use desk::ticket::Category;
use service::conversation::{self, Compose, Incoming, UNDO_WINDOW};
use service::{house, ticket};

testing::on_both! {
    async fn the_requester_reads_what_was_said_to_them_and_nothing_else(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let number = asked(&world, &cast).await.number;
        let forward = Compose { to: vec![base::Address::bare(testing::email("maker@factory.example"))], text: "Is this known?".into(), ..Compose::default() };
        by(&world, cast.chika, move |tx| {
            conversation::note(tx, number, Compose { text: "He is angry".into(), ..Compose::default() })?;
            conversation::forward(tx, number, forward)?;
            conversation::reply(tx, number, to_kei("We look into it"))
        }).await.unwrap();
        // The maker, who is nobody here, answers the forward.
        let maker = Incoming { author: None, ..Incoming::said(cast.stranger, desk::ticket::Origin::Mail, "A known fault, do not tell anybody") };
        system(&world, move |tx| conversation::incoming(tx, number, maker)).await;
        let held = seen_by(&world, cast.kei, move |read| ticket::public_page(read, number)).await.unwrap();
        assert_eq!(held.messages.len(), 1, "what can still be taken back is not shown");
        world.clock.advance(UNDO_WINDOW);
        let page = seen_by(&world, cast.kei, move |read| ticket::public_page(read, number)).await.unwrap();
        let texts: Vec<&str> = page.messages.iter().map(|message| message.text.as_str()).collect();
        assert_eq!(texts, ["My kettle leaks at the handle.", "We look into it"]);
        assert_eq!((page.messages[1].ours, page.messages[1].author.as_str()), (true, "Chika Ueda"));
        assert_eq!(page.assignee.as_deref(), Some("Chika Ueda"));
    }

    async fn everybody_finds_their_own_tickets_and_those_they_are_in_copy_of(world: World) {
        let cast = world.cast().await;
        let (one, two) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number);
        let mio = cast.mio;
        by(&world, cast.chika, move |tx| ticket::add_participant(tx, one, mio, None)).await.unwrap();
        let numbers = |mine: ticket::Mine| mine.lines.iter().map(|line| line.number).collect::<Vec<_>>();
        let mine = |person| seen_by(&world, person, |read| ticket::mine(read, None, 10));
        assert_eq!(numbers(mine(cast.kei).await.unwrap()), [two, one]);
        assert_eq!(numbers(mine(cast.mio).await.unwrap()), [one]);
        assert_eq!(numbers(mine(cast.stranger).await.unwrap()), []);
        by(&world, cast.chika, move |tx| ticket::mark_spam(tx, one, None)).await.unwrap();
        by(&world, cast.chika, move |tx| ticket::trash(tx, two, None)).await.unwrap();
        assert_eq!(numbers(mine(cast.kei).await.unwrap()), []);
        assert_missing(world.desk.ask(service::Actor::Anonymous, |read| ticket::mine(read, None, 10)).await);
    }

    async fn people_on_a_ticket_are_shown_each_other_only_where_they_may(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let (mio, kei) = (cast.mio, cast.kei);
        by(&world, cast.chika, move |tx| ticket::add_participant(tx, number, mio, None)).await.unwrap();
        by(&world, mio, move |tx| ticket::answer(tx, number, "Mine leaks too", vec![])).await.unwrap();
        let page = |person| seen_by(&world, person, move |read| ticket::public_page(read, number));
        let told = |page: &ticket::PublicPage| -> Vec<String> {
            page.messages.iter().map(|message| message.author.clone()).collect()
        };
        let together = page(kei).await.unwrap();
        let name = together.participants[0].clone();
        assert_eq!(told(&together), ["Kei Tanaka", name.as_str()]);
        by(&world, cast.aya, |tx| {
            let seen = house::load(tx)?.wish();
            house::change(tx, &seen, &house::Wish { copies: Copies::Apart, ..seen.clone() })
        }).await.unwrap();
        let theirs = page(kei).await.unwrap();
        assert_eq!((theirs.participants.len(), told(&theirs)), (0, vec!["Kei Tanaka".to_owned(), String::new()]));
        let own = page(mio).await.unwrap();
        assert_eq!((own.participants.len(), told(&own)), (0, vec!["Kei Tanaka".to_owned(), name]));
    }

    async fn the_requester_answers_in_the_portal(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let ticket = by(&world, cast.kei, move |tx| ticket::answer(tx, number, "Here is the photo", vec![])).await.unwrap();
        assert_eq!((ticket.messages, ticket.preview.as_str()), (2, "Here is the photo"));
        assert_refused(by(&world, cast.kei, move |tx| ticket::answer(tx, number, "  ", vec![])).await, Refusal::MessageEmpty);
        assert_missing(by(&world, cast.stranger, move |tx| ticket::answer(tx, number, "Me too", vec![])).await);
    }

    async fn an_answer_to_a_closed_ticket_is_a_new_one(world: World) {
        let cast = world.cast().await;
        let closed = asked(&world, &cast).await;
        let (number, done) = (closed.number, status(&world, Category::Closed).await);
        by(&world, cast.chika, move |tx| ticket::set_status(tx, number, done, None)).await.unwrap();
        assert!(seen_by(&world, cast.kei, move |read| ticket::public_page(read, number)).await.unwrap().continues);
        let next = by(&world, cast.kei, move |tx| ticket::answer(tx, number, "Again", vec![])).await.unwrap();
        assert_eq!(next.follow_up_of, Some(closed.id));
        assert_refused(by(&world, cast.kei, move |tx| ticket::reopen_own(tx, number)).await, Refusal::TicketClosed);
    }

    async fn the_requester_closes_and_reopens_and_the_others_do_not(world: World) {
        let cast = world.cast().await;
        let asked = asked(&world, &cast).await;
        let (number, mio) = (asked.number, cast.mio);
        by(&world, cast.chika, move |tx| ticket::add_participant(tx, number, mio, None)).await.unwrap();
        assert_refused(by(&world, mio, move |tx| ticket::close_own(tx, number)).await, Refusal::NotAllowed);
        assert_missing(by(&world, cast.stranger, move |tx| ticket::close_own(tx, number)).await);
        by(&world, cast.kei, move |tx| ticket::close_own(tx, number)).await.unwrap();
        assert_eq!(now(&world, number).await.category, Category::Solved);
        assert!(seen_by(&world, cast.kei, move |read| ticket::public_page(read, number)).await.unwrap().may_reopen);
        by(&world, cast.kei, move |tx| ticket::reopen_own(tx, number)).await.unwrap();
        assert_eq!(now(&world, number).await.category, Category::Open);
        assert_eq!(log(&world, &asked).await.pop().unwrap().who, desk::Who::Person(cast.kei));
        assert_counters_follow(&world).await;
    }
}
