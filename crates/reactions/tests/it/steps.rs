//! Every step a rule can take that is no plain property, and what rules hear beside the events there are anyway.

use crate::rules::{ask, condition, events, page, rule, system, wish};
use desk::automation::{RuleWish, Stage, Step, Texts};
use desk::flow::{FlowWish, Node, NodeId, Start, What};
use desk::form::{Asks, FieldId, FieldWish, Holder, Label, Nature, TopicWish};
use desk::notification::Occasion;
use desk::object::{Grant, ObjectGlyph, ObjectTypeWish};
use desk::people::PersonId;
use desk::ticket::{Checklist, ChecklistId, Kind, Priority, Relation, TicketNumber};
use desk::{Actor, Event};
use reactions::{Jobs, step};
use service::{Done, Tx, automation, flow, form, object, people, ticket};
use std::time::Duration;
use testing::{Cast, World};

async fn follow(world: &World) {
    step(&world.desk, &Jobs::new()).await.unwrap();
}

pub async fn by<T: Send + 'static>(
    world: &World,
    person: PersonId,
    verb: impl FnOnce(&mut Tx) -> Done<T> + Send + 'static,
) -> Done<T> {
    let actor = world.actor(person).await;
    world.desk.change(actor, verb).await
}

fn text_field(tx: &mut Tx, key: &str, nature: Nature) -> Done<FieldId> {
    let (label, key) = (Label::new(key, ""), key.to_owned());
    let wish = FieldWish { key, nature, label, help: Label::default(), asks: Asks::default(), active: true };
    Ok(form::create_field(tx, Holder::Ticket, wish, "")?.id)
}

/// A rule that listens to new tickets, and takes one step after the other.
async fn steps(world: &World, steps: Vec<Step>) {
    rule(world, wish("Steps", &["ticket_created"], steps), Stage::Act).await;
}

fn failures(told: &[(desk::Who, Event)]) -> Vec<String> {
    let failed = told.iter().filter_map(|(_, event)| match event {
        Event::RuleFailed { step, reason, .. } => Some(format!("{step}: {reason}")),
        _ => None,
    });
    failed.collect()
}

async fn fill(world: &World, number: TicketNumber, field: FieldId, text: &'static str) {
    let set = move |tx: &mut Tx| form::set_typed(tx, number, field, &[text.to_owned()], "UTC", None).map(drop);
    system(world, set).await;
}

async fn length(world: &World, cast: &Cast) -> i64 {
    let team = cast.support;
    world.desk.ask(Actor::System, move |read| Ok(store::ticket::cells::open_of(read, team)?)).await.unwrap()
}

testing::on_both! {
    async fn topic_field_due_date_task_and_checklist_are_steps(world: World) {
        let cast = world.cast().await;
        let (topic, field, payer, list) = system(&world, |tx| {
            let topic = form::create_topic(tx, TopicWish {
                name: Label::new("Returns", ""), help: Label::default(), kind: Kind::Task, form: None, team: None,
                priority: None, numbering: None, text: Label::default(), public: true, active: true,
            })?;
            let (field, payer) = (text_field(tx, "note", Nature::Text)?, text_field(tx, "payer", Nature::Person)?);
            let list = Checklist { id: ChecklistId(0), name: "Return".into(), items: vec!["Label".into(), "Refund".into()], teams: vec![], version: 1 };
            Ok((topic, field, payer, ticket::create_checklist(tx, list)?.id))
        }).await;
        steps(&world, vec![
            Step::SetTopic(topic),
            Step::SetField { field, text: "From {{ requester.name }}".into() },
            Step::SetField { field: payer, text: "{{ requester.email }}".into() },
            Step::SetDeadline(90),
            Step::AddTask { text: "Call {{ requester.name }}".into(), minutes: 30 },
            Step::ApplyChecklist(list),
        ]).await;
        let number = ask(&world, &cast, "It broke").await.number;
        follow(&world).await;
        let page = page(&world, number).await;
        assert_eq!(failures(&events(&page)), Vec::<String>::new());
        assert_eq!((page.ticket.topic, page.ticket.kind), (Some(topic), Kind::Task));
        let id = page.ticket.id;
        let said = system(&world, move |tx| {
            let (contents, eyes) = (form::contents(tx, &[id])?, (base::Language::English, "UTC"));
            Ok([contents.shown(id, field, eyes), contents.shown(id, payer, eyes)])
        });
        assert_eq!(said.await, ["From Kei Tanaka", "Kei Tanaka"]);
        assert_eq!(page.ticket.deadline, Some(testing::START.plus(Duration::from_secs(90 * 60))));
        let tasks: Vec<_> = page.depth.tasks.iter().map(|task| (task.what.text.as_str(), task.what.due.is_some())).collect();
        assert_eq!(tasks, [("Call Kei Tanaka", true), ("Label", false), ("Refund", false)]);
    }

    async fn what_is_known_of_a_chosen_item_is_asked_and_spoken_of(world: World) {
        let cast = world.cast().await;
        let (device, centre) = system(&world, |tx| {
            let (label, key) = (Label::new("Device", ""), "device".to_owned());
            let nature = Nature::Tree { items: Vec::new() };
            let wish = FieldWish { key, nature, label, help: Label::default(), asks: Asks::default(), active: true };
            let list = "Hardware :: cost_centre=100; supplier=Dell\n  Laptop :: cost_centre=4711\n  Mouse\nSoftware";
            let device = form::create_field(tx, Holder::Ticket, wish, list)?.id;
            Ok((device, text_field(tx, "centre", Nature::Text)?))
        }).await;
        let asked = format!(r#"{{"all":[{{"field":"field_{device}_properties","operator":"equals","value":["supplier=Dell"]}},{{"field":"field_{device}_properties","operator":"changed"}}]}}"#);
        let text = "{{ property.device.cost_centre }}/{{ property.device.nothing }}{{ property.nowhere.x }}".to_owned();
        let steps = vec![Step::SetField { field: centre, text }];
        let rule_id = rule(&world, RuleWish { condition: condition(&asked), ..wish("Dell", &["field_changed"], steps) }, Stage::Act).await;
        let number = ask(&world, &cast, "It broke").await.number;
        let shown = || async {
            let id = page(&world, number).await.ticket.id;
            system(&world, move |tx| Ok(form::contents(tx, &[id])?.shown(id, centre, (base::Language::English, "UTC")))).await
        };
        for (chosen, wanted) in [("Software", ""), ("Laptop", "4711/"), ("Mouse", "100/")] {
            fill(&world, number, device, chosen).await;
            follow(&world).await;
            assert_eq!((failures(&events(&page(&world, number).await)), shown().await.as_str()), (vec![], wanted), "{chosen}");
        }
        let explained = system(&world, move |tx| automation::ask_rule(tx, rule_id, number)).await;
        assert!(format!("{:?}", explained.answer).contains("cost_centre=100"), "{:?}", explained.answer);
    }

    async fn tickets_are_linked_by_a_number_or_by_what_stands_in_a_field(world: World) {
        let cast = world.cast().await;
        let field = system(&world, |tx| text_field(tx, "master", Nature::Text)).await;
        let (master, other) = (ask(&world, &cast, "Master").await.number, ask(&world, &cast, "Other").await.number);
        let filled = |steps: Vec<Step>| wish("Links", &["field_changed"], steps);
        rule(&world, filled(vec![
            Step::Link { relation: Relation::Parent, other: "See #{{ field.master }}".into() },
            Step::Link { relation: Relation::Blocker, other: other.to_string() },
            Step::Link { relation: Relation::Related, other: "{{ ticket.subject }}".into() },
        ]), Stage::Act).await;
        let number = ask(&world, &cast, "It broke").await.number;
        let typed: &'static str = Box::leak(master.to_string().into_boxed_str());
        fill(&world, number, field, typed).await;
        follow(&world).await;
        let linked = page(&world, number).await;
        let links: Vec<_> = linked.depth.linked.iter().map(|one| (one.relation, one.number)).collect();
        assert_eq!(links, [(Relation::Parent, master), (Relation::Blocker, other)]);
        assert_eq!(failures(&events(&linked)), ["link: refusal-step-no-ticket"]);
        rule(&world, wish("Unlinks", &["priority_changed"], vec![Step::Unlink("{{ field.master }}".into())]), Stage::Act).await;
        system(&world, move |tx| ticket::set_priority(tx, number, Priority::High, None).map(drop)).await;
        follow(&world).await;
        assert_eq!(page(&world, number).await.depth.linked.len(), 1);
    }

    async fn objects_people_time_and_stars_are_steps(world: World) {
        let cast = world.cast().await;
        let chika = cast.chika;
        let of = system(&world, |tx| {
            let of = object::create_object_type(tx, ObjectTypeWish {
                name: Label::new("Asset", ""), plural: Label::default(), help: Label::default(), glyph: ObjectGlyph::Tag,
                grants: Grant::usual(), columns: vec![], active: true,
            })?;
            object::create_object(tx, of, "Notebook 7", &form::Filling::default())?;
            text_field(tx, "asset", Nature::Text)?;
            Ok(of)
        }).await;
        steps(&world, vec![
            Step::LinkObject { of, name: "notebook 7".into() },
            Step::LinkObject { of, name: "{{ field.asset }}x".into() },
            Step::AddParticipant("boss@customer.example".into()),
            Step::AddParticipant("{{ requester.name }}".into()),
            Step::LogTime { person: None, minutes: 10, note: String::new() },
            Step::LogTime { person: Some(chika), minutes: 15, note: "Sorted: {{ ticket.subject }}".into() },
            Step::Star(chika),
            Step::SetDeadline(60),
            Step::ClearDeadline,
        ]).await;
        let number = ask(&world, &cast, "It broke").await.number;
        follow(&world).await;
        let page = page(&world, number).await;
        assert_eq!(failures(&events(&page)), [
            "link_object: refusal-object-unknown", "add_participant: refusal-address-invalid", "log_time: refusal-nobody-worked",
        ]);
        assert_eq!(page.depth.objects.iter().map(|one| one.object.name.as_str()).collect::<Vec<_>>(), ["Notebook 7"]);
        assert_eq!(page.ticket.deadline, None);
        let told = events(&page);
        assert!(told.iter().any(|(_, event)| matches!(event, Event::TimeLogged { person, minutes: 15, .. } if *person == chika)));
        assert_eq!(told.iter().filter(|(_, event)| matches!(event, Event::ParticipantAdded { .. })).count(), 1);
        let id = page.ticket.id;
        assert_eq!(by(&world, chika, move |tx| ticket::starred(tx, &[id])).await.unwrap(), [id]);
        rule(&world, wish("Back", &["priority_changed"], vec![
            Step::UnlinkObject { of, name: "Notebook 7".into() },
            Step::RemoveParticipant("boss@customer.example".into()),
            Step::LogTime { person: None, minutes: 5, note: String::new() },
        ]), Stage::Act).await;
        by(&world, chika, move |tx| ticket::set_priority(tx, number, Priority::High, None)).await.unwrap();
        follow(&world).await;
        let told = events(&crate::rules::page(&world, number).await);
        assert!(told.iter().any(|(_, event)| matches!(event, Event::ObjectUnlinked { .. })));
        assert!(told.iter().any(|(_, event)| matches!(event, Event::ParticipantRemoved { .. })));
        // Whoever did it worked.
        assert!(told.iter().any(|(_, event)| matches!(event, Event::TimeLogged { person, minutes: 5, .. } if *person == chika)));
    }

    async fn a_rule_says_for_which_organisation_a_ticket_is_asked_and_hears_of_it(world: World) {
        let cast = world.cast().await;
        let lumen = by(&world, cast.ben, |tx| people::create_organization(tx, "Lumen")).await.unwrap().id;
        let field = system(&world, |tx| text_field(tx, "company", Nature::Text)).await;
        steps(&world, vec![Step::SetOrganization("{{ field.company }}".into())]).await;
        let became = condition(&format!(r#"{{"all":[{{"field":"organization","operator":"became","value":[{}]}}]}}"#, lumen.0));
        let wish = RuleWish { condition: became, ..wish("Marks", &["organization_changed"], vec![Step::SetPriority(Priority::High)]) };
        rule(&world, wish, Stage::Act).await;
        for (typed, organization, priority, failed) in [
            ("lumen", Some(lumen), Priority::High, vec![]),
            ("", None, Priority::Normal, vec![]),
            ("Lum", None, Priority::Normal, vec!["set_organization: refusal-organization-unknown".to_owned()]),
        ] {
            let number = ask(&world, &cast, "It broke").await.number;
            if !typed.is_empty() {
                fill(&world, number, field, typed).await;
            }
            follow(&world).await;
            follow(&world).await;
            let page = page(&world, number).await;
            assert_eq!((page.ticket.organization, page.ticket.priority), (organization, priority), "{typed}");
            assert_eq!(failures(&events(&page)), failed, "{typed}");
        }
    }

    async fn a_rule_begins_a_flow_and_a_circle_of_both_ends(world: World) {
        let cast = world.cast().await;
        let id = system(&world, |tx| {
            let act = What::Act(Some(Step::SetPriority(Priority::High)));
            let wish = FlowWish { name: "Escalate".into(), start: Start::Called, body: vec![Node { id: NodeId(1), what: act }], ..FlowWish::default() };
            let flow = flow::create_flow(tx, wish)?;
            let flow = flow::publish_flow(tx, flow.id, flow.edition)?;
            Ok(flow::switch_flow(tx, flow.id, automation::Switch::On(Stage::Act))?.id)
        }).await;
        rule(&world, wish("Begins", &["ticket_created", "priority_changed"], vec![Step::StartFlow(id)]), Stage::Act).await;
        let number = ask(&world, &cast, "It broke").await.number;
        for _ in 0..4 {
            follow(&world).await;
        }
        let page = page(&world, number).await;
        let told = events(&page);
        let count = |kind: &str| told.iter().filter(|(_, event)| event.kind() == kind).count();
        assert_eq!((page.ticket.priority, count("flow_started"), count("flow_done")), (Priority::High, 1, 1));
        assert_eq!(count("rule_held"), 1, "{told:?}");
        assert_eq!(failures(&told), Vec::<String>::new());
    }

    async fn whoever_made_a_rule_hears_that_it_stopped(world: World) {
        let cast = world.cast().await;
        let eve = cast.eve;
        by(&world, cast.ben, move |tx| {
            let wrong = vec![Step::Star(eve)];
            let rule = automation::create_rule(tx, wish("Stars", &["ticket_created"], wrong))?;
            automation::switch_rule(tx, rule.id, automation::Switch::On(Stage::Act))
        }).await.unwrap();
        let number = ask(&world, &cast, "It broke").await.number;
        follow(&world).await;
        let inbox = |person| by(&world, person, |tx| Ok(service::notification::inbox(tx, true, None, 20)?.told));
        let told = inbox(cast.ben).await.unwrap();
        let stopped: Vec<_> = told.iter().filter(|one| one.facts.occasion == Occasion::Stopped).collect();
        assert_eq!(stopped.iter().map(|one| (one.number, one.facts.detail.name())).collect::<Vec<_>>(), [(number, "Stars")]);
        assert!(inbox(cast.chika).await.unwrap().iter().all(|one| one.facts.occasion != Occasion::Stopped));
    }

    async fn a_queue_that_crosses_a_bound_is_heard_once_each_time(world: World) {
        let cast = world.cast().await;
        ask(&world, &cast, "One").await;
        follow(&world).await;
        let start = length(&world, &cast).await;
        let crossed = |operator: &str, bound: i64| {
            condition(&format!(r#"{{"all":[{{"field":"team_queue","operator":"{operator}","value":{bound}}},{{"field":"team","operator":"any_of","value":[{}]}}]}}"#, cast.support))
        };
        let up = RuleWish { condition: crossed("reached", start + 2), ..wish("Long", &["queue_crossed"], vec![Step::SetPriority(Priority::Urgent)]) };
        let note = Step::Note(Texts { en: "Calm again.".into(), ja: String::new() });
        let down = RuleWish { condition: crossed("fell", start + 1), ..wish("Short", &["queue_crossed"], vec![note]) };
        let (up, down) = (rule(&world, up, Stage::Act).await, rule(&world, down, Stage::Act).await);
        let fired = |world: &World| {
            let desk = world.desk.clone();
            async move {
                let ask = move |read: &mut service::Read| Ok((automation::rule(read, up)?.fired, automation::rule(read, down)?.fired));
                desk.ask(Actor::System, ask).await.unwrap()
            }
        };
        let mut numbers = Vec::new();
        for n in 0..4 {
            numbers.push(ask(&world, &cast, &format!("More {n}")).await.number);
            follow(&world).await;
            follow(&world).await;
        }
        assert_eq!(fired(&world).await, (1, 0));
        assert_eq!(page(&world, numbers[1]).await.ticket.priority, Priority::Urgent, "the ticket with which it came there");
        for number in &numbers[1..] {
            let number = *number;
            system(&world, move |tx| ticket::trash(tx, number, None).map(drop)).await;
            follow(&world).await;
            follow(&world).await;
        }
        assert_eq!(length(&world, &cast).await, start + 1);
        // What lies in the trash is left alone, and nothing else brought the queue there.
        assert_eq!(fired(&world).await, (1, 0));
        let told = events(&page(&world, numbers[3]).await);
        assert!(told.iter().any(|(_, event)| matches!(event, Event::QueueCrossed { from, to, .. } if (*from, *to) == (start + 2, start + 1))), "{told:?}");
        // Above it once more.
        ask(&world, &cast, "Again").await;
        follow(&world).await;
        follow(&world).await;
        assert_eq!(fired(&world).await, (2, 0));
    }

    async fn nobody_writes_of_a_queue_while_nobody_asks(world: World) {
        let cast = world.cast().await;
        for n in 0..3 {
            ask(&world, &cast, &format!("More {n}")).await;
        }
        let number = ask(&world, &cast, "Last").await.number;
        follow(&world).await;
        assert!(events(&page(&world, number).await).iter().all(|(_, event)| event.kind() != "queue_crossed"));
    }

    async fn an_agent_who_opens_a_ticket_is_heard_where_a_rule_listens(world: World) {
        let cast = world.cast().await;
        let (number, chika) = (ask(&world, &cast, "It broke").await.number, cast.chika);
        let opens = move |tx: &mut Tx| ticket::tell_opened(tx, number).map(drop);
        by(&world, chika, opens).await.unwrap();
        follow(&world).await;
        let kinds = |told: Vec<(desk::Who, Event)>| told.iter().filter(|(_, event)| event.kind().starts_with("ticket_") && event.kind() != "ticket_created").count();
        assert_eq!(kinds(events(&page(&world, number).await)), 0, "nobody listens");
        let mine = Step::Assign(desk::automation::Responsible::Doer);
        rule(&world, wish("Mine", &["ticket_opened"], vec![mine]), Stage::Act).await;
        rule(&world, wish("Gone", &["ticket_left"], vec![Step::SetPriority(Priority::High)]), Stage::Act).await;
        assert!(by(&world, chika, |tx| ticket::presence_is_heard(tx, true)).await.unwrap());
        by(&world, chika, opens).await.unwrap();
        follow(&world).await;
        let opened = page(&world, number).await;
        assert_eq!((opened.ticket.assignee, opened.ticket.priority), (Some(chika), Priority::Normal));
        by(&world, chika, move |tx| ticket::tell_left(tx, number)).await.unwrap();
        follow(&world).await;
        assert_eq!(page(&world, number).await.ticket.priority, Priority::High);
        let stranger = by(&world, cast.eve, opens).await;
        assert!(matches!(stranger, Err(desk::Error::Missing)));
        assert!(matches!(by(&world, cast.kei, opens).await, Err(desk::Error::Missing)));
    }
}
