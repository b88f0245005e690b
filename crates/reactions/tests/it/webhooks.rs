//! Rules tell addresses outside: once, durably, for a day; and the ticket says what came of it.

use crate::desk_of_mail::open;
use crate::rules::{ask, events, page, rule, system, wish};
use desk::Event;
use desk::automation::{Attempt, DeliveryId, Stage, Step, WebhookDelivery, WebhookId, WebhookState, WebhookWish};
use reactions::{Jobs, Trouble, step};
use service::automation::{self, CALL};
use service::jobs;
use service::{Actor, Refusal};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use testing::{World, refusal};

async fn webhook(world: &World, body: &str) -> WebhookId {
    let wish = WebhookWish { name: "Pager".into(), url: "https://pager.example/hook".into(), body: body.into() };
    system(world, move |tx| Ok(automation::create_webhook(tx, wish, "sealed")?.id)).await
}

async fn deliveries(world: &World, id: WebhookId) -> Vec<WebhookDelivery> {
    system(world, move |tx| automation::webhook_deliveries(tx, id, None, 10)).await
}

/// A receiver that always answers the same; what it was told.
fn receiver(world: &World, status: Option<u16>) -> (Jobs, Arc<Mutex<Vec<String>>>) {
    let told: Arc<Mutex<Vec<String>>> = Arc::default();
    let (notes, desk) = (told.clone(), world.desk.clone());
    let jobs = Jobs::new().on(CALL, 1, move |job| {
        let (notes, desk) = (notes.clone(), desk.clone());
        async move {
            let id: DeliveryId = job.body.parse().map_err(|_| Trouble::Hopeless(job.body.clone()))?;
            let Some((_, delivery)) = desk.change(Actor::System, move |tx| automation::delivery_due(tx, id)).await?
            else {
                return Ok(());
            };
            notes.lock().unwrap().push(delivery.message_id);
            let tried = move |tx: &mut service::Tx| {
                let attempt = Attempt { number: 0, at: tx.now(), milliseconds: 1, status, said: String::new() };
                automation::delivery_tried(tx, id, attempt)
            };
            desk.change(Actor::System, tried).await.map_err(Trouble::from)
        }
    });
    (jobs, told)
}

testing::on_both! {
    async fn a_rule_tells_what_happened_and_the_ticket_says_so(world: World) {
        let cast = open(&world).await;
        let hook = webhook(&world, r#"{"text": {{ ticket.subject }}, "event": {{ type }}, "said": {{ message }}}"#).await;
        rule(&world, wish("Tell", &["ticket_created"], vec![Step::Webhook(hook)]), Stage::Act).await;
        let ticket = ask(&world, &cast, r#"A "loud" kettle"#).await;
        let (taking, told) = receiver(&world, Some(204));
        step(&world.desk, &taking).await.unwrap();
        let all = deliveries(&world, hook).await;
        assert_eq!((all.len(), all[0].state, all[0].attempts), (1, WebhookState::Delivered, 1));
        assert_eq!(*told.lock().unwrap(), [all[0].message_id.clone()]);
        let body: serde_json::Value = serde_json::from_str(&all[0].body).unwrap();
        assert_eq!(body, serde_json::json!({"text": "A \"loud\" kettle", "event": "ticket.created", "said": "My kettle leaks at the handle."}));
        let said = events(&page(&world, ticket.number).await);
        assert!(said.iter().any(|(_, event)| matches!(event, Event::WebhookCalled { webhook, .. } if *webhook == hook)));
    }

    async fn what_nobody_takes_is_tried_for_a_day_then_the_ticket_says_so_and_it_can_be_sent_again(world: World) {
        let cast = open(&world).await;
        let hook = webhook(&world, "").await;
        rule(&world, wish("Tell", &["ticket_created"], vec![Step::Webhook(hook)]), Stage::Act).await;
        let ticket = ask(&world, &cast, "A kettle").await;
        let (silent, told) = receiver(&world, None);
        for _ in 0..12 {
            step(&world.desk, &silent).await.unwrap();
            world.clock.advance(Duration::from_secs(8 * 3600));
        }
        let failed = deliveries(&world, hook).await.remove(0);
        assert_eq!((failed.state, failed.attempts, told.lock().unwrap().len()), (WebhookState::Failed, 9, 9));
        let said = events(&page(&world, ticket.number).await);
        assert_eq!(said.iter().filter(|(_, event)| matches!(event, Event::WebhookFailed { .. })).count(), 1);

        let chika = world.actor(cast.chika).await;
        assert_eq!(refusal(world.desk.change(chika, move |tx| automation::replay_delivery(tx, failed.id)).await), Refusal::NotAllowed);
        let aya = world.actor(cast.aya).await;
        world.desk.change(aya, move |tx| automation::replay_delivery(tx, failed.id)).await.unwrap();
        let (taking, again) = receiver(&world, Some(200));
        step(&world.desk, &taking).await.unwrap();
        assert_eq!(*again.lock().unwrap(), [failed.message_id], "under the same id");
        assert_eq!(deliveries(&world, hook).await[0].state, WebhookState::Delivered);
    }

    async fn who_says_gone_is_told_nothing_more(world: World) {
        let cast = open(&world).await;
        let hook = webhook(&world, "").await;
        rule(&world, wish("Tell", &["ticket_created"], vec![Step::Webhook(hook)]), Stage::Act).await;
        ask(&world, &cast, "A kettle").await;
        let (gone, told) = receiver(&world, Some(410));
        step(&world.desk, &gone).await.unwrap();
        assert!(!system(&world, move |tx| automation::webhook(tx, hook)).await.active);
        let second = ask(&world, &cast, "Another kettle").await;
        step(&world.desk, &gone).await.unwrap();
        assert_eq!(told.lock().unwrap().len(), 1);
        let said = events(&page(&world, second.number).await);
        assert!(said.iter().any(|(_, event)| matches!(event, Event::RuleFailed { reason, .. } if reason == "refusal-webhook-off")));
    }

    async fn a_call_whose_process_was_killed_is_made_by_another_under_the_same_id(world: World) {
        open(&world).await;
        let hook = webhook(&world, "").await;
        let trial = system(&world, move |tx| automation::try_webhook(tx, hook)).await;
        let lease = Duration::from_secs(10);
        let claimed = system(&world, move |tx| jobs::claim(tx, CALL, "dead", lease, 1)).await;
        assert_eq!(claimed.len(), 1);
        let (taking, told) = receiver(&world, Some(200));
        step(&world.desk, &taking).await.unwrap();
        assert!(told.lock().unwrap().is_empty(), "it is the dead one's as long as its lease");
        world.clock.advance(lease + Duration::from_secs(1));
        step(&world.desk, &taking).await.unwrap();
        assert_eq!(*told.lock().unwrap(), [trial.message_id]);
    }

    async fn a_webhook_that_a_rule_calls_is_not_removed(world: World) {
        let cast = open(&world).await;
        let hook = webhook(&world, "").await;
        rule(&world, wish("Tell", &["ticket_created"], vec![Step::Webhook(hook)]), Stage::Log).await;
        let aya = world.actor(cast.aya).await;
        assert_eq!(refusal(world.desk.change(aya, move |tx| automation::remove_webhook(tx, hook)).await), Refusal::WebhookInUse);
    }
}
