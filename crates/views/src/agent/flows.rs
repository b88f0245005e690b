//! Where flows are on their way through a ticket, what they have done step by step, and which can be started.

use super::Frame;
use super::described::Line;
use crate::Shell;
use crate::admin::flows::run_key;
use askama::Template;
use base::Moment;
use desk::flow::{FlowId, FlowRunId, RunState, State, StepOutcome};
use desk::ticket::TicketNumber;

#[derive(Template)]
#[template(path = "agent/flows.html")]
pub struct FlowsOfTicket<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub number: TicketNumber,
    pub subject: String,
    /// Newest first.
    pub runs: Vec<RunTold>,
    /// Flows a person may begin here.
    pub buttons: Vec<(FlowId, String)>,
    pub may_change: bool,
    /// The names of flows lead to them.
    pub may_edit: bool,
    pub reason: Option<&'static str>,
}

pub struct RunTold {
    pub id: FlowRunId,
    pub flow: FlowId,
    pub name: String,
    pub version: i64,
    pub state: RunState,
    /// Where it stands, in words; empty: it is over.
    pub stands: String,
    pub at: Moment,
    pub steps: Vec<StepTold>,
}

/// One step as it went.
pub struct StepTold {
    pub at: Moment,
    /// Of the node, in words; empty: it is about the whole run.
    pub node: String,
    pub number: usize,
    /// In which lane beside the flow itself.
    pub lane: u32,
    pub outcome: StepOutcome,
    /// What became of it.
    pub said: String,
    /// The event that was looked at; empty: there was none.
    pub event: String,
    pub lines: Vec<Line>,
}

/// A run in one line: "Escalate: waits until 16:40 at step 3".
pub struct FlowLine {
    pub run: FlowRunId,
    pub name: String,
    pub stands: String,
    pub failed: bool,
}

/// Where a run stands: "Waits until 16:40 at step 3".
pub fn stands_told(state: &State, step: usize, shell: &Shell) -> String {
    let mut args = base::words::Args::new();
    args.set("step", step as i64);
    let key = match state {
        State::Ready | State::Came | State::Joins => "flow-stands-ready",
        State::Waits { until } => {
            args.set("until", moment(until, shell));
            "flow-stands-waits"
        }
        State::Awaits { until, .. } => {
            args.set("until", moment(until, shell));
            "flow-stands-awaits"
        }
        State::Asked(_) => "flow-stands-asked",
        State::Called(_) => "flow-stands-called",
        State::Failed { reason } => {
            args.set("reason", shell.words.say(reason).to_owned());
            "flow-stands-failed"
        }
    };
    shell.words.tell(key, &args)
}

/// `16:40` today, with its day otherwise.
fn moment(at: &Moment, shell: &Shell) -> String {
    let today = at.in_zone(&shell.zone).date() == shell.now.in_zone(&shell.zone).date();
    let when = if today { shell.when(at) } else { shell.when_exactly(at) };
    when.short().to_owned()
}

pub fn outcome_key(outcome: StepOutcome) -> String {
    format!("flow-outcome-{}", outcome.name())
}

impl FlowsOfTicket<'_> {
    fn title(&self) -> &str {
        self.shell.say("flows-of-ticket")
    }

    fn path(&self) -> String {
        format!("/tickets/{}", self.number)
    }

    fn state(&self, run: &RunTold) -> &str {
        self.shell.words.say(run_key(run.state))
    }

    fn failed(&self, run: &RunTold) -> bool {
        run.state == RunState::Failed || run.steps.last().is_some_and(|step| step.outcome == StepOutcome::Failed)
    }

    fn is_suggested(&self, run: &RunTold) -> bool {
        run.state == RunState::Suggested
    }

    /// What is told of it is only foreseen.
    fn is_foreseen(&self, run: &RunTold) -> bool {
        matches!(run.state, RunState::Suggested | RunState::Logged | RunState::Declined)
    }

    fn is_failure(&self, step: &StepTold) -> bool {
        step.outcome == StepOutcome::Failed
    }

    fn version(&self, run: &RunTold) -> String {
        self.shell.with("admin-rule-version", &run.version.to_string())
    }
}
