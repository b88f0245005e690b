//! However verbs follow each other, the counters say what counting says and every change can be read in the log.

use crate::desk_work::*;
use desk::people::PersonId;
use desk::ticket::{Category, Priority, Snooze, StatusId, TicketNumber};
use desk::{Done, Error};
use service::conversation::{self, Compose};
use service::{Tx, ticket};
use testing::Cast;

/// A source of the same numbers in every run (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

/// One change at random; that it is refused is an answer as good as any.
fn step(tx: &mut Tx, dice: &mut Dice, cast: &Cast, tickets: &[TicketNumber], statuses: &[StatusId]) -> Done<()> {
    let number = tickets[dice.roll(tickets.len() as u64) as usize];
    let status = statuses[dice.roll(statuses.len() as u64) as usize];
    let agents = [None, Some(cast.ben), Some(cast.chika), Some(cast.aya)];
    match dice.roll(11) {
        0 => ticket::assign(tx, number, agents[dice.roll(4) as usize], None).map(drop),
        1 => ticket::set_status(tx, number, status, None).map(drop),
        2 => ticket::move_to_team(tx, number, [cast.support, cast.billing][dice.roll(2) as usize], None).map(drop),
        3 => ticket::trash(tx, number, None).map(drop),
        4 => ticket::restore(tx, number, None).map(drop),
        5 => ticket::mark_spam(tx, number, None).map(drop),
        6 => ticket::mark_not_spam(tx, number, None).map(drop),
        7 => ticket::snooze(tx, number, Snooze::UntilReply, None).map(drop),
        8 => conversation::reply(tx, number, to_kei("Hello")).map(drop),
        9 => ticket::set_priority(tx, number, Priority::ALL[dice.roll(4) as usize], None).map(drop),
        _ => conversation::note(
            tx,
            number,
            Compose { text: "Hm".into(), status_after: Some(status), ..Compose::default() },
        )
        .map(drop),
    }
}

/// Undoes one of the events at random.
fn undo(tx: &mut Tx, dice: &mut Dice) -> Done<()> {
    let end = store::events::newest(tx, i64::MAX, 1)?[0].place.position;
    ticket::undo(tx, 1 + dice.roll(end as u64) as i64).map(drop)
}

fn tolerate(done: Done<()>) -> Done<bool> {
    match done {
        Ok(()) => Ok(true),
        Err(Error::Refused(_) | Error::Missing) => Ok(false),
        Err(other @ (Error::Conflict | Error::Fault(_))) => Err(other),
    }
}

async fn walk(world: &testing::World, person: PersonId, cast: Cast, seed: u64) {
    let mut numbers = Vec::new();
    for _ in 0..4 {
        numbers.push(asked(world, &cast).await.number);
    }
    let mut statuses = Vec::new();
    for category in Category::ALL {
        statuses.push(status(world, *category).await);
    }
    let mut dice = Dice(seed);
    for round in 0..30 {
        // Several changes in one transaction, and one at a time.
        let (tickets, categories) = (numbers.clone(), statuses.clone());
        let (rolled, done) = by(world, person, move |tx| {
            let mut done = 0;
            for _ in 0..=round % 5 {
                done += usize::from(tolerate(step(tx, &mut dice, &cast, &tickets, &categories))?);
                done += usize::from(dice.roll(4) == 0 && tolerate(undo(tx, &mut dice))?);
            }
            Ok((dice, done))
        })
        .await
        .unwrap();
        dice = rolled;
        if done > 0 {
            assert_counters_follow(world).await;
        }
    }
}

testing::on_both! {
    async fn the_counters_follow_a_random_walk(world: World) {
        let cast = world.cast().await;
        walk(&world, cast.aya, cast, 0x0bad_5eed).await;
        walk(&world, cast.ben, cast, 42).await;
    }
}
