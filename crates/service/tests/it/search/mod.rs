//! Finding, from the verb that wrote it to the line that shows it.

mod feeding;
mod files;
mod finding;

use crate::desk_work::*;
use desk::people::{PersonId, TeamId};
use desk::query::{Query, parse};
use desk::ticket::{Origin, TicketNumber};
use service::conversation::Incoming;
use service::search::{Answer, Beside, Feed, Finder, Order, Standing, Wish};
use service::ticket::{self, NewTicket};
use std::sync::Arc;
use testing::World;

/// An index in memory that has read everything.
pub async fn index(world: &World) -> (Arc<Finder>, Feed) {
    let finder = Arc::new(Finder::default());
    let mut feed = Feed::in_memory(finder.clone());
    read_on(world, &mut feed).await;
    (finder, feed)
}

/// Until it is current; on PostgreSQL other tests' transactions may hold events back for a moment.
pub async fn read_on(world: &World, feed: &mut Feed) {
    for _ in 0..1_000 {
        let done = feed.step(&world.desk).await.unwrap();
        let waits = world.desk.ask(desk::Actor::System, {
            let place = feed.place();
            move |read| service::search::is_behind(read, place)
        });
        if done == 0 && !waits.await.unwrap() {
            return;
        }
        if done == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    }
    panic!("the index never came to an end");
}

pub fn wish(query: Query) -> Wish {
    Wish {
        query,
        order: Order::Relevance,
        offset: 0,
        limit: 20,
        requester: None,
        beside: Beside::Spread,
        zone: "Asia/Tokyo".into(),
    }
}

pub async fn find(world: &World, finder: &Finder, who: PersonId, text: &str) -> Answer {
    let actor = world.actor(who).await;
    finder.find(&world.desk, &actor, wish(parse(text).unwrap())).await.unwrap()
}

pub async fn numbers(world: &World, finder: &Finder, who: PersonId, text: &str) -> Vec<TicketNumber> {
    let answer = find(world, finder, who, text).await;
    assert_eq!(answer.count, answer.hits.len(), "{text}");
    answer.hits.iter().map(|hit| hit.line.ticket.number).collect()
}

/// Somebody asks a team.
pub async fn written(world: &World, who: PersonId, team: TeamId, subject: &str, text: &str) -> TicketNumber {
    let wish = NewTicket::asked(subject, who, team, Incoming::said(who, Origin::Mail, text));
    system(world, move |tx| ticket::create(tx, wish)).await.number
}

pub fn is_current(finder: &Finder) -> bool {
    finder.standing() == Standing::Current
}
