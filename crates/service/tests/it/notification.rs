//! Telling people: whoever wishes to hear of something hears of it once, by the media they wish, at a time that suits them.

use crate::desk_work::*;
use base::{Moment, Token};
use desk::automation::Step;
use desk::channel::{Effect, GuardWish, Letter, LetterKind, Notice, Protect, What};
use desk::conversation::{Acts, MacroWish};
use desk::notification::{
    ChatId, ChatService, ChatWish, Detail, Matrix, Medium, Mute, Muted, Occasion, Quiet, Reach, Stream, StreamKind,
    SubscriptionWish, Summary, Wishes,
};
use desk::people::{About, PersonId};
use desk::ticket::{Category, Origin, Snooze, TaskFacts, Ticket, TicketNumber};
use desk::{Actor, Event, Level, Refusal, Role};
use service::conversation::{self, Compose, Incoming};
use service::notification::{self, ChatAbout, ChatAddress, ChatChoiceWish, ChatContent, PushAbout, PushKeys, Told};
use service::{access, channel, people, readers, ticket};
use std::time::Duration;
use testing::{Cast, World, refusal};

const HOUR: Duration = Duration::from_secs(3_600);

/// Everything that has happened is told, and what is due goes out.
async fn told(world: &World) -> Vec<Letter> {
    while world.desk.ask(Actor::System, |read| readers::must_wait(read, "notify")).await.unwrap() {
        system(world, |tx| readers::follow(tx, "notify", notification::follow)).await;
    }
    due(world).await
}

async fn due(world: &World) -> Vec<Letter> {
    system(world, notification::deliver_due).await
}

async fn inbox(world: &World, person: PersonId) -> Vec<Told> {
    seen_by(world, person, |read| Ok(notification::inbox(read, true, None, 50)?.told)).await.unwrap()
}

fn occasions(told: &[Told]) -> Vec<Occasion> {
    told.iter().map(|one| one.facts.occasion).collect()
}

fn reaching(wished: &[(Occasion, Medium, Reach)]) -> Wishes {
    let mut matrix = Matrix::default();
    for (occasion, medium, reach) in wished {
        matrix.set(*occasion, *medium, *reach).unwrap();
    }
    Wishes { matrix: Some(matrix), ..Wishes::default() }
}

async fn wishes(world: &World, person: PersonId, wish: Wishes) {
    by(world, person, move |tx| notification::choose(tx, wish)).await.unwrap();
}

async fn assigns(world: &World, cast: &Cast, number: TicketNumber, to: PersonId) {
    by(world, cast.aya, move |tx| ticket::assign(tx, number, Some(to), None)).await.unwrap();
}

async fn writes(world: &World, cast: &Cast, ticket: &Ticket, text: &str) {
    let (number, said) = (ticket.number, Incoming::said(cast.kei, Origin::Mail, text));
    system(world, move |tx| conversation::incoming(tx, number, said)).await;
}

fn what(letter: &Letter) -> What {
    serde_json::from_str::<Notice>(&letter.details).unwrap().what
}

fn summary(letter: &Letter) -> Summary {
    assert_eq!(letter.kind, LetterKind::Summary);
    serde_json::from_str(&letter.details).unwrap()
}

fn slack(own: bool) -> ChatWish {
    let hosts = vec!["hooks.slack.com".to_owned()];
    ChatWish { name: "Slack".into(), service: ChatService::Slack, own, hosts, said: false, active: true }
}

async fn chat(world: &World, cast: &Cast, said: bool, own: bool) -> ChatId {
    let wish = ChatWish { said, ..slack(own) };
    let address = (!own).then(|| ChatAddress { host: "hooks.slack.com".into(), sealed: "sealed".into() });
    by(world, cast.aya, move |tx| notification::create_chat(tx, wish, address)).await.unwrap()
}

/// What is to be told to chats now.
async fn chats(world: &World) -> Vec<String> {
    let claimed = system(world, |tx| service::jobs::claim(tx, notification::CHAT, "me", HOUR, 20)).await;
    claimed.into_iter().map(|job| job.body).collect()
}

async fn content(world: &World, body: &str) -> Option<ChatContent> {
    let body = body.to_owned();
    world.desk.ask(Actor::System, move |read| notification::chat_content(read, &body)).await.unwrap()
}

/// Monday, 2 March 2026, on Tokyo's clock.
fn monday(clock: &str) -> Moment {
    Moment::on_wall_clock(&format!("2026-03-02T{clock}"), "Asia/Tokyo").unwrap()
}

fn until(world: &World, moment: Moment) {
    world.clock.advance(moment.since(world.desk.now()));
}

testing::on_both! {
    async fn people_hear_of_what_is_theirs_and_not_of_what_they_did(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        assigns(&world, &cast, ticket.number, cast.chika).await;
        writes(&world, &cast, &ticket, "Still leaks.").await;
        let number = ticket.number;
        let note = Compose { text: "@Chika Ueda look".into(), ..Compose::default() };
        by(&world, cast.ben, move |tx| {
            let said = conversation::note(tx, number, note)?;
            conversation::mention(tx, number, said, &[cast.chika])
        }).await.unwrap();
        told(&world).await;
        let heard = inbox(&world, cast.chika).await;
        assert_eq!(occasions(&heard), [Occasion::Mentioned, Occasion::Received, Occasion::Assigned, Occasion::Received]);
        assert_eq!((heard[0].facts.who.as_str(), heard[0].text.as_str()), ("Ben Okada", "@Chika Ueda look"));
        assert_eq!(heard[1].facts.who, "Kei Tanaka");
        assert_eq!(occasions(&inbox(&world, cast.ben).await), [], "what he did he knows, and what the rest did is not his");
        assert_eq!(seen_by(&world, cast.chika, notification::unread).await.unwrap(), 4);
        told(&world).await;
        assert_eq!(inbox(&world, cast.chika).await.len(), 4, "nothing is told twice");
    }

    async fn who_is_called_beside_a_ticket_hears_of_it_and_follows(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let number = asked(&world, &cast).await.number;
        let to = vec![base::Address::bare(testing::email("sato@parts.example"))];
        let compose = Compose { text: "@Chika Ueda knows the lot".into(), to, ..Compose::default() };
        by(&world, cast.ben, move |tx| {
            let (_, said) = conversation::begin_side(tx, number, "The lid", compose)?;
            conversation::mention(tx, number, said, &[cast.chika])
        }).await.unwrap();
        told(&world).await;
        let heard = inbox(&world, cast.chika).await;
        assert!(heard.iter().any(|one| one.text == "@Chika Ueda knows the lot" && one.facts.who == "Ben Okada"));
        assert!(occasions(&heard).contains(&Occasion::Mentioned));
        let page = seen_by(&world, cast.ben, move |read| ticket::page(read, number)).await.unwrap();
        assert!(page.followers.contains(&cast.chika));
    }

    async fn who_is_given_a_task_hears_of_it_and_once_more_when_it_is_due(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let due = world.desk.now().plus(HOUR);
        let what = move |text: &str, owner| TaskFacts { text: text.into(), owner: Some(owner), team: None, due: Some(due) };
        by(&world, cast.ben, move |tx| ticket::add_task(tx, number, what("Call back", cast.chika))).await.unwrap();
        by(&world, cast.ben, move |tx| ticket::add_task(tx, number, what("Send parts", cast.ben))).await.unwrap();
        told(&world).await;
        let tasks = |list: Vec<Told>| -> Vec<(Occasion, String, String)> {
            let of = |one: &Told| matches!(one.facts.occasion, Occasion::Task | Occasion::TaskDue);
            list.into_iter().filter(of).map(|one| (one.facts.occasion, one.facts.who, one.facts.detail.name().to_owned())).collect()
        };
        let given = (Occasion::Task, "Ben Okada".to_owned(), "Call back".to_owned());
        assert_eq!(tasks(inbox(&world, cast.chika).await), [given.clone()]);
        assert!(tasks(inbox(&world, cast.ben).await).is_empty(), "what he gave himself he knows");
        let task = system(&world, move |tx| {
            let ticket = store::ticket::tickets::load(tx, number)?.expect("it is there");
            Ok(store::ticket::tasks::of(tx, &[ticket.id])?.remove(1))
        }).await;
        let (id, version) = (task.id, task.version);
        by(&world, cast.ben, move |tx| ticket::change_task(tx, number, id, what("Send parts", cast.chika), Some(version))).await.unwrap();
        told(&world).await;
        let passed = (Occasion::Task, "Ben Okada".to_owned(), "Send parts".to_owned());
        assert_eq!(tasks(inbox(&world, cast.chika).await), [passed.clone(), given.clone()]);
        by(&world, cast.chika, move |tx| ticket::finish_task(tx, number, id)).await.unwrap();
        world.clock.advance(HOUR);
        system(&world, |tx| service::schedule::tick(tx, "me")).await;
        told(&world).await;
        let now_due = (Occasion::TaskDue, String::new(), "Call back".to_owned());
        assert_eq!(tasks(inbox(&world, cast.chika).await), [now_due.clone(), passed.clone(), given.clone()], "not of what is done");
        world.clock.advance(HOUR);
        system(&world, |tx| service::schedule::tick(tx, "me")).await;
        told(&world).await;
        assert_eq!(tasks(inbox(&world, cast.chika).await), [now_due, passed, given], "once");
    }

    async fn whoever_has_a_ticket_hears_that_it_is_awake_and_that_its_due_date_has_come(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        assigns(&world, &cast, number, cast.chika).await;
        let promise = async |hours: u32| {
            let then = world.desk.now().plus(HOUR * hours);
            by(&world, cast.ben, move |tx| ticket::set_deadline(tx, number, Some(then), None)).await.unwrap();
        };
        let sleep = async |hours: u32| {
            let then = Snooze::Until(world.desk.now().plus(HOUR * hours));
            by(&world, cast.ben, move |tx| ticket::snooze(tx, number, then, None)).await.unwrap();
        };
        let heard = async || {
            system(&world, |tx| service::schedule::tick(tx, "me")).await;
            told(&world).await;
            let mut all = occasions(&inbox(&world, cast.chika).await);
            all.retain(|one| matches!(one, Occasion::Woken | Occasion::Due));
            all
        };
        promise(1).await;
        sleep(1).await;
        assert_eq!(heard().await, [], "neither has come");
        world.clock.advance(HOUR);
        assert_eq!(heard().await, [Occasion::Due, Occasion::Woken]);
        assert_eq!(inbox(&world, cast.chika).await[0].facts.detail, Detail::Nothing, "no policy says so");
        world.clock.advance(HOUR);
        assert_eq!(heard().await, [Occasion::Due, Occasion::Woken], "once");
        promise(1).await;
        sleep(3).await;
        world.clock.advance(HOUR);
        assert_eq!(heard().await, [Occasion::Due, Occasion::Due, Occasion::Woken], "each date by itself");
        writes(&world, &cast, &ticket, "Any news?").await;
        assert_eq!(heard().await.len(), 3, "whom a message woke hears of the message");
        promise(1).await;
        let solved = status(&world, Category::Solved).await;
        by(&world, cast.ben, move |tx| ticket::set_status(tx, number, solved, None)).await.unwrap();
        world.clock.advance(HOUR);
        assert_eq!(heard().await.len(), 3, "what is done is not late");
    }

    async fn whoever_answered_last_and_whoever_looks_after_the_organization_hear_as_followers_do(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        assigns(&world, &cast, number, cast.chika).await;
        told(&world).await;
        by(&world, cast.ben, move |tx| conversation::reply(tx, number, to_kei("We look into it."))).await.unwrap();
        told(&world).await;
        system(&world, move |tx| {
            let own = people::create_organization(tx, "Customer")?;
            people::join_organization(tx, cast.kei, own.id)?;
            let about = About { agent: Some(cast.dai), ..About::default() };
            people::describe_organization(tx, own.id, about, own.version)?;
            ticket::set_organization(tx, number, Some(own.id), None)
        }).await;
        world.clock.advance(HOUR);
        writes(&world, &cast, &ticket, "And the lid?").await;
        told(&world).await;
        for person in [cast.ben, cast.dai] {
            assert_eq!(occasions(&inbox(&world, person).await), [Occasion::Received], "{person}");
        }
        assert_eq!(occasions(&inbox(&world, cast.aya).await), [], "all others as before");
    }

    async fn the_team_to_which_a_ticket_comes_hears_of_it_as_of_a_new_one(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let moved = async |to| by(&world, cast.aya, move |tx| ticket::move_to_team(tx, number, to, None)).await.unwrap();
        moved(cast.billing).await;
        told(&world).await;
        for person in [cast.ben, cast.dai] {
            wishes(&world, person, reaching(&[(Occasion::Created, Medium::App, Reach::Teams)])).await;
        }
        moved(cast.support).await;
        told(&world).await;
        let heard = inbox(&world, cast.dai).await;
        assert_eq!(occasions(&heard), [Occasion::Created], "it is new to the team");
        assert_eq!((&heard[0].facts.detail, heard[0].facts.who.is_empty()), (&Detail::Moved("Support".into()), false));
        moved(cast.billing).await;
        told(&world).await;
        assert!(inbox(&world, cast.dai).await.is_empty(), "it is not there for him any more");
        assert_eq!(inbox(&world, cast.ben).await.len(), 1, "he is in both, and has not looked at it yet");
        by(&world, cast.ben, move |tx| notification::see_ticket(tx, number)).await.unwrap();
        moved(cast.support).await;
        told(&world).await;
        assert_eq!(occasions(&inbox(&world, cast.ben).await), [Occasion::Created], "once more to be looked at");
    }

    async fn a_new_ticket_is_news_to_its_team_until_somebody_has_it(world: World) {
        let cast = world.cast().await;
        wishes(&world, cast.aya, reaching(&[(Occasion::Created, Medium::App, Reach::All)])).await;
        let number = asked(&world, &cast).await.number;
        told(&world).await;
        for (person, heard) in [(cast.ben, 1), (cast.chika, 1), (cast.aya, 1), (cast.dai, 0), (cast.eve, 0)] {
            assert_eq!(inbox(&world, person).await.len(), heard, "whoever may take it, in its team: {person}");
        }
        assigns(&world, &cast, number, cast.chika).await;
        told(&world).await;
        assert_eq!(occasions(&inbox(&world, cast.ben).await), [], "a colleague has it");
        assert_eq!(occasions(&inbox(&world, cast.chika).await), [Occasion::Assigned, Occasion::Created]);
        assert_eq!(inbox(&world, cast.aya).await.len(), 1, "who hears of every one has heard of it");
        let given = asked(&world, &cast).await.number;
        assigns(&world, &cast, given, cast.ben).await;
        told(&world).await;
        assert_eq!(inbox(&world, cast.chika).await.len(), 2, "what a colleague has from the start is not told");
        assert_eq!(inbox(&world, cast.aya).await.len(), 2);
        let bad = asked(&world, &cast).await.number;
        told(&world).await;
        by(&world, cast.ben, move |tx| ticket::mark_spam(tx, bad, None)).await.unwrap();
        told(&world).await;
        assert_eq!((inbox(&world, cast.chika).await.len(), inbox(&world, cast.aya).await.len()), (2, 2), "nor is spam");
    }

    async fn what_one_must_not_miss_is_mailed_to_whoever_has_chosen_nothing(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let ticket = asked(&world, &cast).await;
        assert!(told(&world).await.is_empty(), "no letter goes to a whole team");
        assigns(&world, &cast, ticket.number, cast.chika).await;
        let letters = told(&world).await;
        assert!(letters.len() == 1 && matches!(what(&letters[0]), What::Assigned { .. }), "{letters:?}");
        writes(&world, &cast, &ticket, "Any news?").await;
        let letters = told(&world).await;
        let to: Vec<&str> = letters[0].deliveries.iter().map(|one| one.address.as_str()).collect();
        assert!(letters.len() == 1 && matches!(what(&letters[0]), What::Spoke { .. }), "{letters:?}");
        assert_eq!(to, ["chika@hinode.example"]);
    }

    async fn of_a_new_ticket_one_hears_who_asks(world: World) {
        let cast = world.cast().await;
        wishes(&world, cast.dai, reaching(&[(Occasion::Created, Medium::App, Reach::Teams)])).await;
        asked(&world, &cast).await;
        told(&world).await;
        let heard = inbox(&world, cast.dai).await;
        assert_eq!(occasions(&heard), [Occasion::Created]);
        assert_eq!((heard[0].facts.who.as_str(), &heard[0].facts.detail), ("Kei Tanaka", &Detail::Nothing));
    }

    async fn the_team_hears_of_what_nobody_stands_in_for(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        assigns(&world, &cast, ticket.number, cast.chika).await;
        told(&world).await;
        wishes(&world, cast.aya, reaching(&[(Occasion::Created, Medium::App, Reach::Teams), (Occasion::Received, Medium::App, Reach::Off)])).await;
        for (who, substitute) in [(cast.chika, Some(cast.ben)), (cast.ben, None)] {
            let from = world.desk.now();
            let away = desk::ticket::Absence { from, until: from.plus(24 * HOUR), substitute };
            by(&world, who, move |tx| ticket::set_absence(tx, Some(away))).await.unwrap();
        }
        writes(&world, &cast, &ticket, "Any news?").await;
        while world.desk.ask(Actor::System, |read| readers::must_wait(read, ticket::ROUTER)).await.unwrap() {
            system(&world, |tx| readers::follow(tx, ticket::ROUTER, ticket::follow_routing)).await;
        }
        told(&world).await;
        let heard = inbox(&world, cast.aya).await;
        assert_eq!(occasions(&heard), [Occasion::Created]);
        assert_eq!(heard[0].facts.detail.name(), "Chika Ueda");
    }

    async fn whoever_is_made_to_follow_hears_of_it_once(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let (number, chika, dai) = (ticket.number, cast.chika, cast.dai);
        let meant = seen_by(&world, cast.ben, move |read| ticket::reader_meant(read, number, "Chika")).await.unwrap();
        assert_eq!(meant, chika, "whom one name alone fits");
        assert_refused(seen_by(&world, cast.ben, move |read| ticket::reader_meant(read, number, "Eve")).await, Refusal::CannotFollow);
        by(&world, cast.ben, move |tx| {
            ticket::follow(tx, number, chika, None)?;
            ticket::follow(tx, number, chika, None)
        }).await.unwrap();
        by(&world, dai, move |tx| ticket::follow(tx, number, dai, None)).await.unwrap();
        told(&world).await;
        let heard = inbox(&world, chika).await;
        let added: Vec<_> = heard.iter().filter(|one| one.facts.occasion == Occasion::Added).collect();
        assert_eq!((added.len(), added[0].facts.who.as_str()), (1, "Ben Okada"));
        assert!(!occasions(&inbox(&world, dai).await).contains(&Occasion::Added), "nor does whoever chose it");
    }

    async fn whoever_follows_by_a_macro_of_an_answer_hears_of_it(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let acts = Acts { steps: vec![Step::Follow(cast.chika)], ..Acts::default() };
        let wish = MacroWish { name: "Call Chika".into(), shortcut: "chika".into(), acts, ..MacroWish::default() };
        let id = by(&world, cast.aya, |tx| conversation::create_macro(tx, wish)).await.unwrap().id;
        by(&world, cast.ben, move |tx| {
            let said = conversation::reply(tx, number, to_kei("Chika will see to it"))?;
            conversation::act_with(tx, number, said, &[id], None)
        }).await.unwrap();
        told(&world).await;
        assert!(occasions(&inbox(&world, cast.chika).await).contains(&Occasion::Added));
    }

    async fn what_is_done_quietly_is_in_the_log_and_told_to_nobody(world: World) {
        let cast = world.cast().await;
        let everything = reaching(&[(Occasion::Created, Medium::App, Reach::All), (Occasion::Noted, Medium::Mail, Reach::All), (Occasion::Status, Medium::App, Reach::All)]);
        wishes(&world, cast.chika, everything).await;
        let ticket = asked(&world, &cast).await;
        told(&world).await;
        let before = inbox(&world, cast.chika).await.len();
        let number = ticket.number;
        let note = Compose { text: "@Chika Ueda look".into(), ..Compose::default() };
        by(&world, cast.ben, move |tx| tx.quietly(|tx| {
            ticket::assign(tx, number, Some(cast.chika), None)?;
            let said = conversation::note(tx, number, note)?;
            conversation::mention(tx, number, said, &[cast.chika])
        })).await.unwrap();
        assert!(told(&world).await.is_empty(), "no letter goes");
        assert_eq!(inbox(&world, cast.chika).await.len(), before, "nor is it in the list");
        let log = world.desk.ask(Actor::System, |read| service::audit(read, None, 50)).await.unwrap();
        let quiet: Vec<&'static str> = log.events.iter().filter(|one| one.quiet).map(|one| one.event.kind()).collect();
        assert!(["person_mentioned", "note_added", "assignee_changed"].iter().all(|kind| quiet.contains(kind)), "the log has it: {quiet:?}");
        // The next change of somebody is told again, and silence ends with the verb it was asked for.
        by(&world, cast.ben, move |tx| {
            tx.quietly(|tx| ticket::assign(tx, number, None, None))?;
            ticket::assign(tx, number, Some(cast.chika), None)
        }).await.unwrap();
        told(&world).await;
        let heard = inbox(&world, cast.chika).await;
        assert_eq!((heard.len(), heard[0].facts.occasion), (before + 1, Occasion::Assigned));
    }

    async fn each_reach_goes_as_far_as_it_says_and_never_beyond_what_one_may_see(world: World) {
        let cast = world.cast().await;
        for (person, reach) in [(cast.ben, Reach::Teams), (cast.aya, Reach::All), (cast.eve, Reach::All)] {
            let wish = reaching(&[(Occasion::Created, Medium::App, reach), (Occasion::Received, Medium::App, reach)]);
            wishes(&world, person, wish).await;
        }
        let ticket = asked(&world, &cast).await;
        told(&world).await;
        for (person, heard) in [(cast.ben, 1), (cast.aya, 1), (cast.eve, 0), (cast.dai, 0)] {
            assert_eq!(inbox(&world, person).await.len(), heard, "a new ticket is one thing to hear: {person}");
        }
        writes(&world, &cast, &ticket, "And now?").await;
        told(&world).await;
        assert_eq!(occasions(&inbox(&world, cast.ben).await), [Occasion::Received, Occasion::Created]);
        by(&world, cast.aya, move |tx| people::set_level(tx, cast.ben, cast.support, Level::None, 2)).await.unwrap();
        let count = seen_by(&world, cast.ben, notification::unread).await.unwrap();
        assert_eq!((inbox(&world, cast.ben).await.len(), count), (0, 0), "what he may not see any more is not there");
    }

    async fn looking_at_the_ticket_withdraws_what_has_not_gone_out(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        wishes(&world, cast.chika, reaching(&[(Occasion::Assigned, Medium::Mail, Reach::Off)])).await;
        let ticket = asked(&world, &cast).await;
        assigns(&world, &cast, ticket.number, cast.chika).await;
        assert_eq!(told(&world).await.len(), 1, "she is not here: a letter goes at once");
        world.desk.change(Actor::Anonymous, move |tx| access::sign_in(tx, cast.chika, "", "")).await.unwrap();
        writes(&world, &cast, &ticket, "Hello?").await;
        assert!(told(&world).await.is_empty(), "she is here, and gets a moment to look");
        let number = ticket.number;
        by(&world, cast.chika, move |tx| notification::see_ticket(tx, number)).await.unwrap();
        world.clock.advance(Duration::from_secs(120));
        assert!(due(&world).await.is_empty() && inbox(&world, cast.chika).await.is_empty());
        writes(&world, &cast, &ticket, "Anybody?").await;
        assert!(told(&world).await.is_empty());
        world.clock.advance(Duration::from_secs(61));
        let late = due(&world).await;
        assert!(matches!(what(&late[0]), What::Spoke { ref text, .. } if text == "Anybody?"), "she did not look: {late:?}");
        let events = log(&world, &ticket).await.len();
        by(&world, cast.chika, move |tx| notification::see_ticket(tx, number)).await.unwrap();
        by(&world, cast.chika, move |tx| notification::see_ticket(tx, number)).await.unwrap();
        assert_eq!(log(&world, &ticket).await.len(), events, "it is no event of the ticket");
    }

    async fn quiet_hours_hold_everything_and_end_with_one_summary(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let quiet = Some(Quiet { from: 19 * 60, until: 8 * 60, days: [false, false, false, false, false, true, true] });
        let letters = [(Occasion::Received, Medium::Mail, Reach::Mine), (Occasion::Assigned, Medium::Mail, Reach::Mine)];
        wishes(&world, cast.chika, Wishes { quiet, ..reaching(&letters) }).await;
        // It is Sunday.
        let ticket = asked(&world, &cast).await;
        assigns(&world, &cast, ticket.number, cast.chika).await;
        assert!(told(&world).await.is_empty());
        assert_eq!(inbox(&world, cast.chika).await.len(), 2, "the workspace is silent and shows it");
        until(&world, monday("07:59"));
        assert!(due(&world).await.is_empty());
        until(&world, monday("08:00"));
        let letter = due(&world).await.remove(0);
        let held = summary(&letter);
        assert_eq!((held.count, held.groups[0].lines.len()), (2, 2));
        assert!(!letter.subject.contains("kettle") && letter.ticket.is_none(), "others see the subject in the outbox");
        writes(&world, &cast, &ticket, "Hello?").await;
        assert_eq!(told(&world).await[0].kind, LetterKind::Notice, "in the daytime each comes by itself");
        let off = reaching(&letters);
        until(&world, monday("20:00"));
        wishes(&world, cast.chika, off).await;
        writes(&world, &cast, &ticket, "Late").await;
        assert_eq!(told(&world).await.len(), 1, "without quiet hours nothing waits");
    }

    async fn who_is_away_hears_of_it_when_they_are_back(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let letters = [(Occasion::Received, Medium::Mail, Reach::Mine), (Occasion::Assigned, Medium::Mail, Reach::Mine)];
        wishes(&world, cast.chika, reaching(&letters)).await;
        let leaves = async || {
            let from = world.desk.now();
            let away = desk::ticket::Absence { from, until: from.plus(24 * HOUR), substitute: None };
            by(&world, cast.aya, move |tx| ticket::set_absence_of(tx, cast.chika, Some(away))).await.unwrap();
        };
        leaves().await;
        let ticket = asked(&world, &cast).await;
        assigns(&world, &cast, ticket.number, cast.chika).await;
        assert!(told(&world).await.is_empty());
        assert_eq!(inbox(&world, cast.chika).await.len(), 2, "the workspace is silent and shows it");
        world.clock.advance(23 * HOUR);
        assert!(due(&world).await.is_empty());
        world.clock.advance(HOUR);
        assert_eq!(summary(&due(&world).await.remove(0)).count, 2);
        leaves().await;
        writes(&world, &cast, &ticket, "Hello?").await;
        assert!(told(&world).await.is_empty());
        by(&world, cast.chika, |tx| ticket::set_absence(tx, None)).await.unwrap();
        assert_eq!(due(&world).await.len(), 1, "back before the day, they need not wait for it");
    }

    async fn a_flood_is_some_letters_and_one_summary(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let wish = reaching(&[(Occasion::Assigned, Medium::Mail, Reach::Off)]);
        wishes(&world, cast.chika, Wishes { letters: 3, ..wish }).await;
        let ticket = asked(&world, &cast).await;
        assigns(&world, &cast, ticket.number, cast.chika).await;
        for n in 0..9 {
            writes(&world, &cast, &ticket, &format!("Message {n}")).await;
        }
        let letters = told(&world).await;
        assert_eq!(letters.iter().filter(|letter| letter.kind == LetterKind::Notice).count(), 3);
        assert_eq!(letters.len(), 3);
        world.clock.advance(HOUR + Duration::from_secs(1));
        let rest = due(&world).await;
        assert_eq!((rest.len(), summary(&rest[0]).count), (1, 7));
        assert!(due(&world).await.is_empty());
    }

    async fn what_is_muted_is_silent_but_for_ones_own_name(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        assigns(&world, &cast, number, cast.chika).await;
        told(&world).await;
        by(&world, cast.chika, move |tx| notification::see_ticket(tx, number)).await.unwrap();
        by(&world, cast.chika, move |tx| notification::mute_ticket(tx, number, true)).await.unwrap();
        writes(&world, &cast, &ticket, "Hello?").await;
        told(&world).await;
        assert!(inbox(&world, cast.chika).await.is_empty());
        let note = Compose { text: "@Chika Ueda please".into(), ..Compose::default() };
        by(&world, cast.ben, move |tx| {
            let said = conversation::note(tx, number, note)?;
            conversation::mention(tx, number, said, &[cast.chika])
        }).await.unwrap();
        told(&world).await;
        assert_eq!(occasions(&inbox(&world, cast.chika).await), [Occasion::Mentioned]);
        let mutes = seen_by(&world, cast.chika, notification::mutes).await.unwrap();
        assert_eq!(mutes.iter().map(|(_, number, _)| *number).collect::<Vec<_>>(), [Some(number)]);
        by(&world, cast.chika, move |tx| notification::mute_ticket(tx, number, false)).await.unwrap();
        let team = Mute { what: Muted::Team, target: cast.support.0 };
        by(&world, cast.chika, move |tx| notification::mute(tx, team)).await.unwrap();
        writes(&world, &cast, &ticket, "Once more").await;
        told(&world).await;
        assert_eq!(inbox(&world, cast.chika).await.len(), 1);
        let foreign = Mute { what: Muted::Team, target: cast.billing.0 };
        assert_missing(by(&world, cast.dai, move |tx| notification::mute(tx, foreign)).await);
    }

    async fn administrators_say_what_holds_without_a_choice(world: World) {
        let cast = world.cast().await;
        let mut wish = Matrix::default();
        wish.set(Occasion::Created, Medium::App, Reach::Off).unwrap();
        let (seen, wanted) = (Matrix::default(), wish.clone());
        by(&world, cast.aya, move |tx| notification::change_defaults(tx, Role::Agent, &seen, &wanted)).await.unwrap();
        asked(&world, &cast).await;
        told(&world).await;
        assert_eq!((inbox(&world, cast.chika).await.len(), inbox(&world, cast.ben).await.len()), (0, 1));
        wishes(&world, cast.chika, Wishes { matrix: Some(wish.whole()), ..Wishes::default() }).await;
        let (own, _) = seen_by(&world, cast.chika, notification::wishes).await.unwrap();
        assert_eq!(own.matrix, None, "who wishes nothing else follows the administrators");
        let stale = Matrix::default();
        let late = by(&world, cast.aya, move |tx| notification::change_defaults(tx, Role::Agent, &stale, &Matrix::default())).await;
        assert!(matches!(late, Err(desk::Error::Conflict)));
        let bad = Wishes { letters: 0, ..Wishes::default() };
        assert_eq!(refusal(by(&world, cast.chika, move |tx| notification::choose(tx, bad)).await), Refusal::LettersInvalid);
    }

    async fn the_daily_letter_tells_what_waits_and_is_silent_when_nothing_does(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        wishes(&world, cast.chika, Wishes { digest: Some(8), ..Wishes::default() }).await;
        wishes(&world, cast.ben, Wishes { digest: Some(8), ..Wishes::default() }).await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        assigns(&world, &cast, number, cast.chika).await;
        let what = TaskFacts { text: "Call back".into(), owner: Some(cast.chika), team: None, due: Some(monday("07:00")) };
        by(&world, cast.chika, move |tx| ticket::add_task(tx, number, what)).await.unwrap();
        told(&world).await;
        until(&world, monday("08:00"));
        let letters = due(&world).await;
        assert_eq!(letters.len(), 1, "Ben has nothing to do");
        let digest = summary(&letters[0]);
        let groups: Vec<(&str, usize)> = digest.groups.iter().map(|group| (group.key.as_str(), group.lines.len())).collect();
        assert_eq!(groups, [("digest-overdue", 1), ("digest-waiting", 1)]);
        assert!(due(&world).await.is_empty(), "once a day");
        world.clock.advance(24 * HOUR);
        assert_eq!(due(&world).await.len(), 1);
    }

    async fn a_browser_is_told_by_a_job_of_its_own_until_its_session_ends(world: World) {
        let cast = world.cast().await;
        let (session, _) = world.desk.change(Actor::Anonymous, move |tx| access::sign_in(tx, cast.chika, "Firefox/140.0", "")).await.unwrap();
        let wish = |n: &str| SubscriptionWish {
            endpoint: format!("https://push.example/{n}"), public_key: "B".repeat(87), auth: "A".repeat(22),
        };
        let (digest, first) = (session.digest(), wish("1"));
        by(&world, cast.chika, move |tx| notification::subscribe(tx, &digest, first)).await.unwrap();
        let (digest, other) = (session.digest(), wish("2"));
        assert_missing(by(&world, cast.ben, move |tx| notification::subscribe(tx, &digest, other)).await);
        let ticket = asked(&world, &cast).await;
        assigns(&world, &cast, ticket.number, cast.chika).await;
        told(&world).await;
        world.clock.advance(Duration::from_secs(61));
        due(&world).await;
        let job = system(&world, |tx| service::jobs::claim(tx, notification::PUSH, "me", HOUR, 10)).await.remove(0);
        let body = job.body.clone();
        let content = world.desk.ask(Actor::System, move |read| notification::push_content(read, &body)).await.unwrap().unwrap();
        match &content.about {
            PushAbout::One { number, told, text, .. } => {
                assert_eq!((*number, told.occasion, text), (ticket.number, Occasion::Received, &None), "no text unless she wishes it");
            }
            PushAbout::Many(count) => panic!("{count}"),
        }
        let number = ticket.number;
        by(&world, cast.chika, move |tx| notification::see_ticket(tx, number)).await.unwrap();
        let body = job.body.clone();
        let seen = world.desk.ask(Actor::System, move |read| notification::push_content(read, &body)).await.unwrap();
        assert_eq!(seen, None, "what was seen is not pushed");
        by(&world, cast.chika, move |tx| access::sign_out(tx, &session)).await.unwrap();
        assert!(seen_by(&world, cast.chika, notification::subscriptions).await.unwrap().is_empty());
    }

    async fn a_flood_in_a_browser_is_some_pushes_and_one_for_the_rest_that_nobody_has_seen(world: World) {
        let cast = world.cast().await;
        let (session, _) = world.desk.change(Actor::Anonymous, move |tx| access::sign_in(tx, cast.chika, "Firefox/140.0", "")).await.unwrap();
        let browser = SubscriptionWish {
            endpoint: "https://push.example/1".into(), public_key: "B".repeat(87), auth: "A".repeat(22),
        };
        by(&world, cast.chika, move |tx| notification::subscribe(tx, &session.digest(), browser)).await.unwrap();
        let one = reaching(&[(Occasion::Received, Medium::Push, Reach::Mine), (Occasion::Assigned, Medium::Push, Reach::Off)]);
        wishes(&world, cast.chika, Wishes { letters: 2, ..one }).await;
        world.clock.advance(HOUR);
        let pushes = async || {
            let claimed = system(&world, |tx| service::jobs::claim(tx, notification::PUSH, "me", 4 * HOUR, 20)).await;
            claimed.into_iter().map(|job| job.body).collect::<Vec<_>>()
        };
        let about = async |body: String| {
            let content = world.desk.ask(Actor::System, move |read| notification::push_content(read, &body)).await.unwrap();
            content.map(|content| content.about)
        };
        let ticket = asked(&world, &cast).await;
        assigns(&world, &cast, ticket.number, cast.chika).await;
        told(&world).await;
        assert_eq!(pushes().await.len(), 1);
        for n in 0..3 {
            writes(&world, &cast, &ticket, &format!("Message {n}")).await;
            told(&world).await;
        }
        let second = pushes().await;
        assert_eq!(second.len(), 1, "two within the hour");
        assert!(matches!(about(second[0].clone()).await, Some(PushAbout::One { .. })));
        world.clock.advance(HOUR + Duration::from_secs(1));
        due(&world).await;
        let rest = pushes().await;
        assert_eq!(rest.len(), 1);
        assert_eq!(about(rest[0].clone()).await, Some(PushAbout::Many(2)));
        let (number, other) = (ticket.number, TicketNumber(ticket.number.0 + 1));
        let shown = async |person| seen_by(&world, person, move |read| notification::unseen(read, vec![number, other])).await.unwrap();
        assert_eq!((shown(cast.chika).await, shown(cast.ben).await), (vec![number], vec![]), "each their own");
        let newest = inbox(&world, cast.chika).await[0].id;
        by(&world, cast.chika, move |tx| notification::see_one(tx, newest)).await.unwrap();
        assert!(matches!(about(rest[0].clone()).await, Some(PushAbout::One { .. })), "of two one is left");
        by(&world, cast.chika, move |tx| notification::see_ticket(tx, number)).await.unwrap();
        assert_eq!(about(rest[0].clone()).await, None, "what was seen is not pushed");
        assert_eq!(shown(cast.chika).await, [], "nor does a browser show it any longer");
    }

    async fn a_chat_is_told_as_its_person_chose_and_not_of_what_was_seen(world: World) {
        let cast = world.cast().await;
        let slack = chat(&world, &cast, true, false).await;
        let wish = ChatChoiceWish { chat: slack, address: None, mention: "U012ABCDEF".into(), said: true };
        by(&world, cast.chika, move |tx| notification::choose_chat(tx, wish)).await.unwrap();
        let ticket = asked(&world, &cast).await;
        assigns(&world, &cast, ticket.number, cast.chika).await;
        told(&world).await;
        let jobs = chats(&world).await;
        assert_eq!(jobs.len(), 2, "what the requester said, and that it is hers");
        let content = content(&world, &jobs[1]).await.unwrap();
        assert_eq!((content.sealed_address.as_str(), content.mention.as_str()), ("sealed", "U012ABCDEF"));
        let ChatAbout::One { number, told: what, text, .. } = &content.about else { panic!("{content:?}") };
        assert_eq!((*number, what.occasion), (ticket.number, Occasion::Assigned));
        assert_eq!(text.as_ref().map(|(subject, _)| subject.as_str()), Some("The kettle leaks"));
        let number = ticket.number;
        by(&world, cast.chika, move |tx| notification::see_ticket(tx, number)).await.unwrap();
        assert_eq!(self::content(&world, &jobs[0]).await, None, "what was seen is told nowhere");
        by(&world, cast.chika, notification::leave_chat).await.unwrap();
        writes(&world, &cast, &ticket, "Hello?").await;
        told(&world).await;
        assert!(chats(&world).await.is_empty());
    }

    async fn a_flood_in_a_chat_is_some_messages_and_one_for_the_rest(world: World) {
        let cast = world.cast().await;
        let slack = chat(&world, &cast, false, false).await;
        let wish = ChatChoiceWish { chat: slack, address: None, mention: String::new(), said: true };
        by(&world, cast.chika, move |tx| notification::choose_chat(tx, wish)).await.unwrap();
        let one = reaching(&[(Occasion::Received, Medium::Chat, Reach::Mine), (Occasion::Assigned, Medium::Chat, Reach::Off)]);
        wishes(&world, cast.chika, Wishes { letters: 2, ..one }).await;
        let ticket = asked(&world, &cast).await;
        assigns(&world, &cast, ticket.number, cast.chika).await;
        told(&world).await;
        assert_eq!(chats(&world).await.len(), 1);
        for n in 0..3 {
            writes(&world, &cast, &ticket, &format!("Message {n}")).await;
            told(&world).await;
        }
        let jobs = chats(&world).await;
        assert_eq!(jobs.len(), 1, "two within the hour");
        let ChatAbout::One { text: None, .. } = content(&world, &jobs[0]).await.unwrap().about else {
            panic!("the chat lets nobody read subjects")
        };
        world.clock.advance(HOUR + Duration::from_secs(1));
        due(&world).await;
        let rest = chats(&world).await;
        assert_eq!(rest.len(), 1);
        let ChatAbout::Many(lines, count) = content(&world, &rest[0]).await.unwrap().about else { panic!("{rest:?}") };
        assert_eq!((lines.len(), count), (2, 2));
    }

    async fn quiet_hours_hold_a_chat_as_well_and_the_day_is_told_there(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let slack = chat(&world, &cast, false, false).await;
        let wish = ChatChoiceWish { chat: slack, address: None, mention: String::new(), said: false };
        by(&world, cast.chika, move |tx| notification::choose_chat(tx, wish)).await.unwrap();
        let quiet = Some(Quiet { from: 19 * 60, until: 8 * 60, days: [false, false, false, false, false, true, true] });
        wishes(&world, cast.chika, Wishes { quiet, digest: Some(8), digest_chat: true, ..Wishes::default() }).await;
        // It is Sunday.
        let ticket = asked(&world, &cast).await;
        assigns(&world, &cast, ticket.number, cast.chika).await;
        told(&world).await;
        assert!(chats(&world).await.is_empty());
        until(&world, monday("08:00"));
        due(&world).await;
        let jobs = chats(&world).await;
        assert_eq!(jobs.len(), 2);
        assert!(matches!(content(&world, &jobs[0]).await.unwrap().about, ChatAbout::Many(_, 2)));
        let ChatAbout::Digest(summary) = content(&world, &jobs[1]).await.unwrap().about else { panic!("{jobs:?}") };
        assert_eq!(summary.groups[0].lines[0].number, ticket.number);
        assert_eq!(summary.groups[0].lines[0].subject, "", "where subjects may not be read there are none");
    }

    async fn of_a_mailbox_that_always_encrypts_nothing_that_was_written_leaves_the_desk(world: World) {
        let cast = world.cast().await;
        let of = mailbox(&world, &cast).await.id;
        world.closes(of, Protect::Encrypt).await;
        let slack = chat(&world, &cast, true, false).await;
        let wish = ChatChoiceWish { chat: slack, address: None, mention: String::new(), said: true };
        by(&world, cast.chika, move |tx| notification::choose_chat(tx, wish)).await.unwrap();
        let (session, _) = world.desk.change(Actor::Anonymous, move |tx| access::sign_in(tx, cast.chika, "Firefox/140.0", "")).await.unwrap();
        let browser = SubscriptionWish {
            endpoint: "https://push.example/1".into(), public_key: "B".repeat(87), auth: "A".repeat(22),
        };
        by(&world, cast.chika, move |tx| notification::subscribe(tx, &session.digest(), browser)).await.unwrap();
        let mail = reaching(&[(Occasion::Assigned, Medium::Mail, Reach::Mine)]);
        wishes(&world, cast.chika, Wishes { digest: Some(8), digest_chat: true, push_text: true, ..mail }).await;
        let ticket = asked(&world, &cast).await;
        assigns(&world, &cast, ticket.number, cast.chika).await;
        told(&world).await;
        world.clock.advance(Duration::from_secs(61));
        let letter = due(&world).await.remove(0);
        assert_eq!(letter.subject, format!("Ticket #{}", ticket.number));
        assert!(serde_json::from_str::<Notice>(&letter.details).unwrap().discreet);
        let why = "the mailbox of this ticket encrypts its letters";
        let jobs = chats(&world).await;
        assert_eq!(jobs.len(), 2);
        for job in jobs {
            let ChatAbout::One { text: Some((subject, said)), .. } = content(&world, &job).await.unwrap().about else { panic!("{job}") };
            assert!(subject.contains(why) && said.is_empty(), "{subject} {said}");
        }
        let jobs = system(&world, |tx| service::jobs::claim(tx, notification::PUSH, "me", HOUR, 10)).await;
        assert_eq!(jobs.len(), 2);
        for job in jobs {
            let asked = world.desk.ask(Actor::System, move |read| notification::push_content(read, &job.body));
            let PushAbout::One { text: Some((subject, said)), .. } = asked.await.unwrap().unwrap().about else { panic!("it is one") };
            assert!(subject.contains(why) && said.is_empty(), "{subject} {said}");
        }
        assert_eq!(inbox(&world, cast.chika).await[0].subject, "The kettle leaks", "the desk itself shows it");
        until(&world, monday("08:00"));
        let day = summary(&due(&world).await.remove(0));
        assert!(day.discreet && day.groups[0].lines[0].subject.is_empty(), "{day:?}");
        let job = chats(&world).await.remove(0);
        let ChatAbout::Digest(there) = content(&world, &job).await.unwrap().about else { panic!("{job}") };
        assert_eq!(there, day);
        by(&world, cast.aya, move |tx| channel::protect_mailbox(tx, of, Protect::Possible)).await.unwrap();
        for person in [cast.ben, cast.chika] {
            assigns(&world, &cast, ticket.number, person).await;
        }
        assert_eq!(told(&world).await[0].subject, "The kettle leaks");
    }

    async fn an_address_of_ones_own_lies_where_administrators_wish(world: World) {
        let cast = world.cast().await;
        let own = chat(&world, &cast, false, true).await;
        let at = |host: &str| ChatChoiceWish {
            chat: own,
            address: Some(ChatAddress { host: host.into(), sealed: format!("sealed {host}") }),
            mention: String::new(),
            said: false,
        };
        let (elsewhere, there) = (at("evil.example"), at("hooks.slack.com"));
        assert_eq!(refusal(by(&world, cast.chika, move |tx| notification::choose_chat(tx, elsewhere)).await), Refusal::ChatElsewhere);
        let none = ChatChoiceWish { address: None, ..there.clone() };
        assert_eq!(refusal(by(&world, cast.chika, move |tx| notification::choose_chat(tx, none)).await), Refusal::UrlInvalid);
        by(&world, cast.chika, move |tx| notification::choose_chat(tx, there)).await.unwrap();
        let trial = seen_by(&world, cast.chika, notification::own_chat_trial).await.unwrap();
        assert_eq!(trial.sealed_address, "sealed hooks.slack.com");
        assert_missing(seen_by(&world, cast.ben, notification::own_chat_trial).await);
        // One for all forgets what people had entered.
        let wish = ChatWish { own: false, ..slack(false) };
        let address = Some(ChatAddress { host: "hooks.slack.com".into(), sealed: "sealed".into() });
        by(&world, cast.aya, move |tx| notification::change_chat(tx, own, wish, address, 1)).await.unwrap();
        assert_eq!(seen_by(&world, cast.chika, notification::chat_choice).await.unwrap().1, None);
        let off = ChatWish { active: false, ..slack(false) };
        by(&world, cast.aya, move |tx| notification::change_chat(tx, own, off, None, 2)).await.unwrap();
        let again = ChatChoiceWish { chat: own, address: None, mention: String::new(), said: false };
        assert_missing(by(&world, cast.chika, move |tx| notification::choose_chat(tx, again)).await);
    }

    async fn a_message_is_tried_for_half_a_day_and_what_went_wrong_is_told(world: World) {
        let cast = world.cast().await;
        let slack = chat(&world, &cast, false, false).await;
        let wish = ChatChoiceWish { chat: slack, address: None, mention: String::new(), said: false };
        by(&world, cast.chika, move |tx| notification::choose_chat(tx, wish)).await.unwrap();
        let ticket = asked(&world, &cast).await;
        assigns(&world, &cast, ticket.number, cast.chika).await;
        told(&world).await;
        let mut job = chats(&world).await.remove(0);
        for _ in 0..8 {
            let body = job.clone();
            system(&world, move |tx| notification::chat_again(tx, &body, "chat-busy")).await;
            assert!(chats(&world).await.is_empty(), "not at once");
            world.clock.advance(6 * HOUR);
            job = chats(&world).await.remove(0);
        }
        let body = job.clone();
        system(&world, move |tx| notification::chat_again(tx, &body, "chat-busy")).await;
        world.clock.advance(24 * HOUR);
        assert!(chats(&world).await.is_empty(), "it is no news any more");
        let all = seen_by(&world, cast.aya, notification::chats).await.unwrap();
        assert_eq!(all[0].1[0].trouble, "chat-busy");
        let chika = cast.chika;
        system(&world, move |tx| notification::chat_told(tx, chika, "")).await;
        let choice = seen_by(&world, cast.chika, notification::chat_choice).await.unwrap().1.unwrap();
        assert_eq!((choice.trouble.as_str(), choice.told_at.is_some()), ("", true));
    }

    async fn the_houses_key_is_made_once(world: World) {
        world.cast().await;
        let keys = |public: &str| PushKeys { public: public.into(), sealed_private: "sealed".into() };
        for public in ["one", "two"] {
            let keys = keys(public);
            system(&world, move |tx| notification::keep_push_keys(tx, &keys)).await;
        }
        assert_eq!(system(&world, |tx| notification::push_keys(tx)).await, Some(keys("one")));
    }

    async fn a_calendar_shows_what_its_owner_may_see_at_that_moment(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        assigns(&world, &cast, number, cast.chika).await;
        let due = world.desk.now().plus(24 * HOUR);
        by(&world, cast.chika, move |tx| ticket::set_deadline(tx, number, Some(due), None)).await.unwrap();
        let token = by(&world, cast.chika, notification::open_calendar).await.unwrap();
        let reader = |token: Token| world.desk.ask(Actor::Anonymous, move |read| notification::calendar_actor(read, &token));
        let actor = reader(token.clone()).await.unwrap();
        let (entries, _, house) = world.desk.ask(actor, notification::calendar).await.unwrap();
        assert_eq!((entries.len(), entries[0].at, house.as_str()), (1, due, "Hinode Coffee"));
        let again = by(&world, cast.chika, notification::open_calendar).await.unwrap();
        assert_missing(reader(token).await);
        let chika = cast.chika;
        by(&world, cast.aya, move |tx| people::deactivate(tx, chika, 2)).await.unwrap();
        assert_missing(reader(again).await);
    }

    async fn activity_shows_what_one_may_see_narrowed_as_one_wishes(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        by(&world, cast.chika, move |tx| conversation::note(tx, number, Compose { text: "Hm".into(), ..Compose::default() })).await.unwrap();
        let open = status(&world, Category::Solved).await;
        by(&world, cast.ben, move |tx| ticket::set_status(tx, number, open, None)).await.unwrap();
        let kinds = |wanted: Stream, person: PersonId| {
            let world = &world;
            async move {
                let found = seen_by(world, person, move |read| service::activity(read, wanted, None, 50)).await.unwrap();
                found.found.events.iter().map(|one| one.event.kind()).collect::<Vec<_>>()
            }
        };
        assert_eq!(kinds(Stream::default(), cast.dai).await, ["status_changed", "note_added", "message_received", "ticket_created"]);
        assert_eq!(kinds(Stream { person: Some(cast.chika), ..Stream::default() }, cast.aya).await, ["note_added"]);
        assert_eq!(kinds(Stream { kind: Some(StreamKind::Changed), ..Stream::default() }, cast.aya).await, ["status_changed"]);
        assert_eq!(kinds(Stream::default(), cast.eve).await, Vec::<&str>::new(), "who sees no ticket sees nothing happen");
        let page = seen_by(&world, cast.aya, |read| service::activity(read, Stream::default(), None, 2)).await.unwrap();
        let older = page.older;
        let rest = seen_by(&world, cast.aya, move |read| service::activity(read, Stream::default(), older, 2)).await.unwrap();
        assert_eq!((page.found.events.len(), rest.found.events.len(), rest.older), (2, 2, None));
    }

    async fn an_answer_that_waits_is_none_before_it_is_let_go(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        wishes(&world, cast.aya, reaching(&[(Occasion::Replied, Medium::App, Reach::All)])).await;
        let guard = GuardWish { name: "Two?".into(), words: vec!["lid".into()], effect: Effect::Approve, ..GuardWish::default() };
        by(&world, cast.aya, |tx| channel::create_guard(tx, guard)).await.unwrap();
        let number = asked(&world, &cast).await.number;
        let said = by(&world, cast.chika, move |tx| conversation::reply(tx, number, to_kei("A new lid."))).await.unwrap();
        let unsent = || seen_by(&world, cast.aya, |read| Ok(service::activity(read, Stream::default(), None, 50)?.unsent));
        told(&world).await;
        assert!(!occasions(&inbox(&world, cast.aya).await).contains(&Occasion::Replied));
        assert!(unsent().await.unwrap().contains(&said), "nor does the page of what happens say so");
        by(&world, cast.ben, |tx| {
            let letter = channel::waiting_letters(tx)?[0].release.letter;
            channel::approve_letter(tx, letter, None)
        }).await.unwrap();
        told(&world).await;
        let heard = inbox(&world, cast.aya).await;
        let replied: Vec<_> = heard.iter().filter(|one| one.facts.occasion == Occasion::Replied).collect();
        assert_eq!((replied.len(), replied[0].facts.who.as_str()), (1, "Chika Ueda"));
        assert!(unsent().await.unwrap().is_empty());
    }

    async fn what_is_old_is_forgotten(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        assigns(&world, &cast, ticket.number, cast.chika).await;
        told(&world).await;
        assert_eq!(system(&world, notification::sweep).await, 0);
        world.clock.advance(91 * 24 * HOUR);
        assert_eq!(system(&world, notification::sweep).await, 2);
        assert!(inbox(&world, cast.chika).await.is_empty());
    }

    async fn a_letter_tells_who_did_what_to_which_status(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let other = [Occasion::Received, Occasion::Assigned].map(|one| (one, Medium::Mail, Reach::Off));
        wishes(&world, cast.chika, reaching(&[&other[..], &[(Occasion::Status, Medium::Mail, Reach::Mine)]].concat())).await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        assigns(&world, &cast, number, cast.chika).await;
        let solved = status(&world, Category::Solved).await;
        by(&world, cast.ben, move |tx| ticket::set_status(tx, number, solved, None)).await.unwrap();
        let letters = told(&world).await;
        let What::Told { told, .. } = what(&letters[0]) else { panic!("{letters:?}") };
        assert_eq!((told.who.as_str(), told.detail), ("Ben Okada", Detail::Named("Solved".into())));
        assert!(log(&world, &ticket).await.iter().all(|one| !matches!(one.event, Event::InboxChanged { .. })));
    }
}
