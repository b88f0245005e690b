//! A protected message is opened before it is read, with the keys of ours and of its author.

use super::Premises;
use super::keys::{keyring, known, protection};
use base::Email;
use bytes::Bytes;
use desk::channel::{KeySource, KeyTrust, MailKey, Protection};
use desk::{Actor, Done};
use mail::Limits;
use mail::protect::{self, Opened, Public, Signature};
use service::channel;

/// A message ready to be read, and what stood around it.
pub(super) struct Unsealed {
    pub raw: Bytes,
    pub protection: Option<Protection>,
    /// Keys it brought along that speak for its author.
    pub learned: Vec<MailKey>,
}

/// # Errors
/// The machine failed.
pub(super) async fn unseal(premises: &Premises, raw: Bytes) -> Done<Unsealed> {
    let Some(author) = author(&raw) else { return Ok(Unsealed { raw, protection: None, learned: Vec::new() }) };
    let announced = protect::announced(&raw, &author);
    let announced: Vec<Public> = announced.into_iter().collect();
    if !protect::is_protected(&raw) {
        let learned = announced.iter().map(|key| known(key, KeySource::Autocrypt)).collect();
        return Ok(Unsealed { raw, protection: None, learned });
    }
    let of = author.clone();
    let asked = premises
        .desk
        .ask(Actor::System, move |read| Ok((channel::keyring(read, Some(&of))?, channel::mail_roots(read)?)));
    let ((ours, theirs), roots) = asked.await?;
    let (house, now) = (premises.clone(), premises.desk.now());
    let work = raw.clone();
    let brought = announced.clone();
    let opened = tokio::task::spawn_blocking(move || {
        let mut ring = keyring(&house, &ours, &theirs);
        ring.public.extend(brought);
        let roots = Public::read(roots.as_bytes()).unwrap_or_default();
        let opened = protect::open(&work, &ring, now);
        let vouched = opened.keys.iter().filter(|key| key.is_vouched(&opened.keys, &roots, now));
        let vouched: Vec<String> = vouched.map(|key| key.facts.fingerprint.clone()).collect();
        (opened, vouched)
    });
    match opened.await {
        Ok((opened, vouched)) => Ok(unsealed(opened, &author, &announced, &vouched)),
        Err(error) => {
            tracing::error!(%error, "opening a message failed; this is a bug");
            Ok(Unsealed { raw, protection: None, learned: Vec::new() })
        }
    }
}

/// `vouched`: fingerprints of the keys that an authority stands for.
fn unsealed(opened: Opened, author: &Email, announced: &[Public], vouched: &[String]) -> Unsealed {
    let good = opened.report.as_ref().is_some_and(|report| report.signature == Signature::Good);
    let own = |key: &&Public| key.facts.addresses.iter().any(|own| own.canonical() == author.canonical());
    let signed = opened.keys.iter().filter(|_| good).filter(own).map(|key| {
        let trust = if vouched.contains(&key.facts.fingerprint) { KeyTrust::Trusted } else { KeyTrust::Undecided };
        MailKey { trust, ..known(key, KeySource::SignedMail) }
    });
    let announced = announced.iter().filter(own).map(|key| known(key, KeySource::Autocrypt));
    Unsealed {
        protection: opened.report.as_ref().map(|report| protection(report, Some(author))),
        learned: signed.chain(announced).collect(),
        raw: opened.raw.into(),
    }
}

fn author(raw: &[u8]) -> Option<Email> {
    mail::author(raw, &Limits::default())
}
