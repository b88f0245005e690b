//! What macros do with a letter: taken back with it, and done once when the same goes out again.

use crate::desk_work::*;
use base::Address;
use desk::automation::{Step, Texts};
use desk::channel::LetterState;
use desk::conversation::{Acts, Assignee, MacroId, MacroWish, MessageId};
use desk::people::PersonId;
use desk::ticket::{Category, Origin, Priority, Ticket, TicketNumber};
use desk::{Actor, Level};
use service::conversation::{self, Compose, Incoming};
use service::{people, ticket};
use std::time::Duration;
use testing::{Cast, START, World, email};

async fn prepared(world: &World, cast: &Cast, acts: Acts) -> MacroId {
    let wish = MacroWish { name: "Refund".into(), shortcut: "refund".into(), acts, ..MacroWish::default() };
    by(world, cast.aya, |tx| conversation::create_macro(tx, wish)).await.unwrap().id
}

fn stepping(steps: Vec<Step>) -> Acts {
    Acts { steps, ..Acts::default() }
}

fn note() -> Step {
    Step::Note(Texts { en: "Refunded".into(), ja: String::new() })
}

fn call() -> Step {
    Step::AddTask { text: "Call".into(), minutes: 0 }
}

/// An answer with a macro, in place of what came back.
async fn sends(
    world: &World,
    who: PersonId,
    number: TicketNumber,
    (id, instead): (MacroId, Option<MessageId>),
    compose: Compose,
) -> MessageId {
    let sent = by(world, who, move |tx| {
        let said = conversation::reply(tx, number, Compose { macros: vec![id], ..compose })?;
        conversation::act_with(tx, number, said, &[id], instead)?;
        Ok(said)
    });
    sent.await.unwrap()
}

/// What the draft says that it is of.
async fn takes_back(world: &World, who: PersonId, message: MessageId) -> Option<MessageId> {
    let draft = by(world, who, move |tx| conversation::take_back(tx, message)).await.unwrap().unwrap();
    assert_eq!(draft.chosen.macros.len(), 1, "the macro is in the draft");
    draft.chosen.instead
}

async fn counted(world: &World, ticket: &Ticket, kind: &str) -> usize {
    log(world, ticket).await.iter().filter(|one| one.event.kind() == kind).count()
}

async fn tasks(world: &World, cast: &Cast, number: TicketNumber) -> usize {
    seen_by(world, cast.chika, move |read| ticket::page(read, number)).await.unwrap().depth.tasks.len()
}

testing::on_both! {
    async fn what_a_macro_did_is_taken_back_with_its_letter_and_done_once_when_that_goes_out_again(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        let tags = by(&world, cast.chika, |tx| ticket::tags_named(tx, &["kettle".into()])).await.unwrap();
        let acts = Acts {
            priority: Some(Priority::High), tags: tags.clone(), assignee: Assignee::Agent(cast.ben), ..stepping(vec![note(), call()])
        };
        let id = prepared(&world, &cast, acts).await;
        let before = now(&world, number).await;
        let mut instead = None;
        for _ in 0..2 {
            let message = sends(&world, cast.chika, number, (id, instead), to_kei("It is done")).await;
            let done = now(&world, number).await;
            assert_eq!((done.priority, &done.tags, done.assignee), (Priority::High, &tags, Some(cast.ben)));
            assert_eq!((counted(&world, &ticket, "note_added").await, tasks(&world, &cast, number).await), (1, 1));
            instead = takes_back(&world, cast.chika, message).await;
            assert_eq!(instead, Some(message));
            let back = now(&world, number).await;
            assert_eq!((back.priority, &back.tags), (before.priority, &before.tags));
            assert_eq!((back.assignee, back.status), (before.assignee, before.status));
            assert_eq!((counted(&world, &ticket, "note_added").await, tasks(&world, &cast, number).await), (1, 0), "a note stays");
        }
        sends(&world, cast.chika, number, (id, instead), to_kei("It is done")).await;
        let done = now(&world, number).await;
        assert_eq!((done.priority, done.tags, done.assignee), (Priority::High, tags, Some(cast.ben)));
        assert_eq!((counted(&world, &ticket, "note_added").await, tasks(&world, &cast, number).await), (1, 1));
        assert_counters_follow(&world).await;
        // What is no answer in its place does all of it.
        sends(&world, cast.chika, number, (id, None), to_kei("And once more")).await;
        assert_eq!((counted(&world, &ticket, "note_added").await, tasks(&world, &cast, number).await), (2, 2));
    }

    async fn what_a_colleague_changed_since_stands_and_is_not_done_over(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let tags = by(&world, cast.chika, |tx| ticket::tags_named(tx, &["kettle".into()])).await.unwrap();
        let id = prepared(&world, &cast, Acts { priority: Some(Priority::High), tags: tags.clone(), ..Acts::default() }).await;
        let message = sends(&world, cast.chika, number, (id, None), to_kei("It is done")).await;
        by(&world, cast.ben, move |tx| ticket::set_priority(tx, number, Priority::Low, None)).await.unwrap();
        let instead = takes_back(&world, cast.chika, message).await;
        let back = now(&world, number).await;
        assert_eq!((back.priority, back.tags), (Priority::Low, vec![]));
        sends(&world, cast.chika, number, (id, instead), to_kei("It is done")).await;
        let done = now(&world, number).await;
        assert_eq!((done.priority, done.tags), (Priority::Low, tags));
    }

    async fn what_was_refused_is_tried_again_and_a_letter_of_a_macro_goes_once(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let ticket = asked(&world, &cast).await;
        let (number, solved) = (ticket.number, status(&world, Category::Solved).await);
        let id = prepared(&world, &cast, stepping(vec![Step::AskRating])).await;
        let message = sends(&world, cast.chika, number, (id, None), to_kei("Soon")).await;
        let mut instead = takes_back(&world, cast.chika, message).await;
        assert_eq!((instead, counted(&world, &ticket, "macro_failed").await), (None, 1), "nothing was done");
        for _ in 0..2 {
            let compose = Compose { status_after: Some(solved), ..to_kei("It is done") };
            let message = sends(&world, cast.chika, number, (id, instead), compose).await;
            assert_eq!((counted(&world, &ticket, "rating_asked").await, counted(&world, &ticket, "macro_failed").await), (1, 1));
            instead = takes_back(&world, cast.chika, message).await;
            assert_eq!(instead, Some(message));
        }
    }

    async fn a_ticket_that_a_macro_moved_comes_back_with_its_assignee(world: World) {
        let cast = world.cast().await;
        let (number, chika) = (asked(&world, &cast).await.number, cast.chika);
        by(&world, cast.ben, move |tx| ticket::assign(tx, number, Some(chika), None)).await.unwrap();
        let id = prepared(&world, &cast, stepping(vec![Step::MoveToTeam(cast.billing)])).await;
        let message = sends(&world, cast.ben, number, (id, None), to_kei("Billing will see to it")).await;
        let moved = now(&world, number).await;
        assert_eq!((moved.team, moved.assignee), (cast.billing, None));
        takes_back(&world, cast.ben, message).await;
        let back = now(&world, number).await;
        assert_eq!((back.team, back.assignee), (cast.support, Some(chika)));
        assert_counters_follow(&world).await;
    }

    async fn whoever_moved_a_ticket_out_of_their_reach_with_an_answer_takes_back_both(world: World) {
        let cast = world.cast().await;
        let before = asked(&world, &cast).await;
        let (number, billing, ben, chika) = (before.number, cast.billing, cast.ben, cast.chika);
        let agent = world.desk.ask(Actor::System, move |read| Ok(store::people::agents::load(read, chika)?.unwrap())).await.unwrap();
        by(&world, cast.aya, move |tx| people::set_level(tx, chika, billing, Level::None, agent.version)).await.unwrap();
        let moves = prepared(&world, &cast, stepping(vec![Step::MoveToTeam(billing)])).await;
        let wish = MacroWish { name: "Call".into(), shortcut: "call".into(), acts: stepping(vec![call()]), ..MacroWish::default() };
        let calls = by(&world, cast.aya, |tx| conversation::create_macro(tx, wish)).await.unwrap().id;
        let said = by(&world, chika, move |tx| {
            let compose = Compose { macros: vec![moves, calls], ..to_kei("@Ben Okada goes on with it") };
            let said = conversation::reply(tx, number, compose)?;
            conversation::act_with(tx, number, said, &[moves, calls], None)?;
            conversation::mention(tx, number, said, &[ben])?;
            Ok(said)
        }).await.unwrap();
        let called = async || seen_by(&world, ben, |read| conversation::mentions(read, None, 9)).await.unwrap().len();
        assert_eq!((now(&world, number).await.team, called().await), (billing, 1));
        assert_missing(seen_by(&world, chika, move |read| ticket::page(read, number)).await);
        assert!(!seen_by(&world, chika, move |read| conversation::in_sight(read, said)).await.unwrap());
        assert_missing(by(&world, cast.eve, move |tx| conversation::take_back(tx, said)).await);
        by(&world, chika, move |tx| conversation::take_back(tx, said)).await.unwrap();
        let back = now(&world, number).await;
        assert_eq!((back.team, back.assignee, back.status), (cast.support, None, before.status));
        assert_eq!(called().await, 0);
        let draft = seen_by(&world, chika, move |read| conversation::draft(read, number)).await.unwrap().unwrap();
        assert_eq!(draft.text, "@Ben Okada goes on with it");
        assert_counters_follow(&world).await;
    }

    async fn whoever_wrote_a_letter_takes_it_back_wherever_its_ticket_is(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let (billing, chika) = (cast.billing, cast.chika);
        let said = by(&world, chika, move |tx| conversation::reply(tx, number, to_kei("Oops"))).await.unwrap();
        by(&world, cast.ben, move |tx| ticket::move_to_team(tx, number, billing, None)).await.unwrap();
        by(&world, chika, move |tx| conversation::take_back(tx, said)).await.unwrap();
        let now = now(&world, number).await;
        assert_eq!((now.team, now.replied_at), (billing, None), "what others did stands");
    }

    async fn a_letter_leaves_though_its_own_macro_puts_its_ticket_away(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let id = prepared(&world, &cast, stepping(vec![Step::Trash])).await;
        let message = sends(&world, cast.chika, number, (id, None), to_kei("We take no more orders")).await;
        assert!(now(&world, number).await.trashed_at.is_some());
        let letter = world.desk.ask(Actor::System, move |read| Ok(store::channel::letters::of_message(read, message)?.unwrap()));
        assert_eq!(letter.await.unwrap().state, LetterState::Held);
        takes_back(&world, cast.chika, message).await;
        assert!(now(&world, number).await.trashed_at.is_none(), "taken back, both are");
    }

    async fn beside_a_ticket_it_is_the_same(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        let id = prepared(&world, &cast, Acts { priority: Some(Priority::High), ..stepping(vec![note()]) }).await;
        let asks = move || Compose { to: vec![Address::bare(email("sato@parts.example"))], macros: vec![id], ..to_kei("Which lot?") };
        let (side, message) = by(&world, cast.chika, move |tx| {
            let begun = conversation::begin_side(tx, number, "The lid", asks())?;
            conversation::act_with(tx, number, begun.1, &[id], None)?;
            Ok(begun)
        }).await.unwrap();
        assert_eq!(now(&world, number).await.priority, Priority::High);
        by(&world, cast.chika, move |tx| conversation::take_back(tx, message)).await.unwrap();
        assert_eq!(now(&world, number).await.priority, Priority::Normal);
        let chosen = seen_by(&world, cast.chika, move |read| conversation::was_to_leave(read, message)).await.unwrap();
        assert_eq!((chosen.macros, chosen.instead), (vec![id], Some(message)));
        by(&world, cast.chika, move |tx| {
            let said = conversation::write_side(tx, side, asks())?;
            conversation::act_with(tx, number, said, &[id], Some(message))
        }).await.unwrap();
        assert_eq!(now(&world, number).await.priority, Priority::High);
        assert_eq!(counted(&world, &ticket, "note_added").await, 1);
    }

    async fn what_a_letter_that_was_held_back_has_done_is_not_done_again(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let id = prepared(&world, &cast, stepping(vec![call()])).await;
        let compose = Compose { send_at: Some(START.plus(Duration::from_secs(3600))), unless_answered: Some(true), ..to_kei("Later") };
        let message = sends(&world, cast.chika, number, (id, None), compose).await;
        let said = Incoming::said(cast.kei, Origin::Mail, "One more thing");
        system(&world, move |tx| conversation::incoming(tx, number, said)).await;
        let draft = seen_by(&world, cast.chika, move |read| conversation::draft(read, number)).await.unwrap().unwrap();
        assert_eq!(draft.chosen.instead, Some(message));
        sends(&world, cast.chika, number, (id, draft.chosen.instead), to_kei("Now")).await;
        assert_eq!(tasks(&world, &cast, number).await, 1);
    }

    async fn what_stands_for_another_letter_counts_only_where_that_came_back_on_this_ticket(world: World) {
        let cast = world.cast().await;
        let (ticket, other) = (asked(&world, &cast).await, asked(&world, &cast).await);
        let (number, elsewhere) = (ticket.number, other.number);
        let id = prepared(&world, &cast, stepping(vec![note()])).await;
        let gone = sends(&world, cast.chika, number, (id, None), to_kei("Gone")).await;
        let strange = sends(&world, cast.chika, elsewhere, (id, None), to_kei("Elsewhere")).await;
        takes_back(&world, cast.chika, strange).await;
        for (times, instead) in [(2, gone), (3, strange), (4, MessageId(999_999))] {
            sends(&world, cast.chika, number, (id, Some(instead)), to_kei("Again")).await;
            assert_eq!(counted(&world, &ticket, "note_added").await, times);
        }
    }
}
