//! What is to be done on tickets.

use crate::desk_work::*;
use base::Moment;
use desk::people::PersonId;
use desk::ticket::{Category, Checklist, ChecklistId, Origin, Task, TaskFacts, TicketNumber};
use desk::{Error, Refusal};
use service::conversation::{self, Incoming};
use service::notification;
use service::ticket::{self, NewTicket};
use std::time::Duration;
use testing::{START, World};

fn what(text: &str, owner: Option<PersonId>) -> TaskFacts {
    TaskFacts { text: text.into(), owner, ..TaskFacts::default() }
}

async fn tasks(world: &World, number: TicketNumber) -> Vec<Task> {
    world.desk.ask(desk::Actor::System, move |read| Ok(ticket::page(read, number)?.depth.tasks)).await.unwrap()
}

testing::on_both! {
    async fn a_task_is_added_done_and_taken_back(world: World) {
        let cast = world.cast().await;
        let asked = asked(&world, &cast).await;
        let (number, chika) = (asked.number, cast.chika);
        by(&world, chika, move |tx| ticket::add_task(tx, number, what("Call Kei", Some(chika)))).await.unwrap();
        let id = tasks(&world, number).await[0].id;
        by(&world, chika, move |tx| ticket::finish_task(tx, number, id)).await.unwrap();
        assert_eq!(tasks(&world, number).await[0].done, Some((chika, START)));
        let done = position(&world, &asked, "task_done").await;
        by(&world, chika, move |tx| ticket::undo(tx, done)).await.unwrap();
        assert_eq!(tasks(&world, number).await[0].done, None);
        let added = position(&world, &asked, "task_added").await;
        by(&world, chika, move |tx| ticket::undo(tx, added)).await.unwrap();
        assert_eq!(tasks(&world, number).await, []);
        let removed = position(&world, &asked, "task_removed").await;
        by(&world, chika, move |tx| ticket::undo(tx, removed)).await.unwrap();
        assert_eq!(tasks(&world, number).await.len(), 1);
    }

    async fn a_task_made_of_a_message_leads_back_to_it_and_no_message_of_another_ticket_makes_one(world: World) {
        let cast = world.cast().await;
        let (here, chika) = (asked(&world, &cast).await, cast.chika);
        let first = Incoming::said(cast.mio, Origin::Mail, "\n The mill is loud. \nIt is new.");
        let wish = NewTicket::asked("The mill is loud", cast.mio, cast.support, first);
        let other = system(&world, move |tx| ticket::create(tx, wish)).await.number;
        let newest = |number| world.desk.ask(desk::Actor::System, move |read| Ok(ticket::page(read, number)?.newest.unwrap()));
        let (own, theirs) = (newest(here.number).await.unwrap(), newest(other).await.unwrap());
        let said = world.desk.ask(desk::Actor::System, move |read| conversation::message(read, other, theirs)).await.unwrap().0;
        assert_eq!(said.first_line(), "The mill is loud.");
        let number = here.number;
        let due = || TaskFacts { due: Some(START.plus(Duration::from_secs(60))), ..what("Call Kei", Some(chika)) };
        assert_missing(by(&world, chika, { let due = due(); move |tx| ticket::add_task_of(tx, number, theirs, due) }).await);
        assert_missing(by(&world, cast.eve, { let due = due(); move |tx| ticket::add_task_of(tx, number, own, due) }).await);
        assert_eq!(tasks(&world, number).await, []);
        by(&world, chika, { let due = due(); move |tx| ticket::add_task_of(tx, number, own, due) }).await.unwrap();
        position(&world, &here, "task_added").await;
        assert_eq!(tasks(&world, number).await[0].message, Some(own));
        assert_eq!(seen_by(&world, chika, ticket::my_tasks).await.unwrap()[0].0.message, Some(own));
        let (entries, ..) = seen_by(&world, chika, notification::calendar).await.unwrap();
        assert_eq!(entries[0].message, Some((number, own)));
    }

    async fn a_change_is_undone_to_what_it_was_and_a_stale_one_is_a_conflict(world: World) {
        let cast = world.cast().await;
        let asked = asked(&world, &cast).await;
        let number = asked.number;
        by(&world, cast.chika, move |tx| ticket::add_task(tx, number, what("Call Kei", None))).await.unwrap();
        let id = tasks(&world, number).await[0].id;
        let due = TaskFacts { due: Some(Moment(START.0 + 1000)), ..what("Write to Kei", None) };
        by(&world, cast.chika, move |tx| ticket::change_task(tx, number, id, due, Some(1))).await.unwrap();
        assert_conflict(by(&world, cast.chika, move |tx| ticket::change_task(tx, number, id, what("No", None), Some(1))).await);
        let changed = position(&world, &asked, "task_changed").await;
        by(&world, cast.chika, move |tx| ticket::undo(tx, changed)).await.unwrap();
        assert_eq!(tasks(&world, number).await[0].what, what("Call Kei", None));
    }

    async fn my_tasks_are_those_i_may_see_the_next_due_first(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let chika = cast.chika;
        for (text, due) in [("later", Some(90)), ("never", None), ("soon", Some(10))] {
            let facts = TaskFacts { due: due.map(|due| START.plus(Duration::from_secs(due))), ..what(text, Some(chika)) };
            by(&world, chika, move |tx| ticket::add_task(tx, number, facts)).await.unwrap();
        }
        let mine = seen_by(&world, chika, ticket::my_tasks).await.unwrap();
        let texts: Vec<&str> = mine.iter().map(|(task, ..)| task.what.text.as_str()).collect();
        assert_eq!(texts, ["soon", "later", "never"]);
        assert_eq!(seen_by(&world, cast.ben, ticket::my_tasks).await.unwrap(), []);
        assert_eq!(seen_by(&world, chika, ticket::my_tasks_counted).await.unwrap(), (3, 0));
        world.clock.advance(Duration::from_secs(30));
        assert_eq!(seen_by(&world, chika, ticket::my_tasks_counted).await.unwrap(), (3, 1));
        let billing = cast.billing;
        by(&world, cast.ben, move |tx| ticket::move_to_team(tx, number, billing, None)).await.unwrap();
        let aya = cast.aya;
        let version = world.desk.ask(desk::Actor::System, move |read| Ok(store::people::agents::load(read, chika)?.unwrap().version)).await.unwrap();
        by(&world, aya, move |tx| service::people::set_level(tx, chika, billing, desk::Level::None, version)).await.unwrap();
        assert_eq!(seen_by(&world, chika, ticket::my_tasks).await.unwrap(), [], "not Chika's any more");
        assert_eq!(seen_by(&world, chika, ticket::my_tasks_counted).await.unwrap(), (0, 0));
    }

    async fn a_task_of_a_team_is_there_for_all_of_it_until_somebody_takes_it(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let (support, billing) = (cast.support, cast.billing);
        let of = |team| TaskFacts { team: Some(team), ..what("Check the invoice", None) };
        by(&world, cast.chika, move |tx| ticket::add_task(tx, number, of(support))).await.unwrap();
        let id = tasks(&world, number).await[0].id;
        let listed = async |person| seen_by(&world, person, ticket::team_tasks).await.unwrap().len();
        assert_eq!((listed(cast.chika).await, listed(cast.dai).await, listed(cast.eve).await), (1, 1, 0));
        assert_eq!(seen_by(&world, cast.dai, ticket::my_tasks).await.unwrap(), []);
        assert_missing(by(&world, cast.eve, move |tx| ticket::take_task(tx, number, id)).await);

        let dai = cast.dai;
        by(&world, dai, move |tx| ticket::take_task(tx, number, id)).await.unwrap();
        assert_eq!(tasks(&world, number).await[0].what.owner, Some(dai));
        assert_conflict(by(&world, cast.chika, move |tx| ticket::take_task(tx, number, id)).await);
        assert_eq!(listed(cast.chika).await, 0, "it is somebody's now");
        by(&world, dai, move |tx| ticket::finish_task(tx, number, id)).await.unwrap();

        // Whoever of that team could do it could not even see it.
        by(&world, cast.aya, move |tx| {
            let only = service::people::create_team(tx, "Elsewhere")?.id;
            assert!(matches!(ticket::add_task(tx, number, of(only)), Err(Error::Refused(Refusal::TaskTeamBlind))));
            service::people::remove_team(tx, only)
        }).await.unwrap();
        by(&world, cast.aya, move |tx| ticket::add_task(tx, number, of(billing)).map(drop)).await.unwrap();
    }

    async fn what_is_said_of_a_task_reaches_whom_it_concerns_and_nobody_else(world: World) {
        let cast = world.cast().await;
        let asked = asked(&world, &cast).await;
        let (number, chika) = (asked.number, cast.chika);
        by(&world, chika, move |tx| ticket::add_task(tx, number, what("Call Kei", Some(chika)))).await.unwrap();
        let id = tasks(&world, number).await[0].id;
        for (person, text) in [(cast.dai, "Which number?"), (chika, "The mobile one")] {
            by(&world, person, move |tx| ticket::comment_task(tx, number, id, text)).await.unwrap();
        }
        let comments = async || world.desk.ask(desk::Actor::System, move |read| Ok(ticket::page(read, number)?.depth.task_comments)).await.unwrap();
        let said = comments().await;
        assert_eq!(said.iter().map(|said| (said.by, said.text.as_str())).collect::<Vec<_>>(), [(cast.dai, "Which number?"), (chika, "The mobile one")]);
        assert_missing(by(&world, cast.eve, move |tx| ticket::comment_task(tx, number, id, "x")).await);
        for text in [" \n", &"x".repeat(5_001)] {
            let text = text.to_owned();
            assert!(matches!(by(&world, chika, move |tx| ticket::comment_task(tx, number, id, &text)).await, Err(Error::Refused(_))));
        }
        let first = said[0].id;
        assert_refused(by(&world, chika, move |tx| ticket::remove_task_comment(tx, number, id, first)).await, Refusal::NotAllowed);
        let told = position(&world, &asked, "task_commented").await;
        by(&world, chika, move |tx| ticket::undo(tx, told)).await.unwrap();
        assert_eq!(comments().await.len(), 1);
        by(&world, cast.dai, move |tx| ticket::remove_task_comment(tx, number, id, first)).await.unwrap();
        assert_eq!(comments().await, []);
    }

    async fn who_may_not_change_the_ticket_adds_none_and_who_may_not_answer_owns_none(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let dai = cast.dai;
        assert_refused(by(&world, dai, move |tx| ticket::add_task(tx, number, what("x", None))).await, Refusal::NotAllowed);
        assert_missing(by(&world, cast.eve, move |tx| ticket::add_task(tx, number, what("x", None))).await);
        assert_refused(by(&world, cast.chika, move |tx| ticket::add_task(tx, number, what("x", Some(dai)))).await, Refusal::AssigneeNotInTeam);
        assert_refused(by(&world, cast.chika, move |tx| ticket::add_task(tx, number, what(" ", None))).await, Refusal::TaskEmpty);
    }

    async fn a_task_leads_to_its_message_also_where_that_has_gone_to_another_ticket(world: World) {
        let cast = world.cast().await;
        let (asked, chika) = (asked(&world, &cast).await, cast.chika);
        let (number, second) = (asked.number, Incoming::said(cast.kei, Origin::Mail, "And the mill is loud."));
        let message = system(&world, move |tx| conversation::incoming(tx, number, second)).await;
        let due = TaskFacts { due: Some(START.plus(Duration::from_secs(60))), ..what("Look at the mill", Some(chika)) };
        by(&world, chika, move |tx| ticket::add_task_of(tx, number, message, due)).await.unwrap();
        let into = by(&world, cast.ben, move |tx| conversation::split(tx, number, &apart(vec![message]), None)).await.unwrap().number;
        let origin = async |who| {
            let page = seen_by(&world, who, move |read| ticket::page(read, number)).await.unwrap();
            page.depth.origins.get(&message).copied()
        };
        assert_eq!(origin(chika).await, Some(into));
        let (entries, ..) = seen_by(&world, chika, notification::calendar).await.unwrap();
        assert_eq!((entries[0].number, entries[0].message), (number, Some((into, message))));
        by(&world, cast.ben, move |tx| ticket::move_to_team(tx, into, cast.billing, None)).await.unwrap();
        assert_eq!((origin(cast.dai).await, origin(cast.ben).await), (None, Some(into)), "what one may not see");
        by(&world, cast.ben, move |tx| ticket::merge(tx, number, into, None)).await.unwrap();
        let page = seen_by(&world, cast.ben, move |read| ticket::page(read, into)).await.unwrap();
        assert_eq!(page.depth.origins.get(&message), Some(&into));
    }

    async fn a_checklist_puts_its_steps_on_a_ticket_and_takes_back_what_is_still_open(world: World) {
        let cast = world.cast().await;
        let asked = asked(&world, &cast).await;
        let number = asked.number;
        let list = Checklist { id: ChecklistId(0), name: "Return".into(), items: vec!["Ask".into(), "Send".into()], teams: vec![], version: 1 };
        let again = list.clone();
        assert_refused(by(&world, cast.ben, { let list = list.clone(); move |tx| ticket::create_checklist(tx, list) }).await, Refusal::NotAllowed);
        let made = by(&world, cast.aya, move |tx| ticket::create_checklist(tx, list)).await.unwrap();
        assert_refused(by(&world, cast.aya, move |tx| ticket::create_checklist(tx, again)).await, Refusal::NameTaken);
        by(&world, cast.chika, move |tx| ticket::apply_checklist(tx, number, made.id)).await.unwrap();
        let all = tasks(&world, number).await;
        assert_eq!(all.iter().map(|task| (task.what.text.as_str(), task.list.as_str())).collect::<Vec<_>>(), [("Ask", "Return"), ("Send", "Return")]);
        let first = all[0].id;
        by(&world, cast.chika, move |tx| ticket::finish_task(tx, number, first)).await.unwrap();
        let applied = position(&world, &asked, "checklist_applied").await;
        by(&world, cast.chika, move |tx| ticket::undo(tx, applied)).await.unwrap();
        assert_eq!(tasks(&world, number).await.iter().map(|task| task.id).collect::<Vec<_>>(), [first]);
        let billing = cast.billing;
        let theirs = by(&world, cast.aya, move |tx| ticket::change_checklist(tx, Checklist { teams: vec![billing], ..made })).await.unwrap();
        assert_missing(by(&world, cast.chika, move |tx| ticket::apply_checklist(tx, number, theirs.id)).await);
    }

    async fn tasks_of_a_merged_ticket_are_done_where_it_went(world: World) {
        let cast = world.cast().await;
        let (source, target) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number);
        by(&world, cast.chika, move |tx| ticket::add_task(tx, source, what("Call", None))).await.unwrap();
        by(&world, cast.chika, move |tx| ticket::merge(tx, source, target, None)).await.unwrap();
        let id = tasks(&world, target).await[0].id;
        by(&world, cast.chika, move |tx| ticket::finish_task(tx, target, id)).await.unwrap();
        let solved = status(&world, Category::Solved).await;
        by(&world, cast.chika, move |tx| ticket::set_status(tx, target, solved, None)).await.unwrap();
        let other = asked(&world, &cast).await.number;
        let missing = by(&world, cast.chika, move |tx| ticket::finish_task(tx, other, id)).await;
        assert!(matches!(missing, Err(Error::Missing)));
    }
}
