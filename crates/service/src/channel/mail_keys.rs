//! Keys and certificates: ours given to mailboxes, those of others learned, compared and decided about.

use super::mailboxes::mailbox;
use crate::people::editable;
use base::Email;
use desk::access::Permission;
use desk::channel::{Closing, KeyChange, KeyTrust, MailKey, MailKeyId, MailboxId, Protect, closing as rule};
use desk::people::PersonId;
use desk::ticket::Ticket;
use desk::{Done, Error, Event, Refusal};
use store::channel::{mail_keys, mailboxes};
use store::people;
use store::{Read, Tx};

/// Gives a mailbox a key of its own, by which it signs from now on. `key.mailbox` says whose it is.
pub fn add_mail_key(tx: &mut Tx, of: MailboxId, key: MailKey) -> Done<MailKeyId> {
    tx.actor().may(Permission::Configure)?;
    let address = mailbox(tx, of)?.address;
    if !key.speaks_for(&address) {
        return Err(Refusal::KeyOfAnother.into());
    }
    let (now, ours) = (tx.now(), KeyTrust::Trusted);
    let key = MailKey { mailbox: Some(of), active: true, trust: ours, created_at: now, ..key };
    let id = mail_keys::add(tx, &key)?.ok_or(Refusal::KeyTaken)?;
    mail_keys::activate(tx, of, key.standard, id)?;
    tx.record(key.changed(KeyChange::Added))?;
    Ok(id)
}

/// Takes a key from a mailbox. What was encrypted for it can be read no more.
pub fn remove_mail_key(tx: &mut Tx, of: MailboxId, id: MailKeyId) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    let key = mail_keys::load(tx, id)?.filter(|key| key.mailbox == Some(of)).ok_or(Error::Missing)?;
    mail_keys::remove(tx, id)?;
    tx.record(key.changed(KeyChange::Removed))?;
    Ok(())
}

/// How a mailbox's letters are closed unless somebody says otherwise.
pub fn protect_mailbox(tx: &mut Tx, of: MailboxId, protect: Protect) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    mailbox(tx, of)?;
    mail_keys::protect(tx, of, protect)?;
    tx.record(Event::MailboxChanged { mailbox: of })?;
    Ok(())
}

pub fn mail_keys_of_mailbox(read: &mut Read, of: MailboxId) -> Done<(Vec<MailKey>, Protect)> {
    read.actor().may(Permission::Configure)?;
    mailbox(read, of)?;
    Ok((mail_keys::of_mailbox(read, of)?, mail_keys::protection(read, of)?))
}

/// Those that speak for a person's addresses.
pub fn mail_keys_of_person(read: &mut Read, person: PersonId) -> Done<Vec<MailKey>> {
    crate::people::must_find(read, person)?;
    let mut found: Vec<MailKey> = Vec::new();
    for address in addresses(read, person)? {
        for key in mail_keys::of_address(read, &address)? {
            if !found.iter().any(|known| known.id == key.id) {
                found.push(key);
            }
        }
    }
    Ok(found)
}

/// A key that somebody got another way; it still wants to be compared.
pub fn add_person_key(tx: &mut Tx, person: PersonId, key: MailKey) -> Done<MailKeyId> {
    may_decide(tx, person)?;
    let addresses = addresses(tx, person)?;
    if !addresses.iter().any(|address| key.speaks_for(address)) {
        return Err(Refusal::KeyOfAnother.into());
    }
    let (now, undecided) = (tx.now(), KeyTrust::Undecided);
    let key = MailKey { mailbox: None, active: false, sealed: String::new(), trust: undecided, created_at: now, ..key };
    let id = mail_keys::add(tx, &key)?.ok_or(Refusal::KeyTaken)?;
    tx.record(key.changed(KeyChange::Added))?;
    Ok(id)
}

/// Keys that a person's domain publishes for them; they still want to be compared.
pub fn add_found_keys(tx: &mut Tx, person: PersonId, keys: Vec<MailKey>) -> Done<()> {
    may_decide(tx, person)?;
    if keys.is_empty() {
        return Err(Refusal::KeyNotPublished.into());
    }
    let mut new = false;
    for key in keys {
        if mail_keys::with_fingerprint(tx, key.standard, &key.fingerprint)?.is_none() {
            add_person_key(tx, person, key)?;
            new = true;
        }
    }
    if new { Ok(()) } else { Err(Refusal::KeyTaken.into()) }
}

/// Somebody has compared a key with its holder, or does not believe it.
pub fn decide_mail_key(tx: &mut Tx, person: PersonId, id: MailKeyId, trust: KeyTrust) -> Done<()> {
    may_decide(tx, person)?;
    let mut key = of_person(tx, person, id)?;
    let decided = key.decide(trust)?;
    mail_keys::decide(tx, id, trust)?;
    tx.record(decided)?;
    Ok(())
}

pub fn remove_person_key(tx: &mut Tx, person: PersonId, id: MailKeyId) -> Done<()> {
    may_decide(tx, person)?;
    let key = of_person(tx, person, id)?;
    mail_keys::remove(tx, id)?;
    tx.record(key.changed(KeyChange::Removed))?;
    Ok(())
}

/// Keys that a message brought along. One that is known stays as it is, but for one that nobody has decided about and
/// that an authority stands for.
pub(super) fn learn(tx: &mut Tx, keys: &[MailKey]) -> Done<()> {
    for key in keys {
        let (now, trust) = (tx.now(), if key.is_vouched() { KeyTrust::Trusted } else { KeyTrust::Undecided });
        let new =
            MailKey { mailbox: None, active: false, sealed: String::new(), trust, created_at: now, ..key.clone() };
        if mail_keys::add(tx, &new)?.is_some() {
            tx.record(new.changed(KeyChange::Learned))?;
        } else if key.is_vouched()
            && let Some(mut known) = mail_keys::with_fingerprint(tx, key.standard, &key.fingerprint)?
            && known.trust == KeyTrust::Undecided
            && known.mailbox.is_none()
        {
            let decided = known.decide(KeyTrust::Trusted)?;
            mail_keys::decide(tx, known.id, KeyTrust::Trusted)?;
            tx.record(decided)?;
        }
    }
    Ok(())
}

/// What opens a message and checks its signature: all keys of ours, and those of its author.
pub fn keyring(read: &mut Read, author: Option<&Email>) -> Done<(Vec<MailKey>, Vec<MailKey>)> {
    read.actor().must_be_system()?;
    let theirs = author.map(|author| mail_keys::of_address(read, author)).transpose()?.unwrap_or_default();
    Ok((mail_keys::ours(read)?, theirs))
}

/// The keys a letter was written for, in order; those that are gone since are missing.
pub fn closing_keys(read: &mut Read, closing: &Closing) -> Done<(Option<MailKey>, Vec<MailKey>)> {
    read.actor().must_be_system()?;
    let by = closing.by.map(|id| mail_keys::load(read, id)).transpose()?.flatten();
    let mut to = Vec::with_capacity(closing.to.len());
    for id in &closing.to {
        to.extend(mail_keys::load(read, *id)?);
    }
    Ok((by, to))
}

/// How letters of a mailbox are closed unless somebody says otherwise; none: it has no keys. And whether one of them signs.
pub(crate) fn usually_closed(read: &mut Read, mailbox: Option<MailboxId>) -> Done<(Option<Protect>, bool)> {
    let (ours, now) = (keys_of(read, mailbox)?, read.now());
    Ok((usual(read, mailbox, &ours)?, ours.iter().any(|key| key.signs_letters(now))))
}

/// Whether letters about a ticket always leave encrypted: then nothing of it may leave the desk in clear.
pub(crate) fn encrypts(read: &mut Read, ticket: &Ticket) -> Done<bool> {
    let mailbox = match ticket.mailbox {
        Some(id) => Some(id),
        None => mailboxes::first(read)?.map(|mailbox| mailbox.id),
    };
    let ours = keys_of(read, mailbox)?;
    Ok(usual(read, mailbox, &ours)? == Some(Protect::Encrypt))
}

fn usual(read: &mut Read, mailbox: Option<MailboxId>, ours: &[MailKey]) -> Done<Option<Protect>> {
    let keyed = mailbox.filter(|_| ours.iter().any(|key| key.active));
    Ok(keyed.map(|id| mail_keys::protection(read, id)).transpose()?)
}

fn keys_of(read: &mut Read, mailbox: Option<MailboxId>) -> Done<Vec<MailKey>> {
    Ok(mailbox.map(|id| mail_keys::of_mailbox(read, id)).transpose()?.unwrap_or_default())
}

/// Which keys close a letter of a mailbox: as was chosen, else as the mailbox does.
pub(crate) fn closing(
    read: &mut Read,
    mailbox: Option<MailboxId>,
    chosen: Option<Protect>,
    recipients: &[Email],
) -> Done<Option<Closing>> {
    let ours = keys_of(read, mailbox)?;
    let wish = match chosen {
        Some(chosen) => chosen,
        None => usual(read, mailbox, &ours)?.unwrap_or(Protect::None),
    };
    if wish == Protect::None {
        return Ok(None);
    }
    let mut theirs = Vec::new();
    for address in recipients {
        theirs.extend(mail_keys::of_address(read, address)?);
    }
    Ok(rule(wish, recipients, &ours, &theirs, read.now())?)
}

/// Who may change people may say which key is theirs.
pub fn may_decide_keys(tx: &mut Tx, person: PersonId) -> Done<()> {
    may_decide(tx, person)
}

fn may_decide(tx: &mut Tx, person: PersonId) -> Done<()> {
    editable(tx, person).map(drop)
}

/// For which addresses a person's keys may be looked for.
pub fn addresses_for_keys(read: &mut Read, person: PersonId) -> Done<Vec<Email>> {
    crate::people::must_find(read, person)?;
    addresses(read, person)
}

fn addresses(read: &mut Read, person: PersonId) -> Done<Vec<Email>> {
    Ok(people::addresses::of_person(read, person)?.into_iter().map(|address| address.email).collect())
}

fn of_person(tx: &mut Tx, person: PersonId, id: MailKeyId) -> Done<MailKey> {
    let addresses = addresses(tx, person)?;
    let key = mail_keys::load(tx, id)?.filter(|key| key.mailbox.is_none());
    key.filter(|key| addresses.iter().any(|address| key.speaks_for(address))).ok_or(Error::Missing)
}
