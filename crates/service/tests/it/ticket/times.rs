//! How long people worked.

use crate::desk_work::*;
use desk::Refusal;
use desk::access::Level;
use desk::condition::Condition;
use desk::sla::Day;
use desk::ticket::{
    Activity, ActivityId, Asks, Priority, Ran, ReferredTo, TicketNumber, Time, TimeAsking, TimeFacts, TimeId, WorkedBy,
};
use service::Tx;
use service::conversation;
use service::ticket::{self, Worker};
use std::time::Duration;
use testing::{START, World};

fn took(minutes: i64) -> TimeFacts {
    TimeFacts { minutes, activity: None, at: START, day: None, note: String::new() }
}

async fn times(world: &World, number: TicketNumber) -> Vec<Time> {
    world.desk.ask(desk::Actor::System, move |read| Ok(ticket::page(read, number)?.depth.times)).await.unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn always() -> (Day, Day) {
    (day("1970-01-01"), day("2199-12-31"))
}

testing::on_both! {
    async fn time_is_entered_corrected_and_the_log_keeps_what_it_was(world: World) {
        let cast = world.cast().await;
        let asked = asked(&world, &cast).await;
        let number = asked.number;
        by(&world, cast.chika, move |tx| ticket::log_time(tx, number, took(90))).await.unwrap();
        let id = times(&world, number).await[0].id;
        by(&world, cast.chika, move |tx| ticket::change_time(tx, number, id, took(60), Some(1))).await.unwrap();
        assert_conflict(by(&world, cast.chika, move |tx| ticket::change_time(tx, number, id, took(30), Some(1))).await);
        let changed = position(&world, &asked, "time_changed").await;
        by(&world, cast.chika, move |tx| ticket::undo(tx, changed)).await.unwrap();
        assert_eq!(times(&world, number).await[0].what.minutes, 90);
        assert_refused(by(&world, cast.dai, move |tx| ticket::change_time(tx, number, id, took(1), None)).await, Refusal::NotAllowed);
        by(&world, cast.ben, move |tx| ticket::remove_time(tx, number, id)).await.unwrap();
        assert_eq!(times(&world, number).await, []);
        assert_refused(by(&world, cast.chika, move |tx| ticket::log_time(tx, number, took(0))).await, Refusal::MinutesInvalid);
        assert_missing(by(&world, cast.eve, move |tx| ticket::log_time(tx, number, took(5))).await);
    }

    async fn one_clock_runs_for_each_and_starting_another_enters_what_the_first_took(world: World) {
        let cast = world.cast().await;
        let (one, two) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number);
        by(&world, cast.chika, move |tx| ticket::start_timer(tx, one)).await.unwrap();
        world.clock.advance(Duration::from_secs(601));
        by(&world, cast.chika, move |tx| ticket::start_timer(tx, two)).await.unwrap();
        assert_eq!(times(&world, one).await[0].what.minutes, 11);
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, two)).await.unwrap();
        assert_eq!(page.depth.running, Some(START.plus(Duration::from_secs(601))));
        world.clock.advance(Duration::from_secs(60));
        by(&world, cast.chika, ticket::stop_timer).await.unwrap();
        assert_eq!(times(&world, two).await[0].what.minutes, 1);
        assert_eq!(by(&world, cast.chika, ticket::stop_timer).await.unwrap(), None);
    }

    async fn a_clock_goes_on_where_its_ticket_goes_on(world: World) {
        let cast = world.cast().await;
        let (from, into) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number);
        by(&world, cast.chika, move |tx| ticket::start_timer(tx, from)).await.unwrap();
        by(&world, cast.chika, move |tx| ticket::merge(tx, from, into, None)).await.unwrap();
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, into)).await.unwrap();
        assert_eq!(page.depth.running, Some(START));
        let (on, since) = seen_by(&world, cast.chika, ticket::clock).await.unwrap().unwrap();
        assert_eq!((on.number, since), (into, START));
        world.clock.advance(Duration::from_secs(120));
        by(&world, cast.chika, move |tx| ticket::start_timer(tx, into)).await.unwrap();
        assert_eq!(times(&world, into).await, [], "it runs already");
        by(&world, cast.chika, ticket::stop_timer).await.unwrap();
        assert_eq!(times(&world, into).await[0].what.minutes, 2);
        assert_eq!(seen_by(&world, cast.chika, ticket::clock).await.unwrap(), None);
    }

    async fn what_a_clock_took_is_entered_also_where_its_ticket_has_gone_out_of_sight(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        by(&world, cast.dai, move |tx| ticket::start_timer(tx, number)).await.unwrap();
        by(&world, cast.ben, move |tx| ticket::move_to_team(tx, number, cast.billing, None)).await.unwrap();
        world.clock.advance(Duration::from_secs(45 * 60));
        assert_missing(seen_by(&world, cast.dai, move |read| ticket::visible(read, number)).await);
        let stopped = by(&world, cast.dai, ticket::stop_timer).await.unwrap().unwrap();
        assert_eq!((stopped.ticket.number, stopped.ran), (number, Ran(45)));
        let entered = times(&world, number).await;
        assert_eq!(entered.iter().map(|time| (time.id, time.person, time.what.minutes)).collect::<Vec<_>>(), [(stopped.time, cast.dai, 45)]);
        assert_eq!(by(&world, cast.dai, ticket::stop_timer).await.unwrap(), None);
    }

    async fn a_clock_that_was_forgotten_counts_a_day_and_no_first_word_ends_it(world: World) {
        let cast = world.cast().await;
        let (one, two) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number);
        by(&world, cast.chika, |tx| ticket::choose_clock(tx, true)).await.unwrap();
        by(&world, cast.chika, move |tx| ticket::start_timer(tx, one)).await.unwrap();
        world.clock.advance(Duration::from_secs(72 * 3_600));
        by(&world, cast.chika, move |tx| conversation::save_draft(tx, two, begun("Dear", 1))).await.unwrap();
        assert_eq!(times(&world, one).await, [], "its person is to hear of it");
        let stopped = by(&world, cast.chika, move |tx| ticket::start_timer(tx, two)).await.unwrap().unwrap();
        assert_eq!((stopped.ticket.number, stopped.ran, stopped.ran.is_long()), (one, Ran(72 * 60), true));
        assert_eq!(times(&world, one).await[0].what.minutes, 24 * 60);
    }

    async fn whoever_has_chosen_so_has_the_clock_begin_with_the_first_word(world: World) {
        let cast = world.cast().await;
        let (one, two) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number);
        let writes = |who, number, text: &'static str, revision| {
            by(&world, who, move |tx| conversation::save_draft(tx, number, begun(text, revision)))
        };
        let runs = async |who| seen_by(&world, who, ticket::clock).await.unwrap().map(|(on, _)| on.number);
        by(&world, cast.chika, |tx| ticket::choose_clock(tx, true)).await.unwrap();
        writes(cast.ben, one, "Dear", 1).await.unwrap();
        writes(cast.chika, one, "Dear", 1).await.unwrap();
        assert_eq!((runs(cast.chika).await, runs(cast.ben).await), (Some(one), None), "for oneself alone");
        by(&world, cast.chika, ticket::stop_timer).await.unwrap();
        writes(cast.chika, one, "Dear Kei", 2).await.unwrap();
        assert_eq!(runs(cast.chika).await, None, "it was stopped");
        writes(cast.chika, two, "Dear", 1).await.unwrap();
        assert_eq!(runs(cast.chika).await, Some(two));
        assert!(by(&world, cast.kei, |tx| ticket::choose_clock(tx, true)).await.is_err());
    }

    async fn who_steers_sees_everybodys_time_and_others_their_own(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        for who in [cast.chika, cast.dai] {
            by(&world, who, move |tx| ticket::log_time(tx, number, took(15))).await.unwrap();
        }
        let worked = |read: &mut service::Read| ticket::worked(read, always(), None);
        assert_eq!(seen_by(&world, cast.ben, worked).await.unwrap().len(), 2);
        let own = seen_by(&world, cast.dai, worked).await.unwrap();
        assert_eq!(own.iter().map(|one| one.time.person).collect::<Vec<_>>(), [cast.dai]);
        assert_eq!(seen_by(&world, cast.eve, worked).await.unwrap(), []);
        // On a ticket that was referred to her as well.
        let to = ReferredTo::Person(cast.eve);
        by(&world, cast.chika, move |tx| ticket::refer(tx, number, to, Level::Read, "", None)).await.unwrap();
        by(&world, cast.eve, move |tx| ticket::log_time(tx, number, took(30))).await.unwrap();
        assert_eq!(seen_by(&world, cast.eve, worked).await.unwrap().len(), 1);
        let by_ticket = seen_by(&world, cast.eve, |read| ticket::worked_by(read, always(), WorkedBy::Ticket)).await.unwrap();
        assert_eq!(by_ticket.1.minutes, 30);
        assert_missing(seen_by(&world, cast.kei, worked).await);
    }

    async fn time_is_summed_up_by_person_by_kind_and_by_ticket_and_no_further_than_one_may_see(world: World) {
        let cast = world.cast().await;
        let (long, short) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number);
        let travel = Activity { id: ActivityId(0), name_en: "Travel".into(), name_ja: String::new(), active: true, version: 1 };
        let travel = by(&world, cast.aya, move |tx| ticket::create_activity(tx, travel)).await.unwrap();
        let travelled = TimeFacts { activity: Some(travel.id), ..took(5) };
        by(&world, cast.chika, move |tx| ticket::log_time(tx, long, took(50))).await.unwrap();
        by(&world, cast.chika, move |tx| ticket::log_time(tx, short, travelled)).await.unwrap();
        by(&world, cast.dai, move |tx| ticket::log_time(tx, long, took(15))).await.unwrap();
        let summed = async |who, way| {
            let (lines, all) = seen_by(&world, who, move |read| ticket::worked_by(read, always(), way)).await.unwrap();
            assert_eq!((lines.len(), lines.iter().map(|line| line.entries).sum()), (all.all, all.entries));
            assert_eq!(lines.iter().map(|line| line.minutes).sum::<i64>(), all.minutes);
            lines.into_iter().map(|line| (line.what, line.minutes)).collect::<Vec<_>>()
        };
        let names = summed(cast.ben, WorkedBy::Person).await;
        assert_eq!(names.iter().map(|(_, minutes)| *minutes).collect::<Vec<_>>(), [55, 15]);
        let kinds = summed(cast.ben, WorkedBy::Activity).await;
        assert_eq!(kinds, [(Worker::Activity(None), 65), (Worker::Activity(Some(travel)), 5)]);
        let tickets = summed(cast.ben, WorkedBy::Ticket).await;
        assert!(matches!(&tickets[..], [(Worker::Ticket(first, _), 65), (Worker::Ticket(second, _), 5)] if (*first, *second) == (long, short)));
        assert_eq!(summed(cast.dai, WorkedBy::Ticket).await.len(), 1, "one's own");
        assert_eq!(summed(cast.eve, WorkedBy::Person).await, []);
        assert_missing(seen_by(&world, cast.kei, |read| ticket::worked_by(read, always(), WorkedBy::Person)).await);
    }

    async fn time_on_a_merged_ticket_counts_where_that_went(world: World) {
        let cast = world.cast().await;
        let mut numbers = Vec::new();
        for _ in 0..3 {
            numbers.push(asked(&world, &cast).await.number);
        }
        let (one, two, three) = (numbers[0], numbers[1], numbers[2]);
        for (number, minutes) in [(one, 90), (two, 20), (three, 5)] {
            by(&world, cast.chika, move |tx| ticket::log_time(tx, number, took(minutes))).await.unwrap();
        }
        let summed = async |who| {
            let (lines, all) = seen_by(&world, who, move |read| ticket::worked_by(read, always(), WorkedBy::Ticket)).await.unwrap();
            assert_eq!((all.minutes, all.entries), (115, 3));
            lines.into_iter().map(|line| match line.what {
                Worker::Ticket(number, _) => (number, line.minutes),
                other => panic!("{other:?}"),
            }).collect::<Vec<_>>()
        };
        assert_eq!(summed(cast.ben).await, [(one, 90), (two, 20), (three, 5)]);
        by(&world, cast.ben, move |tx| ticket::merge(tx, one, two, None)).await.unwrap();
        assert_eq!(summed(cast.ben).await, [(two, 110), (three, 5)]);
        by(&world, cast.ben, move |tx| ticket::merge(tx, two, three, None)).await.unwrap();
        for who in [cast.aya, cast.ben, cast.chika] {
            assert_eq!(summed(who).await, [(three, 115)], "by way of another");
            let worked = seen_by(&world, who, |read| ticket::worked(read, always(), None)).await.unwrap();
            assert_eq!(worked.iter().map(|one| (one.number, one.time.what.minutes)).collect::<Vec<_>>(), [(three, 90), (three, 20), (three, 5)]);
        }
    }

    async fn time_is_billed_to_an_organisation_a_requester_and_a_team_month_by_month(world: World) {
        let cast = world.cast().await;
        let acme = by(&world, cast.aya, |tx| service::people::create_organization(tx, "Acme")).await.unwrap().id;
        by(&world, cast.aya, move |tx| {
            let kei = store::people::persons::load(tx, cast.kei)?.unwrap();
            let wish = desk::people::Profile { organization: Some(acme), ..kei.profile() };
            service::people::edit_person(tx, cast.kei, wish, kei.version)
        }).await.unwrap();
        let said = service::conversation::Incoming::said(cast.mio, desk::ticket::Origin::Form, "It leaks.");
        let wish = ticket::NewTicket::asked("Leaks", cast.mio, cast.support, said);
        let mio = world.desk.change(desk::Actor::System, move |tx| ticket::create(tx, wish)).await.unwrap().number;
        let kei = asked(&world, &cast).await.number;
        let month = Duration::from_secs(31 * 86_400);
        world.clock.advance(month);
        let later = TimeFacts { at: START.plus(month), ..took(20) };
        for (number, what) in [(kei, took(50)), (kei, later), (mio, took(5))] {
            by(&world, cast.chika, move |tx| ticket::log_time(tx, number, what)).await.unwrap();
        }
        let span = (day("2026-03-01"), day("2026-04-30"));
        let summed = async |way| {
            let (lines, all) = seen_by(&world, cast.ben, move |read| ticket::worked_by(read, span, way)).await.unwrap();
            assert_eq!((all.minutes, all.entries), (75, 3));
            lines.into_iter().map(|line| (line.what, line.minutes)).collect::<Vec<_>>()
        };
        assert_eq!(summed(WorkedBy::Organization).await, [(Worker::Organization(acme, "Acme".into()), 70), (Worker::Activity(None), 5)]);
        let people = summed(WorkedBy::Requester).await;
        assert!(matches!(&people[..], [(Worker::Requester(first, _), 70), (Worker::Requester(second, _), 5)] if (*first, *second) == (cast.kei, cast.mio)), "{people:?}");
        assert!(matches!(&summed(WorkedBy::Team).await[..], [(Worker::Team(_), 75)]));
        let months = summed(WorkedBy::Month).await;
        assert!(matches!(&months[..], [(Worker::Month(_), 55), (Worker::Month(_), 20)]), "one after the other: {months:?}");
        let worked = seen_by(&world, cast.ben, move |read| ticket::worked(read, span, None)).await.unwrap();
        assert_eq!((worked[0].organization.as_deref(), worked[0].requester.as_str()), (Some("Acme"), "Kei Tanaka"));
        assert_eq!(worked[1].organization, None, "{worked:?}");
        let ahead = TimeFacts { at: START.plus(month * 2), ..took(5) };
        assert_refused(by(&world, cast.chika, move |tx| ticket::log_time(tx, kei, ahead)).await, Refusal::TimeAhead);
    }

    async fn work_of_before_days_were_kept_is_of_the_day_it_was_where_its_person_lives(world: World) {
        let cast = world.cast().await;
        let asked = asked(&world, &cast).await;
        // The last of February in London, the first of March in Tokyo.
        let what = TimeFacts { at: START.minus(Duration::from_secs(12 * 3_600)), ..took(20) };
        system(&world, move |tx| {
            let mut chika = store::people::persons::load(tx, cast.chika)?.unwrap();
            chika.time_zone = Some("Asia/Tokyo".into());
            store::people::persons::save(tx, &mut chika)?;
            let time = Time { id: TimeId(0), ticket: asked.id, person: chika.id, what, removed: false, version: 1 };
            Ok(store::ticket::times::add(tx, &time)?)
        }).await;
        assert_eq!(times(&world, asked.number).await[0].what.day, None);
        store::migrate(&world.database().location()).unwrap();
        assert_eq!(times(&world, asked.number).await[0].what.day, Some(day("2026-03-01")));
    }

    async fn a_kind_of_work_is_chosen_while_it_is_active(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let travel = Activity { id: ActivityId(0), name_en: String::new(), name_ja: "移動".into(), active: true, version: 1 };
        let made = by(&world, cast.aya, move |tx| ticket::create_activity(tx, travel)).await.unwrap();
        assert_eq!(made.name_en, "移動", "one name does for both");
        let facts = TimeFacts { activity: Some(made.id), ..took(20) };
        by(&world, cast.chika, { let facts = facts.clone(); move |tx| ticket::log_time(tx, number, facts) }).await.unwrap();
        by(&world, cast.aya, move |tx| ticket::change_activity(tx, Activity { active: false, ..made })).await.unwrap();
        assert_missing(by(&world, cast.chika, move |tx| ticket::log_time(tx, number, facts)).await);
    }

    async fn the_composer_asks_on_the_tickets_that_were_chosen(world: World) {
        let cast = world.cast().await;
        let (plain, urgent) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number);
        by(&world, cast.chika, move |tx| ticket::set_priority(tx, urgent, Priority::Urgent, None)).await.unwrap();
        let asks = async |number| {
            let by = world.actor(cast.chika).await;
            world.desk.ask(by, move |read| Ok(ticket::page(read, number)?.depth.asks_time)).await.unwrap()
        };
        assert_eq!(asks(urgent).await, Asks::Never, "nobody chose anything yet");
        let condition = r#"{"all":[{"field":"priority","operator":"any_of","value":["urgent"]}]}"#;
        let wish = TimeAsking { asks: Asks::Requires, condition: Condition::read(condition).unwrap() };
        let choose = |wish: TimeAsking| move |tx: &mut Tx| ticket::change_time_asking(tx, &TimeAsking::default(), wish);
        for person in [cast.chika, cast.dai, cast.ben] {
            assert_refused(by(&world, person, choose(wish.clone())).await, Refusal::NotAllowed);
        }
        by(&world, cast.aya, choose(wish.clone())).await.unwrap();
        assert_conflict(by(&world, cast.aya, choose(wish)).await);
        assert_eq!((asks(plain).await, asks(urgent).await), (Asks::Never, Asks::Requires));

        by(&world, cast.chika, move |tx| ticket::answer_time(tx, plain, None)).await.unwrap();
        assert_refused(by(&world, cast.chika, move |tx| ticket::answer_time(tx, urgent, None)).await, Refusal::TimeMissing);
        by(&world, cast.chika, move |tx| ticket::answer_time(tx, urgent, Some(took(20)))).await.unwrap();
        assert_eq!(times(&world, urgent).await[0].what.minutes, 20);
        assert_missing(by(&world, cast.eve, move |tx| ticket::answer_time(tx, urgent, Some(took(5)))).await);

        by(&world, cast.chika, move |tx| ticket::start_timer(tx, urgent)).await.unwrap();
        assert_eq!(asks(urgent).await, Asks::Never, "a clock that runs is an answer");
        by(&world, cast.chika, move |tx| ticket::answer_time(tx, urgent, None)).await.unwrap();
    }
}
