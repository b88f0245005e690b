//! Lists as boards.

use crate::desk_work::*;
use desk::Refusal;
use desk::condition::Condition;
use desk::people::{PersonId, TeamId};
use desk::ticket::{Bucket, Category, Grouping, Layout, Order, Origin, Priority, Ticket, TicketNumber, View};
use service::conversation::Incoming;
use service::ticket::{self, Board, CARDS, MOST_CARDS, NewTicket, Reach};
use testing::World;

async fn asks(world: &World, who: PersonId, team: TeamId) -> Ticket {
    let first = Incoming::said(who, Origin::Mail, "It leaks.");
    system(world, move |tx| ticket::create(tx, NewTicket::asked("The kettle", who, team, first))).await
}

async fn board(world: &World, who: PersonId, grouping: Grouping, reaches: Vec<Reach>) -> Board {
    let of =
        move |read: &mut service::Read| ticket::board(read, (View::AllOpen, None), Order::Newest, grouping, &reaches);
    seen_by(world, who, of).await.unwrap()
}

/// Each column with how many tickets it has, and how many it shows.
fn columns(board: &Board) -> Vec<(String, usize, usize)> {
    board.columns.iter().map(|one| (one.bucket.0.clone(), one.tickets, one.lines.len())).collect()
}

fn numbers(board: &Board, bucket: &str) -> Vec<TicketNumber> {
    let column = board.columns.iter().find(|one| one.bucket.0 == bucket).unwrap();
    column.lines.iter().map(|line| line.ticket.number).collect()
}

async fn put(world: &World, who: PersonId, ticket: &Ticket, grouping: Grouping, to: &str) -> desk::Done<Ticket> {
    let (number, to) = (ticket.number, Bucket::from(to));
    by(world, who, move |tx| ticket::move_card(tx, number, grouping, &to, None)).await
}

testing::on_both! {
    async fn each_column_counts_all_it_has_and_shows_its_first_cards(world: World) {
        let cast = world.cast().await;
        let mut all = Vec::new();
        for _ in 0..CARDS + 5 {
            all.push(asks(&world, cast.kei, cast.support).await);
            world.clock.advance(std::time::Duration::from_secs(1));
        }
        asks(&world, cast.mio, cast.billing).await;
        for ticket in &all[..2] {
            put(&world, cast.ben, ticket, Grouping::Priority, "urgent").await.unwrap();
        }
        let seen = board(&world, cast.ben, Grouping::Priority, vec![]).await;
        // The most urgent first, and those without a ticket too.
        assert_eq!(columns(&seen), [
            ("urgent".into(), 2, 2), ("high".into(), 0, 0), ("normal".into(), CARDS + 4, CARDS), ("low".into(), 0, 0),
        ]);
        assert!(!seen.cut && !seen.beyond);
        let statuses = by(&world, cast.ben, |tx| ticket::statuses(tx)).await.unwrap();
        let by_status = board(&world, cast.ben, Grouping::Status, vec![]).await;
        assert_eq!(by_status.columns.iter().map(|one| one.bucket.0.clone()).collect::<Vec<_>>(),
            statuses.iter().map(|one| one.id.to_string()).collect::<Vec<_>>(), "as statuses follow each other");
        assert_eq!(by_status.columns.iter().map(|one| one.tickets).sum::<usize>(), CARDS + 6);
        // Teams are those one sees; agents are called by name, and nobody stands first.
        assert_eq!(columns(&board(&world, cast.dai, Grouping::Team, vec![]).await), [(cast.support.to_string(), CARDS + 5, CARDS)]);
        let by_agent = board(&world, cast.chika, Grouping::Assignee, vec![]).await;
        assert_eq!((by_agent.columns[0].bucket.0.as_str(), by_agent.columns[0].tickets), ("", CARDS + 6));
        assert!(by_agent.columns.iter().any(|one| one.bucket.0 == cast.chika.to_string() && !one.name.is_empty()));
        // Only what can be changed by one move makes a board.
        let odd = |read: &mut service::Read| ticket::board(read, (View::AllOpen, None), Order::Newest, Grouping::Requester, &[]);
        assert_refused(seen_by(&world, cast.ben, odd).await, Refusal::FormIncomplete);
    }

    async fn a_column_goes_on_by_itself(world: World) {
        let cast = world.cast().await;
        let mut all = Vec::new();
        for _ in 0..MOST_CARDS + 30 {
            all.push(asks(&world, cast.kei, cast.support).await.number);
        }
        all.reverse();
        let new = status(&world, Category::New).await.to_string();
        let reach = |cards, after| vec![Reach { bucket: Bucket::from(new.as_str()), after, cards }];
        let first = board(&world, cast.ben, Grouping::Status, reach(1, None)).await;
        assert_eq!(numbers(&first, &new), all[..CARDS]);
        let wide = board(&world, cast.ben, Grouping::Status, reach(100_000, None)).await;
        assert_eq!(numbers(&wide, &new), all[..MOST_CARDS], "never more than that at once");
        let column = wide.columns.iter().find(|one| one.bucket.0 == new).unwrap();
        assert_eq!(column.tickets, MOST_CARDS + 30);
        let next = board(&world, cast.ben, Grouping::Status, reach(100, column.next)).await;
        assert_eq!(numbers(&next, &new), all[MOST_CARDS..]);
        let column = next.columns.iter().find(|one| one.bucket.0 == new).unwrap();
        assert_eq!((column.tickets, column.next), (MOST_CARDS + 30, None));
    }

    async fn a_narrowed_board_holds_what_the_filter_leaves(world: World) {
        let cast = world.cast().await;
        let (one, other) = (asks(&world, cast.kei, cast.support).await, asks(&world, cast.mio, cast.support).await);
        let mio = cast.mio;
        let of = move |read: &mut service::Read| {
            let more = Condition::read(&format!(r#"{{"all":[{{"field":"requester","operator":"any_of","value":[{mio}]}}]}}"#)).unwrap();
            ticket::board(read, (View::AllOpen, Some(&more.into())), Order::Subject, Grouping::Priority, &[])
        };
        let seen = seen_by(&world, cast.ben, of).await.unwrap();
        assert_eq!(numbers(&seen, "normal"), [other.number]);
        assert_eq!(board(&world, cast.ben, Grouping::Priority, vec![]).await.columns[2].tickets, 2);
        let _ = one;
    }

    async fn a_card_is_put_elsewhere_by_the_verb_there_is(world: World) {
        let cast = world.cast().await;
        let ticket = asks(&world, cast.kei, cast.support).await;
        let number = ticket.number;
        let solved = status(&world, Category::Solved).await;
        for (grouping, to, kind) in [
            (Grouping::Priority, "high".to_owned(), "priority_changed"),
            (Grouping::Assignee, cast.chika.to_string(), "assignee_changed"),
            (Grouping::Assignee, String::new(), "assignee_changed"),
            (Grouping::Team, cast.billing.to_string(), "team_changed"),
            (Grouping::Team, cast.support.to_string(), "team_changed"),
            (Grouping::Status, solved.to_string(), "status_changed"),
        ] {
            put(&world, cast.ben, &ticket, grouping, &to).await.unwrap();
            assert_eq!(last_kinds(&world, &ticket, 1).await, [kind]);
        }
        let now = now(&world, number).await;
        assert_eq!((now.priority, now.assignee, now.team, now.status), (Priority::High, None, cast.support, solved));
        for (grouping, to) in [
            (Grouping::Priority, "enormous"), (Grouping::Status, ""), (Grouping::Status, "x"), (Grouping::Team, ""),
            (Grouping::Tag, "1"), (Grouping::DueDay, "2026-01-01"),
        ] {
            assert_refused(put(&world, cast.ben, &ticket, grouping, to).await, Refusal::FormIncomplete);
        }
        assert_missing(put(&world, cast.ben, &ticket, Grouping::Status, "999").await);
        assert_refused(put(&world, cast.ben, &ticket, Grouping::Assignee, &cast.eve.to_string()).await, Refusal::AssigneeNotInTeam);
        assert_refused(put(&world, cast.dai, &ticket, Grouping::Priority, "low").await, Refusal::NotAllowed);
        assert_missing(put(&world, cast.eve, &ticket, Grouping::Priority, "low").await);
        let late = by(&world, cast.ben, move |tx| ticket::move_card(tx, number, Grouping::Priority, &Bucket::from("low"), Some(1))).await;
        assert!(matches!(late, Err(desk::Error::Conflict)));
    }

    async fn whether_a_list_is_a_board_is_remembered_for_oneself(world: World) {
        let cast = world.cast().await;
        let set = async |who, board| by(&world, who, move |tx| ticket::set_board(tx, View::AllOpen, board)).await;
        let of = async |who, view| seen_by(&world, who, move |read| ticket::layout_of(read, view)).await.unwrap();
        set(cast.ben, Some(Grouping::Assignee)).await.unwrap();
        assert_eq!(of(cast.ben, View::AllOpen).await, Layout { board: Some(Grouping::Assignee), ..Layout::default() });
        assert_eq!((of(cast.ben, View::Mine).await.board, of(cast.chika, View::AllOpen).await.board), (None, None));
        by(&world, cast.ben, |tx| ticket::set_grouping(tx, View::AllOpen, Some(Grouping::Tag))).await.unwrap();
        assert_eq!(of(cast.ben, View::AllOpen).await.board, Some(Grouping::Assignee));
        set(cast.ben, None).await.unwrap();
        assert_eq!(of(cast.ben, View::AllOpen).await, Layout { grouping: Some(Grouping::Tag), ..Layout::default() });
        assert_refused(set(cast.ben, Some(Grouping::Tag)).await, Refusal::FormIncomplete);
        assert_missing(by(&world, cast.eve, move |tx| ticket::set_board(tx, View::Team(cast.support), Some(Grouping::Status))).await);
    }
}
