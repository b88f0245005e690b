//! Letters go out by SMTP: one letter, one answer for each recipient, and the truth when there was none.

mod content;
mod conversation;
mod postman;
mod probe;
mod reply;
mod service;

pub use postman::Postman;
pub use probe::probe;
pub use service::Service;

use crate::server::{Server, Trouble};
use base::Email;
use bytes::Bytes;
use std::pin::Pin;

/// The server that takes our letters, and the name we give it.
#[derive(Clone, Debug)]
pub struct Relay {
    pub server: Server,
    /// Our name in EHLO; a domain name.
    pub hello: String,
}

/// How letters leave.
#[derive(Clone, Debug)]
pub enum Way {
    Smtp(Relay),
    Service(Service),
}

impl From<Relay> for Way {
    fn from(relay: Relay) -> Self {
        Self::Smtp(relay)
    }
}

/// One message to hand over. Its recipients are those of the envelope; what its header says does not matter here.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The envelope sender; `None` is `<>`, for what must never be answered automatically (RFC 3834 §3.3).
    pub from: Option<Email>,
    pub to: Vec<Email>,
    pub raw: Bytes,
}

/// Asked once when the server is ready for the text; where the answer is no, nothing is handed over.
pub type Begin<'a> = dyn FnMut() -> Pin<Box<dyn Future<Output = bool> + Send>> + Send + 'a;

/// What became of a letter for one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    Accepted(Said),
    /// Not now (4yz): to be tried again later.
    Deferred(Said),
    /// Never (5yz).
    Refused(Said),
    /// The letter was given in full, and no answer came. It may have been accepted: whoever sends it again may send it
    /// twice.
    Unknown(Trouble),
}

/// What a server answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub code: u16,
    /// All lines, without the code, joined by spaces; begins with the enhanced status where the server gives one.
    pub text: String,
}

/// A fate for each recipient, in the order of the letter; or the trouble because of which nothing was handed over to
/// anybody, so that the whole letter may be tried again.
pub type Outcome = Result<Vec<(Email, Fate)>, Trouble>;
