//! Very many tickets for measuring: made of the stories' paragraphs, put through the rules of the desk, written in bulk.

mod crowd;
mod making;
mod words;

use super::content::Content;
use super::found::Found;
use base::Moment;
use crowd::Crowd;
use making::Making;
use service::whole::bulk::{self, Bulk, Whole};
use service::{Fault, Location};
use std::sync::mpsc::sync_channel;
use words::Pool;

/// Tickets that are written in one transaction.
const BATCH: usize = 500;
/// Batches that are made while one is written.
const AHEAD: usize = 3;

pub struct Wish {
    pub seed: u64,
    pub tickets: usize,
    pub now: Moment,
}

/// Writes so many tickets more. `told` hears how many there are every now and then.
pub fn add(
    location: &Location,
    content: &Content,
    found: &Found,
    wish: &Wish,
    told: &mut (dyn FnMut(usize) + Send),
) -> Result<(), Fault> {
    let pool = Pool::of(content, wish.seed, wish.now);
    bulk::load(location, |bulk| {
        let next = bulk.first_free()?;
        let crowd = Crowd::new(content, wish.seed, next.person, (wish.tickets / 5).clamp(1, 200_000));
        let making = Making::new(content, found, &crowd, &pool, wish, next);
        crowd.join(bulk, making.opening())?;
        let (made, to_write) = sync_channel::<Vec<Whole>>(AHEAD);
        std::thread::scope(|scope| {
            scope.spawn(move || make(making, wish.tickets, |batch| made.send(batch).is_ok()));
            write(bulk, to_write.into_iter(), told)
        })
    })
}

fn make(mut making: Making, tickets: usize, mut hand_over: impl FnMut(Vec<Whole>) -> bool) {
    let mut place = 0;
    while place < tickets {
        let end = (place + BATCH).min(tickets);
        if !hand_over((place..end).map(|place| making.ticket(place)).collect()) {
            return;
        }
        place = end;
    }
}

fn write(
    bulk: &mut Bulk,
    batches: impl Iterator<Item = Vec<Whole>>,
    told: &mut (dyn FnMut(usize) + Send),
) -> Result<(), Fault> {
    let mut written = 0;
    for batch in batches {
        bulk.tickets(&batch)?;
        written += batch.len();
        told(written);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::found::find;
    use crate::demo::grow::tests::grown;
    use desk::Actor;
    use desk::ticket::View;
    use service::{ticket, whole};
    use std::sync::Arc;

    testing::on_both! {
        async fn three_thousand_written_at_once_are_a_desk_like_any_other(world: World) {
            grown(&world, 20).await;
            let content = Arc::new(Content::read().unwrap());
            let known = content.clone();
            let found = world.desk.ask(Actor::System, move |read| find(read, &known)).await.unwrap();
            let location = world.database().location();
            let mut heard = 0;
            let wish = Wish { seed: 1, tickets: 3000, now: world.desk.now() };
            add(&location, &content, &found, &wish, &mut |written| heard = written).unwrap();
            assert_eq!(heard, 3000);
            assert_eq!(whole::wrong_cells(&location).unwrap(), Vec::<String>::new());
            assert_eq!(whole::integrity(&location).unwrap(), Vec::<String>::new());
            let rows = |table: &str| whole::counts(&location).unwrap().into_iter().find(|one| one.table == table).unwrap().rows;
            assert_eq!(rows("tickets"), 3020);
            assert!((14_000..16_000).contains(&rows("messages")), "{}", rows("messages"));
            let (counts, page) = world.desk.ask(Actor::System, |read| {
                let counts = ticket::counts(read)?;
                let line = ticket::list(read, View::AllOpen, None, 1)?.lines.remove(0);
                Ok((counts, ticket::page(read, line.ticket.number)?))
            }).await.unwrap();
            assert!((90..250).contains(&counts.of(View::AllOpen)), "{counts:?}");
            assert!(!page.timeline.is_empty());
        }
    }
}
