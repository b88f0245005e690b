//! Human, automatic reply, bounce, list or receipt: by evidence, and in doubt human, so that nobody is ignored.

mod auto;
mod bounce;
mod marks;

pub use bounce::Bounce;
pub use marks::Marks;

use crate::mime::Entity;
use base::Address;
use serde::{Deserialize, Serialize};

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Written by a person, as far as anybody can tell.
    Human,
    /// Written by a machine because it got or noticed something.
    AutoReply,
    /// A mail system says that a message was not delivered, or not yet.
    Bounce,
    /// Came by a mailing list or went to a great many.
    List,
    /// A mail program says that a message was displayed or deleted (RFC 8098).
    Receipt,
}

/// The evidence.
pub(crate) struct Letter<'l> {
    pub root: &'l Entity<'l>,
    pub from: Option<&'l Address>,
    pub subject: &'l str,
    pub text: &'l str,
    pub marks: &'l Marks,
}

/// What the message is and, for a bounce, what became of whom.
pub(crate) fn classify(letter: &Letter<'_>) -> (Kind, Vec<Bounce>) {
    if auto::is_receipt(letter) {
        return (Kind::Receipt, Vec::new());
    }
    match bounce::read(letter) {
        Some(bounce::Verdict::Failed(bounces)) => return (Kind::Bounce, bounces),
        Some(bounce::Verdict::Delivered) => return (Kind::Receipt, Vec::new()),
        None => {}
    }
    if auto::is_auto_reply(letter) {
        return (Kind::AutoReply, Vec::new());
    }
    if auto::is_list(letter.marks) {
        return (Kind::List, Vec::new());
    }
    (Kind::Human, Vec::new())
}
