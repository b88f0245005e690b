//! What is promised: clocks that follow the log, due times that can be told, steps that are taken once.

use crate::desk_work::*;
use base::Moment;
use desk::channel::{Attempt, Effect, Fate, GuardWish, LetterKind, LetterState, Outcome};
use desk::condition::Condition;
use desk::conversation::Compose;
use desk::sla::{
    At, CalendarId, CalendarWish, Hours, PolicyId, PolicyWish, Promise, SlaState, Step, Target, Tell, Terms,
};
use desk::ticket::{Act, Category, Priority, Ticket, TicketNumber};
use desk::{Event, Refusal};
use service::sla::{self, Change};
use service::{Actor, channel, conversation, readers, schedule, ticket};
use std::time::Duration;
use testing::{Cast, World};

const HOUR: Duration = Duration::from_secs(3600);

fn promise(target: Target, hours: u32) -> Promise {
    let mut promise = Promise::nothing(target);
    for priority in [Priority::Low, Priority::Normal, Priority::High] {
        promise.set(priority, Some(hours * 60));
    }
    promise.set(Priority::Urgent, Some(hours * 15));
    promise
}

fn terms(calendar: Option<CalendarId>) -> Terms {
    Terms {
        calendar,
        promises: vec![promise(Target::FirstResponse, 4), promise(Target::Resolution, 16)],
        pauses: vec![Category::Pending, Category::OnHold],
        pauses_snoozed: false,
        notes_answer: false,
        steps: Vec::new(),
    }
}

fn wish(name: &str, terms: Terms) -> PolicyWish {
    PolicyWish { name: name.into(), condition: Condition::everything(), terms }
}

async fn office(world: &World, cast: &Cast) -> CalendarId {
    let wish = CalendarWish { name: "Office".into(), hours: Hours::usual("Asia/Tokyo") };
    by(world, cast.aya, |tx| sla::create_calendar(tx, wish)).await.unwrap()
}

async fn promised(world: &World, cast: &Cast, wish: PolicyWish) -> PolicyId {
    by(world, cast.aya, |tx| sla::create_policy(tx, wish)).await.unwrap()
}

/// The log is read to its end, all open tickets are reckoned where a rule has changed, and what is due is looked at.
async fn settled(world: &World) {
    while world.desk.ask(Actor::System, |read| readers::must_wait(read, sla::READER)).await.unwrap() {
        system(world, |tx| readers::follow(tx, sla::READER, sla::follow)).await;
    }
    let mut after = Some(sla::BEGINNING);
    while let Some(reached) = after {
        after = system(world, move |tx| sla::reckon_on(tx, reached)).await;
    }
    system(world, |tx| schedule::tick(tx, "test")).await;
}

/// The same without reckoning anew: as every second of a day goes.
async fn followed(world: &World) {
    while world.desk.ask(Actor::System, |read| readers::must_wait(read, sla::READER)).await.unwrap() {
        system(world, |tx| readers::follow(tx, sla::READER, sla::follow)).await;
    }
    system(world, |tx| schedule::tick(tx, "test")).await;
    while world.desk.ask(Actor::System, |read| readers::must_wait(read, sla::READER)).await.unwrap() {
        system(world, |tx| readers::follow(tx, sla::READER, sla::follow)).await;
    }
}

fn at(text: &str) -> Option<Moment> {
    Some(Moment::from_rfc3339(text).unwrap())
}

async fn kinds(world: &World, ticket: &Ticket, kind: &str) -> usize {
    log(world, ticket).await.iter().filter(|recorded| recorded.event.kind() == kind).count()
}

async fn reply(world: &World, cast: &Cast, number: TicketNumber) {
    by(world, cast.chika, move |tx| conversation::reply(tx, number, to_kei("We look into it."))).await.unwrap();
}

/// When the first answer came, as the clock says and as the ticket does.
async fn first_answered(world: &World, cast: &Cast, number: TicketNumber) -> (Option<Moment>, Option<Moment>) {
    followed(world).await;
    let page = seen_by(world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
    let first = page.promised.iter().find(|one| one.clock.target == Target::FirstResponse).expect("it is promised");
    (first.clock.ended_at(), page.ticket.first_replied_at)
}

testing::on_both! {
    async fn what_waits_for_a_second_person_answers_when_it_is_let_go(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        promised(&world, &cast, wish("Always", terms(None))).await;
        let guard = GuardWish { name: "Two?".into(), words: vec!["look".into()], effect: Effect::Approve, ..GuardWish::default() };
        by(&world, cast.aya, |tx| channel::create_guard(tx, guard)).await.unwrap();
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        let waiting = || by(&world, cast.ben, |tx| Ok(channel::waiting_letters(tx)?[0].release.letter));
        world.clock.advance(HOUR);
        reply(&world, &cast, number).await;
        assert_eq!(first_answered(&world, &cast, number).await, (None, None), "nobody has received it");
        let letter = waiting().await.unwrap();
        by(&world, cast.ben, move |tx| channel::decline_letter(tx, letter, "")).await.unwrap();
        assert_eq!(first_answered(&world, &cast, number).await, (None, None), "nor will they");
        reply(&world, &cast, number).await;
        let letter = waiting().await.unwrap();
        world.clock.advance(HOUR);
        by(&world, cast.ben, move |tx| channel::approve_letter(tx, letter, None)).await.unwrap();
        let then = Some(ticket.created_at.plus(HOUR * 2));
        assert_eq!(first_answered(&world, &cast, number).await, (then, then));
        world.clock.advance(HOUR * 9);
        assert_eq!(first_answered(&world, &cast, number).await, (then, then));
    }

    async fn a_scheduled_letter_answers_when_it_has_left(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        promised(&world, &cast, wish("Always", terms(None))).await;
        let ticket = asked(&world, &cast).await;
        let (number, later) = (ticket.number, ticket.created_at.plus(HOUR * 2));
        let compose = Compose { send_at: Some(later), ..to_kei("Good morning") };
        by(&world, cast.chika, move |tx| conversation::reply(tx, number, compose)).await.unwrap();
        assert_eq!(first_answered(&world, &cast, number).await, (None, None));
        followed(&world).await;
        assert_eq!(now(&world, number).await.sla, Some(SlaState::Running), "nothing has left");
        world.clock.advance(HOUR * 3);
        let sent = system(&world, |tx| {
            let letter = channel::claim_letters(tx, "postman", Duration::from_secs(60), 10)?.remove(0);
            let attempt = Attempt { letter: letter.id, holder: "postman".into(), number: letter.attempts };
            channel::letter_begins(tx, &attempt)?;
            let taken = |one: &desk::channel::Delivery| Outcome { address: one.address.clone(), fate: Fate::Accepted, detail: "250".into() };
            channel::letter_answered(tx, &attempt, &letter.deliveries.iter().map(taken).collect::<Vec<_>>())
        });
        assert_eq!(sent.await, Some(LetterState::Sent));
        let then = Some(ticket.created_at.plus(HOUR * 3));
        assert_eq!(first_answered(&world, &cast, number).await, (then, then));
        followed(&world).await;
        assert_eq!(now(&world, number).await.sla, Some(SlaState::Paused));
    }

    async fn a_ticket_is_due_within_the_hours_that_count(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let calendar = office(&world, &cast).await;
        promised(&world, &cast, wish("Standard", terms(Some(calendar)))).await;
        // Sunday evening in Tokyo: the hours begin on Monday at nine.
        let ticket = asked(&world, &cast).await;
        followed(&world).await;
        let seen = now(&world, ticket.number).await;
        assert_eq!((seen.due_at, seen.sla), (at("2026-03-02T04:00:00Z"), Some(SlaState::Running)));
        assert_eq!(seen.version, ticket.version, "nobody's version is disturbed");
        reply(&world, &cast, ticket.number).await;
        followed(&world).await;
        let seen = now(&world, ticket.number).await;
        assert_eq!((seen.category, seen.due_at, seen.sla), (Category::Pending, None, Some(SlaState::Paused)));
    }

    async fn a_pause_moves_a_due_time_by_itself(world: World) {
        let cast = world.cast().await;
        promised(&world, &cast, wish("Always", terms(None))).await;
        let ticket = asked(&world, &cast).await;
        let (number, hold, open) = (ticket.number, status(&world, Category::OnHold).await, status(&world, Category::Open).await);
        world.clock.advance(HOUR);
        by(&world, cast.chika, move |tx| ticket::set_status(tx, number, hold, None)).await.unwrap();
        world.clock.advance(HOUR * 10);
        by(&world, cast.chika, move |tx| ticket::set_status(tx, number, open, None)).await.unwrap();
        followed(&world).await;
        let due = now(&world, number).await.due_at.unwrap();
        assert_eq!(due.since(ticket.created_at), HOUR * 14, "four hours of work and ten on hold");
        let told = world.desk.ask(world.actor(cast.chika).await, move |read| Ok(ticket::page(read, number)?.promised)).await.unwrap();
        let first = told.iter().find(|one| one.clock.target == Target::FirstResponse).unwrap();
        assert_eq!((first.policy.as_str(), first.clock.worked, first.story.len()), ("Always", HOUR, 3));
    }

    async fn what_is_broken_is_recorded_once_and_stays_broken(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        promised(&world, &cast, wish("Always", terms(None))).await;
        let ticket = asked(&world, &cast).await;
        followed(&world).await;
        world.clock.advance(HOUR * 5);
        for _ in 0..3 {
            followed(&world).await;
        }
        assert_eq!(kinds(&world, &ticket, "sla_breached").await, 1);
        let seen = now(&world, ticket.number).await;
        assert_eq!((seen.sla, seen.due_at), (Some(SlaState::Breached), Some(ticket.created_at.plus(HOUR * 4))));
        reply(&world, &cast, ticket.number).await;
        followed(&world).await;
        let (cells, names) = seen_by(&world, cast.aya, |read| sla::figures(read, "2026-01", "2026-12")).await.unwrap();
        let broken: Vec<_> = cells.iter().filter(|cell| cell.state == SlaState::Breached).collect();
        assert_eq!((broken.len(), broken[0].target, broken[0].clocks, names.len()), (1, Target::FirstResponse, 1, 1));
        let cell = broken[0].clone();
        let (proofs, next) = seen_by(&world, cast.aya, move |read| sla::proofs(read, &cell, None)).await.unwrap();
        assert_eq!((proofs.len(), proofs[0].ticket.number, next), (1, ticket.number, None));
        assert!(proofs[0].promised.is_some());
    }

    async fn another_priority_changes_what_is_promised(world: World) {
        let cast = world.cast().await;
        promised(&world, &cast, wish("Always", terms(None))).await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        by(&world, cast.chika, move |tx| ticket::set_priority(tx, number, Priority::Urgent, None)).await.unwrap();
        followed(&world).await;
        assert_eq!(now(&world, number).await.due_at, Some(ticket.created_at.plus(HOUR)));
    }

    async fn a_step_tells_and_acts_once(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let warn = Step { target: Some(Target::FirstResponse), at: At::Percent(75), tell: vec![Tell::Leads], act: Some(Act::SetPriority(Priority::High)) };
        promised(&world, &cast, wish("Always", Terms { steps: vec![warn], ..terms(None) })).await;
        let ticket = asked(&world, &cast).await;
        followed(&world).await;
        world.clock.advance(HOUR * 3);
        for _ in 0..3 {
            followed(&world).await;
        }
        assert_eq!(kinds(&world, &ticket, "sla_warned").await, 1);
        assert_eq!(now(&world, ticket.number).await.priority, Priority::High);
        let letters = seen_by(&world, cast.aya, |read| channel::letters(read, LetterState::Queued, None, 20)).await.unwrap();
        let reminders: Vec<_> = letters.iter().filter(|letter| letter.kind == LetterKind::Reminder).collect();
        assert_eq!(reminders.len(), 1);
        assert_eq!(reminders[0].deliveries[0].address.as_str(), "ben@hinode.example");
        let tells = reminders[0].subject.to_lowercase();
        assert!(!tells.contains("kettle") && tells.starts_with("due: #"), "others see it in the outbox: {tells}");
    }

    async fn a_new_rule_is_foreseen_and_tells_nothing_of_the_past(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        world.clock.advance(HOUR * 48);
        let warn = Step { target: None, at: At::Percent(1), tell: vec![Tell::Leads], act: None };
        let new = wish("Always", Terms { steps: vec![warn], ..terms(None) });
        let foreseen = new.clone();
        let preview = seen_by(&world, cast.aya, move |read| sla::preview(read, &Change::Policy(None, &foreseen))).await.unwrap();
        assert_eq!((preview.looked, preview.changed, preview.first[0].number), (1, 1, ticket.number));
        promised(&world, &cast, new).await;
        settled(&world).await;
        let due = now(&world, ticket.number).await.due_at;
        assert_eq!(due, Some(ticket.created_at.plus(HOUR * 52)), "what was before the rule does not count");
        assert_eq!(due, preview.first[0].to);
        assert_eq!(kinds(&world, &ticket, "sla_breached").await, 0);
    }

    async fn a_policy_that_goes_takes_its_open_promises_along(world: World) {
        let cast = world.cast().await;
        let id = promised(&world, &cast, wish("Always", terms(None))).await;
        let ticket = asked(&world, &cast).await;
        followed(&world).await;
        by(&world, cast.aya, move |tx| sla::remove_policy(tx, id, 1)).await.unwrap();
        settled(&world).await;
        let seen = now(&world, ticket.number).await;
        assert_eq!((seen.due_at, seen.sla), (None, None));
        let chosen = log(&world, &ticket).await.into_iter().filter_map(|one| match one.event {
            Event::SlaChosen { policy, .. } => Some(policy),
            _ => None,
        });
        assert_eq!(chosen.collect::<Vec<_>>(), [Some(id), None]);
    }

    async fn a_policy_is_sound_and_its_calendar_stays(world: World) {
        let cast = world.cast().await;
        let calendar = office(&world, &cast).await;
        let empty = wish("Nothing", Terms { promises: Vec::new(), ..terms(None) });
        assert_refused(by(&world, cast.aya, |tx| sla::create_policy(tx, empty)).await, Refusal::PromisesNone);
        let id = promised(&world, &cast, wish("Standard", terms(Some(calendar)))).await;
        assert_refused(by(&world, cast.aya, move |tx| sla::remove_calendar(tx, calendar, 1)).await, Refusal::CalendarInUse);
        assert_refused(by(&world, cast.ben, move |tx| sla::remove_policy(tx, id, 1)).await, Refusal::NotAllowed);
        let other = promised(&world, &cast, wish("Gold", terms(None))).await;
        by(&world, cast.aya, move |tx| sla::order_policies(tx, &[other, id])).await.unwrap();
        let names: Vec<String> = seen_by(&world, cast.aya, sla::policies).await.unwrap().into_iter().map(|one| one.wish.name).collect();
        assert_eq!(names, ["Gold", "Standard"]);
        assert_conflict(by(&world, cast.aya, move |tx| sla::order_policies(tx, &[id])).await);
    }
}
