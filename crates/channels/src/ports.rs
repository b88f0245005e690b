//! What the doors need from the house: somebody who takes a message in. The desk answers these; tests answer them too.

use base::Email;
use bytes::Bytes;
use std::future::Future;
use std::net::IpAddr;

/// Takes messages in, whatever door they came by.
pub trait Intake: Send + Sync + 'static {
    /// Whether a message to this address would be taken, asked before its content is sent.
    fn recipient(&self, address: &Email) -> impl Future<Output = Recipient> + Send;

    /// Takes one message. Returns `Ok` only when its bytes would survive a power cut: the sender hears 250, or the
    /// mailbox is changed, right after.
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
    /// `mailbox` is the name our settings give it; the pair of numbers names the message in its folder (RFC 9051 §2.3.1.1).
    Imap {
        mailbox: String,
        uidvalidity: u32,
        uid: u32,
    },
    Import {
        file: String,
    },
}

/// Proof that a message is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// A short ASCII name by which the sender's log and ours can be compared.
    pub id: String,
}

/// Why a message was not taken. The text is for logs and for the sender's server, one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IntakeFault {
    /// It may work later: the sender keeps the message.
    Temporary(String),
    /// It will never work: the sender is told so.
    Permanent(String),
}
