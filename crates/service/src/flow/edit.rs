//! Making flows. One works on a draft, which may be unfinished; what is published is whole, and is a version of its own.

use super::decide::end;
use super::names::unknown;
use crate::automation::Switch;
use desk::automation::Stage;
use desk::flow::{
    Flow, FlowFault, FlowId, FlowRunId, FlowVersion, FlowWish, MOST_FLOWS, Node, NodeId, Place, RunState, Start, What,
    find_mut, fits, insert, shift, take,
};
use desk::{Done, Error, Event, Permission, Refusal};
use store::automation::lengths;
use store::flow::{flows as table, runs};
use store::{Read, Tx};

/// Runs that end at once with their flow; the others as soon as they would go on.
const MOST_ENDED: usize = 100;

/// One change of a draft.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Everything but its nodes.
    Start(FlowWish),
    Add(Place, What),
    Change(NodeId, What),
    /// One place up or down.
    Shift(NodeId, bool),
    Put(NodeId, Place),
    /// With all that is within it.
    Remove(NodeId),
    /// As it runs.
    Discard,
}

/// The oldest first.
pub fn flows(read: &mut Read) -> Done<Vec<Flow>> {
    read.actor().may(Permission::Automate)?;
    Ok(table::all(read)?.to_vec())
}

pub fn flow(read: &mut Read, id: FlowId) -> Done<Flow> {
    read.actor().may(Permission::Automate)?;
    table::load(read, id)?.filter(|flow| flow.removed_at.is_none()).ok_or(Error::Missing)
}

/// Off, and nothing runs yet.
pub fn create_flow(tx: &mut Tx, wish: FlowWish) -> Done<Flow> {
    tx.actor().may(Permission::Automate)?;
    if table::all(tx)?.len() >= MOST_FLOWS {
        return Err(Refusal::TooManyFlows.into());
    }
    let wish = wish.sound_start()?.bounded()?;
    let id = table::add(tx, &wish)?;
    tx.record(Event::FlowCreated { flow: id, name: wish.name })?;
    flow(tx, id)
}

/// A draft from a file.
pub fn import_flow(tx: &mut Tx, text: &str) -> Done<Flow> {
    tx.actor().may(Permission::Automate)?;
    let wish = FlowWish::read(text)?;
    create_flow(tx, wish)
}

/// `edition` is the one the page was drawn from. A node that was added is the answer.
pub fn edit_flow(tx: &mut Tx, id: FlowId, edition: i64, edit: Edit) -> Done<(Flow, Option<NodeId>)> {
    let mut flow = flow(tx, id)?;
    if flow.edition != edition {
        return Err(Error::Conflict);
    }
    let before = flow.draft.clone();
    let draft = &mut flow.draft;
    let mut added = None;
    match edit {
        Edit::Start(wish) => *draft = FlowWish { body: draft.body.clone(), ..wish }.sound_start()?,
        Edit::Add(place, what) => {
            let id = draft.next_id();
            if !fits(&mut draft.body, place) || !insert(&mut draft.body, place, Node { id, what }) {
                return Err(Refusal::FlowPlace.into());
            }
            added = Some(id);
        }
        Edit::Change(node, what) => {
            let node = find_mut(&mut draft.body, node).ok_or(Error::Missing)?;
            node.what = what.over(&node.what);
        }
        Edit::Shift(node, down) => {
            if !shift(&mut draft.body, node, down) {
                return Err(Refusal::FlowPlace.into());
            }
        }
        Edit::Put(node, place) => draft.put(node, place)?,
        Edit::Remove(node) => drop(take(&mut draft.body, node).ok_or(Error::Missing)?),
        Edit::Discard => *draft = flow.wish.clone().ok_or(Refusal::FlowUnpublished)?,
    }
    flow.draft = flow.draft.bounded()?;
    if flow.draft != before {
        table::save(tx, &mut flow)?;
        tx.record(Event::FlowChanged { flow: id, name: flow.draft.name.clone() })?;
    }
    Ok((flow, added))
}

/// Everything that keeps its draft from running, with where.
pub fn flow_faults(read: &mut Read, flow: &Flow) -> Done<Vec<FlowFault>> {
    let mut faults = flow.draft.faults();
    faults.extend(unknown(read, flow.id, &flow.draft)?);
    Ok(faults)
}

/// What is under way goes on as it began.
pub fn publish_flow(tx: &mut Tx, id: FlowId, edition: i64) -> Done<Flow> {
    let mut flow = flow(tx, id)?;
    if flow.edition != edition {
        return Err(Error::Conflict);
    }
    if !flow_faults(tx, &flow)?.is_empty() {
        return Err(Refusal::FlowUnfinished.into());
    }
    if flow.is_ahead() {
        let wish = flow.draft.clone().sound()?;
        table::publish(tx, &mut flow, wish)?;
        lengths::renew(tx)?;
        let (name, version) = (flow.shown().to_owned(), flow.version);
        tx.record(Event::FlowPublished { flow: id, name, version })?;
    }
    Ok(flow)
}

/// Off: nothing starts any more; what is under way comes to its end. On: as far as the stage goes.
pub fn switch_flow(tx: &mut Tx, id: FlowId, to: Switch) -> Done<Flow> {
    let mut flow = flow(tx, id)?;
    let before = (flow.active, flow.stage);
    match to {
        Switch::Off => flow.active = false,
        Switch::On(stage) => {
            let Some(wish) = &flow.wish else { return Err(Refusal::FlowUnpublished.into()) };
            if wish.start == Start::Called && stage != Stage::Act {
                return Err(Refusal::FlowStageless.into());
            }
            if !flow.active {
                flow.switched_at = Some(tx.now());
            }
            (flow.active, flow.stage) = (true, stage);
        }
    }
    if before != (flow.active, flow.stage) {
        table::save(tx, &mut flow)?;
        lengths::renew(tx)?;
        let (name, to) = (flow.shown().to_owned(), Some(to.name().to_owned()));
        tx.record(Event::FlowSwitched { flow: id, name, active: flow.active, to })?;
    }
    Ok(flow)
}

/// Not while another one calls it. What is under way ends; what it did stays explained.
pub fn remove_flow(tx: &mut Tx, id: FlowId) -> Done<()> {
    let mut flow = flow(tx, id)?;
    let calls = |other: &Flow| {
        [Some(&other.draft), other.wish.as_ref()].into_iter().flatten().any(|wish| wish.calls().contains(&id))
    };
    if table::all(tx)?.iter().any(|other| other.id != id && calls(other)) {
        return Err(Refusal::FlowInUse.into());
    }
    for run in runs::under_way_of(tx, id, FlowRunId(0), MOST_ENDED)? {
        if let Some(run) = runs::hold(tx, run.id)? {
            end(tx, run, RunState::Cancelled)?;
        }
    }
    (flow.active, flow.removed_at) = (false, Some(tx.now()));
    table::save(tx, &mut flow)?;
    tx.record(Event::FlowRemoved { flow: id, name: flow.shown().to_owned() })?;
    Ok(())
}

/// Newest first.
pub fn flow_versions(read: &mut Read, id: FlowId) -> Done<Vec<FlowVersion>> {
    flow(read, id)?;
    Ok(table::versions(read, id)?)
}

/// As it was once, as the draft: it is published by hand.
pub fn roll_back_flow(tx: &mut Tx, id: FlowId, edition: i64, to: i64) -> Done<Flow> {
    let mut flow = flow(tx, id)?;
    if flow.edition != edition {
        return Err(Error::Conflict);
    }
    flow.draft = table::at_version(tx, id, to)?.ok_or(Error::Missing)?.wish;
    table::save(tx, &mut flow)?;
    tx.record(Event::FlowChanged { flow: id, name: flow.draft.name.clone() })?;
    Ok(flow)
}
