//! Flows: made by those who steer, started by what happens or by hand, brought on step by step, explained to everybody
//! who may read their ticket.

mod advance;
mod begin;
mod decide;
mod edit;
mod follow;
mod foresee;
mod look;
mod names;
mod trial;

pub use advance::{advance, give_up};
pub use begin::ADVANCE;
pub(crate) use decide::start;
pub use decide::{cancel_flow_run, press_flow, retry_flow_run, settle_flow, skip_flow_step};
pub use edit::{
    Edit, create_flow, edit_flow, flow, flow_faults, flow_versions, flows, import_flow, publish_flow, remove_flow,
    roll_back_flow, switch_flow,
};
pub use follow::{READER, follow};
pub use look::{FlowRunPage, FlowStands, FlowsOfTicket, OnTicket, flow_names, flows_of_ticket, runs_of_flow};
pub(crate) use look::{names_of, on_ticket};
pub(crate) use names::any_asks;
pub use trial::{FlowTried, try_flow};

use begin::hand;
use desk::Done;
use std::time::Duration;
use store::flow::runs;
use store::{Read, Tx};

/// How long it is remembered what a flow did, after its end.
const REMEMBERED: Duration = Duration::from_secs(90 * 24 * 3600);
const MOST_SWEPT: usize = 500;
const MOST_AT_ONCE: usize = 200;

/// Whether some run's moment has come; asked often, because it costs nothing.
pub(crate) fn is_due(read: &mut Read) -> Done<bool> {
    Ok(!runs::due(read, 1)?.is_empty())
}

/// Hands the runs whose moment has come to whoever is free; how many there were.
pub(crate) fn hand_on(tx: &mut Tx) -> Done<usize> {
    let due = runs::due(tx, MOST_AT_ONCE)?;
    for run in &due {
        runs::handed_on(tx, *run)?;
        hand(tx, *run)?;
    }
    Ok(due.len())
}

/// Forgets what ended long ago. For the clock, once an hour.
pub(crate) fn sweep(tx: &mut Tx) -> Done<u64> {
    let before = tx.now().minus(REMEMBERED);
    Ok(runs::sweep(tx, before, MOST_SWEPT)?)
}
