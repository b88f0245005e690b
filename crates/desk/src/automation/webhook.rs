//! An address outside that rules tell of what happened, in the form of Standard Webhooks (standardwebhooks.com).

use super::payload::{self, Payload};
use crate::Refusal;
use base::Moment;
use std::time::Duration;

base::id!(WebhookId);

/// Webhooks there may be, characters of an address.
pub const MOST_WEBHOOKS: usize = 100;
const LONGEST_URL: usize = 2_000;
/// How long a secret is signed with after there is a newer one, so that the receiver can change it at leisure.
pub const OVERLAP: Duration = Duration::from_secs(24 * 3600);
/// Where the secrets stand; a sealed text opens nowhere else.
pub const WEBHOOK_SECRET: &str = "webhook secret";

#[derive(Clone, Debug, PartialEq)]
pub struct Webhook {
    pub id: WebhookId,
    pub wish: WebhookWish,
    pub active: bool,
    pub sealed_secret: String,
    /// The secret before, and until when it is signed with as well.
    pub before: Option<(String, Moment)>,
    pub removed_at: Option<Moment>,
    pub version: i64,
}

/// What somebody wants a webhook to be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WebhookWish {
    pub name: String,
    pub url: String,
    /// A template that becomes JSON; empty: the usual body.
    pub body: String,
}

impl WebhookWish {
    /// # Errors
    /// It has no name, no address, or a body that becomes no JSON.
    pub fn sound(mut self) -> Result<Self, Refusal> {
        self.name = crate::people::person_name(&self.name)?;
        self.url = self.url.trim().to_owned();
        let rest = self.url.strip_prefix("https://").or_else(|| self.url.strip_prefix("http://"));
        let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
        // What stands before an @ is a password, and a log is no place for one.
        let plain =
            !host.is_empty() && !host.contains('@') && !self.url.chars().any(|c| c.is_whitespace() || c.is_control());
        if !plain || self.url.len() > LONGEST_URL {
            return Err(Refusal::UrlInvalid);
        }
        self.body = self.body.replace("\r\n", "\n").trim().to_owned();
        payload::rendered(&self.body, &Payload::sample()).map_err(|_| Refusal::BodyInvalid)?;
        Ok(self)
    }
}

impl Webhook {
    /// A new secret from now on; the present one is signed with for another day.
    pub fn renew(&mut self, sealed_secret: String, now: Moment) {
        let before = std::mem::replace(&mut self.sealed_secret, sealed_secret);
        self.before = Some((before, now.plus(OVERLAP)));
    }

    /// The sealed secrets to sign with, the newest first.
    pub fn secrets(&self, now: Moment) -> Vec<&str> {
        let before = self.before.as_ref().filter(|(_, until)| now < *until).map(|(sealed, _)| sealed.as_str());
        [self.sealed_secret.as_str()].into_iter().chain(before).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(url: &str, body: &str) -> WebhookWish {
        WebhookWish { name: "Pager".into(), url: url.into(), body: body.into() }
    }

    #[test]
    fn an_address_is_one_of_the_web_and_holds_no_password() {
        for url in ["https://pager.example/hook?team=1", "http://10.0.0.7:8080/", "https://例え.jp/x"] {
            assert!(wish(url, "").sound().is_ok(), "{url}");
        }
        let long = format!("https://x.example/{}", "a".repeat(LONGEST_URL));
        for url in [
            "",
            "pager.example",
            "ftp://x.example/",
            "https://",
            "https://me:pw@x.example/",
            "https://x.example/a b",
            &long,
        ] {
            assert_eq!(wish(url, "").sound(), Err(Refusal::UrlInvalid), "{url}");
        }
    }

    #[test]
    fn a_body_becomes_json_or_is_refused() {
        let url = "https://pager.example/";
        assert!(wish(url, r#"{"text": {{ ticket.subject }}, "n": {{ ticket.number }}}"#).sound().is_ok());
        for body in ["hello", r#"{"text": {{ nobody }}}"#, r#"{"text": "#, r#"{"a": {{ ticket.subject }} }}"#] {
            assert_eq!(wish(url, body).sound(), Err(Refusal::BodyInvalid), "{body}");
        }
    }

    #[test]
    fn two_secrets_are_signed_with_for_a_day() {
        let mut hook = Webhook {
            id: WebhookId(1),
            wish: wish("https://pager.example/", ""),
            active: true,
            sealed_secret: "one".into(),
            before: None,
            removed_at: None,
            version: 1,
        };
        hook.renew("two".into(), Moment(0));
        assert_eq!(hook.secrets(Moment(1)), ["two", "one"]);
        assert_eq!(hook.secrets(Moment(0).plus(OVERLAP)), ["two"]);
    }
}
