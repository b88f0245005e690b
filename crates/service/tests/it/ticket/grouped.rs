//! Lists under headings, and in every order.

use crate::desk_work::*;
use desk::Refusal;
use desk::condition::Condition;
use desk::form::{Label, TopicWish};
use desk::people::{PersonId, TeamId, Tier};
use desk::ticket::{
    Act, Audience, Bucket, Canvas, Category, Column, Glyph, Grouping, HighlightWish, Kind, Layout, Order, Origin,
    Priority, Shown, Snooze, Ticket, TicketNumber, Tone, View, ViewWish,
};
use service::conversation::Incoming;
use service::form;
use service::ticket::{self, Heading, Look, NewTicket};
use std::time::Duration;
use testing::World;

async fn asks(world: &World, who: PersonId, team: TeamId) -> Ticket {
    let first = Incoming::said(who, Origin::Mail, "It leaks.");
    system(world, move |tx| ticket::create(tx, NewTicket::asked("The kettle", who, team, first))).await
}

async fn urge(world: &World, cast: &testing::Cast, number: TicketNumber) {
    by(world, cast.ben, move |tx| ticket::set_priority(tx, number, Priority::Urgent, None)).await.unwrap();
}

async fn listed(world: &World, who: PersonId, order: Order) -> Vec<TicketNumber> {
    let list = move |read: &mut service::Read| ticket::list_in(read, (View::AllOpen, None), order, None, 50);
    let page = seen_by(world, who, list).await.unwrap();
    page.lines.into_iter().map(|line| line.ticket.number).collect()
}

async fn called(world: &World, who: PersonId, name: &'static str) {
    system(world, move |tx| {
        let mut person = store::people::persons::load(tx, who)?.unwrap();
        person.name = name.to_owned();
        store::people::persons::save(tx, &mut person)
    })
    .await;
}

/// By what a line stands where it does: a number, or words with their letters of ASCII made small.
fn key(line: &ticket::Line, order: Order) -> (i64, String) {
    let ticket = &line.ticket;
    let at = |moment: Option<base::Moment>, none| moment.map_or(none, |moment| moment.0);
    let number = |number| (number, String::new());
    match order {
        Order::Newest | Order::Oldest => number(ticket.updated_at.0),
        Order::LastCreated | Order::FirstCreated => number(ticket.created_at.0),
        Order::LastReceived | Order::LongestWaiting => number(at(ticket.received_at, 0)),
        Order::Priority | Order::LeastUrgent => {
            number(Priority::ALL.iter().position(|one| *one == ticket.priority).unwrap() as i64)
        }
        Order::Number | Order::LastNumber => number(ticket.number.0),
        Order::Due => number(at(ticket.due_at, i64::MAX)),
        Order::LastDue => number(at(ticket.due_at, 0)),
        Order::Deadline => number(at(ticket.deadline, i64::MAX)),
        Order::LastDeadline => number(at(ticket.deadline, 0)),
        Order::Solved => number(at(ticket.solved_at, i64::MAX)),
        Order::LastSolved => number(at(ticket.solved_at, 0)),
        Order::Wakes | Order::LastWakes => number(match ticket.snooze {
            Snooze::Until(moment) => moment.0,
            Snooze::UntilReply | Snooze::Awake if order == Order::Wakes => i64::MAX,
            Snooze::UntilReply | Snooze::Awake => 0,
        }),
        Order::Subject | Order::LastSubject => (0, ticket.subject.to_ascii_lowercase().chars().take(80).collect()),
        Order::Requester | Order::LastRequester => (0, line.requester.to_lowercase()),
        Order::Status | Order::LastStatus => number(ticket.status.0),
        Order::Team | Order::LastTeam => number(ticket.team.0),
        Order::Rating | Order::LastRating => number(ticket.rating.map_or(0, desk::ticket::Stars::number)),
        Order::Assignee | Order::LastAssignee => (0, line.assignee.clone().unwrap_or_default().to_lowercase()),
    }
}

/// What stands under which heading.
async fn under(world: &World, who: PersonId, grouping: Grouping) -> Vec<(String, usize, usize)> {
    let of = move |read: &mut service::Read| {
        ticket::headings(read, (View::AllOpen, None), Look::new(Order::Newest, grouping))
    };
    let headings = seen_by(world, who, of).await.unwrap().headings;
    headings.into_iter().map(|one| (one.bucket.0, one.tickets, one.lines.len())).collect()
}

testing::on_both! {
    async fn tickets_stand_under_headings_with_their_numbers(world: World) {
        let cast = world.cast().await;
        for number in 0..12 {
            let made = asks(&world, cast.kei, cast.support).await;
            if number < 2 {
                urge(&world, &cast, made.number).await;
            }
        }
        asks(&world, cast.mio, cast.billing).await;
        assert_eq!(under(&world, cast.ben, Grouping::Priority).await, [("urgent".into(), 2, 2), ("normal".into(), 11, 8)]);
        let teams = under(&world, cast.ben, Grouping::Team).await;
        assert_eq!(teams.iter().map(|(_, tickets, _)| *tickets).collect::<Vec<_>>(), [12, 1]);
        let teams = under(&world, cast.dai, Grouping::Team).await;
        assert_eq!(teams, [(cast.support.to_string(), 12, 8)], "another's team is not there");
        assert_eq!(under(&world, cast.ben, Grouping::Assignee).await, [(String::new(), 13, 8)]);
        assert_eq!(under(&world, cast.ben, Grouping::Requester).await[0].1, 12, "who asks most stands first");
    }

    async fn what_tickets_are_about_who_asks_and_how_they_came_make_headings(world: World) {
        let cast = world.cast().await;
        let number = asks(&world, cast.kei, cast.support).await.number;
        asks(&world, cast.mio, cast.support).await;
        let topic = by(&world, cast.aya, move |tx| {
            service::people::set_tier(tx, cast.mio, Tier::Vip)?;
            let topic = form::create_topic(tx, TopicWish {
                name: Label::new("Repair", "修理"), help: Label::default(), kind: Kind::Task, form: None, team: None,
                priority: None, numbering: None, text: Label::default(), public: true, active: true,
            })?;
            form::set_topic(tx, number, Some(topic), None)?;
            Ok(topic)
        })
        .await
        .unwrap();
        assert_eq!(under(&world, cast.ben, Grouping::Topic).await, [(topic.to_string(), 1, 1), (String::new(), 1, 1)]);
        assert_eq!(under(&world, cast.ben, Grouping::Tier).await, [("vip".into(), 1, 1), ("standard".into(), 1, 1)]);
        assert_eq!(under(&world, cast.ben, Grouping::Channel).await, [("mail".into(), 2, 2)]);
        assert_eq!(under(&world, cast.ben, Grouping::Mailbox).await, [(String::new(), 2, 2)], "through none");
        let of = |read: &mut service::Read| {
            ticket::headings(read, (View::AllOpen, None), Look::new(Order::Newest, Grouping::Brand))
        };
        let brands = seen_by(&world, cast.ben, of).await.unwrap().headings;
        assert!(brands.len() == 1 && brands[0].tickets == 2 && !brands[0].name.is_empty(), "{brands:?}");
        let expanded: Vec<Bucket> = [topic.to_string(), String::new()].map(Bucket).to_vec();
        for (grouping, expanded) in [
            (Grouping::Topic, expanded),
            (Grouping::Tier, ["vip", "standard"].map(Bucket::from).to_vec()),
        ] {
            let of = move |read: &mut service::Read| {
                let look = Look { expanded: &expanded, reads: 1, ..Look::new(Order::Newest, grouping) };
                ticket::headings(read, (View::AllOpen, None), look)
            };
            let headings = seen_by(&world, cast.ben, of).await.unwrap().headings;
            let told: Vec<_> = headings.iter().map(|one| (one.tickets, one.lines.len())).collect();
            assert_eq!(told, [(1, 1), (1, 1)], "{grouping:?}: what lies beyond is found by its heading");
        }
    }

    async fn a_date_set_by_hand_has_its_day_as_a_heading(world: World) {
        let cast = world.cast().await;
        let number = asks(&world, cast.kei, cast.support).await.number;
        asks(&world, cast.kei, cast.support).await;
        by(&world, cast.ben, move |tx| {
            let tomorrow = tx.now().plus(Duration::from_secs(86_400));
            ticket::set_deadline(tx, number, Some(tomorrow), None)
        })
        .await
        .unwrap();
        let days = under(&world, cast.ben, Grouping::DeadlineDay).await;
        assert_eq!(days.len(), 2, "{days:?}");
        assert_eq!((days[0].1, days[0].2), (1, 1), "the day, and what is listed beneath it");
        assert_eq!(days[1], (String::new(), 1, 1), "what has no date stands last");
    }

    async fn what_lies_beyond_the_first_tickets_is_expanded_by_itself(world: World) {
        let cast = world.cast().await;
        let mut old = Vec::new();
        for _ in 0..10 {
            old.push(asks(&world, cast.mio, cast.billing).await.number);
            world.clock.advance(Duration::from_secs(60));
        }
        for _ in 0..3 {
            asks(&world, cast.kei, cast.support).await;
            world.clock.advance(Duration::from_secs(60));
        }
        let (billing, support) = (Bucket(cast.billing.to_string()), Bucket(cast.support.to_string()));
        let looked = async |who: PersonId, expanded: Vec<Bucket>| {
            let of = move |read: &mut service::Read| {
                let look = Look { expanded: &expanded, reads: 2, ..Look::new(Order::Newest, Grouping::Team) };
                ticket::headings(read, (View::AllOpen, None), look)
            };
            seen_by(&world, who, of).await.unwrap().headings
        };
        let told = |headings: &[Heading]| -> Vec<(usize, usize, bool)> {
            headings.iter().map(|one| (one.tickets, one.lines.len(), one.beyond)).collect()
        };
        let mut is = told(&looked(cast.ben, vec![]).await);
        is.sort_unstable();
        assert_eq!(is, [(3, 3, false), (10, 0, true)], "with its number, and without rows");
        let headings = looked(cast.ben, vec![billing.clone(), support.clone()]).await;
        let expanded = headings.iter().find(|one| one.bucket == billing).expect("Billing has tickets");
        let numbers: Vec<_> = expanded.lines.iter().map(|line| line.ticket.number).collect();
        assert_eq!((expanded.tickets, expanded.beyond), (10, false));
        assert_eq!(numbers, old.iter().rev().copied().take(8).collect::<Vec<_>>(), "the first of them, in the order of the list");
        let only = looked(cast.dai, vec![billing]).await;
        assert_eq!(told(&only), [(3, 3, false)], "nothing of another's team");
        by(&world, cast.ben, move |tx| ticket::fold(tx, View::AllOpen, Grouping::Team, &support)).await.unwrap();
        assert!(looked(cast.ben, vec![]).await.iter().any(|one| one.folded && one.lines.is_empty() && !one.beyond));
    }

    async fn every_order_goes_through_all_statuses_and_pages_both_ways(world: World) {
        let cast = world.cast().await;
        let mut all = Vec::new();
        for at in 0..40_usize {
            let who = if at % 3 == 0 { cast.mio } else { cast.kei };
            let ticket = asks(&world, who, cast.support).await;
            let number = ticket.number;
            let category = [Category::New, Category::Open, Category::Pending, Category::OnHold][at % 4];
            let (to, priority) = (status(&world, category).await, Priority::ALL[at % Priority::ALL.len()]);
            by(&world, cast.ben, move |tx| {
                ticket::rename(tx, number, &format!("{} kettle {}", ["Zinc", "amber", "日本", "Émile", "bronze"][at % 5], at / 7), None)?;
                ticket::set_priority(tx, number, priority, None)?;
                ticket::set_status(tx, number, to, None)
            }).await.unwrap();
            if at % 2 == 0 {
                system(&world, move |tx| {
                    let mut ticket = store::ticket::tickets::load(tx, number)?.unwrap();
                    ticket.solved_at = Some(tx.now().plus(Duration::from_secs(((at * 23) % 50) as u64 * 3600)));
                    ticket.deadline = Some(tx.now().plus(Duration::from_secs(((at * 37) % 50) as u64 * 3600)));
                    store::ticket::tickets::save(tx, &mut ticket)
                }).await;
            }
            world.clock.advance(Duration::from_secs(((at * 13) % 7) as u64));
            all.push(ticket.id);
        }
        all.sort_unstable();
        for order in Order::ALL {
            let (mut keys, mut after) = (Vec::new(), None);
            loop {
                let from = after;
                let page = seen_by(&world, cast.ben, move |read| ticket::list_in(read, (View::AllOpen, None), *order, from, 7)).await.unwrap();
                keys.extend(page.lines.iter().map(|line| (key(line, *order), line.ticket.id)));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            let mut sorted = keys.clone();
            sorted.sort();
            if order.is_falling() {
                sorted.reverse();
            }
            // What goes by headings is told of elsewhere.
            if order.headings().is_none() {
                assert_eq!(keys, sorted, "{order:?}");
            }
            let mut ids: Vec<_> = keys.into_iter().map(|(_, id)| id).collect();
            ids.sort_unstable();
            assert_eq!(ids, all, "{order:?}: each once");
        }
    }

    async fn what_stands_under_a_heading_is_a_list_like_any_other(world: World) {
        let cast = world.cast().await;
        let urgent = asks(&world, cast.kei, cast.support).await.number;
        asks(&world, cast.kei, cast.support).await;
        urge(&world, &cast, urgent).await;
        let list = |read: &mut service::Read| {
            let more = Grouping::Priority.holds(&Bucket::from("urgent")).map(ticket::Narrowing::from);
            ticket::list_in(read, (View::AllOpen, more.as_ref()), Order::Subject, None, 50)
        };
        let page = seen_by(&world, cast.ben, list).await.unwrap();
        assert_eq!(page.lines.iter().map(|line| line.ticket.number).collect::<Vec<_>>(), [urgent]);
    }

    async fn a_heading_is_folded_for_oneself_alone(world: World) {
        let cast = world.cast().await;
        asks(&world, cast.kei, cast.support).await;
        by(&world, cast.ben, |tx| ticket::fold(tx, View::AllOpen, Grouping::Priority, &Bucket::from("normal"))).await.unwrap();
        assert_eq!(under(&world, cast.ben, Grouping::Priority).await, [("normal".into(), 1, 0)]);
        assert_eq!(under(&world, cast.chika, Grouping::Priority).await, [("normal".into(), 1, 1)]);
        by(&world, cast.ben, |tx| ticket::unfold(tx, View::AllOpen, Grouping::Priority, &Bucket::from("normal"))).await.unwrap();
        assert_eq!(under(&world, cast.ben, Grouping::Priority).await, [("normal".into(), 1, 1)]);
        let long = by(&world, cast.ben, |tx| ticket::fold(tx, View::AllOpen, Grouping::Priority, &Bucket("x".repeat(41)))).await;
        assert_refused(long, Refusal::FormIncomplete);
        assert_missing(by(&world, cast.kei, |tx| ticket::fold(tx, View::AllOpen, Grouping::Priority, &Bucket::default())).await);
    }

    async fn how_a_list_is_grouped_is_remembered_for_oneself(world: World) {
        let cast = world.cast().await;
        by(&world, cast.ben, |tx| ticket::set_grouping(tx, View::AllOpen, Some(Grouping::Status))).await.unwrap();
        let of = |read: &mut service::Read| ticket::layout_of(read, View::AllOpen);
        assert_eq!(seen_by(&world, cast.ben, of).await.unwrap().grouping, Some(Grouping::Status));
        assert_eq!(seen_by(&world, cast.chika, of).await.unwrap(), Layout::default());
    }

    async fn a_list_by_requester_follows_their_names(world: World) {
        let cast = world.cast().await;
        let kei = asks(&world, cast.kei, cast.support).await.number;
        let mio = asks(&world, cast.mio, cast.support).await.number;
        called(&world, cast.kei, "zoe").await;
        called(&world, cast.mio, "Ada").await;
        assert_eq!(listed(&world, cast.ben, Order::Requester).await, [mio, kei]);
        assert_eq!(listed(&world, cast.ben, Order::LastRequester).await, [kei, mio]);
        called(&world, cast.mio, "Zuzana").await;
        assert_eq!(listed(&world, cast.ben, Order::Requester).await, [kei, mio]);
    }

    async fn all_that_match_change_and_nothing_else(world: World) {
        let cast = world.cast().await;
        let urgent = asks(&world, cast.kei, cast.support).await.number;
        let other = asks(&world, cast.kei, cast.support).await.number;
        urge(&world, &cast, urgent).await;
        let run = by(&world, cast.ben, move |tx| {
            let more = Grouping::Priority.holds(&Bucket::from("urgent")).map(ticket::Narrowing::from);
            let total = ticket::count_narrowed(tx, View::AllOpen, more.as_ref().unwrap())?;
            ticket::run_over_view(tx, View::AllOpen, more.as_ref(), Act::Assign(tx.actor().person()), total)
        }).await.unwrap();
        assert_eq!(run.total, 1);
        while system(&world, move |tx| ticket::step(tx, run.id)).await {}
        assert_eq!((now(&world, urgent).await.assignee, now(&world, other).await.assignee), (Some(cast.ben), None));
    }

    async fn a_view_marks_what_holds_and_so_do_those_within_it(world: World) {
        let cast = world.cast().await;
        let urgent = asks(&world, cast.kei, cast.support).await;
        let other = asks(&world, cast.kei, cast.support).await;
        urge(&world, &cast, urgent.number).await;
        let view = |audience| ViewWish {
            audience,
            name_en: "Open".into(),
            name_ja: String::new(),
            glyph: Glyph::View,
            tone: 0,
            condition: Condition::everything(),
            layout: None,
            counted: true,
        };
        let outer = by(&world, cast.ben, move |tx| ticket::create_view(tx, None, view(Audience::Everyone))).await.unwrap().id;
        let inner = by(&world, cast.chika, move |tx| ticket::create_view(tx, Some(outer), view(Audience::Mine))).await.unwrap().id;
        let wish = HighlightWish {
            label_en: "Look here".into(),
            label_ja: String::new(),
            tone: Tone::Danger,
            spot: Some(Shown::Column(Column::Due)),
            condition: Grouping::Priority.holds(&Bucket::from("urgent")).unwrap(),
        };
        let again = wish.clone();
        let id = by(&world, cast.ben, move |tx| ticket::create_highlight(tx, Canvas::View(outer), wish)).await.unwrap();
        let ids = [urgent.id, other.id];
        let lit = seen_by(&world, cast.chika, move |read| ticket::highlighted(read, View::Saved(inner), &ids)).await.unwrap();
        assert_eq!(lit.keys().collect::<Vec<_>>(), [&urgent.id]);
        let theirs = again.clone();
        assert_refused(by(&world, cast.chika, move |tx| ticket::create_highlight(tx, Canvas::View(outer), theirs)).await, Refusal::NotAllowed);
        let (one, two) = (again.clone(), again);
        by(&world, cast.ben, move |tx| ticket::change_highlight(tx, id, one, 1)).await.unwrap();
        assert_conflict(by(&world, cast.ben, move |tx| ticket::change_highlight(tx, id, two, 1)).await);
        assert_missing(seen_by(&world, cast.aya, move |read| ticket::highlighted(read, View::Saved(inner), &ids)).await);
        by(&world, cast.ben, move |tx| ticket::remove_highlight(tx, id)).await.unwrap();
    }

    async fn a_list_that_every_desk_has_is_coloured_for_oneself_and_for_others(world: World) {
        let cast = world.cast().await;
        let ticket = asks(&world, cast.kei, cast.support).await;
        let wish = |label: &str| HighlightWish {
            label_en: label.into(),
            label_ja: String::new(),
            tone: Tone::Note,
            spot: None,
            condition: Condition::everything(),
        };
        let paint = |who, list, audience, label: &str| {
            let (wish, owner) = (wish(label), cast.kei);
            by(&world, who, move |tx| ticket::create_highlight(tx, Canvas::List { list, audience, owner }, wish))
        };
        let seen = |who| {
            let lit = seen_by(&world, who, move |read| ticket::highlighted(read, View::AllOpen, &[ticket.id]));
            async move {
                let lit = lit.await.unwrap().remove(&ticket.id).unwrap_or_default();
                lit.into_iter().map(|one| one.wish.label_en).collect::<Vec<_>>()
            }
        };
        let own = paint(cast.chika, View::AllOpen, Audience::Mine, "Mine").await.unwrap();
        paint(cast.ben, View::AllOpen, Audience::Team(cast.billing), "Billing").await.unwrap();
        paint(cast.ben, View::AllOpen, Audience::Everyone, "All").await.unwrap();
        assert_eq!(seen(cast.chika).await, ["All", "Billing", "Mine"], "what one keeps to oneself comes last");
        assert_eq!(seen(cast.dai).await, ["All"], "another's team and another's own are not there");
        assert_refused(paint(cast.chika, View::AllOpen, Audience::Everyone, "Mine").await, Refusal::NotAllowed);
        assert_missing(paint(cast.chika, View::Saved(desk::ticket::ViewId(1)), Audience::Mine, "Mine").await);
        assert_missing(paint(cast.kei, View::AllOpen, Audience::Mine, "Mine").await);
        assert_missing(by(&world, cast.ben, move |tx| ticket::remove_highlight(tx, own)).await);
        by(&world, cast.chika, move |tx| ticket::remove_highlight(tx, own)).await.unwrap();
        for _ in 0..desk::ticket::MOST_HIGHLIGHTS {
            paint(cast.chika, View::Mine, Audience::Mine, "Again").await.unwrap();
        }
        assert_refused(paint(cast.chika, View::Mine, Audience::Mine, "Again").await, Refusal::TooManyHighlights);
    }
}
