//! Lists and their numbers.

use crate::desk_work::*;
use desk::people::TeamId;
use desk::ticket::{Category, Snooze, TicketNumber, View};
use service::ticket::{self, Page};
use std::time::Duration;
use testing::{Cast, World};

/// Six tickets, a minute apart, each somewhere else.
async fn a_full_desk(world: &World, cast: &Cast) -> [TicketNumber; 6] {
    let mut numbers = [TicketNumber(0); 6];
    for number in &mut numbers {
        *number = asked(world, cast).await.number;
        world.clock.advance(Duration::from_secs(60));
    }
    let [mine, pending, snoozed, solved, spam, trash] = numbers;
    let (chika, waiting, done) =
        (cast.chika, status(world, Category::Pending).await, status(world, Category::Solved).await);
    by(world, chika, move |tx| {
        ticket::assign(tx, mine, Some(chika), None)?;
        ticket::set_status(tx, pending, waiting, None)?;
        ticket::snooze(tx, snoozed, Snooze::UntilReply, None)?;
        ticket::set_status(tx, solved, done, None)?;
        ticket::mark_spam(tx, spam, None)?;
        ticket::trash(tx, trash, None)
    })
    .await
    .unwrap();
    numbers
}

fn numbers(page: &Page) -> Vec<TicketNumber> {
    page.lines.iter().map(|line| line.ticket.number).collect()
}

testing::on_both! {
    async fn the_snoozed_stand_by_what_wakes_next(world: World) {
        let cast = world.cast().await;
        let mut all = Vec::new();
        for hours in [Some(5), None, Some(2), Some(9)] {
            let number = asked(&world, &cast).await.number;
            let in_hours = |hours: u64| testing::START.plus(Duration::from_secs(hours * 3_600));
            let snooze = hours.map_or(Snooze::UntilReply, |hours| Snooze::Until(in_hours(hours)));
            by(&world, cast.ben, move |tx| ticket::snooze(tx, number, snooze, None)).await.unwrap();
            all.push(number);
        }
        let [later, reply, soon, last] = all[..] else { unreachable!() };
        let usual = seen_by(&world, cast.ben, |read| ticket::layout_of(read, View::Snoozed)).await.unwrap().order;
        for (order, wanted) in [(usual, [soon, later, last, reply]), (usual.turned(), [last, later, soon, reply])] {
            let (mut found, mut after) = (Vec::new(), None);
            loop {
                let from = after;
                let page = seen_by(&world, cast.ben, move |read| ticket::list_in(read, (View::Snoozed, None), order, from, 2)).await.unwrap();
                found.extend(numbers(&page));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(found, wanted, "{order:?}");
        }
    }

    async fn each_list_holds_what_its_number_says(world: World) {
        let cast = world.cast().await;
        let [mine, pending, snoozed, solved, spam, trash] = a_full_desk(&world, &cast).await;
        let expected = [
            (View::Mine, vec![mine]),
            (View::Unassigned, vec![pending]),
            (View::AllOpen, vec![pending, mine]),
            (View::Waiting, vec![pending]),
            (View::Team(cast.support), vec![pending, mine]),
            (View::Snoozed, vec![snoozed]),
            (View::Closed, vec![solved]),
            (View::Spam, vec![spam]),
            (View::Trash, vec![trash]),
        ];
        for person in [cast.chika, cast.aya] {
            let counts = seen_by(&world, person, ticket::counts).await.unwrap();
            for (view, wanted) in &expected {
                let view = *view;
                let wanted = if view == View::Mine && person == cast.aya { &vec![] } else { wanted };
                let page = seen_by(&world, person, move |read| ticket::list(read, view, None, 50)).await.unwrap();
                assert_eq!(&numbers(&page), wanted, "{}", view.name());
                assert_eq!(counts.of(view), wanted.len() as i64, "{}", view.name());
            }
        }
    }

    async fn what_one_has_starred_is_found_wherever_it_lies(world: World) {
        let cast = world.cast().await;
        let [mine, _, snoozed, solved, _, trash] = a_full_desk(&world, &cast).await;
        for number in [mine, snoozed, solved, trash] {
            by(&world, cast.chika, move |tx| ticket::star(tx, number)).await.unwrap();
        }
        let starred = async |who| {
            let mut found = numbers(&seen_by(&world, who, |read| ticket::list(read, View::Starred, None, 50)).await.unwrap());
            found.sort_unstable();
            (found, seen_by(&world, who, ticket::counts).await.unwrap().of(View::Starred))
        };
        assert_eq!(starred(cast.chika).await, (vec![mine, snoozed, solved], 3), "not in the trash");
        assert_eq!(starred(cast.ben).await, (vec![], 0), "nobody else's");
        let first = seen_by(&world, cast.chika, |read| ticket::list(read, View::Starred, None, 2)).await.unwrap();
        let rest = seen_by(&world, cast.chika, move |read| ticket::list(read, View::Starred, first.next, 2)).await.unwrap();
        assert_eq!((rest.lines.len(), rest.next), (1, None));
        by(&world, cast.chika, move |tx| ticket::unstar(tx, solved)).await.unwrap();
        assert_eq!(starred(cast.chika).await, (vec![mine, snoozed], 2));
    }

    async fn a_page_goes_on_where_the_one_before_ended(world: World) {
        let cast = world.cast().await;
        let mut made = Vec::new();
        for _ in 0..5 {
            // Two of the same moment, so that the id decides.
            made.push(asked(&world, &cast).await.number);
        }
        made.reverse();
        let (mut after, mut found) = (None, Vec::new());
        for _ in 0..3 {
            let page = seen_by(&world, cast.chika, move |read| ticket::list(read, View::AllOpen, after, 2)).await.unwrap();
            found.extend(numbers(&page));
            after = page.next;
        }
        assert_eq!((found, after), (made, None));
    }

    async fn a_line_names_its_people(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let chika = cast.chika;
        by(&world, chika, move |tx| ticket::assign(tx, number, Some(chika), None)).await.unwrap();
        let page = seen_by(&world, chika, |read| ticket::list(read, View::Mine, None, 50)).await.unwrap();
        assert_eq!((page.lines[0].requester.as_str(), page.lines[0].assignee.as_deref()), ("Kei Tanaka", Some("Chika Ueda")));
        assert_eq!(page.lines[0].ticket.preview, "My kettle leaks at the handle.");
    }

    async fn nobody_lists_or_counts_other_teams_tickets(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let (support, billing) = (cast.support, cast.billing);
        by(&world, cast.ben, move |tx| ticket::move_to_team(tx, number, billing, None)).await.unwrap();
        let page = seen_by(&world, cast.dai, |read| ticket::list(read, View::AllOpen, None, 50)).await.unwrap();
        assert_eq!(numbers(&page), vec![]);
        assert_eq!(seen_by(&world, cast.dai, ticket::counts).await.unwrap().of(View::AllOpen), 0);
        assert_missing(seen_by(&world, cast.dai, move |read| ticket::list(read, View::Team(billing), None, 50)).await);
        assert_missing(seen_by(&world, cast.dai, |read| ticket::list(read, View::Team(TeamId(4711)), None, 50)).await);
        let page = seen_by(&world, cast.eve, |read| ticket::list(read, View::AllOpen, None, 50)).await.unwrap();
        assert_eq!(numbers(&page), vec![], "Eve is in no team");
        assert_missing(seen_by(&world, cast.kei, |read| ticket::list(read, View::AllOpen, None, 50)).await);
        assert_missing(seen_by(&world, cast.kei, ticket::counts).await);
        let page = seen_by(&world, cast.chika, move |read| ticket::list(read, View::Team(billing), None, 50)).await.unwrap();
        assert_eq!(numbers(&page), vec![number], "Chika reads there");
        let page = seen_by(&world, cast.aya, move |read| ticket::list(read, View::Team(support), None, 50)).await.unwrap();
        assert_eq!(numbers(&page), vec![]);
    }
}
