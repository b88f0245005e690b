//! Workflows: what may follow what, for every door.

use crate::desk_work::*;
use desk::Refusal;
use desk::ticket::{Category, Kind, StatusId, TicketNumber, Transition, WorkflowWish};
use service::conversation::{self, Compose};
use service::ticket;
use testing::{Cast, World};

fn step(from: StatusId, to: StatusId) -> Transition {
    Transition { from, to, roles: vec![], teams: vec![], fields: vec![], tasks: false }
}

/// Questions are answered before they are solved, and only supervisors put them on hold.
async fn drawn(world: &World, cast: &Cast) -> TicketNumber {
    let number = asked(world, cast).await.number;
    let (new, open) = (status(world, Category::New).await, status(world, Category::Open).await);
    let (pending, hold) = (status(world, Category::Pending).await, status(world, Category::OnHold).await);
    let solved = status(world, Category::Solved).await;
    let led = Transition { roles: vec![desk::Role::Supervisor], ..step(open, hold) };
    let transitions = vec![step(new, open), step(open, pending), step(pending, open), step(pending, solved), led];
    let kind = now(world, number).await.kind;
    let wish = WorkflowWish { name: "Questions".into(), kinds: vec![kind], topics: vec![], transitions };
    by(world, cast.aya, move |tx| ticket::create_workflow(tx, wish)).await.unwrap();
    number
}

testing::on_both! {
    async fn a_step_that_is_not_drawn_is_closed_to_agents_macros_and_many_at_once(world: World) {
        let cast = world.cast().await;
        let number = drawn(&world, &cast).await;
        let solved = status(&world, Category::Solved).await;
        let set = by(&world, cast.chika, move |tx| ticket::set_status(tx, number, solved, None)).await;
        assert_refused(set, Refusal::TransitionClosed);
        let act = desk::ticket::Act::SetStatus(solved);
        assert_refused(by(&world, cast.chika, move |tx| ticket::act_on(tx, number, &act)).await, Refusal::TransitionClosed);
        let compose = Compose { text: "Done".into(), status_after: Some(solved), ..Compose::default() };
        let noted = by(&world, cast.chika, move |tx| conversation::note(tx, number, compose)).await;
        assert_refused(noted, Refusal::TransitionClosed);
        let open = status(&world, Category::Open).await;
        by(&world, cast.chika, move |tx| ticket::set_status(tx, number, open, None)).await.unwrap();
        assert_eq!(now(&world, number).await.status, open);
    }

    async fn some_steps_are_for_some_people(world: World) {
        let cast = world.cast().await;
        let number = drawn(&world, &cast).await;
        let (open, hold) = (status(&world, Category::Open).await, status(&world, Category::OnHold).await);
        by(&world, cast.chika, move |tx| ticket::set_status(tx, number, open, None)).await.unwrap();
        let set = by(&world, cast.chika, move |tx| ticket::set_status(tx, number, hold, None)).await;
        assert_refused(set, Refusal::TransitionNotYours);
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        assert_eq!(page.closed.get(&hold), Some(&Refusal::TransitionNotYours), "the page knows it before");
        by(&world, cast.ben, move |tx| ticket::set_status(tx, number, hold, None)).await.unwrap();
    }

    async fn a_step_may_wait_until_every_task_is_done(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let (new, solved) = (status(&world, Category::New).await, status(&world, Category::Solved).await);
        let kind = now(&world, number).await.kind;
        let transitions = vec![Transition { tasks: true, ..step(new, solved) }];
        let wish = WorkflowWish { name: "Questions".into(), kinds: vec![kind], topics: vec![], transitions };
        by(&world, cast.aya, move |tx| ticket::create_workflow(tx, wish)).await.unwrap();
        let what = desk::ticket::TaskFacts { text: "Call back".into(), ..desk::ticket::TaskFacts::default() };
        by(&world, cast.chika, move |tx| ticket::add_task(tx, number, what)).await.unwrap();
        let solve = || by(&world, cast.chika, move |tx| ticket::set_status(tx, number, solved, None));
        assert_refused(solve().await, Refusal::TransitionTasks);
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        assert_eq!(page.closed.get(&solved), Some(&Refusal::TransitionTasks), "the page knows it before");
        let task = page.depth.tasks[0].id;
        by(&world, cast.chika, move |tx| ticket::finish_task(tx, number, task)).await.unwrap();
        solve().await.unwrap();
    }

    async fn the_desk_itself_and_tickets_of_other_types_are_not_held_up(world: World) {
        let cast = world.cast().await;
        let number = drawn(&world, &cast).await;
        let solved = status(&world, Category::Solved).await;
        system(&world, move |tx| ticket::set_status(tx, number, solved, None)).await;
        assert_eq!(now(&world, number).await.status, solved);
        let other = asked(&world, &cast).await.number;
        by(&world, cast.chika, move |tx| ticket::set_kind(tx, other, Kind::Problem, None)).await.unwrap();
        by(&world, cast.chika, move |tx| ticket::set_status(tx, other, solved, None)).await.unwrap();
    }

    async fn a_plain_answer_is_sent_whatever_the_workflow_says(world: World) {
        let cast = world.cast().await;
        let number = drawn(&world, &cast).await;
        let before = now(&world, number).await.status;
        by(&world, cast.chika, move |tx| conversation::reply(tx, number, to_kei("We look into it."))).await.unwrap();
        assert_eq!(now(&world, number).await.status, before, "new may not become pending");
    }
}
