//! Webhooks: set up by those who configure, called by rules, told by a job, kept in a log that can be sent again.

use base::Token;
use desk::automation::{
    Attempt, DeliveryId, Heard, MOST_WEBHOOKS, Step, Webhook, WebhookDelivery, WebhookId, WebhookState, WebhookWish,
};
use desk::{Done, Error, Event, Permission, Refusal};
use store::automation::{deliveries, rules, webhooks as table};
use store::{Read, Tx, jobs};

mod told;

pub(super) use told::call;
pub use told::try_webhook;

/// The kind of the job that tells a webhook; its body is the delivery's id.
pub const CALL: &str = "call_webhook";
/// Tries that a page shows.
const MOST_SHOWN: usize = 100;

/// All of them, each with what it was told last.
pub fn webhooks(read: &mut Read) -> Done<Vec<(Webhook, Option<WebhookDelivery>)>> {
    read.actor().may(Permission::Configure)?;
    let hooks = table::all(read)?;
    hooks
        .into_iter()
        .map(|hook| Ok((deliveries::newest(read, hook.id)?, hook)))
        .map(|both: Done<_>| both.map(|(last, hook)| (hook, last)))
        .collect()
}

/// What they are called, for whoever reads or makes rules.
pub fn webhook_names(read: &mut Read) -> Done<Vec<(WebhookId, String)>> {
    read.actor().must_be_agent()?;
    Ok(table::all(read)?.into_iter().map(|hook| (hook.id, hook.wish.name)).collect())
}

pub fn webhook(read: &mut Read, id: WebhookId) -> Done<Webhook> {
    read.actor().may(Permission::Configure)?;
    table::load(read, id)?.filter(|hook| hook.removed_at.is_none()).ok_or(Error::Missing)
}

pub fn create_webhook(tx: &mut Tx, wish: WebhookWish, sealed_secret: &str) -> Done<Webhook> {
    tx.actor().may(Permission::Configure)?;
    if table::all(tx)?.len() >= MOST_WEBHOOKS {
        return Err(Refusal::TooManyWebhooks.into());
    }
    let wish = wish.sound()?;
    let id = table::add(tx, &wish, sealed_secret)?;
    tx.record(Event::WebhookCreated { webhook: id, name: wish.name })?;
    webhook(tx, id)
}

pub fn change_webhook(tx: &mut Tx, id: WebhookId, version: i64, wish: WebhookWish) -> Done<Webhook> {
    let mut hook = at_version(tx, id, version)?;
    let wish = wish.sound()?;
    if wish != hook.wish {
        hook.wish = wish;
        table::save(tx, &mut hook)?;
        tx.record(Event::WebhookChanged { webhook: id, name: hook.wish.name.clone() })?;
    }
    Ok(hook)
}

/// What waits for one that is off is given up when its turn comes.
pub fn switch_webhook(tx: &mut Tx, id: WebhookId, active: bool) -> Done<Webhook> {
    let mut hook = webhook(tx, id)?;
    switch(tx, &mut hook, active)?;
    Ok(hook)
}

fn switch(tx: &mut Tx, hook: &mut Webhook, active: bool) -> Done<()> {
    if hook.active != active {
        hook.active = active;
        table::save(tx, hook)?;
        tx.record(Event::WebhookSwitched { webhook: hook.id, name: hook.wish.name.clone(), active })?;
    }
    Ok(())
}

/// The one before is signed with for another day.
pub fn renew_webhook_secret(tx: &mut Tx, id: WebhookId, sealed_secret: String) -> Done<Webhook> {
    let mut hook = webhook(tx, id)?;
    hook.renew(sealed_secret, tx.now());
    table::save(tx, &mut hook)?;
    tx.record(Event::WebhookSecretRenewed { webhook: id, name: hook.wish.name.clone() })?;
    Ok(hook)
}

/// Not while a rule calls it.
pub fn remove_webhook(tx: &mut Tx, id: WebhookId) -> Done<()> {
    let mut hook = webhook(tx, id)?;
    if rules::all(tx)?.iter().any(|rule| rule.wish.steps.contains(&Step::Webhook(id))) {
        return Err(Refusal::WebhookInUse.into());
    }
    (hook.active, hook.removed_at) = (false, Some(tx.now()));
    table::save(tx, &mut hook)?;
    tx.record(Event::WebhookRemoved { webhook: id, name: hook.wish.name })?;
    Ok(())
}

/// Newest first.
pub fn webhook_deliveries(
    read: &mut Read,
    id: WebhookId,
    before: Option<DeliveryId>,
    most: usize,
) -> Done<Vec<WebhookDelivery>> {
    webhook(read, id)?;
    Ok(deliveries::of_webhook(read, id, before, most)?)
}

/// With its tries, newest first.
pub fn webhook_delivery(read: &mut Read, id: DeliveryId) -> Done<(Webhook, WebhookDelivery, Vec<Attempt>)> {
    read.actor().may(Permission::Configure)?;
    let delivery = deliveries::load(read, id)?.ok_or(Error::Missing)?;
    let hook = webhook(read, delivery.webhook)?;
    let attempts = deliveries::attempts(read, id, MOST_SHOWN)?;
    Ok((hook, delivery, attempts))
}

/// The same once more, under the same id: who has taken it before can tell.
pub fn replay_delivery(tx: &mut Tx, id: DeliveryId) -> Done<WebhookDelivery> {
    tx.actor().may(Permission::Configure)?;
    let mut delivery = deliveries::hold(tx, id)?.ok_or(Error::Missing)?;
    let hook = webhook(tx, delivery.webhook)?;
    if !hook.active {
        return Err(Refusal::WebhookOff.into());
    }
    delivery.again(tx.now())?;
    deliveries::save(tx, &delivery)?;
    plan(tx, &delivery)?;
    tx.record(Event::WebhookReplayed { webhook: hook.id, name: hook.wish.name, delivery: id })?;
    Ok(delivery)
}

/// What is to be told now, and to whom; none: nothing any more.
pub fn delivery_due(tx: &mut Tx, id: DeliveryId) -> Done<Option<(Webhook, WebhookDelivery)>> {
    tx.actor().must_be_system()?;
    let waiting = |delivery: &WebhookDelivery| delivery.state == WebhookState::Waiting;
    let Some(mut delivery) = deliveries::hold(tx, id)?.filter(waiting) else { return Ok(None) };
    let hook = table::load(tx, delivery.webhook)?.ok_or(Error::Missing)?;
    if hook.active {
        return Ok(Some((hook, delivery)));
    }
    (delivery.state, delivery.next_at) = (WebhookState::Failed, None);
    deliveries::save(tx, &delivery)?;
    failed(tx, &hook, &delivery)?;
    Ok(None)
}

/// A try as it went. `attempt.number` is ignored.
pub fn delivery_tried(tx: &mut Tx, id: DeliveryId, attempt: Attempt) -> Done<()> {
    tx.actor().must_be_system()?;
    let Some(mut delivery) = deliveries::hold(tx, id)? else { return Ok(()) };
    let attempt = Attempt { number: delivery.attempts + 1, ..attempt };
    deliveries::add_attempt(tx, id, &attempt)?;
    delivery.tried(&attempt);
    deliveries::save(tx, &delivery)?;
    plan(tx, &delivery)?;
    if delivery.state == WebhookState::Failed {
        let mut hook = table::load(tx, delivery.webhook)?.ok_or(Error::Missing)?;
        failed(tx, &hook, &delivery)?;
        if attempt.heard() == Heard::Gone {
            switch(tx, &mut hook, false)?;
        }
    }
    Ok(())
}

/// Of a trial there is no ticket to say it on.
fn failed(tx: &mut Tx, hook: &Webhook, delivery: &WebhookDelivery) -> Done<()> {
    if let Some(ticket) = delivery.ticket {
        let name = hook.wish.name.clone();
        tx.record(Event::WebhookFailed { ticket, webhook: hook.id, name, delivery: delivery.id })?;
    }
    Ok(())
}

fn plan(tx: &mut Tx, delivery: &WebhookDelivery) -> Done<()> {
    if let Some(at) = delivery.next_at {
        jobs::add(tx, CALL, &delivery.id.to_string(), Some(&format!("{CALL}-{}", delivery.id)), at)?;
    }
    Ok(())
}

fn message_id() -> String {
    format!("msg_{}", Token::random().reveal())
}

fn at_version(tx: &mut Tx, id: WebhookId, version: i64) -> Done<Webhook> {
    let hook = webhook(tx, id)?;
    if hook.version == version { Ok(hook) } else { Err(Error::Conflict) }
}
