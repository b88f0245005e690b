//! A webhook is told: signed, within limits, never into our own network; what came back is written down.

use super::Premises;
use base::Moment;
use bytes::Bytes;
use desk::automation::{Attempt, DeliveryId, WEBHOOK_SECRET, Webhook, WebhookDelivery};
use desk::{Actor, Done, Error, Fault};
use http::{Request, Response};
use platform::Hidden;
use platform::http::{Http, HttpFault, Limits};
use platform::secrets::webhook_signature;
use service::automation;
use std::time::{Duration, Instant};
use url::Url;

/// An answer is read no further, and no longer waited for.
pub const WEBHOOK_LIMITS: Limits = Limits { body: 256 * 1024, time: Duration::from_secs(15) };
/// Characters of an answer that are kept.
const KEPT: usize = 2_000;

/// Does a `call_webhook` job. The pauses between tries are the delivery's own.
pub async fn call_webhook(premises: &Premises, body: &str, limits: Limits) -> Done<()> {
    let id: DeliveryId = body.parse().map_err(|_| Error::Missing)?;
    let due = premises.desk.change(Actor::System, move |tx| automation::delivery_due(tx, id)).await?;
    let Some((hook, delivery)) = due else { return Ok(()) };
    let now = premises.desk.now();
    let secrets = hook.secrets(now).into_iter().map(|sealed| premises.secrets.open(sealed, WEBHOOK_SECRET));
    let secrets = secrets.collect::<Result<Vec<_>, _>>().map_err(Fault::new)?;
    let http = premises.outside.http.with(limits);
    let attempt = tell(&http, &hook, &delivery, &secrets, now).await;
    premises.desk.change(Actor::System, move |tx| automation::delivery_tried(tx, id, attempt)).await
}

async fn tell(http: &Http, hook: &Webhook, delivery: &WebhookDelivery, secrets: &[Hidden], now: Moment) -> Attempt {
    let seconds = now.millis() / 1_000;
    let signed =
        secrets.iter().filter_map(|secret| webhook_signature(secret, &delivery.message_id, seconds, &delivery.body));
    let signatures: Vec<String> = signed.collect();
    let begun = Instant::now();
    let answer = match request(hook, delivery, seconds, &signatures.join(" ")) {
        Ok(request) => http.send(request).await,
        Err(fault) => Err(fault),
    };
    let hidden: Vec<&str> = secrets.iter().map(Hidden::reveal).chain(signatures.iter().map(String::as_str)).collect();
    let (status, said) = match answer {
        Ok(answer) => (Some(answer.status().as_u16()), kept(&answer, &hidden)),
        Err(fault) => (None, fault.to_string()),
    };
    let milliseconds = i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX);
    Attempt { number: 0, at: now, milliseconds, status, said }
}

fn request(
    hook: &Webhook,
    delivery: &WebhookDelivery,
    seconds: i64,
    signature: &str,
) -> Result<Request<Bytes>, HttpFault> {
    // A host may be written in any script.
    let url = Url::parse(&hook.wish.url).map_err(|_| HttpFault::Address)?;
    Request::post(url.as_str())
        .header("content-type", "application/json")
        .header("webhook-id", &delivery.message_id)
        .header("webhook-timestamp", seconds)
        .header("webhook-signature", signature)
        .body(Bytes::from(delivery.body.clone()))
        .map_err(|_| HttpFault::Address)
}

/// The beginning of an answer, without what only the two of us know.
fn kept(answer: &Response<Bytes>, hidden: &[&str]) -> String {
    let text = String::from_utf8_lossy(answer.body());
    let bare = |secret: &&str| secret.split_once(['_', ',']).map_or(String::new(), |(_, bare)| bare.to_owned());
    let hidden = hidden.iter().map(bare).filter(|bare| !bare.is_empty());
    let text = hidden.fold(text.into_owned(), |text, secret| text.replace(&secret, "…"));
    text.chars().filter(|c| !c.is_control() || *c == '\n').take(KEPT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_repeats_our_secrets_is_kept_without_them() {
        let answer = Response::new(Bytes::from_static(b"you sent v1,abc= with whsec_xyz=\r\n\x00 thanks"));
        assert_eq!(kept(&answer, &["whsec_xyz=", "v1,abc="]), "you sent v1,… with whsec_…\n thanks");
        assert_eq!(kept(&Response::new(Bytes::from("x".repeat(9_000))), &[]).len(), KEPT);
    }
}
