//! Lists sorted by status, team and assignee: heading after heading, the newest first under each.

use crate::desk_work::*;
use desk::condition::Condition;
use desk::ticket::{Audience, Category, Glyph, Order, Origin, Rating, Stars, Status, TicketId, View, ViewWish};
use service::conversation::Incoming;
use service::ticket::{self, After, Line, Narrowing, NewTicket};
use std::time::Duration;
use testing::{Cast, World};

const ORDERS: [Order; 8] = [
    Order::Status,
    Order::LastStatus,
    Order::Team,
    Order::LastTeam,
    Order::Assignee,
    Order::LastAssignee,
    Order::Rating,
    Order::LastRating,
];

/// Tickets of two teams, in several statuses, of three agents and of nobody, some of them rated.
async fn a_desk(world: &World, cast: &Cast) {
    let statuses = [Category::Open, Category::New, Category::Pending];
    for at in 0..24_usize {
        let team = if at % 3 == 0 { cast.billing } else { cast.support };
        let first = Incoming::said(cast.kei, Origin::Mail, "It leaks.");
        let asked = NewTicket::asked("The kettle", cast.kei, team, first);
        let ticket = system(world, move |tx| ticket::create(tx, asked)).await;
        let to = status(world, statuses[at % 3]).await;
        let whose = match (at / 2) % 3 {
            0 => None,
            1 => Some(cast.ben),
            _ => (team == cast.support).then_some(cast.chika),
        };
        by(world, cast.ben, move |tx| {
            ticket::assign(tx, ticket.number, whose, None)?;
            ticket::set_status(tx, ticket.number, to, None)
        })
        .await
        .unwrap();
        if let Some(stars) = Stars::of((at % 8) as i64) {
            let rating = Rating { stars, comment: String::new(), at: world.desk.now(), agent: None, team };
            system(world, move |tx| Ok(store::ticket::ratings::set(tx, ticket.id, &rating)?)).await;
        }
        world.clock.advance(Duration::from_secs(((at * 5) % 4) as u64));
    }
}

/// All pages of a list.
async fn whole(
    world: &World,
    who: desk::people::PersonId,
    view: View,
    more: Option<Narrowing>,
    order: Order,
) -> Vec<Line> {
    let (mut lines, mut after): (Vec<Line>, Option<After>) = (Vec::new(), None);
    loop {
        let (from, more) = (after, more.clone());
        let page = seen_by(world, who, move |read| ticket::list_in(read, (view, more.as_ref()), order, from, 5))
            .await
            .unwrap();
        assert!(page.lines.len() <= 5 && !(page.lines.is_empty() && page.next.is_some()), "{order:?}: {page:?}");
        lines.extend(page.lines);
        // As an address carries it.
        after = page.next.map(|after| After::read(&after.to_string()).unwrap());
        if after.is_none() {
            return lines;
        }
    }
}

/// Where a line's heading stands among all of them.
fn place(line: &Line, order: Order, statuses: &[Status], teams: &[desk::people::TeamId]) -> (usize, String) {
    let ticket = &line.ticket;
    match order {
        Order::Status | Order::LastStatus => {
            (statuses.iter().position(|status| status.id == ticket.status).unwrap(), String::new())
        }
        Order::Rating => (ticket.rating.map_or(6, |stars| stars.number() as usize), String::new()),
        Order::LastRating => (ticket.rating.map_or(0, |stars| stars.number() as usize), String::new()),
        Order::Team | Order::LastTeam => (teams.iter().position(|team| *team == ticket.team).unwrap(), String::new()),
        _ => (0, line.assignee.clone().unwrap_or_default().to_lowercase()),
    }
}

testing::on_both! {
    async fn a_list_goes_by_its_headings_page_after_page_and_each_ticket_stands_there_once(world: World) {
        let cast = world.cast().await;
        a_desk(&world, &cast).await;
        let wish = ViewWish {
            audience: Audience::Mine,
            name_en: "All of it".into(),
            name_ja: String::new(),
            glyph: Glyph::View,
            tone: 0,
            condition: Condition::read(r#"{"all":[{"field":"place","operator":"any_of","value":["open"]}]}"#).unwrap(),
            layout: None,
            counted: true,
        };
        let saved = by(&world, cast.ben, move |tx| ticket::create_view(tx, None, wish)).await.unwrap().id;
        let statuses = seen_by(&world, cast.ben, ticket::statuses).await.unwrap();
        let teams: Vec<_> = seen_by(&world, cast.ben, service::people::teams).await.unwrap().iter().map(|team| team.id).collect();
        let narrowed = Condition::read(r#"{"all":[{"field":"category","operator":"any_of","value":["pending","open"]}]}"#).unwrap();
        let views = [View::AllOpen, View::Mine, View::Unassigned, View::Waiting, View::Team(cast.support), View::Saved(saved)];
        for (view, more) in views.map(|view| (view, None)).into_iter().chain([(View::AllOpen, Some(Narrowing::from(narrowed)))]) {
            let usual = whole(&world, cast.ben, view, more.clone(), Order::Newest).await;
            let mut all: Vec<TicketId> = usual.iter().map(|line| line.ticket.id).collect();
            assert!(all.len() > 5, "{view:?} has pages");
            all.sort_unstable();
            for order in ORDERS {
                let lines = whole(&world, cast.ben, view, more.clone(), order).await;
                let mut ids: Vec<TicketId> = lines.iter().map(|line| line.ticket.id).collect();
                ids.sort_unstable();
                assert_eq!(ids, all, "{view:?}, {order:?}: each once");
                for pair in lines.windows(2) {
                    let (one, two) = (place(&pair[0], order, &statuses, &teams), place(&pair[1], order, &statuses, &teams));
                    assert!(if order.is_falling() { one >= two } else { one <= two }, "{view:?}, {order:?}: {one:?}, {two:?}");
                    let newer = |line: &Line| (line.ticket.updated_at, line.ticket.id);
                    assert!(one != two || newer(&pair[0]) > newer(&pair[1]), "{view:?}, {order:?}");
                }
            }
        }
    }

    async fn a_page_goes_on_where_it_ended_whatever_becomes_of_its_last_ticket(world: World) {
        let cast = world.cast().await;
        a_desk(&world, &cast).await;
        let first = seen_by(&world, cast.ben, |read| ticket::list_in(read, (View::AllOpen, None), Order::Status, None, 5)).await.unwrap();
        let last = first.lines.last().unwrap().ticket.number;
        let to = status(&world, Category::OnHold).await;
        by(&world, cast.ben, move |tx| ticket::set_status(tx, last, to, None)).await.unwrap();
        let next = first.next;
        let second = seen_by(&world, cast.ben, move |read| ticket::list_in(read, (View::AllOpen, None), Order::Status, next, 50)).await.unwrap();
        assert_eq!(second.lines.len(), 24 - 5 + 1, "nothing is left out, and what moved on stands where it stands now");
        assert!(second.lines.iter().any(|line| line.ticket.number == last));
        // What is no heading begins anew.
        let odd = After { under: Some(999_999), ..next.unwrap() };
        let page = seen_by(&world, cast.ben, move |read| ticket::list_in(read, (View::AllOpen, None), Order::Status, Some(odd), 50)).await.unwrap();
        assert_eq!(page.lines.len(), 24);
    }

    async fn nobody_sees_beyond_their_teams_in_any_order(world: World) {
        let cast = world.cast().await;
        a_desk(&world, &cast).await;
        for order in ORDERS {
            let lines = whole(&world, cast.dai, View::AllOpen, None, order).await;
            assert!(lines.len() == 16 && lines.iter().all(|line| line.ticket.team == cast.support), "{order:?}");
        }
    }
}
