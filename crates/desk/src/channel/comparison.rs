//! What came of comparing a mailbox's list of messages with ours.

use serde::{Deserialize, Serialize};

/// Names that are listed one by one; more are only counted.
pub const MOST_LISTED: usize = 100;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// Messages the server has.
    pub on_server: usize,
    /// Names that were not known here, at most [`MOST_LISTED`] of them.
    pub missing: Vec<String>,
    /// How many were not known here.
    pub gaps: usize,
    /// How many of them were fetched then.
    pub fetched: usize,
}

impl Comparison {
    pub fn listed(&self) -> i64 {
        self.on_server.try_into().unwrap_or(i64::MAX)
    }

    pub fn missed(&self) -> i64 {
        self.gaps.try_into().unwrap_or(i64::MAX)
    }

    pub fn caught(&self) -> i64 {
        self.fetched.try_into().unwrap_or(i64::MAX)
    }
}
