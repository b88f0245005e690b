//! The keys of a mailbox: by what its letters are signed and encrypted, and what the DNS should say.

use super::mailboxes::Step;
use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use askama::Template;
use desk::channel::{Algorithm, MailKey, Mailbox, Protect, SigningKey, SigningState, Standard};

#[derive(Template)]
#[template(path = "admin/keys.html")]
pub struct KeysPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub mailbox: Mailbox,
    /// Of its domain, the newest first.
    pub signing: Vec<SigningKey>,
    /// Its own, the newest first.
    pub keys: Vec<MailKey>,
    pub form: Form,
    /// What the DNS was found to say; empty: it was not asked.
    pub steps: Vec<Step>,
}

impl KeysPage<'_> {
    fn title(&self) -> &str {
        self.shell.say("keys-title")
    }

    fn mailbox_path(&self) -> String {
        format!("/admin/mailboxes/{}", self.mailbox.id)
    }

    fn path(&self) -> String {
        format!("/admin/mailboxes/{}/keys", self.mailbox.id)
    }

    fn state(&self, key: &SigningKey) -> (&'static str, &'static str) {
        match (key.state, key.published_at) {
            (SigningState::Active, Some(_)) => ("success", "keys-signs"),
            (SigningState::Active, None) => ("warning", "keys-signs-unseen"),
            (SigningState::Waiting, Some(_)) => ("accent", "keys-ready"),
            (SigningState::Waiting, None) => ("", "keys-waiting"),
            (SigningState::Retired, _) => ("", "keys-retired"),
        }
    }

    fn is_active(&self, key: &SigningKey) -> bool {
        key.state == SigningState::Active
    }

    fn algorithm(&self, key: &SigningKey) -> &'static str {
        match key.algorithm {
            Algorithm::Rsa => "RSA 2048",
            Algorithm::Ed25519 => "Ed25519",
        }
    }

    fn standard(&self, key: &MailKey) -> &'static str {
        standard(key.standard)
    }

    fn protections(&self) -> Vec<Choice> {
        protections(&self.shell)
    }
}

pub const fn standard(standard: Standard) -> &'static str {
    match standard {
        Standard::OpenPgp => "OpenPGP",
        Standard::Smime => "S/MIME",
    }
}

/// The ways to close a letter.
pub fn protections(shell: &Shell) -> Vec<Choice> {
    Protect::ALL.iter().map(|one| Choice::new(one.name(), shell.words.say(protect_key(*one)))).collect()
}

pub const fn protect_key(protect: Protect) -> &'static str {
    match protect {
        Protect::None => "protect-none",
        Protect::Sign => "protect-sign",
        Protect::Possible => "protect-possible",
        Protect::Encrypt => "protect-encrypt",
    }
}
