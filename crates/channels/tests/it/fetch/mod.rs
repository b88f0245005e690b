//! Mailboxes watched on servers that follow a script.

mod compare;
mod gmail;
pub mod graph;
mod login;
mod odd;
mod order;
mod pop3;

use crate::scripted::{Do, Scripted, script};
use crate::world::{Keeper, Notebook, until};
use base::{Moment, SettableClock};
use channels::fetch::{First, Mailbox, Then, Way, watch};
use channels::ports::Health;
use channels::server::{Patience, Security, Server, Trust};
use platform::shutdown::Shutdown;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;

/// 2026-03-01T09:30:00Z.
pub const NOW: Moment = Moment(1_772_357_400_000);

/// A mailbox being watched, with what came of it.
pub struct Watch {
    pub keeper: Arc<Keeper>,
    pub notebook: Arc<Notebook>,
    stop: Shutdown,
    task: JoinHandle<()>,
}

impl Watch {
    pub fn start(mailbox: Mailbox, keeper: Arc<Keeper>, notebook: Arc<Notebook>) -> Self {
        let (stop, clock) = (Shutdown::new(), Arc::new(SettableClock::at(NOW)));
        let task = tokio::spawn(watch(mailbox, keeper.clone(), notebook.clone(), clock, stop.clone()));
        Self { keeper, notebook, stop, task }
    }

    /// Waits until everything that is there was fetched.
    pub async fn well(&self) {
        until("the mailbox is well", || matches!(self.notebook.health().last(), Some(Health::Well { .. }))).await;
    }

    pub async fn kept(&self, count: usize) -> Vec<String> {
        until("the messages are kept", || self.keeper.messages().len() >= count).await;
        self.keeper.messages().iter().map(|raw| String::from_utf8_lossy(raw).into_owned()).collect()
    }

    pub async fn end(self) {
        self.stop.trigger();
        tokio::time::timeout(Duration::from_secs(5), self.task).await.expect("it ends soon").unwrap();
    }
}

pub fn mailbox(server: &Scripted) -> Mailbox {
    let patience =
        Patience { connect: Duration::from_secs(5), command: Duration::from_secs(2), message: Duration::from_secs(2) };
    let server = Server {
        host: "127.0.0.1".into(),
        port: server.address.port(),
        security: Security::Plain,
        trust: Trust::Public,
        login: None,
        patience,
    };
    Mailbox {
        name: "support".into(),
        way: Way::Imap(server),
        folder: "INBOX".into(),
        first: First::All,
        then: Then::Leave,
        poll: Duration::from_secs(60),
        retry: Duration::from_millis(10),
        message_limit: 1000,
    }
}

/// The server of a mailbox, whatever is spoken there.
pub fn way(mailbox: &mut Mailbox) -> &mut Server {
    match &mut mailbox.way {
        Way::Imap(server) | Way::Pop3(server) => server,
        Way::Graph(_) | Way::Gmail(_) => panic!("there is no server to name"),
    }
}

/// Greeting, abilities and an open folder whose next number is 100; tags k1 and k2 are used.
pub const OPEN: [&str; 8] = [
    "* OK hello",
    "<k1 CAPABILITY",
    "* CAPABILITY IMAP4rev1 UIDPLUS MOVE",
    "k1 OK done",
    "<k2 SELECT \"INBOX\"",
    "* OK [UIDVALIDITY 7] valid",
    "* OK [UIDNEXT 100] next",
    "k2 OK [READ-WRITE] done",
];

pub fn after_open(lines: &[&str]) -> Vec<Do> {
    script(&[&OPEN[..], lines].concat())
}
