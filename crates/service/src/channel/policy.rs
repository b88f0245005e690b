//! What the installation wants done with incoming mail.

use crate::setting;
use base::Email;
use desk::channel::{Handling, MOST_SENDERS, Unwanted};
use desk::{Done, Permission, Refusal};
use store::people::addresses;
use store::{Read, Tx, turns};

const KEY: &str = "incoming";

/// For whoever sets the desk up.
pub fn policy(read: &mut Read) -> Done<Handling> {
    read.actor().may(Permission::Configure)?;
    in_force(read)
}

/// `seen` is what the page was drawn from: a conflict when somebody has changed it since.
pub fn change_policy(tx: &mut Tx, seen: &Handling, wish: &Handling) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    setting::change(tx, KEY, seen, wish).map(drop)
}

/// Adds senders to those whose mail is spam, or takes them from there; whether that changed anything. A building block of
/// verbs: it asks no permission, and records nothing.
pub(crate) fn block_senders(tx: &mut Tx, all: &[Email], blocked: bool) -> Done<bool> {
    turns::take(tx, [KEY.to_owned()].into())?;
    let now = in_force(tx)?;
    let mut wish = now.clone();
    for address in all.iter().map(Email::canonical) {
        wish.blocked.retain(|entry| *entry != address);
        if blocked {
            wish.blocked.push(address);
        }
    }
    if wish.blocked.len() > MOST_SENDERS {
        return Err(Refusal::SendersInvalid.into());
    }
    let changes = wish.blocked.len() != now.blocked.len();
    if changes {
        setting::keep(tx, KEY, &wish)?;
    }
    Ok(changes)
}

/// Whether mail from there is taken for spam, whatever a server before us says of it.
pub(crate) fn is_sender_blocked(read: &mut Read, address: &Email) -> Done<bool> {
    Ok(unwanted(read, Some(address), false)?.is_some())
}

/// What is said of one address holds for all of whoever has it: those they got since, and those of whom they were merged
/// with, as long as they are theirs.
pub(super) fn unwanted(read: &mut Read, sender: Option<&Email>, marked: bool) -> Done<Option<Unwanted>> {
    let owner = sender.map(|sender| addresses::owner(read, sender)).transpose()?.flatten();
    let own = owner.map(|person| addresses::of_person(read, person)).transpose()?.unwrap_or_default();
    let own: Vec<Email> = own.into_iter().map(|own| own.email).collect();
    Ok(in_force(read)?.unwanted(sender, &own, marked))
}

/// Whoever sets the desk up, and the desk itself.
pub(super) fn may_read(read: &Read) -> Done<()> {
    read.actor().may(Permission::Configure)
}

pub(crate) fn in_force(read: &mut Read) -> Done<Handling> {
    setting::in_force(read, KEY)
}
