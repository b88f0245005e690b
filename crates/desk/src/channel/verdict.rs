//! What the standards say about who sent a message: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 9989), ARC (RFC 8617).

use serde::{Deserialize, Serialize};

crate::ticket_words! {
    /// The results of RFC 8601 §2.7, as far as they are told apart here.
    Verdict {
        /// Nothing was said, or nobody could be asked.
        None = "none",
        Pass = "pass", Fail = "fail", SoftFail = "softfail", Neutral = "neutral",
        /// The DNS did not answer; it says nothing about the message.
        TempError = "temperror",
        PermError = "permerror",
    }
}

crate::ticket_words! {
    /// What a domain asks others to do with messages that fail DMARC.
    Policy { Unspecified = "unspecified", None = "none", Quarantine = "quarantine", Reject = "reject", }
}

crate::ticket_words! {
    /// Why a signature does not count.
    Flaw {
        Dns = "dns", NoKey = "no_key", Revoked = "revoked", Expired = "expired", BodyChanged = "body_changed",
        HeaderChanged = "header_changed",
        /// A key or a digest that is too weak to prove anything (RFC 8301).
        Weak = "weak",
        /// It covers only the beginning of the text (RFC 6376 §8.2).
        Partial = "partial",
        Malformed = "malformed",
    }
}

crate::ticket_words! {
    /// How we know who handed the message over, which SPF is about.
    Witness {
        /// We do not.
        Nobody = "nobody",
        /// Our own listener saw the client.
        Ourselves = "ourselves",
        /// A mail server of ours wrote down whom it took the message from.
        Received = "received",
        /// A mail server of ours wrote down what SPF said.
        Results = "results",
    }
}

/// All four, with what they are about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdicts {
    pub spf: Verdict,
    pub dkim: Verdict,
    pub dmarc: Verdict,
    pub arc: Verdict,
    pub found: Found,
}

/// What stands behind the verdicts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Found {
    /// The domain in From; empty where there is none, or more than one.
    pub author: String,
    /// The domain SPF was asked about.
    pub envelope: String,
    pub witness: Witness,
    pub policy: Policy,
    pub signatures: Vec<Signed>,
    /// Who sealed the chain last; empty where there is none.
    pub sealer: String,
    /// They found DMARC in order when it reached them, by what they sealed.
    pub sealed_pass: bool,
    /// Their seal overrules our own DMARC, as somebody has decided.
    pub overruled: bool,
}

/// One DKIM signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    pub domain: String,
    pub selector: String,
    pub verdict: Verdict,
    pub flaw: Option<Flaw>,
}

impl Default for Found {
    fn default() -> Self {
        Self {
            author: String::new(),
            envelope: String::new(),
            witness: Witness::Nobody,
            policy: Policy::Unspecified,
            signatures: Vec::new(),
            sealer: String::new(),
            sealed_pass: false,
            overruled: false,
        }
    }
}

impl Verdicts {
    /// Nobody was asked.
    pub fn none() -> Self {
        let none = Verdict::None;
        Self { spf: none, dkim: none, dmarc: none, arc: none, found: Found::default() }
    }

    /// The DNS gave no answer in time.
    pub fn unanswered() -> Self {
        let late = Verdict::TempError;
        Self { spf: late, dkim: late, dmarc: late, arc: late, found: Found::default() }
    }

    /// The domain in From says by its policy that this is not from it. A domain that only watches (`p=none`) says no
    /// such thing, and neither does a DNS that is silent.
    pub fn forged(&self) -> bool {
        let disowned = matches!(self.found.policy, Policy::Quarantine | Policy::Reject);
        self.dmarc == Verdict::Fail && disowned && !self.found.overruled
    }

    /// The domain in From stands for the message: by DMARC, or by a signature of its own or of a domain above it.
    pub fn proved(&self) -> bool {
        let author = &self.found.author;
        let own = |signed: &Signed| signed.verdict == Verdict::Pass && stands_for(&signed.domain, author);
        self.dmarc == Verdict::Pass || (!author.is_empty() && self.found.signatures.iter().any(own))
    }

    /// [`Self::proved`], or the server that handed it over may send for the very domain in From (SPF, seen by
    /// ourselves), and nothing speaks against it.
    pub fn vouched(&self) -> bool {
        let Found { author, envelope, witness, .. } = &self.found;
        let by_server = self.spf == Verdict::Pass
            && *witness == Witness::Ourselves
            && !author.is_empty()
            && author.eq_ignore_ascii_case(envelope);
        self.proved() || (by_server && self.dmarc != Verdict::Fail)
    }

    /// A seal that holds, of somebody whose word counts, says that it was in order when it passed them.
    pub fn overrule(&mut self, trusts: impl Fn(&str) -> bool) {
        let holds = self.arc == Verdict::Pass && self.found.sealed_pass;
        self.found.overruled = self.dmarc == Verdict::Fail && holds && trusts(&self.found.sealer);
    }

    /// Somebody who should know says that it is not from the domain in From.
    pub fn doubted(&self) -> bool {
        (self.dmarc == Verdict::Fail && !self.found.overruled)
            || (self.spf == Verdict::Fail && self.dmarc != Verdict::Pass && !self.found.overruled)
    }

    /// Somebody was asked and there was something to say.
    pub fn says_something(&self) -> bool {
        [self.spf, self.dkim, self.dmarc, self.arc].iter().any(|verdict| *verdict != Verdict::None)
    }
}

/// `example.com` stands for itself and for `mail.example.com`.
fn stands_for(domain: &str, author: &str) -> bool {
    let (domain, author) = (domain.to_ascii_lowercase(), author.to_ascii_lowercase());
    domain.contains('.')
        && author.strip_suffix(&domain).is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

impl Verdict {
    /// DKIM as one word: the best of the signatures, or none.
    pub fn best(of: impl Iterator<Item = Self>) -> Self {
        const ORDER: [Verdict; 7] = [
            Verdict::Pass,
            Verdict::TempError,
            Verdict::Fail,
            Verdict::Neutral,
            Verdict::PermError,
            Verdict::SoftFail,
            Verdict::None,
        ];
        let rank = |verdict: &Self| ORDER.iter().position(|one| one == verdict);
        of.min_by_key(rank).unwrap_or(Self::None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(domain: &str, verdict: Verdict) -> Signed {
        Signed { domain: domain.into(), selector: "s".into(), verdict, flaw: None }
    }

    #[test]
    fn only_a_policy_that_asks_for_it_makes_a_forgery() {
        for (dmarc, policy, forged) in [
            (Verdict::Fail, Policy::Reject, true),
            (Verdict::Fail, Policy::Quarantine, true),
            (Verdict::Fail, Policy::None, false),
            (Verdict::Fail, Policy::Unspecified, false),
            (Verdict::TempError, Policy::Reject, false),
            (Verdict::Pass, Policy::Reject, false),
            (Verdict::None, Policy::Reject, false),
        ] {
            let found = Found { policy, ..Found::default() };
            assert_eq!(Verdicts { dmarc, found, ..Verdicts::none() }.forged(), forged, "{dmarc:?} {policy:?}");
        }
    }

    #[test]
    fn an_author_is_proved_by_a_domain_that_is_theirs() {
        let with = |domain: &str, verdict| {
            let found = Found {
                author: "mail.example.com".into(),
                signatures: vec![signed(domain, verdict)],
                ..Found::default()
            };
            Verdicts { found, ..Verdicts::none() }.proved()
        };
        assert!(with("mail.example.com", Verdict::Pass) && with("Example.com", Verdict::Pass));
        assert!(!with("example.com", Verdict::Fail));
        assert!(!with("ample.com", Verdict::Pass), "the end of a name is not a domain above it");
        assert!(!with("com", Verdict::Pass) && !with("evil.example", Verdict::Pass));
        assert!(!Verdicts::none().proved() && !Verdicts::unanswered().proved());
    }

    #[test]
    fn one_good_signature_is_enough() {
        let best = |of: &[Verdict]| Verdict::best(of.iter().copied());
        assert_eq!(best(&[Verdict::Fail, Verdict::Pass]), Verdict::Pass);
        assert_eq!(best(&[Verdict::PermError, Verdict::TempError]), Verdict::TempError);
        assert_eq!(best(&[]), Verdict::None);
    }
}
