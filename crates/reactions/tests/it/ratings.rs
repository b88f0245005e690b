//! A rule asks how content somebody is, another hears what they say; machines are not asked.

use crate::desk_of_mail::open;
use crate::rules::{ask, condition, events, page, rule, system, wish};
use crate::steps::by;
use desk::automation::{RuleKind, RuleWish, Stage, Step};
use desk::notification::Occasion;
use desk::ticket::{Category, Priority, RatingWish, Stars, TicketNumber};
use desk::{Actor, Event};
use reactions::{Jobs, step};
use service::ticket;
use std::time::Duration;
use testing::World;

async fn solve(world: &World, number: TicketNumber) {
    system(world, move |tx| {
        let solved = ticket::statuses(tx)?.into_iter().find(|one| one.category == Category::Solved).unwrap();
        ticket::set_status(tx, number, solved.id, None)
    })
    .await;
}

async fn follow(world: &World) {
    step(&world.desk, &Jobs::new()).await.unwrap();
}

testing::on_both! {
    async fn a_rule_asks_a_day_after_closing_and_a_low_rating_is_heard(world: World) {
        let cast = open(&world).await;
        let recipe = |key: &str| {
            let wish = desk::automation::Recipe::named(key).unwrap().wish(base::Language::English, |_| None);
            RuleWish { steps: wish.steps.into_iter().filter(|step| !matches!(step, Step::Write { .. })).collect(), ..wish }
        };
        rule(&world, recipe("ask-rating"), Stage::Act).await;
        rule(&world, recipe("rated-low"), Stage::Act).await;
        let became = condition(r#"{"all":[{"field":"rating","operator":"became","value":5},{"field":"rating_comment","operator":"contains","value":["thank"]}]}"#);
        rule(&world, RuleWish { condition: became, ..wish("Glad", &["ticket_rated"], vec![Step::SetPriority(Priority::Low)]) }, Stage::Act).await;
        let number = ask(&world, &cast, "A kettle").await.number;
        follow(&world).await;
        solve(&world, number).await;
        follow(&world).await;
        assert!(!events(&page(&world, number).await).iter().any(|(_, event)| matches!(event, Event::RatingAsked { .. })));
        world.clock.advance(Duration::from_secs(25 * 3_600));
        follow(&world).await;
        let asked = page(&world, number).await;
        let told = events(&asked);
        assert_eq!(told.iter().filter(|(_, event)| matches!(event, Event::RatingAsked { .. })).count(), 1, "{told:?}");
        let rate = |stars: i64, comment: &'static str| {
            let wish = RatingWish { stars: Stars::of(stars), comment: comment.into() };
            world.desk.change(Actor::Requester(cast.kei), move |tx| ticket::rate(tx, number, wish))
        };
        by(&world, cast.chika, move |tx| ticket::assign(tx, number, Some(cast.chika), None).map(drop)).await.unwrap();
        rate(1, "Nobody called").await.unwrap();
        follow(&world).await;
        let inbox = by(&world, cast.chika, |tx| Ok(service::notification::inbox(tx, true, None, 20)?.told)).await.unwrap();
        let rated = inbox.iter().find(|one| one.facts.occasion == Occasion::Rated).unwrap();
        assert_eq!((rated.number, rated.facts.detail.name()), (number, "★☆☆☆☆"));
        assert_eq!(page(&world, number).await.ticket.priority, Priority::High);
        rate(5, "Many thanks, thank you").await.unwrap();
        follow(&world).await;
        assert_eq!(page(&world, number).await.ticket.priority, Priority::Low);
        assert_eq!(recipe("ask-rating").kind, RuleKind::Time);
    }
}
