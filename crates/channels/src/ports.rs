//! What the doors need from the house: somebody who takes a message in, somebody who remembers how far a mailbox was
//! read. The desk answers these; tests answer them too.

use crate::server::Trouble;
use base::{Email, Moment};
use bytes::Bytes;
use std::future::Future;
use std::net::IpAddr;
use std::time::Duration;

/// Takes messages in, whatever door they came by.
pub trait Intake: Send + Sync + 'static {
    /// Whether a message to this address would be taken, asked before its content is sent.
    fn recipient(&self, address: &Email) -> impl Future<Output = Recipient> + Send;

    /// A message was refused at the door. Whoever looks for it finds that; without it the refusal stands all the same.
    fn turned_away(&self, _away: Away) -> impl Future<Output = ()> + Send {
        async {}
    }

    /// Takes one message. Returns `Ok` only when its bytes would survive a power cut: the sender hears 250, or the
    /// mailbox is changed, right after. The same message may come again (a connection that broke before the 250 was
    /// heard, a mailbox that was renumbered): then it is taken as the one we have.
    fn receive(&self, raw: Bytes, envelope: Envelope) -> impl Future<Output = Result<Receipt, IntakeFault>> + Send;
}

/// What is known of a recipient's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipient {
    Known,
    Unknown,
    /// It cannot be told now; the sender should ask again.
    Later,
}

/// A message that was refused at the door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    pub remote: Option<IpAddr>,
    pub mail_from: Option<Email>,
    /// Perhaps nobody yet.
    pub rcpt: Vec<Email>,
    pub why: AwayReason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AwayReason {
    TooBig,
    /// It has passed more servers than any message should.
    Circling,
}

/// What travelled outside the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    pub source: Source,
    /// The envelope sender; `None` is the null sender `<>` of bounces, or a source that knows none.
    pub mail_from: Option<Email>,
    pub rcpt: Vec<Email>,
    pub remote: Option<IpAddr>,
    /// What the client called itself in its greeting; it is free to lie.
    pub helo: Option<String>,
}

/// The door a message came by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    Lmtp,
    Smtp,
    /// A program of the mail system gave it to ours.
    Pipe,
    /// `mailbox` is the name our settings give it; `name` is what its server calls the message.
    Fetched {
        mailbox: String,
        by: By,
        name: String,
    },
    /// The same, where only its beginning could be had: so many octets has the whole.
    Stub {
        mailbox: String,
        by: By,
        name: String,
        octets: u64,
    },
    /// By HTTP to a mailbox's own address; `name` is what the provider calls the message, if anything.
    Hook {
        mailbox: String,
        name: Option<String>,
    },
    Import {
        file: String,
    },
}

/// How a mailbox is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Imap,
    Pop3,
    Graph,
    Gmail,
}

/// Proof that a message is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// A short ASCII name by which the sender's log and ours can be compared.
    pub id: String,
    /// Nobody needs it where it was fetched from: a letter of ours that has gone round.
    pub spent: bool,
}

/// Why a message was not taken. The text is for logs and for the sender's server, one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IntakeFault {
    /// It may work later: the sender keeps the message.
    Temporary(String),
    /// It will never work: the sender is told so.
    Permanent(String),
}

/// Remembers how far one mailbox was read, and tells people how it fares.
pub trait Progress: Send + Sync + 'static {
    /// Where we were; `None` before the first look.
    fn place(&self) -> impl Future<Output = Result<Option<Place>, String>> + Send;

    /// Keeps where we are. Returns `Ok` only when it would survive a power cut.
    fn reached(&self, place: Place) -> impl Future<Output = Result<(), String>> + Send;

    /// A message stays in its folder and will not be fetched again: somebody must hear of it.
    fn skipped(&self, message: Skipped) -> impl Future<Output = Result<(), String>> + Send;

    fn health(&self, health: Health) -> impl Future<Output = ()> + Send;

    /// Where the server's changes are asked from; empty before the first look.
    fn bookmark(&self) -> impl Future<Output = Result<String, String>> + Send;

    /// Those of the server's names under which nothing was kept or passed over yet, in the order given.
    fn unknown(&self, names: Vec<String>) -> impl Future<Output = Result<Vec<String>, String>> + Send;

    /// Those of the names whose messages were kept before a moment.
    fn kept_before(
        &self,
        names: Vec<String>,
        moment: Moment,
    ) -> impl Future<Output = Result<Vec<String>, String>> + Send;

    /// These messages are left to the server, and its changes are asked from this bookmark on, if one is given. Both
    /// survive a power cut, or neither does.
    fn passed_over(
        &self,
        names: Vec<String>,
        bookmark: Option<String>,
    ) -> impl Future<Output = Result<(), String>> + Send;

    /// When the server's list was last compared with ours; `None`: it should be soon.
    fn compared_at(&self) -> impl Future<Output = Result<Option<Moment>, String>> + Send;

    fn compared(&self, found: Compared) -> impl Future<Output = Result<(), String>> + Send;
}

/// What a comparison of the server's list with ours has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// All the server has.
    pub names: Vec<String>,
    /// Those that were not known here.
    pub missing: Vec<String>,
    /// How many of them were fetched then.
    pub fetched: usize,
}

/// How far a folder was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// While this number stays the same, so do the numbers of the messages (RFC 9051 §2.3.1.1).
    pub uidvalidity: u32,
    /// All messages up to this number were dealt with.
    pub uid: u32,
    /// Messages up to this number were there before us.
    pub base: u32,
    /// When that was so.
    pub at: Moment,
}

/// A message that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    pub by: By,
    /// What its server calls it.
    pub name: String,
    /// As the server says.
    pub octets: u64,
    /// The message's header or its beginning; empty when not even that could be had.
    pub header: Bytes,
    pub why: Skip,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Skip {
    TooBig,
    /// The server would not give it.
    Unreadable(Trouble),
    /// [`Intake::receive`] will never take it.
    Refused(String),
}

/// How a mailbox fares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Health {
    /// All there is was fetched. `warning`: the messages could not be marked, moved or deleted as wished.
    Well { at: Moment, warning: Option<Trouble> },
    /// It did not work, for the `attempt`th time in a row.
    Ill { at: Moment, trouble: Trouble, attempt: u32, again_in: Duration },
}
