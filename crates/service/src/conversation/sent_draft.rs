//! What was sent is no draft any more, and a saving that comes behind it must not make it one again. So what somebody writes
//! goes by a name of its own until it is sent: of that name nothing is kept from then on. What they write next has another.

use crate::ticket::{Form, locked, taken_once};
use desk::ticket::TicketNumber;
use desk::{Done, Error, Refusal};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Duration;
use store::Tx;
use store::conversation::sent_drafts as table;

/// Nothing is on its way for longer.
const KEPT: Duration = Duration::from_secs(24 * 3600);
const MOST_SWEPT: usize = 1_000;
/// Bytes of a name.
const LONGEST: usize = 40;

/// What went by this name is sent. To be said with the sending, which holds the ticket.
pub fn draft_is_sent(tx: &mut Tx, name: &str) -> Done<()> {
    let person = tx.actor().person().ok_or(Error::Missing)?;
    let name = known(name.to_owned());
    if !name.is_empty() {
        table::add(tx, person, &name)?;
    }
    Ok(())
}

/// Sends what a form holds once: the very same form, taken before, says what came of it then. A page that has sent something
/// and now sends something else may have lost the answer, so that its writer does not know of the first: they are asked once,
/// by a page with a slip of its own.
pub fn sent_once<T: Serialize + DeserializeOwned>(
    tx: &mut Tx,
    form: &Form,
    send: impl FnOnce(&mut Tx) -> Done<T>,
) -> Done<T> {
    taken_once(tx, form, |tx| {
        let person = tx.actor().person().ok_or(Error::Missing)?;
        if let Some(page) = form.page()
            && !table::add(tx, person, page.as_str())?
        {
            return Err(Refusal::SentFromHere.into());
        }
        send(tx)
    })
}

/// What is longer is no name of ours.
pub(super) fn known(name: String) -> String {
    if name.len() <= LONGEST { name } else { String::new() }
}

/// Keeps a draft as `save` does. Where what goes by this name was sent there is nothing left to keep, and that is well.
pub fn unless_sent(
    tx: &mut Tx,
    number: TicketNumber,
    name: &str,
    save: impl FnOnce(&mut Tx) -> Done<bool>,
) -> Done<bool> {
    // Neither before a sending that is under way nor into it.
    locked(tx, number)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    if table::has(tx, person, name)? { Ok(true) } else { save(tx) }
}

pub(super) fn sweep(tx: &mut Tx) -> Done<u64> {
    let before = tx.now().minus(KEPT);
    Ok(table::sweep(tx, before, MOST_SWEPT)?)
}
