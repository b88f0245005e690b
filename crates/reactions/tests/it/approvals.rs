//! Approvals: begun by rules and by hand, answered from every door, never silent, and heard by rules.

use crate::desk_of_mail::open;
use crate::rules::{ask, condition, encrypted_for, events, mailbox, page, rule, system, wish};
use desk::approval::{Approval, ApprovalState, Approver, AtLimit, Needed, ProcedureId, ProcedureWish};
use desk::automation::{RuleWish, Stage, Step, Texts};
use desk::channel::{Letter, LetterId, LetterKind, LetterState, Protect, Withheld};
use desk::people::PersonId;
use desk::ticket::{Priority, TicketNumber};
use desk::{Actor, Error, Event, Refusal, Role};
use reactions::{Jobs, step};
use service::approval::{self, approval_link};
use service::{people, ticket};
use std::time::Duration;
use testing::{World, refusal};

const HOUR: Duration = Duration::from_secs(3_600);

fn asking(approvers: Vec<Approver>, needed: Needed) -> ProcedureWish {
    let question = Texts { en: "May {{ requester.name }} have it?".into(), ja: String::new() };
    ProcedureWish { name: "Purchase".into(), question, approvers, needed, ..ProcedureWish::default() }
}

async fn procedure(world: &World, wish: ProcedureWish) -> ProcedureId {
    system(world, move |tx| Ok(approval::create_procedure(tx, wish)?.id)).await
}

async fn asked(world: &World, number: TicketNumber, procedure: ProcedureId) -> Approval {
    system(world, move |tx| approval::ask(tx, number, procedure, "It costs 12,000 yen.")).await
}

async fn of(world: &World, number: TicketNumber) -> Approval {
    system(world, move |tx| Ok(approval::approvals_of(tx, number)?.0.remove(0))).await
}

async fn says(world: &World, person: PersonId, id: desk::approval::ApprovalId, yes: bool) -> desk::Done<Approval> {
    let by = world.actor(person).await;
    world.desk.change(by, move |tx| approval::answer(tx, id, yes, "Because")).await
}

async fn letters(world: &World) -> Vec<Letter> {
    let queued = world.desk.ask(Actor::System, |read| {
        Ok(store::channel::outbox::in_state(read, LetterState::Queued, LetterId(i64::MAX), 100)?)
    });
    queued.await.unwrap().into_iter().filter(|letter| letter.kind == LetterKind::Approval).collect()
}

testing::on_both! {
    async fn a_rule_asks_the_manager_and_another_hears_the_answer(world: World) {
        let cast = open(&world).await;
        let manager = cast.dai;
        system(&world, move |tx| people::set_manager(tx, cast.kei, Some(manager))).await;
        let procedure = procedure(&world, asking(vec![Approver::Manager], Needed::One)).await;
        rule(&world, wish("Ask", &["ticket_created"], vec![Step::AskApproval(procedure)]), Stage::Act).await;
        let became = condition(r#"{"all":[{"field":"approval","operator":"became","value":["approved"]}]}"#);
        let hurry = wish("Hurry", &["approval_decided"], vec![Step::SetPriority(Priority::Urgent)]);
        rule(&world, RuleWish { condition: became, ..hurry }, Stage::Act).await;
        let ticket = ask(&world, &cast, "A new kettle").await;
        step(&world.desk, &Jobs::new()).await.unwrap();
        let approval = of(&world, ticket.number).await;
        assert_eq!((approval.seats.len(), approval.seats[0].person), (1, manager));
        assert_eq!(approval.question.en, "May Kei Tanaka have it?");
        assert_eq!(page(&world, ticket.number).await.ticket.approval, Some(ApprovalState::Pending));
        says(&world, manager, approval.id, true).await.unwrap();
        step(&world.desk, &Jobs::new()).await.unwrap();
        let page = page(&world, ticket.number).await;
        assert_eq!((page.ticket.approval, page.ticket.priority), (Some(ApprovalState::Approved), Priority::Urgent));
        let told = events(&page);
        for kind in ["approval_asked", "approval_answered", "approval_decided"] {
            assert_eq!(told.iter().filter(|(_, event)| event.kind() == kind).count(), 1, "{kind}");
        }
    }

    async fn a_mailed_link_is_good_for_its_person_and_its_question_alone(world: World) {
        let cast = open(&world).await;
        let procedure = procedure(&world, asking(vec![Approver::Person(cast.mio), Approver::Person(cast.aya)], Needed::All)).await;
        let ticket = ask(&world, &cast, "A kettle").await;
        let one = asked(&world, ticket.number, procedure).await;
        assert_eq!(letters(&world).await.len(), 2);
        let link = approval_link(world.desk.signer().as_ref(), one.id, cast.mio);
        let forged = link.replacen(&cast.mio.to_string(), &cast.aya.to_string(), 1);
        let (id, good) = (one.id, link.clone());
        let look = world.desk.ask(Actor::Anonymous, move |read| approval::asked_by_link(read, id, &good)).await.unwrap();
        assert_eq!((look.person, look.approval.is_pending()), (cast.mio, true), "looking decides nothing");
        let stolen = world.desk.change(Actor::Anonymous, move |tx| approval::answer_by_link(tx, id, &forged, true, "")).await;
        assert!(matches!(stolen, Err(Error::Missing)));
        let answered = world.desk.change(Actor::Anonymous, move |tx| approval::answer_by_link(tx, id, &link, true, "Fine")).await.unwrap();
        let seat = answered.seats.iter().find(|seat| seat.person == cast.mio).unwrap();
        assert_eq!(seat.vote.as_ref().map(|word| (word.yes, word.by)), Some((true, cast.mio)));
        assert!(answered.is_pending(), "all must say yes");
        let withdrawn = world.actor(cast.chika).await;
        let number = ticket.number;
        world.desk.change(withdrawn, move |tx| approval::withdraw(tx, number, id)).await.unwrap();
        assert_eq!(refusal(says(&world, cast.aya, id, true).await), Refusal::ApprovalDecided);
    }

    async fn who_is_asked_has_a_letter_that_is_closed_as_its_mailbox_says_or_none(world: World) {
        let cast = open(&world).await;
        world.closes(mailbox(&world).await, Protect::Encrypt).await;
        world.trusts(cast.mio, "mio@kyaku.example").await;
        let procedure = procedure(&world, asking(vec![Approver::Person(cast.mio), Approver::Person(cast.dai)], Needed::One)).await;
        let number = ask(&world, &cast, "A kettle").await.number;
        asked(&world, number, procedure).await;
        assert_eq!(letters(&world).await.iter().map(encrypted_for).collect::<Vec<_>>(), [1]);
        let told = events(&page(&world, number).await);
        let withheld = |event: &Event| matches!(event, Event::LetterWithheld { reason: Withheld::Keyless, .. });
        assert_eq!(told.iter().filter(|(_, event)| withheld(event)).count(), 1, "{told:?}");
    }

    async fn nobody_approves_their_own_request_and_strangers_find_nothing(world: World) {
        let cast = open(&world).await;
        let own = procedure(&world, asking(vec![Approver::Person(cast.kei), Approver::Manager], Needed::One)).await;
        let ticket = ask(&world, &cast, "A kettle").await;
        let number = ticket.number;
        let chika = world.actor(cast.chika).await;
        let alone = world.desk.change(chika.clone(), move |tx| approval::ask(tx, number, own, "")).await;
        assert_eq!(refusal(alone), Refusal::NoApprover);
        let leads = procedure(&world, asking(vec![Approver::Role(Role::Supervisor)], Needed::One)).await;
        let one = world.desk.change(chika.clone(), move |tx| approval::ask(tx, number, leads, "")).await.unwrap();
        assert!(matches!(says(&world, cast.chika, one.id, true).await, Err(Error::Missing)));
        let twice = world.desk.change(chika, move |tx| approval::ask(tx, number, leads, "")).await;
        assert_eq!(refusal(twice), Refusal::ApprovalPending);
        assert_eq!(says(&world, cast.ben, one.id, false).await.unwrap().state, ApprovalState::Rejected);
    }

    async fn whoever_stands_in_may_be_away_and_have_one_of_their_own(world: World) {
        let cast = open(&world).await;
        let now = world.desk.now();
        for (person, substitute) in [(cast.ben, cast.chika), (cast.chika, cast.aya)] {
            let away = desk::ticket::Absence { from: now, until: now.plus(HOUR * 48), substitute: Some(substitute) };
            world.desk.change(world.actor(person).await, move |tx| ticket::set_absence(tx, Some(away))).await.unwrap();
        }
        let leads = procedure(&world, asking(vec![Approver::Person(cast.ben)], Needed::All)).await;
        let ticket = ask(&world, &cast, "A kettle").await;
        assert_eq!(asked(&world, ticket.number, leads).await.seats[0].delegate, Some(cast.aya));
    }

    async fn who_is_away_is_asked_together_with_whoever_stands_in(world: World) {
        let cast = open(&world).await;
        let ben = world.actor(cast.ben).await;
        let now = world.desk.now();
        let away = desk::ticket::Absence { from: now, until: now.plus(HOUR * 48), substitute: Some(cast.aya) };
        world.desk.change(ben, move |tx| ticket::set_absence(tx, Some(away))).await.unwrap();
        let leads = procedure(&world, asking(vec![Approver::Person(cast.ben)], Needed::All)).await;
        let ticket = ask(&world, &cast, "A kettle").await;
        let one = asked(&world, ticket.number, leads).await;
        assert_eq!(one.seats[0].delegate, Some(cast.aya));
        assert_eq!(letters(&world).await.len(), 2);
        let decided = says(&world, cast.aya, one.id, true).await.unwrap();
        assert_eq!((decided.state, decided.seats[0].vote.as_ref().map(|word| word.by)), (ApprovalState::Approved, Some(cast.aya)));
    }

    async fn what_waits_for_somebody_waits_for_whom_they_are_merged_into_until_they_part(world: World) {
        let cast = open(&world).await;
        let (mio, other, ben) = (cast.mio, cast.stranger, world.actor(cast.ben).await);
        let alone = procedure(&world, asking(vec![Approver::Person(mio)], Needed::One)).await;
        let number = ask(&world, &cast, "A kettle").await.number;
        let one = asked(&world, number, alone).await;
        let merge = world.desk.change(ben.clone(), move |tx| people::merge_people(tx, mio, other)).await.unwrap();
        let waiting = || world.desk.ask(Actor::Requester(other), approval::waiting_for_me);
        assert_eq!(waiting().await.unwrap().len(), 1);
        let link = approval_link(world.desk.signer().as_ref(), one.id, mio);
        let by_link = world.desk.ask(Actor::Anonymous, move |read| approval::asked_by_link(read, one.id, &link)).await;
        assert_eq!(by_link.unwrap().person, other, "the link they had is still theirs");
        world.desk.change(ben.clone(), move |tx| people::unmerge_people(tx, merge)).await.unwrap();
        assert_eq!((of(&world, number).await.seats[0].person, waiting().await.unwrap().len()), (mio, 0));
        assert_eq!(says(&world, mio, one.id, true).await.unwrap().state, ApprovalState::Approved);
        // Where both are asked, one word is enough; whoever is named in a procedure is asked as who they are.
        let both = procedure(&world, asking(vec![Approver::Person(mio), Approver::Person(other)], Needed::All)).await;
        let two = asked(&world, number, both).await;
        assert_eq!(says(&world, other, two.id, true).await.unwrap().state, ApprovalState::Pending);
        world.desk.change(ben, move |tx| people::merge_people(tx, mio, other)).await.unwrap();
        assert_eq!(of(&world, number).await.state, ApprovalState::Approved);
        let three = asked(&world, number, alone).await;
        assert_eq!(three.seats.iter().map(|seat| seat.person).collect::<Vec<_>>(), [other]);
    }

    async fn a_manager_who_is_merged_is_asked_under_the_other_name(world: World) {
        let cast = open(&world).await;
        let (mio, other, ben) = (cast.mio, cast.stranger, world.actor(cast.ben).await);
        system(&world, move |tx| people::set_manager(tx, cast.kei, Some(mio))).await;
        world.desk.change(ben, move |tx| people::merge_people(tx, mio, other)).await.unwrap();
        let leads = procedure(&world, asking(vec![Approver::Manager], Needed::One)).await;
        let number = ask(&world, &cast, "A kettle").await.number;
        assert_eq!(asked(&world, number, leads).await.seats[0].person, other);
        assert_eq!(letters(&world).await.len(), 1);
    }

    async fn silence_is_reminded_of_then_somebody_else_decides(world: World) {
        let cast = open(&world).await;
        let wish = ProcedureWish {
            remind: 24, limit: 60, at_limit: AtLimit::Escalate(cast.aya), ..asking(vec![Approver::Person(cast.ben)], Needed::All)
        };
        let leads = procedure(&world, wish).await;
        let ticket = ask(&world, &cast, "A kettle").await;
        let one = asked(&world, ticket.number, leads).await;
        for _ in 0..3 {
            world.clock.advance(HOUR * 24);
            step(&world.desk, &Jobs::new()).await.unwrap();
        }
        let told = events(&page(&world, ticket.number).await);
        let count = |kind: &str| told.iter().filter(|(_, event)| event.kind() == kind).count();
        assert_eq!((count("approval_reminded"), count("approval_escalated")), (2, 1));
        assert!(letters(&world).await.len() >= 4);
        assert_eq!(says(&world, cast.aya, one.id, true).await.unwrap().state, ApprovalState::Approved);
        let told = events(&page(&world, ticket.number).await);
        assert!(told.iter().any(|(_, event)| matches!(event, Event::ApprovalDecided { to: ApprovalState::Approved, .. })));
    }
}
