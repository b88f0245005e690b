//! An address of ours, with its intake and sending settings.

use crate::people::TeamId;
use crate::ticket::BrandId;
use base::{Email, Language, Moment};
use serde::{Deserialize, Serialize};

base::id!(MailboxId);

#[derive(Clone, Debug, PartialEq)]
pub struct Mailbox {
    pub id: MailboxId,
    pub address: Email,
    /// The sender's name on replies.
    pub name: String,
    pub team: TeamId,
    pub brand: BrandId,
    pub language: Language,
    /// Send an acknowledgement for a new ticket.
    pub acknowledge: bool,
    /// Our replies carry `address+t.NUMBER.TAG@…` as Reply-To; the mail system must deliver such addresses to us.
    pub reply_addresses: bool,
    /// How mail is fetched; none: it is delivered to our listeners.
    pub incoming: Option<Incoming>,
    /// How mail is sent; none: the installation's own default.
    pub outgoing: Option<Outgoing>,
    pub active: bool,
    pub version: i64,
}

/// IMAP settings. The password is sealed by the machine below and never shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Incoming {
    pub host: String,
    pub port: u16,
    pub security: Security,
    pub user: String,
    pub sealed_password: String,
    pub folder: String,
    pub after: AfterFetch,
    pub first: FirstRun,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outgoing {
    pub host: String,
    pub port: u16,
    pub security: Security,
    /// Empty: without authentication.
    pub user: String,
    pub sealed_password: String,
}

crate::ticket_words! {
    Security { Tls = "tls", StartTls = "starttls", None = "none", }
}

crate::ticket_words! {
    /// What happens to a message on the server once it is durably ours.
    AfterFetch { Leave = "leave", MarkSeen = "mark_seen", Move = "move", Delete = "delete", }
}

crate::ticket_words! {
    /// What the first run brings in.
    FirstRun { FromNow = "from_now", LastWeek = "last_week", LastMonth = "last_month", All = "all", }
}

/// How a mailbox fares, for the page that shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Health {
    pub succeeded_at: Option<Moment>,
    pub failed_at: Option<Moment>,
    /// In the server's or our words; never a password.
    pub error: String,
}
