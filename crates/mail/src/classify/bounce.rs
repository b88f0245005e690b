//! Bounces: what a mail system says about messages it could not deliver.

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
    /// The mail system's own words, on one line.
    pub reason: String,
    /// Message-ID of what was not delivered.
    pub original_message_id: Option<String>,
}

pub(super) fn read(_letter: &Letter<'_>) -> Option<Vec<Bounce>> {
    None
}
