//! A key by which a domain of ours signs its letters (DKIM, RFC 6376): waits until it is published, signs, retires.

use crate::{Event, Refusal};
use base::Moment;

base::id!(SigningKeyId);

crate::ticket_words! {
    Algorithm {
        /// 2048 bits: what everybody checks.
        Rsa = "rsa",
        /// RFC 8463: short, and not checked everywhere; signs beside RSA.
        Ed25519 = "ed25519",
    }
}

crate::ticket_words! {
    SigningState { Waiting = "waiting", Active = "active", Retired = "retired", }
}

crate::ticket_words! {
    /// What happened to a key.
    KeyChange {
        Added = "added", Learned = "learned", Activated = "activated", Retired = "retired", Removed = "removed",
        Trusted = "trusted", Distrusted = "distrusted",
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct SigningKey {
    pub id: SigningKeyId,
    /// In lower case.
    pub domain: String,
    pub selector: String,
    pub algorithm: Algorithm,
    /// Base64, as the DNS has it.
    pub public: String,
    pub sealed: String,
    pub state: SigningState,
    pub created_at: Moment,
    /// When it was last seen in the DNS.
    pub published_at: Option<Moment>,
}

/// A key that was just made.
#[derive(Clone, Debug, PartialEq)]
pub struct NewSigningKey {
    pub selector: String,
    pub algorithm: Algorithm,
    pub public: String,
    /// Under [`signing_key_context`].
    pub sealed: String,
}

impl SigningKey {
    /// Where the DNS says it (RFC 6376 §3.6.2.1).
    pub fn record_name(&self) -> String {
        format!("{}._domainkey.{}", self.selector, self.domain)
    }

    /// What the DNS says there.
    pub fn record(&self) -> String {
        let algorithm = match self.algorithm {
            Algorithm::Rsa => "rsa",
            Algorithm::Ed25519 => "ed25519",
        };
        format!("v=DKIM1; k={algorithm}; p={}", self.public)
    }

    /// From now on it signs.
    pub fn activate(&mut self) -> Result<Event, Refusal> {
        if self.state == SigningState::Active {
            return Err(Refusal::KeyActive);
        }
        self.state = SigningState::Active;
        Ok(self.changed(KeyChange::Activated))
    }

    /// It signs no more. It stays in the DNS as long as letters are on their way.
    pub fn retire(&mut self) -> Result<Event, Refusal> {
        if self.state != SigningState::Active {
            return Err(Refusal::KeyNotActive);
        }
        self.state = SigningState::Retired;
        Ok(self.changed(KeyChange::Retired))
    }

    /// Whether it may go: not while it signs.
    pub fn removal(&self) -> Result<Event, Refusal> {
        match self.state {
            SigningState::Active => Err(Refusal::KeyActive),
            SigningState::Waiting | SigningState::Retired => Ok(self.changed(KeyChange::Removed)),
        }
    }

    pub fn changed(&self, what: KeyChange) -> Event {
        Event::SigningKeyChanged { domain: self.domain.clone(), selector: self.selector.clone(), what }
    }
}

/// A selector nobody has used: the day and the kind, `k20261125r`, and a number where that is taken.
pub fn selector(now: Moment, algorithm: Algorithm, taken: impl Fn(&str) -> bool) -> String {
    let letter = match algorithm {
        Algorithm::Rsa => 'r',
        Algorithm::Ed25519 => 'e',
    };
    let day: String = now.rfc3339().chars().take(10).filter(char::is_ascii_digit).collect();
    let first = format!("k{day}{letter}");
    let more = (2..1_000).map(|number| format!("{first}{number}"));
    [first.clone()].into_iter().chain(more).find(|name| !taken(name)).unwrap_or(first)
}

/// Where a private key stands; it opens nowhere else.
pub fn signing_key_context(domain: &str, selector: &str) -> String {
    format!("dkim {selector} {domain}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(state: SigningState) -> SigningKey {
        SigningKey {
            id: SigningKeyId(1),
            domain: "desk.example".into(),
            selector: "k1".into(),
            algorithm: Algorithm::Rsa,
            public: "AAAA".into(),
            sealed: String::new(),
            state,
            created_at: Moment(0),
            published_at: None,
        }
    }

    #[test]
    fn a_key_says_what_is_to_be_published_and_where() {
        let key = key(SigningState::Waiting);
        assert_eq!(key.record_name(), "k1._domainkey.desk.example");
        assert_eq!(key.record(), "v=DKIM1; k=rsa; p=AAAA");
    }

    #[test]
    fn a_key_that_signs_is_neither_started_again_nor_thrown_away() {
        let mut one = key(SigningState::Waiting);
        assert!(one.removal().is_ok() && one.activate().is_ok());
        assert_eq!((one.activate(), one.removal()), (Err(Refusal::KeyActive), Err(Refusal::KeyActive)));
        assert!(one.retire().is_ok() && one.removal().is_ok());
        assert_eq!(one.retire(), Err(Refusal::KeyNotActive));
    }

    #[test]
    fn a_selector_is_never_used_twice() {
        let now = Moment(1_772_357_400_000);
        assert_eq!(selector(now, Algorithm::Rsa, |_| false), "k20260301r");
        assert_eq!(selector(now, Algorithm::Ed25519, |name| name == "k20260301e"), "k20260301e2");
    }
}
