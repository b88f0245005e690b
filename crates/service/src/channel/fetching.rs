//! One process fetches a mailbox at a time.

use super::system;
use desk::Done;
use desk::channel::MailboxId;
use std::time::Duration;
use store::{Tx, leases};

/// Takes or prolongs the right to fetch a mailbox; false while another process has it.
pub fn hold_fetch(tx: &mut Tx, mailbox: MailboxId, holder: &str, lease: Duration) -> Done<bool> {
    system(tx)?;
    Ok(leases::take(tx, &name(mailbox), holder, lease)?.is_some())
}

/// Gives it back at shutdown, so that the next process need not wait.
pub fn release_fetch(tx: &mut Tx, mailbox: MailboxId, holder: &str) -> Done<()> {
    system(tx)?;
    Ok(leases::release(tx, &name(mailbox), holder)?)
}

fn name(mailbox: MailboxId) -> String {
    format!("fetch {mailbox}")
}
