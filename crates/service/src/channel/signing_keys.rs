//! Keys by which our domains sign: made, seen in the DNS, used, retired.

use super::mailboxes::mailbox;
use desk::access::Permission;
use desk::channel::{KeyChange, Mailbox, MailboxId, NewSigningKey, SigningKey, SigningKeyId};
use desk::{Done, Error, Event, Refusal};
use store::channel::{mailboxes, signing_keys};
use store::{Read, Tx};

/// A new key of a mailbox's domain. It signs nothing yet: first it is published.
pub fn add_signing_key(tx: &mut Tx, of: MailboxId, new: NewSigningKey) -> Done<SigningKeyId> {
    tx.actor().may(Permission::Configure)?;
    let domain = domain(&mailbox(tx, of)?);
    let id = signing_keys::add(tx, &domain, &new)?.ok_or(Refusal::KeyTaken)?;
    tx.record(Event::SigningKeyChanged { domain, selector: new.selector, what: KeyChange::Added })?;
    Ok(id)
}

/// From now on it signs. Another one of its kind retires: its letters are on their way, its record stays.
pub fn activate_signing_key(tx: &mut Tx, of: MailboxId, id: SigningKeyId) -> Done<()> {
    let mut key = owned(tx, of, id)?;
    let activated = key.activate()?;
    for mut other in signing_keys::of_domain(tx, &key.domain)? {
        if other.id != id
            && other.algorithm == key.algorithm
            && let Ok(retired) = other.retire()
        {
            signing_keys::save(tx, &other)?;
            tx.record(retired)?;
        }
    }
    signing_keys::save(tx, &key)?;
    tx.record(activated)?;
    Ok(())
}

pub fn retire_signing_key(tx: &mut Tx, of: MailboxId, id: SigningKeyId) -> Done<()> {
    let mut key = owned(tx, of, id)?;
    let retired = key.retire()?;
    signing_keys::save(tx, &key)?;
    tx.record(retired)?;
    Ok(())
}

pub fn remove_signing_key(tx: &mut Tx, of: MailboxId, id: SigningKeyId) -> Done<()> {
    let removed = owned(tx, of, id)?.removal()?;
    signing_keys::remove(tx, id)?;
    tx.record(removed)?;
    Ok(())
}

/// What the DNS was found to say of some keys: seen, or not.
pub fn signing_keys_seen(tx: &mut Tx, of: MailboxId, seen: &[(SigningKeyId, bool)]) -> Done<()> {
    let now = tx.now();
    for (id, there) in seen {
        owned(tx, of, *id)?;
        signing_keys::published(tx, *id, there.then_some(now))?;
    }
    Ok(())
}

/// Those of a mailbox's domain, the newest first.
pub fn signing_keys(read: &mut Read, of: MailboxId) -> Done<Vec<SigningKey>> {
    read.actor().may(Permission::Configure)?;
    let mailbox = mailboxes::load(read, of)?.ok_or(Error::Missing)?;
    Ok(signing_keys::of_domain(read, &domain(&mailbox))?)
}

fn owned(tx: &mut Tx, of: MailboxId, id: SigningKeyId) -> Done<SigningKey> {
    tx.actor().may(Permission::Configure)?;
    let domain = domain(&mailbox(tx, of)?);
    signing_keys::load(tx, id)?.filter(|key| key.domain == domain).ok_or(Error::Missing)
}

fn domain(mailbox: &Mailbox) -> String {
    mailbox.address.domain().to_lowercase()
}
