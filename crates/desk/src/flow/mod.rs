//! Flows: steps that follow one another over time, on one ticket: branches, lanes side by side, waiting, rounds.

mod course;
mod difference;
mod node;
mod place;
mod run;
mod tree;
mod wish;

pub use course::{Course, Spot, State, Thread};
pub use difference::Difference;
pub use node::{LONGEST_WAIT, MOST_LANES, MOST_ROUNDS, Node, NodeId, What};
pub use place::Place;
pub use run::{FlowRun, FlowRunId, FlowStep, MOST_PASSED, RunState, StepOutcome};
pub use tree::{find, find_mut, fits, insert, place_of, shift, take, walk};
pub use wish::{
    DEEPEST, DEEPEST_CALL, Flow, FlowFault, FlowId, FlowVersion, FlowWish, MOST_FLOWS, MOST_NODES, MOST_RUNS, Start,
};
