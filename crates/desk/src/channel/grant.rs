//! Access to a mailbox that a person, or an organisation, has granted by OAuth 2 (RFC 6749).

use super::{MailboxId, SignIn};
use crate::Refusal;
use base::Moment;
use std::time::Duration;

crate::ticket_words! {
    /// Who grants it.
    Provider { Google = "google", Microsoft = "microsoft", }
}

/// Our application, as it is registered with a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    pub provider: Provider,
    pub client: String,
    /// Under [`secret_context`]; empty: none is needed.
    pub sealed_secret: String,
    /// Microsoft's directory (tenant); empty: any.
    pub tenant: String,
    /// Where one signs in, for national clouds; empty: the usual place.
    pub authority: String,
    /// Where the service is, for national clouds; empty: the usual place.
    pub service: String,
    /// When the secret runs out, as somebody has noted it.
    pub secret_until: Option<Moment>,
    /// None was saved yet: 0.
    pub version: i64,
}

/// What a mailbox has been granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    pub mailbox: MailboxId,
    pub provider: Provider,
    /// Under [`grant_context`].
    pub sealed_refresh: String,
    pub granted_at: Moment,
    /// When a token was last had for it.
    pub renewed_at: Moment,
    /// When it ends unless it is used before; none: nobody has said.
    pub expires_at: Option<Moment>,
    /// Why it does not work any more; empty: it does.
    pub error: String,
}

/// A refresh token of Microsoft's that nobody uses ends after ninety days.
const UNUSED_AT_MICROSOFT: Duration = Duration::from_secs(90 * DAY);
/// One of Google's after six months.
const UNUSED_AT_GOOGLE: Duration = Duration::from_secs(180 * DAY);
const DAY: u64 = 24 * 3600;
/// So many days before something ends, somebody should know.
pub const WARNING_DAYS: i64 = 14;

impl Provider {
    /// When a grant ends that was used now, if its provider has not said.
    pub fn unused_until(self, now: Moment) -> Moment {
        now.plus(match self {
            Self::Google => UNUSED_AT_GOOGLE,
            Self::Microsoft => UNUSED_AT_MICROSOFT,
        })
    }
}

impl SignIn {
    pub const fn provider(self) -> Option<Provider> {
        match self {
            Self::Password => None,
            Self::Google => Some(Provider::Google),
            Self::Microsoft | Self::App => Some(Provider::Microsoft),
        }
    }

    /// Whether a person must say yes, at the provider's own page.
    pub const fn needs_person(self) -> bool {
        match self {
            Self::Password | Self::App => false,
            Self::Google | Self::Microsoft => true,
        }
    }
}

impl Application {
    /// One that nobody has registered yet.
    pub fn none(provider: Provider) -> Self {
        Self {
            provider,
            client: String::new(),
            sealed_secret: String::new(),
            tenant: String::new(),
            authority: String::new(),
            service: String::new(),
            secret_until: None,
            version: 0,
        }
    }

    /// Its texts in order. A secret left empty is the one that was saved, for the same application.
    pub fn sound(mut self, before: &Self) -> Result<Self, Refusal> {
        self.client = word(&self.client).filter(|client| !client.is_empty()).ok_or(Refusal::ApplicationInvalid)?;
        self.tenant = word(&self.tenant).ok_or(Refusal::TenantInvalid)?;
        if self.tenant.contains(['/', '?', '#', '%', '\\']) || self.tenant.starts_with('.') {
            return Err(Refusal::TenantInvalid);
        }
        self.authority = origin(&self.authority)?;
        self.service = origin(&self.service)?;
        let same = before.client == self.client && before.authority == self.authority;
        if self.sealed_secret.is_empty() && same {
            self.sealed_secret.clone_from(&before.sealed_secret);
        }
        Ok(self)
    }
}

impl Grant {
    /// Whole days until it ends, if it is not used before.
    pub fn days_left(&self, now: Moment) -> Option<i64> {
        self.expires_at.map(|end| days_until(end, now))
    }
}

/// Whole days until a moment, below zero when it is past.
pub fn days_until(end: Moment, now: Moment) -> i64 {
    (end.0 - now.0).div_euclid(1000 * DAY as i64)
}

/// Where an application's secret stands.
pub fn secret_context(provider: Provider) -> String {
    format!("application {} secret", provider.name())
}

/// Where a mailbox's refresh token stands.
pub fn grant_context(mailbox: MailboxId) -> String {
    format!("mailbox {mailbox} grant")
}

/// Where the proof key of a sign-in that is under way stands (RFC 7636).
pub fn verifier_context(mailbox: MailboxId) -> String {
    format!("mailbox {mailbox} verifier")
}

/// At most 250 characters without white space.
fn word(text: &str) -> Option<String> {
    let text = text.trim();
    (text.chars().count() <= 250 && !text.chars().any(|c| c.is_whitespace() || c.is_control())).then(|| text.to_owned())
}

/// `https://host` without a slash at the end, or nothing. In the clear only to this machine.
fn origin(text: &str) -> Result<String, Refusal> {
    let text = word(text).ok_or(Refusal::OriginInvalid)?;
    let text = text.trim_end_matches('/');
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://127.0.0.1"));
    let sound = host.is_some_and(|host| !host.is_empty() && !host.contains(['/', '?', '#', '@', '\\']));
    if text.is_empty() || sound { Ok(text.to_owned()) } else { Err(Refusal::OriginInvalid) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(client: &str) -> Application {
        Application { client: client.into(), ..Application::none(Provider::Microsoft) }
    }

    #[test]
    fn a_secret_left_empty_is_kept_for_the_same_application_alone() {
        let before = Application { sealed_secret: "sealed".into(), ..wish("id") };
        assert_eq!(wish("id").sound(&before).unwrap().sealed_secret, "sealed");
        assert_eq!(wish("other").sound(&before).unwrap().sealed_secret, "");
        let elsewhere = Application { authority: "https://evil.example".into(), ..wish("id") };
        assert_eq!(elsewhere.sound(&before).unwrap().sealed_secret, "");
    }

    #[test]
    fn an_application_has_an_id_and_services_are_origins() {
        let none = Application::none(Provider::Google);
        assert_eq!(wish(" ").sound(&none), Err(Refusal::ApplicationInvalid));
        assert_eq!(Application { tenant: "a/../b".into(), ..wish("id") }.sound(&none), Err(Refusal::TenantInvalid));
        for (text, sound) in [
            ("", true),
            ("https://login.microsoftonline.us/", true),
            ("http://127.0.0.1:8080", true),
            ("http://login.example", false),
            ("http://127.0.0.1@evil.example", false),
            ("https://a.example/path", false),
        ] {
            let wish = Application { service: text.into(), ..wish("id") };
            assert_eq!(wish.sound(&none).is_ok(), sound, "{text}");
        }
    }

    #[test]
    fn days_are_whole_ones() {
        let now = Moment(1_772_357_400_000);
        assert_eq!(days_until(now.plus(Duration::from_secs(DAY * 3 / 2)), now), 1);
        assert_eq!(days_until(now.minus(Duration::from_secs(60)), now), -1);
    }
}
