//! What the clock does.

use crate::desk_of_mail::open;
use desk::condition::Condition;
use desk::sla::{PolicyWish, Promise, SlaState, Target, Terms};
use desk::ticket::{Category, Closing, Priority, Snooze, Ticket, TicketId, TicketNumber};
use reactions::{Jobs, step};
use service::{Actor, people, schedule, sla};
use std::time::Duration;
use testing::{Cast, World};

const DAY: Duration = Duration::from_secs(86_400);

async fn a_ticket(world: &World, cast: &Cast) -> Ticket {
    let said = service::conversation::Incoming::said(cast.kei, desk::ticket::Origin::Portal, "Words.");
    let wish = service::ticket::NewTicket::asked("A matter", cast.kei, cast.support, said);
    world.desk.change(Actor::System, move |tx| service::ticket::create(tx, wish)).await.unwrap()
}

async fn set(world: &World, number: TicketNumber, category: Category) {
    let set = move |tx: &mut service::Tx| {
        let status = store::ticket::statuses::standard(tx, category)?;
        service::ticket::set_status(tx, number, status.id, None).map(drop)
    };
    world.desk.change(Actor::System, set).await.unwrap();
}

async fn now(world: &World, id: TicketId) -> Ticket {
    world.desk.ask(Actor::System, move |read| Ok(store::ticket::tickets::by_id(read, id)?.unwrap())).await.unwrap()
}

testing::on_both! {
    async fn a_snoozed_ticket_wakes_at_its_moment(world: World) {
        let cast = open(&world).await;
        let ticket = a_ticket(&world, &cast).await;
        let until = Snooze::Until(world.desk.now().plus(DAY));
        world.desk.change(Actor::System, move |tx| service::ticket::snooze(tx, ticket.number, until, None)).await.unwrap();
        step(&world.desk, &Jobs::new()).await.unwrap();
        assert_eq!(now(&world, ticket.id).await.snooze, until);
        world.clock.advance(DAY);
        step(&world.desk, &Jobs::new()).await.unwrap();
        assert_eq!(now(&world, ticket.id).await.snooze, Snooze::Awake);
    }

    async fn what_stays_solved_is_closed_after_a_week(world: World) {
        let cast = open(&world).await;
        let ticket = a_ticket(&world, &cast).await;
        set(&world, ticket.number, Category::Solved).await;
        for (days, expected) in [(6, Category::Solved), (1, Category::Closed)] {
            world.clock.advance(DAY * days);
            step(&world.desk, &Jobs::new()).await.unwrap();
            assert_eq!(now(&world, ticket.id).await.category, expected);
        }
    }

    async fn what_is_promised_to_an_organisation_that_was_merged_is_promised_to_what_it_is_now(world: World) {
        let cast = open(&world).await;
        let Ticket { id, number, .. } = a_ticket(&world, &cast).await;
        let made = world.desk.change(Actor::System, move |tx| {
            let (one, two) = (people::create_organization(tx, "Kyaku")?.id, people::create_organization(tx, "Kyaku KK")?.id);
            service::ticket::set_organization(tx, number, Some(two), None)?;
            let theirs = format!(r#"{{"all":[{{"field":"organization","operator":"any_of","value":[{one}]}}]}}"#);
            let mut promise = Promise::nothing(Target::Resolution);
            promise.set(Priority::Normal, Some(60));
            let terms = Terms {
                calendar: None, promises: vec![promise], pauses: Vec::new(), pauses_snoozed: false, notes_answer: false, steps: Vec::new(),
            };
            sla::create_policy(tx, PolicyWish { name: "Theirs".into(), condition: Condition::read(&theirs)?, terms })?;
            Ok((one, two))
        });
        let (one, two) = made.await.unwrap();
        step(&world.desk, &Jobs::new()).await.unwrap();
        assert_eq!(now(&world, id).await.sla, None);
        let merge = world.desk.change(Actor::System, move |tx| people::merge_organizations(tx, one, two)).await.unwrap();
        step(&world.desk, &Jobs::new()).await.unwrap();
        assert_eq!(now(&world, id).await.sla, Some(SlaState::Running));
        world.desk.change(Actor::System, move |tx| people::unmerge_organizations(tx, merge).map(drop)).await.unwrap();
        step(&world.desk, &Jobs::new()).await.unwrap();
        assert_eq!(now(&world, id).await.sla, None);
    }

    async fn a_desk_may_choose_never_to_close(world: World) {
        let cast = open(&world).await;
        let ticket = a_ticket(&world, &cast).await;
        set(&world, ticket.number, Category::Solved).await;
        let choose = |seen: u32, days: u32| {
            move |tx: &mut service::Tx| service::ticket::change_closing(tx, Closing { days: seen }, Closing { days })
        };
        world.desk.change(Actor::System, choose(7, 0)).await.unwrap();
        world.clock.advance(DAY * 1000);
        step(&world.desk, &Jobs::new()).await.unwrap();
        assert_eq!(now(&world, ticket.id).await.category, Category::Solved);

        // From a page that somebody has overtaken, and beyond ten years.
        assert!(matches!(world.desk.change(Actor::System, choose(7, 3)).await, Err(desk::Error::Conflict)));
        let far = world.desk.change(Actor::System, choose(0, 3_651)).await;
        assert!(matches!(far, Err(desk::Error::Refused(desk::Refusal::ClosingInvalid))));
        world.desk.change(Actor::System, choose(0, 1_001)).await.unwrap();
        step(&world.desk, &Jobs::new()).await.unwrap();
        assert_eq!(now(&world, ticket.id).await.category, Category::Solved);
        world.clock.advance(DAY);
        step(&world.desk, &Jobs::new()).await.unwrap();
        assert_eq!(now(&world, ticket.id).await.category, Category::Closed);
    }

    async fn one_process_holds_the_clock_until_its_lease_ends(world: World) {
        let cast = open(&world).await;
        world.desk.change(Actor::System, |tx| schedule::tick(tx, "first")).await.unwrap();
        let ticket = a_ticket(&world, &cast).await;
        set(&world, ticket.number, Category::Solved).await;
        world.clock.advance(DAY * 8);
        world.desk.change(Actor::System, |tx| schedule::tick(tx, "first")).await.unwrap();
        assert_eq!(world.desk.change(Actor::System, |tx| schedule::tick(tx, "second")).await.unwrap(), 0);
        let other = a_ticket(&world, &cast).await;
        set(&world, other.number, Category::Solved).await;
        world.clock.advance(DAY * 8);
        assert!(world.desk.change(Actor::System, |tx| schedule::tick(tx, "second")).await.unwrap() > 0, "the lease has ended");
        assert_eq!(now(&world, other.id).await.category, Category::Closed);
    }
}
