//! How tickets get their numbers.

use crate::desk_work::*;
use crate::form::topic;
use base::Moment;
use desk::form::{TopicId, TopicWish};
use desk::people::PersonId;
use desk::ticket::numbering::check_digit;
use desk::ticket::{Numbering, Origin, Succession};
use desk::{Actor, Done, Refusal};
use service::conversation::Incoming;
use service::ticket::{self, NewTicket};
use service::{Desk, Settings, form};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use testing::{Cast, TestSigner, World};

async fn number_so(world: &World, person: PersonId, wish: Numbering) -> Done<()> {
    by(world, person, move |tx| {
        let seen = ticket::numbering(tx)?;
        ticket::change_numbering(tx, &seen, wish)
    })
    .await
}

async fn topic_so(world: &World, cast: &Cast, id: TopicId, numbering: Option<Numbering>) {
    by(world, cast.aya, move |tx| {
        let topic = form::topics(tx)?.into_iter().find(|topic| topic.id == id).unwrap();
        form::change_topic(tx, id, topic.version, TopicWish { numbering, ..topic.wish })
    })
    .await
    .unwrap();
}

fn wish(cast: &Cast, topic: Option<TopicId>) -> NewTicket {
    let first = Incoming::said(cast.kei, Origin::Mail, "My kettle leaks at the handle.");
    NewTicket { topic, ..NewTicket::asked("The kettle leaks", cast.kei, cast.support, first) }
}

async fn given(desk: &Arc<Desk>, cast: &Cast, topic: Option<TopicId>) -> i64 {
    let wish = wish(cast, topic);
    desk.change(Actor::System, move |tx| ticket::create(tx, wish)).await.unwrap().number.0
}

async fn foreseen(world: &World, cast: &Cast, topic: Option<TopicId>, wish: Numbering) -> Vec<i64> {
    let found = seen_by(world, cast.aya, move |read| ticket::foresee_numbers(read, topic, wish)).await.unwrap();
    found.into_iter().map(|number| number.0).collect()
}

fn usual(way: Succession) -> Numbering {
    Numbering::usual(way)
}

/// At this minute of Tokyo's 27 November 2026, or later.
fn tokyo(hours: i64, minutes: i64) -> Moment {
    const MIDNIGHT: i64 = 1_795_705_200_000;
    Moment(MIDNIGHT + (hours * 60 + minutes) * 60_000)
}

/// What the log says last about the scheme. It is read only up to the oldest transaction that still runs, and those of other tests do.
async fn last_change(world: &World) -> (String, String) {
    for _ in 0..200 {
        let told =
            world.desk.ask(Actor::System, |read| Ok(store::events::after(read, Default::default(), 1000)?)).await;
        let told = told.unwrap().into_iter().rev().find_map(|one| match one.event {
            desk::Event::SettingChanged { key, from, to } if key == "numbering" => Some((from, to)),
            _ => None,
        });
        if let Some(told) = told {
            return told;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the log says nothing about the scheme")
}

testing::on_both! {
    async fn without_a_word_numbers_go_on_as_they_always_did(world: World) {
        let cast = world.cast().await;
        let (desk, wish) = (&world.desk, Numbering::default());
        assert_eq!(foreseen(&world, &cast, None, wish).await, [100_001, 100_002, 100_003]);
        assert_eq!([given(desk, &cast, None).await, given(desk, &cast, None).await], [100_001, 100_002]);
    }

    async fn a_scheme_is_changed_by_an_administrator_once_and_the_log_says_so(world: World) {
        let cast = world.cast().await;
        let wish = Numbering { prefix: "7".into(), digits: 5, start: 1, ..Numbering::default() };
        for person in [cast.chika, cast.ben, cast.kei] {
            let wish = wish.clone();
            let done = by(&world, person, move |tx| ticket::change_numbering(tx, &Numbering::default(), wish)).await;
            assert!(done.is_err());
        }
        number_so(&world, cast.aya, wish.clone()).await.unwrap();
        let stale = Numbering::default();
        assert_conflict(by(&world, cast.aya, move |tx| ticket::change_numbering(tx, &stale, Numbering::usual(Succession::Random))).await);
        assert_refused(number_so(&world, cast.aya, Numbering { digits: 50, ..wish }).await, Refusal::NumberingDigitsWrong);
        assert_eq!(given(&world.desk, &cast, None).await, 700_001);
        let (from, to) = last_change(&world).await;
        assert!(from.contains("100001") && to.contains("\"prefix\":\"7\""), "{from} {to}");
    }

    async fn a_number_that_is_there_is_stepped_over_and_a_sequence_goes_back_to_its_place(world: World) {
        let cast = world.cast().await;
        let desk = &world.desk;
        for _ in 0..3 {
            given(desk, &cast, None).await;
        }
        let trashed = desk::ticket::TicketNumber(100_002);
        by(&world, cast.ben, move |tx| ticket::trash(tx, trashed, None)).await.unwrap();
        // A slip: too high, and back again.
        number_so(&world, cast.aya, Numbering { start: 900_000, ..Numbering::default() }).await.unwrap();
        assert_eq!(given(desk, &cast, None).await, 900_000);
        number_so(&world, cast.aya, Numbering { start: 100_000, ..Numbering::default() }).await.unwrap();
        assert_eq!(foreseen(&world, &cast, None, Numbering { start: 100_000, ..Numbering::default() }).await, [100_000, 100_004, 100_005]);
        assert_eq!([given(desk, &cast, None).await, given(desk, &cast, None).await], [100_000, 100_004]);
        // By another scheme and back: it goes on where it was.
        number_so(&world, cast.aya, usual(Succession::Random)).await.unwrap();
        given(desk, &cast, None).await;
        number_so(&world, cast.aya, Numbering { start: 100_001, ..Numbering::default() }).await.unwrap();
        assert_eq!(given(desk, &cast, None).await, 100_005);
    }

    async fn a_day_counts_anew_where_the_desk_is(world: World) {
        let cast = world.cast().await;
        by(&world, cast.aya, |tx| {
            let seen = service::house::load(tx)?.wish();
            service::house::change(tx, &seen, &service::house::Wish { time_zone: "Asia/Tokyo".into(), ..seen.clone() })
        }).await.unwrap();
        number_so(&world, cast.aya, Numbering { check: true, ..usual(Succession::Day) }).await.unwrap();
        let mut numbers = Vec::new();
        for at in [tokyo(23, 58), tokyo(23, 59), tokyo(24, 0), tokyo(48, 0)] {
            world.clock.set(at);
            numbers.push(given(&world.desk, &cast, None).await.to_string());
        }
        let plain: Vec<&str> = numbers.iter().map(|number| &number[..12]).collect();
        assert_eq!(plain, ["202611270001", "202611270002", "202611280001", "202611290001"]);
        assert!(numbers.iter().all(|number| check_digit(number) == 0));
        number_so(&world, cast.aya, usual(Succession::Month)).await.unwrap();
        assert_eq!(given(&world.desk, &cast, None).await, 20_261_100_001);
    }

    async fn a_number_that_is_hard_to_guess_has_its_digits_and_comes_once(world: World) {
        let cast = world.cast().await;
        number_so(&world, cast.aya, Numbering { digits: 8, prefix: "4".into(), check: true, ..usual(Succession::Random) }).await.unwrap();
        let mut numbers = BTreeSet::new();
        for _ in 0..20 {
            let number = given(&world.desk, &cast, None).await.to_string();
            assert!(number.len() == 10 && number.starts_with('4') && check_digit(&number) == 0, "{number}");
            numbers.insert(number);
        }
        assert_eq!(numbers.len(), 20);
    }

    async fn each_topic_counts_for_itself_and_continues_under_its_own(world: World) {
        let cast = world.cast().await;
        let returns = topic(&world, &cast, vec![]).await;
        let seven = Numbering { prefix: "7".into(), digits: 4, start: 1, ..Numbering::default() };
        topic_so(&world, &cast, returns, Some(seven.clone())).await;
        let desk = &world.desk;
        let mut numbers = Vec::new();
        for of in [None, Some(returns), None, Some(returns)] {
            numbers.push(given(desk, &cast, of).await);
        }
        assert_eq!(numbers, [100_001, 70_001, 100_002, 70_002]);
        // A copy has the same topic, which numbers it.
        let copied = by(&world, cast.ben, |tx| ticket::copy(tx, desk::ticket::TicketNumber(70_001), None, None)).await.unwrap();
        assert_eq!((copied.topic, copied.number.0), (Some(returns), 70_003));
        // A topic without prefix steps over what the desk has given.
        topic_so(&world, &cast, returns, Some(Numbering::default())).await;
        assert_eq!(foreseen(&world, &cast, Some(returns), Numbering::default()).await[0], 100_003);
        assert_eq!([given(desk, &cast, Some(returns)).await, given(desk, &cast, None).await], [100_003, 100_004]);
        topic_so(&world, &cast, returns, None).await;
        assert_eq!(given(desk, &cast, Some(returns)).await, 100_005);
    }

    async fn nobody_is_turned_away_because_a_number_has_become_too_long(world: World) {
        let cast = world.cast().await;
        number_so(&world, cast.aya, Numbering { prefix: "12".into(), ..usual(Succession::Day) }).await.unwrap();
        let today = Succession::Day.date(testing::START, "UTC");
        system(&world, move |tx| {
            let name = format!("ticket in {today}");
            store::ticket::numbers::count(tx, &name, 99_999)?;
            Ok(())
        }).await;
        assert_eq!(given(&world.desk, &cast, None).await, 100_001);
        assert_eq!(given(&world.desk, &cast, None).await, 100_002);
    }

    async fn many_at_once_from_two_programs_never_get_the_same_number(world: World) {
        let cast = world.cast().await;
        let returns = topic(&world, &cast, vec![]).await;
        // Both count through the same numbers.
        topic_so(&world, &cast, returns, Some(Numbering::default())).await;
        let settings = Settings { location: world.database().location(), clock: world.clock.clone(), signer: Arc::new(TestSigner) };
        let other = Desk::open(settings).unwrap();
        let mut running = Vec::new();
        for nth in 0..40 {
            let desk = if nth % 2 == 0 { world.desk.clone() } else { other.clone() };
            let wish = wish(&cast, (nth % 3 == 0).then_some(returns));
            running.push(tokio::spawn(async move { desk.change(Actor::System, move |tx| ticket::create(tx, wish)).await }));
        }
        let mut numbers = BTreeSet::new();
        for one in running {
            numbers.insert(one.await.unwrap().unwrap().number.0);
        }
        assert_eq!(numbers, (100_001..=100_040).collect());
    }
}
