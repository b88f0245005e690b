//! Our addresses: made, changed, switched off and on, and asked for by whoever delivers to them.

use crate::conversation::forget_later;
use base::{Email, Moment};
use desk::access::Permission;
use desk::channel::{Health, Mailbox, MailboxId, MailboxWish};
use desk::{Done, Error, Event, Refusal};
use store::channel::mailboxes;
use store::people::teams;
use store::ticket::brands;
use store::{Read, Tx};

pub fn create_mailbox(tx: &mut Tx, wish: MailboxWish) -> Done<Mailbox> {
    tx.actor().may(Permission::Configure)?;
    let mut mailbox = made(tx, wish)?;
    mailbox.keep_passwords(None)?;
    mailbox.id = mailboxes::add(tx, &mailbox)?.ok_or(Refusal::AddressTaken)?;
    tx.record(Event::MailboxCreated { mailbox: mailbox.id })?;
    Ok(mailbox)
}

/// A password that is left empty stays as it is.
pub fn change_mailbox(tx: &mut Tx, id: MailboxId, version: i64, wish: MailboxWish) -> Done<Mailbox> {
    let before = configurable(tx, id, version)?;
    let mut mailbox = Mailbox { id, version, active: before.active, ..made(tx, wish)? };
    let owner = mailboxes::of_address(tx, &mailbox.address)?;
    if owner.is_some_and(|owner| owner.id != id) {
        return Err(Refusal::AddressTaken.into());
    }
    mailbox.keep_passwords(Some(&before))?;
    mailboxes::save(tx, &mut mailbox)?;
    tx.record(Event::MailboxChanged { mailbox: id })?;
    Ok(mailbox)
}

/// As [`change_mailbox`] would make it, or [`create_mailbox`] where there is none: to be tried out before it is saved.
pub fn imagine_mailbox(read: &mut Read, id: Option<MailboxId>, wish: MailboxWish) -> Done<Mailbox> {
    read.actor().may(Permission::Configure)?;
    let before = id.map(|id| mailboxes::load(read, id)?.ok_or(Error::Missing)).transpose()?;
    let mut mailbox = made(read, wish)?;
    mailbox.keep_passwords(before.as_ref())?;
    Ok(mailbox)
}

pub fn activate_mailbox(tx: &mut Tx, id: MailboxId, version: i64) -> Done<Mailbox> {
    switch(tx, id, version, true)
}

/// It takes no mail, fetches none and is not offered for writing; what it has stays.
pub fn deactivate_mailbox(tx: &mut Tx, id: MailboxId, version: i64) -> Done<Mailbox> {
    switch(tx, id, version, false)
}

/// Only one that never had any mail; others can be switched off.
pub fn remove_mailbox(tx: &mut Tx, id: MailboxId, version: i64) -> Done<()> {
    configurable(tx, id, version)?;
    if mailboxes::in_use(tx, id)? {
        return Err(Refusal::MailboxInUse.into());
    }
    let signed = mailboxes::writing(tx, id)?.unwrap_or_default().signature;
    mailboxes::remove(tx, id)?;
    forget_later(tx, &signed.pictures)?;
    tx.record(Event::MailboxRemoved { mailbox: id })?;
    Ok(())
}

/// All of them with how they fare.
pub fn mailboxes(read: &mut Read) -> Done<Vec<(Mailbox, Health)>> {
    read.actor().must_be_agent()?;
    Ok(mailboxes::all(read)?)
}

pub fn mailbox(read: &mut Read, id: MailboxId) -> Done<Mailbox> {
    read.actor().must_be_agent()?;
    mailboxes::load(read, id)?.ok_or(Error::Missing)
}

/// The active mailbox mail to this address belongs to, also with `+tag`.
pub fn for_address(read: &mut Read, address: &Email) -> Done<Option<Mailbox>> {
    Ok(mailboxes::of_address(read, address)?.filter(|mailbox| mailbox.active))
}

/// Every address that is ours: letters never go there.
pub fn own_addresses(read: &mut Read) -> Done<Vec<Email>> {
    Ok(mailboxes::addresses(read)?)
}

/// Where the fetcher of a mailbox stands, in its own words; empty before its first look.
pub fn progress(read: &mut Read, id: MailboxId) -> Done<String> {
    mailboxes::progress(read, id)?.ok_or(Error::Missing)
}

pub fn save_progress(tx: &mut Tx, id: MailboxId, progress: &str) -> Done<()> {
    Ok(mailboxes::save_progress(tx, id, progress)?)
}

/// `warning` may be empty.
pub fn mailbox_succeeded(tx: &mut Tx, id: MailboxId, at: Moment, warning: &str) -> Done<()> {
    Ok(mailboxes::succeeded(tx, id, at, warning)?)
}

/// `error` is shown to administrators; it never holds a password.
pub fn mailbox_failed(tx: &mut Tx, id: MailboxId, at: Moment, error: &str) -> Done<()> {
    Ok(mailboxes::failed(tx, id, at, error)?)
}

fn made(read: &mut Read, wish: MailboxWish) -> Done<Mailbox> {
    let (address, wish) = wish.sound()?;
    teams::load(read, wish.team)?.ok_or(Error::Missing)?;
    let brand = match wish.brand {
        Some(brand) => brands::load(read, brand)?,
        None => brands::first(read)?,
    };
    let brand = brand.ok_or(Error::Missing)?.id;
    Ok(Mailbox {
        id: MailboxId(0),
        address,
        name: wish.name,
        team: wish.team,
        brand,
        language: wish.language,
        acknowledge: wish.acknowledge,
        reply_addresses: wish.reply_addresses,
        observes: wish.observes,
        incoming: wish.incoming,
        outgoing: wish.outgoing,
        active: true,
        version: 1,
    })
}

fn switch(tx: &mut Tx, id: MailboxId, version: i64, active: bool) -> Done<Mailbox> {
    let mut mailbox = configurable(tx, id, version)?;
    if mailbox.active != active {
        mailbox.active = active;
        mailboxes::save(tx, &mut mailbox)?;
        tx.record(if active {
            Event::MailboxActivated { mailbox: id }
        } else {
            Event::MailboxDeactivated { mailbox: id }
        })?;
    }
    Ok(mailbox)
}

fn configurable(tx: &mut Tx, id: MailboxId, version: i64) -> Done<Mailbox> {
    tx.actor().may(Permission::Configure)?;
    let mailbox = mailboxes::load(tx, id)?.ok_or(Error::Missing)?;
    if mailbox.version == version { Ok(mailbox) } else { Err(Error::Conflict) }
}
