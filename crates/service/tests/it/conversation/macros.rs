//! Macros: made, used, and what they do.

use crate::desk_work::{asked, by};
use desk::condition::Condition;
use desk::conversation::{Acts, Assignee, MacroWish};
use desk::ticket::Priority;
use service::conversation;
use service::{Actor, Error, Refusal, ticket};
use testing::refusal;

fn refund() -> MacroWish {
    MacroWish {
        name: "Refund".into(),
        shortcut: "refund".into(),
        text_en: "Dear {{ requester.name }},\n\nrequest {{ ticket.number }}: {{ agent.name }}".into(),
        acts: Acts { priority: Some(Priority::High), assignee: Assignee::Writer, ..Acts::default() },
        ..MacroWish::default()
    }
}

testing::on_both! {
    async fn a_macro_speaks_of_its_ticket_and_acts_on_it(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let prepared = by(&world, cast.aya, |tx| conversation::create_macro(tx, refund())).await.unwrap();
        let id = prepared.id;
        let chika = world.actor(cast.chika).await;
        let text = world.desk.ask(chika, move |read| conversation::macro_text(read, number, id)).await.unwrap();
        assert_eq!(text, format!("Dear Kei Tanaka,\n\nrequest {number}: Chika Ueda"));
        by(&world, cast.chika, move |tx| conversation::act(tx, number, id)).await.unwrap();
        let page = world.desk.ask(Actor::System, move |read| ticket::page(read, number)).await.unwrap();
        assert_eq!((page.ticket.priority, page.ticket.assignee), (Priority::High, Some(cast.chika)));
    }

    async fn a_macro_is_there_for_its_teams_alone(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let wish = MacroWish { teams: vec![cast.billing], ..refund() };
        let id = by(&world, cast.aya, move |tx| conversation::create_macro(tx, wish)).await.unwrap().id;
        let found = by(&world, cast.chika, move |tx| conversation::macros_for(tx, number)).await.unwrap();
        assert!(found.is_empty());
        let text = by(&world, cast.chika, move |tx| conversation::macro_text(tx, number, id)).await;
        assert!(matches!(text, Err(Error::Missing)));
    }

    async fn a_macro_is_offered_where_its_condition_holds(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let condition = Condition::read(r#"{"all":[{"field":"priority","operator":"any_of","value":["urgent"]}]}"#).unwrap();
        let wish = MacroWish { condition, ..refund() };
        let id = by(&world, cast.aya, move |tx| conversation::create_macro(tx, wish)).await.unwrap().id;
        let offered = by(&world, cast.chika, move |tx| conversation::macros_for(tx, number)).await.unwrap();
        assert!(offered.is_empty());
        let text = by(&world, cast.chika, move |tx| conversation::macro_text(tx, number, id)).await;
        assert!(matches!(text, Err(Error::Missing)));
        by(&world, cast.chika, move |tx| ticket::set_priority(tx, number, Priority::Urgent, None).map(drop)).await.unwrap();
        let offered = by(&world, cast.chika, move |tx| conversation::macros_for(tx, number)).await.unwrap();
        assert_eq!(offered.len(), 1);
        let kept = by(&world, cast.aya, |tx| conversation::macros(tx)).await.unwrap();
        assert_eq!(kept[0].condition.tests().len(), 1);
    }

    async fn two_macros_never_share_a_shortcut_and_only_administrators_make_them(world: World) {
        let cast = world.cast().await;
        let first = by(&world, cast.aya, |tx| conversation::create_macro(tx, refund())).await.unwrap();
        assert_eq!(refusal(by(&world, cast.aya, |tx| conversation::create_macro(tx, refund())).await), Refusal::ShortcutTaken);
        let other = MacroWish { shortcut: "other".into(), ..refund() };
        let second = by(&world, cast.aya, move |tx| conversation::create_macro(tx, other)).await.unwrap();
        assert_eq!(refusal(by(&world, cast.aya, move |tx| conversation::change_macro(tx, second.id, 1, refund())).await), Refusal::ShortcutTaken);
        by(&world, cast.aya, move |tx| conversation::change_macro(tx, first.id, 1, refund())).await.unwrap();
        let stale = by(&world, cast.aya, move |tx| conversation::change_macro(tx, first.id, 1, refund())).await;
        assert!(matches!(stale, Err(Error::Conflict)));
        assert_eq!(refusal(by(&world, cast.chika, |tx| conversation::create_macro(tx, refund())).await), Refusal::NotAllowed);
        by(&world, cast.aya, move |tx| conversation::remove_macro(tx, first.id)).await.unwrap();
    }
}
