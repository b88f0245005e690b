//! Flows start, ask, wait, branch, go side by side and round, call each other, and come to an end: each step once.

use crate::desk_of_mail::open;
use crate::rules::{ask, condition, events, leave, page, rule, system, to_two, wish};
use base::Address;
use desk::approval::{ApprovalState, Approver, Needed, ProcedureWish};
use desk::automation::{Responsible, Stage, Step, Texts};
use desk::channel::Fate;
use desk::flow::{Flow, FlowId, FlowRunId, FlowWish, Node, NodeId, Place, RunState, Start, State, StepOutcome, What};
use desk::notification::Occasion;
use desk::people::TeamId;
use desk::sla::{CalendarWish, Hours};
use desk::ticket::{Category, Kind, Priority, StatusId, TicketNumber};
use desk::{Actor, Error, Event, Refusal, Who};
use reactions::{Jobs, step};
use service::automation::Switch;
use service::conversation::{self, Compose};
use service::flow::{self, Edit, FlowRunPage};
use service::{approval, sla, ticket};
use std::time::Duration;
use testing::{Cast, World, email, refusal};

const HOUR: Duration = Duration::from_secs(3_600);

async fn follow(world: &World) {
    step(&world.desk, &Jobs::new()).await.unwrap();
}

async fn later(world: &World, by: Duration) {
    world.clock.advance(by);
    follow(world).await;
}

fn node(id: i64, what: What) -> Node {
    Node { id: NodeId(id), what }
}

fn priority(id: i64, to: Priority) -> Node {
    node(id, What::Act(Some(Step::SetPriority(to))))
}

fn kind(id: i64, to: Kind) -> Node {
    node(id, What::Act(Some(Step::SetKind(to))))
}

fn note(id: i64, text: &str) -> Node {
    node(id, What::Act(Some(Step::Note(Texts { en: text.into(), ja: String::new() }))))
}

fn hour(id: i64) -> Node {
    node(id, What::Wait { minutes: 60, calendar: None })
}

fn high() -> desk::condition::Condition {
    condition(r#"{"all":[{"field":"priority","operator":"any_of","value":["high"]}]}"#)
}

fn made(body: Vec<Node>) -> FlowWish {
    FlowWish { name: "Escalate".into(), body, ..FlowWish::default() }
}

/// Made, published and switched on.
async fn runs(world: &World, wish: FlowWish) -> FlowId {
    system(world, move |tx| {
        let flow = flow::create_flow(tx, wish)?;
        let flow = flow::publish_flow(tx, flow.id, flow.edition)?;
        Ok(flow::switch_flow(tx, flow.id, Switch::On(Stage::Act))?.id)
    })
    .await
}

async fn on(world: &World, number: TicketNumber) -> Vec<FlowRunPage> {
    system(world, move |tx| Ok(flow::flows_of_ticket(tx, number)?.runs)).await
}

/// What a run has done: node and outcome.
fn done(page: &FlowRunPage) -> Vec<(i64, StepOutcome)> {
    page.steps.iter().map(|(step, _)| (step.node.0, step.outcome)).collect()
}

async fn asked(world: &World, cast: &Cast) -> TicketNumber {
    let number = ask(world, cast, "The kettle leaks").await.number;
    follow(world).await;
    number
}

async fn set(world: &World, number: TicketNumber, to: Priority) {
    system(world, move |tx| ticket::set_priority(tx, number, to, None).map(drop)).await;
    follow(world).await;
}

/// A reply makes it high; the next one within two hours an incident, none a problem.
fn on_replies() -> FlowWish {
    let on = || vec!["message_sent".to_owned()];
    let waits = What::Await {
        on: on(),
        condition: condition(r#"{"all":[]}"#),
        minutes: 120,
        came: vec![kind(3, Kind::Incident)],
        late: vec![kind(4, Kind::Problem)],
    };
    FlowWish { on: on(), ..made(vec![priority(1, Priority::High), node(2, waits)]) }
}

fn count(told: &[(Who, Event)], kind: &str) -> usize {
    told.iter().filter(|(_, event)| event.kind() == kind).count()
}

testing::on_both! {
    async fn a_flow_goes_through_its_steps_and_the_ticket_says_so(world: World) {
        let cast = world.cast().await;
        let branch = What::Branch { condition: high(), yes: vec![kind(3, Kind::Incident)], no: vec![kind(4, Kind::Task)] };
        let id = runs(&world, made(vec![priority(1, Priority::High), node(2, branch), note(5, "Done")])).await;
        let number = asked(&world, &cast).await;
        let page = page(&world, number).await;
        assert_eq!((page.ticket.priority, page.ticket.kind), (Priority::High, Kind::Incident));
        assert_eq!(page.flow_names.get(&id).map(String::as_str), Some("Escalate"));
        let told = events(&page);
        assert!(told.iter().any(|(who, event)| *who == Who::Flow(id) && matches!(event, Event::PriorityChanged { .. })));
        assert_eq!((count(&told, "flow_started"), count(&told, "flow_done")), (1, 1));
        let run = &on(&world, number).await[0];
        assert_eq!(run.run.state, RunState::Done);
        use StepOutcome::{Done, Started, Took, Yes};
        assert_eq!(done(run), [(0, Started), (1, Took), (2, Yes), (3, Took), (5, Took), (0, Done)]);
        let seen = run.steps[2].0.sight.clone().unwrap();
        assert!(high().explained(&seen, None).holds);
        follow(&world).await;
        assert_eq!(on(&world, number).await.len(), 1);
    }

    async fn lanes_run_side_by_side_and_meet_again(world: World) {
        let cast = world.cast().await;
        let lanes = vec![vec![hour(2), priority(3, Priority::High)], vec![kind(4, Kind::Task)]];
        runs(&world, made(vec![node(1, What::Parallel { lanes }), note(5, "Both")])).await;
        let number = asked(&world, &cast).await;
        let now = page(&world, number).await.ticket;
        assert_eq!((now.kind, now.priority), (Kind::Task, Priority::Normal));
        let told = on(&world, number).await.remove(0).stands.unwrap();
        assert_eq!((matches!(told.state, State::Waits { .. }), told.step), (true, 2));
        later(&world, HOUR / 2).await;
        assert_eq!(on(&world, number).await[0].run.state, RunState::Waiting);
        later(&world, HOUR / 2).await;
        assert_eq!(page(&world, number).await.ticket.priority, Priority::High);
        let run = &on(&world, number).await[0];
        assert_eq!((run.run.state, done(run).contains(&(5, StepOutcome::Took))), (RunState::Done, true));
    }

    async fn what_a_flow_waits_for_brings_it_on_and_silence_does_too(world: World) {
        let cast = world.cast().await;
        let waits = |id: i64| What::Await {
            on: vec!["priority_changed".into()],
            condition: condition(r#"{"all":[{"field":"priority","operator":"became","value":["high"]}]}"#),
            minutes: 120,
            came: vec![kind(id + 1, Kind::Incident)],
            late: vec![kind(id + 2, Kind::Problem)],
        };
        runs(&world, made(vec![node(1, waits(1))])).await;
        let (one, other) = (asked(&world, &cast).await, asked(&world, &cast).await);
        world.clock.advance(HOUR);
        set(&world, one, Priority::Low).await;
        assert_eq!(page(&world, one).await.ticket.kind, Kind::Question);
        set(&world, one, Priority::High).await;
        assert_eq!(page(&world, one).await.ticket.kind, Kind::Incident);
        let run = &on(&world, one).await[0];
        let came = run.steps.iter().find(|(step, _)| step.outcome == StepOutcome::Came).unwrap();
        assert!(matches!(came.1.as_ref().map(|one| &one.event), Some(Event::PriorityChanged { to: Priority::High, .. })));
        later(&world, HOUR).await;
        assert_eq!(page(&world, other).await.ticket.kind, Kind::Problem);
        set(&world, other, Priority::High).await;
        assert_eq!(page(&world, other).await.ticket.kind, Kind::Problem);
    }

    async fn a_flow_starts_by_a_reply_and_waits_for_one_as_it_leaves(world: World) {
        let cast = world.cast().await;
        runs(&world, on_replies()).await;
        let number = asked(&world, &cast).await;
        let chika = world.actor(cast.chika).await;
        let looks = async || {
            follow(&world).await;
            let now = page(&world, number).await.ticket;
            (now.priority, now.kind)
        };
        for after in [Kind::Question, Kind::Incident] {
            let before = looks().await;
            let to = vec![Address::bare(email("kei@customer.example"))];
            let compose = Compose { text: "A new lid.".into(), to, ..Compose::default() };
            world.desk.change(chika.clone(), move |tx| conversation::reply(tx, number, compose)).await.unwrap();
            assert_eq!(looks().await, before, "it can still be taken back");
            leave(&world, &[Fate::Accepted]).await;
            assert_eq!(looks().await, (Priority::High, after));
        }
    }

    async fn a_reply_that_goes_to_somebody_else_instead_is_no_second_one(world: World) {
        let cast = world.cast().await;
        runs(&world, on_replies()).await;
        let number = asked(&world, &cast).await;
        let chika = world.actor(cast.chika).await;
        let replies = || {
            world.desk.change(chika.clone(), move |tx| conversation::reply(tx, number, to_two()))
        };
        let looks = async || {
            follow(&world).await;
            let now = page(&world, number).await.ticket;
            (now.priority, now.kind)
        };
        let said = replies().await.unwrap();
        leave(&world, &[Fate::Accepted, Fate::Refused]).await;
        assert_eq!(looks().await, (Priority::High, Kind::Question), "it begins, and waits for the next");
        system(&world, move |tx| {
            let letter = store::channel::letters::of_message(tx, said)?.expect("it goes by a letter").id;
            service::channel::redirect_letter(tx, letter, "mio@kyaku.example", "boss@kyaku.example")
        }).await;
        leave(&world, &[Fate::Accepted]).await;
        assert_eq!(looks().await, (Priority::High, Kind::Question), "it is the same");
        replies().await.unwrap();
        leave(&world, &[Fate::Accepted, Fate::Accepted]).await;
        assert_eq!(looks().await, (Priority::High, Kind::Incident));
    }

    async fn a_loop_goes_round_until_it_holds_and_never_more_often_than_said(world: World) {
        let cast = world.cast().await;
        let round = |until| What::Loop { until, times: 3, body: vec![note(2, "Still open"), hour(3)] };
        runs(&world, made(vec![node(1, round(high())), kind(4, Kind::Task)])).await;
        let (one, other) = (asked(&world, &cast).await, asked(&world, &cast).await);
        later(&world, HOUR).await;
        set(&world, one, Priority::High).await;
        for _ in 0..3 {
            later(&world, HOUR).await;
        }
        let notes = |page: &FlowRunPage| done(page).iter().filter(|step| **step == (2, StepOutcome::Took)).count();
        let (one, other) = (on(&world, one).await.remove(0), on(&world, other).await.remove(0));
        assert_eq!((notes(&one), one.run.state), (2, RunState::Done));
        assert!(done(&one).contains(&(1, StepOutcome::Reached)));
        assert_eq!((notes(&other), other.run.state), (3, RunState::Done));
        assert!(done(&other).contains(&(1, StepOutcome::Spent)));
    }

    async fn a_flow_runs_another_and_waits_for_its_end(world: World) {
        let cast = world.cast().await;
        let below = FlowWish { start: Start::Called, name: "Below".into(), ..made(vec![hour(1), priority(2, Priority::High)]) };
        let called = runs(&world, below).await;
        runs(&world, made(vec![node(1, What::Call(Some(called))), kind(2, Kind::Task)])).await;
        let number = asked(&world, &cast).await;
        let all = on(&world, number).await;
        assert_eq!((all.len(), all[0].run.flow, all[0].run.parent), (2, called, Some(all[1].run.id)));
        assert!(matches!(all[1].stands.as_ref().unwrap().state, State::Called(_)));
        later(&world, HOUR).await;
        let now = page(&world, number).await.ticket;
        assert_eq!((now.priority, now.kind), (Priority::High, Kind::Task));
        assert!(on(&world, number).await.iter().all(|page| page.run.state == RunState::Done));
        let removed = world.desk.change(Actor::System, move |tx| flow::remove_flow(tx, called)).await;
        assert_eq!(refusal(removed), Refusal::FlowInUse);
    }

    async fn flows_do_not_call_each_other_in_circles(world: World) {
        let wish = FlowWish { start: Start::Called, ..made(vec![priority(1, Priority::High)]) };
        let first = runs(&world, wish.clone()).await;
        let second = runs(&world, FlowWish { body: vec![node(1, What::Call(Some(first)))], ..wish }).await;
        let circle = world.desk.change(Actor::System, move |tx| {
            let flow = flow::flow(tx, first)?;
            let place = Place { within: NodeId(0), list: 0, at: 1 };
            let (flow, _) = flow::edit_flow(tx, first, flow.edition, Edit::Add(place, What::Call(Some(second))))?;
            let faults = flow::flow_faults(tx, &flow)?;
            assert_eq!(faults.iter().map(|fault| (fault.node.0, fault.refusal)).collect::<Vec<_>>(), [(2, Refusal::FlowCircle)]);
            flow::publish_flow(tx, first, flow.edition)
        });
        assert_eq!(refusal(circle.await), Refusal::FlowUnfinished);
    }

    async fn an_approval_decides_the_way(world: World) {
        let cast = open(&world).await;
        let question = Texts { en: "May we?".into(), ja: String::new() };
        let approvers = vec![Approver::Person(cast.dai)];
        let procedure = ProcedureWish { name: "Purchase".into(), question, approvers, needed: Needed::One, ..ProcedureWish::default() };
        let procedure = system(&world, move |tx| Ok(approval::create_procedure(tx, procedure)?.id)).await;
        let ask_first = What::Approve { procedure: Some(procedure), yes: vec![kind(2, Kind::Task)], no: vec![kind(3, Kind::Problem)] };
        runs(&world, made(vec![node(1, ask_first)])).await;
        for (yes, wanted) in [(true, Kind::Task), (false, Kind::Problem)] {
            let number = asked(&world, &cast).await;
            let question = page(&world, number).await.approvals.0.remove(0);
            assert_eq!(question.state, ApprovalState::Pending);
            let dai = world.actor(cast.dai).await;
            world.desk.change(dai, move |tx| approval::answer(tx, question.id, yes, "")).await.unwrap();
            follow(&world).await;
            assert_eq!(page(&world, number).await.ticket.kind, wanted);
        }
        let removed = world.desk.change(Actor::System, move |tx| approval::remove_procedure(tx, procedure)).await;
        assert_eq!(refusal(removed), Refusal::ProcedureInUse);
    }

    async fn a_question_at_the_end_of_the_last_lane_ends_both(world: World) {
        let cast = open(&world).await;
        let question = Texts { en: "May we?".into(), ja: String::new() };
        let approvers = vec![Approver::Person(cast.dai)];
        let procedure = ProcedureWish { name: "Purchase".into(), question, approvers, needed: Needed::One, ..ProcedureWish::default() };
        let procedure = system(&world, move |tx| Ok(approval::create_procedure(tx, procedure)?.id)).await;
        let asks = What::Approve { procedure: Some(procedure), yes: Vec::new(), no: Vec::new() };
        let lanes = vec![vec![node(2, asks)], vec![kind(3, Kind::Task)]];
        runs(&world, made(vec![node(1, What::Parallel { lanes })])).await;
        let number = asked(&world, &cast).await;
        let question = page(&world, number).await.approvals.0.remove(0);
        let dai = world.actor(cast.dai).await;
        world.desk.change(dai, move |tx| approval::answer(tx, question.id, true, "")).await.unwrap();
        follow(&world).await;
        assert_eq!(on(&world, number).await[0].run.state, RunState::Done);
    }

    async fn what_stops_takes_along_what_it_called_and_asked(world: World) {
        let cast = open(&world).await;
        let question = Texts { en: "May we?".into(), ja: String::new() };
        let approvers = vec![Approver::Person(cast.dai)];
        let procedure = ProcedureWish { name: "Purchase".into(), question, approvers, needed: Needed::One, ..ProcedureWish::default() };
        let procedure = system(&world, move |tx| Ok(approval::create_procedure(tx, procedure)?.id)).await;
        let below = FlowWish { start: Start::Called, name: "Below".into(), ..made(vec![hour(1), priority(2, Priority::High)]) };
        let called = runs(&world, below).await;
        let asks = What::Approve { procedure: Some(procedure), yes: Vec::new(), no: Vec::new() };
        let lanes = vec![vec![node(2, What::Call(Some(called)))], vec![node(3, asks)], vec![hour(4), node(5, What::Stop)]];
        runs(&world, made(vec![node(1, What::Parallel { lanes })])).await;
        let number = asked(&world, &cast).await;
        assert_eq!(page(&world, number).await.approvals.0[0].state, ApprovalState::Pending);
        later(&world, HOUR / 2).await;
        later(&world, HOUR / 2 + Duration::from_secs(1)).await;
        later(&world, HOUR).await;
        let states: Vec<_> = on(&world, number).await.iter().map(|page| page.run.state).collect();
        assert!(states.iter().all(|state| !state.is_under_way()), "{states:?}");
        assert_eq!(page(&world, number).await.approvals.0[0].state, ApprovalState::Withdrawn);
    }

    async fn a_flow_that_was_removed_does_nothing_more(world: World) {
        let cast = world.cast().await;
        let id = runs(&world, made(vec![hour(1), priority(2, Priority::High)])).await;
        let number = asked(&world, &cast).await;
        system(&world, move |tx| flow::remove_flow(tx, id)).await;
        later(&world, HOUR).await;
        assert_eq!(page(&world, number).await.ticket.priority, Priority::Normal);
    }

    async fn only_working_hours_count_where_a_calendar_says_so(world: World) {
        let cast = world.cast().await;
        let hours = Hours::usual("UTC");
        let calendar = system(&world, move |tx| sla::create_calendar(tx, CalendarWish { name: "Office".into(), hours })).await;
        runs(&world, made(vec![node(1, What::Wait { minutes: 60, calendar: Some(calendar) }), kind(2, Kind::Task)])).await;
        // It is Sunday, half past nine.
        let number = asked(&world, &cast).await;
        later(&world, HOUR * 23).await;
        assert_eq!(page(&world, number).await.ticket.kind, Kind::Question);
        later(&world, HOUR * 2).await;
        assert_eq!(page(&world, number).await.ticket.kind, Kind::Task);
    }

    async fn a_step_that_is_refused_waits_for_a_person(world: World) {
        let cast = world.cast().await;
        let stranger = node(1, What::Act(Some(Step::Assign(Responsible::Agent(cast.kei)))));
        runs(&world, made(vec![stranger, kind(2, Kind::Task)])).await;
        let number = asked(&world, &cast).await;
        let page_of = page(&world, number).await;
        assert_eq!(page_of.ticket.kind, Kind::Question);
        assert_eq!(count(&events(&page_of), "flow_failed"), 1);
        let stands = &page_of.flows.under_way[0];
        assert!(matches!(&stands.state, State::Failed { reason } if reason == "refusal-assignee-not-in-team"), "{stands:?}");
        let (run, chika) = (stands.run, world.actor(cast.chika).await);
        world.desk.change(chika.clone(), move |tx| flow::retry_flow_run(tx, number, run)).await.unwrap();
        follow(&world).await;
        assert_eq!(on(&world, number).await[0].run.state, RunState::Failed);
        let eve = world.actor(cast.eve).await;
        let hidden = world.desk.change(eve, move |tx| flow::skip_flow_step(tx, number, run)).await;
        assert!(matches!(hidden, Err(Error::Missing)));
        world.desk.change(chika.clone(), move |tx| flow::skip_flow_step(tx, number, run)).await.unwrap();
        follow(&world).await;
        assert_eq!(page(&world, number).await.ticket.kind, Kind::Task);
        let over = world.desk.change(chika, move |tx| flow::cancel_flow_run(tx, number, run)).await;
        assert_eq!(refusal(over), Refusal::FlowOver);
    }

    async fn whoever_made_it_hears_where_it_stopped(world: World) {
        let cast = world.cast().await;
        let ben = world.actor(cast.ben).await;
        let stranger = node(1, What::Act(Some(Step::Assign(Responsible::Agent(cast.kei)))));
        let make = move |tx: &mut service::Tx| {
            let flow = flow::create_flow(tx, made(vec![stranger]))?;
            let flow = flow::publish_flow(tx, flow.id, flow.edition)?;
            flow::switch_flow(tx, flow.id, Switch::On(Stage::Act))
        };
        world.desk.change(ben.clone(), make).await.unwrap();
        let number = asked(&world, &cast).await;
        let told = world.desk.ask(ben, |read| service::notification::inbox(read, true, None, 20)).await.unwrap().told;
        let stopped: Vec<_> = told.iter().filter(|one| one.facts.occasion == Occasion::Stopped).collect();
        assert_eq!(stopped.iter().map(|one| (one.number, one.facts.detail.name())).collect::<Vec<_>>(), [(number, "Escalate")]);
        let chika = world.actor(cast.chika).await;
        let told = world.desk.ask(chika, |read| service::notification::inbox(read, true, None, 20)).await.unwrap().told;
        assert!(told.iter().all(|one| one.facts.occasion != Occasion::Stopped));
    }

    async fn a_flow_first_logs_then_suggests_and_then_acts(world: World) {
        let cast = world.cast().await;
        let branch = What::Branch { condition: high(), yes: vec![kind(3, Kind::Incident)], no: vec![kind(4, Kind::Task), node(5, What::Stop)] };
        let id = runs(&world, made(vec![hour(1), node(2, branch), note(6, "Never")])).await;
        let stage = |to: Stage| system(&world, move |tx| flow::switch_flow(tx, id, Switch::On(to)).map(drop));
        stage(Stage::Log).await;
        let number = asked(&world, &cast).await;
        let logged = &on(&world, number).await[0];
        use StepOutcome::{Declined, Foreseen, No, Proposed, Would};
        assert_eq!((logged.run.state, done(logged)), (RunState::Logged, vec![(0, Foreseen), (1, Would), (2, No), (4, Would), (5, Would)]));
        assert!(logged.steps[2].0.sight.is_some());
        later(&world, HOUR).await;
        assert_eq!(page(&world, number).await.ticket.kind, Kind::Question, "nothing was done");
        assert!(events(&page(&world, number).await).iter().all(|(_, event)| !event.kind().starts_with("flow_")));
        stage(Stage::Suggest).await;
        let number = asked(&world, &cast).await;
        let page_of = page(&world, number).await;
        assert_eq!(count(&events(&page_of), "flow_suggested"), 1);
        assert_eq!(page_of.flows.under_way.iter().map(|one| one.suggested).collect::<Vec<_>>(), [true]);
        let run = on(&world, number).await[0].run.id;
        assert_eq!(done(&on(&world, number).await[0])[0], (0, Proposed));
        let (dai, chika) = (world.actor(cast.dai).await, world.actor(cast.chika).await);
        let light = world.desk.change(dai, move |tx| flow::settle_flow(tx, number, run, true)).await;
        assert_eq!(refusal(light), Refusal::NotAllowed);
        world.desk.change(chika.clone(), move |tx| flow::settle_flow(tx, number, run, true)).await.unwrap();
        follow(&world).await;
        later(&world, HOUR).await;
        assert_eq!(page(&world, number).await.ticket.kind, Kind::Task);
        let again = world.desk.change(chika.clone(), move |tx| flow::settle_flow(tx, number, run, true)).await;
        assert_eq!(refusal(again), Refusal::SuggestionTaken);
        let other = asked(&world, &cast).await;
        let run = on(&world, other).await[0].run.id;
        world.desk.change(chika, move |tx| flow::settle_flow(tx, other, run, false)).await.unwrap();
        assert_eq!(done(&on(&world, other).await[0]).last(), Some(&(0, Declined)));
        assert_eq!(on(&world, other).await[0].run.state, RunState::Declined);
        stage(Stage::Act).await;
        let acts = asked(&world, &cast).await;
        assert_eq!(on(&world, acts).await[0].run.state, RunState::Waiting);
    }

    async fn nothing_runs_a_flow_that_does_not_act_and_a_called_one_has_no_stage(world: World) {
        let cast = world.cast().await;
        let other = runs(&world, made(vec![kind(1, Kind::Task)])).await;
        system(&world, move |tx| flow::switch_flow(tx, other, Switch::On(Stage::Log)).map(drop)).await;
        let caller = FlowWish { name: "Caller".into(), body: vec![node(1, What::Call(Some(other)))], ..FlowWish::default() };
        runs(&world, caller).await;
        let number = asked(&world, &cast).await;
        let failed = on(&world, number).await.into_iter().find(|page| page.run.state == RunState::Failed);
        assert_eq!(failed.unwrap().steps.last().unwrap().0.reason, Refusal::FlowOff.key());
        let called = runs(&world, FlowWish { name: "Called".into(), start: Start::Called, ..made(vec![kind(1, Kind::Task)]) }).await;
        let staged = world.desk.change(Actor::System, move |tx| flow::switch_flow(tx, called, Switch::On(Stage::Suggest))).await;
        assert_eq!(refusal(staged), Refusal::FlowStageless);
    }

    async fn a_run_keeps_the_version_it_began_with(world: World) {
        let cast = world.cast().await;
        let id = runs(&world, made(vec![hour(1), kind(2, Kind::Task)])).await;
        let before = asked(&world, &cast).await;
        let other = What::Act(Some(Step::SetKind(Kind::Problem)));
        system(&world, move |tx| {
            let edition = flow::flow(tx, id)?.edition;
            let (flow, _) = flow::edit_flow(tx, id, edition, Edit::Change(NodeId(2), other))?;
            flow::publish_flow(tx, id, flow.edition)
        }).await;
        let after = asked(&world, &cast).await;
        later(&world, HOUR).await;
        let kinds = (page(&world, before).await.ticket.kind, page(&world, after).await.ticket.kind);
        assert_eq!(kinds, (Kind::Task, Kind::Problem));
        let stale = world.desk.change(Actor::System, move |tx| flow::edit_flow(tx, id, 1, Edit::Discard)).await;
        assert!(matches!(stale, Err(Error::Conflict)));
        let flow: Flow = system(&world, move |tx| {
            let edition = flow::flow(tx, id)?.edition;
            flow::roll_back_flow(tx, id, edition, 1)
        }).await;
        assert!(flow.is_ahead() && flow.version == 2);
    }

    async fn a_flow_ends_with_its_ticket(world: World) {
        let cast = world.cast().await;
        let id = runs(&world, made(vec![hour(1), kind(2, Kind::Task)])).await;
        let (thrown, kept) = (asked(&world, &cast).await, asked(&world, &cast).await);
        system(&world, move |tx| ticket::trash(tx, thrown, None).map(drop)).await;
        follow(&world).await;
        assert_eq!(on(&world, thrown).await[0].run.state, RunState::Ended);
        system(&world, move |tx| flow::remove_flow(tx, id)).await;
        assert_eq!(on(&world, kept).await[0].run.state, RunState::Cancelled);
        later(&world, HOUR * 2).await;
        assert_eq!(page(&world, kept).await.ticket.kind, Kind::Question);
    }

    async fn a_closed_ticket_goes_on(world: World) {
        let cast = world.cast().await;
        runs(&world, made(vec![hour(1), kind(2, Kind::Task)])).await;
        let number = asked(&world, &cast).await;
        system(&world, move |tx| {
            let solved = ticket::statuses(tx)?.into_iter().find(|one| one.category == Category::Solved).map(|one| one.id);
            ticket::set_status(tx, number, solved.unwrap_or(StatusId(0)), None).map(drop)
        }).await;
        later(&world, HOUR).await;
        assert_eq!(page(&world, number).await.ticket.kind, Kind::Task);
    }

    async fn flows_and_rules_that_set_each_other_off_end(world: World) {
        let cast = world.cast().await;
        let wanted = FlowWish { on: vec!["priority_changed".into()], ..made(vec![kind(1, Kind::Task), kind(2, Kind::Question)]) };
        runs(&world, wanted).await;
        let back = wish("Back", &["kind_changed"], vec![Step::SetPriority(Priority::Low), Step::SetPriority(Priority::High)]);
        rule(&world, back, Stage::Act).await;
        let number = asked(&world, &cast).await;
        set(&world, number, Priority::Urgent).await;
        let told = events(&page(&world, number).await);
        assert_eq!(count(&told, "flow_started"), 1, "{told:?}");
        assert!(count(&told, "flow_held") >= 1, "{told:?}");
    }

    async fn a_flow_goes_through_a_ticket_once_at_a_time(world: World) {
        let cast = world.cast().await;
        let button = FlowWish { start: Start::Button, condition: high(), ..made(vec![hour(1), kind(2, Kind::Task)]) };
        let id = runs(&world, button).await;
        let number = asked(&world, &cast).await;
        let chika = world.actor(cast.chika).await;
        let press = |by: Actor| world.desk.change(by, move |tx| flow::press_flow(tx, number, id));
        assert_eq!(refusal(press(chika.clone()).await), Refusal::FlowNotOffered);
        set(&world, number, Priority::High).await;
        assert_eq!(page(&world, number).await.flows.buttons, [(id, "Escalate".to_owned())]);
        press(chika.clone()).await.unwrap();
        assert_eq!(refusal(press(chika.clone()).await), Refusal::FlowUnderWay);
        follow(&world).await;
        assert!(page(&world, number).await.flows.buttons.is_empty());
        later(&world, HOUR).await;
        assert_eq!(page(&world, number).await.ticket.kind, Kind::Task);
        press(chika).await.unwrap();
        assert_eq!(on(&world, number).await.len(), 2);
    }

    async fn what_is_off_or_unpublished_starts_nothing(world: World) {
        let cast = world.cast().await;
        let id = system(&world, |tx| Ok(flow::create_flow(tx, made(vec![node(1, What::Act(None))]))?.id)).await;
        let on_now = world.desk.change(Actor::System, move |tx| flow::switch_flow(tx, id, Switch::On(Stage::Act))).await;
        assert_eq!(refusal(on_now), Refusal::FlowUnpublished);
        let published = world.desk.change(Actor::System, move |tx| flow::publish_flow(tx, id, 1)).await;
        assert_eq!(refusal(published), Refusal::FlowUnfinished);
        let number = asked(&world, &cast).await;
        assert!(on(&world, number).await.is_empty());
        let gone = made(vec![node(1, What::Act(Some(Step::MoveToTeam(TeamId(999)))))]);
        let faults = system(&world, move |tx| {
            let flow = flow::create_flow(tx, gone)?;
            flow::flow_faults(tx, &flow)
        }).await;
        assert_eq!(faults.iter().map(|fault| fault.refusal).collect::<Vec<_>>(), [Refusal::FlowNameGone]);
    }

    async fn a_start_is_tried_on_what_has_happened(world: World) {
        let cast = world.cast().await;
        asked(&world, &cast).await;
        let kettles = condition(r#"{"all":[{"field":"subject","operator":"contains","value":["kettle"]}]}"#);
        let id = system(&world, move |tx| Ok(flow::create_flow(tx, FlowWish { condition: kettles, ..made(vec![]) })?.id)).await;
        ask(&world, &cast, "A pan").await;
        let aya = world.actor(cast.aya).await;
        let tried = world.desk.ask(aya, move |read| flow::try_flow(read, id, 7)).await.unwrap();
        assert_eq!((tried.looked, tried.tickets, tried.hits.len(), tried.more), (2, 1, 1, false));
        let odd = world.desk.ask(Actor::System, move |read| flow::try_flow(read, id, 8).map(drop)).await;
        assert_eq!(refusal(odd), Refusal::FormIncomplete);
    }

    async fn two_processes_bring_runs_on_and_take_each_step_once(world: World) {
        let cast = world.cast().await;
        let body = (1..=5).map(|id| note(id, "One")).collect();
        runs(&world, made(body)).await;
        let mut numbers = Vec::new();
        for at in 0..6 {
            numbers.push(ask(&world, &cast, &format!("Ticket {at}")).await.number);
        }
        let (one, other) = (Jobs::new(), Jobs::new());
        let (first, second) = tokio::join!(step(&world.desk, &one), step(&world.desk, &other));
        first.unwrap();
        second.unwrap();
        follow(&world).await;
        for number in numbers {
            let run = on(&world, number).await.remove(0);
            assert_eq!(run.run.state, RunState::Done);
            let took = done(&run).iter().filter(|(_, outcome)| *outcome == StepOutcome::Took).count();
            let notes = page(&world, number).await.timeline.len();
            assert_eq!(took, 5, "{:?} {notes}", done(&run));
        }
    }

    async fn whoever_dies_between_two_steps_has_done_neither_half_of_the_next(world: World) {
        let cast = world.cast().await;
        runs(&world, made(vec![note(1, "One"), priority(2, Priority::High), note(3, "Two")])).await;
        let number = ask(&world, &cast, "It leaks").await.number;
        // The reader has started it, and whoever took its job takes one step and is gone. On PostgreSQL other tests'
        // transactions may hold events back for a moment.
        let mut begun = Vec::new();
        for _ in 0..1_000 {
            system(&world, |tx| service::readers::follow(tx, flow::READER, flow::follow).map(drop)).await;
            begun = on(&world, number).await;
            if !begun.is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let run: FlowRunId = begun[0].run.id;
        assert!(system(&world, move |tx| flow::advance(tx, run)).await);
        let broken = world.desk.change(Actor::System, move |tx| {
            flow::advance(tx, run)?;
            Err::<(), _>(Error::from(desk::Fault::new("killed")))
        });
        assert!(broken.await.is_err());
        assert_eq!(page(&world, number).await.ticket.priority, Priority::Normal);
        later(&world, HOUR).await;
        use StepOutcome::{Done, Started, Took};
        let page_of = on(&world, number).await.remove(0);
        assert_eq!(done(&page_of), [(0, Started), (1, Took), (2, Took), (3, Took), (0, Done)]);
    }

    async fn a_fault_of_the_machine_at_a_step_is_told_and_tried_again_by_hand(world: World) {
        let cast = world.cast().await;
        runs(&world, made(vec![hour(1), kind(2, Kind::Task)])).await;
        let number = asked(&world, &cast).await;
        let run = on(&world, number).await[0].run.id;
        world.clock.advance(HOUR);
        system(&world, move |tx| flow::give_up(tx, run)).await;
        assert_eq!(on(&world, number).await[0].run.state, RunState::Failed);
        system(&world, move |tx| flow::retry_flow_run(tx, number, run)).await;
        follow(&world).await;
        later(&world, HOUR).await;
        assert_eq!(page(&world, number).await.ticket.kind, Kind::Task);
    }
}
