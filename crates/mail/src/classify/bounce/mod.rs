//! Bounces: what a mail system says about messages it could not deliver.

mod prose;
mod report;
mod status;

use super::Letter;
use serde::{Deserialize, Serialize};

/// What became of one recipient.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounce {
    /// The address that failed, as reported; empty when the report does not name it.
    pub recipient: String,
    /// Enhanced status code (RFC 3463), `5.1.1`; empty when there is none.
    pub status: String,
    /// True when trying again is pointless.
    pub permanent: bool,
    /// The mail system still tries: nothing is lost yet. Where it gave up over a passing trouble, neither is true.
    pub delayed: bool,
    /// The mail system's own words, on one line.
    pub reason: String,
    /// Message-ID of what was not delivered.
    pub original_message_id: Option<String>,
}

/// What a report says.
pub(super) enum Verdict {
    /// Recipients that the message did not reach, or not yet.
    Failed(Vec<Bounce>),
    /// A report of success: delivered, relayed, expanded.
    Delivered,
}

/// `None` when the message is no report on delivery.
pub(super) fn read(letter: &Letter<'_>) -> Option<Verdict> {
    let mut verdict = report::read(letter).or_else(|| prose::read(letter))?;
    if let Verdict::Failed(bounces) = &mut verdict {
        let original = report::original_message_id(letter);
        for bounce in bounces {
            bounce.original_message_id.clone_from(&original);
        }
    }
    Some(verdict)
}
