//! Who has a ticket by itself: whoever answers first, whoever answered last.

use crate::desk_work::*;
use desk::conversation::Compose;
use desk::ticket::{Assigns, Category, Claims, Origin, Routing, Taking, TicketNumber, Via};
use desk::{Level, Refusal};
use service::conversation::{Incoming, incoming, reply};
use service::people;
use service::ticket::{self, Assignment};
use testing::{Cast, World, refusal};

pub async fn wish(world: &World, cast: &Cast, claims: Taking, reopened_to_last: bool) {
    by(world, cast.aya, move |tx| {
        let seen = ticket::assignment(tx)?;
        ticket::set_assignment(tx, seen, Assignment { claims, reopened_to_last })
    })
    .await
    .unwrap();
}

async fn opened_again(world: &World, cast: &Cast, number: TicketNumber) {
    let (solved, kei) = (status(world, Category::Solved).await, cast.kei);
    by(world, cast.ben, move |tx| ticket::set_status(tx, number, solved, None)).await.unwrap();
    system(world, move |tx| incoming(tx, number, Incoming::said(kei, Origin::Mail, "It leaks again"))).await;
}

testing::on_both! {
    async fn whoever_answers_has_it_unless_the_desk_wishes_otherwise(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        for (claims, has) in [(Taking::Opening, Some(cast.chika)), (Taking::Reply, Some(cast.chika)), (Taking::Never, None)] {
            wish(&world, &cast, claims, false).await;
            let number = asked(&world, &cast).await.number;
            by(&world, cast.chika, move |tx| reply(tx, number, to_kei("We look into it"))).await.unwrap();
            assert_eq!(now(&world, number).await.assignee, has);
        }
    }

    async fn a_team_says_otherwise_than_the_desk_who_has_what_is_answered(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let (support, chika) = (cast.support, cast.chika);
        for (desk, team, has) in [
            (Taking::Reply, Claims::Never, None),
            (Taking::Never, Claims::Reply, Some(chika)),
            (Taking::Never, Claims::Opening, Some(chika)),
            (Taking::Never, Claims::AsDesk, None),
            (Taking::Reply, Claims::AsDesk, Some(chika)),
        ] {
            wish(&world, &cast, desk, false).await;
            by(&world, cast.aya, move |tx| {
                let now = ticket::routings_of_all(tx)?.into_iter().find(|one| one.team == support).unwrap();
                ticket::set_routing(tx, &Routing { claims: team, ..now })
            }).await.unwrap();
            let number = asked(&world, &cast).await.number;
            by(&world, chika, move |tx| reply(tx, number, to_kei("We look into it"))).await.unwrap();
            assert_eq!(now(&world, number).await.assignee, has, "{desk:?} {team:?}");
        }
    }

    async fn a_team_says_whom_its_tickets_may_be_given_to(world: World) {
        let cast = world.cast().await;
        let (support, aya, chika, eve) = (cast.support, cast.aya, cast.chika, cast.eve);
        by(&world, aya, move |tx| {
            for (person, level) in [(aya, Level::None), (eve, Level::Read)] {
                let agent = people::agents(tx)?.into_iter().find(|(one, _)| one.id == person).unwrap().1;
                people::set_level(tx, person, support, level, agent.version)?;
            }
            Ok(())
        }).await.unwrap();
        for (assigns, may) in [
            (Assigns::Answering, [true, true, false]),
            (Assigns::Members, [false, true, false]),
            (Assigns::Seeing, [true, true, true]),
        ] {
            by(&world, aya, move |tx| {
                let now = ticket::routings_of_all(tx)?.into_iter().find(|one| one.team == support).unwrap();
                ticket::set_routing(tx, &Routing { assigns, ..now })
            }).await.unwrap();
            let number = asked(&world, &cast).await.number;
            let offered = seen_by(&world, chika, move |read| ticket::page(read, number)).await.unwrap().assignable;
            for (who, may) in [aya, chika, eve].into_iter().zip(may) {
                assert_eq!(offered.iter().any(|(person, _)| *person == who), may, "{assigns:?} {who}");
                let given = by(&world, cast.ben, move |tx| ticket::assign(tx, number, Some(who), None)).await;
                match may {
                    true => assert_eq!(given.unwrap().assignee, Some(who)),
                    false => assert_refused(given, Refusal::AssigneeNotInTeam),
                }
            }
            let dai = by(&world, cast.ben, move |tx| ticket::assign(tx, number, Some(cast.dai), None)).await;
            assert_refused(dai, Refusal::AssigneeNotInTeam);
        }
    }

    async fn what_is_opened_again_passes_over_who_is_away_or_has_their_hands_full(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        wish(&world, &cast, Taking::Reply, true).await;
        let given = || async {
            let number = asked(&world, &cast).await.number;
            by(&world, cast.chika, move |tx| reply(tx, number, to_kei("We look into it"))).await.unwrap();
            by(&world, cast.ben, move |tx| ticket::assign(tx, number, None, None)).await.unwrap();
            opened_again(&world, &cast, number).await;
            now(&world, number).await.assignee
        };
        assert_eq!(given().await, Some(cast.chika));
        // One in hand already is as many as the team lets anybody have.
        let wish = desk::ticket::Routing { most: 1, ..desk::ticket::Routing::none(cast.support) };
        by(&world, cast.aya, move |tx| ticket::set_routing(tx, &wish)).await.unwrap();
        assert_eq!(given().await, None);
        let wish = desk::ticket::Routing { most: 0, version: 1, ..wish };
        by(&world, cast.aya, move |tx| ticket::set_routing(tx, &wish)).await.unwrap();
        assert_eq!(given().await, Some(cast.chika));
        // Nor does it come to who takes none of its channel now.
        by(&world, cast.chika, |tx| ticket::pause_channel(tx, Via::Mail, true)).await.unwrap();
        assert_eq!(given().await, None);
        by(&world, cast.chika, |tx| ticket::pause_channel(tx, Via::Mail, false)).await.unwrap();
        assert_eq!(given().await, Some(cast.chika));
        let until = testing::START.plus(std::time::Duration::from_secs(30 * 86_400));
        let away = desk::ticket::Absence { from: testing::START, until, substitute: None };
        system(&world, move |tx| Ok(store::ticket::routings::set_absence(tx, cast.chika, Some(away))?)).await;
        assert_eq!(given().await, None);
    }

    async fn what_is_opened_again_goes_to_whoever_answered_last(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let (ben, chika) = (cast.ben, cast.chika);
        for (last, has) in [(false, Some(ben)), (true, Some(chika))] {
            wish(&world, &cast, Taking::Reply, last).await;
            let number = asked(&world, &cast).await.number;
            by(&world, chika, move |tx| reply(tx, number, to_kei("We look into it"))).await.unwrap();
            by(&world, ben, move |tx| ticket::assign(tx, number, Some(ben), None)).await.unwrap();
            opened_again(&world, &cast, number).await;
            assert_eq!(now(&world, number).await.assignee, has);
        }
    }

    async fn what_waits_to_leave_is_no_last_answer(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        wish(&world, &cast, Taking::Reply, true).await;
        let (ben, chika) = (cast.ben, cast.chika);
        let number = asked(&world, &cast).await.number;
        by(&world, chika, move |tx| reply(tx, number, to_kei("We look into it"))).await.unwrap();
        let tomorrow = Some(testing::START.plus(std::time::Duration::from_secs(86_400)));
        let later = Compose { send_at: tomorrow, unless_answered: Some(false), ..to_kei("A new lid") };
        by(&world, ben, move |tx| reply(tx, number, later)).await.unwrap();
        by(&world, ben, move |tx| ticket::assign(tx, number, None, None)).await.unwrap();
        opened_again(&world, &cast, number).await;
        assert_eq!(now(&world, number).await.assignee, Some(chika));
    }

    async fn an_administrator_wishes_alone(world: World) {
        let cast = world.cast().await;
        let (seen, wish) = (Assignment { claims: Taking::Reply, reopened_to_last: false }, Assignment { claims: Taking::Opening, reopened_to_last: false });
        for person in [cast.ben, cast.chika, cast.dai] {
            assert_eq!(refusal(by(&world, person, move |tx| ticket::set_assignment(tx, seen, wish)).await), Refusal::NotAllowed);
        }
        assert_conflict(by(&world, cast.aya, move |tx| ticket::set_assignment(tx, wish, seen)).await);
    }
}
