//! A browser that shows notifications, as its maker's push service knows it (RFC 8030, RFC 8291).

use crate::Refusal;
use crate::people::PersonId;
use base::{Digest, Moment};

base::id!(SubscriptionId);

/// Browsers of one person: the one that has waited longest makes room.
pub const MOST_BROWSERS: usize = 20;
const LONGEST: usize = 1_000;
/// Letters of base64url without padding: 65 and 16 bytes.
const KEY: usize = 87;
const AUTH: usize = 22;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    pub id: SubscriptionId,
    pub person: PersonId,
    /// In which browser: when its session ends, so does this.
    pub session: Digest,
    pub wish: SubscriptionWish,
    /// As it calls itself.
    pub browser: String,
    pub created_at: Moment,
    pub used_at: Option<Moment>,
}

/// What the browser says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionWish {
    /// Where its push service takes messages for it: a secret of its own.
    pub endpoint: String,
    /// A point on P-256, uncompressed.
    pub public_key: String,
    pub auth: String,
}

impl SubscriptionWish {
    /// # Errors
    /// No browser says such a thing.
    pub fn sound(self) -> Result<Self, Refusal> {
        let letters = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        let bare = |text: &str| text.trim_end_matches('=').to_owned();
        let (public_key, auth) = (bare(&self.public_key), bare(&self.auth));
        let endpoint = self.endpoint.trim().to_owned();
        // A push service on this very machine is one that somebody tries out; the guarded way out has its own say.
        let safe = endpoint.starts_with("https://") || endpoint.starts_with("http://127.0.0.1:");
        let sound = safe
            && endpoint.len() <= LONGEST
            && !endpoint.contains(|c: char| c.is_whitespace() || c.is_control())
            && (public_key.len(), auth.len()) == (KEY, AUTH)
            && letters(&public_key)
            && letters(&auth);
        if sound { Ok(Self { endpoint, public_key, auth }) } else { Err(Refusal::BrowserInvalid) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish() -> SubscriptionWish {
        SubscriptionWish {
            endpoint: "https://push.example/abc".into(),
            public_key: "B".repeat(KEY),
            auth: "x".repeat(AUTH) + "==",
        }
    }

    #[test]
    fn only_what_browsers_say_is_taken() {
        assert_eq!(wish().sound().unwrap().auth.len(), AUTH);
        for bad in [
            SubscriptionWish { endpoint: "http://push.example/abc".into(), ..wish() },
            SubscriptionWish { endpoint: format!("https://push.example/{}", "x".repeat(LONGEST)), ..wish() },
            SubscriptionWish { endpoint: "https://push.example/a b".into(), ..wish() },
            SubscriptionWish { public_key: "B".repeat(KEY - 1), ..wish() },
            SubscriptionWish { auth: "+".repeat(AUTH), ..wish() },
        ] {
            assert_eq!(bad.clone().sound(), Err(Refusal::BrowserInvalid), "{bad:?}");
        }
    }
}
