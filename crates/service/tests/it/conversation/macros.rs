//! Macros: made, used, and what they do.

use crate::desk_work::{asked, by, log, mailbox, now, seen_by, status};
use base::{CleanHtml, Digest};
use desk::Event;
use desk::automation::{Responsible, Role, Step, Texts, WebhookId};
use desk::condition::Condition;
use desk::conversation::{Acts, Assignee, MacroId, MacroWish, NewAttachment};
use desk::ticket::{Act, Category, Priority};
use service::conversation;
use service::ticket::Entry;
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

fn file(name: &str, inline: bool) -> NewAttachment {
    NewAttachment {
        digest: Digest::of(name.as_bytes()),
        name: name.into(),
        content_type: if inline { "image/png".into() } else { "application/pdf".into() },
        size: 3,
        inline,
        content_id: Some(format!("{name}@kippu")),
    }
}

/// With a form, a picture, a file, and a picture of the other language.
fn rich() -> MacroWish {
    let html = r#"<p>Dear <strong>{{ requester.name }}</strong></p><script>x()</script><p><img src="cid:lid@kippu" alt="lid"></p>"#;
    MacroWish {
        text_en: "something else".into(),
        html_en: CleanHtml::clean(html),
        files: vec![file("lid", true), file("other", true), file("plan", false)],
        ..refund()
    }
}

/// A colleague's own, under the same word.
fn own(text: &str) -> MacroWish {
    MacroWish { mine: true, text_en: text.into(), acts: Acts::default(), ..refund() }
}

fn stepping(step: Step) -> MacroWish {
    MacroWish { mine: true, acts: Acts { steps: vec![step], ..Acts::default() }, ..refund() }
}

testing::on_both! {
    async fn ones_own_macro_is_there_for_oneself_alone(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let wish = MacroWish { teams: vec![cast.billing], files: vec![file("lid", true)], ..own("Mine") };
        let made = by(&world, cast.chika, |tx| conversation::create_macro(tx, wish)).await.unwrap();
        assert!(made.teams.is_empty() && made.owner == Some(cast.chika), "one's own is for no team");
        let id = made.id;
        let offered = seen_by(&world, cast.chika, move |read| conversation::macros_for(read, number)).await.unwrap();
        assert_eq!(offered.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
        assert!(seen_by(&world, cast.chika, |read| conversation::loose(read, "lid@kippu")).await.is_ok());
        for other in [cast.aya, cast.ben] {
            assert!(seen_by(&world, other, |read| conversation::macros(read)).await.unwrap().is_empty());
            assert!(seen_by(&world, other, move |read| conversation::macros_for(read, number)).await.unwrap().is_empty());
            assert!(matches!(seen_by(&world, other, move |read| conversation::macro_said(read, number, id)).await, Err(Error::Missing)));
            assert!(matches!(seen_by(&world, other, |read| conversation::loose(read, "lid@kippu")).await, Err(Error::Missing)));
            assert!(matches!(by(&world, other, move |tx| conversation::change_macro(tx, id, 1, refund())).await, Err(Error::Missing)));
            assert!(matches!(by(&world, other, move |tx| conversation::remove_macro(tx, id)).await, Err(Error::Missing)));
        }
        let urgent = MacroWish { acts: Acts { priority: Some(Priority::Urgent), ..Acts::default() }, ..own("Mine") };
        by(&world, cast.chika, move |tx| conversation::change_macro(tx, id, 1, urgent)).await.unwrap();
        by(&world, cast.ben, move |tx| conversation::act(tx, number, id)).await.unwrap();
        let (_, told) = by(&world, cast.ben, move |tx| ticket::run_over(tx, &[number], Act::Macro(id), "open")).await.unwrap();
        assert_eq!(told, [(number, Some(Refusal::MacroElsewhere.key()))]);
        assert_eq!(now(&world, number).await.priority, Priority::Normal, "nobody else uses it");
        assert!(seen_by(&world, cast.aya, |read| conversation::shared_macros(read)).await.unwrap().is_empty(), "nor do rules");
        by(&world, cast.chika, move |tx| conversation::remove_macro(tx, id)).await.unwrap();
        assert_eq!(refusal(by(&world, cast.dai, |tx| conversation::create_macro(tx, own("x"))).await), Refusal::NotAllowed);
    }

    async fn ones_own_comes_before_the_teams_and_that_before_everybodys(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let said = |text: &str, teams| MacroWish { mine: false, teams, ..own(text) };
        let (all, team, mine) = (said("All", vec![]), said("Team", vec![cast.support]), own("Mine"));
        let again = team.clone();
        let all = by(&world, cast.aya, |tx| conversation::create_macro(tx, all)).await.unwrap().id;
        let heard = |who| seen_by(&world, who, move |read| {
            let offered = conversation::macros_for(read, number)?;
            Ok(offered.into_iter().map(|one| one.text_en).collect::<Vec<_>>())
        });
        assert_eq!(heard(cast.chika).await.unwrap(), ["All"]);
        by(&world, cast.ben, |tx| conversation::create_macro(tx, team)).await.unwrap();
        assert_eq!(refusal(by(&world, cast.ben, |tx| conversation::create_macro(tx, again)).await), Refusal::ShortcutTaken);
        assert_eq!(heard(cast.chika).await.unwrap(), ["Team"]);
        by(&world, cast.chika, |tx| conversation::create_macro(tx, mine)).await.unwrap();
        assert_eq!(refusal(by(&world, cast.chika, |tx| conversation::create_macro(tx, own("Twice"))).await), Refusal::ShortcutTaken);
        assert_eq!(heard(cast.chika).await.unwrap(), ["Mine"]);
        assert_eq!(heard(cast.ben).await.unwrap(), ["Team"]);
        let text = seen_by(&world, cast.chika, move |read| conversation::macro_text(read, number, all)).await.unwrap();
        assert_eq!(text, "All", "by its name it is still there");
    }

    async fn who_may_share_shares_with_teams_of_theirs(world: World) {
        let cast = world.cast().await;
        let shared = |teams| MacroWish { teams, ..refund() };
        let (none, support, other) = (shared(vec![]), shared(vec![cast.support]), shared(vec![desk::people::TeamId(999)]));
        let theirs = support.clone();
        assert_eq!(refusal(by(&world, cast.chika, |tx| conversation::create_macro(tx, theirs)).await), Refusal::NotAllowed);
        assert_eq!(refusal(by(&world, cast.ben, |tx| conversation::create_macro(tx, none)).await), Refusal::MacroForTeams);
        assert!(matches!(by(&world, cast.ben, |tx| conversation::create_macro(tx, other)).await, Err(Error::Missing)));
        let id = by(&world, cast.ben, |tx| conversation::create_macro(tx, support)).await.unwrap().id;
        assert_eq!(refusal(by(&world, cast.chika, move |tx| conversation::remove_macro(tx, id)).await), Refusal::NotAllowed);
        by(&world, cast.ben, move |tx| conversation::remove_macro(tx, id)).await.unwrap();
    }

    async fn nobody_does_through_a_macro_of_their_own_what_they_may_not_do(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        let text = Texts { en: "Dear {{ requester.name }}".into(), ja: String::new() };
        let write = Step::Write { to: vec![Role::Requester], address: String::new(), subject: Texts::default(), text };
        for step in [write.clone(), Step::Webhook(WebhookId(1)), Step::AskRating, Step::Star(cast.ben)] {
            let refused = by(&world, cast.chika, move |tx| conversation::create_macro(tx, stepping(step))).await;
            assert_eq!(refusal(refused), Refusal::MacroStepOfRules);
        }
        // Eve is in no team, and reads nothing of it.
        let closing = MacroWish { acts: Acts { priority: Some(Priority::Urgent), ..Acts::default() }, ..own("Mine") };
        let id = by(&world, cast.eve, |tx| conversation::create_macro(tx, closing)).await.unwrap().id;
        assert!(matches!(by(&world, cast.eve, move |tx| conversation::act(tx, number, id)).await, Err(Error::Missing)));
        // Whoever makes rules puts a letter into their own, until they make none any more.
        let id = by(&world, cast.ben, move |tx| conversation::create_macro(tx, stepping(write))).await.unwrap().id;
        let Actor::Agent { person, levels, .. } = world.actor(cast.ben).await else { panic!("Ben is an agent") };
        let agent = Actor::Agent { person, role: desk::Role::Agent, levels };
        world.desk.change(agent, move |tx| conversation::act(tx, number, id)).await.unwrap();
        let told = log(&world, &ticket).await;
        assert!(!told.iter().any(|one| matches!(one.event, Event::MessageSent { .. })));
        let failed = |one: &desk::Recorded| matches!(&one.event, Event::MacroFailed { reason, .. } if reason == "refusal-not-allowed");
        assert!(told.iter().any(failed), "it says so");
    }

    async fn whoever_may_not_answer_writes_nothing_through_a_shared_macro(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        let text = Texts { en: "Dear {{ requester.name }}".into(), ja: String::new() };
        let write = Step::Write { to: vec![Role::Requester], address: String::new(), subject: Texts::default(), text };
        let wish = MacroWish { mine: false, ..stepping(write) };
        let id = by(&world, cast.aya, |tx| conversation::create_macro(tx, wish)).await.unwrap().id;
        by(&world, cast.dai, move |tx| conversation::act(tx, number, id)).await.unwrap();
        assert!(!log(&world, &ticket).await.iter().any(|one| matches!(one.event, Event::MessageSent { .. })));
        by(&world, cast.chika, move |tx| conversation::act(tx, number, id)).await.unwrap();
        assert!(log(&world, &ticket).await.iter().any(|one| matches!(one.event, Event::MessageSent { .. })));
    }

    async fn a_macro_brings_its_form_its_pictures_and_its_files(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let made = by(&world, cast.aya, |tx| conversation::create_macro(tx, rich())).await.unwrap();
        let id = made.id;
        assert!(made.text_en.contains("{{ requester.name }}") && !made.text_en.contains("something else"), "{}", made.text_en);
        let kept = by(&world, cast.aya, |tx| conversation::macros(tx)).await.unwrap();
        assert_eq!((&kept[0].html_en, &kept[0].files), (&made.html_en, &made.files));
        let said = seen_by(&world, cast.chika, move |read| conversation::macro_said(read, number, id)).await.unwrap();
        assert!(said.html.as_str().contains("<strong>Kei Tanaka</strong>") && !said.html.as_str().contains("script"), "{}", said.html.as_str());
        assert!(said.text.contains("Kei Tanaka"), "the plain half stays readable");
        // Twice is once.
        for _ in 0..2 {
            by(&world, cast.chika, move |tx| conversation::bring_macro(tx, number, id)).await.unwrap();
        }
        let draft = seen_by(&world, cast.chika, move |read| conversation::draft(read, number)).await.unwrap().unwrap();
        let brought: Vec<_> = draft.attachments.iter().map(|file| (file.name.as_str(), file.inline)).collect();
        assert_eq!(brought, [("lid", true), ("plan", false)], "a picture that is not shown stays away");
        let digest = Digest::of(b"plan");
        by(&world, cast.chika, move |tx| conversation::detach(tx, number, &digest)).await.unwrap();
        let draft = seen_by(&world, cast.chika, move |read| conversation::draft(read, number)).await.unwrap().unwrap();
        assert_eq!(draft.attachments.len(), 1, "it can be taken off");
        let shown = seen_by(&world, cast.ben, |read| conversation::loose(read, "lid@kippu")).await.unwrap();
        assert_eq!(shown.digest, Digest::of(b"lid"), "whoever answers may use it");
        assert!(matches!(by(&world, cast.kei, |tx| conversation::loose(tx, "lid@kippu")).await, Err(_)));
        by(&world, cast.aya, move |tx| conversation::remove_macro(tx, id)).await.unwrap();
        let gone = seen_by(&world, cast.ben, |read| conversation::loose(read, "lid@kippu")).await;
        assert!(matches!(gone, Err(Error::Missing)));
    }

    async fn an_answer_to_many_has_the_form_and_the_files_of_its_macro(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let number = asked(&world, &cast).await.number;
        let id = by(&world, cast.aya, |tx| conversation::create_macro(tx, rich())).await.unwrap().id;
        let (_, told) = by(&world, cast.chika, move |tx| ticket::run_over(tx, &[number], Act::Answer(id), "open")).await.unwrap();
        assert_eq!(told, [(number, None)]);
        sent(&world, number).await;
    }

    async fn a_macro_whose_form_is_wrong_or_whose_files_are_too_many_is_refused(world: World) {
        let cast = world.cast().await;
        let wrong = MacroWish { html_en: CleanHtml::clean("<p>{{ nobody }}</p>"), ..refund() };
        assert_eq!(refusal(by(&world, cast.aya, |tx| conversation::create_macro(tx, wrong)).await), Refusal::TemplateWrong);
        let files = (0..200).map(|n| file(&format!("plan-{n}"), false)).collect();
        let many = MacroWish { files, ..refund() };
        assert_eq!(refusal(by(&world, cast.aya, |tx| conversation::create_macro(tx, many)).await), Refusal::TooManyAttachments);
    }

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

    async fn a_macro_takes_steps_by_the_hands_of_whoever_uses_it(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let ticket = asked(&world, &cast).await;
        let (number, solved) = (ticket.number, status(&world, Category::Solved).await);
        let task = Step::AddTask { text: "Call {{ requester.name }}".into(), minutes: 0 };
        let steps = vec![Step::Assign(Responsible::Doer), task, Step::AskRating, Step::AskRating];
        let acts = Acts { status: Some(solved), steps, ..Acts::default() };
        let wish = MacroWish { name: "Done".into(), shortcut: "done".into(), acts, ..MacroWish::default() };
        let id = by(&world, cast.aya, move |tx| conversation::create_macro(tx, wish)).await.unwrap().id;
        by(&world, cast.chika, move |tx| conversation::act(tx, number, id)).await.unwrap();
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        assert_eq!((page.ticket.category, page.ticket.assignee), (Category::Solved, Some(cast.chika)));
        assert_eq!(page.depth.tasks.iter().map(|task| task.what.text.as_str()).collect::<Vec<_>>(), ["Call Kei Tanaka"]);
        let told = log(&world, &ticket).await;
        assert_eq!(told.iter().filter(|one| matches!(one.event, Event::RatingAsked { .. })).count(), 1);
        let refused: Vec<_> = told.iter().filter_map(|one| match &one.event {
            Event::MacroFailed { name, step, reason, .. } => Some((name.as_str(), step.as_str(), reason.as_str())),
            _ => None,
        }).collect();
        assert_eq!(refused, [("Done", "ask_rating", "refusal-rating-asked")], "it says so, and the rest is done");
    }

    async fn the_steps_of_a_macro_over_many_are_taken_back_together(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let steps = vec![Step::SetPriority(Priority::Urgent), Step::Assign(Responsible::Doer), Step::ApplyMacro(MacroId(1))];
        let with = |steps| MacroWish { acts: Acts { steps, ..Acts::default() }, ..refund() };
        let wish = with(steps.clone());
        assert_eq!(refusal(by(&world, cast.aya, move |tx| conversation::create_macro(tx, wish)).await), Refusal::MacroInMacro);
        let wish = with(steps[..2].to_vec());
        let id = by(&world, cast.aya, move |tx| conversation::create_macro(tx, wish)).await.unwrap().id;
        let (run, told) = by(&world, cast.chika, move |tx| ticket::run_over(tx, &[number], Act::Macro(id), "open")).await.unwrap();
        assert_eq!(told, [(number, None)]);
        let after = now(&world, number).await;
        assert_eq!((after.priority, after.assignee), (Priority::Urgent, Some(cast.chika)));
        by(&world, cast.chika, move |tx| ticket::undo_run(tx, run.id)).await.unwrap();
        let back = now(&world, number).await;
        assert_eq!((back.priority, back.assignee), (Priority::Normal, None));
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

    async fn two_macros_for_everybody_never_share_a_shortcut_and_only_administrators_make_them(world: World) {
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

/// The last message is the macro's, with all it brings.
async fn sent(world: &testing::World, number: desk::ticket::TicketNumber) {
    let page = world.desk.ask(Actor::System, move |read| ticket::page(read, number)).await.unwrap();
    let said = page.timeline.iter().filter_map(|entry| match entry {
        Entry::Message(said) => Some(said),
        Entry::Side(_) | Entry::Event(_) => None,
    });
    let last = said.last().unwrap();
    assert!(last.message.html.as_str().contains("<strong>Kei Tanaka</strong>"), "{}", last.message.html.as_str());
    let files: Vec<_> = last.attachments.iter().map(|file| (file.name.as_str(), file.inline)).collect();
    assert_eq!(files, [("lid", true), ("plan", false)]);
}
