//! Statuses of the desk.

use crate::desk_work::*;
use base::Language;
use desk::Refusal;
use desk::ticket::{Category, StatusId};
use service::ticket;

testing::on_both! {
    async fn an_administrator_makes_names_and_orders_statuses(world: World) {
        let cast = world.cast().await;
        let made = by(&world, cast.aya, |tx| ticket::create_status(tx, Category::OnHold, "At the maker", "メーカー確認中")).await.unwrap();
        let all = seen_by(&world, cast.dai, ticket::statuses).await.unwrap();
        assert_eq!((all.len(), all[6].shown(Language::Japanese)), (7, "メーカー確認中"));
        assert_eq!(all[3].shown(Language::English), "On hold", "without a name it is called as its category");
        let mut order: Vec<StatusId> = all.iter().map(|status| status.id).collect();
        order.rotate_right(1);
        let wish = order.clone();
        by(&world, cast.aya, move |tx| ticket::order_statuses(tx, &wish)).await.unwrap();
        let now: Vec<StatusId> = seen_by(&world, cast.aya, ticket::statuses).await.unwrap().iter().map(|status| status.id).collect();
        assert_eq!((&now, now[0]), (&order, made.id));
        assert_conflict(by(&world, cast.aya, move |tx| ticket::order_statuses(tx, &order[1..])).await);
        let id = made.id;
        let named = by(&world, cast.aya, move |tx| ticket::rename_status(tx, id, "With the maker", "", None)).await.unwrap();
        assert_eq!(named.shown(Language::Japanese), "With the maker");
        assert_conflict(by(&world, cast.aya, move |tx| ticket::rename_status(tx, id, "x", "x", Some(1))).await);
    }

    async fn two_statuses_do_not_look_the_same(world: World) {
        let cast = world.cast().await;
        assert_refused(by(&world, cast.aya, |tx| ticket::create_status(tx, Category::Open, "Solved", "")).await, Refusal::NameTaken);
        assert_refused(by(&world, cast.aya, |tx| ticket::create_status(tx, Category::Open, " ", "")).await, Refusal::NameEmpty);
        let long = "x".repeat(41);
        assert_refused(by(&world, cast.aya, move |tx| ticket::create_status(tx, Category::Open, &long, "")).await, Refusal::NameTooLong);
    }

    async fn each_category_keeps_one_standard_status(world: World) {
        let cast = world.cast().await;
        let first = status(&world, Category::Pending).await;
        let second = by(&world, cast.aya, |tx| ticket::create_status(tx, Category::Pending, "Waiting for parts", "部品待ち")).await.unwrap().id;
        assert_refused(by(&world, cast.aya, move |tx| ticket::remove_status(tx, StatusId(first.0 - 1))).await, Refusal::LastOfCategory);
        by(&world, cast.aya, move |tx| ticket::make_standard(tx, second)).await.unwrap();
        assert_eq!(status(&world, Category::Pending).await, second);
        by(&world, cast.aya, move |tx| ticket::remove_status(tx, second)).await.unwrap();
        assert_eq!(status(&world, Category::Pending).await, first);
        let all = seen_by(&world, cast.aya, ticket::statuses).await.unwrap();
        for category in Category::ALL {
            assert_eq!(all.iter().filter(|status| status.category == *category && status.standard).count(), 1, "{category:?}");
        }
        assert_refused(by(&world, cast.aya, move |tx| ticket::remove_status(tx, first)).await, Refusal::LastOfCategory);
    }

    async fn a_status_that_tickets_have_stays(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let parts = by(&world, cast.aya, |tx| ticket::create_status(tx, Category::Pending, "Waiting for parts", "")).await.unwrap().id;
        by(&world, cast.chika, move |tx| ticket::set_status(tx, number, parts, None)).await.unwrap();
        assert_refused(by(&world, cast.aya, move |tx| ticket::remove_status(tx, parts)).await, Refusal::StatusInUse);
    }

    async fn only_administrators_change_statuses(world: World) {
        let cast = world.cast().await;
        for agent in [cast.ben, cast.chika, cast.dai] {
            assert_refused(by(&world, agent, |tx| ticket::create_status(tx, Category::Open, "Mine", "")).await, Refusal::NotAllowed);
        }
        assert_missing(by(&world, cast.kei, |tx| ticket::create_status(tx, Category::Open, "Mine", "")).await);
        assert_missing(seen_by(&world, cast.kei, ticket::statuses).await);
    }
}
