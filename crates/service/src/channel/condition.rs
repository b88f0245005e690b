//! How a mailbox fares, all that is known of it together.

use super::care::{known_worries, secret_until, silence};
use desk::access::Permission;
use desk::channel::{Condition, MailboxId};
use desk::{Actor, Done, Error};
use store::Read;
use store::channel::{care, grants, mailboxes, outbox};

/// For those who set it up.
pub fn condition(read: &mut Read, id: MailboxId) -> Done<Condition> {
    read.actor().may(Permission::Configure)?;
    of(read, id)
}

/// Of all mailboxes, for whoever watches the machine.
pub fn conditions(read: &mut Read) -> Done<Vec<Condition>> {
    if *read.actor() != Actor::System {
        read.actor().may(Permission::Configure)?;
    }
    let all: Vec<MailboxId> = mailboxes::all(read)?.into_iter().map(|(mailbox, _)| mailbox.id).collect();
    all.into_iter().map(|id| of(read, id)).collect()
}

pub(super) fn of(read: &mut Read, id: MailboxId) -> Done<Condition> {
    let found = mailboxes::all(read)?.into_iter().find(|(mailbox, _)| mailbox.id == id);
    let (mailbox, health) = found.ok_or(Error::Missing)?;
    let compared = mailboxes::comparison(read, id)?.and_then(|(at, found)| Some((at?, found)));
    Ok(Condition {
        comparison: compared.and_then(|(at, found)| Some((at, serde_json::from_str(&found).ok()?))),
        grant: grants::of(read, id)?,
        silence: silence(read, id)?,
        secret_until: secret_until(read, &mailbox)?,
        probing: care::probing(read, id)?,
        probe: care::last_probe(read, id)?,
        waits_since: outbox::waits_since(read, id)?,
        worries: known_worries(read, id)?,
        mailbox,
        health,
    })
}
