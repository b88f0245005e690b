//! A rule tried on what has happened, without acting.

use super::{RuleId, RuleWish, Step};
use crate::people::PersonId;
use crate::ticket::TicketId;
use base::Moment;

base::id!(TrialId);

crate::ticket_words! {
    TrialState { Running = "running", Done = "done", Cancelled = "cancelled", }
}

/// How far back one may look.
pub const DAYS: [i64; 4] = [1, 7, 30, 90];
/// Places where a rule would have acted that are kept for looking at.
pub const MOST_HITS: i64 = 1_000;

#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    pub id: TrialId,
    pub rule: RuleId,
    pub version: i64,
    pub person: PersonId,
    pub days: i64,
    pub state: TrialState,
    /// Positions of the log, or ids of tickets.
    pub since: i64,
    pub reached: i64,
    pub until: i64,
    /// Events that the rule would have looked at, or tickets.
    pub looked: i64,
    pub matched: i64,
    /// Letters it would have written.
    pub letters: i64,
    pub at: Moment,
}

/// Where it would have acted.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub event: i64,
    pub ticket: TicketId,
    pub at: Moment,
}

impl Trial {
    /// Of a hundred.
    pub fn progress(&self) -> i64 {
        let whole = (self.until - self.since).max(1);
        if self.state == TrialState::Done { 100 } else { ((self.reached - self.since) * 100 / whole).clamp(0, 99) }
    }
}

impl RuleWish {
    /// Letters that one firing writes.
    pub fn letters(&self) -> i64 {
        self.steps.iter().filter(|step| matches!(step, Step::Write { .. })).count() as i64
    }
}
