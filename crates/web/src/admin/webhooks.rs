//! `/admin/webhooks`

use super::asked::{Asked, ask};
use super::tried::{Again, above, tried};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use axum::http::StatusCode;
use base::Token;
use desk::automation::payload::{Payload, rendered};
use desk::automation::{DeliveryId, WEBHOOK_SECRET, Webhook, WebhookDelivery, WebhookId, WebhookWish};
use desk::{Done, Permission, Refusal};
use service::{Tx, automation, ticket};
use views::admin::Form;
use views::admin::webhooks::{DeliveryPage, WebhookPage, Webhooks};

const INDEX: &str = "/admin/webhooks";
const PAGE: usize = 50;

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let Asked { shell, frame, found } = ask(&web, &here, Permission::Configure, automation::webhooks).await?;
    Ok(here.show(&Webhooks { shell, frame, webhooks: found }))
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, None, Shown::default()).await?))
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let (wish, secret) = (wish(&fields), new_secret());
    let sealed = (web.seal)(&secret, WEBHOOK_SECRET);
    let create = move |tx: &mut Tx| automation::create_webhook(tx, wish, &sealed);
    let done = web.desk.change(here.seat.actor.clone(), create).await;
    match tried(&here, done, &fields, beside)? {
        Ok(hook) => with_secret(&web, &here, &hook, secret).await,
        Err(again) => again_with(&web, &here, None, again).await,
    }
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<WebhookId>) -> Answer {
    Ok(here.show(&page(&web, &here, Some(id), Shown::default()).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<WebhookId>, fields: Fields) -> Answer {
    let form = fields.clone();
    let change = move |tx: &mut Tx| automation::change_webhook(tx, id, form.value("version")?, wish(&form));
    let done = web.desk.change(here.seat.actor.clone(), change).await;
    match tried(&here, done, &fields, beside)? {
        Ok(_) => Ok(here.go(&format!("{INDEX}/{id}"), Said::Saved)),
        Err(again) => again_with(&web, &here, Some(id), again).await,
    }
}

/// Shown once, here and now.
pub async fn renew(State(web): State<Web>, here: Here, Id(id): Id<WebhookId>) -> Answer {
    let secret = new_secret();
    let sealed = (web.seal)(&secret, WEBHOOK_SECRET);
    let renew = move |tx: &mut Tx| automation::renew_webhook_secret(tx, id, sealed);
    let hook = web.desk.change(here.seat.actor.clone(), renew).await.map_err(|error| here.fail(error))?;
    with_secret(&web, &here, &hook, secret).await
}

pub async fn switch(State(web): State<Web>, here: Here, Id(id): Id<WebhookId>, fields: Fields) -> Answer {
    let to = match fields.text("to") {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err(Refusal::FormIncomplete),
    };
    let done = web.desk.change(here.seat.actor.clone(), move |tx| automation::switch_webhook(tx, id, to?)).await;
    told(&web, &here, id, done, &fields).await
}

pub async fn try_out(State(web): State<Web>, here: Here, Id(id): Id<WebhookId>, fields: Fields) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| automation::try_webhook(tx, id)).await;
    match tried(&here, done, &fields, above)? {
        Ok(delivery) => Ok(here.go(&address(&delivery), Said::Saved)),
        Err(again) => again_with(&web, &here, Some(id), again).await,
    }
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(id): Id<WebhookId>, fields: Fields) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| automation::remove_webhook(tx, id)).await;
    match tried(&here, done, &fields, above)? {
        Ok(()) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => again_with(&web, &here, Some(id), again).await,
    }
}

pub async fn delivery(State(web): State<Web>, here: Here, Id(id): Id<DeliveryId>) -> Answer {
    Ok(here.show(&delivery_page(&web, &here, id, None).await?))
}

pub async fn replay(State(web): State<Web>, here: Here, Id(id): Id<DeliveryId>, fields: Fields) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| automation::replay_delivery(tx, id)).await;
    match tried(&here, done, &fields, above)? {
        Ok(delivery) => Ok(here.go(&address(&delivery), Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &delivery_page(&web, &here, id, again.form.reason("")).await?)),
    }
}

fn address(delivery: &WebhookDelivery) -> String {
    format!("{INDEX}/deliveries/{}", delivery.id)
}

async fn told(web: &Web, here: &Here, id: WebhookId, done: Done<Webhook>, fields: &Fields) -> Answer {
    match tried(here, done, fields, above)? {
        Ok(_) => Ok(here.go(&format!("{INDEX}/{id}"), Said::Saved)),
        Err(again) => again_with(web, here, Some(id), again).await,
    }
}

/// What stands in the fields, where it is not what is kept.
#[derive(Default)]
struct Shown {
    form: Option<Form>,
    secret: Option<String>,
}

async fn with_secret(web: &Web, here: &Here, hook: &Webhook, secret: String) -> Answer {
    let shown = Shown { form: None, secret: Some(secret) };
    Ok(here.show_again(StatusCode::OK, &page(web, here, Some(hook.id), shown).await?))
}

async fn again_with(web: &Web, here: &Here, id: Option<WebhookId>, again: Again) -> Answer {
    let shown = Shown { form: Some(again.form), secret: None };
    Ok(here.show_again(again.status, &page(web, here, id, shown).await?))
}

async fn page(web: &Web, here: &Here, id: Option<WebhookId>, shown: Shown) -> Result<WebhookPage<'static>, Failure> {
    let before = here.query.maybe("before").unwrap_or_default();
    let asked = ask(web, here, Permission::Configure, move |read| {
        let Some(id) = id else { return Ok((None, Vec::new())) };
        let mut deliveries = Vec::new();
        for delivery in automation::webhook_deliveries(read, id, before, PAGE + 1)? {
            let number = delivery.ticket.map(|ticket| ticket::number_of(read, ticket)).transpose()?.flatten();
            deliveries.push((delivery, number));
        }
        Ok((Some(automation::webhook(read, id)?), deliveries))
    });
    let Asked { shell, frame, found: (hook, mut deliveries) } = asked.await?;
    let form = shown.form.unwrap_or_else(|| hook.as_ref().map(kept).unwrap_or_default());
    let form = match &hook {
        Some(hook) => form.or("version", hook.version),
        None => form,
    };
    let older = (deliveries.len() > PAGE).then(|| deliveries[PAGE - 1].0.id);
    deliveries.truncate(PAGE);
    let mistake = rendered(form.text("body").replace("\r\n", "\n").trim(), &Payload::sample()).err();
    Ok(WebhookPage { shell, frame, hook, form, mistake, secret: shown.secret, deliveries, older })
}

async fn delivery_page(
    web: &Web,
    here: &Here,
    id: DeliveryId,
    reason: Option<&'static str>,
) -> Result<DeliveryPage<'static>, Failure> {
    let asked = ask(web, here, Permission::Configure, move |read| {
        let (hook, delivery, attempts) = automation::webhook_delivery(read, id)?;
        let number = delivery.ticket.map(|ticket| ticket::number_of(read, ticket)).transpose()?.flatten();
        Ok((hook, delivery, attempts, number))
    });
    let Asked { shell, frame, found: (hook, delivery, attempts, number) } = asked.await?;
    Ok(DeliveryPage { shell, frame, hook, delivery, attempts, number, reason })
}

fn kept(hook: &Webhook) -> Form {
    Form::default().with("name", &hook.wish.name).with("url", &hook.wish.url).with("body", &hook.wish.body)
}

fn wish(form: &Fields) -> WebhookWish {
    let text = |name: &str| form.text(name).to_owned();
    WebhookWish { name: text("name"), url: text("url"), body: text("body") }
}

/// 256 random bits in the alphabet that the standard asks for.
fn new_secret() -> String {
    format!("whsec_{}=", Token::random().reveal().replace('-', "+").replace('_', "/"))
}

const fn beside(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong => "name",
        Refusal::UrlInvalid => "url",
        _ => "",
    }
}
