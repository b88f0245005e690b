//! Teams.

use desk::people::{Team, TeamId};
use desk::ticket::Origin;
use desk::{Error, Refusal};
use service::conversation::Incoming;
use service::ticket::NewTicket;
use service::{Actor, people};
use testing::{World, refusal};

async fn all(world: &World) -> Vec<Team> {
    world.desk.ask(Actor::System, people::teams).await.unwrap()
}

async fn names(world: &World) -> Vec<String> {
    all(world).await.into_iter().map(|team| team.name).collect()
}

testing::on_both! {
    async fn teams_are_made_renamed_and_put_in_order(world: World) {
        let cast = world.cast().await;
        let aya = world.actor(cast.aya).await;
        let sales = world.desk.change(aya.clone(), |tx| people::create_team(tx, " Sales ")).await.unwrap();
        world.desk.change(aya.clone(), move |tx| people::rename_team(tx, cast.billing, "Accounts", 1)).await.unwrap();
        assert_eq!(names(&world).await, ["Support", "Accounts", "Sales"]);
        world.desk.change(aya, move |tx| people::order_teams(tx, &[sales.id, cast.support, cast.billing])).await.unwrap();
        assert_eq!(names(&world).await, ["Sales", "Support", "Accounts"]);
    }

    async fn no_two_teams_have_one_name(world: World) {
        let cast = world.cast().await;
        let aya = world.actor(cast.aya).await;
        let again = world.desk.change(aya.clone(), |tx| people::create_team(tx, "Billing")).await;
        assert_eq!(refusal(again), Refusal::NameTaken);
        let again = world.desk.change(aya.clone(), move |tx| people::rename_team(tx, cast.support, "Billing", 1)).await;
        assert_eq!(refusal(again), Refusal::NameTaken);
        for nothing in ["  ", "\u{200b}\u{200b}"] {
            let nameless = world.desk.change(aya.clone(), move |tx| people::create_team(tx, nothing)).await;
            assert_eq!(refusal(nameless), Refusal::NameEmpty);
        }
    }

    async fn a_name_somebody_else_changed_meanwhile_stays(world: World) {
        let cast = world.cast().await;
        let aya = world.actor(cast.aya).await;
        world.desk.change(aya.clone(), move |tx| people::rename_team(tx, cast.billing, "Accounts", 1)).await.unwrap();
        let late = world.desk.change(aya, move |tx| people::rename_team(tx, cast.billing, "Money", 1)).await;
        assert!(matches!(late, Err(Error::Conflict)));
        assert_eq!(names(&world).await, ["Support", "Accounts"]);
    }

    async fn an_order_that_forgets_a_team_is_a_conflict(world: World) {
        let cast = world.cast().await;
        for order in [vec![cast.support], vec![cast.support, cast.support], vec![cast.support, cast.billing, TeamId(999)]] {
            let done = world.desk.change(world.actor(cast.aya).await, move |tx| people::order_teams(tx, &order)).await;
            assert!(matches!(done, Err(Error::Conflict)));
        }
    }

    async fn an_empty_team_goes_and_takes_its_levels_along(world: World) {
        let cast = world.cast().await;
        let routing = desk::ticket::Routing { way: desk::ticket::Way::Turn, ..desk::ticket::Routing::none(cast.billing) };
        world.desk.change(world.actor(cast.aya).await, move |tx| service::ticket::set_routing(tx, &routing)).await.unwrap();
        world.desk.change(world.actor(cast.aya).await, move |tx| people::remove_team(tx, cast.billing)).await.unwrap();
        assert_eq!(names(&world).await, ["Support"]);
        let Actor::Agent { levels, .. } = world.actor(cast.chika).await else { panic!("an agent") };
        assert_eq!(levels.len(), 1);
        let last = world.desk.change(world.actor(cast.aya).await, move |tx| people::remove_team(tx, cast.support)).await;
        assert_eq!(refusal(last), Refusal::LastTeam);
    }

    async fn a_team_with_tickets_stays(world: World) {
        let cast = world.cast().await;
        let first = Incoming::said(cast.kei, Origin::Mail, "It leaks.");
        world.desk.change(Actor::System, move |tx| {
            service::ticket::create(tx, NewTicket::asked("A leak", cast.kei, cast.billing, first))
        }).await.unwrap();
        let done = world.desk.change(world.actor(cast.aya).await, move |tx| people::remove_team(tx, cast.billing)).await;
        assert_eq!(refusal(done), Refusal::TeamHasTickets);
    }

    async fn the_last_two_teams_cannot_go_at_once(world: World) {
        let cast = world.cast().await;
        let aya = world.actor(cast.aya).await;
        let (first, second) = tokio::join!(
            world.desk.change(aya.clone(), move |tx| people::remove_team(tx, cast.support)),
            world.desk.change(aya.clone(), move |tx| people::remove_team(tx, cast.billing)),
        );
        assert_eq!(usize::from(first.is_ok()) + usize::from(second.is_ok()), 1, "{first:?} {second:?}");
        assert_eq!(all(&world).await.len(), 1);
    }
}
