//! How mailboxes write, each in its own way or all of a brand alike.

use crate::conversation::forget_later;
use desk::access::Permission;
use desk::channel::{MailboxId, Writing};
use desk::ticket::BrandId;
use desk::{Done, Error, Event, Refusal};
use store::channel::mailboxes;
use store::ticket::brands;
use store::{Read, Tx, settings};

/// Under this name the desk keeps to whom it never writes by itself: addresses with `*`, one on each line.
pub const DO_NOT_MAIL: &str = "do_not_mail";

pub fn writing(read: &mut Read, id: MailboxId) -> Done<Writing> {
    read.actor().must_be_agent()?;
    mailboxes::writing(read, id)?.ok_or(Error::Missing)
}

pub fn change_writing(tx: &mut Tx, id: MailboxId, version: i64, wish: Writing) -> Done<Writing> {
    tx.actor().may(Permission::Configure)?;
    let before = mailboxes::writing(tx, id)?.ok_or(Error::Missing)?;
    let writing = sound(tx, wish)?;
    mailboxes::save_writing(tx, id, version, &writing)?;
    forget_later(tx, &before.signature.pictures)?;
    tx.record(Event::MailboxChanged { mailbox: id })?;
    Ok(writing)
}

/// Of a brand's mailboxes that were not told otherwise.
pub fn brand_writing(read: &mut Read, id: BrandId) -> Done<Writing> {
    read.actor().may(Permission::Configure)?;
    brands::writing(read, id)?.ok_or(Error::Missing)
}

pub fn change_brand_writing(tx: &mut Tx, id: BrandId, version: i64, wish: Writing) -> Done<Writing> {
    tx.actor().may(Permission::Configure)?;
    let brand = brands::load(tx, id)?.ok_or(Error::Missing)?;
    let before = brands::writing(tx, id)?.unwrap_or_default();
    let writing = sound(tx, wish)?;
    brands::save_writing(tx, id, version, &writing)?;
    forget_later(tx, &before.signature.pictures)?;
    tx.record(Event::BrandChanged { brand: id, name: brand.name })?;
    Ok(writing)
}

/// What is archived goes to none of our own addresses.
fn sound(read: &mut Read, wish: Writing) -> Done<Writing> {
    let writing = wish.sound()?;
    match &writing.archive {
        Some(archive) if mailboxes::of_address(read, archive)?.is_some() => Err(Refusal::AddressIsOurs.into()),
        Some(_) | None => Ok(writing),
    }
}

pub fn do_not_mail(read: &mut Read) -> Done<String> {
    read.actor().must_be_agent()?;
    Ok(settings::load(read, DO_NOT_MAIL)?.unwrap_or_default())
}

pub fn change_do_not_mail(tx: &mut Tx, wish: &str) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    let lines: Vec<String> = base::narrowed(wish)
        .lines()
        .map(|line| line.trim().to_lowercase())
        .filter(|line| !line.is_empty())
        .take(500)
        .collect();
    if lines.iter().any(|line| line.len() > 254 || !line.contains('@')) {
        return Err(Refusal::AddressInvalid.into());
    }
    let (from, to) = (do_not_mail(tx)?, lines.join("\n"));
    if from != to {
        settings::save(tx, DO_NOT_MAIL, &to)?;
        tx.record(Event::SettingChanged { key: DO_NOT_MAIL.into(), from, to })?;
    }
    Ok(())
}
