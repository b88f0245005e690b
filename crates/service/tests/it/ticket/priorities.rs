//! Levels of urgency that a desk calls and uses in its own way.

use crate::desk_work::*;
use base::Language;
use desk::form::Label;
use desk::people::PersonId;
use desk::ticket::{Bucket, Color, Grouping, Level, Order, Priorities, Priority, TicketNumber, View};
use desk::{Actor, Refusal};
use service::form::Given;
use service::house;
use service::ticket::{self, Asked};
use std::collections::BTreeMap;
use testing::{World, email};

fn level(name: &str, public: bool) -> Level {
    Level { name: Label::new(name, ""), color: Some(Color::Violet), used: true, public }
}

fn levels(changes: &[(Priority, Level)]) -> Priorities {
    changes.iter().cloned().collect::<BTreeMap<_, _>>().into()
}

fn request(priority: Option<Priority>) -> Asked {
    Asked {
        name: "Kei".into(),
        email: Some(email("kei@customer.example")),
        subject: "It broke".into(),
        text: "Please help".into(),
        attachments: vec![],
        language: Language::English,
        organization: None,
        brand: None,
        priority,
        given: Given::default(),
    }
}

async fn numbers(world: &World, who: PersonId, order: Order) -> Vec<TicketNumber> {
    let list =
        seen_by(world, who, move |read| ticket::list_in(read, (View::AllOpen, None), order, None, 50)).await.unwrap();
    list.lines.iter().map(|line| line.ticket.number).collect()
}

testing::on_both! {
    async fn the_whole_scale_has_one_order_wherever_it_counts(world: World) {
        let cast = world.cast().await;
        let mut by_level = Vec::new();
        // Not in their order, so that only the level can make it.
        for at in [3, 7, 0, 5, 1, 6, 2, 4] {
            let number = asked(&world, &cast).await.number;
            let priority = Priority::ALL[at];
            by(&world, cast.chika, move |tx| ticket::set_priority(tx, number, priority, None)).await.unwrap();
            by_level.push((priority, number));
        }
        by_level.sort();
        let rising: Vec<TicketNumber> = by_level.iter().map(|(_, number)| *number).collect();
        let falling: Vec<TicketNumber> = rising.iter().rev().copied().collect();
        assert_eq!(numbers(&world, cast.chika, Order::Priority).await, falling);
        assert_eq!(numbers(&world, cast.chika, Order::LeastUrgent).await, rising);
        let board = seen_by(&world, cast.chika, |read| {
            ticket::board(read, (View::AllOpen, None), Order::Newest, Grouping::Priority, &[])
        });
        // A level that is not used has a column as long as a ticket has it.
        let buckets: Vec<Bucket> = board.await.unwrap().columns.into_iter().map(|one| one.bucket).collect();
        assert_eq!(buckets, Priority::ALL.iter().rev().map(|one| Bucket::from(one.name())).collect::<Vec<_>>());
        for expected in falling {
            assert_eq!(by(&world, cast.chika, ticket::take_next).await.unwrap().number, expected);
        }
    }

    async fn who_configures_names_them_and_an_older_page_overwrites_nothing(world: World) {
        let cast = world.cast().await;
        let own = levels(&[(Priority::Critical, level("Line down", true))]);
        let usual = Priorities::default();
        let (seen, wish) = (usual.clone(), own.clone());
        assert_refused(by(&world, cast.chika, move |tx| house::change_priorities(tx, &seen, wish)).await, Refusal::NotAllowed);
        let (seen, wish) = (usual.clone(), own.clone());
        by(&world, cast.aya, move |tx| house::change_priorities(tx, &seen, wish)).await.unwrap();
        let kept = seen_by(&world, cast.chika, house::load).await.unwrap().priorities;
        assert_eq!(*kept, own);
        let late = by(&world, cast.aya, move |tx| house::change_priorities(tx, &usual, Priorities::default())).await;
        assert_conflict(late);
        let twice = levels(&[(Priority::Critical, level("Down", false)), (Priority::Urgent, level("down", false))]);
        assert_refused(by(&world, cast.aya, move |tx| house::change_priorities(tx, &own, twice)).await, Refusal::PriorityTwice);
    }

    async fn requesters_choose_and_see_what_is_public_and_nothing_else(world: World) {
        let cast = world.cast().await;
        let wish = levels(&[(Priority::Normal, level("", true)), (Priority::Critical, level("Line down", true))]);
        let ask = |priority| move |tx: &mut service::Tx| ticket::ask(tx, request(priority));
        assert_refused(world.desk.change(Actor::Anonymous, ask(Some(Priority::Critical))).await, Refusal::PriorityNotOffered);
        by(&world, cast.aya, move |tx| house::change_priorities(tx, &Priorities::default(), wish)).await.unwrap();
        assert_refused(world.desk.change(Actor::Anonymous, ask(Some(Priority::Urgent))).await, Refusal::PriorityNotOffered);
        let down = world.desk.change(Actor::Anonymous, ask(Some(Priority::Critical))).await.unwrap();
        assert_eq!(down.priority, Priority::Critical);
        let plain = world.desk.change(Actor::Anonymous, ask(None)).await.unwrap();
        assert_eq!(plain.priority, Priority::Normal);
        let number = plain.number;
        by(&world, cast.chika, move |tx| ticket::set_priority(tx, number, Priority::Urgent, None)).await.unwrap();

        let kei = plain.requester;
        let mine = seen_by(&world, kei, |read| ticket::mine(read, None, 10)).await.unwrap();
        let told: BTreeMap<TicketNumber, Option<Priority>> = mine.lines.iter().map(|line| (line.number, line.priority)).collect();
        assert_eq!(told, [(down.number, Some(Priority::Critical)), (plain.number, None)].into());
        let number = down.number;
        assert_eq!(seen_by(&world, kei, move |read| ticket::public_page(read, number)).await.unwrap().priority, Some(Priority::Critical));
        let number = plain.number;
        assert_eq!(seen_by(&world, kei, move |read| ticket::public_page(read, number)).await.unwrap().priority, None);
    }
}
