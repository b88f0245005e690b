//! Rules act on what happens, once, in order; wait for their time; propose; and never go round in circles.

use crate::desk_of_mail::open;
use base::{Address, CleanHtml, Digest};
use desk::automation::{Outcome, Responsible, Role, RuleId, RuleKind, RuleWish, Stage, Step, Texts};
use desk::channel::{
    Attempt, Delivery, Fate, LetterId, LetterKind, LetterState, MailboxId, Outcome as Said, Protect, Withheld,
};
use desk::condition::Condition;
use desk::conversation::{Dispatch, MacroWish, MessageKind, NewAttachment};
use desk::people::About;
use desk::ticket::{Kind, Origin, Priority, Ticket, TicketNumber};
use desk::{Event, Who};
use reactions::{Jobs, step};
use service::automation::{self, Switch};
use service::channel;
use service::conversation::{self, Compose, Incoming};
use service::people;
use service::ticket::{self, Entry, NewTicket, TicketPage};
use service::{Actor, Done, Tx};
use std::time::Duration;
use testing::{Cast, World, email};

pub async fn system<T: Send + 'static>(world: &World, verb: impl FnOnce(&mut Tx) -> Done<T> + Send + 'static) -> T {
    world.desk.change(Actor::System, verb).await.expect("the desk may do everything")
}

async fn follow(world: &World) {
    step(&world.desk, &Jobs::new()).await.unwrap();
}

/// An answer to the requester, with somebody else in copy.
pub fn to_two() -> Compose {
    let (to, cc) =
        (vec![Address::bare(email("kei@customer.example"))], vec![Address::bare(email("mio@kyaku.example"))]);
    Compose { text: "A new lid.".into(), to, cc, ..Compose::default() }
}

pub async fn ask(world: &World, cast: &Cast, subject: &str) -> Ticket {
    let (kei, support, subject) = (cast.kei, cast.support, subject.to_owned());
    let first = Incoming {
        from: Some(Address::new("Kei Tanaka", email("kei@customer.example"))),
        ..Incoming::said(kei, Origin::Mail, "My kettle leaks at the handle.")
    };
    system(world, move |tx| ticket::create(tx, NewTicket::asked(subject, kei, support, first))).await
}

pub fn condition(text: &str) -> Condition {
    Condition::read(text).unwrap()
}

pub fn wish(name: &str, on: &[&str], steps: Vec<Step>) -> RuleWish {
    RuleWish { name: name.into(), on: on.iter().map(ToString::to_string).collect(), steps, ..RuleWish::default() }
}

/// Made and switched on.
pub async fn rule(world: &World, wish: RuleWish, stage: Stage) -> RuleId {
    system(world, move |tx| {
        let rule = automation::create_rule(tx, wish)?;
        Ok(automation::switch_rule(tx, rule.id, Switch::On(stage))?.id)
    })
    .await
}

pub async fn page(world: &World, number: TicketNumber) -> TicketPage {
    world.desk.ask(Actor::System, move |read| ticket::page(read, number)).await.unwrap()
}

pub fn events(page: &TicketPage) -> Vec<(Who, Event)> {
    let of = |entry: &Entry| match entry {
        Entry::Event(happened) => Some((happened.recorded.who, happened.recorded.event.clone())),
        Entry::Message(_) | Entry::Side(_) => None,
    };
    page.timeline.iter().filter_map(of).collect()
}

/// The one there is.
pub async fn mailbox(world: &World) -> MailboxId {
    system(world, |tx| Ok(channel::mailboxes(tx)?.remove(0).0.id)).await
}

/// For how many keys a letter is encrypted.
pub fn encrypted_for(letter: &desk::channel::Letter) -> usize {
    let dispatch: Dispatch = serde_json::from_str(&letter.details).unwrap();
    dispatch.closing.map_or(0, |closing| closing.to.len())
}

async fn letters(world: &World) -> Vec<desk::channel::Letter> {
    let sent = world.desk.ask(Actor::System, |read| {
        Ok(store::channel::outbox::in_state(read, LetterState::Queued, LetterId(i64::MAX), 100)?)
    });
    sent.await.unwrap().into_iter().filter(|letter| letter.kind == LetterKind::Rule).collect()
}

/// Whatever is due is handed over; this is said of the recipients of each letter, one after the other.
pub async fn leave(world: &World, fates: &'static [Fate]) {
    world.clock.advance(Duration::from_secs(15));
    system(world, move |tx| {
        for letter in channel::claim_letters(tx, "postman", Duration::from_secs(60), 10)? {
            let attempt = Attempt { letter: letter.id, holder: "postman".into(), number: letter.attempts };
            channel::letter_begins(tx, &attempt)?;
            let said = |(to, fate): (&Delivery, &Fate)| Said {
                address: to.address.clone(),
                fate: *fate,
                detail: String::new(),
            };
            let answer: Vec<Said> = letter.waiting().zip(fates).map(said).collect();
            channel::letter_answered(tx, &attempt, &answer)?;
        }
        Ok(())
    })
    .await;
}

/// The ticket on which a rule has written one letter, with a macro of this form and this file.
async fn written_with(world: &World, cast: &Cast, html: &'static str, file: NewAttachment) -> TicketPage {
    let id = system(world, move |tx| {
        let html_en = CleanHtml::clean(html);
        let wish = MacroWish {
            name: "Said".into(),
            shortcut: "said".into(),
            html_en,
            files: vec![file],
            ..MacroWish::default()
        };
        Ok(conversation::create_macro(tx, wish)?.id)
    })
    .await;
    rule(world, wish("Says", &["ticket_created"], vec![Step::ApplyMacro(id)]), Stage::Act).await;
    let number = ask(world, cast, "Hello").await.number;
    follow(world).await;
    assert_eq!(letters(world).await.len(), 1);
    page(world, number).await
}

testing::on_both! {
    async fn a_rule_acts_on_what_happens_once_and_the_ticket_says_so(world: World) {
        let cast = world.cast().await;
        let urgent = condition(r#"{"all":[{"field":"subject","operator":"matches","value":"urgent|至急"}]}"#);
        let steps = vec![Step::SetPriority(Priority::Urgent), Step::Assign(Responsible::Agent(cast.chika))];
        let id = rule(&world, RuleWish { condition: urgent, ..wish("Pressing", &["ticket_created"], steps) }, Stage::Act).await;
        let (pressing, calm) = (ask(&world, &cast, "URGENT: it leaks").await, ask(&world, &cast, "A question").await);
        follow(&world).await;
        let page_of = page(&world, pressing.number).await;
        assert_eq!((page_of.ticket.priority, page_of.ticket.assignee), (Priority::Urgent, Some(cast.chika)));
        assert_eq!(page_of.rules.get(&id).map(String::as_str), Some("Pressing"));
        assert!(events(&page_of).iter().any(|(who, event)| *who == Who::Rule(id) && matches!(event, Event::PriorityChanged { .. })));
        assert_eq!(page(&world, calm.number).await.ticket.priority, Priority::Normal);
        let fired = system(&world, move |tx| Ok(automation::rule(tx, id)?.fired)).await;
        follow(&world).await;
        assert_eq!((fired, system(&world, move |tx| Ok(automation::rule(tx, id)?.fired)).await), (1, 1));
    }

    async fn a_rule_hears_what_has_just_been_filled_in(world: World) {
        use desk::form::{Asks, FieldWish, Holder, Label, Nature};
        let cast = world.cast().await;
        let made = |tx: &mut Tx| {
            let wish = FieldWish { key: "part".into(), nature: Nature::Choice { items: vec![] }, label: Label::new("Part", ""), help: Label::default(), asks: Asks::default(), active: true };
            service::form::create_field(tx, Holder::Ticket, wish, "Lid\nHandle")
        };
        let field = system(&world, made).await;
        let handle = field.nature.items()[1].id;
        let became = condition(&format!(r#"{{"all":[{{"field":"field_{}_item","operator":"became","value":[{handle}]}}]}}"#, field.id));
        rule(&world, RuleWish { condition: became, ..wish("Handles", &["field_changed"], vec![Step::SetPriority(Priority::High)]) }, Stage::Act).await;
        rule(&world, wish("Links", &["ticket_linked"], vec![Step::SetKind(Kind::Problem)]), Stage::Act).await;
        let (number, other) = (ask(&world, &cast, "It broke").await.number, ask(&world, &cast, "It broke too").await.number);
        let fill = |text: &'static str| move |tx: &mut Tx| service::form::set_typed(tx, number, field.id, &[text.to_owned()], "UTC", None);
        system(&world, fill("Lid")).await;
        follow(&world).await;
        assert_eq!(page(&world, number).await.ticket.priority, Priority::Normal);
        system(&world, fill("Handle")).await;
        system(&world, move |tx| ticket::link(tx, number, other, desk::ticket::Relation::Related, None)).await;
        follow(&world).await;
        let now = page(&world, number).await.ticket;
        assert_eq!((now.priority, now.kind), (Priority::High, Kind::Problem));
    }

    async fn a_rule_hears_of_a_reply_once_it_has_left_and_never_of_one_that_was_taken_back(world: World) {
        let cast = world.cast().await;
        let lids = condition(r#"{"all":[{"field":"last_message","operator":"matches","value":"lid"}]}"#);
        let whose = wish("Whose", &["message_sent"], vec![Step::Assign(Responsible::Doer)]);
        let id = rule(&world, RuleWish { condition: lids, ..whose }, Stage::Act).await;
        let number = ask(&world, &cast, "It leaks").await.number;
        let (chika, ben) = (world.actor(cast.chika).await, cast.ben);
        system(&world, move |tx| ticket::assign(tx, number, Some(ben), None)).await;
        let replies = || {
            let to = vec![Address::bare(email("kei@customer.example"))];
            let compose = Compose { text: "A new lid is on its way.".into(), to, ..Compose::default() };
            world.desk.change(chika.clone(), move |tx| conversation::reply(tx, number, compose))
        };
        let looks = async || {
            follow(&world).await;
            let fired = system(&world, move |tx| Ok(automation::rule(tx, id)?.fired)).await;
            (fired, page(&world, number).await.ticket.assignee)
        };
        let taken = replies().await.unwrap();
        assert_eq!(looks().await, (0, Some(ben)), "it can still be taken back");
        world.desk.change(chika.clone(), move |tx| conversation::take_back(tx, taken)).await.unwrap();
        leave(&world, &[Fate::Accepted]).await;
        assert_eq!(looks().await, (0, Some(ben)), "nobody has received it");
        replies().await.unwrap();
        assert_eq!(looks().await, (0, Some(ben)));
        leave(&world, &[Fate::Accepted]).await;
        assert_eq!(looks().await, (1, Some(cast.chika)), "whoever wrote it did it");
        assert_eq!(looks().await.0, 1);
        let call = Compose { text: "I told them of the lid.".into(), ..Compose::default() };
        world.desk.change(chika.clone(), move |tx| conversation::log_our_call(tx, number, call)).await.unwrap();
        assert_eq!(looks().await.0, 2, "what goes by no letter is heard at once");

        let aya = world.actor(cast.aya).await;
        let trial = world.desk.change(aya, move |tx| automation::try_rule(tx, id, 7)).await.unwrap().id;
        while system(&world, move |tx| automation::try_on(tx, trial)).await {}
        let tried = system(&world, move |tx| Ok(automation::trial(tx, trial, 9)?.trial)).await;
        assert_eq!((tried.looked, tried.matched), (3, 2), "one of them was never sent");
    }

    async fn a_reply_that_somebody_has_got_is_heard_once_however_often_it_is_tried(world: World) {
        let cast = world.cast().await;
        let id = rule(&world, wish("Sent", &["message_sent"], vec![Step::SetPriority(Priority::High)]), Stage::Act).await;
        let number = ask(&world, &cast, "It leaks").await.number;
        let chika = world.actor(cast.chika).await;
        let said = world.desk.change(chika, move |tx| conversation::reply(tx, number, to_two())).await.unwrap();
        let letter = system(&world, move |tx| Ok(store::channel::letters::of_message(tx, said)?.unwrap().id)).await;
        let fired = async || {
            follow(&world).await;
            system(&world, move |tx| Ok(automation::rule(tx, id)?.fired)).await
        };
        leave(&world, &[Fate::Refused, Fate::Refused]).await;
        assert_eq!(fired().await, 0, "nobody has got it");
        system(&world, move |tx| channel::retry_letter(tx, letter)).await;
        leave(&world, &[Fate::Accepted, Fate::Refused]).await;
        assert_eq!(fired().await, 1);
        system(&world, move |tx| channel::retry_letter(tx, letter)).await;
        leave(&world, &[Fate::Accepted]).await;
        assert_eq!(fired().await, 1);
    }

    async fn a_reply_that_some_have_got_is_heard_though_others_are_waited_for(world: World) {
        let cast = world.cast().await;
        let id = rule(&world, wish("Sent", &["message_sent"], vec![Step::SetPriority(Priority::High)]), Stage::Act).await;
        let number = ask(&world, &cast, "It leaks").await.number;
        let chika = world.actor(cast.chika).await;
        world.desk.change(chika, move |tx| conversation::reply(tx, number, to_two())).await.unwrap();
        let fired = async || {
            follow(&world).await;
            system(&world, move |tx| Ok(automation::rule(tx, id)?.fired)).await
        };
        leave(&world, &[Fate::Accepted, Fate::Deferred]).await;
        assert_eq!(fired().await, 1);
        world.clock.advance(Duration::from_secs(3_600));
        leave(&world, &[Fate::Accepted]).await;
        assert_eq!(fired().await, 1);
    }

    async fn every_look_is_explained_with_the_values_that_were_seen(world: World) {
        let cast = world.cast().await;
        let high = condition(r#"{"all":[{"field":"priority","operator":"any_of","value":["high"]},{"field":"subject","operator":"contains","value":["kettle"]}]}"#);
        rule(&world, RuleWish { condition: high, ..wish("High kettles", &["ticket_created"], vec![Step::SetKind(Kind::Incident)]) }, Stage::Act).await;
        let number = ask(&world, &cast, "The kettle leaks").await.number;
        follow(&world).await;
        let dai = world.actor(cast.dai).await;
        let told = world.desk.ask(dai, move |read| automation::rules_of_ticket(read, number)).await.unwrap();
        let (judgement, explained) = &told.looks[0].rules[0];
        assert_eq!(judgement.verdict, desk::automation::Verdict::Differed);
        let desk::condition::Answer::All(parts) = &explained.answer else { panic!("{explained:?}") };
        assert_eq!(parts.iter().map(|part| part.holds).collect::<Vec<_>>(), [false, true]);
        let eve = world.actor(cast.eve).await;
        let hidden = world.desk.ask(eve, move |read| automation::rules_of_ticket(read, number)).await;
        assert!(matches!(hidden, Err(desk::Error::Missing)));
    }

    async fn rules_act_in_order_see_what_those_before_did_and_may_stop(world: World) {
        let cast = world.cast().await;
        let high = || condition(r#"{"all":[{"field":"priority","operator":"any_of","value":["high"]}]}"#);
        let first = wish("First", &["ticket_created"], vec![Step::SetPriority(Priority::High)]);
        let second = RuleWish { condition: high(), stop: true, ..wish("Second", &["ticket_created"], vec![Step::SetKind(Kind::Task)]) };
        let third = wish("Third", &["ticket_created"], vec![Step::SetPriority(Priority::Low)]);
        let (a, b, c) = (rule(&world, first, Stage::Act).await, rule(&world, second, Stage::Act).await, rule(&world, third, Stage::Act).await);
        let one = ask(&world, &cast, "One").await;
        follow(&world).await;
        let after = page(&world, one.number).await.ticket;
        assert_eq!((after.priority, after.kind), (Priority::High, Kind::Task));
        system(&world, move |tx| automation::order_rules(tx, &[c, b, a])).await;
        let two = ask(&world, &cast, "Two").await;
        follow(&world).await;
        let after = page(&world, two.number).await.ticket;
        assert_eq!((after.priority, after.kind), (Priority::High, Kind::Question));
    }

    async fn two_rules_that_undo_each_other_end_and_the_ticket_says_why(world: World) {
        let cast = world.cast().await;
        let became = |word: &str| condition(&format!(r#"{{"all":[{{"field":"priority","operator":"became","value":["{word}"]}}]}}"#));
        let up = RuleWish { condition: became("low"), ..wish("Up", &["priority_changed"], vec![Step::SetPriority(Priority::High)]) };
        let down = RuleWish { condition: became("high"), ..wish("Down", &["priority_changed"], vec![Step::SetPriority(Priority::Low)]) };
        rule(&world, up, Stage::Act).await;
        rule(&world, down, Stage::Act).await;
        let number = ask(&world, &cast, "Ping pong").await.number;
        follow(&world).await;
        system(&world, move |tx| ticket::set_priority(tx, number, Priority::Low, None).map(drop)).await;
        follow(&world).await;
        let told = events(&page(&world, number).await);
        let changes = told.iter().filter(|(_, event)| matches!(event, Event::PriorityChanged { .. })).count();
        let held = told.iter().filter(|(_, event)| matches!(event, Event::RuleHeld { .. })).count();
        assert_eq!((changes, held), (3, 1));
    }

    async fn a_rule_that_only_logs_or_suggests_changes_nothing_until_somebody_says_yes(world: World) {
        let cast = world.cast().await;
        let logging = rule(&world, wish("Log", &["ticket_created"], vec![Step::SetPriority(Priority::Low)]), Stage::Log).await;
        rule(&world, wish("Suggest", &["ticket_created"], vec![Step::SetPriority(Priority::High)]), Stage::Suggest).await;
        let number = ask(&world, &cast, "Which").await.number;
        follow(&world).await;
        assert_eq!(page(&world, number).await.ticket.priority, Priority::Normal);
        let logged = system(&world, move |tx| automation::firings(tx, logging, 10)).await;
        assert_eq!(logged[0].0.outcome, Outcome::Logged);
        let chika = world.actor(cast.chika).await;
        let (firing, _) = world.desk.ask(chika.clone(), move |read| automation::suggestions(read, number)).await.unwrap().remove(0);
        let dai = world.actor(cast.dai).await;
        let light = world.desk.change(dai, move |tx| automation::settle_suggestion(tx, number, firing.id, true)).await;
        assert_eq!(testing::refusal(light), desk::Refusal::NotAllowed);
        world.desk.change(chika.clone(), move |tx| automation::settle_suggestion(tx, number, firing.id, true)).await.unwrap();
        assert_eq!(page(&world, number).await.ticket.priority, Priority::High);
        let again = world.desk.change(chika, move |tx| automation::settle_suggestion(tx, number, firing.id, true)).await;
        assert_eq!(testing::refusal(again), desk::Refusal::SuggestionTaken);
        follow(&world).await;
    }

    async fn a_letter_by_a_rule_is_automatic_mail_and_answers_nobody(world: World) {
        let cast = open(&world).await;
        let text = Texts { en: "Dear {{ requester.name }}, we have {{ ticket.number }}.".into(), ja: String::new() };
        let write = |to: Vec<Role>| Step::Write { to, address: String::new(), subject: Texts::default(), text: text.clone() };
        rule(&world, wish("Thanks", &["ticket_created"], vec![write(vec![Role::Requester]), write(vec![Role::Team])]), Stage::Act).await;
        let number = ask(&world, &cast, "Hello").await.number;
        follow(&world).await;
        let sent = letters(&world).await;
        assert_eq!(sent.len(), 2);
        let page = page(&world, number).await;
        let said: Vec<_> = page.timeline.iter().filter_map(|entry| match entry {
            Entry::Message(said) => Some((said.message.kind, said.message.public, said.message.automatic, said.by_rule.is_some())),
            Entry::Event(_) | Entry::Side(_) => None,
        }).collect();
        assert_eq!(said[1..], [(MessageKind::Reply, true, true, true), (MessageKind::Forward, false, true, true)]);
        assert_eq!((page.ticket.replied_at, page.ticket.first_replied_at), (None, None));
        assert!(page.ticket.preview.contains("kettle"));
    }

    async fn a_letter_by_a_rule_reaches_the_account_manager_of_the_organization(world: World) {
        let cast = open(&world).await;
        let ticket = ask(&world, &cast, "Before").await.number;
        system(&world, move |tx| {
            let own = people::create_organization(tx, "Customer")?;
            people::join_organization(tx, cast.kei, own.id)?;
            let about = About { agent: Some(cast.dai), ..About::default() };
            people::describe_organization(tx, own.id, about, own.version)?;
            ticket::set_organization(tx, ticket, Some(own.id), None)
        }).await;
        follow(&world).await;
        let text = Texts { en: "Please look at {{ ticket.number }}.".into(), ja: String::new() };
        let write = Step::Write { to: vec![Role::Manager], address: String::new(), subject: Texts::default(), text };
        rule(&world, wish("Ask", &["priority_changed"], vec![write]), Stage::Act).await;
        system(&world, move |tx| ticket::set_priority(tx, ticket, Priority::High, None)).await;
        follow(&world).await;
        let sent = letters(&world).await;
        let to: Vec<_> = sent.iter().flat_map(|letter| &letter.deliveries).map(|one| one.address.to_string()).collect();
        assert_eq!(to, ["dai@hinode.example"]);
    }

    async fn a_letter_by_a_rule_is_closed_as_its_mailbox_says_or_not_written(world: World) {
        let cast = open(&world).await;
        world.closes(mailbox(&world).await, Protect::Encrypt).await;
        let text = Texts { en: "We have it.".into(), ja: String::new() };
        let write = Step::Write { to: vec![Role::Requester], address: String::new(), subject: Texts::default(), text };
        rule(&world, wish("Thanks", &["ticket_created"], vec![write]), Stage::Act).await;
        let number = ask(&world, &cast, "Hello").await.number;
        follow(&world).await;
        assert!(letters(&world).await.is_empty());
        let unsaid = page(&world, number).await;
        assert_eq!(unsaid.timeline.iter().filter(|entry| matches!(entry, Entry::Message(_))).count(), 1, "nothing is said that does not leave");
        let told = events(&unsaid);
        assert!(told.iter().any(|(_, event)| matches!(event, Event::LetterWithheld { reason: Withheld::Keyless, .. })), "{told:?}");
        assert!(told.iter().any(|(_, event)| matches!(event, Event::RuleFailed { reason, .. } if reason == "refusal-letter-withheld")), "{told:?}");
        world.trusts(cast.kei, "kei@customer.example").await;
        ask(&world, &cast, "Hello again").await;
        follow(&world).await;
        assert_eq!(letters(&world).await.iter().map(encrypted_for).collect::<Vec<_>>(), [1]);
    }

    async fn a_rule_writes_with_the_form_and_the_files_of_a_macro(world: World) {
        let cast = open(&world).await;
        let plan = NewAttachment {
            digest: Digest::of(b"plan"),
            name: "plan.pdf".into(),
            content_type: "application/pdf".into(),
            size: 4,
            inline: false,
            content_id: Some("plan@kippu".into()),
        };
        let page = written_with(&world, &cast, "<p>Dear <strong>{{ requester.name }}</strong>, here it is.</p>", plan).await;
        let said: Vec<_> = page.timeline.iter().filter_map(|entry| match entry {
            Entry::Message(said) => Some((said.message.html.as_str(), said.attachments.iter().map(|file| file.name.as_str()).collect::<Vec<_>>())),
            Entry::Event(_) | Entry::Side(_) => None,
        }).collect();
        assert!(said[1].0.contains("<strong>Kei Tanaka</strong>"), "{said:?}");
        assert_eq!(said[1].1, ["plan.pdf"]);
    }

    async fn a_rule_writes_with_a_macro_of_one_picture_and_no_word(world: World) {
        let cast = open(&world).await;
        let lid = NewAttachment {
            digest: Digest::of(b"lid"),
            name: "lid.png".into(),
            content_type: "image/png".into(),
            size: 3,
            inline: true,
            content_id: Some("lid@kippu".into()),
        };
        let page = written_with(&world, &cast, "<p><img src=\"cid:lid@kippu\"></p>", lid).await;
        let said: Vec<_> = page.timeline.iter().filter_map(|entry| match entry {
            Entry::Message(said) => Some((said.message.text.as_str(), said.message.html.as_str(), said.attachments.len())),
            Entry::Event(_) | Entry::Side(_) => None,
        }).collect();
        assert!(said[1].0.is_empty() && said[1].1.contains("cid:lid@kippu") && said[1].2 == 1, "{said:?}");
    }

    async fn a_step_that_is_refused_says_so_and_the_next_is_taken(world: World) {
        let cast = world.cast().await;
        let steps = vec![Step::Assign(Responsible::Agent(cast.eve)), Step::Wake, Step::SetPriority(Priority::High)];
        rule(&world, wish("Wrong", &["ticket_created"], steps), Stage::Act).await;
        let number = ask(&world, &cast, "Hello").await.number;
        follow(&world).await;
        let page = page(&world, number).await;
        assert_eq!((page.ticket.priority, page.ticket.assignee), (Priority::High, None));
        let failed: Vec<String> = events(&page).into_iter().filter_map(|(_, event)| match event {
            Event::RuleFailed { step, reason, .. } => Some(format!("{step}: {reason}")),
            _ => None,
        }).collect();
        assert_eq!(failed, ["assign: refusal-assignee-not-in-team", "wake: refusal-not-snoozed"]);
    }

    async fn a_rule_for_an_organisation_that_was_merged_is_one_for_what_it_is_now(world: World) {
        let cast = world.cast().await;
        let number = ask(&world, &cast, "The mill").await.number;
        let (one, two) = system(&world, move |tx| {
            let (one, two) = (people::create_organization(tx, "Kyaku")?.id, people::create_organization(tx, "Kyaku KK")?.id);
            ticket::set_organization(tx, number, Some(two), None)?;
            Ok((one, two))
        }).await;
        let waits = r#"{"field":"received_at","operator":"when","value":"older 4 hours"}"#;
        let theirs = condition(&format!(r#"{{"all":[{{"field":"organization","operator":"any_of","value":[{one}]}},{waits}]}}"#));
        let wish = RuleWish { kind: RuleKind::Time, condition: theirs, ..wish("Theirs", &[], vec![Step::SetPriority(Priority::High)]) };
        rule(&world, wish, Stage::Act).await;
        follow(&world).await;
        let merge = system(&world, move |tx| people::merge_organizations(tx, one, two)).await;
        follow(&world).await;
        assert_eq!(page(&world, number).await.ticket.priority, Priority::Normal);
        world.clock.advance(Duration::from_secs(5 * 3600));
        follow(&world).await;
        assert_eq!(page(&world, number).await.ticket.priority, Priority::High);
        system(&world, move |tx| people::unmerge_organizations(tx, merge).map(drop)).await;
        follow(&world).await;
        let told = world.desk.ask(Actor::System, move |read| automation::rules_of_ticket(read, number)).await.unwrap();
        assert!(told.looks[0].rules[0].1.holds, "why it acted then is told as it was then");
    }

    async fn a_schedule_acts_when_its_time_has_come_once_in_an_episode(world: World) {
        let cast = world.cast().await;
        let old = ask(&world, &cast, "Old").await;
        world.clock.advance(Duration::from_secs(5 * 3600));
        let waits = condition(r#"{"all":[{"field":"unanswered","operator":"yes"},{"field":"received_at","operator":"when","value":"older 4 hours"}]}"#);
        let note = Step::Note(Texts { en: "Four hours.".into(), ja: String::new() });
        let wish = RuleWish { kind: RuleKind::Time, condition: waits, ..wish("Four hours", &[], vec![note]) };
        let id = rule(&world, wish, Stage::Act).await;
        follow(&world).await;
        let number = ask(&world, &cast, "New").await.number;
        follow(&world).await;
        let fired = |world: &World| {
            let desk = world.desk.clone();
            async move { desk.ask(Actor::System, move |read| Ok(automation::rule(read, id)?.fired)).await.unwrap() }
        };
        assert_eq!(fired(&world).await, 0);
        for _ in 0..3 {
            world.clock.advance(Duration::from_secs(4 * 3600 + 60));
            follow(&world).await;
        }
        assert_eq!(fired(&world).await, 1);
        // Another message begins another episode.
        let kei = cast.kei;
        system(&world, move |tx| conversation::incoming(tx, number, Incoming::said(kei, Origin::Mail, "Hello?")).map(drop)).await;
        follow(&world).await;
        assert_eq!(fired(&world).await, 1);
        world.clock.advance(Duration::from_secs(4 * 3600 + 60));
        follow(&world).await;
        assert_eq!(fired(&world).await, 2);
        assert_eq!(page(&world, old.number).await.ticket.messages, 1);
    }

    async fn a_button_is_offered_where_it_fits_and_acts_for_whoever_may_change_the_ticket(world: World) {
        let cast = world.cast().await;
        let calm = condition(r#"{"none":[{"field":"priority","operator":"any_of","value":["urgent"]}]}"#);
        let wish = RuleWish { kind: RuleKind::Button, condition: calm, ..wish("Escalate", &[], vec![Step::SetPriority(Priority::Urgent)]) };
        let id = rule(&world, wish, Stage::Act).await;
        let number = ask(&world, &cast, "Hello").await.number;
        let chika = world.actor(cast.chika).await;
        let offered = world.desk.ask(chika.clone(), move |read| automation::rules_to_press(read, number)).await.unwrap();
        assert_eq!(offered, [(id, "Escalate".to_owned())]);
        let dai = world.actor(cast.dai).await;
        assert!(world.desk.change(dai, move |tx| automation::press_rule(tx, number, id)).await.is_err());
        world.desk.change(chika.clone(), move |tx| automation::press_rule(tx, number, id)).await.unwrap();
        assert_eq!(page(&world, number).await.ticket.priority, Priority::Urgent);
        let again = world.desk.change(chika, move |tx| automation::press_rule(tx, number, id)).await;
        assert_eq!(testing::refusal(again), desk::Refusal::RuleNotOffered);
        follow(&world).await;
    }

    async fn rules_are_made_changed_and_taken_back_by_those_who_steer(world: World) {
        let cast = world.cast().await;
        let (ben, chika) = (world.actor(cast.ben).await, world.actor(cast.chika).await);
        let first = || wish("First", &["ticket_created"], vec![Step::SetPriority(Priority::High)]);
        let no = world.desk.change(chika, move |tx| automation::create_rule(tx, first())).await;
        assert_eq!(testing::refusal(no), desk::Refusal::NotAllowed);
        let made = world.desk.change(ben.clone(), move |tx| automation::create_rule(tx, first())).await.unwrap();
        assert!(!made.active && made.wish.stage == Stage::Log);
        let (id, other) = (made.id, RuleWish { name: "Second".into(), ..first() });
        let changed = world.desk.change(ben.clone(), move |tx| automation::change_rule(tx, id, 1, other)).await.unwrap();
        assert_eq!((changed.wish.name.as_str(), changed.version), ("Second", 2));
        let stale = world.desk.change(ben.clone(), move |tx| automation::change_rule(tx, id, 1, first())).await;
        assert!(matches!(stale, Err(desk::Error::Conflict)));
        let back = world.desk.change(ben.clone(), move |tx| automation::roll_back_rule(tx, id, 2, 1)).await.unwrap();
        assert_eq!((back.wish.name.as_str(), back.version), ("First", 3));
        let versions = world.desk.ask(ben.clone(), move |read| automation::rule_versions(read, id)).await.unwrap();
        assert_eq!(versions.iter().map(|version| version.version).collect::<Vec<_>>(), [3, 2, 1]);
        world.desk.change(ben.clone(), move |tx| automation::remove_rule(tx, id)).await.unwrap();
        assert!(world.desk.ask(ben, automation::rules).await.unwrap().is_empty());
        follow(&world).await;
    }
}
