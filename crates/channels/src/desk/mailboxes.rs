//! The mailboxes we fetch from: each its own task under its own lease, begun and ended as their settings change.

use super::progress::DeskProgress;
use super::servers::fetched;
use super::{DeskIntake, Premises};
use crate::fetch;
use base::{Clock, Language, Token, words};
use desk::Actor;
use desk::channel::{Mailbox, MailboxId};
use platform::shutdown::Shutdown;
use service::{Tx, channel};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;

const LEASE: Duration = Duration::from_secs(10);
/// How often leases are prolonged and settings looked at.
const ROUND: Duration = Duration::from_secs(3);
/// How long a mailbox that is no longer wanted may take to stop by itself.
const GRACE: Duration = Duration::from_secs(5);

/// Watches every active mailbox that fetches, as far as this process is the one to do it.
pub async fn watch_all(premises: Premises, clock: Arc<dyn Clock>, shutdown: Shutdown) {
    let _busy = shutdown.busy();
    let mut watch = Watch { premises, clock, holder: holder(), watched: HashMap::new() };
    loop {
        match watch.premises.desk.ask(Actor::System, channel::mailboxes).await {
            Ok(mailboxes) => {
                watch.round(mailboxes.into_iter().map(|(mailbox, _)| mailbox).filter(fetches).collect()).await;
            }
            Err(error) => tracing::warn!(%error, "the mailboxes wait for the database"),
        }
        if !shutdown.sleep(ROUND).await {
            return watch.end().await;
        }
    }
}

fn holder() -> String {
    Token::random().digest().as_str()[..16].to_owned()
}

fn fetches(mailbox: &Mailbox) -> bool {
    mailbox.active && mailbox.incoming.is_some()
}

struct Watch {
    premises: Premises,
    clock: Arc<dyn Clock>,
    holder: String,
    watched: HashMap<MailboxId, Watched>,
}

struct Watched {
    version: i64,
    stop: Shutdown,
    task: JoinHandle<()>,
}

impl Watch {
    async fn round(&mut self, wanted: Vec<Mailbox>) {
        self.end_those_not_wanted(&wanted);
        for mailbox in wanted {
            if self.holds(mailbox.id).await {
                self.begin(&mailbox).await;
            } else if let Some(lost) = self.watched.remove(&mailbox.id) {
                lost.end();
            }
        }
    }

    /// Also those that ended by themselves, which none should: they are begun anew.
    fn end_those_not_wanted(&mut self, wanted: &[Mailbox]) {
        let is_wanted = |id: MailboxId, one: &Watched| {
            !one.task.is_finished() && wanted.iter().any(|mailbox| mailbox.id == id && mailbox.version == one.version)
        };
        for (_, stale) in self.watched.extract_if(|id, one| !is_wanted(*id, one)) {
            stale.end();
        }
    }

    async fn holds(&self, id: MailboxId) -> bool {
        let holder = self.holder.clone();
        self.premises
            .desk
            .change(Actor::System, move |tx| channel::hold_fetch(tx, id, &holder, LEASE))
            .await
            .unwrap_or(false)
    }

    async fn begin(&mut self, mailbox: &Mailbox) {
        let id = mailbox.id;
        let Some(incoming) = mailbox.incoming.as_ref().filter(|_| !self.watched.contains_key(&id)) else { return };
        let (stop, clock) = (Shutdown::new(), self.clock.clone());
        let task = match fetched(&self.premises, Some(id), &mailbox.address, incoming).await {
            Ok(settings) => {
                let intake = Arc::new(DeskIntake(self.premises.clone()));
                let progress = Arc::new(DeskProgress { premises: self.premises.clone(), mailbox: id });
                tokio::spawn(fetch::watch(settings, intake, progress, clock, stop.clone()))
            }
            Err(trouble) => {
                let (trouble, at) = (trouble.tell(words::of(Language::English)), clock.now());
                tracing::error!(mailbox = %mailbox.address, trouble, "a mailbox cannot be fetched");
                let failed = move |tx: &mut Tx| channel::mailbox_failed(tx, id, at, &trouble);
                let _ = self.premises.desk.change(Actor::System, failed).await;
                // Nothing to do until its settings change.
                let stop = stop.clone();
                tokio::spawn(async move { stop.triggered().await })
            }
        };
        self.watched.insert(id, Watched { version: mailbox.version, stop, task });
    }

    async fn end(self) {
        let Self { premises, holder, watched, .. } = self;
        let (ids, ending): (Vec<_>, Vec<_>) = watched.into_iter().map(|(id, one)| (id, one.end())).unzip();
        for ended in ending {
            let _ = ended.await;
        }
        for id in ids {
            let holder = holder.clone();
            let _ = premises.desk.change(Actor::System, move |tx| channel::release_fetch(tx, id, &holder)).await;
        }
    }
}

impl Watched {
    /// In the background: one that hangs must not keep the others waiting. Cut in the middle of a message, it comes again.
    fn end(self) -> JoinHandle<()> {
        self.stop.trigger();
        tokio::spawn(async move {
            let mut task = self.task;
            match tokio::time::timeout(GRACE, &mut task).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::error!(%error, "the fetching of a mailbox failed; this is a bug"),
                Err(_) => task.abort(),
            }
        })
    }
}
