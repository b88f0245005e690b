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
    /// Of some of its tickets it says nothing that anybody wrote: their mailbox always encrypts.
    #[serde(default)]
    pub discreet: bool,
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

impl SummaryLine {
    /// Number, time and what happened, without what anybody wrote.
    pub fn discreet(self) -> Self {
        let what = match self.what {
            SummaryWhat::Nothing => SummaryWhat::Nothing,
            SummaryWhat::Told(told) => SummaryWhat::Told(told.discreet()),
            SummaryWhat::Due(at, _) => SummaryWhat::Due(at, String::new()),
        };
        Self { number: self.number, subject: String::new(), what }
    }
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
