//! How content requesters are: who may say so, when, by which link, and when they are asked.

use crate::desk_work::*;
use base::Moment;
use desk::ticket::{Category, RATING_LINK, RatingWish, Stars, TicketNumber};
use desk::{Actor, Event, Refusal};
use service::conversation::{self, Compose};
use service::ticket;
use std::time::Duration;
use testing::{Cast, World};

fn wish(stars: i64, comment: &str) -> RatingWish {
    RatingWish { stars: Stars::of(stars), comment: comment.into() }
}

/// Chika answers and solves what Kei asked.
async fn solved(world: &World, cast: &Cast) -> TicketNumber {
    let number = asked(world, cast).await.number;
    turned(world, cast, number, Category::Solved).await;
    number
}

async fn turned(world: &World, cast: &Cast, number: TicketNumber, category: Category) {
    let status = status(world, category).await;
    by(world, cast.chika, move |tx| ticket::set_status(tx, number, status, None)).await.unwrap();
}

fn link(world: &World, number: TicketNumber, person: desk::people::PersonId, at: Moment) -> String {
    ticket::rating_link(world.desk.signer().as_ref(), number, person, at)
}

testing::on_both! {
    async fn only_who_asked_rates_what_is_done_and_may_think_better_of_it(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let one = asked(&world, &cast).await;
        let (number, mio) = (one.number, cast.mio);
        assert_refused(by(&world, cast.kei, move |tx| ticket::rate(tx, number, wish(5, ""))).await, Refusal::RatingTooSoon);
        by(&world, cast.chika, move |tx| conversation::reply(tx, number, Compose { hold: Some(Duration::ZERO), ..to_kei("It is fixed") })).await.unwrap();
        turned(&world, &cast, number, Category::Solved).await;
        by(&world, cast.chika, move |tx| ticket::add_participant(tx, number, mio, None)).await.unwrap();
        assert_refused(by(&world, mio, move |tx| ticket::rate(tx, number, wish(5, ""))).await, Refusal::NotAllowed);
        assert_missing(by(&world, cast.stranger, move |tx| ticket::rate(tx, number, wish(5, ""))).await);
        assert_refused(by(&world, cast.kei, move |tx| ticket::rate(tx, number, RatingWish::default())).await, Refusal::RatingEmpty);
        let before = now(&world, number).await;
        by(&world, cast.kei, move |tx| ticket::rate(tx, number, wish(2, "Slow"))).await.unwrap();
        by(&world, cast.kei, move |tx| ticket::rate(tx, number, wish(2, "Slow"))).await.unwrap();
        world.clock.advance(Duration::from_secs(60));
        by(&world, cast.kei, move |tx| ticket::rate(tx, number, wish(4, "Better now"))).await.unwrap();
        let page = world.desk.ask(Actor::System, move |read| ticket::page(read, number)).await.unwrap();
        let rating = page.rating.unwrap();
        assert_eq!((rating.stars.number(), rating.comment.as_str(), rating.agent), (4, "Better now", Some(cast.chika)));
        assert_eq!((rating.at, rating.team), (world.desk.now(), cast.support));
        assert_eq!((page.ticket.rating, page.ticket.rated_at), (Stars::of(4), Some(rating.at)));
        let kei = seen_by(&world, cast.aya, move |read| service::people::panel(read, cast.kei)).await.unwrap();
        assert_eq!(kei.rated, (1, 4));
        let out_of_sight = seen_by(&world, cast.eve, move |read| service::people::panel(read, cast.kei)).await.unwrap();
        assert_eq!(out_of_sight.rated, (0, 0));
        assert_eq!(page.ticket.version, before.version, "what agents have begun is not in the way");
        let told: Vec<_> = log(&world, &one).await.into_iter().filter_map(|one| match one.event {
            Event::TicketRated { from, to, comment, agent, .. } => Some((from.map(Stars::number), to.number(), comment, agent)),
            _ => None,
        }).collect();
        assert_eq!(told, [(None, 2, "Slow".into(), Some(cast.chika)), (Some(2), 4, "Better now".into(), Some(cast.chika))]);
        let seen = seen_by(&world, cast.kei, move |read| ticket::public_page(read, number)).await.unwrap();
        assert!(seen.may_rate && seen.rating.is_some());
        let others = seen_by(&world, mio, move |read| ticket::public_page(read, number)).await.unwrap();
        assert!(!others.may_rate && others.rating.is_none(), "whoever is in copy sees nobody's stars");
    }

    async fn a_mailed_link_rates_one_ticket_for_thirty_days_and_opens_nothing_else(world: World) {
        let cast = world.cast().await;
        let (number, other) = (solved(&world, &cast).await, solved(&world, &cast).await);
        let good = link(&world, number, cast.kei, world.desk.now());
        let (look, rate) = (good.clone(), good.clone());
        let seen = world.desk.ask(Actor::Anonymous, move |read| ticket::rateable_by_link(read, number, &look)).await.unwrap();
        assert_eq!((seen.number, seen.rating), (number, None), "looking rates nothing");
        world.desk.change(Actor::Anonymous, move |tx| ticket::rate_by_link(tx, number, &rate, wish(5, ""))).await.unwrap();
        assert_eq!(now(&world, number).await.rating, Stars::of(5));
        let longer = good.replacen(&good.split('.').nth(1).unwrap().to_owned(), "99999999999999", 1);
        let strangers = good.replacen(&cast.kei.to_string(), &cast.mio.to_string(), 1);
        let mios = link(&world, number, cast.mio, world.desk.now());
        for (number, wrong) in [(other, good.clone()), (number, longer), (number, strangers), (number, mios), (number, "1".into()), (number, "..".into())] {
            let look = wrong.clone();
            assert_missing(world.desk.ask(Actor::Anonymous, move |read| ticket::rateable_by_link(read, number, &look)).await);
            assert_missing(world.desk.change(Actor::Anonymous, move |tx| ticket::rate_by_link(tx, number, &wrong, wish(1, ""))).await);
        }
        assert_missing(world.desk.ask(Actor::Anonymous, { let good = good.clone(); move |read| service::access::open_ticket_link(read, number, &good) }).await);
        // It was opened again meanwhile: what was rated may still be changed.
        by(&world, cast.kei, move |tx| ticket::reopen_own(tx, number)).await.unwrap();
        let again = good.clone();
        world.desk.change(Actor::Anonymous, move |tx| ticket::rate_by_link(tx, number, &again, wish(1, "Broken again"))).await.unwrap();
        world.clock.advance(RATING_LINK + Duration::from_secs(1));
        let late = world.desk.change(Actor::Anonymous, move |tx| ticket::rate_by_link(tx, number, &good, wish(5, ""))).await;
        assert_refused(late, Refusal::RatingLinkOld);
        assert_eq!(now(&world, number).await.rating, Stars::of(1));
    }

    async fn what_was_merged_or_thrown_away_is_not_rated(world: World) {
        let cast = world.cast().await;
        let number = solved(&world, &cast).await;
        let good = link(&world, number, cast.kei, world.desk.now());
        by(&world, cast.ben, move |tx| ticket::mark_spam(tx, number, None)).await.unwrap();
        assert_missing(world.desk.change(Actor::Anonymous, move |tx| ticket::rate_by_link(tx, number, &good, wish(5, ""))).await);
        assert!(by(&world, cast.kei, move |tx| ticket::rate(tx, number, wish(5, ""))).await.is_err());
        assert_eq!(now(&world, number).await.rating, None);
    }

    async fn a_requester_is_asked_once_for_each_time_their_ticket_is_closed(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let one = asked(&world, &cast).await;
        let number = one.number;
        let ask = |who| by(&world, who, move |tx| ticket::ask_for_rating(tx, number));
        assert_refused(ask(cast.chika).await, Refusal::RatingTooSoon);
        turned(&world, &cast, number, Category::Solved).await;
        assert_missing(ask(cast.kei).await);
        ask(cast.chika).await.unwrap();
        assert_refused(ask(cast.chika).await, Refusal::RatingAsked);
        assert_eq!(last_kinds(&world, &one, 1).await, ["rating_asked"]);
        let letters = world.desk.ask(Actor::System, move |read| {
            let id = ticket::visible(read, number)?.id;
            Ok(store::channel::letters::of_ticket(read, id)?)
        }).await.unwrap();
        let asking: Vec<_> = letters.iter().filter(|letter| letter.kind == desk::channel::LetterKind::Rating).collect();
        assert_eq!(asking.len(), 1);
        assert!(asking[0].details.contains("How satisfied are you"), "{}", asking[0].details);
        world.clock.advance(Duration::from_secs(60));
        turned(&world, &cast, number, Category::Open).await;
        turned(&world, &cast, number, Category::Solved).await;
        ask(cast.chika).await.unwrap();
        world.clock.advance(Duration::from_secs(60));
        turned(&world, &cast, number, Category::Open).await;
        turned(&world, &cast, number, Category::Solved).await;
        by(&world, cast.kei, move |tx| ticket::rate(tx, number, wish(5, ""))).await.unwrap();
        assert_refused(ask(cast.chika).await, Refusal::RatingAsked);
    }
}
