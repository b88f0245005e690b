//! A letter that tells of several things at once: what was held, or what waits today.

use super::Told;
use crate::ticket::TicketNumber;
use base::{Language, Moment};
use serde::{Deserialize, Serialize};

/// The letter's `details` as JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    pub language: Language,
    /// IANA name, for the times it tells.
    pub zone: String,
    /// The Fluent key of its first sentence, which speaks of `{ $x }` things.
    pub lead: String,
    pub count: i64,
    pub groups: Vec<SummaryGroup>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SummaryGroup {
    /// The Fluent key of its heading.
    pub key: String,
    /// Some of them, and how many more there are.
    pub lines: Vec<SummaryLine>,
    pub more: i64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SummaryLine {
    pub number: TicketNumber,
    pub subject: String,
    pub what: SummaryWhat,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SummaryWhat {
    /// The ticket alone says it.
    Nothing,
    Told(Told),
    /// Something is due then; what, where it is not the ticket itself.
    Due(Moment, String),
}
