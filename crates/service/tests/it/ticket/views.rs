//! Views somebody has built, and their counters.

use crate::desk_work::*;
use desk::condition::{Condition, Field};
use desk::form::{Asks, FieldWish, Holder, Label, Nature};
use desk::people::{About, OrganizationId, PersonId, Profile, Tier};
use desk::ticket::{
    Audience, Category, Glyph, Layout, Order, Priority, Relation, Snooze, TaskFacts, TicketNumber, TimeFacts, View,
    ViewId, ViewWish,
};
use desk::{Error, Refusal, Role};
use service::ticket::{self, counted};
use service::{Actor, form, people, readers};
use std::time::Duration;
use testing::{Cast, World, email, refusal};

fn wish(audience: Audience, condition: &str) -> ViewWish {
    ViewWish {
        audience,
        name_en: "Hot".into(),
        name_ja: "緊急".into(),
        glyph: Glyph::Flag,
        tone: 1,
        condition: Condition::read(condition).unwrap(),
        layout: None,
        counted: true,
    }
}

const URGENT: &str = r#"{"all":[{"field":"priority","operator":"any_of","value":["urgent"]}]}"#;
const MINE: &str = r#"{"all":[{"field":"assignee","operator":"any_of","value":["me"]}]}"#;
const YOUNG: &str = r#"{"all":[{"field":"created_at","operator":"when","value":"within 2 hours"}]}"#;
const STARRED: &str = r#"{"all":[{"field":"starred","operator":"yes"}]}"#;
const VIPS: &str = r#"{"all":[{"field":"tier","operator":"any_of","value":["vip"]}]}"#;
const BLOCKED: &str = r#"{"all":[{"field":"blocked","operator":"yes"}]}"#;
const KEIS: &str = r#"{"all":[{"field":"requester_name","operator":"contains","value":["tanaka"]}]}"#;

async fn built(world: &World, by_whom: PersonId, audience: Audience, condition: &str) -> ViewId {
    let wish = wish(audience, condition);
    by(world, by_whom, move |tx| ticket::create_view(tx, None, wish)).await.unwrap().id
}

/// The log is read to its end, what is due is looked at, and every count comes to its end.
async fn settled(world: &World) {
    while world.desk.ask(Actor::System, |read| readers::must_wait(read, counted::READER)).await.unwrap() {
        system(world, |tx| readers::follow(tx, counted::READER, counted::follow)).await;
    }
    while system(world, counted::count_on).await {}
    while system(world, counted::look_again).await > 0 {}
}

/// What a person reads in their tree; none: still being counted.
async fn counted_by(world: &World, person: PersonId, view: ViewId) -> Option<i64> {
    let counts = seen_by(world, person, ticket::counts).await.unwrap();
    let page = seen_by(world, person, move |read| ticket::list(read, View::Saved(view), None, 50)).await;
    let counted = counts.saved.get(&view).copied().flatten();
    if let (Some(counted), Ok(page)) = (counted, page) {
        assert_eq!(counted, page.lines.len() as i64, "the number and the list agree");
    }
    counted
}

async fn urgent(world: &World, cast: &Cast) -> TicketNumber {
    let number = asked(world, cast).await.number;
    by(world, cast.chika, move |tx| ticket::set_priority(tx, number, Priority::Urgent, None)).await.unwrap();
    number
}

testing::on_both! {
    async fn a_count_follows_each_change(world: World) {
        let cast = world.cast().await;
        let one = urgent(&world, &cast).await;
        asked(&world, &cast).await;
        let view = built(&world, cast.ben, Audience::Everyone, URGENT).await;
        settled(&world).await;
        assert_eq!(counted_by(&world, cast.chika, view).await, Some(1), "what was there before");
        let two = urgent(&world, &cast).await;
        settled(&world).await;
        assert_eq!(counted_by(&world, cast.chika, view).await, Some(2));
        by(&world, cast.chika, move |tx| ticket::set_priority(tx, one, Priority::Low, None)).await.unwrap();
        by(&world, cast.chika, move |tx| ticket::trash(tx, two, None)).await.unwrap();
        settled(&world).await;
        assert_eq!(counted_by(&world, cast.chika, view).await, Some(0), "nothing discarded is counted");
        by(&world, cast.chika, move |tx| ticket::restore(tx, two, None)).await.unwrap();
        settled(&world).await;
        assert_eq!(counted_by(&world, cast.chika, view).await, Some(1));
    }

    async fn everybody_counts_what_they_may_see(world: World) {
        let cast = world.cast().await;
        let (number, billing) = (urgent(&world, &cast).await, cast.billing);
        urgent(&world, &cast).await;
        let view = built(&world, cast.ben, Audience::Everyone, URGENT).await;
        settled(&world).await;
        by(&world, cast.ben, move |tx| ticket::move_to_team(tx, number, billing, None)).await.unwrap();
        settled(&world).await;
        for (person, seen) in [(cast.aya, 2), (cast.ben, 2), (cast.chika, 2), (cast.dai, 1), (cast.eve, 0)] {
            assert_eq!(counted_by(&world, person, view).await, Some(seen), "{person:?}");
        }
        assert_missing(seen_by(&world, cast.kei, ticket::saved_views).await);
    }

    async fn me_is_whoever_looks(world: World) {
        let cast = world.cast().await;
        let (one, two, chika, ben) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number, cast.chika, cast.ben);
        let view = built(&world, cast.ben, Audience::Everyone, MINE).await;
        settled(&world).await;
        by(&world, chika, move |tx| ticket::assign(tx, one, Some(chika), None)).await.unwrap();
        by(&world, ben, move |tx| ticket::assign(tx, two, Some(ben), None)).await.unwrap();
        settled(&world).await;
        assert_eq!((counted_by(&world, chika, view).await, counted_by(&world, cast.dai, view).await), (Some(1), Some(0)));
        by(&world, ben, move |tx| ticket::assign(tx, one, Some(ben), None)).await.unwrap();
        settled(&world).await;
        assert_eq!((counted_by(&world, chika, view).await, counted_by(&world, ben, view).await), (Some(0), Some(2)));
    }

    async fn the_clock_alone_takes_a_ticket_out(world: World) {
        let cast = world.cast().await;
        asked(&world, &cast).await;
        let view = built(&world, cast.chika, Audience::Mine, YOUNG).await;
        settled(&world).await;
        world.clock.advance(Duration::from_secs(3600));
        asked(&world, &cast).await;
        settled(&world).await;
        assert_eq!(counted_by(&world, cast.chika, view).await, Some(2));
        world.clock.advance(Duration::from_secs(3601));
        assert!(world.desk.ask(Actor::System, counted::is_due).await.unwrap());
        settled(&world).await;
        assert_eq!(counted_by(&world, cast.chika, view).await, Some(1));
        assert!(!world.desk.ask(Actor::System, counted::is_due).await.unwrap(), "nothing is looked at without need");
    }

    async fn a_star_and_a_name_count_as_well(world: World) {
        let cast = world.cast().await;
        let (number, kei) = (asked(&world, &cast).await.number, cast.kei);
        let (starred, keis) = (built(&world, cast.dai, Audience::Mine, STARRED).await, built(&world, cast.dai, Audience::Mine, KEIS).await);
        settled(&world).await;
        assert_eq!((counted_by(&world, cast.dai, starred).await, counted_by(&world, cast.dai, keis).await), (Some(0), Some(1)));
        by(&world, cast.dai, move |tx| ticket::star(tx, number)).await.unwrap();
        let version = seen_by(&world, cast.ben, move |read| Ok(store::people::persons::load(read, kei)?.unwrap().version)).await.unwrap();
        let profile = desk::people::Profile { name: "Kei Mori".into(), language: None, time_zone: None, organization: None };
        by(&world, cast.ben, move |tx| service::people::edit_person(tx, kei, profile, version)).await.unwrap();
        settled(&world).await;
        assert_eq!((counted_by(&world, cast.dai, starred).await, counted_by(&world, cast.dai, keis).await), (Some(1), Some(0)));
        assert_missing(by(&world, cast.eve, move |tx| ticket::star(tx, number)).await);
    }

    async fn what_is_known_of_items_is_asked_as_the_list_says_it_now(world: World) {
        let cast = world.cast().await;
        let tree = || Nature::Tree { items: vec![] };
        let label = || Label::new("Machine", "");
        let wish = |version: i64, list: &'static str| {
            let wish = FieldWish { key: "machine".into(), nature: tree(), label: label(), help: Label::default(), asks: Asks::default(), active: true };
            by(&world, cast.aya, move |tx| match version {
                0 => form::create_field(tx, Holder::Ticket, wish, list).map(|field| field.id),
                version => {
                    let id = form::fields(tx)?[0].id;
                    form::change_field(tx, id, version, wish, list).map(|field| field.id)
                }
            })
        };
        let field = wish(0, "Presses :: warranty=1 year\n  P-100\n  P-200 :: warranty=3 years\nLathe").await.unwrap();
        for chosen in ["P-100", "P-200", "Lathe"] {
            let number = asked(&world, &cast).await.number;
            by(&world, cast.chika, move |tx| form::set_typed(tx, number, field, &[chosen.into()], "UTC", None)).await.unwrap();
        }
        asked(&world, &cast).await;
        let asks = async |operator: &str, value: &str| {
            let condition = format!(r#"{{"all":[{{"field":"field_{field}_properties","operator":"{operator}"{value}}}]}}"#);
            built(&world, cast.chika, Audience::Mine, &condition).await
        };
        let one_year = asks("equals", r#","value":["Warranty=1 year"]"#).await;
        let not = asks("lacks", r#","value":["warranty=1"]"#).await;
        let (any, none) = (asks("set", "").await, asks("unset", "").await);
        settled(&world).await;
        let all = || async {
            let mut found = Vec::new();
            for view in [one_year, not, any, none] {
                found.push(counted_by(&world, cast.chika, view).await.unwrap());
            }
            found
        };
        assert_eq!(all().await, [1, 3, 2, 2], "the nearest says it; who has chosen nothing lacks it");
        // An item that is offered no more says what it said, and another list is another answer.
        wish(1, "Presses :: warranty=3 years\n  P-200 :: warranty=1 year\nLathe :: warranty=1 year").await.unwrap();
        settled(&world).await;
        assert_eq!(all().await, [2, 2, 3, 1]);
        let highlighted = desk::condition::Condition::read(&format!(r#"{{"all":[{{"field":"field_{field}_properties","operator":"set"}}]}}"#)).unwrap();
        assert!(highlighted.for_lists().is_ok());
    }

    async fn an_organisation_that_was_merged_stands_for_what_it_is_now_until_that_is_taken_back(world: World) {
        let cast = world.cast().await;
        let founded = async |name: &'static str| by(&world, cast.ben, move |tx| people::create_organization(tx, name)).await.unwrap().id;
        let (one, two, three) = (founded("Kyaku").await, founded("Kyaku Ltd").await, founded("Kyaku KK").await);
        let wish = FieldWish { key: "payer".into(), nature: Nature::Organization, label: Label::new("Payer", ""), help: Label::default(), asks: Asks::default(), active: true };
        let payer = by(&world, cast.aya, move |tx| form::create_field(tx, Holder::Ticket, wish, "")).await.unwrap().id;
        let (old, new) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number);
        by(&world, cast.ben, move |tx| {
            ticket::set_organization(tx, old, Some(one), None)?;
            ticket::set_organization(tx, new, Some(three), None)?;
            form::set_typed(tx, new, payer, &["kyaku".into()], "UTC", None)
        }).await.unwrap();
        let asks = async |field: &str, operator: &str, id: OrganizationId| {
            let condition = format!(r#"{{"all":[{{"field":"{field}","operator":"{operator}","value":[{id}]}}]}}"#);
            built(&world, cast.chika, Audience::Mine, &condition).await
        };
        let (is, is_not) = (asks("organization", "any_of", one).await, asks("organization", "none_of", one).await);
        let pays = asks(&format!("field_{payer}_organization"), "any_of", three).await;
        let all = || async {
            settled(&world).await;
            let mut found = Vec::new();
            for view in [is, is_not, pays] {
                found.push(counted_by(&world, cast.chika, view).await.unwrap());
            }
            found
        };
        assert_eq!(all().await, [1, 1, 0]);
        let first = by(&world, cast.ben, move |tx| people::merge_organizations(tx, one, two)).await.unwrap();
        assert_eq!(all().await, [1, 1, 0]);
        let second = by(&world, cast.ben, move |tx| people::merge_organizations(tx, two, three)).await.unwrap();
        assert_eq!(all().await, [2, 0, 1], "by way of another one too");
        by(&world, cast.ben, move |tx| people::unmerge_organizations(tx, second)).await.unwrap();
        by(&world, cast.ben, move |tx| people::unmerge_organizations(tx, first)).await.unwrap();
        assert_eq!(all().await, [1, 1, 0]);
    }

    async fn somebody_who_was_merged_stands_for_who_they_are_now_until_that_is_taken_back(world: World) {
        let cast = world.cast().await;
        let known = async |address: &'static str| {
            let wish = Profile { name: "Kei Tanaka".into(), language: None, time_zone: None, organization: None };
            by(&world, cast.ben, move |tx| people::create_person(tx, email(address), wish)).await.unwrap().id
        };
        let (kei, mio) = (cast.kei, cast.mio);
        let (twin, other) = (known("k.tanaka@private.example").await, known("mio@private.example").await);
        let wish = FieldWish { key: "payer".into(), nature: Nature::Person, label: Label::new("Payer", ""), help: Label::default(), asks: Asks::default(), active: true };
        let payer = by(&world, cast.aya, move |tx| form::create_field(tx, Holder::Ticket, wish, "")).await.unwrap().id;
        asked(&world, &cast).await;
        let new = asked(&world, &cast).await.number;
        by(&world, cast.ben, move |tx| {
            form::set_typed(tx, new, payer, &["kei@customer.example".into()], "UTC", None)?;
            ticket::add_participant(tx, new, mio, None)?;
            ticket::set_requester(tx, new, twin, None)
        }).await.unwrap();
        let asks = async |field: &str, operator: &str, id: PersonId| {
            let condition = format!(r#"{{"all":[{{"field":"{field}","operator":"{operator}","value":[{id}]}}]}}"#);
            built(&world, cast.chika, Audience::Mine, &condition).await
        };
        let (is, is_not) = (asks("requester", "any_of", kei).await, asks("requester", "none_of", kei).await);
        let (copied, pays) = (asks("participants", "all_of", mio).await, asks(&format!("field_{payer}_person"), "any_of", twin).await);
        let all = || async {
            settled(&world).await;
            let mut found = Vec::new();
            for view in [is, is_not, copied, pays] {
                found.push(counted_by(&world, cast.chika, view).await.unwrap());
            }
            found
        };
        assert_eq!(all().await, [1, 1, 1, 0]);
        let merges = by(&world, cast.ben, move |tx| Ok((people::merge_people(tx, kei, twin)?, people::merge_people(tx, mio, other)?)));
        let (first, second) = merges.await.unwrap();
        assert_eq!(all().await, [2, 0, 1, 1]);
        let shown = seen_by(&world, cast.chika, move |read| ticket::choices(read, &[(Field::Participants, mio.0)])).await.unwrap();
        assert_eq!(shown.people.get(&mio).map(String::as_str), Some("Kei Tanaka"), "as they are called now");
        by(&world, cast.ben, move |tx| people::unmerge_people(tx, first).and_then(|_| people::unmerge_people(tx, second))).await.unwrap();
        assert_eq!(all().await, [1, 1, 1, 0]);
    }

    async fn a_changed_view_is_counted_anew(world: World) {
        let cast = world.cast().await;
        urgent(&world, &cast).await;
        asked(&world, &cast).await;
        let outer = built(&world, cast.ben, Audience::Everyone, URGENT).await;
        let inner = by(&world, cast.ben, move |tx| ticket::create_view(tx, Some(outer), wish(Audience::Everyone, r#"{"all":[]}"#))).await.unwrap();
        settled(&world).await;
        assert_eq!(counted_by(&world, cast.chika, inner.id).await, Some(1), "it has the conditions of the one it stands in");
        let all = ViewWish { layout: Some(Layout { order: Order::Oldest.into(), ..Layout::default() }), ..wish(Audience::Everyone, r#"{"all":[]}"#) };
        by(&world, cast.ben, move |tx| ticket::change_view(tx, outer, None, all, 1)).await.unwrap();
        assert_eq!(counted_by(&world, cast.chika, inner.id).await, Some(1), "until it is counted again, what was");
        settled(&world).await;
        assert_eq!(counted_by(&world, cast.chika, inner.id).await, Some(2));
        let page = seen_by(&world, cast.chika, move |read| ticket::list(read, View::Saved(inner.id), None, 50)).await.unwrap();
        assert!(page.lines[0].ticket.number < page.lines[1].ticket.number, "and its order");
    }

    async fn a_removed_view_is_gone_and_comes_back(world: World) {
        let cast = world.cast().await;
        urgent(&world, &cast).await;
        let view = built(&world, cast.ben, Audience::Everyone, URGENT).await;
        let inner = by(&world, cast.ben, move |tx| ticket::create_view(tx, Some(view), wish(Audience::Everyone, URGENT))).await.unwrap().id;
        assert_eq!(refusal(by(&world, cast.ben, move |tx| ticket::remove_view(tx, view)).await), Refusal::ViewHasViews);
        by(&world, cast.ben, move |tx| { ticket::remove_view(tx, inner)?; ticket::remove_view(tx, view) }).await.unwrap();
        settled(&world).await;
        assert_eq!(seen_by(&world, cast.ben, ticket::saved_views).await.unwrap(), []);
        assert_missing(seen_by(&world, cast.ben, move |read| ticket::list(read, View::Saved(view), None, 50)).await);
        by(&world, cast.ben, move |tx| ticket::restore_view(tx, view)).await.unwrap();
        settled(&world).await;
        assert_eq!(counted_by(&world, cast.chika, view).await, Some(1));
    }

    async fn who_may_build_and_change_what(world: World) {
        let cast = world.cast().await;
        let own = built(&world, cast.dai, Audience::Mine, URGENT).await;
        for person in [cast.dai, cast.chika, cast.eve] {
            for audience in [Audience::Everyone, Audience::Team(cast.support)] {
                let done = by(&world, person, move |tx| ticket::create_view(tx, None, wish(audience, URGENT))).await;
                let elsewhere = person == cast.eve && audience != Audience::Everyone;
                if elsewhere { assert_missing(done) } else { assert_eq!(refusal(done), Refusal::NotAllowed) }
            }
        }
        assert_missing(by(&world, cast.kei, |tx| ticket::create_view(tx, None, wish(Audience::Mine, URGENT))).await);
        for stranger in [cast.aya, cast.ben, cast.chika] {
            assert_missing(by(&world, stranger, move |tx| ticket::change_view(tx, own, None, wish(Audience::Mine, MINE), 1)).await);
            assert_missing(by(&world, stranger, move |tx| ticket::remove_view(tx, own)).await);
            assert_missing(seen_by(&world, stranger, move |read| ticket::list(read, View::Saved(own), None, 50)).await);
        }
        let stale = by(&world, cast.dai, move |tx| ticket::change_view(tx, own, None, wish(Audience::Mine, MINE), 7)).await;
        assert!(matches!(stale, Err(Error::Conflict)));
        by(&world, cast.dai, move |tx| ticket::change_view(tx, own, None, wish(Audience::Mine, MINE), 1)).await.unwrap();
    }

    async fn who_keeps_a_shared_view_to_themselves_has_it(world: World) {
        let cast = world.cast().await;
        let view = built(&world, cast.ben, Audience::Everyone, URGENT).await;
        by(&world, cast.aya, move |tx| ticket::change_view(tx, view, None, wish(Audience::Mine, URGENT), 1)).await.unwrap();
        assert_missing(seen_by(&world, cast.ben, move |read| ticket::saved_view(read, view)).await);
        assert_eq!(seen_by(&world, cast.aya, move |read| ticket::saved_view(read, view)).await.unwrap().owner, cast.aya);
    }

    async fn views_stand_in_each_other_within_bounds(world: World) {
        let cast = world.cast().await;
        let (ben, everyone) = (cast.ben, Audience::Everyone);
        let mut line = vec![built(&world, ben, everyone, URGENT).await];
        for _ in 0..3 {
            let parent = line.last().copied();
            line.push(by(&world, ben, move |tx| ticket::create_view(tx, parent, wish(everyone, URGENT))).await.unwrap().id);
        }
        let (first, last) = (line[0], line[3]);
        let deeper = by(&world, ben, move |tx| ticket::create_view(tx, Some(last), wish(everyone, URGENT))).await;
        assert_eq!(refusal(deeper), Refusal::ViewTooDeep);
        let circle = by(&world, ben, move |tx| ticket::change_view(tx, first, Some(last), wish(everyone, URGENT), 1)).await;
        assert_eq!(refusal(circle), Refusal::ViewTooDeep);
        let own = built(&world, ben, Audience::Mine, URGENT).await;
        let wider = by(&world, ben, move |tx| ticket::create_view(tx, Some(own), wish(everyone, URGENT))).await;
        assert_eq!(refusal(wider), Refusal::ViewWiderThanParent);
        let tree: Vec<ViewId> = seen_by(&world, ben, ticket::saved_views).await.unwrap().iter().map(|view| view.id).collect();
        assert_eq!(tree, [line.clone(), vec![own]].concat());
        by(&world, ben, move |tx| ticket::order_views(tx, &[own, ViewId(4711)])).await.unwrap();
        let tree: Vec<ViewId> = seen_by(&world, ben, ticket::saved_views).await.unwrap().iter().map(|view| view.id).collect();
        assert_eq!(tree, [vec![own], line].concat(), "each after the one it stands in");
    }

    async fn a_view_of_roles_stands_in_the_trees_of_those_roles_alone(world: World) {
        let cast = world.cast().await;
        urgent(&world, &cast).await;
        let roles = |roles: &[Role]| Audience::Roles(roles.iter().copied().collect());
        let (light, above) = (roles(&[Role::Light]), roles(&[Role::Light, Role::Supervisor]));
        let view = built(&world, cast.aya, above, URGENT).await;
        let inner = by(&world, cast.aya, move |tx| ticket::create_view(tx, Some(view), wish(above, MINE))).await.unwrap().id;
        settled(&world).await;
        let tree = async |person| -> Vec<ViewId> {
            seen_by(&world, person, ticket::tree_of_views).await.unwrap().iter().map(|view| view.id).collect()
        };
        assert_eq!((tree(cast.ben).await, tree(cast.dai).await), (vec![view, inner], vec![view, inner]));
        assert_eq!((tree(cast.chika).await, tree(cast.aya).await), (vec![], vec![]));
        assert_eq!(counted_by(&world, cast.dai, view).await, Some(1));
        for stranger in [cast.chika, cast.eve, cast.kei] {
            for id in [view, inner] {
                assert_missing(seen_by(&world, stranger, move |read| ticket::saved_view(read, id)).await);
                assert_missing(seen_by(&world, stranger, move |read| ticket::list(read, View::Saved(id), None, 50)).await);
                assert_missing(by(&world, stranger, move |tx| ticket::remove_view(tx, id)).await);
            }
        }
        // Whoever gives them finds them again, in the list of all views.
        let managed: Vec<ViewId> = seen_by(&world, cast.aya, ticket::saved_views).await.unwrap().iter().map(|view| view.id).collect();
        assert_eq!(managed, [view, inner]);
        // Only administrators give and take.
        assert_eq!(refusal(by(&world, cast.ben, move |tx| ticket::create_view(tx, None, wish(light, URGENT))).await), Refusal::NotAllowed);
        assert_eq!(refusal(by(&world, cast.ben, move |tx| ticket::change_view(tx, view, None, wish(light, URGENT), 1)).await), Refusal::NotAllowed);
        let nobody = by(&world, cast.aya, move |tx| ticket::create_view(tx, None, wish(roles(&[]), URGENT))).await;
        assert_eq!(refusal(nobody), Refusal::ViewForNoRole);
        // Nothing wider stands in it; what stands in it goes along.
        for wider in [Audience::Everyone, Audience::Team(cast.support), roles(&[Role::Agent])] {
            let done = by(&world, cast.aya, move |tx| ticket::create_view(tx, Some(view), wish(wider, URGENT))).await;
            assert_eq!(refusal(done), Refusal::ViewWiderThanParent, "{wider:?}");
        }
        by(&world, cast.aya, move |tx| ticket::change_view(tx, view, None, wish(light, URGENT), 1)).await.unwrap();
        settled(&world).await;
        assert_eq!((tree(cast.ben).await, tree(cast.dai).await), (vec![], vec![view, inner]));
        assert_missing(seen_by(&world, cast.ben, move |read| ticket::list(read, View::Saved(inner), None, 50)).await);
        // Who has the role from now on has the view.
        by(&world, cast.aya, move |tx| {
            let agent = store::people::agents::load(tx, cast.chika)?.ok_or(Error::Missing)?;
            service::people::set_role(tx, cast.chika, Role::Light, agent.version)
        }).await.unwrap();
        settled(&world).await;
        assert_eq!(tree(cast.chika).await, [view, inner]);
        assert_eq!(counted_by(&world, cast.chika, inner).await, Some(0), "and a count of one's own");
    }

    async fn a_view_without_a_number_is_counted_for_nobody_and_lists_what_it_holds(world: World) {
        let cast = world.cast().await;
        urgent(&world, &cast).await;
        let view = built(&world, cast.ben, Audience::Everyone, URGENT).await;
        let inner = by(&world, cast.ben, move |tx| ticket::create_view(tx, Some(view), wish(Audience::Everyone, URGENT))).await.unwrap().id;
        settled(&world).await;
        let counts = |person| seen_by(&world, person, ticket::counts);
        let calm = ViewWish { counted: false, ..wish(Audience::Everyone, URGENT) };
        by(&world, cast.ben, move |tx| ticket::change_view(tx, view, None, calm, 1)).await.unwrap();
        settled(&world).await;
        assert_eq!(counts(cast.chika).await.unwrap().saved, [(inner, Some(1))].into(), "each says so for itself");
        let kept = world.desk.ask(Actor::System, |read| Ok(store::ticket::seats::all(read)?)).await.unwrap();
        assert!(kept.iter().all(|seat| seat.view == inner), "and none is kept");
        urgent(&world, &cast).await;
        settled(&world).await;
        let page = seen_by(&world, cast.chika, move |read| ticket::list(read, View::Saved(view), None, 50)).await.unwrap();
        assert_eq!(page.lines.len(), 2);
        by(&world, cast.ben, move |tx| ticket::change_view(tx, view, None, wish(Audience::Everyone, URGENT), 2)).await.unwrap();
        settled(&world).await;
        assert_eq!(counted_by(&world, cast.chika, view).await, Some(2), "counted anew from the first ticket on");
    }

    async fn who_wants_no_numbers_has_none_kept(world: World) {
        let cast = world.cast().await;
        let view = built(&world, cast.ben, Audience::Everyone, MINE).await;
        settled(&world).await;
        let kept = async || {
            let seats = world.desk.ask(Actor::System, |read| Ok(store::ticket::seats::all(read)?)).await.unwrap();
            seats.iter().filter(|seat| seat.person == Some(cast.chika)).count()
        };
        assert_eq!(kept().await, 1);
        by(&world, cast.chika, |tx| service::people::show_numbers(tx, false)).await.unwrap();
        settled(&world).await;
        assert_eq!(kept().await, 0);
        assert!(!seen_by(&world, cast.chika, service::people::sees_numbers).await.unwrap());
        assert!(seen_by(&world, cast.dai, service::people::sees_numbers).await.unwrap(), "for oneself alone");
        let (number, chika) = (asked(&world, &cast).await.number, cast.chika);
        by(&world, chika, move |tx| ticket::assign(tx, number, Some(chika), None)).await.unwrap();
        by(&world, chika, |tx| service::people::show_numbers(tx, true)).await.unwrap();
        settled(&world).await;
        assert_eq!(counted_by(&world, chika, view).await, Some(1));
        assert_missing(by(&world, cast.kei, |tx| service::people::show_numbers(tx, false)).await);
    }

    async fn snoozed_tickets_stay_where_a_view_asks_for_no_place(world: World) {
        let cast = world.cast().await;
        let number = urgent(&world, &cast).await;
        let view = built(&world, cast.chika, Audience::Mine, URGENT).await;
        by(&world, cast.chika, move |tx| ticket::snooze(tx, number, Snooze::UntilReply, None)).await.unwrap();
        settled(&world).await;
        assert_eq!(counted_by(&world, cast.chika, view).await, Some(1));
    }

    async fn a_count_follows_what_hangs_on_a_ticket(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let (id, number, other) = (ticket.id, ticket.number, asked(&world, &cast).await.number);
        let asks = |field: &str| format!(r#"{{"all":[{{"field":"{field}","operator":"yes"}}]}}"#);
        let worked = r#"{"all":[{"field":"minutes_worked","operator":"least","value":30}]}"#.to_owned();
        let mut views = Vec::new();
        for condition in [asks("open_task"), asks("has_incidents"), asks("has_problem"), worked] {
            views.push(built(&world, cast.ben, Audience::Everyone, &condition).await);
        }
        let counted = async || {
            settled(&world).await;
            let mut all = Vec::new();
            for view in &views {
                all.push(counted_by(&world, cast.chika, *view).await);
            }
            all
        };
        assert_eq!(counted().await, [Some(0); 4]);
        by(&world, cast.chika, move |tx| {
            let what = TaskFacts { text: "Call back".into(), ..TaskFacts::default() };
            ticket::add_task(tx, number, what)?;
            ticket::link(tx, number, other, Relation::Incident, None)?;
            let what = TimeFacts { minutes: 30, activity: None, at: testing::START, day: None, note: String::new() };
            ticket::log_time(tx, number, what)
        }).await.unwrap();
        assert_eq!(counted().await, [Some(1); 4]);
        by(&world, cast.chika, move |tx| {
            let task = store::ticket::tasks::of(tx, &[id])?[0].id;
            ticket::finish_task(tx, number, task)?;
            ticket::unlink(tx, number, other, None)?;
            let time = store::ticket::times::of(tx, &[id])?[0].id;
            ticket::remove_time(tx, number, time)
        }).await.unwrap();
        assert_eq!(counted().await, [Some(0); 4]);
    }

    async fn a_count_follows_what_becomes_of_another_ticket(world: World) {
        let cast = world.cast().await;
        let (number, before, home) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number, asked(&world, &cast).await.number);
        let view = built(&world, cast.ben, Audience::Everyone, BLOCKED).await;
        let counted = async || {
            settled(&world).await;
            counted_by(&world, cast.chika, view).await
        };
        let (open, solved) = (status(&world, Category::Open).await, status(&world, Category::Solved).await);
        let set = |which: TicketNumber, to| by(&world, cast.chika, move |tx| ticket::set_status(tx, which, to, None));
        by(&world, cast.chika, move |tx| ticket::link(tx, number, before, Relation::Blocker, None)).await.unwrap();
        assert_eq!(counted().await, Some(1));
        set(before, solved).await.unwrap();
        assert_eq!(counted().await, Some(0));
        set(before, open).await.unwrap();
        assert_eq!(counted().await, Some(1));
        by(&world, cast.chika, move |tx| ticket::merge(tx, before, home, None)).await.unwrap();
        assert_eq!(counted().await, Some(1));
        set(home, solved).await.unwrap();
        assert_eq!(counted().await, Some(0));
    }

    async fn a_count_of_whoever_matters_follows_them_and_their_organisation(world: World) {
        let cast = world.cast().await;
        asked(&world, &cast).await;
        let view = built(&world, cast.chika, Audience::Mine, VIPS).await;
        let counted = || async {
            settled(&world).await;
            counted_by(&world, cast.chika, view).await
        };
        assert_eq!(counted().await, Some(0));
        by(&world, cast.chika, move |tx| service::people::set_tier(tx, cast.kei, Tier::Vip)).await.unwrap();
        assert_eq!(counted().await, Some(1));
        by(&world, cast.chika, move |tx| service::people::set_tier(tx, cast.kei, Tier::Standard)).await.unwrap();
        assert_eq!(counted().await, Some(0));
        let company = by(&world, cast.chika, |tx| {
            let company = service::people::create_organization(tx, "Customer")?;
            service::people::add_domain(tx, company.id, "customer.example")
        }).await.unwrap();
        let (id, about) = (company.id, About { tier: Tier::Vip, ..company.about });
        by(&world, cast.chika, move |tx| service::people::describe_organization(tx, id, about, company.version)).await.unwrap();
        assert_eq!(counted().await, Some(1));
        let leaving = by(&world, cast.chika, move |tx| service::people::panel(tx, cast.kei)).await.unwrap().person;
        let wish = Profile { organization: None, ..leaving.profile() };
        by(&world, cast.chika, move |tx| service::people::edit_person(tx, cast.kei, wish, leaving.version)).await.unwrap();
        assert_eq!(counted().await, Some(0));
    }
}
