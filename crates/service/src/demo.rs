//! An installation that is full of invented people and tickets says so, and can be emptied at once.

use base::Digest;
use desk::{Actor, Done, Error, Event, Permission, Refusal};
use store::{Read, Tx, demo};

/// The desk itself declares that what is in this installation is invented.
pub fn mark(tx: &mut Tx) -> Done<()> {
    if *tx.actor() == Actor::System { Ok(demo::mark(tx)?) } else { Err(Error::Missing) }
}

pub fn is_demo(read: &mut Read) -> Done<bool> {
    Ok(demo::is_marked(read)?)
}

/// How many tickets there are, wherever they lie.
pub fn tickets(read: &mut Read) -> Done<i64> {
    Ok(demo::tickets(read)?)
}

/// Everything that the blob store may forget when the demo goes.
pub fn blobs(read: &mut Read) -> Done<Vec<Digest>> {
    read.actor().may(Permission::Configure)?;
    Ok(demo::blobs(read)?)
}

/// Removes some of its tickets; how many. A large demo goes in such steps, so that nobody waits for all of it.
pub fn remove_some(tx: &mut Tx) -> Done<u64> {
    tx.actor().may(Permission::Configure)?;
    if !is_demo(tx)? {
        return Err(Refusal::DemoOnly.into());
    }
    Ok(demo::remove_some(tx)?)
}

/// Removes every ticket, person, mailbox, tag and event of the demo. The acting administrator's account stays, with the
/// statuses, the teams and the settings. The answer is what the blob store may forget.
pub fn remove(tx: &mut Tx) -> Done<Vec<Digest>> {
    tx.actor().may(Permission::Configure)?;
    let keep = tx.actor().person().ok_or(Error::Missing)?;
    if !is_demo(tx)? {
        return Err(Refusal::DemoOnly.into());
    }
    let (tickets, blobs) = (demo::tickets(tx)? + demo::removed(tx)?, demo::blobs(tx)?);
    demo::remove(tx, keep)?;
    tx.record(Event::DemoRemoved { tickets })?;
    Ok(blobs)
}
