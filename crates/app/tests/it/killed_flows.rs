//! Kill -9 while flows are under way, again and again: every run comes to its end, and each of its steps is done once.

use crate::flood::Flood;
use crate::office::Office;
use crate::program::Place;
use crate::sink::Sink;
use desk::automation::{Stage, Step, Texts};
use desk::channel::{IntakeId, IntakeState};
use desk::condition::Condition;
use desk::conversation::MessageKind;
use desk::flow::{FlowWish, Node, NodeId, RunState, What};
use desk::ticket::{Kind, Priority, TicketId};
use service::automation::Switch;
use service::{Actor, Desk, Done, Read, Tx, flow};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};
use store::channel::intakes;
use store::conversation::messages;
use store::ticket::tickets;
use testing::Database;

const ROUNDS: usize = 6;
const MAILS: usize = 60;
/// Leases of the dead end within this time, and what they held is done.
const SETTLED: Duration = Duration::from_secs(90);

fn node(id: i64, what: What) -> Node {
    Node { id: NodeId(id), what }
}

fn note(id: i64, text: &str) -> Node {
    node(id, What::Act(Some(Step::Note(Texts { en: text.into(), ja: String::new() }))))
}

/// A note before, two lanes with a note each, three rounds of a note, and what is changed after.
fn body() -> Vec<Node> {
    let lanes =
        vec![vec![note(3, "left")], vec![node(4, What::Act(Some(Step::SetKind(Kind::Task)))), note(5, "right")]];
    let solved = r#"{"all":[{"field":"category","operator":"any_of","value":["solved"]}]}"#;
    let until = Condition::read(solved).unwrap();
    vec![
        note(1, "first"),
        node(2, What::Parallel { lanes }),
        node(6, What::Loop { until, times: 3, body: vec![note(7, "round")] }),
        node(8, What::Act(Some(Step::SetPriority(Priority::High)))),
    ]
}

async fn killed_under_way(database: Database) {
    let place = Place::new(database);
    let sink = Sink::open().await;
    let running = place.start().await;
    Office::open(&place, sink.port).await;
    assert!(running.end().success(), "{}", place.log());
    let make = |tx: &mut Tx| {
        let made = flow::create_flow(tx, FlowWish { name: "Every mail".into(), body: body(), ..FlowWish::default() })?;
        let made = flow::publish_flow(tx, made.id, made.edition)?;
        flow::switch_flow(tx, made.id, Switch::On(Stage::Act))
    };
    let desk = place.desk();
    desk.change(Actor::System, make).await.unwrap();
    drop(desk);
    let mut running = place.start().await;
    let (_, mut pouring) = Flood::begin(place.lmtp, 2, MAILS);
    for _ in 0..ROUNDS {
        let moment = 300 + SystemTime::UNIX_EPOCH.elapsed().unwrap().subsec_micros() % 700;
        tokio::time::sleep(Duration::from_millis(moment.into())).await;
        running.kill();
        running = place.start().await;
    }
    while pouring.join_next().await.is_some() {}
    let desk = place.desk();
    settle(&desk).await;
    assert!(running.end().success(), "{}", place.log());
    let found = desk.ask(Actor::System, look).await.unwrap();
    assert_eq!(found.len(), MAILS);
    for one in &found {
        assert_eq!(one.runs, [RunState::Done], "{one:?}");
        assert_eq!(one.notes, ["first", "left", "right", "round", "round", "round"], "{one:?}");
        assert_eq!((one.kind, one.priority), (Kind::Task, Priority::High), "{one:?}");
    }
}

/// Waits until every mail is a ticket whose flow is over.
async fn settle(desk: &Arc<Desk>) {
    let begun = Instant::now();
    loop {
        let found = desk.ask(Actor::System, look).await.unwrap();
        let over = found.iter().filter(|one| one.runs == [RunState::Done]).count();
        if over >= MAILS {
            return;
        }
        assert!(begun.elapsed() < SETTLED, "{over} of {} are over: {found:?}", found.len());
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
}

#[derive(Debug)]
struct Found {
    runs: Vec<RunState>,
    notes: Vec<String>,
    kind: Kind,
    priority: Priority,
}

/// A mail that was kept but not answered before the end came twice, and is still one ticket.
fn look(read: &mut Read) -> Done<Vec<Found>> {
    let read_in = intakes::in_state(read, IntakeState::Read, IntakeId(i64::MAX), 10_000)?;
    let tickets: BTreeSet<TicketId> = read_in.into_iter().filter_map(|intake| intake.ticket).collect();
    tickets.into_iter().map(|ticket| one(read, ticket)).collect()
}

fn one(read: &mut Read, id: TicketId) -> Done<Found> {
    let ticket = tickets::by_id(read, id)?.unwrap();
    let runs = flow::flows_of_ticket(read, ticket.number)?.runs.into_iter().map(|page| page.run.state).collect();
    let said = messages::of_ticket(read, id)?;
    let mut notes: Vec<String> =
        said.into_iter().filter(|message| message.kind == MessageKind::Note).map(|message| message.text).collect();
    notes.sort_unstable();
    Ok(Found { runs, notes, kind: ticket.kind, priority: ticket.priority })
}

#[test]
fn a_flow_does_each_step_once_whoever_is_killed_on_sqlite() {
    testing::run(|| killed_under_way(Database::sqlite()));
}

#[test]
fn a_flow_does_each_step_once_whoever_is_killed_on_postgres() {
    if let Some(database) = Database::postgres() {
        testing::run(|| killed_under_way(database));
    }
}
