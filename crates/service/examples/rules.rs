//! What rules cost: 200 that are on, and events one after the other. `cargo run --release -p service --example rules`
//! prints milliseconds per event, on SQLite and, with `KIPPU_TEST_POSTGRES`, on PostgreSQL.

#![allow(clippy::unwrap_used)]

use desk::automation::{RuleWish, Stage, Step};
use desk::condition::Condition;
use desk::ticket::{Origin, Priority};
use desk::{Actor, Done};
use service::automation::{self, Switch};
use service::conversation::Incoming;
use service::ticket::{self, NewTicket};
use service::{Tx, readers};
use std::time::Instant;
use testing::{Database, World};

const RULES: usize = 200;
const EVENTS: usize = 1_000;

/// None of them holds: what looking costs, not what acting does.
const CONDITIONS: [&str; 4] = [
    r#"{"all":[{"field":"priority","operator":"any_of","value":["urgent"]},{"field":"subject","operator":"contains","value":["nowhere"]}]}"#,
    r#"{"all":[{"field":"last_message","operator":"matches","value":"(order|注文)\\s*#?[0-9]{5,}"},{"field":"messages","operator":"least","value":50}]}"#,
    r#"{"any":[{"field":"requester_address","operator":"ends","value":["@nowhere.example"]},{"field":"tags","operator":"set"}]}"#,
    r#"{"all":[{"none":[{"field":"snoozed","operator":"no"}]},{"field":"created_at","operator":"when","value":"older 9 days"}]}"#,
];

fn main() {
    testing::run(|| async {
        println!("| database | rules on | of which hear the event | ms per event |\n|---|---:|---:|---:|");
        for hearing in [0, 20, RULES] {
            measure("SQLite", World::on(Database::sqlite()), hearing).await;
            if let Some(database) = Database::postgres() {
                measure("PostgreSQL", World::on(database), hearing).await;
            }
        }
    });
}

async fn measure(name: &str, world: World, hearing: usize) {
    let cast = world.cast().await;
    change(&world, move |tx| (0..RULES).try_for_each(|at| made(tx, at, at < hearing))).await;
    let number = change(&world, move |tx| {
        let first = Incoming::said(cast.kei, Origin::Mail, "My kettle leaks at the handle.");
        Ok(ticket::create(tx, NewTicket::asked("The kettle leaks", cast.kei, cast.support, first))?.number)
    })
    .await;
    change(&world, |tx| readers::catch_up(tx, automation::READER)).await;
    change(&world, move |tx| {
        for at in 0..EVENTS {
            let to = if at % 2 == 0 { Priority::High } else { Priority::Low };
            ticket::set_priority(tx, number, to, None)?;
        }
        Ok(())
    })
    .await;
    let begun = Instant::now();
    let mut read = 0;
    loop {
        let some = change(&world, |tx| readers::follow(tx, automation::READER, automation::follow)).await;
        if some == 0 {
            break;
        }
        read += some;
    }
    let each = begun.elapsed().as_secs_f64() * 1_000.0 / read.max(1) as f64;
    println!("| {name} | {RULES} | {hearing} | {each:.3} |");
}

fn made(tx: &mut Tx, at: usize, hears: bool) -> Done<()> {
    let wish = RuleWish {
        name: format!("Rule {at}"),
        on: vec![if hears { "priority_changed" } else { "ticket_woken" }.to_owned()],
        condition: Condition::read(CONDITIONS[at % CONDITIONS.len()])?,
        steps: vec![Step::SetPriority(Priority::Urgent)],
        ..RuleWish::default()
    };
    let rule = automation::create_rule(tx, wish)?;
    automation::switch_rule(tx, rule.id, Switch::On(Stage::Act)).map(drop)
}

async fn change<T: Send + 'static>(world: &World, verb: impl FnOnce(&mut Tx) -> Done<T> + Send + 'static) -> T {
    world.desk.change(Actor::System, verb).await.unwrap()
}
