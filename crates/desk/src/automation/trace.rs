//! What became of a rule that looked at a ticket.

use super::RuleId;
use crate::condition::Sight;
use crate::ticket::TicketId;
use base::Moment;
use serde::{Deserialize, Serialize};

base::id!(
    /// A rule that fired on a ticket.
    FiringId
);

crate::ticket_words! {
    /// What a rule's look ended with.
    Verdict {
        Fired = "fired",
        /// Its condition did not hold.
        Differed = "differed",
        /// A rule before it said stop.
        Stopped = "stopped",
        /// It would have gone on in a circle.
        Held = "held",
    }
}

/// One rule's look, as the ticket remembers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    pub rule: RuleId,
    /// How the rule was then.
    pub version: i64,
    pub verdict: Verdict,
}

crate::ticket_words! {
    /// What a rule that fired did.
    Outcome {
        Logged = "logged",
        Suggested = "suggested",
        /// A person took the suggestion.
        Taken = "taken",
        Declined = "declined",
        Acted = "acted",
    }
}

/// One step as it went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepDone {
    /// Its word.
    pub step: String,
    /// The key of the reason why it was not taken; empty: it was.
    pub reason: String,
}

/// What rules saw when something happened, and what each made of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    pub ticket: TicketId,
    /// Position of the event; none: the clock looked, or a person did.
    pub event: Option<i64>,
    pub at: Moment,
    pub sight: Sight,
    pub judged: Vec<Judged>,
}

/// A rule that fired.
#[derive(Clone, Debug, PartialEq)]
pub struct Firing {
    pub id: FiringId,
    pub rule: RuleId,
    pub version: i64,
    pub ticket: TicketId,
    pub event: Option<i64>,
    pub at: Moment,
    pub outcome: Outcome,
    pub steps: Vec<StepDone>,
}
