//! The door of a mailbox for those who send mail by HTTP: programs of one's own, and providers that take mail for us.

use super::MailboxId;
use base::{Email, Moment};
use std::time::Duration;

crate::ticket_words! {
    /// Who knocks, which decides the form of what they send and how they show who they are.
    HookKind {
        /// A program of one's own: the message as it is.
        Raw = "raw",
        Mailgun = "mailgun",
        SendGrid = "sendgrid",
        Postmark = "postmark",
        /// Amazon SES by way of SNS.
        Ses = "ses",
        Mandrill = "mandrill",
    }
}

/// One of a mailbox at most. Its token is known by its digest alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Hook {
    pub mailbox: MailboxId,
    pub kind: HookKind,
    pub digest: String,
    /// The token before it, good for a while.
    pub before: Option<(String, Moment)>,
    /// What the provider signs with, or who it is; sealed, perhaps empty.
    pub sealed_secret: String,
    pub made_at: Moment,
}

/// How long the token before is taken after a new one was made.
pub const HANDOVER: Duration = Duration::from_secs(24 * 3600);
/// Characters of a secret.
pub const LONGEST_SECRET: usize = 2_000;

impl HookKind {
    /// Without it nobody can tell the provider from others.
    pub const fn needs_secret(self) -> bool {
        matches!(self, Self::Mailgun | Self::Ses | Self::Mandrill)
    }

    /// There is something to keep.
    pub const fn has_secret(self) -> bool {
        !matches!(self, Self::Raw)
    }

    /// What stands behind the token in the address that the provider is given: Mailgun sends the message as it is to
    /// addresses that end so alone.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Mailgun => "/mime",
            Self::Raw | Self::SendGrid | Self::Postmark | Self::Ses | Self::Mandrill => "",
        }
    }
}

impl Hook {
    /// With another token, while the one before is good for a while.
    #[must_use]
    pub fn renewed(self, digest: String, now: Moment) -> Self {
        let before = (self.digest, now.plus(HANDOVER));
        Self { digest, before: Some(before), made_at: now, ..self }
    }

    pub fn opens(&self, digest: &str, now: Moment) -> bool {
        let before = self.before.as_ref().is_some_and(|(before, until)| before == digest && now < *until);
        self.digest == digest || before
    }
}

/// Where a hook's sealed secret stands; a sealed text opens nowhere else.
pub fn hook_context(address: &Email) -> String {
    format!("mailbox {} hook", address.canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_before_is_good_for_a_day() {
        let now = Moment(1_000_000);
        let hook = Hook {
            mailbox: MailboxId(1),
            kind: HookKind::Raw,
            digest: "one".into(),
            before: None,
            sealed_secret: String::new(),
            made_at: now,
        };
        let hook = hook.renewed("two".into(), now);
        assert!(hook.opens("two", now) && hook.opens("one", now) && !hook.opens("three", now));
        assert!(!hook.opens("one", now.plus(HANDOVER)) && hook.opens("two", now.plus(HANDOVER)));
    }
}
