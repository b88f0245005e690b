//! Letters leave: each mailbox has postmen of its own, so that a slow server keeps only its own letters waiting.

use super::Premises;
use super::postman::{Carrier, walk};
use desk::channel::MailboxId;
use desk::{Actor, Done};
use platform::shutdown::Shutdown;
use service::channel;
use std::collections::HashMap;
use std::time::Duration;
use tokio::task::{Id, JoinSet};

/// Connections to one mailbox's server at the same time: a letter that takes long keeps the next ones waiting less.
const POSTMEN_OF_ONE: usize = 3;
/// All of them together.
const POSTMEN: usize = 30;
/// Letters of other processes, and those that were held, ring no bell here: they are found by looking this often.
const LOOK: Duration = Duration::from_secs(1);
/// Bells that ring together are heard as one.
const PAUSE: Duration = Duration::from_millis(20);

/// Carries letters until the end is asked for; what was not begun is handed back.
pub async fn carry(premises: Premises, carrier: Carrier, shutdown: Shutdown) {
    let _busy = shutdown.busy();
    let mut bell = premises.desk.bell();
    let mut office =
        PostOffice { premises, carrier, shutdown: shutdown.clone(), tasks: JoinSet::new(), under_way: HashMap::new() };
    while !shutdown.is_triggered() {
        if let Err(error) = office.send_out().await {
            tracing::warn!(%error, "the outbox waits for the database");
        }
        tokio::select! {
            () = shutdown.triggered() => {}
            _ = bell.changed() => {}
            () = office.one_back() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
        tokio::time::sleep(PAUSE).await;
    }
    while !office.under_way.is_empty() {
        office.one_back().await;
    }
}

struct PostOffice {
    premises: Premises,
    carrier: Carrier,
    shutdown: Shutdown,
    tasks: JoinSet<()>,
    /// Which postman walks for which mailbox.
    under_way: HashMap<Id, Option<MailboxId>>,
}

impl PostOffice {
    /// One more postman for each mailbox whose letters wait.
    async fn send_out(&mut self) -> Done<()> {
        for mailbox in self.premises.desk.ask(Actor::System, channel::calling_mailboxes).await? {
            let walking = self.under_way.values().filter(|other| **other == mailbox).count();
            if walking < POSTMEN_OF_ONE && self.under_way.len() < POSTMEN {
                let walk = walk(self.premises.clone(), self.carrier, mailbox, self.shutdown.clone());
                self.under_way.insert(self.tasks.spawn(walk).id(), mailbox);
            }
        }
        Ok(())
    }

    /// Waits for ever while nobody is under way.
    async fn one_back(&mut self) {
        let id = match self.tasks.join_next_with_id().await {
            Some(Ok((id, ()))) => id,
            Some(Err(error)) => {
                tracing::error!(%error, "a postman did not come back; this is a bug");
                error.id()
            }
            None => return std::future::pending().await,
        };
        self.under_way.remove(&id);
    }
}
