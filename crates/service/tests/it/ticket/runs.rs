//! Many tickets changed at once, all that match included, and all of it taken back.

use crate::desk_work::*;
use desk::automation::Step;
use desk::channel::GuardWish;
use desk::conversation::{Acts, Assignee, MacroWish};
use desk::people::PersonId;
use desk::ticket::{Act, Category, Priority, Relation, Run, RunId, RunState, TicketNumber, View};
use desk::{Actor, Error, Level, Refusal};
use service::ticket::{self, Once, step};
use service::{channel, conversation};
use testing::{Cast, World, refusal};

const HOUR: std::time::Duration = std::time::Duration::from_secs(3_600);

async fn many(world: &World, cast: &Cast, tickets: usize) -> Vec<TicketNumber> {
    let mut numbers = Vec::new();
    for _ in 0..tickets {
        numbers.push(asked(world, cast).await.number);
    }
    numbers
}

async fn finished(world: &World, id: RunId) {
    while system(world, move |tx| step(tx, id)).await {}
}

async fn run(world: &World, cast: &Cast, id: RunId) -> Run {
    seen_by(world, cast.chika, move |read| ticket::run_page(read, id, None, 500)).await.unwrap().run
}

async fn recent(world: &World, who: PersonId, before: Option<RunId>) -> Vec<RunId> {
    let runs = seen_by(world, who, move |read| ticket::recent_runs(read, before, 50)).await.unwrap();
    runs.iter().map(|run| run.id).collect()
}

testing::on_both! {
    async fn what_one_changed_at_once_is_found_for_thirty_days(world: World) {
        let cast = world.cast().await;
        let number = many(&world, &cast, 1).await[0];
        let mut done = Vec::new();
        for to in [Priority::High, Priority::Low] {
            let (run, _) = by(&world, cast.chika, move |tx| ticket::run_over(tx, &[number], Act::SetPriority(to), "open")).await.unwrap();
            done.push(run.id);
        }
        assert_eq!(recent(&world, cast.chika, None).await, [done[1], done[0]]);
        assert_eq!(recent(&world, cast.chika, Some(done[1])).await, [done[0]]);
        for other in [cast.aya, cast.ben, cast.dai] {
            assert!(recent(&world, other, None).await.is_empty(), "nobody looks at what others did");
        }
        world.clock.advance(HOUR * 24 * 30);
        assert_eq!(recent(&world, cast.chika, None).await.len(), 2);
        world.clock.advance(HOUR);
        assert!(recent(&world, cast.chika, None).await.is_empty());
    }

    async fn incidents_are_gathered_at_once_and_stand_by_themselves_again(world: World) {
        let cast = world.cast().await;
        let numbers = many(&world, &cast, 3).await;
        let (problem, ticked) = (numbers[0], numbers.clone());
        let act = Act::Link { to: problem, relation: Relation::Problem };
        let (run, told) = by(&world, cast.chika, move |tx| ticket::run_over(tx, &ticked, act, "open")).await.unwrap();
        assert_eq!((run.changed, run.kept, told[0].1), (2, 1, Some(Refusal::SameTicket.key())));
        let incidents = async || seen_by(&world, cast.chika, move |read| ticket::incidents(read, problem)).await.unwrap().1.len();
        assert_eq!(incidents().await, 2);
        let undone = by(&world, cast.chika, move |tx| ticket::undo_run(tx, run.id)).await.unwrap();
        assert_eq!((undone.state, incidents().await), (RunState::Undone, 0));
        let nowhere = Act::Link { to: TicketNumber(999_999), relation: Relation::Problem };
        let (_, told) = by(&world, cast.chika, move |tx| ticket::run_over(tx, &[problem], nowhere, "open")).await.unwrap();
        assert_eq!(told, [(problem, Some(Refusal::NoSuchTicket.key()))]);
    }

    async fn what_was_ticked_changes_at_once_and_goes_back_at_once(world: World) {
        let cast = world.cast().await;
        let numbers = many(&world, &cast, 3).await;
        let ticked = numbers.clone();
        let (run, told) = by(&world, cast.chika, move |tx| ticket::run_over(tx, &ticked, Act::SetPriority(Priority::High), "open")).await.unwrap();
        assert_eq!((run.state, run.changed, run.kept, told.len()), (RunState::Done, 3, 0, 3));
        let first = numbers[0];
        by(&world, cast.ben, move |tx| ticket::set_priority(tx, first, Priority::Low, None)).await.unwrap();
        let back = by(&world, cast.chika, move |tx| ticket::undo_run(tx, run.id)).await.unwrap();
        assert_eq!((back.state, back.kept), (RunState::Undone, 1), "what somebody has changed since stays");
        let mut now_are = Vec::new();
        for number in numbers {
            now_are.push(now(&world, number).await.priority);
        }
        assert_eq!(now_are, [Priority::Low, Priority::Normal, Priority::Normal]);
        let outcomes = seen_by(&world, cast.chika, move |read| ticket::run_page(read, run.id, None, 500)).await.unwrap().outcomes;
        assert_eq!(outcomes.iter().filter(|one| one.undone).count(), 2);
        assert_eq!(refusal(by(&world, cast.chika, move |tx| ticket::undo_run(tx, run.id)).await), Refusal::NothingToUndo);
    }

    async fn all_that_match_change_in_steps(world: World) {
        let cast = world.cast().await;
        let numbers = many(&world, &cast, 120).await;
        let (support, solved) = (cast.support, status(&world, Category::Solved).await);
        let begun = by(&world, cast.chika, move |tx| ticket::run_over_view(tx, View::Team(support), None, Act::SetStatus(solved), 120)).await.unwrap();
        asked(&world, &cast).await;
        finished(&world, begun.id).await;
        let done = run(&world, &cast, begun.id).await;
        assert_eq!((done.state, done.changed, done.kept), (RunState::Done, 120, 0), "what came later is left alone");
        assert_eq!(now(&world, numbers[119]).await.category, Category::Solved);
        by(&world, cast.chika, move |tx| ticket::undo_run(tx, begun.id)).await.unwrap();
        finished(&world, begun.id).await;
        assert_eq!(run(&world, &cast, begun.id).await.state, RunState::Undone);
        assert_eq!(now(&world, numbers[119]).await.category, Category::New);
    }

    async fn a_run_stops_when_it_is_told_to(world: World) {
        let cast = world.cast().await;
        many(&world, &cast, 60).await;
        let begun = by(&world, cast.chika, |tx| ticket::run_over_view(tx, View::AllOpen, None, Act::SetPriority(Priority::Low), 60)).await.unwrap();
        let id = begun.id;
        assert!(system(&world, move |tx| step(tx, id)).await);
        by(&world, cast.chika, move |tx| ticket::cancel_run(tx, id)).await.unwrap();
        assert!(!system(&world, move |tx| step(tx, id)).await);
        let stopped = run(&world, &cast, id).await;
        assert_eq!((stopped.state, stopped.changed), (RunState::Cancelled, 50));
        assert_eq!(refusal(by(&world, cast.chika, move |tx| ticket::cancel_run(tx, id)).await), Refusal::RunNotAtWork);
    }

    async fn a_run_does_no_more_than_its_agent_may(world: World) {
        let cast = world.cast().await;
        let (read_only, theirs) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number);
        let billing = cast.billing;
        by(&world, cast.ben, move |tx| ticket::move_to_team(tx, read_only, billing, None)).await.unwrap();
        let begun = by(&world, cast.chika, |tx| ticket::run_over_view(tx, View::AllOpen, None, Act::Trash, 2)).await.unwrap();
        finished(&world, begun.id).await;
        let done = run(&world, &cast, begun.id).await;
        assert_eq!((done.changed, done.kept), (1, 1));
        assert!(now(&world, theirs).await.trashed_at.is_some() && now(&world, read_only).await.trashed_at.is_none());
        for other in [cast.aya, cast.ben, cast.dai, cast.eve, cast.kei] {
            assert_missing(seen_by(&world, other, move |read| ticket::run_page(read, begun.id, None, 5)).await);
            assert_missing(by(&world, other, move |tx| ticket::undo_run(tx, begun.id)).await);
        }
        let light = by(&world, cast.dai, |tx| ticket::run_over_view(tx, View::AllOpen, None, Act::Trash, 2)).await;
        assert_eq!(refusal(light), Refusal::NotAllowed);
        assert!(matches!(by(&world, cast.chika, move |tx| step(tx, begun.id)).await, Err(Error::Missing)), "only the desk takes steps");
    }

    async fn an_agent_who_is_gone_changes_nothing_more(world: World) {
        let cast = world.cast().await;
        many(&world, &cast, 3).await;
        let begun = by(&world, cast.chika, |tx| ticket::run_over_view(tx, View::AllOpen, None, Act::SetPriority(Priority::Low), 3)).await.unwrap();
        let chika = cast.chika;
        by(&world, cast.aya, move |tx| {
            let version = store::people::agents::load(tx, chika)?.unwrap().version;
            service::people::deactivate(tx, chika, version)
        }).await.unwrap();
        finished(&world, begun.id).await;
        let left = world.desk.ask(Actor::System, move |read| Ok(store::ticket::runs::load(read, begun.id)?.unwrap())).await.unwrap();
        assert_eq!((left.state, left.changed), (RunState::Cancelled, 0));
    }

    async fn a_macro_changes_many_and_is_taken_back_as_a_whole(world: World) {
        let cast = world.cast().await;
        let number = many(&world, &cast, 1).await[0];
        let wish = |teams, assignee| MacroWish {
            name: "Take".into(),
            shortcut: format!("take{}", i64::from(assignee == Assignee::Writer)),
            acts: Acts { priority: Some(Priority::High), assignee, ..Acts::default() },
            teams,
            ..MacroWish::default()
        };
        let mine = wish(Vec::new(), Assignee::Writer);
        let others = wish(vec![cast.billing], Assignee::Nobody);
        let mine = by(&world, cast.aya, move |tx| conversation::create_macro(tx, mine)).await.unwrap().id;
        let others = by(&world, cast.aya, move |tx| conversation::create_macro(tx, others)).await.unwrap().id;
        let (run, _) = by(&world, cast.chika, move |tx| ticket::run_over(tx, &[number], Act::Macro(mine), "open")).await.unwrap();
        let changed = now(&world, number).await;
        assert_eq!((changed.priority, changed.assignee), (Priority::High, Some(cast.chika)));
        by(&world, cast.chika, move |tx| ticket::undo_run(tx, run.id)).await.unwrap();
        let back = now(&world, number).await;
        assert_eq!((back.priority, back.assignee), (Priority::Normal, None));
        let (_, told) = by(&world, cast.chika, move |tx| ticket::run_over(tx, &[number], Act::Macro(others), "open")).await.unwrap();
        assert_eq!(told, [(number, Some("refusal-macro-elsewhere"))]);
    }

    async fn a_macro_answers_many_and_each_letter_is_taken_back(world: World) {
        let cast = world.cast().await;
        let numbers = many(&world, &cast, 4).await;
        let [first, second, drafted, held] = numbers[..] else { unreachable!() };
        let wish = MacroWish {
            name: "Sorry".into(),
            shortcut: "sorry".into(),
            text_en: "Sorry about {{ ticket.number }}.".into(),
            acts: Acts { priority: Some(Priority::High), assignee: Assignee::Writer, ..Acts::default() },
            ..MacroWish::default()
        };
        let sorry = by(&world, cast.aya, move |tx| conversation::create_macro(tx, wish)).await.unwrap().id;
        let seen = seen_by(&world, cast.chika, move |read| ticket::first_answer(read, &[first], sorry)).await.unwrap();
        assert_eq!(seen, Some((first, format!("Sorry about {first}."))));
        let begun = conversation::Begun {
            mode: desk::conversation::Mode::Reply,
            text: "Well, …".into(),
            html: base::CleanHtml::default(),
            to: String::new(),
            cc: String::new(),
            bcc: String::new(),
            attachments: Vec::new(),
            shared: false, name: String::new(), chosen: Default::default(),
            revision: 1,
        };
        by(&world, cast.chika, move |tx| conversation::save_draft(tx, drafted, begun)).await.unwrap();
        by(&world, cast.chika, move |tx| ticket::trash(tx, held, None)).await.unwrap();
        let ticked = numbers.clone();
        let (run, told) = by(&world, cast.chika, move |tx| ticket::run_over(tx, &ticked, Act::Answer(sorry), "open")).await.unwrap();
        assert_eq!((told[0], told[1], told[2]), ((first, None), (second, None), (drafted, Some("refusal-draft-in-hand"))));
        assert!(told[3].1.is_some(), "the trash answers nobody");
        let after = now(&world, first).await;
        assert_eq!((after.category, after.priority, after.assignee), (Category::Pending, Priority::High, Some(cast.chika)));
        let left = now(&world, drafted).await;
        assert_eq!((left.category, left.priority), (Category::New, Priority::Normal), "nothing of it was done");
        by(&world, cast.chika, move |tx| ticket::undo_run(tx, run.id)).await.unwrap();
        let back = now(&world, first).await;
        assert_eq!((back.category, back.priority, back.assignee), (Category::New, Priority::Normal, None));
        let draft = seen_by(&world, cast.chika, move |read| conversation::draft(read, first)).await.unwrap();
        assert!(draft.is_none(), "what it said stands in the macro");
    }

    async fn answers_that_move_their_tickets_out_of_sight_are_taken_back_as_well(world: World) {
        let cast = world.cast().await;
        let numbers = many(&world, &cast, 2).await;
        let (billing, chika) = (cast.billing, cast.chika);
        let wish = MacroWish {
            name: "Pass on".into(),
            shortcut: "pass".into(),
            text_en: "Billing will see to it.".into(),
            acts: Acts { steps: vec![Step::MoveToTeam(billing)], ..Acts::default() },
            ..MacroWish::default()
        };
        let pass = by(&world, cast.aya, move |tx| {
            let version = store::people::agents::load(tx, chika)?.unwrap().version;
            service::people::set_level(tx, chika, billing, Level::None, version)?;
            conversation::create_macro(tx, wish)
        });
        let (pass, ticked, number) = (pass.await.unwrap().id, numbers.clone(), numbers[0]);
        let (run, told) = by(&world, chika, move |tx| ticket::run_over(tx, &ticked, Act::Answer(pass), "open")).await.unwrap();
        assert!(told.iter().all(|(_, reason)| reason.is_none()), "{told:?}");
        assert_eq!((now(&world, number).await.team, run.changed), (billing, 2));
        assert_missing(seen_by(&world, chika, move |read| ticket::visible(read, number)).await);
        let back = by(&world, chika, move |tx| ticket::undo_run(tx, run.id)).await.unwrap();
        assert_eq!((back.state, back.changed, back.kept), (RunState::Undone, 0, 0));
        let back = now(&world, number).await;
        assert_eq!((back.team, back.category), (cast.support, Category::New));
    }

    async fn what_moves_tickets_out_of_sight_goes_over_many_and_back(world: World) {
        let cast = world.cast().await;
        let (billing, chika) = (cast.billing, cast.chika);
        by(&world, cast.aya, move |tx| {
            let version = store::people::agents::load(tx, chika)?.unwrap().version;
            service::people::set_level(tx, chika, billing, Level::None, version)
        }).await.unwrap();
        let passes = |word: &str, priority| MacroWish {
            name: word.into(),
            shortcut: word.into(),
            acts: Acts { priority, steps: vec![Step::MoveToTeam(billing), Step::SnoozeUntilReply], ..Acts::default() },
            ..MacroWish::default()
        };
        let (plain, urgent) = (passes("plain", None), passes("urgent", Some(Priority::Urgent)));
        let macros = by(&world, cast.aya, |tx| Ok((conversation::create_macro(tx, plain)?.id, conversation::create_macro(tx, urgent)?.id)));
        let (plain, urgent) = macros.await.unwrap();
        for act in [Act::MoveToTeam(billing), Act::Macro(plain), Act::Macro(urgent)] {
            let numbers = many(&world, &cast, 2).await;
            let [first, second] = numbers[..] else { unreachable!() };
            let done = act.clone();
            let (run, told) = by(&world, chika, move |tx| ticket::run_over(tx, &numbers, done, "open")).await.unwrap();
            assert!(told.iter().all(|(_, reason)| reason.is_none()), "{act:?}: {told:?}");
            assert_eq!((now(&world, first).await.team, now(&world, second).await.team), (billing, billing), "{act:?}");
            assert_missing(seen_by(&world, chika, move |read| ticket::visible(read, first)).await);
            let page = seen_by(&world, chika, move |read| ticket::run_page(read, run.id, None, 1)).await.unwrap();
            assert!(page.outcomes.is_empty() && page.next.is_some(), "{act:?}: {page:?}");
            by(&world, cast.ben, move |tx| ticket::set_priority(tx, second, Priority::Low, None)).await.unwrap();
            let back = by(&world, chika, move |tx| ticket::undo_run(tx, run.id)).await.unwrap();
            assert_eq!((back.state, back.changed, back.kept), (RunState::Undone, 1, 1), "{act:?}");
            let brought = now(&world, first).await;
            assert_eq!((brought.team, brought.priority), (cast.support, Priority::Normal), "{act:?}");
            assert_eq!(now(&world, second).await.team, billing, "{act:?}: somebody has been at it since");
        }
    }

    async fn following_and_due_dates_go_over_all_that_match_and_back(world: World) {
        let cast = world.cast().await;
        let numbers = many(&world, &cast, 3).await;
        let (followed, late) = (numbers[0], numbers[1]);
        by(&world, cast.chika, move |tx| ticket::follow(tx, followed, cast.chika, None)).await.unwrap();
        let (first, second) = (world.desk.now().plus(HOUR), world.desk.now().plus(HOUR * 2));
        by(&world, cast.ben, move |tx| ticket::set_deadline(tx, late, Some(first), None)).await.unwrap();
        world.clock.advance(std::time::Duration::from_secs(1));
        let of_team = View::Team(cast.support);
        for act in [Act::Follow, Act::SetDeadline(Some(second))] {
            let begun = by(&world, cast.chika, move |tx| ticket::run_over_view(tx, of_team, None, act, 3)).await.unwrap();
            finished(&world, begun.id).await;
            for number in &numbers {
                let number = *number;
                let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
                assert!(page.followers.contains(&cast.chika), "{begun:?}");
            }
            let done = run(&world, &cast, begun.id).await;
            assert_eq!((done.state, done.changed, done.kept), (RunState::Done, 3, 0));
            world.clock.advance(std::time::Duration::from_secs(1));
            by(&world, cast.chika, move |tx| ticket::undo_run(tx, begun.id)).await.unwrap();
            finished(&world, begun.id).await;
            assert_eq!(run(&world, &cast, begun.id).await.state, RunState::Undone);
            if begun.act == Act::Follow {
                let page = seen_by(&world, cast.chika, move |read| ticket::page(read, late)).await.unwrap();
                assert!(!page.followers.contains(&cast.chika), "taken back");
                let page = seen_by(&world, cast.chika, move |read| ticket::page(read, followed)).await.unwrap();
                assert!(page.followers.contains(&cast.chika), "what one followed before is not the run's to take back");
                let begun = by(&world, cast.chika, move |tx| ticket::run_over_view(tx, of_team, None, Act::Follow, 3)).await.unwrap();
                finished(&world, begun.id).await;
            }
        }
        assert_eq!((now(&world, late).await.deadline, now(&world, followed).await.deadline), (Some(first), None));
        let past = world.desk.now().minus(HOUR);
        let (_, told) = by(&world, cast.chika, move |tx| ticket::run_over(tx, &[late], Act::SetDeadline(Some(past)), "open")).await.unwrap();
        assert_eq!(told, [(late, Some("refusal-deadline-in-the-past"))]);
        let (_, told) = by(&world, cast.chika, move |tx| ticket::run_over(tx, &[late, followed], Act::Unfollow, "open")).await.unwrap();
        assert_eq!(told, [(late, None), (followed, None)]);
    }

    async fn a_page_that_was_sent_twice_answers_once_and_two_pages_answer_twice(world: World) {
        let cast = world.cast().await;
        let number = many(&world, &cast, 1).await[0];
        let wish = MacroWish { name: "Sorry".into(), shortcut: "sorry".into(), text_en: "Sorry.".into(), ..MacroWish::default() };
        let sorry = by(&world, cast.aya, move |tx| conversation::create_macro(tx, wish)).await.unwrap().id;
        let (run, told) = by(&world, cast.chika, move |tx| ticket::run_over(tx, &[number, number], Act::Answer(sorry), "open")).await.unwrap();
        assert_eq!((run.total, told), (1, vec![(number, None)]));
        let send = |person, slip: String, about: &'static str| {
            by(&world, person, move |tx| {
                ticket::only_once(tx, &slip, about, |tx| {
                    let (run, _) = ticket::run_over(tx, &[number], Act::Answer(sorry), "open")?;
                    Ok((run.changed, run.id.to_string()))
                })
            })
        };
        let slip = || seen_by(&world, cast.chika, |read| ticket::slip(read, "sorry"));
        let (first, second) = (slip().await.unwrap(), slip().await.unwrap());
        assert_eq!(send(cast.chika, first.clone(), "sorry").await.unwrap(), Once::Now(1));
        let Once::Before(run) = send(cast.chika, first.clone(), "sorry").await.unwrap() else { panic!("it was sent twice") };
        let run: i64 = run.parse().unwrap();
        let run = seen_by(&world, cast.chika, move |read| ticket::run_page(read, desk::ticket::RunId(run), None, 10)).await.unwrap().run;
        assert_eq!(run.changed, 1, "what came of it is told");
        assert_eq!(send(cast.chika, second, "sorry").await.unwrap(), Once::Now(1), "another page, the same words on purpose");
        for (person, slip, about) in [
            (cast.chika, first.replace('.', ""), "sorry"),
            (cast.chika, slip().await.unwrap(), "something else"),
            (cast.ben, slip().await.unwrap(), "sorry"),
            (cast.chika, String::new(), "sorry"),
        ] {
            assert_eq!(refusal(send(person, slip, about).await), Refusal::SlipStale);
        }
        let old = slip().await.unwrap();
        world.clock.advance(std::time::Duration::from_secs(2 * 3_600 + 1));
        assert_eq!(refusal(send(cast.chika, old, "sorry").await), Refusal::SlipStale);
        // What went wrong may be sent again.
        let again = slip().await.unwrap();
        let spoiled = again.clone();
        let refused = by(&world, cast.chika, move |tx| {
            ticket::only_once(tx, &spoiled, "sorry", |_| Err::<((), String), _>(Refusal::MessageEmpty.into()))
        });
        assert_eq!(refusal(refused.await), Refusal::MessageEmpty);
        assert_eq!(send(cast.chika, again, "sorry").await.unwrap(), Once::Now(1));
    }

    async fn letters_that_a_warning_kept_are_sent_once_somebody_has_looked(world: World) {
        let cast = world.cast().await;
        let numbers = many(&world, &cast, 3).await;
        let guard = |name: &str, word: &str| GuardWish { name: name.into(), words: vec![word.into()], ..GuardWish::default() };
        let (prices, sevens) = (guard("Prices", "price"), guard("Sevens", "seven"));
        by(&world, cast.aya, move |tx| channel::create_guard(tx, prices)).await.unwrap();
        let wish = MacroWish {
            name: "Offer".into(),
            shortcut: "offer".into(),
            text_en: "The price is seven.".into(),
            ..MacroWish::default()
        };
        let offer = by(&world, cast.aya, move |tx| conversation::create_macro(tx, wish)).await.unwrap().id;
        let of_team = View::Team(cast.support);
        let begun = by(&world, cast.chika, move |tx| ticket::run_over_view(tx, of_team, None, Act::Answer(offer), 3)).await.unwrap().id;
        let kept = |id| seen_by(&world, cast.chika, move |read| ticket::unsent(read, id));
        let send = |who, id| by(&world, who, move |tx| ticket::send_unsent(tx, id));
        assert!(kept(begun).await.unwrap().tickets.is_empty(), "it is not at its end");
        finished(&world, begun).await;
        let outcomes = seen_by(&world, cast.chika, move |read| ticket::run_page(read, begun, None, 9)).await.unwrap().outcomes;
        assert!(outcomes.iter().all(|one| one.reason == "bulk-guard-warns" && one.warned == ["Prices"]), "{outcomes:?}");
        let left = kept(begun).await.unwrap();
        assert_eq!((left.tickets.len(), left.guards), (3, vec!["Prices".to_owned()]));
        assert!(matches!(send(cast.ben, begun).await, Err(Error::Missing)), "it is not theirs");

        by(&world, cast.aya, move |tx| channel::create_guard(tx, sevens)).await.unwrap();
        let next = send(cast.chika, begun).await.unwrap().id;
        assert_eq!(refusal(send(cast.chika, begun).await), Refusal::NothingUnsent, "a second press sends nothing twice");
        finished(&world, next).await;
        assert_eq!(run(&world, &cast, next).await.kept, 3, "a guard that nobody was shown still stops it");
        assert_eq!(kept(next).await.unwrap().guards, ["Prices", "Sevens"]);
        let fourth = asked(&world, &cast).await.number;
        let last = send(cast.chika, next).await.unwrap().id;
        finished(&world, last).await;
        let done = run(&world, &cast, last).await;
        assert_eq!((done.changed, done.kept), (3, 0));
        for number in numbers {
            assert_eq!(now(&world, number).await.category, Category::Pending);
        }
        assert_eq!(now(&world, fourth).await.category, Category::New, "exactly these");
        assert_eq!(refusal(send(cast.chika, last).await), Refusal::NothingUnsent);
    }

    async fn what_warns_of_a_late_ticket_is_named_before_anything_is_sent(world: World) {
        let cast = world.cast().await;
        let late = *many(&world, &cast, 24).await.last().unwrap();
        let wish = GuardWish { name: "Late".into(), words: vec![late.to_string()], ..GuardWish::default() };
        by(&world, cast.aya, move |tx| channel::create_guard(tx, wish)).await.unwrap();
        let wish = MacroWish {
            name: "Sorry".into(),
            shortcut: "sorry".into(),
            text_en: "Sorry about {{ ticket.number }}.".into(),
            ..MacroWish::default()
        };
        let sorry = by(&world, cast.aya, move |tx| conversation::create_macro(tx, wish)).await.unwrap().id;
        let of_team = View::Team(cast.support);
        let warned = seen_by(&world, cast.chika, move |read| {
            let numbers = ticket::first_of(read, of_team, None)?;
            ticket::answer_warnings(read, &numbers, sorry)
        });
        assert_eq!(warned.await.unwrap(), ["Late"]);
    }

    async fn what_has_left_is_not_taken_back(world: World) {
        let cast = world.cast().await;
        let number = many(&world, &cast, 1).await[0];
        let wish = MacroWish { name: "Sorry".into(), shortcut: "sorry".into(), text_en: "Sorry.".into(), ..MacroWish::default() };
        let sorry = by(&world, cast.aya, move |tx| conversation::create_macro(tx, wish)).await.unwrap().id;
        let (run, _) = by(&world, cast.chika, move |tx| ticket::run_over(tx, &[number], Act::Answer(sorry), "open")).await.unwrap();
        let id = run.id;
        let leaves = || seen_by(&world, cast.chika, move |read| ticket::first_leaves(read, id));
        let undoable = || seen_by(&world, cast.chika, move |read| ticket::may_undo_run(read, id));
        assert_eq!(leaves().await.unwrap(), Some(world.desk.now().plus(conversation::UNDO_WINDOW)));
        assert!(undoable().await.unwrap());
        world.clock.advance(std::time::Duration::from_secs(60));
        let claim = |tx: &mut service::Tx| service::channel::claim_letters(tx, "postman", std::time::Duration::from_secs(60), 10);
        assert_eq!(system(&world, claim).await.len(), 1);
        assert_eq!((leaves().await.unwrap(), undoable().await.unwrap()), (Some(world.desk.now()), false));
        let back = by(&world, cast.chika, move |tx| ticket::undo_run(tx, run.id)).await.unwrap();
        assert_eq!((back.state, back.changed, back.kept), (RunState::Undone, 1, 1));
        assert_eq!(now(&world, number).await.category, Category::Pending);
    }
}
