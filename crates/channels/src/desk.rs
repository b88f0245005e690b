//! Where the doors meet the desk: what arrives is kept and read, what is written is composed and carried.

mod arrival;
mod chat;
mod consent;
mod directory;
mod external;
mod finding;
mod hook;
mod intake;
mod keys;
mod letter;
mod mailboxes;
mod notice;
mod outbox;
mod outside;
mod panel;
mod postman;
mod probe;
mod progress;
mod provider;
mod push;
mod read;
mod rush;
mod servers;
mod unseal;
mod webhook;

pub use chat::{CHAT_LIMITS, tell_chat, try_chat};
pub use consent::{BACK, begin as begin_consent, end as end_consent};
pub use directory::{find_public_keys, published};
pub use external::{Remembered, ask_external};
pub use finding::find_servers;
pub use hook::{Call, Knocked, knock};
pub use intake::DeskIntake;
pub use keys::{make_mail_key, make_signing_key, read_mail_key, read_public_keys};
pub use letter::{Composed, compose};
pub use mailboxes::watch_all;
pub use outbox::carry;
pub use outside::{Audience, Outside};
pub use panel::{Panels, ask_panel, enrich};
pub use postman::Carrier;
pub use probe::send_probe;
pub use push::{PUSH_LIMITS, Pushed, make_push_key, push};
pub use read::{arrival_of, read, reading_of};
pub use rush::Rush;
pub use servers::{try_incoming, try_outgoing, way_out};
pub use webhook::{WEBHOOK_LIMITS, call_webhook};

use crate::trust::Examiner;
use platform::blobs::Blobs;
use platform::secrets::Secrets;
use service::Desk;
use std::sync::Arc;

/// What the doors hold of the house.
#[derive(Clone)]
pub struct Premises {
    pub desk: Arc<Desk>,
    pub blobs: Arc<Blobs>,
    pub secrets: Arc<Secrets>,
    /// Asks the DNS whether a message is from whom it says.
    pub examiner: Examiner,
    pub outside: Arc<Outside>,
    pub rush: Rush,
    /// What other systems said of late.
    pub panels: Arc<Panels>,
    /// How people reach us, for the links in letters; without a slash at the end.
    pub url: String,
}
