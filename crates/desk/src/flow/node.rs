//! What a flow is made of. A node that is not finished yet may lie in a draft, and in no flow that runs.

use super::FlowId;
use crate::Refusal;
use crate::approval::ProcedureId;
use crate::automation::{LISTENED, Step};
use crate::condition::Condition;
use crate::sla::CalendarId;
use serde::{Deserialize, Serialize};

base::id!(
    /// Stays the same through all versions, so that histories find their node. 0 is the flow itself.
    NodeId
);

/// Lanes side by side, rounds of a loop, and minutes of one wait.
pub const MOST_LANES: usize = 5;
pub const MOST_ROUNDS: u32 = 100;
pub const LONGEST_WAIT: u32 = 366 * 24 * 60;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    pub id: NodeId,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// The same step as a rule's.
    Act(Option<Step>),
    Branch {
        #[serde(with = "crate::condition::kept")]
        condition: Condition,
        yes: Vec<Node>,
        no: Vec<Node>,
    },
    /// All lanes at the same time; it goes on when the last has come to its end.
    Parallel { lanes: Vec<Vec<Node>> },
    /// Minutes; with a calendar, only those of its working hours.
    Wait { minutes: u32, calendar: Option<CalendarId> },
    /// Until something happens to the ticket, at most so many minutes.
    Await {
        on: Vec<String>,
        #[serde(with = "crate::condition::kept")]
        condition: Condition,
        minutes: u32,
        came: Vec<Node>,
        late: Vec<Node>,
    },
    /// Rounds, before each of which the condition is asked: once it holds, there are no more.
    Loop {
        #[serde(with = "crate::condition::kept")]
        until: Condition,
        times: u32,
        body: Vec<Node>,
    },
    /// Asks, and waits for the decision.
    Approve { procedure: Option<ProcedureId>, yes: Vec<Node>, no: Vec<Node> },
    /// Another flow, and waits for its end.
    Call(Option<FlowId>),
    /// Ends the whole run.
    Stop,
}

impl What {
    /// The words of all kinds, in the order in which a page offers them.
    pub const KINDS: &[&str] = &["act", "branch", "wait", "await", "approve", "parallel", "loop", "call", "stop"];

    /// As it is added, to be finished.
    pub fn new(kind: &str) -> Option<Self> {
        Some(match kind {
            "act" => Self::Act(None),
            "branch" => Self::Branch { condition: Condition::everything(), yes: Vec::new(), no: Vec::new() },
            "parallel" => Self::Parallel { lanes: vec![Vec::new(), Vec::new()] },
            "wait" => Self::Wait { minutes: 60, calendar: None },
            "await" => Self::Await {
                on: vec!["message_received".into()],
                condition: Condition::everything(),
                minutes: 24 * 60,
                came: Vec::new(),
                late: Vec::new(),
            },
            "loop" => Self::Loop { until: Condition::everything(), times: 3, body: Vec::new() },
            "approve" => Self::Approve { procedure: None, yes: Vec::new(), no: Vec::new() },
            "call" => Self::Call(None),
            "stop" => Self::Stop,
            _ => return None,
        })
    }

    /// The word in forms and locale keys.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Act(_) => "act",
            Self::Branch { .. } => "branch",
            Self::Parallel { .. } => "parallel",
            Self::Wait { .. } => "wait",
            Self::Await { .. } => "await",
            Self::Loop { .. } => "loop",
            Self::Approve { .. } => "approve",
            Self::Call(_) => "call",
            Self::Stop => "stop",
        }
    }

    /// The lists of nodes within it, in the order in which they are drawn.
    pub fn lists(&self) -> Vec<&Vec<Node>> {
        match self {
            Self::Act(_) | Self::Wait { .. } | Self::Call(_) | Self::Stop => Vec::new(),
            Self::Branch { yes, no, .. } | Self::Approve { yes, no, .. } => vec![yes, no],
            Self::Await { came, late, .. } => vec![came, late],
            Self::Parallel { lanes } => lanes.iter().collect(),
            Self::Loop { body, .. } => vec![body],
        }
    }

    pub fn lists_mut(&mut self) -> Vec<&mut Vec<Node>> {
        match self {
            Self::Act(_) | Self::Wait { .. } | Self::Call(_) | Self::Stop => Vec::new(),
            Self::Branch { yes, no, .. } | Self::Approve { yes, no, .. } => vec![yes, no],
            Self::Await { came, late, .. } => vec![came, late],
            Self::Parallel { lanes } => lanes.iter_mut().collect(),
            Self::Loop { body, .. } => vec![body],
        }
    }

    /// The word of each of its lists, in locale keys.
    pub const fn list_name(&self, list: usize) -> &'static str {
        match (self, list) {
            (Self::Branch { .. }, 0) => "yes",
            (Self::Branch { .. }, _) => "no",
            (Self::Approve { .. }, 0) => "approved",
            (Self::Approve { .. }, _) => "rejected",
            (Self::Await { .. }, 0) => "came",
            (Self::Await { .. }, _) => "late",
            (Self::Loop { .. }, _) => "round",
            (_, _) => "lane",
        }
    }

    pub fn condition(&self) -> Option<&Condition> {
        match self {
            Self::Branch { condition, .. } | Self::Await { condition, .. } => Some(condition),
            Self::Loop { until, .. } => Some(until),
            Self::Act(_)
            | Self::Parallel { .. }
            | Self::Wait { .. }
            | Self::Approve { .. }
            | Self::Call(_)
            | Self::Stop => None,
        }
    }

    /// With what its form says, and the nodes within it as they were. Lanes come and go only empty.
    #[must_use]
    pub fn over(self, old: &Self) -> Self {
        match (self, old) {
            (Self::Branch { condition, .. }, Self::Branch { yes, no, .. }) => {
                Self::Branch { condition, yes: yes.clone(), no: no.clone() }
            }
            (Self::Approve { procedure, .. }, Self::Approve { yes, no, .. }) => {
                Self::Approve { procedure, yes: yes.clone(), no: no.clone() }
            }
            (Self::Await { on, condition, minutes, .. }, Self::Await { came, late, .. }) => {
                Self::Await { on, condition, minutes, came: came.clone(), late: late.clone() }
            }
            (Self::Loop { until, times, .. }, Self::Loop { body, .. }) => {
                Self::Loop { until, times, body: body.clone() }
            }
            (Self::Parallel { lanes: wanted }, Self::Parallel { lanes }) => {
                let mut lanes = lanes.clone();
                while lanes.len() > wanted.len().max(2) && lanes.last().is_some_and(Vec::is_empty) {
                    lanes.pop();
                }
                lanes.resize_with(wanted.len().clamp(lanes.len(), MOST_LANES.max(lanes.len())), Vec::new);
                Self::Parallel { lanes }
            }
            (new, _) => new,
        }
    }

    /// Its own parts, without the nodes within it.
    ///
    /// # Errors
    /// Something it needs is missing, or out of its bounds.
    pub(super) fn sound(&mut self) -> Result<(), Refusal> {
        match self {
            Self::Act(step) => {
                *step = Some(step.take().ok_or(Refusal::StepIncomplete)?.sound()?);
                Ok(())
            }
            Self::Branch { condition, .. } => {
                asked(condition)?;
                if condition.tests().is_empty() { Err(Refusal::FlowUnasked) } else { Ok(()) }
            }
            Self::Parallel { lanes } if lanes.len() < 2 || lanes.len() > MOST_LANES => Err(Refusal::FlowLanes),
            Self::Wait { minutes, .. } => span(*minutes),
            Self::Await { on, condition, minutes, .. } => {
                *on = LISTENED.iter().filter(|kind| on.iter().any(|on| on == *kind)).map(ToString::to_string).collect();
                if on.is_empty() {
                    return Err(Refusal::RuleDeaf);
                }
                *condition = std::mem::take(condition).checked()?;
                condition.for_nobody()?;
                span(*minutes)
            }
            Self::Loop { until, times, body } => {
                asked(until)?;
                if !(1..=MOST_ROUNDS).contains(times) {
                    Err(Refusal::FlowRounds)
                } else if body.is_empty() {
                    Err(Refusal::FlowEmpty)
                } else {
                    Ok(())
                }
            }
            Self::Approve { procedure: None, .. } | Self::Call(None) => Err(Refusal::StepIncomplete),
            Self::Parallel { .. } | Self::Approve { .. } | Self::Call(_) | Self::Stop => Ok(()),
        }
    }
}

fn span(minutes: u32) -> Result<(), Refusal> {
    if (1..=LONGEST_WAIT).contains(&minutes) { Ok(()) } else { Err(Refusal::FlowWait) }
}

/// Asked of the ticket as it is.
fn asked(condition: &mut Condition) -> Result<(), Refusal> {
    *condition = std::mem::take(condition).checked()?;
    condition.for_standing()
}
