//! Tickets that have to do with each other: linked, split, copied, answered together.

use crate::desk_work::*;
use base::Address;
use desk::Refusal;
use desk::channel::GuardWish;
use desk::conversation::MessageId;
use desk::notification::Stream;
use desk::people::PersonId;
use desk::ticket::{Category, Kind, MOST_LINKED_AT_ONCE, Origin, Place, Relation, Ticket, TicketNumber};
use service::channel;
use service::conversation::{self, Compose, Incoming};
use service::ticket::{self, Entry, Gathered, NewTicket, ToAll};
use std::time::Duration;
use testing::{Cast, START, World, email};

async fn asked_in(world: &World, team: desk::people::TeamId, who: PersonId, subject: &'static str) -> Ticket {
    let first = Incoming::said(who, Origin::Mail, "It leaks here too.");
    system(world, move |tx| ticket::create(tx, NewTicket::asked(subject, who, team, first))).await
}

/// What others are to a ticket, as somebody sees it.
async fn links(world: &World, who: PersonId, number: TicketNumber) -> Vec<(Relation, TicketNumber)> {
    let page = seen_by(world, who, move |read| ticket::page(read, number)).await.unwrap();
    page.depth.linked.iter().map(|one| (one.relation, one.line.ticket.number)).collect()
}

/// The kinds of the changes on a ticket's page, as somebody sees it.
async fn told(world: &World, who: PersonId, number: TicketNumber) -> Vec<&'static str> {
    let page = seen_by(world, who, move |read| ticket::page(read, number)).await.unwrap();
    let event = |entry: Entry| match entry {
        Entry::Event(happened) => Some(happened.recorded.event.kind()),
        Entry::Message(_) | Entry::Side(_) => None,
    };
    page.timeline.into_iter().filter_map(event).collect()
}

/// Kei writes once more, by mail, and it is another matter.
async fn second(world: &World, cast: &Cast, number: TicketNumber) -> MessageId {
    let said = Incoming {
        from: Some(Address::new("Kei Tanaka", email("kei@customer.example"))),
        message_id: Some("second@customer.example".into()),
        subject: "And an invoice".into(),
        ..Incoming::said(cast.kei, Origin::Mail, "Please send an invoice as well.")
    };
    system(world, move |tx| conversation::incoming(tx, number, said)).await
}

fn to_all(compose: Compose) -> ToAll {
    ToAll { compose, ..ToAll::default() }
}

/// Chika's problem with the incidents of Kei and Mio.
async fn problem_with_two(world: &World, cast: &Cast) -> (TicketNumber, TicketNumber, TicketNumber) {
    let problem = asked_in(world, cast.support, cast.stranger, "All kettles leak").await.number;
    let (one, two) = (asked(world, cast).await.number, asked_in(world, cast.support, cast.mio, "Leaks").await.number);
    for incident in [one, two] {
        by(world, cast.chika, move |tx| ticket::link(tx, problem, incident, Relation::Incident, None)).await.unwrap();
    }
    (problem, one, two)
}

testing::on_both! {
    async fn a_link_stands_on_both_and_undo_takes_it_from_both(world: World) {
        let cast = world.cast().await;
        let (one, two) = (asked(&world, &cast).await, asked(&world, &cast).await);
        let (a, b) = (one.number, two.number);
        by(&world, cast.chika, move |tx| ticket::link(tx, a, b, Relation::Parent, None)).await.unwrap();
        assert_eq!(links(&world, cast.chika, a).await, [(Relation::Parent, b)]);
        assert_eq!(links(&world, cast.chika, b).await, [(Relation::Child, a)]);
        assert_refused(by(&world, cast.chika, move |tx| ticket::link(tx, b, a, Relation::Related, None)).await, Refusal::AlreadyLinked);
        let linked = position(&world, &one, "ticket_linked").await;
        let mirrored = position(&world, &two, "ticket_linked").await;
        by(&world, cast.chika, move |tx| ticket::undo(tx, linked)).await.unwrap();
        assert_eq!((links(&world, cast.chika, a).await, links(&world, cast.chika, b).await), (vec![], vec![]));
        assert_refused(by(&world, cast.chika, move |tx| ticket::undo(tx, mirrored)).await, Refusal::ChangedSince);
    }

    async fn links_never_lead_in_a_circle(world: World) {
        let cast = world.cast().await;
        let (a, b, c) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number, asked(&world, &cast).await.number);
        by(&world, cast.chika, move |tx| ticket::link(tx, a, b, Relation::Blocked, None)).await.unwrap();
        by(&world, cast.chika, move |tx| ticket::link(tx, b, c, Relation::Blocked, None)).await.unwrap();
        assert_refused(by(&world, cast.chika, move |tx| ticket::link(tx, c, a, Relation::Blocked, None)).await, Refusal::LinkLoop);
        assert_refused(by(&world, cast.chika, move |tx| ticket::link(tx, a, c, Relation::Blocker, None)).await, Refusal::LinkLoop);
        assert_refused(by(&world, cast.chika, move |tx| ticket::link(tx, a, a, Relation::Related, None)).await, Refusal::SameTicket);
        by(&world, cast.chika, move |tx| ticket::link(tx, c, a, Relation::Related, None)).await.unwrap();
    }

    async fn several_numbers_are_linked_at_once_or_none_of_them(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let (number, one, two) = (ticket.number, asked(&world, &cast).await.number, asked(&world, &cast).await.number);
        let link = |typed: String| by(&world, cast.chika, move |tx| ticket::link_typed(tx, number, &typed, Relation::Incident, None));
        let left = link(format!("{one}、 999999\nsoon #{two} {one}")).await.unwrap();
        let unknown = |typed: &str| (typed.to_owned(), Refusal::NoSuchTicket.key());
        assert_eq!(left, Gathered::Left(vec![unknown("999999"), unknown("soon")]));
        assert_eq!((links(&world, cast.chika, number).await, now(&world, number).await.kind), (vec![], ticket.kind));
        let Gathered::Linked(Some(linked)) = link(format!("{one}, ＃{two}　")).await.unwrap() else { panic!("both will do") };
        assert_eq!(links(&world, cast.chika, number).await, [(Relation::Incident, one), (Relation::Incident, two)]);
        assert_eq!(now(&world, number).await.kind, Kind::Problem);
        by(&world, cast.chika, move |tx| ticket::undo(tx, linked)).await.unwrap();
        assert_eq!((links(&world, cast.chika, number).await, now(&world, number).await.kind), (vec![], ticket.kind), "all of it at once");
        link(one.to_string()).await.unwrap();
        let again = (one.to_string(), Refusal::AlreadyLinked.key());
        assert_eq!(link(format!("{two};{one}")).await.unwrap(), Gathered::Left(vec![again]));
        assert_refused(link("soon, later".into()).await, Refusal::NoSuchTicket);
        let many: Vec<String> = (0..=MOST_LINKED_AT_ONCE).map(|nth| (900_000 + nth).to_string()).collect();
        assert_refused(link(many.join(" ")).await, Refusal::TooManyNumbers);
        assert_missing(by(&world, cast.eve, move |tx| ticket::link_typed(tx, number, "soon", Relation::Related, None)).await);
    }

    async fn who_waits_is_told_when_the_last_before_it_is_done_and_when_it_has_to_wait_again(world: World) {
        let cast = world.cast().await;
        let (number, one, two) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number, asked(&world, &cast).await);
        let last = two.number;
        by(&world, cast.chika, move |tx| {
            ticket::link(tx, number, one, Relation::Blocker, None)?;
            ticket::link(tx, last, number, Relation::Blocked, None)
        }).await.unwrap();
        let solved = status(&world, Category::Solved).await;
        let solve = |which: TicketNumber| by(&world, cast.chika, move |tx| ticket::set_status(tx, which, solved, None));
        let heard = async || {
            let kinds = told(&world, cast.chika, number).await;
            kinds.into_iter().filter(|kind| kind.ends_with("blocked")).collect::<Vec<_>>()
        };
        solve(one).await.unwrap();
        assert!(heard().await.is_empty(), "one is left");
        solve(last).await.unwrap();
        assert_eq!(heard().await, ["ticket_unblocked"]);
        let done = position(&world, &two, "status_changed").await;
        by(&world, cast.chika, move |tx| ticket::undo(tx, done)).await.unwrap();
        assert_eq!(heard().await.last(), Some(&"ticket_blocked"));
        by(&world, cast.chika, move |tx| ticket::trash(tx, last, None)).await.unwrap();
        assert_eq!(heard().await.last(), Some(&"ticket_unblocked"));
        system(&world, move |tx| conversation::incoming(tx, last, Incoming::said(cast.kei, Origin::Mail, "It leaks again."))).await;
        assert_eq!(heard().await.last(), Some(&"ticket_blocked"), "a message brings it back");
        let home = asked(&world, &cast).await.number;
        by(&world, cast.chika, move |tx| ticket::merge(tx, last, home, None)).await.unwrap();
        assert_eq!(heard().await.len(), 4, "it lives on there");
        solve(home).await.unwrap();
        let all = ["ticket_unblocked", "ticket_blocked", "ticket_unblocked", "ticket_blocked", "ticket_unblocked"];
        assert_eq!(heard().await, all);
    }

    async fn what_went_into_the_ticket_itself_keeps_it_from_nothing_and_others_are_not_spoken_of(world: World) {
        let cast = world.cast().await;
        let (number, before) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number);
        let secret = asked_in(&world, cast.billing, cast.mio, "Secret").await.number;
        by(&world, cast.ben, move |tx| {
            ticket::link(tx, number, before, Relation::Blocker, None)?;
            ticket::merge(tx, before, number, None)
        }).await.unwrap();
        assert!(told(&world, cast.chika, number).await.contains(&"ticket_unblocked"));
        let solved = status(&world, Category::Solved).await;
        let other = asked(&world, &cast).await.number;
        by(&world, cast.ben, move |tx| {
            ticket::link(tx, other, secret, Relation::Blocker, None)?;
            ticket::set_status(tx, secret, solved, None)
        }).await.unwrap();
        assert!(told(&world, cast.ben, other).await.contains(&"ticket_unblocked"));
        assert!(!told(&world, cast.dai, other).await.contains(&"ticket_unblocked"), "Dai does not see what it waited for");
    }

    async fn what_is_not_yours_is_not_linked_and_not_told(world: World) {
        let cast = world.cast().await;
        let (mine, theirs) = (asked(&world, &cast).await, asked_in(&world, cast.billing, cast.mio, "Secret").await);
        let (a, b) = (mine.number, theirs.number);
        by(&world, cast.ben, move |tx| ticket::link(tx, a, b, Relation::Related, None)).await.unwrap();
        assert_eq!(links(&world, cast.ben, a).await, [(Relation::Related, b)]);
        assert_eq!(links(&world, cast.dai, a).await, [], "Dai reads support alone");
        assert!(!told(&world, cast.dai, a).await.contains(&"ticket_linked"));
        assert!(told(&world, cast.ben, a).await.contains(&"ticket_linked"));
        let place = position(&world, &mine, "ticket_linked").await;
        for (who, seen) in [(cast.ben, true), (cast.dai, false)] {
            let happened = seen_by(&world, who, move |read| service::happened(read, place)).await.unwrap();
            let activity = seen_by(&world, who, |read| service::activity(read, Stream::default(), None, 50)).await.unwrap();
            let listed = activity.found.events.iter().any(|one| one.place.position == place);
            assert_eq!((happened.is_some(), listed), (seen, seen));
        }
        let c = asked(&world, &cast).await.number;
        assert_refused(by(&world, cast.dai, move |tx| ticket::link(tx, a, c, Relation::Related, None)).await, Refusal::NotAllowed);
    }

    async fn a_problem_is_called_one_and_all_its_incidents_are_answered_each_by_a_letter(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let problem = asked_in(&world, cast.support, cast.stranger, "All kettles leak").await.number;
        let (one, two) = (asked(&world, &cast).await.number, asked_in(&world, cast.support, cast.mio, "Leaks").await.number);
        for incident in [one, two] {
            by(&world, cast.chika, move |tx| ticket::link(tx, problem, incident, Relation::Incident, None)).await.unwrap();
        }
        assert_eq!(now(&world, problem).await.kind, Kind::Problem);
        let solved = status(&world, Category::Solved).await;
        let said = to_all(Compose { text: "We send you a new handle.".into(), status_after: Some(solved), ..Compose::default() });
        assert_refused(by(&world, cast.chika, { let said = said.clone(); move |tx| ticket::answer_incidents(tx, problem, &[], &said) }).await, Refusal::NothingChosen);
        let done = by(&world, cast.chika, move |tx| ticket::answer_incidents(tx, problem, &[one, two], &said)).await.unwrap();
        assert!(done.iter().all(|(_, done)| done.is_ok()), "{done:?}");
        for incident in [one, two] {
            let ticket = now(&world, incident).await;
            assert_eq!(ticket.category, Category::Solved);
            assert!(last_kinds(&world, &ticket, 4).await.contains(&"message_sent"));
        }
        let letters = world.desk.ask(desk::Actor::System, move |read| {
            let one = store::ticket::tickets::load(read, one)?.unwrap();
            Ok(store::channel::letters::of_ticket(read, one.id)?)
        }).await.unwrap();
        let to: Vec<String> = letters[0].deliveries.iter().map(|delivery| delivery.address.to_string()).collect();
        assert_eq!(to, ["kei@customer.example"], "nobody sees whom else it was sent to");
    }

    async fn what_went_into_a_problem_brings_its_incidents_along(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let (problem, one, two) = problem_with_two(&world, &cast).await;
        let target = asked_in(&world, cast.support, cast.stranger, "Handles come off").await.number;
        by(&world, cast.chika, move |tx| ticket::merge(tx, problem, target, None)).await.unwrap();
        let shown = seen_by(&world, cast.chika, move |read| ticket::incidents(read, target)).await.unwrap().1;
        assert_eq!(shown.iter().map(|line| line.ticket.number).collect::<Vec<_>>(), [one, two]);
        let said = to_all(Compose { text: "We send you a new handle.".into(), ..Compose::default() });
        let done = by(&world, cast.chika, move |tx| ticket::answer_incidents(tx, target, &[one, two], &said)).await.unwrap();
        assert!(done.len() == 2 && done.iter().all(|(_, done)| done.is_ok()), "{done:?}");
        let third = asked(&world, &cast).await.number;
        let prospect = seen_by(&world, cast.chika, move |read| ticket::merge_prospect(read, target, third)).await.unwrap();
        assert_eq!(prospect.links, 2, "they would be shown there as well");
    }

    async fn what_guards_warn_of_is_looked_at_before_any_incident_is_answered(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let wish = GuardWish { name: "Prices?".into(), words: vec!["price".into()], ..GuardWish::default() };
        by(&world, cast.aya, |tx| channel::create_guard(tx, wish)).await.unwrap();
        let (problem, one, two) = problem_with_two(&world, &cast).await;
        let said = |confirmed| to_all(Compose { text: "The price is 7.".into(), confirmed, ..Compose::default() });
        let answer = |confirmed| by(&world, cast.chika, move |tx| ticket::answer_incidents(tx, problem, &[one, two], &said(confirmed)));
        assert_refused(answer(false).await, Refusal::GuardWarns);
        for incident in [one, two] {
            assert!(!last_kinds(&world, &now(&world, incident).await, 9).await.contains(&"message_sent"), "nobody is answered");
        }
        let warned = seen_by(&world, cast.chika, move |read| ticket::incident_warnings(read, problem, &[one, two], &said(false)));
        assert_eq!(warned.await.unwrap(), ["Prices?"], "once, whomever it is said to");
        assert!(answer(true).await.unwrap().iter().all(|(_, done)| done.is_ok()));
    }

    async fn an_incident_on_which_one_writes_is_left_alone(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let (problem, one, two) = problem_with_two(&world, &cast).await;
        by(&world, cast.chika, move |tx| conversation::save_draft(tx, one, begun("Dear Kei", 1))).await.unwrap();
        let said = to_all(Compose { text: "We send you a new handle.".into(), ..Compose::default() });
        let done = by(&world, cast.chika, move |tx| ticket::answer_incidents(tx, problem, &[one, two], &said)).await.unwrap();
        let told: Vec<_> = done.into_iter().map(|(number, done)| (number, done.err().map(|error| error.to_string()))).collect();
        assert!(told.iter().all(|(number, error)| error.is_some() == (*number == one)), "{told:?}");
        let draft = by(&world, cast.chika, move |tx| conversation::draft(tx, one)).await.unwrap();
        assert_eq!(draft.unwrap().text, "Dear Kei");
    }

    async fn what_is_split_off_goes_with_its_thread_and_comes_back_as_it_was(world: World) {
        let cast = world.cast().await;
        let source = asked(&world, &cast).await;
        let number = source.number;
        let message = second(&world, &cast, number).await;
        let made = by(&world, cast.chika, move |tx| conversation::split(tx, number, &apart(vec![message]), None)).await.unwrap();
        assert_eq!((made.subject.as_str(), made.messages, made.requester), ("And an invoice", 1, cast.kei));
        assert_eq!(now(&world, number).await.messages, 1);
        assert_eq!(links(&world, cast.chika, made.number).await, [(Relation::Related, number)]);
        let holders = world.desk.ask(desk::Actor::System, |read| Ok(store::conversation::graph::tickets(read, "second@customer.example")?)).await;
        assert_eq!(holders.unwrap(), [made.id], "what answers it follows");
        let into = made.number;
        let page = seen_by(&world, cast.kei, move |read| ticket::public_page(read, into)).await.unwrap();
        assert_eq!(page.messages.len(), 1);
        assert_counters_follow(&world).await;
        let split = position(&world, &source, "ticket_split").await;
        by(&world, cast.chika, move |tx| ticket::undo(tx, split)).await.unwrap();
        let (back, gone) = (now(&world, number).await, now(&world, into).await);
        assert_eq!((back.messages, gone.messages, gone.place()), (2, 0, Place::Trash));
        assert_eq!(links(&world, cast.chika, number).await, []);
        assert_counters_follow(&world).await;
    }

    async fn neither_all_nor_what_we_wrote_is_split_off(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let number = asked(&world, &cast).await.number;
        let second = second(&world, &cast, number).await;
        let first = seen_by(&world, cast.chika, move |read| conversation::splittable(read, number)).await.unwrap().1[0].0.id;
        assert_refused(by(&world, cast.chika, move |tx| conversation::split(tx, number, &apart(vec![first, second]), None)).await, Refusal::OnlyMessage);
        assert_refused(by(&world, cast.chika, move |tx| conversation::split(tx, number, &apart(vec![]), None)).await, Refusal::NothingChosen);
        let reply = by(&world, cast.chika, move |tx| conversation::reply(tx, number, to_kei("Yes."))).await.unwrap();
        assert_refused(by(&world, cast.chika, move |tx| conversation::split(tx, number, &apart(vec![reply]), None)).await, Refusal::OwnMessageStays);
        assert_refused(by(&world, cast.dai, move |tx| conversation::split(tx, number, &apart(vec![second]), None)).await, Refusal::NotAllowed);
        assert_missing(by(&world, cast.eve, move |tx| conversation::split(tx, number, &apart(vec![second]), None)).await);
    }

    async fn what_is_copied_to_a_ticket_of_its_own_stays_as_well(world: World) {
        let cast = world.cast().await;
        let source = asked(&world, &cast).await;
        let number = source.number;
        let second = second(&world, &cast, number).await;
        let called = Compose { text: "We look into it.".into(), ..Compose::default() };
        let ours = by(&world, cast.chika, move |tx| conversation::log_our_call(tx, number, called)).await.unwrap();
        let wish = move || conversation::Apart {
            copied: true,
            priority: Some(desk::ticket::Priority::High),
            assignee: Some(cast.ben),
            ..apart(vec![ours, second])
        };
        let made = by(&world, cast.chika, move |tx| conversation::split(tx, number, &wish(), None)).await.unwrap();
        assert_eq!((made.messages, made.priority, made.assignee), (2, desk::ticket::Priority::High, Some(cast.ben)));
        assert!(made.first_replied_at.is_some(), "what we said is there too");
        assert_eq!(now(&world, number).await.messages, 3, "nothing has gone");
        let holders = world.desk.ask(desk::Actor::System, |read| Ok(store::conversation::graph::tickets(read, "second@customer.example")?)).await;
        assert_eq!(holders.unwrap(), [source.id], "what answers it stays here");
        let into = made.number;
        let page = seen_by(&world, cast.kei, move |read| ticket::public_page(read, into)).await.unwrap();
        assert_eq!(page.messages.len(), 2);
        let elsewhere = conversation::Apart { team: Some(cast.billing), ..apart(vec![second]) };
        assert_refused(by(&world, cast.chika, move |tx| conversation::split(tx, number, &elsewhere, None)).await, Refusal::NotAllowed);
        assert_counters_follow(&world).await;
        let copied = position(&world, &source, "ticket_copied").await;
        by(&world, cast.chika, move |tx| ticket::undo(tx, copied)).await.unwrap();
        assert_eq!((now(&world, into).await.place(), now(&world, number).await.messages), (Place::Trash, 3));
    }

    async fn a_copy_has_the_same_people_and_first_words(world: World) {
        let cast = world.cast().await;
        let source = asked(&world, &cast).await;
        let number = source.number;
        let copy = by(&world, cast.chika, move |tx| ticket::copy(tx, number, None, None)).await.unwrap();
        assert_eq!((copy.subject.as_str(), copy.requester, copy.team, copy.messages), ("The kettle leaks", cast.kei, cast.support, 1));
        assert_eq!(links(&world, cast.chika, copy.number).await, [(Relation::Related, number)]);
        let copied = position(&world, &source, "ticket_copied").await;
        let second = second(&world, &cast, number).await;
        let other = by(&world, cast.chika, move |tx| {
            ticket::set_deadline(tx, number, Some(START.plus(Duration::from_secs(86_400))), None)?;
            ticket::copy(tx, number, Some(second), None)
        }).await.unwrap();
        assert_eq!((other.preview.as_str(), other.deadline), ("Please send an invoice as well.", Some(START.plus(Duration::from_secs(86_400)))));
        let nobody = asked(&world, &cast).await.number;
        assert_missing(by(&world, cast.chika, move |tx| ticket::copy(tx, nobody, Some(second), None)).await);
        by(&world, cast.chika, move |tx| ticket::undo(tx, copied)).await.unwrap();
        assert_eq!(now(&world, copy.number).await.place(), Place::Trash);
        assert_counters_follow(&world).await;
    }
}
