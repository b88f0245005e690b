//! Keys by which is decided how letters are closed; they hold nothing with which one could be.

use crate::{World, email};
use base::{Digest, Moment};
use desk::Actor;
use desk::channel::{KeySource, KeyTrust, MailKey, MailKeyId, MailboxId, Protect, Standard};
use desk::people::PersonId;
use service::channel;

pub fn mail_key(address: &str) -> MailKey {
    MailKey {
        id: MailKeyId(0),
        standard: Standard::OpenPgp,
        fingerprint: Digest::of(address.as_bytes()).as_str()[..40].to_uppercase(),
        holder: address.into(),
        issuer: String::new(),
        addresses: vec![email(address)],
        public: "public".into(),
        sealed: "sealed".into(),
        mailbox: None,
        active: true,
        source: KeySource::Made,
        trust: KeyTrust::Trusted,
        signs: true,
        encrypts: true,
        valid_from: None,
        valid_until: None,
        created_at: Moment(0),
    }
}

impl World {
    /// What leaves a mailbox is usually closed so, and signed by a key of its own.
    pub async fn closes(&self, mailbox: MailboxId, protect: Protect) {
        self.desk
            .change(Actor::System, move |tx| {
                let address = channel::mailbox(tx, mailbox)?.address;
                channel::add_mail_key(tx, mailbox, mail_key(address.as_str()))?;
                channel::protect_mailbox(tx, mailbox, protect)
            })
            .await
            .expect("a mailbox takes a key of its address");
    }

    /// Somebody's key that somebody has compared.
    pub async fn trusts(&self, person: PersonId, address: &'static str) {
        self.desk
            .change(Actor::System, move |tx| {
                let key = channel::add_person_key(tx, person, mail_key(address))?;
                channel::decide_mail_key(tx, person, key, KeyTrust::Trusted)
            })
            .await
            .expect("a person takes a key of their address");
    }
}
