//! New tickets find somebody: in turns, by load, through a substitute, or by taking the next one.

use crate::desk_work::*;
use desk::people::{PersonId, TeamId};
use desk::ticket::{Origin, Priority, Routing, TicketNumber, Way};
use desk::{Event, Refusal};
use service::conversation::{Incoming, incoming};
use service::{Actor, readers, ticket};
use std::time::Duration;
use testing::{Cast, World};

async fn wish(world: &World, cast: &Cast, way: Way, most: i64) {
    let team = cast.support;
    by(world, cast.aya, move |tx| {
        let seen = ticket::routings_of_all(tx)?.into_iter().find(|one| one.team == team).unwrap();
        ticket::set_routing(tx, &Routing { way, most, ..seen })
    })
    .await
    .unwrap();
}

async fn followed(world: &World) {
    while world.desk.ask(Actor::System, |read| readers::must_wait(read, ticket::ROUTER)).await.unwrap() {
        system(world, |tx| readers::follow(tx, ticket::ROUTER, ticket::follow_routing)).await;
    }
}

async fn given(world: &World, cast: &Cast) -> (TicketNumber, Option<PersonId>) {
    let number = asked(world, cast).await.number;
    world.clock.advance(Duration::from_secs(1));
    followed(world).await;
    (number, now(world, number).await.assignee)
}

async fn away(world: &World, who: PersonId, substitute: Option<PersonId>) {
    let until = world.desk.now().plus(Duration::from_secs(3 * 86_400));
    by(world, who, move |tx| ticket::set_absence(tx, Some((until, substitute)))).await.unwrap();
}

testing::on_both! {
    async fn each_in_turn_and_the_ticket_says_why(world: World) {
        let cast = world.cast().await;
        assert_eq!(given(&world, &cast).await.1, None, "nobody has wished anything");
        wish(&world, &cast, Way::Turn, 0).await;
        let mut had = Vec::new();
        for _ in 0..6 {
            had.push(given(&world, &cast).await.1.unwrap());
        }
        assert_eq!(had[..3], had[3..]);
        // Whoever administers belongs to the team they have a level in.
        assert_eq!(std::collections::BTreeSet::from_iter(had), [cast.aya, cast.ben, cast.chika].into());
        let (number, person) = given(&world, &cast).await;
        let ticket = now(&world, number).await;
        let routed = log(&world, &ticket).await.into_iter().find_map(|one| match one.event {
            Event::TicketRouted { person, among, .. } => Some((person, among)),
            _ => None,
        });
        assert_eq!(routed, person.map(|person| (person, 3)));
    }

    async fn who_is_away_or_has_enough_is_passed_by(world: World) {
        let cast = world.cast().await;
        wish(&world, &cast, Way::Load, 2).await;
        away(&world, cast.aya, None).await;
        away(&world, cast.ben, None).await;
        for has in [Some(cast.chika), Some(cast.chika), None] {
            assert_eq!(given(&world, &cast).await.1, has);
        }
        by(&world, cast.ben, |tx| ticket::set_absence(tx, None)).await.unwrap();
        assert_eq!(given(&world, &cast).await.1, Some(cast.ben));
    }

    async fn a_substitute_takes_over_when_the_requester_writes(world: World) {
        let cast = world.cast().await;
        let (number, kei, chika) = (asked(&world, &cast).await.number, cast.kei, cast.chika);
        by(&world, cast.ben, move |tx| ticket::assign(tx, number, Some(chika), None)).await.unwrap();
        followed(&world).await;
        away(&world, chika, Some(cast.ben)).await;
        followed(&world).await;
        assert_eq!(now(&world, number).await.assignee, Some(chika));
        system(&world, move |tx| incoming(tx, number, Incoming::said(kei, Origin::Mail, "Any news?"))).await;
        followed(&world).await;
        assert_eq!(now(&world, number).await.assignee, Some(cast.ben));
    }

    async fn the_next_ticket_is_the_most_important_one(world: World) {
        let cast = world.cast().await;
        let (old, urgent) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number);
        by(&world, cast.ben, move |tx| ticket::set_priority(tx, urgent, Priority::Urgent, None)).await.unwrap();
        for number in [urgent, old] {
            let taken = by(&world, cast.chika, ticket::take_next).await.unwrap();
            assert_eq!((taken.number, taken.assignee), (number, Some(cast.chika)));
        }
        assert_refused(by(&world, cast.chika, ticket::take_next).await, Refusal::NothingToTake);
        asked(&world, &cast).await;
        assert_refused(by(&world, cast.eve, ticket::take_next).await, Refusal::NothingToTake);
        assert_refused(by(&world, cast.dai, ticket::take_next).await, Refusal::NotAllowed);
        wish(&world, &cast, Way::Off, 2).await;
        assert_refused(by(&world, cast.chika, ticket::take_next).await, Refusal::NothingToTake);
    }

    async fn a_wish_is_tried_on_the_past_and_kept_by_who_may(world: World) {
        let cast = world.cast().await;
        for _ in 0..5 {
            asked(&world, &cast).await;
        }
        let wish = Routing { way: Way::Turn, ..Routing::none(cast.support) };
        let shares = seen_by(&world, cast.aya, move |read| ticket::try_routing(read, &wish)).await.unwrap();
        let mut tickets: Vec<i64> = shares.iter().map(|(_, _, tickets)| *tickets).collect();
        tickets.sort_unstable();
        assert_eq!(tickets, [1, 2, 2]);
        assert_refused(by(&world, cast.ben, move |tx| ticket::set_routing(tx, &wish)).await, Refusal::NotAllowed);
        let much = Routing { most: 5_000, ..wish };
        assert_refused(by(&world, cast.aya, move |tx| ticket::set_routing(tx, &much)).await, Refusal::MostInvalid);
        by(&world, cast.aya, move |tx| ticket::set_routing(tx, &wish)).await.unwrap();
        let other = Routing { way: Way::Load, ..wish };
        assert_conflict(by(&world, cast.aya, move |tx| ticket::set_routing(tx, &other)).await);
        assert_missing(by(&world, cast.aya, |tx| ticket::set_routing(tx, &Routing::none(TeamId(99_999)))).await);
        let yesterday = world.desk.now().minus(Duration::from_secs(86_400));
        assert_refused(by(&world, cast.chika, move |tx| ticket::set_absence(tx, Some((yesterday, None)))).await, Refusal::AbsenceInThePast);
    }
}
