//! Who is not to reach us: their mail is kept and lies with the spam.

use super::persons::editable;
use super::reach::must_find;
use crate::channel::{block_senders, is_sender_blocked};
use desk::people::PersonId;
use desk::{Done, Event};
use store::people::addresses;
use store::{Read, Tx};

/// Every address they have; true: blocked from now on.
pub fn block_person(tx: &mut Tx, id: PersonId, blocked: bool) -> Done<()> {
    editable(tx, id)?;
    let all: Vec<_> = addresses::of_person(tx, id)?.into_iter().map(|own| own.email).collect();
    if block_senders(tx, &all, blocked)? {
        tx.record(if blocked { Event::PersonBlocked { person: id } } else { Event::PersonUnblocked { person: id } })?;
    }
    Ok(())
}

/// Whether mail from any of their addresses is taken for spam.
pub fn is_blocked(read: &mut Read, id: PersonId) -> Done<bool> {
    must_find(read, id)?;
    let all = addresses::of_person(read, id)?;
    for own in all {
        if is_sender_blocked(read, &own.email)? {
            return Ok(true);
        }
    }
    Ok(false)
}
