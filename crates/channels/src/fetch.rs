//! Mailboxes elsewhere: messages are fetched in order, each once, and none is passed over in silence. By IMAP (RFC 9051,
//! RFC 3501) a folder is open and calls us; by POP3 (RFC 1939) a list is read again and again.

mod compare;
mod connection;
mod dial;
mod folder;
mod gmail;
mod graph;
mod pop3;
mod probe;
mod response;
mod round;
mod selected;
mod shelf;
mod steps;
mod value;
mod watch;

pub use probe::{folders, probe};
pub use watch::watch;

use crate::api::Account;
use crate::server::Server;
use std::time::Duration;

/// Settings of one mailbox.
#[derive(Clone, Debug)]
pub struct Mailbox {
    /// Our own name for it, as in [`Source::Fetched`](crate::ports::Source::Fetched).
    pub name: String,
    pub way: Way,
    /// The folder to watch, in Unicode: `INBOX`, `受信箱/サポート`.
    pub folder: String,
    pub first: First,
    pub then: Then,
    /// How often to look when the server does not call us, and at most to wait when it says that it will.
    pub poll: Duration,
    /// How long to wait after the first failure; doubled with each further one, up to sixty times this.
    pub retry: Duration,
    /// Octets of a message; a bigger one is reported and left where it is.
    pub message_limit: usize,
}

/// Where a mailbox is, and what is spoken there.
#[derive(Clone, Debug)]
pub enum Way {
    Imap(Server),
    Pop3(Server),
    Graph(Account),
    Gmail(Account),
}

/// What the first look takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    FromNow,
    LastDays(u16),
    All,
}

/// What becomes of a message in its folder once it is kept here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    Leave,
    MarkSeen,
    /// Into a folder, which is created if it is not there.
    Move(String),
    Delete,
    /// When it was kept here for so long.
    DeleteAfter(Duration),
}
