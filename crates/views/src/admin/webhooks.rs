//! Webhooks, one of them with what it was told, and one thing that was told.

use super::Form;
use super::writing::said;
use crate::Shell;
use crate::agent::Frame;
use askama::Template;
use desk::automation::payload::Payload;
use desk::automation::{Attempt, DeliveryId, Webhook, WebhookDelivery, WebhookState};
use desk::conversation::template::Mistake;
use desk::ticket::TicketNumber;

#[derive(Template)]
#[template(path = "admin/webhooks.html")]
pub struct Webhooks<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// With what each was told last.
    pub webhooks: Vec<(Webhook, Option<WebhookDelivery>)>,
}

#[derive(Template)]
#[template(path = "admin/webhook.html")]
pub struct WebhookPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub hook: Option<Webhook>,
    pub form: Form,
    /// Of the body.
    pub mistake: Option<Mistake>,
    /// Just made: seen now, and never again.
    pub secret: Option<String>,
    /// With the number of their ticket, where the one who looks may see it.
    pub deliveries: Vec<(WebhookDelivery, Option<TicketNumber>)>,
    /// The last of this page, where there are more.
    pub older: Option<DeliveryId>,
}

#[derive(Template)]
#[template(path = "admin/webhook-delivery.html")]
pub struct DeliveryPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub hook: Webhook,
    pub delivery: WebhookDelivery,
    /// Newest first.
    pub attempts: Vec<Attempt>,
    pub number: Option<TicketNumber>,
    pub reason: Option<&'static str>,
}

impl Webhooks<'_> {
    fn state(&self, state: &WebhookState) -> (&'static str, &'static str) {
        told(*state)
    }

    fn title(&self) -> &str {
        self.shell.say("admin-webhooks")
    }

    fn host<'h>(&self, hook: &'h Webhook) -> &'h str {
        host(&hook.wish.url)
    }
}

impl WebhookPage<'_> {
    fn state(&self, state: &WebhookState) -> (&'static str, &'static str) {
        told(*state)
    }

    fn title(&self) -> &str {
        self.hook.as_ref().map_or_else(|| self.shell.say("admin-webhook-new"), |hook| &hook.wish.name)
    }

    fn action(&self) -> String {
        self.hook.as_ref().map_or_else(|| "/admin/webhooks".into(), |hook| format!("/admin/webhooks/{}", hook.id))
    }

    /// Empty: the body can be filled in.
    fn mistaken(&self) -> String {
        self.mistake.as_ref().map_or_else(String::new, |mistake| said(mistake, &self.shell))
    }

    fn variables(&self) -> String {
        let names: Vec<String> = Payload::NAMES.iter().map(|name| format!("{{{{ {name} }}}}")).collect();
        self.shell.with("template-variables", &names.join("  "))
    }
}

impl DeliveryPage<'_> {
    fn state(&self, state: &WebhookState) -> (&'static str, &'static str) {
        told(*state)
    }

    fn title(&self) -> &str {
        self.shell.say("admin-webhook-delivery")
    }

    fn is_over(&self) -> bool {
        self.delivery.state != WebhookState::Waiting
    }

    /// `200`, or the word for silence.
    fn answer(&self, attempt: &Attempt) -> String {
        attempt
            .status
            .map_or_else(|| self.shell.words.say("admin-webhook-silence").to_owned(), |status| status.to_string())
    }

    fn tone(&self, attempt: &Attempt) -> &'static str {
        if matches!(attempt.status, Some(200..=299)) { "success" } else { "danger" }
    }

    fn took(&self, attempt: &Attempt) -> String {
        self.shell.count("admin-webhook-took", &attempt.milliseconds)
    }

    fn attempt(&self, attempt: &Attempt) -> String {
        self.shell.with("admin-webhook-try", &attempt.number.to_string())
    }
}

/// Of the word, and the badge's kind.
const fn told(state: WebhookState) -> (&'static str, &'static str) {
    match state {
        WebhookState::Waiting => ("admin-webhook-waiting", "warning"),
        WebhookState::Delivered => ("admin-webhook-delivered", "success"),
        WebhookState::Failed => ("admin-webhook-failed", "danger"),
    }
}

/// What stands between the scheme and the path: the rest may hold a secret.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}
