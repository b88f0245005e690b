//! One process fetches a mailbox at a time; what it has, and how its server's list compares with ours, is remembered.

use base::Moment;
use desk::access::Permission;
use desk::channel::{Comparison, MailboxId};
use desk::{Done, Error, Fault};
use std::collections::HashSet;
use std::time::Duration;
use store::channel::{fetched, mailboxes};
use store::{Read, Tx, leases};

/// How long a name is remembered that the server no longer lists.
const MEMORY: Duration = Duration::from_secs(30 * 24 * 3600);

/// Takes or prolongs the right to fetch a mailbox; false while another process has it.
pub fn hold_fetch(tx: &mut Tx, mailbox: MailboxId, holder: &str, lease: Duration) -> Done<bool> {
    tx.actor().must_be_system()?;
    Ok(leases::take(tx, &name(mailbox), holder, lease)?.is_some())
}

/// Gives it back at shutdown, so that the next process need not wait.
pub fn release_fetch(tx: &mut Tx, mailbox: MailboxId, holder: &str) -> Done<()> {
    tx.actor().must_be_system()?;
    Ok(leases::release(tx, &name(mailbox), holder)?)
}

/// Those of the server's names that are not known yet.
pub fn unknown_names(read: &mut Read, mailbox: MailboxId, names: Vec<String>) -> Done<Vec<String>> {
    read.actor().must_be_system()?;
    Ok(fetched::unknown(read, mailbox, names)?)
}

/// Those of the names whose messages were kept before a moment.
pub fn names_kept_before(read: &mut Read, mailbox: MailboxId, names: Vec<String>, at: Moment) -> Done<Vec<String>> {
    read.actor().must_be_system()?;
    Ok(fetched::kept_before(read, mailbox, names, at)?)
}

/// Messages that stay with the server, and where its changes are asked from.
pub fn pass_over(tx: &mut Tx, mailbox: MailboxId, names: &[String], bookmark: Option<&str>) -> Done<()> {
    tx.actor().must_be_system()?;
    fetched::pass_over(tx, mailbox, names)?;
    if let Some(bookmark) = bookmark {
        mailboxes::save_bookmark(tx, mailbox, bookmark)?;
    }
    Ok(())
}

/// Empty before the first look.
pub fn bookmark(read: &mut Read, mailbox: MailboxId) -> Done<String> {
    read.actor().must_be_system()?;
    mailboxes::bookmark(read, mailbox)?.ok_or(Error::Missing)
}

/// When the server's list was last compared with ours.
pub fn compared_at(read: &mut Read, mailbox: MailboxId) -> Done<Option<Moment>> {
    read.actor().must_be_system()?;
    Ok(mailboxes::comparison(read, mailbox)?.and_then(|(at, _)| at))
}

/// What the last comparison found.
pub fn comparison(read: &mut Read, mailbox: MailboxId) -> Done<Option<(Moment, Comparison)>> {
    read.actor().may(Permission::Configure)?;
    let Some((Some(at), found)) = mailboxes::comparison(read, mailbox)? else { return Ok(None) };
    Ok(serde_json::from_str(&found).ok().map(|found| (at, found)))
}

/// A comparison came to its end. `names` is the server's whole list.
pub fn compared(tx: &mut Tx, mailbox: MailboxId, found: &Comparison, names: &HashSet<String>) -> Done<()> {
    tx.actor().must_be_system()?;
    let now = tx.now();
    fetched::forget_others(tx, mailbox, names, now.minus(MEMORY))?;
    let found = serde_json::to_string(found).map_err(Fault::new)?;
    Ok(mailboxes::save_comparison(tx, mailbox, Some(now), &found)?)
}

/// Has it compared at the next look.
pub fn compare_now(tx: &mut Tx, mailbox: MailboxId) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    let (_, found) = mailboxes::comparison(tx, mailbox)?.ok_or(Error::Missing)?;
    Ok(mailboxes::save_comparison(tx, mailbox, None, &found)?)
}

fn name(mailbox: MailboxId) -> String {
    format!("fetch {mailbox}")
}
