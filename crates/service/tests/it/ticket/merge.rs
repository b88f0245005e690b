//! Two tickets become one, and two again.

use crate::desk_work::*;
use base::{CleanHtml, Moment};
use desk::Refusal;
use desk::conversation::SideDraft;
use desk::people::PersonId;
use desk::ticket::{Category, Origin, Place, Ticket, TicketNumber, View};
use service::conversation::{self, Begun, Beside, Incoming};
use service::ticket::{self, Entry, NewTicket};
use std::time::Duration;
use testing::{Cast, World};

/// Mio asks about the same kettle.
async fn asked_by_mio(world: &World, cast: &Cast) -> Ticket {
    let (mio, support) = (cast.mio, cast.support);
    let first = Incoming::said(mio, Origin::Mail, "Ours leaks too.");
    let ticket = system(world, move |tx| ticket::create(tx, NewTicket::asked("Leaking", mio, support, first))).await;
    let number = ticket.number;
    by(world, cast.chika, move |tx| {
        let tags = ticket::tags_named(tx, &["leak".into()])?;
        ticket::set_tags(tx, number, tags, None)
    })
    .await
    .unwrap()
}

/// What stands in the timeline: each message's beginning and where it came from.
async fn said(world: &World, who: PersonId, number: TicketNumber) -> Vec<(String, Option<TicketNumber>)> {
    let page = seen_by(world, who, move |read| ticket::page(read, number)).await.unwrap();
    let said = page.timeline.into_iter().filter_map(|entry| match entry {
        Entry::Message(said) => Some((said.message.text, said.came_from)),
        Entry::Event(_) | Entry::Side(_) => None,
    });
    said.collect()
}

/// Three of Kei's and one of Mio's.
async fn four(world: &World, cast: &Cast) -> Vec<TicketNumber> {
    let mut numbers = Vec::new();
    for _ in 0..3 {
        numbers.push(asked(world, cast).await.number);
    }
    numbers.push(asked_by_mio(world, cast).await.number);
    numbers
}

testing::on_both! {
    async fn many_become_one_at_once_and_all_of_them_come_back(world: World) {
        let cast = world.cast().await;
        let numbers = four(&world, &cast).await;
        let (ticked, into) = (numbers.clone(), numbers[1]);
        let offered = seen_by(&world, cast.chika, move |read| ticket::to_merge(read, &ticked)).await.unwrap();
        assert_eq!(offered.iter().map(|line| line.ticket.number).collect::<Vec<_>>(), numbers, "the oldest first");
        world.clock.advance(Duration::from_secs(1));
        let ticked = numbers.clone();
        let (run, told) = by(&world, cast.chika, move |tx| ticket::merge_many(tx, &ticked, into, "open")).await.unwrap();
        assert_eq!((run.changed, run.kept), (3, 0), "{told:?}");
        let one = now(&world, into).await;
        assert_eq!((one.messages, one.tags.len()), (4, 1));
        for number in &numbers {
            assert_eq!(now(&world, *number).await.number, into);
        }
        let counts = seen_by(&world, cast.chika, ticket::counts).await.unwrap();
        assert_eq!(counts.of(View::AllOpen), 1);
        let page = seen_by(&world, cast.chika, move |read| ticket::run_page(read, run.id, None, 10)).await.unwrap();
        assert!(page.outcomes.len() == 3 && page.outcomes.iter().all(|outcome| outcome.reason.is_empty()), "{page:?}");
        // The same page sent once more finds one ticket, and changes nothing.
        let ticked = numbers.clone();
        assert_refused(by(&world, cast.chika, move |tx| ticket::merge_many(tx, &ticked, into, "open")).await, Refusal::MergeSome);
        world.clock.advance(Duration::from_secs(1));
        by(&world, cast.chika, move |tx| ticket::undo_run(tx, run.id)).await.unwrap();
        for number in &numbers {
            let back = now(&world, *number).await;
            assert_eq!((back.number, back.messages), (*number, 1));
        }
        assert!(now(&world, into).await.tags.is_empty(), "what came along has gone along");
        let counts = seen_by(&world, cast.chika, ticket::counts).await.unwrap();
        assert_eq!(counts.of(View::AllOpen), 4);
        assert_counters_follow(&world).await;
    }

    async fn many_become_one_only_where_there_are_several_of_them(world: World) {
        let cast = world.cast().await;
        let numbers = four(&world, &cast).await;
        let into = numbers[0];
        let some = |many: usize| numbers.iter().copied().cycle().take(many).collect::<Vec<_>>();
        for ticked in [some(0), some(1), vec![into, into]] {
            let again = ticked.clone();
            assert_refused(seen_by(&world, cast.chika, move |read| ticket::to_merge(read, &again)).await, Refusal::MergeSome);
            assert_refused(by(&world, cast.chika, move |tx| ticket::merge_many(tx, &ticked, into, "open")).await, Refusal::MergeSome);
        }
        let ticked = some(3);
        let apart = numbers[3];
        assert_refused(by(&world, cast.chika, move |tx| ticket::merge_many(tx, &ticked, apart, "open")).await, Refusal::FormIncomplete);
        // Where one of them is not there, the others go all the same.
        let gone = vec![into, numbers[1], TicketNumber(999_999)];
        let (run, told) = by(&world, cast.chika, move |tx| ticket::merge_many(tx, &gone, into, "open")).await.unwrap();
        assert_eq!((run.changed, run.kept), (1, 1), "{told:?}");
        assert_eq!(told[0], (TicketNumber(999_999), Some("bulk-gone")));
    }

    async fn each_of_the_tickets_that_became_one_can_be_read_for_itself(world: World) {
        let cast = world.cast().await;
        let (source, target) = (asked(&world, &cast).await, asked_by_mio(&world, &cast).await);
        by(&world, cast.chika, move |tx| ticket::merge(tx, source.number, target.number, None)).await.unwrap();
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, target.number)).await.unwrap();
        let of = |number| page.timeline.iter().filter(|entry| page.belongs(entry, number)).collect::<Vec<_>>();
        let (own, other) = (of(target.number), of(source.number));
        assert_eq!(own.len() + other.len(), page.timeline.len(), "each word belongs to one of them");
        let texts = |entries: &[&Entry]| -> Vec<String> {
            entries.iter().filter_map(|entry| match entry {
                Entry::Message(said) => Some(said.message.text.clone()),
                Entry::Event(_) | Entry::Side(_) => None,
            }).collect()
        };
        assert_eq!(texts(&own), ["Ours leaks too."]);
        assert_eq!(texts(&other).len(), 1);
        assert!(of(TicketNumber(1)).is_empty());
    }

    async fn both_timelines_become_one_and_say_where_each_word_came_from(world: World) {
        let cast = world.cast().await;
        let (source, target) = (asked(&world, &cast).await, asked_by_mio(&world, &cast).await);
        let (from, into) = (source.number, target.number);
        let merged = by(&world, cast.chika, move |tx| ticket::merge(tx, from, into, None)).await.unwrap();
        assert_eq!((merged.number, merged.messages), (into, 2));
        let told = said(&world, cast.chika, into).await;
        assert_eq!(told, [("My kettle leaks at the handle.".into(), Some(from)), ("Ours leaks too.".into(), None)]);
        let counts = seen_by(&world, cast.chika, ticket::counts).await.unwrap();
        assert_eq!(counts.of(View::AllOpen), 1);
        assert_counters_follow(&world).await;
    }

    async fn the_old_number_leads_to_the_target_for_agents_and_requesters(world: World) {
        let cast = world.cast().await;
        let (source, target) = (asked(&world, &cast).await, asked_by_mio(&world, &cast).await);
        let (from, into) = (source.number, target.number);
        by(&world, cast.chika, move |tx| ticket::merge(tx, from, into, None)).await.unwrap();
        assert_eq!(now(&world, from).await.number, into);
        let page = seen_by(&world, cast.kei, move |read| ticket::public_page(read, from)).await.unwrap();
        assert_eq!((page.number, page.messages.len()), (into, 2), "Kei is in copy now");
        let mine = seen_by(&world, cast.kei, |read| ticket::mine(read, None, 10)).await.unwrap();
        assert_eq!(mine.lines.iter().map(|line| line.number).collect::<Vec<_>>(), [into]);
        let more = by(&world, cast.kei, move |tx| ticket::answer(tx, from, "One more thing.", Vec::new())).await.unwrap();
        assert_eq!(more.number, into);
    }

    async fn people_tags_and_followers_come_along(world: World) {
        let cast = world.cast().await;
        let (target, source) = (asked(&world, &cast).await, asked_by_mio(&world, &cast).await);
        let (from, into, ben) = (source.number, target.number, cast.ben);
        by(&world, cast.ben, move |tx| ticket::follow(tx, from, ben, None)).await.unwrap();
        let prospect = seen_by(&world, cast.chika, move |read| ticket::merge_prospect(read, from, into)).await.unwrap();
        assert_eq!((prospect.joining.len(), prospect.tags.len()), (1, 1));
        by(&world, cast.chika, move |tx| ticket::merge(tx, from, into, None)).await.unwrap();
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, into)).await.unwrap();
        assert_eq!(page.participants.iter().map(|person| person.id).collect::<Vec<_>>(), [cast.mio]);
        assert!(page.followers.contains(&cast.ben));
        assert_eq!(page.ticket.tags, source.tags);
    }

    async fn taking_it_back_restores_both(world: World) {
        let cast = world.cast().await;
        let (target, source) = (asked(&world, &cast).await, asked_by_mio(&world, &cast).await);
        let (from, into) = (source.number, target.number);
        let before = (now(&world, from).await, now(&world, into).await);
        by(&world, cast.chika, move |tx| ticket::merge(tx, from, into, None)).await.unwrap();
        let absorbed = position(&world, &target, "ticket_absorbed").await;
        by(&world, cast.chika, move |tx| ticket::undo(tx, absorbed)).await.unwrap();
        let after = (now(&world, from).await, now(&world, into).await);
        for (was, is) in [(&before.0, &after.0), (&before.1, &after.1)] {
            let (version, updated_at) = (is.version, is.updated_at);
            assert_eq!(Ticket { version, updated_at, ..was.clone() }, *is);
        }
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, into)).await.unwrap();
        assert_eq!(page.participants, []);
        assert_eq!(said(&world, cast.chika, from).await, [("Ours leaks too.".into(), None)]);
        assert_counters_follow(&world).await;
    }

    async fn what_came_after_the_merge_stays_where_it_was_said(world: World) {
        let cast = world.cast().await;
        let (target, source) = (asked(&world, &cast).await, asked_by_mio(&world, &cast).await);
        let (from, into) = (source.number, target.number);
        by(&world, cast.chika, move |tx| ticket::merge(tx, from, into, None)).await.unwrap();
        by(&world, cast.mio, move |tx| ticket::answer(tx, from, "Later.", Vec::new())).await.unwrap();
        let absorbed = position(&world, &target, "ticket_absorbed").await;
        by(&world, cast.chika, move |tx| ticket::undo(tx, absorbed)).await.unwrap();
        assert_eq!(said(&world, cast.chika, into).await.last(), Some(&("Later.".into(), None)));
        assert_eq!(said(&world, cast.chika, from).await.len(), 1);
    }

    async fn a_merge_of_a_merge_comes_apart_from_the_outside_in(world: World) {
        let cast = world.cast().await;
        let (one, two, three) = (asked(&world, &cast).await, asked_by_mio(&world, &cast).await, asked(&world, &cast).await);
        let (a, b, c) = (one.number, two.number, three.number);
        by(&world, cast.chika, move |tx| ticket::merge(tx, a, b, None)).await.unwrap();
        by(&world, cast.chika, move |tx| ticket::merge(tx, b, c, None)).await.unwrap();
        assert_eq!((now(&world, a).await.number, said(&world, cast.chika, c).await.len()), (c, 3));
        assert_refused(by(&world, cast.chika, move |tx| ticket::merge(tx, c, a, None)).await, Refusal::SameTicket);
        let inner = position(&world, &two, "ticket_absorbed").await;
        assert_refused(by(&world, cast.chika, move |tx| ticket::undo(tx, inner)).await, Refusal::NothingToUndo);
        let outer = position(&world, &three, "ticket_absorbed").await;
        by(&world, cast.chika, move |tx| ticket::undo(tx, outer)).await.unwrap();
        by(&world, cast.chika, move |tx| ticket::undo(tx, inner)).await.unwrap();
        for number in [a, b, c] {
            assert_eq!((now(&world, number).await.number, said(&world, cast.chika, number).await.len()), (number, 1));
        }
        assert_counters_follow(&world).await;
    }

    async fn a_draft_goes_along_and_clocks_leave_the_source_alone(world: World) {
        let cast = world.cast().await;
        let (target, source) = (asked(&world, &cast).await, asked_by_mio(&world, &cast).await);
        let (from, into) = (source.number, target.number);
        let solved = status(&world, Category::Solved).await;
        by(&world, cast.chika, move |tx| ticket::set_status(tx, from, solved, None)).await.unwrap();
        by(&world, cast.chika, move |tx| conversation::save_draft(tx, from, begun("Dear Mio", 1))).await.unwrap();
        by(&world, cast.chika, move |tx| ticket::merge(tx, from, into, None)).await.unwrap();
        let draft = seen_by(&world, cast.chika, move |read| conversation::draft(read, into)).await.unwrap();
        assert_eq!(draft.map(|draft| draft.text).as_deref(), Some("Dear Mio"));
        let due = world.desk.ask(desk::Actor::System, |read| Ok(store::ticket::tickets::to_close(read, base::Moment(i64::MAX), 10)?)).await;
        assert_eq!(due.unwrap(), []);
    }

    async fn where_a_draft_was_taken_over_nothing_stands_in_the_way_of_another(world: World) {
        let cast = world.cast().await;
        let (target, source) = (asked(&world, &cast).await, asked_by_mio(&world, &cast).await);
        let (from, into) = (source.number, target.number);
        let (chika, ben) = (cast.chika, cast.ben);
        let shares = |who, number, text: &str| {
            let begun = Begun { shared: true, ..begun(text, 1) };
            by(&world, who, move |tx| conversation::save_draft(tx, number, begun))
        };
        let takes = |who, number, of| by(&world, who, move |tx| conversation::take_over_draft(tx, number, of));
        shares(chika, into, "Dear Kei").await.unwrap();
        takes(ben, into, chika).await.unwrap();
        shares(chika, from, "Dear Mio").await.unwrap();
        shares(ben, from, "Hello Mio").await.unwrap();
        takes(cast.aya, from, ben).await.unwrap();
        by(&world, chika, move |tx| ticket::merge(tx, from, into, None)).await.unwrap();
        for (who, text) in [(chika, "Dear Mio"), (ben, "Dear Kei"), (cast.aya, "Hello Mio")] {
            let draft = seen_by(&world, who, move |read| conversation::draft(read, into)).await.unwrap();
            assert_eq!(draft.map(|draft| draft.text).as_deref(), Some(text));
            let kept = seen_by(&world, who, move |read| conversation::drafts(read, into)).await.unwrap().versions;
            assert!(kept.iter().all(|one| !one.text.is_empty()), "{kept:?}");
        }
    }

    async fn a_second_draft_and_what_drafts_were_come_along_and_find_their_way_back(world: World) {
        let cast = world.cast().await;
        let (target, source) = (asked(&world, &cast).await, asked_by_mio(&world, &cast).await);
        let (from, into) = (source.number, target.number);
        let writes = |who, number, text: &'static str, revision| {
            let begun = Begun { to: "mio@kyaku.example".into(), ..begun(text, revision) };
            by(&world, who, move |tx| conversation::save_draft(tx, number, begun))
        };
        for (who, number, text, revision) in [
            (cast.chika, from, "Dear Mio, what a long beginning", 1), (cast.chika, from, "Dear Mio", 2),
            (cast.chika, into, "Dear Kei", 1), (cast.ben, from, "Hello Mio", 1),
        ] {
            writes(who, number, text, revision).await.unwrap();
            world.clock.advance(Duration::from_secs(90));
        }
        let hand = |who, number| {
            let draft = seen_by(&world, who, move |read| conversation::draft(read, number));
            async move { draft.await.unwrap().map(|draft| draft.text).unwrap_or_default() }
        };
        let before = |who, number| {
            let drafts = seen_by(&world, who, move |read| conversation::drafts(read, number));
            async move { drafts.await.unwrap().versions.into_iter().map(|one| (one.text, one.to)).collect::<Vec<_>>() }
        };
        let written = |text: &str| (text.to_owned(), "mio@kyaku.example".to_owned());
        by(&world, cast.chika, move |tx| ticket::merge(tx, from, into, None)).await.unwrap();
        let absorbed = position(&world, &target, "ticket_absorbed").await;
        assert_eq!(hand(cast.chika, into).await, "Dear Kei");
        assert_eq!(before(cast.chika, into).await, [written("Dear Mio"), written("Dear Mio, what a long beginning")]);
        assert_eq!((hand(cast.ben, into).await.as_str(), before(cast.ben, into).await.len()), ("Hello Mio", 0));
        by(&world, cast.chika, move |tx| ticket::undo(tx, absorbed)).await.unwrap();
        assert_eq!((hand(cast.chika, from).await, hand(cast.chika, into).await), ("Dear Mio".into(), "Dear Kei".into()));
        assert_eq!(before(cast.chika, from).await, [written("Dear Mio, what a long beginning")]);
        assert!(before(cast.chika, into).await.is_empty());
        assert_eq!((hand(cast.ben, from).await, hand(cast.ben, into).await), ("Hello Mio".into(), String::new()));
    }

    async fn a_side_conversation_somebody_has_begun_comes_along_and_finds_its_way_back(world: World) {
        let cast = world.cast().await;
        let (target, source) = (asked(&world, &cast).await, asked_by_mio(&world, &cast).await);
        let (from, into) = (source.number, target.number);
        let begins = |who, text: &'static str, number| {
            let draft = SideDraft {
                subject: "The lid".into(), to: "sato@parts.example".into(), cc: String::new(), text: text.into(),
                html: CleanHtml::default(), revision: 1, updated_at: Moment(0),
                chosen: desk::conversation::Chosen::default(), attachments: Vec::new(), name: String::new(),
            };
            by(&world, who, move |tx| conversation::save_side_draft(tx, Beside::Ticket(number), draft))
        };
        let begun = |who, number| {
            let draft = seen_by(&world, who, move |read| conversation::side_draft(read, Beside::Ticket(number)));
            async move { draft.await.unwrap().map(|draft| draft.text).unwrap_or_default() }
        };
        begins(cast.chika, "Which lot is it?", from).await.unwrap();
        begins(cast.ben, "From there", from).await.unwrap();
        begins(cast.ben, "From here", into).await.unwrap();
        by(&world, cast.chika, move |tx| ticket::merge(tx, from, into, None)).await.unwrap();
        assert_eq!((begun(cast.chika, into).await.as_str(), begun(cast.ben, into).await.as_str()), ("Which lot is it?", "From here"));
        let absorbed = position(&world, &target, "ticket_absorbed").await;
        by(&world, cast.chika, move |tx| ticket::undo(tx, absorbed)).await.unwrap();
        assert_eq!((begun(cast.chika, from).await.as_str(), begun(cast.chika, into).await.as_str()), ("Which lot is it?", ""));
        assert_eq!((begun(cast.ben, from).await.as_str(), begun(cast.ben, into).await.as_str()), ("From there", "From here"));
    }

    async fn stars_come_along_and_go_back(world: World) {
        let cast = world.cast().await;
        let (target, source) = (asked(&world, &cast).await, asked_by_mio(&world, &cast).await);
        let (from, into) = (source.number, target.number);
        for (who, number) in [(cast.chika, from), (cast.ben, from), (cast.ben, into)] {
            by(&world, who, move |tx| ticket::star(tx, number)).await.unwrap();
        }
        let starred = |who, id| {
            let found = seen_by(&world, who, move |read| ticket::starred(read, &[id]));
            async move { !found.await.unwrap().is_empty() }
        };
        by(&world, cast.chika, move |tx| ticket::merge(tx, from, into, None)).await.unwrap();
        assert!(starred(cast.chika, target.id).await && starred(cast.ben, target.id).await);
        let absorbed = position(&world, &target, "ticket_absorbed").await;
        by(&world, cast.chika, move |tx| ticket::undo(tx, absorbed)).await.unwrap();
        assert!(starred(cast.chika, source.id).await && !starred(cast.chika, target.id).await);
        assert!(starred(cast.ben, source.id).await && starred(cast.ben, target.id).await);
    }

    async fn what_was_begun_anew_after_a_merge_stays_where_it_was_begun(world: World) {
        let cast = world.cast().await;
        let (target, source) = (asked(&world, &cast).await, asked_by_mio(&world, &cast).await);
        let (from, into) = (source.number, target.number);
        by(&world, cast.chika, move |tx| conversation::save_draft(tx, from, begun("Dear Mio", 5))).await.unwrap();
        by(&world, cast.chika, move |tx| ticket::merge(tx, from, into, None)).await.unwrap();
        let absorbed = position(&world, &target, "ticket_absorbed").await;
        by(&world, cast.chika, move |tx| conversation::drop_draft(tx, into)).await.unwrap();
        by(&world, cast.chika, move |tx| conversation::save_draft(tx, into, begun("Dear both", 1))).await.unwrap();
        by(&world, cast.chika, move |tx| ticket::undo(tx, absorbed)).await.unwrap();
        let kept = seen_by(&world, cast.chika, move |read| conversation::draft(read, into)).await.unwrap();
        assert_eq!(kept.unwrap().text, "Dear both");
    }

    async fn only_who_may_discard_the_one_and_change_the_other_merges(world: World) {
        let cast = world.cast().await;
        let (source, target) = (asked(&world, &cast).await, asked_by_mio(&world, &cast).await);
        let (from, into, seen) = (source.number, target.number, Some(source.version - 1));
        assert_refused(by(&world, cast.dai, move |tx| ticket::merge(tx, from, into, None)).await, Refusal::NotAllowed);
        for stranger in [cast.eve, cast.kei] {
            assert_missing(by(&world, stranger, move |tx| ticket::merge(tx, from, into, None)).await);
        }
        assert_conflict(by(&world, cast.chika, move |tx| ticket::merge(tx, from, into, seen)).await);
        assert_missing(by(&world, cast.chika, move |tx| ticket::merge(tx, from, TicketNumber(7), None)).await);
        assert_eq!(now(&world, from).await.place(), Place::Open);
    }
}
