//! A flow on its way through one ticket, and what it has done step by step.

use super::{Course, FlowId, NodeId};
use crate::condition::Sight;
use crate::ticket::TicketId;
use base::Moment;
use serde::{Deserialize, Serialize};

base::id!(FlowRunId);

/// Nodes one run passes at most.
pub const MOST_PASSED: u32 = 1_000;

crate::ticket_words! {
    RunState {
        /// It goes on at once.
        Running = "running",
        Waiting = "waiting",
        /// A step was refused: a person says how it goes on.
        Failed = "failed",
        Done = "done",
        Cancelled = "cancelled",
        /// It would have begun: the flow only writes down.
        Logged = "logged",
        /// It proposes to begin, and a person says yes.
        Suggested = "suggested",
        Declined = "declined",
        /// Its ticket was put aside, or lives on in another one.
        Ended = "ended",
    }
}

crate::ticket_words! {
    /// What became of one step.
    StepOutcome {
        Started = "started",
        /// The flow would have begun.
        Foreseen = "foreseen",
        Proposed = "proposed",
        /// This would be done.
        Would = "would",
        /// How it goes on depends on what comes.
        Depends = "depends",
        /// A person said yes, or no.
        Taken = "taken",
        Declined = "declined",
        Took = "took",
        Yes = "yes",
        No = "no",
        Waits = "waits",
        Waited = "waited",
        Awaits = "awaits",
        Came = "came",
        Late = "late",
        Forked = "forked",
        Round = "round",
        /// The condition of a loop holds.
        Reached = "reached",
        /// A loop has gone all its rounds.
        Spent = "spent",
        Asked = "asked",
        Approved = "approved",
        Rejected = "rejected",
        Called = "called",
        Returned = "returned",
        Stopped = "stopped",
        Failed = "failed",
        Retried = "retried",
        Skipped = "skipped",
        Done = "done",
        Cancelled = "cancelled",
        Ended = "ended",
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct FlowRun {
    pub id: FlowRunId,
    pub flow: FlowId,
    /// As the flow was when it started: it goes on so.
    pub version: i64,
    pub ticket: TicketId,
    /// The run that called it, and how many are above it.
    pub parent: Option<FlowRunId>,
    pub depth: i64,
    /// What started it; none: another run.
    pub event: Option<i64>,
    pub state: RunState,
    pub course: Course,
    pub at: Moment,
    pub ended_at: Option<Moment>,
}

/// One step as it went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FlowStep {
    #[serde(skip, default = "never")]
    pub at: Moment,
    pub node: NodeId,
    /// Which lane: 1 is the flow itself.
    pub thread: u32,
    pub outcome: StepOutcome,
    /// The key of the reason; empty: there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Moment>,
    /// The event it looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<i64>,
    /// What it saw of the ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sight: Option<Sight>,
}

const fn never() -> Moment {
    Moment(0)
}

impl RunState {
    /// It may still do something.
    pub const fn is_under_way(self) -> bool {
        matches!(self, Self::Running | Self::Waiting | Self::Failed)
    }
}

impl FlowStep {
    pub fn new(node: NodeId, thread: u32, outcome: StepOutcome) -> Self {
        Self { at: never(), node, thread, outcome, reason: String::new(), until: None, event: None, sight: None }
    }
}

impl FlowRun {
    /// As its course says, while it is under way.
    pub fn settle(&mut self, now: Moment) {
        self.state = if self.course.is_over() {
            self.ended_at = Some(now);
            RunState::Done
        } else if self.course.turn(now).is_some() {
            RunState::Running
        } else if self.course.has_failed() {
            RunState::Failed
        } else {
            RunState::Waiting
        };
    }

    /// Where it stands: the first node that keeps it.
    pub fn end(&mut self, state: RunState, now: Moment) {
        (self.state, self.ended_at) = (state, Some(now));
        self.course.stop();
    }
}
