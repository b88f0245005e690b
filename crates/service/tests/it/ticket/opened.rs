//! A ticket of nobody comes to whoever opens it, where that is wished.

use super::assignment::wish;
use super::lock::writes;
use crate::desk_work::*;
use desk::conversation::Mode;
use desk::people::PersonId;
use desk::ticket::{Absence, Category, Claims, Routing, Snooze, Taking, TicketNumber};
use desk::{Error, Event, Refusal, Role, Roles};
use service::ticket;
use std::time::Duration;
use testing::{Cast, World};

/// True: it is theirs now.
async fn opens(world: &World, who: PersonId, number: TicketNumber) -> bool {
    let shown = seen_by(world, who, move |read| ticket::page(read, number)).await.unwrap().comes;
    let taken = by(world, who, move |tx| ticket::opened(tx, number)).await.unwrap();
    assert_eq!(shown, taken.is_some(), "the page knows beforehand");
    if let Some((ticket, _)) = &taken {
        assert_eq!((ticket.number, ticket.assignee), (number, Some(who)));
    }
    taken.is_some()
}

async fn team(world: &World, cast: &Cast, change: impl Fn(Routing) -> Routing + Send + 'static) {
    let support = cast.support;
    let set = move |tx: &mut service::Tx| {
        let now = ticket::routings_of_all(tx)?.into_iter().find(|one| one.team == support).unwrap();
        ticket::set_routing(tx, &change(now))
    };
    by(world, cast.aya, set).await.unwrap();
}

testing::on_both! {
    async fn whoever_opens_it_has_it_only_where_that_is_wished(world: World) {
        let cast = world.cast().await;
        let chika = cast.chika;
        for (desk, claims, has) in [
            (Taking::Never, Claims::AsDesk, false),
            (Taking::Reply, Claims::AsDesk, false),
            (Taking::Opening, Claims::AsDesk, true),
            (Taking::Opening, Claims::Reply, false),
            (Taking::Opening, Claims::Never, false),
            (Taking::Never, Claims::Opening, true),
        ] {
            wish(&world, &cast, desk, false).await;
            team(&world, &cast, move |now| Routing { claims, ..now }).await;
            let ticket = asked(&world, &cast).await;
            assert_eq!(opens(&world, chika, ticket.number).await, has, "{desk:?} {claims:?}");
            assert_eq!(now(&world, ticket.number).await.assignee, has.then_some(chika));
            if has {
                assert_eq!(last_event(&world, &ticket).await, Event::AssigneeChanged { ticket: ticket.id, from: None, to: Some(chika) });
            }
        }
    }

    async fn the_first_who_opens_it_has_it_and_who_may_only_look_never(world: World) {
        let cast = world.cast().await;
        wish(&world, &cast, Taking::Opening, false).await;
        let number = asked(&world, &cast).await.number;
        assert!(!opens(&world, cast.dai, number).await, "a light agent reads and notes");
        let eve = by(&world, cast.eve, move |tx| ticket::opened(tx, number)).await;
        assert!(matches!(eve, Err(Error::Missing)), "another team's is not there");
        assert!(opens(&world, cast.chika, number).await);
        for other in [cast.ben, cast.chika] {
            assert!(!opens(&world, other, number).await, "it is somebody's");
        }
        assert_eq!(now(&world, number).await.assignee, Some(cast.chika));
    }

    async fn what_is_done_or_asleep_stays_as_it_is(world: World) {
        let cast = world.cast().await;
        wish(&world, &cast, Taking::Opening, false).await;
        for category in [Category::Solved, Category::Closed, Category::Pending, Category::OnHold] {
            let (number, done) = (asked(&world, &cast).await.number, status(&world, category).await);
            by(&world, cast.ben, move |tx| ticket::set_status(tx, number, done, None)).await.unwrap();
            assert!(!opens(&world, cast.chika, number).await, "{category:?}");
        }
        let (asleep, trashed) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number);
        let until = Snooze::Until(testing::START.plus(Duration::from_secs(86_400)));
        by(&world, cast.ben, move |tx| {
            ticket::snooze(tx, asleep, until, None)?;
            ticket::trash(tx, trashed, None)
        }).await.unwrap();
        for number in [asleep, trashed] {
            assert!(!opens(&world, cast.chika, number).await, "{number}");
        }
    }

    async fn whom_the_team_leaves_out_gets_nothing_by_opening_it(world: World) {
        let cast = world.cast().await;
        wish(&world, &cast, Taking::Opening, false).await;
        let (support, chika) = (cast.support, cast.chika);
        team(&world, &cast, |now| Routing { spared: [Role::Supervisor].into_iter().collect(), ..now }).await;
        by(&world, cast.aya, move |tx| ticket::spare(tx, support, vec![chika, chika])).await.unwrap();
        let number = asked(&world, &cast).await.number;
        for who in [cast.ben, chika] {
            assert!(!opens(&world, who, number).await);
        }
        assert!(opens(&world, cast.aya, number).await);
        team(&world, &cast, |now| Routing { spared: Roles::NONE, ..now }).await;
        let kept = by(&world, cast.aya, |tx| ticket::takers(tx)).await.unwrap();
        assert_eq!(kept.iter().find(|one| one.team == support).map(|one| &one.spared[..]), Some(&[chika][..]), "one by one");
        let number = asked(&world, &cast).await.number;
        assert!(!opens(&world, chika, number).await);
        assert!(opens(&world, cast.ben, number).await);
        by(&world, cast.aya, move |tx| ticket::spare(tx, support, vec![])).await.unwrap();
        let number = asked(&world, &cast).await.number;
        assert!(opens(&world, chika, number).await);
        let kei = cast.kei;
        assert_refused(by(&world, cast.ben, move |tx| ticket::spare(tx, support, vec![])).await, Refusal::NotAllowed);
        assert_missing(by(&world, cast.aya, move |tx| ticket::spare(tx, support, vec![kei])).await);
    }

    async fn who_lets_it_go_does_not_get_it_by_opening_it_again(world: World) {
        let cast = world.cast().await;
        wish(&world, &cast, Taking::Opening, false).await;
        let number = asked(&world, &cast).await.number;
        let (_, position) = by(&world, cast.chika, move |tx| ticket::opened(tx, number)).await.unwrap().unwrap();
        by(&world, cast.chika, move |tx| ticket::undo(tx, position)).await.unwrap();
        assert_eq!(now(&world, number).await.assignee, None);
        assert!(!opens(&world, cast.chika, number).await);
        assert!(opens(&world, cast.ben, number).await, "a colleague does");
        by(&world, cast.ben, move |tx| ticket::assign(tx, number, None, None)).await.unwrap();
        assert!(!opens(&world, cast.ben, number).await);
        assert!(opens(&world, cast.chika, number).await, "somebody else let it go since");
    }

    async fn who_is_away_or_has_their_hands_full_gets_nothing_nor_whoever_comes_while_a_colleague_answers(world: World) {
        let cast = world.cast().await;
        wish(&world, &cast, Taking::Opening, false).await;
        let number = asked(&world, &cast).await.number;
        writes(&world, cast.ben, number, Mode::Reply, "We lo").await;
        assert!(!opens(&world, cast.chika, number).await, "Ben answers it");
        assert!(opens(&world, cast.ben, number).await, "who answers may have it");
        let number = asked(&world, &cast).await.number;
        let away = Absence { from: testing::START, until: testing::START.plus(Duration::from_secs(86_400)), substitute: None };
        system(&world, move |tx| Ok(store::ticket::routings::set_absence(tx, cast.chika, Some(away))?)).await;
        assert!(!opens(&world, cast.chika, number).await, "she is away");
        system(&world, move |tx| Ok(store::ticket::routings::set_absence(tx, cast.chika, None)?)).await;
        team(&world, &cast, |now| Routing { most: 1, ..now }).await;
        assert!(opens(&world, cast.chika, number).await);
        let more = asked(&world, &cast).await.number;
        assert!(!opens(&world, cast.chika, more).await, "one in hand is as many as the team lets anybody have");
    }
}
