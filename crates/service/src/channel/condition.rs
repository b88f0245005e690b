//! How a mailbox fares, for those who set it up.

use super::{comparison, grant_of};
use desk::access::Permission;
use desk::channel::{Condition, MailboxId};
use desk::{Done, Error};
use store::Read;
use store::channel::mailboxes;

pub fn condition(read: &mut Read, id: MailboxId) -> Done<Condition> {
    read.actor().may(Permission::Configure)?;
    let found = mailboxes::all(read)?.into_iter().find(|(mailbox, _)| mailbox.id == id);
    let (mailbox, health) = found.ok_or(Error::Missing)?;
    let (grant, comparison) = (grant_of(read, id)?, comparison(read, id)?);
    Ok(Condition { mailbox, health, grant, comparison })
}
