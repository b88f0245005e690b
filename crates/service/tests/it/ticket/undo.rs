//! Taking changes back from the timeline.

use crate::desk_work::*;
use desk::people::PersonId;
use desk::ticket::{Category, Kind, Priority, Snooze, Ticket, TicketNumber};
use desk::{Done, Event, Refusal};
use service::conversation;
use service::{Tx, people, ticket};
use std::time::Duration;
use testing::{Cast, START, World};

type Verb = Box<dyn FnOnce(&mut Tx) -> Done<Ticket> + Send>;

fn verb(verb: impl FnOnce(&mut Tx) -> Done<Ticket> + Send + 'static) -> Verb {
    Box::new(verb)
}

/// The ticket with its people, without what every change touches.
async fn picture(world: &World, number: TicketNumber) -> (Ticket, Vec<PersonId>, Vec<PersonId>, Vec<PersonId>) {
    let mut ticket = now(world, number).await;
    (ticket.version, ticket.updated_at) = (0, START);
    let id = ticket.id;
    let (participants, followers) =
        world.desk.ask(service::Actor::System, move |read| Ok(store::ticket::people::circle(read, id)?)).await.unwrap();
    let paused = world.desk.ask(service::Actor::System, move |read| Ok(store::ticket::people::paused(read, id)?));
    (ticket, participants, followers, paused.await.unwrap())
}

/// Every reversible change there is, with the kind of its event.
async fn every_change(world: &World, cast: &Cast, number: TicketNumber) -> Vec<(&'static str, Verb)> {
    let Cast { chika, mio, billing, dai, .. } = *cast;
    let lumen =
        by(world, cast.ben, move |tx| people::create_organization(tx, &format!("Lumen {number}"))).await.unwrap().id;
    let (solved, kettle) = (
        status(world, Category::Solved).await,
        by(world, chika, |tx| ticket::tags_named(tx, &["kettle".into()])).await.unwrap(),
    );
    vec![
        ("subject_changed", verb(move |tx| ticket::rename(tx, number, "Other", None))),
        ("status_changed", verb(move |tx| ticket::set_status(tx, number, solved, None))),
        ("priority_changed", verb(move |tx| ticket::set_priority(tx, number, Priority::Urgent, None))),
        ("kind_changed", verb(move |tx| ticket::set_kind(tx, number, Kind::Task, None))),
        ("tags_changed", verb(move |tx| ticket::set_tags(tx, number, kettle, None))),
        ("assignee_changed", verb(move |tx| ticket::assign(tx, number, Some(chika), None))),
        ("requester_changed", verb(move |tx| ticket::set_requester(tx, number, mio, None))),
        ("organization_changed", verb(move |tx| ticket::set_organization(tx, number, Some(lumen), None))),
        ("participant_added", verb(move |tx| ticket::add_participant(tx, number, mio, None))),
        ("participant_removed", verb(move |tx| ticket::remove_participant(tx, number, mio, None))),
        ("participant_paused", verb(move |tx| ticket::pause_participant(tx, number, mio, true, None))),
        ("follower_added", verb(move |tx| ticket::follow(tx, number, dai, None))),
        ("follower_removed", verb(move |tx| ticket::unfollow(tx, number, dai, None))),
        ("ticket_snoozed", verb(move |tx| ticket::snooze(tx, number, Snooze::UntilReply, None))),
        ("ticket_woken", verb(move |tx| ticket::wake(tx, number, None))),
        ("ticket_trashed", verb(move |tx| ticket::trash(tx, number, None))),
        ("ticket_restored", verb(move |tx| ticket::restore(tx, number, None))),
        ("ticket_marked_spam", verb(move |tx| ticket::mark_spam(tx, number, None))),
        ("ticket_marked_not_spam", verb(move |tx| ticket::mark_not_spam(tx, number, None))),
        ("team_changed", verb(move |tx| ticket::move_to_team(tx, number, billing, None))),
    ]
}

/// As many as [`every_change`] makes.
const REVERSIBLE: usize = 20;

/// What must be so before a change can be made.
fn before(kind: &str, cast: &Cast, number: TicketNumber) -> Option<Verb> {
    let Cast { mio, dai, .. } = *cast;
    match kind {
        "participant_removed" | "participant_paused" => {
            Some(verb(move |tx| ticket::add_participant(tx, number, mio, None)))
        }
        "follower_removed" => Some(verb(move |tx| ticket::follow(tx, number, dai, None))),
        "ticket_woken" => Some(verb(move |tx| ticket::snooze(tx, number, Snooze::UntilReply, None))),
        "ticket_restored" => Some(verb(move |tx| ticket::trash(tx, number, None))),
        "ticket_marked_not_spam" => Some(verb(move |tx| ticket::mark_spam(tx, number, None))),
        _ => None,
    }
}

testing::on_both! {
    async fn every_change_is_taken_back_exactly_and_only_once(world: World) {
        let cast = world.cast().await;
        for index in 0..REVERSIBLE {
            let number = asked(&world, &cast).await.number;
            let (kind, change) = every_change(&world, &cast, number).await.swap_remove(index);
            if let Some(before) = before(kind, &cast, number) {
                by(&world, cast.ben, before).await.unwrap();
            }
            let was = picture(&world, number).await;
            by(&world, cast.ben, change).await.unwrap();
            assert_ne!(picture(&world, number).await, was, "{kind} changes something");
            let place = position(&world, &was.0, kind).await;
            by(&world, cast.ben, move |tx| ticket::undo(tx, place)).await.unwrap_or_else(|error| panic!("{kind}: {error}"));
            assert_eq!(picture(&world, number).await, was, "{kind} is undone");
            assert_eq!(last_kinds(&world, &was.0, 1).await, ["undone"]);
            assert_refused(by(&world, cast.ben, move |tx| ticket::undo(tx, place)).await, Refusal::NothingToUndo);
            assert_counters_follow(&world).await;
        }
    }

    async fn nothing_is_undone_that_somebody_has_changed_since(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        by(&world, cast.chika, move |tx| ticket::set_priority(tx, number, Priority::High, None)).await.unwrap();
        let place = position(&world, &ticket, "priority_changed").await;
        by(&world, cast.ben, move |tx| ticket::set_priority(tx, number, Priority::Low, None)).await.unwrap();
        assert_refused(by(&world, cast.chika, move |tx| ticket::undo(tx, place)).await, Refusal::ChangedSince);
        assert_eq!(now(&world, number).await.priority, Priority::Low);
    }

    async fn what_others_did_is_undone_by_those_who_steer(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        by(&world, cast.ben, move |tx| ticket::set_priority(tx, number, Priority::High, None)).await.unwrap();
        let place = position(&world, &ticket, "priority_changed").await;
        assert_refused(by(&world, cast.chika, move |tx| ticket::undo(tx, place)).await, Refusal::NotAllowed);
        assert_refused(by(&world, cast.dai, move |tx| ticket::undo(tx, place)).await, Refusal::NotAllowed);
        assert_missing(by(&world, cast.eve, move |tx| ticket::undo(tx, place)).await);
        assert_missing(by(&world, cast.kei, move |tx| ticket::undo(tx, place)).await);
        by(&world, cast.aya, move |tx| ticket::undo(tx, place)).await.unwrap();
    }

    async fn a_moved_ticket_comes_back_with_its_assignee(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let (number, chika, billing) = (ticket.number, cast.chika, cast.billing);
        by(&world, cast.ben, move |tx| ticket::assign(tx, number, Some(chika), None)).await.unwrap();
        by(&world, cast.ben, move |tx| ticket::move_to_team(tx, number, billing, None)).await.unwrap();
        let place = position(&world, &ticket, "team_changed").await;
        let back = by(&world, cast.ben, move |tx| ticket::undo(tx, place)).await.unwrap();
        assert_eq!((back.team, back.assignee), (cast.support, Some(chika)));
        assert_counters_follow(&world).await;
    }

    async fn whoever_moved_a_ticket_out_of_their_reach_brings_it_back_until_somebody_was_at_it_there(world: World) {
        let cast = world.cast().await;
        let shop = by(&world, cast.aya, |tx| people::create_team(tx, "Shop")).await.unwrap().id;
        for to in [cast.billing, shop] {
            let ticket = asked(&world, &cast).await;
            let number = ticket.number;
            by(&world, cast.chika, move |tx| ticket::set_priority(tx, number, Priority::High, None)).await.unwrap();
            let earlier = position(&world, &ticket, "priority_changed").await;
            by(&world, cast.chika, move |tx| ticket::move_to_team(tx, number, to, None)).await.unwrap();
            let place = position(&world, &ticket, "team_changed").await;
            assert!(by(&world, cast.chika, move |tx| ticket::undo(tx, earlier)).await.is_err(), "nothing else is theirs there");
            assert_missing(by(&world, cast.eve, move |tx| ticket::undo(tx, place)).await);
            let opened = Event::TicketOpened { ticket: ticket.id, person: cast.aya };
            by(&world, cast.aya, move |tx| Ok(tx.record(opened)?)).await.unwrap();
            let back = by(&world, cast.chika, move |tx| ticket::undo(tx, place)).await.unwrap();
            assert_eq!((back.team, back.priority), (cast.support, Priority::High));
            by(&world, cast.chika, move |tx| ticket::move_to_team(tx, number, to, None)).await.unwrap();
            by(&world, cast.aya, move |tx| ticket::set_priority(tx, number, Priority::Low, None)).await.unwrap();
            let place = position(&world, &ticket, "team_changed").await;
            assert!(by(&world, cast.chika, move |tx| ticket::undo(tx, place)).await.is_err(), "it is another team's by now");
            assert_eq!(now(&world, number).await.team, to);
            assert_counters_follow(&world).await;
        }
    }

    async fn a_ticket_that_is_solved_again_was_solved_when_it_was(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let (number, open, solved) = (ticket.number, status(&world, Category::Open).await, status(&world, Category::Solved).await);
        by(&world, cast.ben, move |tx| ticket::set_status(tx, number, solved, None)).await.unwrap();
        world.clock.advance(Duration::from_secs(3600));
        by(&world, cast.ben, move |tx| ticket::set_status(tx, number, open, None)).await.unwrap();
        world.clock.advance(Duration::from_secs(3600));
        let place = position(&world, &ticket, "status_changed").await;
        let back = by(&world, cast.ben, move |tx| ticket::undo(tx, place)).await.unwrap();
        assert_eq!(back.solved_at, Some(START));
    }

    async fn solving_a_sleeping_ticket_is_undone_with_its_waking(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let (number, solved) = (ticket.number, status(&world, Category::Solved).await);
        by(&world, cast.ben, move |tx| {
            ticket::snooze(tx, number, Snooze::UntilReply, None)?;
            ticket::set_status(tx, number, solved, None)
        }).await.unwrap();
        let place = position(&world, &ticket, "status_changed").await;
        let back = by(&world, cast.ben, move |tx| ticket::undo(tx, place)).await.unwrap();
        assert_eq!((back.category, back.snooze), (Category::New, Snooze::UntilReply));
    }

    async fn what_was_said_cannot_be_unsaid(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        by(&world, cast.chika, move |tx| conversation::reply(tx, number, to_kei("Hello"))).await.unwrap();
        for kind in ["ticket_created", "message_received", "message_sent"] {
            let place = position(&world, &ticket, kind).await;
            assert_refused(by(&world, cast.aya, move |tx| ticket::undo(tx, place)).await, Refusal::NothingToUndo);
        }
        assert_missing(by(&world, cast.aya, |tx| ticket::undo(tx, 999_999)).await);
    }
}
